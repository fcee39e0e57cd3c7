"""What is asked on the way of a long trip that stands in a calendar.

Sitting slows the blood in the leg, and ankle exercise while seated speeds it up again: measured in
the vein of a sitting leg (PubMed 19492154), without proof that it changes what follows. How often,
and from how many hours on, is our own choice within what is usual: every hour or two.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import itemgetter

from coach.core.expecting import activity, expectations
from coach.core.following import Follow
from coach.core.history import Facts
from coach.core.model import Because, Config, Expected, Plan

ON_THE_WAY = "on-the-way"

MOST = 6
"""So often in one night at most: a budget of its own, beside that of the evening."""
APART = timedelta(minutes=60)
RARELY = timedelta(minutes=120)
"""At least and at most so long between two."""
OPEN = timedelta(minutes=30)
"""How long each may still be answered."""
ARRIVED = timedelta(minutes=60)
LAST = timedelta(minutes=15)
"""Nothing new so shortly before arrival, nor before bedtime."""

SEATED = ("train", "bus", "flight")
"""What one may sit in without driving. Of any other trip nobody knows who drives: it is asked about
at its end only."""

_HOURS = 48
"""Far more than a night has."""


def prompts(config: Config, frame: Plan, facts: Facts) -> Iterator[Follow]:
    """What is asked in a night on the way, in order; nothing from bedtime until the morning.

    Args:
        config: The config in force.
        frame: The night.
        facts: Effective facts.
    """
    wanted = [
        (due, until, one.expected.key, one)
        for one in expectations(facts)
        if one.happened is not False and _is_long(config, one.expected)
        for due, until in _times(one.expected)
        if _awake(frame, due)
    ]
    last, count = None, 0
    for due, until, _, one in sorted(wanted, key=itemgetter(0, 1, 2)):
        if count < MOST and (last is None or due - last >= APART):
            end = min(until, frame.bedtime) if due < frame.bedtime else until
            yield Follow(ON_THE_WAY, due, end, Because(activity(one), 0, "none"))
            last, count = due, count + 1


def slot_at(due: datetime) -> int:
    """A prompt is named by its hour, and no two come within one.

    Numbered in their order they would take each other's names, and each other's answers, when a
    trip is called off or moves.
    """
    return 1 + int(due.timestamp()) // 3600 % _HOURS


def _is_long(config: Config, one: Expected) -> bool:
    hours = (one.ends - one.begins).total_seconds() / 3600
    return one.sort == "trip" and one.timed and hours >= config.calendar.min_hours


def _times(one: Expected) -> Iterator[tuple[datetime, datetime]]:
    """When to ask, and until when each stays: spread so that a night has no more than it may."""
    if one.mode not in SEATED:
        yield one.ends, one.ends + ARRIVED
        return
    minutes = (one.ends - one.begins) // timedelta(minutes=1)
    step = min(max(APART, timedelta(minutes=-(-minutes // (MOST + 1)))), RARELY)
    due = one.begins + step
    while due <= one.ends - LAST:
        yield due, min(due + OPEN, one.ends)
        due += step


def _awake(frame: Plan, due: datetime) -> bool:
    evening = frame.begins <= due <= frame.bedtime - LAST
    return evening or frame.wake <= due < frame.ends
