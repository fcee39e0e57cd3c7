"""Configs and nights that many tests share."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coach.core.model import Anchored, Config, Desktop, Habit, Moment, Person

PRAGUE = ZoneInfo("Europe/Prague")
NIGHT = date(2026, 11, 22)
"""A Sunday evening, far from any change of the clocks."""


def minutes(count: float) -> timedelta:
    """A duration."""
    return timedelta(minutes=count)


def at(clock: str, *, day: date = NIGHT, zone: ZoneInfo = PRAGUE) -> datetime:
    """The UTC instant of a wall time such as `21:45` or `21:45:30`."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def before_bed(count: float) -> Anchored:
    """`bedtime - N min`."""
    return Anchored("bedtime", -minutes(count))


def habit(key: str, *moments: Moment, **changes: object) -> Habit:
    """A habit with the usual settings, unless told otherwise."""
    usual = Habit(
        key=key,
        title=key.capitalize(),
        at=moments,
        until=Anchored("bedtime", minutes(0)),
        cue="",
        days=frozenset(range(7)),
        routine="",
        snooze=minutes(10),
        repeat=1,
        repeat_after=minutes(20),
    )
    return usual._replace(**changes)  # type: ignore[arg-type]


def config(*habits: Habit, **changes: object) -> Config:
    """Bedtime 22:30, wake 07:00, nights from noon, a budget that is no matter."""
    usual = Config(
        bedtime=(time(22, 30),) * 7,
        wake=(time(7),) * 7,
        timezone="Europe/Prague",
        rollover=time(12),
        budget=24,
        habits=habits,
        person=Person(),
        after={},
        desktop=Desktop(),
        push=None,
    )
    return usual._replace(**changes)  # type: ignore[arg-type]


STRETCH = habit("stretch", before_bed(45))
WARM = habit("warm", before_bed(60))
CALCIUM = habit("calcium", time(19, 30))
TEACHER = config(STRETCH, WARM, CALCIUM)
"""The three habits of the contract."""
