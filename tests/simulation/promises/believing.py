"""Whether a machine can believe its clock, from what it can know."""

from datetime import datetime, timedelta
from typing import NamedTuple

FAR = timedelta(hours=3)
PATIENCE = timedelta(minutes=15)


class Step(NamedTuple):
    """The clock was set by hours."""

    was: datetime
    now: datetime


class Believing:
    """Compares what the clock shows with the time that passed, and with the newest fact."""

    def __init__(self) -> None:
        self.looked: datetime | None = None
        """What the clock showed when this daemon looked last."""
        self.unrecorded_step = False
        """Whether this turn saw the clock set, and is not over yet."""
        self._elapsed = timedelta(0)
        self._began = timedelta(0)
        self._newest: datetime | None = None

    @property
    def doubting(self) -> bool:
        """Whether the clock is behind what is already written, and the network may set it."""
        return self._newest is not None

    def start(self, newest: datetime | None) -> None:
        """A new daemon; `newest` is when the last fact was dated."""
        self.looked = None
        self._newest = newest

    def look(self, now: datetime, elapsed: timedelta) -> Step | None:
        """The daemon looks at the clock; returns that it was set, where it can tell."""
        last, before = self.looked, self._elapsed
        self.looked, self._elapsed = now, elapsed
        if last is None:
            self._began = elapsed
        if self._newest is not None and now >= self._newest - FAR:
            self._newest = None
        was: datetime | None = None
        if last is not None and abs(now - last - (elapsed - before)) > FAR:
            was = last + (elapsed - before)
        elif self._newest is not None and elapsed >= self._began + PATIENCE:
            was, self._newest = self._newest, None
        self.unrecorded_step = was is not None
        return None if was is None else Step(was, now)
