"""Times as people type them: `04:30` is the latest past one; ISO 8601 is exact.

A day may stand before the time: `yesterday 17:30`, `sunday 9pm`.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from coach.config.values import Fault, OffTheClock, shown, wall_time
from coach.core import nights
from coach.wording.times import WEEKDAYS
from coach.wording.translating import _, marked

HALF_DAY = 12
"""Hours from noon to midnight."""

EARLIEST = datetime(1900, 1, 2, tzinfo=UTC)
"""A time before this is a slip of the hand, and soon one that no calendar here reaches."""

HINT = marked("write a time such as 04:30, yesterday 17:30, or 2026-11-22T04:30")

NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
SHORTEST = 3
"""Letters of a day's name that are enough."""

_TYPED = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? *(?:([ap])\.?(?:m\.?)?)?", re.ASCII)


def as_typed(text: str) -> str:
    """Spell `4.30`, `9pm` and `4:30 am` as a clock shows them; anything else stays as it is."""
    found = _TYPED.fullmatch(text.strip().lower())
    if not found or not (found[2] or found[3]):
        return text
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= HALF_DAY:
            return text
        hour = hour % HALF_DAY + (HALF_DAY if found[3] == "p" else 0)
    return f"{hour:02}:{found[2] or '00'}"


def past(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Read a time that has been.

    Args:
        text: `HH:MM`, `4.30`, `9pm`, each with a day before it or without, or ISO 8601.
        now: The present instant.
        zone: Where a time without an offset is meant.

    Returns:
        The instant, in UTC.

    Raises:
        Fault: it is no time, or still to come.
    """
    instant = _told(text, now, zone)
    if instant > now:
        wrong = _("{value} is still to come").format(value=shown(text))
        raise Fault(wrong, _("write a time that has been"))
    if instant < EARLIEST:
        raise Fault(_("{value} is too long ago").format(value=shown(text)), _(HINT))
    return instant


def _told(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The instant that a time tells, wherever it lies."""
    day, _space, time = text.strip().partition(" ")
    today = now.astimezone(zone).date()
    named = day_named(day, today)
    try:
        wall = nights.since_midnight(wall_time(as_typed(time if named else text)))
    except OffTheClock:
        raise
    except Fault:
        if named:
            wrong = _("{value} tells the day, and no time").format(value=shown(text))
            raise Fault(wrong, _(HINT)) from None
        return _iso(text, zone)
    if named is None:
        return _on(today, 1, wall, now, zone)
    return _on(named, 0 if day.lower() in NEAR else len(WEEKDAYS), wall, now, zone)


def day_named(word: str, today: date, *, to_come: bool = False) -> date | None:
    """The day that a word names: `yesterday`, `today`, `tomorrow`, `sunday`, `sun`; else None.

    Args:
        word: What was typed.
        today: The present date.
        to_come: Whether a weekday is the next one, and not the last.
    """
    said = word.lower()
    if said in NEAR:
        return today + NEAR[said] * nights.DAY
    for number, name in enumerate(WEEKDAYS):
        if len(said) >= SHORTEST and name.lower().startswith(said):
            ago = (today.weekday() - number) % len(WEEKDAYS)
            return today - nights.DAY * (ago - len(WEEKDAYS) if to_come else ago)
    return None


def _on(day: date, again: int, wall: timedelta, now: datetime, zone: tzinfo) -> datetime:
    """A time of a day; where it is still to come, that of so many days before."""
    instant = nights.instant(zone, day, wall)
    return instant if instant <= now else nights.instant(zone, day - nights.DAY * again, wall)


def _iso(text: str, zone: tzinfo) -> datetime:
    try:
        told = datetime.fromisoformat(text.strip())
        return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Fault(_("{value} is not a time").format(value=shown(text)), _(HINT)) from None
