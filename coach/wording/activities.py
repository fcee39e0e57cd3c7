"""What logging an activity asks and answers."""

from datetime import date, timedelta

from coach.core.load import level
from coach.core.model import Activity
from coach.wording.extents import extent
from coach.wording.times import evening, span

NEEDED = {
    "hike": "Say how far or how long: coach log hike --distance 8 --ascent 300 --duration 2h30",
    "trip": "Say how long: coach log trip --duration 6h --mode car",
    "work": "Say how long: coach log work --duration 8h --effort 5",
}

_HOW_LONG = ("duration", "How long? (such as 2h30; Enter: not known)")
_HOW_HARD = ("effort", "How hard was it, from 0 to 10? (Enter: 3)")
QUESTIONS = {
    "hike": (
        ("distance", "How far, in km? (Enter: not known)"),
        ("ascent", "How many metres up? (Enter: not known)"),
        _HOW_LONG,
        _HOW_HARD,
    ),
    "trip": (_HOW_LONG,),
    "work": (_HOW_LONG, _HOW_HARD),
}

NOTHING_SAID = "Nothing was said, so nothing was noted."
NOT_NOTED = "Nothing was noted."
IS_THAT_RIGHT = "Is that right? [Y/n]"


def noted(activity: Activity, load: float, first: date, evenings: int) -> str:
    """After an activity was kept."""
    head = f"Noted: {extent(activity)}."
    if activity.sort in ("hike", "work"):
        head += f" Leg load {load:g} ({level(load)})."
    if not evenings:
        return f"{head} Your evenings stay as they are."
    last = first + timedelta(days=evenings - 1)
    if evenings == 1:
        return f"{head}\nYour legs get a little more care this evening."
    return f"{head}\nYour legs get a little more care for {evenings} evenings, to {evening(last)}."


def too_fast(distance: float, duration: timedelta | None, most: float) -> tuple[str, str]:
    """Message and cure: more distance than legs can cover."""
    in_time = f" in {span(duration)}" if duration else ""
    return (
        f"--distance: {distance:g} km{in_time} is faster than legs can go",
        f"up to {most:g} km is accepted",
    )


def too_steep(name: str, metres: float, duration: timedelta | None, most: float) -> tuple[str, str]:
    """Message and cure: more metres than legs can climb."""
    in_time = f" in {span(duration)}" if duration else ""
    return f"{name}: {metres:g} m{in_time} cannot be", f"up to {most:g} m is accepted"
