"""What logging an activity asks and answers."""

from datetime import date, timedelta

from coach.core.load import level
from coach.core.model import Activity
from coach.wording.extents import extent
from coach.wording.times import evening, span
from coach.wording.translating import _, marked, n_

NEEDED = {
    "hike": marked(
        "Say how far or how long: coach log hike --distance 8 --ascent 300 --duration 2h30"
    ),
    "trip": marked("Say how long: coach log trip --duration 6h --mode car"),
    "work": marked("Say how long: coach log work --duration 8h --effort 5"),
}

_HOW_LONG = ("duration", marked("How long? (such as 2h30; Enter: not known)"))
_HOW_HARD = ("effort", marked("How hard was it, from 0 to 10? (Enter: 3)"))
QUESTIONS = {
    "hike": (
        ("distance", marked("How far, in km? (Enter: not known)")),
        ("ascent", marked("How many metres up? (Enter: not known)")),
        _HOW_LONG,
        _HOW_HARD,
    ),
    "trip": (_HOW_LONG, ("mode", marked("By car, train, bus or plane? (Enter: not said)"))),
    "work": (_HOW_LONG, _HOW_HARD),
}

NOTHING_SAID = marked("Nothing was said, so nothing was noted.")
NOT_NOTED = marked("Nothing was noted.")
IS_THAT_RIGHT = marked("{question} Is that right? [Y/n]")

LEVELS = {
    "none": marked("none"),
    "light": marked("light"),
    "moderate": marked("moderate"),
    "hard": marked("hard"),
    "very hard": marked("very hard"),
}


def noted(activity: Activity, load: float, first: date, evenings: int) -> str:
    """After an activity was kept."""
    head = _("Noted: {extent}.").format(extent=extent(activity))
    if activity.sort in ("hike", "work"):
        legs = _("Leg load {load} ({level}).")
        head += " " + legs.format(load=f"{load:g}", level=_(LEVELS[level(load)]))
    if not evenings:
        return f"{head} " + _("Your evenings stay as they are.")
    last = first + timedelta(days=evenings - 1)
    care = n_(
        "Your legs get a little more care this evening.",
        "Your legs get a little more care for {n} evenings, to {evening}.",
        evenings,
    )
    return f"{head}\n{care.format(n=evenings, evening=evening(last))}"


def too_long(text: str, hours: int) -> tuple[str, str]:
    """Message and cure: a duration that cannot be."""
    return (
        _("--duration: {text} is too long or none at all").format(text=text),
        _("up to {hours}h is accepted").format(hours=hours),
    )


def unknown_mode(text: str) -> tuple[str, str]:
    """Message and cure: a way to travel that is not known."""
    return (
        _("--mode: {text} is not known").format(text=text),
        _("car, train, bus or plane is accepted"),
    )


def too_fast(distance: float, duration: timedelta, most: float) -> tuple[str, str]:
    """Message and cure: more distance than legs can cover."""
    text = _("--distance: {distance} km in {span} is faster than legs can go")
    return (
        text.format(distance=f"{distance:g}", span=span(duration)),
        _("up to {most} km is accepted").format(most=f"{int(10 * most) / 10:g}"),
    )


def too_steep(name: str, metres: float, duration: timedelta, most: float) -> tuple[str, str]:
    """Message and cure: more metres than legs can climb."""
    text = _("{name}: {metres} m in {span} cannot be")
    return (
        text.format(name=name, metres=f"{metres:g}", span=span(duration)),
        _("up to {most} m is accepted").format(most=int(most)),
    )


def once_more(recorded: Activity) -> str:
    """Where an entry by hand may be of what was recorded."""
    text = _("This was recorded as well: {extent}. If it is the same, take one back: coach undo")
    return text.format(extent=extent(recorded))
