"""Activity -> leg load -> evenings of follow-up.

The formulas and constants are our own design (no study links a hike's load to cramps on the
following nights; the support is indirect). They rest on: effort kilometres, ascent/100 m as
in Swiss route times and mountain ultras; descent/150 m, common Swiss practice; session RPE
(rating x minutes); soreness that peaks within 72 hours and is gone after 5 to 7 days.
"""

from collections.abc import Iterable
from datetime import date
from math import exp, floor, log

from coach.core.model import Activity, Level
from coach.named import NamedTuple

BODY_KG = 70.0
HEAVIEST_PACK = 1.5
"""The factor at which a pack's weight stops counting."""
USUAL_EFFORT = 3.0
RPE_PER_KM = 50.0
"""So much session RPE (rating x minutes) equals about one effort kilometre."""
FADING = 2.5
"""Days in which what is left of a load falls to 1/e: a half-life of 1.7 days."""
THRESHOLD = 6.0
"""About a walk of an hour and a half."""
MOST_EVENINGS = 7

LONG_DESCENT = 600.0
"""Metres; going down so far is felt for days whatever the distance."""
UNUSED_DESCENT = 300.0
"""The same for legs that have not gone down a hill for six weeks."""
SIX_WEEKS = 42
EVENINGS_AFTER_DESCENT = 4

_LEVELS: tuple[tuple[float, Level], ...] = (
    (66, "very hard"),
    (30, "hard"),
    (13, "moderate"),
    (THRESHOLD, "light"),
)


UNKNOWN_HIKE = 13.0
"""What a hike of which nothing is told counts as: a moderate one, at its lower end. Our choice."""

MOST = 1e6
"""More than any legs have done."""


class Loaded(NamedTuple):
    """A load on the evening on which it began to count."""

    evening: date
    load: float
    descent: float
    """Metres."""


def load(activity: Activity) -> float:
    """The leg load of a hike or of work.

    It is 0 for what the formula is not made for: a trip, which tires by stillness, and a ride.

    The mean of what is known: effort kilometres (distance, climbs, pack) and session RPE.
    Each part and the mean are kept to one decimal, so that a person can follow the sum.
    """
    if activity.sort in ("trip", "ride"):
        return 0.0
    known = [_tenths(v) for v in (_external(activity), _internal(activity)) if v is not None]
    if not known:
        return UNKNOWN_HIKE if activity.sort == "hike" else 0.0
    return _tenths(sum(known) / len(known))


def level(value: float) -> Level:
    """What a load is called."""
    return next((name for least, name in _LEVELS if value >= least), "none")


def residual(loads: Iterable[Loaded], evening: date) -> float:
    """What is left of all loads on an evening."""
    return sum(
        one.load * exp(-(evening - one.evening).days / FADING)
        for one in loads
        if one.evening <= evening
    )


def evenings(value: float, threshold: float = THRESHOLD) -> int:
    """On how many evenings, the first included, a load is followed up."""
    if value < threshold or value <= 0:
        return 0
    # 1e-9: a load that was computed to be the threshold must not fall short by a rounding.
    return min(MOST_EVENINGS, 1 + floor(FADING * log(value / threshold) + 1e-9))


def reaches(loads: Iterable[Loaded], evening: date, threshold: float = THRESHOLD) -> bool:
    """Whether an evening is still followed up, after everything before it.

    While what is left is at or above the threshold, at most seven evenings after the last
    load; after a long descent at least four.
    """
    before = [one for one in loads if one.evening <= evening]
    if not before:
        return False
    since_last = min((evening - one.evening).days for one in before)
    left = residual(before, evening) >= threshold - 1e-9
    return (left and since_last < MOST_EVENINGS) or any(
        (evening - one.evening).days < EVENINGS_AFTER_DESCENT and steep(one, before)
        for one in before
    )


def steep(one: Loaded, loads: Iterable[Loaded]) -> bool:
    """Whether a descent is felt for days: long, or not long but after six weeks without."""
    if one.descent >= LONG_DESCENT:
        return True
    if one.descent < UNUSED_DESCENT:
        return False
    return not any(
        other.descent >= UNUSED_DESCENT and 0 < (one.evening - other.evening).days <= SIX_WEEKS
        for other in loads
    )


def _tenths(value: float) -> float:
    """To one decimal, halves up; within bounds, whatever an entry of another program says."""
    return floor(min(max(0.0, value), MOST) * 10 + 0.5 + 1e-9) / 10


def _external(activity: Activity) -> float | None:
    """Effort kilometres with the pack; None where no distance or climb is known."""
    told = (activity.distance_km, activity.ascent_m, activity.descent_m)
    if all(value is None for value in told):
        return None
    climbs = (activity.ascent_m or 0) / 100 + descent(activity) / 150
    pack = min(1 + (activity.pack_kg or 0) / BODY_KG, HEAVIEST_PACK)
    return ((activity.distance_km or 0) + climbs) * pack


def descent(activity: Activity) -> float:
    """Metres down; as many as up where nothing else is known."""
    return (activity.ascent_m if activity.descent_m is None else activity.descent_m) or 0


def _internal(activity: Activity) -> float | None:
    """Session RPE in effort kilometres; None where no duration is known.

    Of a recording the time in motion counts: a watch that was left running overnight is no effort.
    """
    span = activity.duration if activity.moving is None else activity.moving
    if span is None:
        return None
    effort = USUAL_EFFORT if activity.effort is None else activity.effort
    return effort * span.total_seconds() / 60 / RPE_PER_KM
