"""Times as people type them: `04:30` is the latest past one; ISO 8601 is exact."""

from datetime import UTC, datetime, timedelta, tzinfo

from coach.config.values import Fault, OffTheClock, shown, wall_time
from coach.core import nights
from coach.wording.translating import _, marked

EARLIEST = datetime(1900, 1, 2, tzinfo=UTC)
"""A time before this is a slip of the hand, and soon one that no calendar here reaches."""

HINT = marked("write a time such as 04:30, or 2026-11-22T04:30")


def past(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Read a time that has been.

    Args:
        text: `HH:MM` or ISO 8601.
        now: The present instant.
        zone: Where a time without an offset is meant.

    Returns:
        The instant, in UTC.

    Raises:
        Fault: it is no time, or still to come.
    """
    try:
        wall = wall_time(text)
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
