"""How times and durations are spelled for people."""

from datetime import date, datetime, time, timedelta, tzinfo

from coach.core.model import Anchored, Moment

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def clock(instant: datetime, zone: tzinfo) -> str:
    """`21:45`."""
    return f"{instant.astimezone(zone):%H:%M}"


def stamp(instant: datetime, zone: tzinfo) -> str:
    """`22 November 2026 at 21:45`."""
    local = instant.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} at {local:%H:%M}"


def evening(night: date) -> str:
    """`Sunday 22 November`."""
    return f"{WEEKDAYS[night.weekday()]} {night.day} {MONTHS[night.month - 1]}"


def dated(night: date) -> str:
    """`Sunday 22 November 2026`."""
    return f"{evening(night)} {night.year}"


def span(duration: timedelta) -> str:
    """`45 minutes`, `1 hour`, `1 hour 30 minutes`."""
    hours, minutes = divmod(int(duration.total_seconds()) // 60, 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(counted(minutes, "minute"))
    return " ".join(parts)


def moment(value: Moment) -> str:
    """A moment of the config: `at 21:45`, `45 minutes before bedtime`."""
    if isinstance(value, time):
        return f"at {value:%H:%M}"
    return _anchored(value)


def _anchored(value: Anchored) -> str:
    if not value.offset:
        return "at bedtime" if value.anchor == "bedtime" else "when you get up"
    side = "before" if value.offset < timedelta(0) else "after"
    anchor = "bedtime" if value.anchor == "bedtime" else "you get up"
    return f"{span(abs(value.offset))} {side} {anchor}"


def counted(count: int, noun: str) -> str:
    """`1 hour`, `2 hours`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
