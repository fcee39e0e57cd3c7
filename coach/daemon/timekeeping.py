"""Whether to believe the clock: it may have been set by hours, or be behind after a boot."""

from datetime import datetime, timedelta

from coach.core.history import FAR
from coach.core.model import ClockSet
from coach.named import NamedTuple

PATIENCE = timedelta(minutes=15)
"""How long the network gets to set a clock that is behind what is already written."""


class _Look(NamedTuple):
    """What the clock showed, and how long this machine had been on."""

    now: datetime
    elapsed: timedelta


class Timekeeping:
    """Compares the clock with the time that really passed, and with the newest entry.

    A battery that died gives a clock of years ago, until the network sets it. A reminder that
    was shown meanwhile would come at a nonsensical hour.
    """

    def __init__(self) -> None:
        self._last: _Look | None = None
        self._beginning = timedelta(0)
        self._newest: datetime | None = None
        """The newest entry, while the clock is behind it."""

    def look(self, now: datetime, elapsed: timedelta, newest: datetime | None) -> ClockSet | None:
        """Note the time.

        Args:
            now: What the clock shows, in UTC.
            elapsed: The time that passed since some instant, suspend included.
            newest: When the last fact was recorded; of interest at the first look only.

        Returns:
            That the clock was set by hours, once for each time.
        """
        last, self._last = self._last, _Look(now, elapsed)
        if last is None:
            self._beginning, self._newest = elapsed, newest
        if self._newest is not None and now >= self._newest - FAR:
            self._newest = None
        set_by = (now - last.now) - (elapsed - last.elapsed) if last else timedelta(0)
        return ClockSet(now - set_by, now) if abs(set_by) > FAR else self._given_up(now)

    @property
    def began(self) -> bool:
        """Whether there was a first look."""
        return self._last is not None

    def doubt(self) -> timedelta | None:
        """How long the clock is not to be believed yet; None: it is."""
        if self._last is None or self._newest is None:
            return None
        left = self._beginning + PATIENCE - self._last.elapsed
        return left if left > timedelta(0) else None

    def _given_up(self, now: datetime) -> ClockSet | None:
        """Nobody has set it: then it was the entry that came from a clock far ahead."""
        if self._newest is None or self.doubt() is not None:
            return None
        was, self._newest = self._newest, None
        return ClockSet(was, now)
