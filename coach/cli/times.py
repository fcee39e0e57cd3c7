"""Times as people type them: `04:30` is the latest past one; ISO 8601 is exact."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from coach.config.values import Fault, OffTheClock, shown, wall_time
from coach.core import nights
from coach.wording.translating import _, marked

HALF_DAY = 12
"""Hours from noon to midnight."""

EARLIEST = datetime(1900, 1, 2, tzinfo=UTC)
"""A time before this is a slip of the hand, and soon one that no calendar here reaches."""

HINT = marked("write a time such as 04:30, or 2026-11-22T04:30")


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
        text: `HH:MM`, `4.30`, `9pm` or ISO 8601.
        now: The present instant.
        zone: Where a time without an offset is meant.

    Returns:
        The instant, in UTC.

    Raises:
        Fault: it is no time, or still to come.
    """
    try:
        wall = wall_time(as_typed(text))
    except OffTheClock:
        raise
    except Fault:
        pass
    else:
        return _latest(nights.since_midnight(wall), now, zone)
    instant = _iso(text, zone)
    if instant > now:
        wrong = _("{value} is still to come").format(value=shown(text))
        raise Fault(wrong, _("write a time that has been"))
    if instant < EARLIEST:
        raise Fault(_("{value} is too long ago").format(value=shown(text)), _(HINT))
    return instant


def _latest(wall: timedelta, now: datetime, zone: tzinfo) -> datetime:
    today = now.astimezone(zone).date()
    instant = nights.instant(zone, today, wall)
    return instant if instant <= now else nights.instant(zone, today - nights.DAY, wall)


def _iso(text: str, zone: tzinfo) -> datetime:
    try:
        told = datetime.fromisoformat(text.strip())
        return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Fault(_("{value} is not a time").format(value=shown(text)), _(HINT)) from None
