"""What is said of recorded tracks."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.config.values import clipped, legible
from coach.core.load import level
from coach.core.model import Activity
from coach.wording.activities import LEVELS
from coach.wording.extents import extent
from coach.wording.times import dated, evening, span
from coach.wording.translating import _, marked, n_

if TYPE_CHECKING:
    from coach.imports.sports import Verdict
    from coach.imports.track import Track

MENTIONED = 500.0
"""Metres; less than this, left out of a track, is no news."""

EMPTY = marked("there is no recorded track in it")
PLANNED = marked(
    "it has no times, so it is a plan and not something you did. "
    "To note a hike: coach log hike --distance 12"
)
NO_ACTIVITY = marked("it has no activity, but something else that a watch keeps")
NO_FIT = marked(
    "to read FIT files one more piece is needed: pip install fitdecode "
    "(after pipx: pipx inject cramp-coach fitdecode)"
)
TOO_LARGE = marked("it is larger than any track")
DAMAGED = marked("it is damaged")
BREAKS_OFF = marked("it breaks off before its end; copy it once more")
NOT_FINISHED = marked("its reading was begun and did not come to an end")
NOT_A_TRACK = marked("it is not made like a track of any program")


def broken(line: int) -> str:
    """When what is in a file cannot be read."""
    return _("it is damaged (line {line})").format(line=line)


def nowhere(point: int) -> str:
    """When a point has no place on the globe."""
    return _("its point {point} is nowhere on earth").format(point=point)


def no_height(point: int) -> str:
    """When a point's height cannot be."""
    return _("its point {point} has a height that cannot be").format(point=point)


def no_time(point: int) -> str:
    """When a point's time cannot be."""
    return _("its point {point} has a time that cannot be").format(point=point)


def backwards(point: int) -> str:
    """When times run back."""
    return _("its times run backwards (point {point})").format(point=point)


def sentence(path: str, why: str) -> str:
    """What is wrong with a file."""
    return f"{legible(path)}: {_(why)}."


def to_come(name: str) -> str:
    """When a recording ends later than now."""
    return _("{name}: it ends in the future; is the clock of the watch right?").format(name=name)


def impossible(name: str) -> str:
    """When the figures cannot be."""
    return _("{name}: nobody can have done that; its figures are wrong.").format(name=name)


def no_legs(name: str, sport: str) -> str:
    """When it is a sport that is not counted here; empty where nobody knows which."""
    if not sport:
        return _(
            "{name}: it does not say what it was, nor where; left out. "
            "If you walked: coach log hike --distance 5"
        ).format(name=name)
    return _("{name}: {sport} is neither a walk nor a ride; left out.").format(
        name=name, sport=clipped(sport)
    )


def short(name: str) -> str:
    """When one hardly moved."""
    return _("{name}: too short to count; left out.").format(name=name)


def known(name: str, sort: str, how: str) -> str:
    """When it is in the journal already."""
    text = {
        "same file": _("{name}: already imported; nothing was changed."),
        "same hours": _("{name}: {what} of these hours is imported already; it stays as it is."),
        "typed": _("{name}: you noted {what} for these hours yourself; it stays as it is."),
    }[how]
    return text.format(name=name, what=_(_WHAT[sort]))


_WHAT = {
    "hike": marked("a hike"),
    "ride": marked("a ride"),
    "trip": marked("a trip"),
    "work": marked("a day's work"),
}


def noted(name: str, activity: Activity, night: date, load: float) -> str:
    """After an activity was kept."""
    text = _("{name}: {what} of {evening}, {extent} in {span}.").format(
        name=name,
        what=_(_WHAT[activity.sort]),
        evening=dated(night),
        extent=extent(activity),
        span=span(activity.duration or timedelta(0)),
    )
    if activity.sort == "hike":
        text += " " + _("Leg load {load} ({level}).").format(
            load=f"{load:g}", level=_(LEVELS[level(load)])
        )
    return text


def remarks(track: "Track", verdict: "Verdict") -> list[str]:
    """What was made of a track that its file does not say."""
    lines = []
    if verdict.by_speed:
        was = {
            "hike": _("it was on foot"),
            "ride": _("it was a ride"),
            "trip": _("it was a drive"),
        }[verdict.sort]
        lines.append("  " + _("By its speed {was}.").format(was=was))
    left_out = (track.whole.metres or 0) - (verdict.motion.metres or 0)
    if left_out >= MENTIONED:
        lines.append(
            "  "
            + _("{km} km of it were too fast for legs, and are left out.").format(
                km=f"{left_out / 1000:.1f}"
            )
        )
    return lines


def care(evenings: int, last: date) -> str:
    """What follows."""
    return "  " + n_(
        "Your legs get a little more care that evening.",
        "Your legs get a little more care for {n} evenings, to {last}.",
        evenings,
    ).format(n=evenings, last=evening(last))


def offer(name: str, track: "Track", trip: Activity) -> str:
    """A drive, and the command that makes a trip of it."""
    return _("{was} If you sat all the while, note it: {command}").format(
        was=_was(name, track, trip), command=_command(trip)
    )


def question(name: str, track: "Track", trip: Activity) -> str:
    """The same on a terminal."""
    return _("{was} Note it as a trip? [y/N]").format(was=_was(name, track, trip))


def _was(name: str, track: "Track", trip: Activity) -> str:
    what = _("a flight") if trip.mode == "flight" else _("a drive")
    return _("{name}: {km} km in {span} look like {what}, not a walk.").format(
        name=name,
        km=f"{(track.whole.metres or 0) / 1000:.0f}",
        span=span(track.duration),
        what=what,
    )


def _command(trip: Activity) -> str:
    hours, minutes = divmod(round((trip.duration or timedelta(0)).total_seconds() / 60), 60)
    mode = f" --mode {trip.mode}" if trip.mode else ""
    at = f"{trip.when:%Y-%m-%dT%H:%M}"
    return f"coach log trip --duration {hours}h{minutes:02}{mode} --at {at}"


def old(name: str) -> str:
    """When it is too long ago to be taken in unasked."""
    return _("{name}: of more than a month ago; to have it: coach import FILE").format(name=name)
