"""Wall time <-> instant, and what a night is: the only code that knows zones and DST.

A night runs from `rollover` to the next `rollover`, local time, and is named by the date on
which it begins. Within it a wall time is a `timedelta` since midnight of that date: a bedtime
of 00:30 in a night that begins at noon is 24 h 30 min.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from coach.core.model import Anchored, Config, Moment, Plan

DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def instant(zone: tzinfo, day: date, since_midnight: timedelta) -> datetime:
    """The UTC instant of a wall time, `since_midnight` of `day` in `zone`.

    A wall time inside a gap uses the offset before the gap; one that happens twice is the
    first (RFC 5545, 3.3.5). That is what `fold=0` means to zoneinfo (PEP 495). Each turn asks for
    the borders of the same nights again.
    """
    wall = datetime.combine(day, time()) + since_midnight
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def night_of(now: datetime, zone: tzinfo, rollover: time) -> date:
    """The night that contains `now`.

    Compared as instants, so that the nights of a zone follow each other without gap or
    overlap even where it skips a whole day (Samoa, 30 December 2011).
    """
    night = now.astimezone(zone).date()
    while now < starts(night, zone, rollover):
        night -= DAY
    while now >= starts(night + DAY, zone, rollover):
        night += DAY
    return night


def evening_of(config: Config, when: datetime, zone: tzinfo) -> date:
    """The evening that follows an instant: the first night whose bedtime is still ahead.

    A walk on Sunday at ten in the morning is cared for on Sunday's evening, although the
    night that contains it began on Saturday.
    """
    night = night_of(when, zone, config.rollover)
    return night if when < borders(config, night, zone).bedtime else night + DAY


def local(now: datetime, zone: tzinfo) -> datetime:
    """An instant with the local offset of that moment, as facts keep it.

    The offset is fixed: adding to it adds time that passes, also over a change of the clocks,
    where a datetime with a zone would add wall time.
    """
    there = now.astimezone(zone)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)))


def starts(night: date, zone: tzinfo, rollover: time) -> datetime:
    """The UTC instant at which a night begins."""
    return instant(zone, night, since_midnight(rollover))


def since_midnight(wall: time) -> timedelta:
    """A wall time as a duration."""
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second)


def in_night(wall: time, rollover: time) -> timedelta:
    """Where a wall time stands in a night, counted from midnight of the night's date."""
    return since_midnight(wall) + (DAY if wall < rollover else timedelta(0))


def bedtime_in(config: Config, weekday: int) -> timedelta:
    """Where bedtime stands in the nights that begin on `weekday`."""
    return in_night(config.bedtime[weekday], config.rollover)


def wake_in(config: Config, weekday: int) -> timedelta:
    """Where the wake time stands in the nights that begin on `weekday`."""
    return in_night(config.wake[weekday], config.rollover)


def moment_in(config: Config, moment: Moment, weekday: int) -> timedelta:
    """Where a moment of the config stands in the nights that begin on `weekday`."""
    match moment:
        case Anchored("bedtime", offset):
            return bedtime_in(config, weekday) + offset
        case Anchored(_, offset):
            return wake_in(config, weekday) + offset
        case wall:
            return in_night(wall, config.rollover)


def wall_time(in_night: timedelta) -> str:
    """The clock's spelling, `HH:MM`, of a place in a night."""
    minutes = int(in_night.total_seconds()) // 60 % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def borders(config: Config, night: date, zone: tzinfo) -> Plan:
    """A night without reminders: where it begins and ends, bedtime and wake, in UTC."""
    weekday = night.weekday()
    return Plan(
        night=night,
        begins=starts(night, zone, config.rollover),
        ends=starts(night + DAY, zone, config.rollover),
        bedtime=instant(zone, night, bedtime_in(config, weekday)),
        wake=instant(zone, night, wake_in(config, weekday)),
    )
