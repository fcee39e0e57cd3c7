"""A track -> an activity of the journal, unless it is there already."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from coach.core.model import Activity, Fact
from coach.imports.sports import Verdict
from coach.imports.track import Track
from coach.named import NamedTuple

SAME_START = timedelta(minutes=2)
"""Programs cut the first points, or wait for a fix."""
OVERLAP = 0.5
"""The part of the shorter of two recordings that both have, from which they are of one outing."""
ALIKE = 0.25
"""The part by which a figure that was typed may differ from the recorded one."""
LATER = timedelta(hours=12)
"""Who types in a hike does it within this time after it, and may leave out when it ended."""

LONGEST = timedelta(days=7)
FARTHEST_KM = 1000
HIGHEST_M = 30_000

Sameness = Literal["same file", "same hours", "typed"]


class Twin(NamedTuple):
    """What is in the journal already."""

    activity: Activity
    how: Sameness


def activity(
    sort: Literal["hike", "ride", "trip"],
    track: Track,
    verdict: Verdict,
    source: str,
    ended: datetime,
) -> Activity:
    """What the journal keeps of a track.

    Args:
        sort: What it counts as.
        track: The track.
        verdict: What it was.
        source: Which recording it is: kind, content and place in it.
        ended: When it ended, with the offset that facts have.
    """
    motion = verdict.motion
    told = Activity(sort, ended, duration=_whole(track.duration), begun=track.begun, source=source)
    if sort == "trip":
        return told._replace(mode=verdict.mode)
    return told._replace(
        distance_km=_kilometres(motion.metres),
        ascent_m=_metres(motion.up),
        descent_m=_metres(motion.down),
        moving=_moving(motion.seconds, track.duration),
    )


def possible(one: Activity) -> bool:
    """Whether a person can have done it: the bounds of an entry (`coach/journal/sanity.py`)."""
    return (
        timedelta(0) < (one.duration or timedelta(0)) <= LONGEST
        and 0 <= (one.distance_km or 0) <= FARTHEST_KM
        and all(0 <= (climb or 0) <= HIGHEST_M for climb in (one.ascent_m, one.descent_m))
    )


def twin(new: Activity, evening: date, facts: Iterable[Fact]) -> Twin | None:
    """The activity of the journal that a recorded one is a copy of.

    Args:
        new: With `begun` and `source`.
        evening: Its evening.
        facts: What holds, of the evenings about it.
    """
    for fact in facts:
        one = fact.event
        if not isinstance(one, Activity):
            continue
        if one.source and one.source == new.source:
            return Twin(one, "same file")
        if one.begun is not None and _overlaps(one, new):
            return Twin(one, "same hours")
        if one.begun is None and one.sort == new.sort and _typed(one, fact, new, evening):
            return Twin(one, "typed")
    return None


def recorded(typed: Fact, facts: Iterable[Fact]) -> Activity | None:
    """The recorded activity that an entry by hand tells of once more.

    Args:
        typed: The entry.
        facts: What holds, of its evening.
    """
    one = typed.event
    for fact in facts:
        other = fact.event
        if (
            isinstance(one, Activity)
            and isinstance(other, Activity)
            and other.begun is not None
            and one.sort == other.sort
            and _typed(one, typed, other, fact.night)
        ):
            return other
    return None


def _overlaps(one: Activity, other: Activity) -> bool:
    if one.begun is None or other.begun is None:
        return False
    if abs(one.begun - other.begun) <= SAME_START:
        return True
    both = min(one.when, other.when) - max(one.begun, other.begun)
    shorter = min(one.when - one.begun, other.when - other.begun)
    return both > OVERLAP * shorter


def _typed(one: Activity, fact: Fact, new: Activity, evening: date) -> bool:
    """Whether an entry by hand is of the recorded hours: few say exactly when they came back."""
    if fact.night != evening or new.begun is None or one.when <= new.begun:
        return False
    if one.when > new.when + LATER:
        return False
    told = [
        (one.distance_km, new.distance_km),
        (_hours(one.duration), _hours(new.duration)),
    ]
    known = [(typed, recorded) for typed, recorded in told if typed and recorded]
    alike = any(abs(typed - recorded) <= ALIKE * recorded for typed, recorded in known)
    began = one.when - one.duration if one.duration else one.when
    return alike or not known or began < new.when


def _hours(span: timedelta | None) -> float | None:
    return span.total_seconds() / 3600 if span else None


def _moving(seconds: float | None, duration: timedelta) -> timedelta | None:
    if seconds is None:
        return None
    return _whole(timedelta(seconds=min(seconds, duration.total_seconds())))


def _whole(span: timedelta) -> timedelta:
    """To the second."""
    return timedelta(seconds=round(span.total_seconds()))


def _kilometres(metres: float | None) -> float | None:
    """None as well where one did not get anywhere: a treadmill."""
    return round(metres / 1000, 2) if metres else None


def _metres(value: float | None) -> float | None:
    return None if value is None else round(value)
