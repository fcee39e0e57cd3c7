"""A phone that takes what is sent, refuses, or lets wait; and the child that sends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from coach.notify.port import Notice
from coach.simulating.clock import VirtualClock
from tests.simulation.killing import Switch

Manner = Literal["takes", "refuses", "stalls"]

TAKES = timedelta(seconds=3)
DEADLINE = timedelta(seconds=35)


class Line:
    """The way to the phone, whoever sends."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.manners: list[Manner] = []
        """How the next messages are met; then they are taken."""
        self.begun: Callable[[], None] = lambda: None
        """Who looks when a message is begun."""
        self.later: Callable[[timedelta, Callable[[], None]], None] = lambda *_: None


class Sending:
    """The sender of one life of the daemon: as `coach.notify.sending`."""

    def __init__(self, line: Line, switch: Switch) -> None:
        self._line = line
        self._switch = switch
        self._until: datetime | None = None
        self._outcome: str | None = None

    def begin(self, address: str, notice: Notice) -> None:
        """Send."""
        assert address
        assert notice.title
        self._switch.step("before sending")
        manner = self._line.manners.pop(0) if self._line.manners else "takes"
        self._line.begun()
        now = self._line.clock.true
        self._until = until = now + DEADLINE
        if manner != "stalls":
            self._line.later(TAKES, lambda: self._ends(until, manner))
        self._switch.step("after sending")

    def _ends(self, until: datetime, manner: Manner) -> None:
        if self._until == until:
            self._until, self._outcome = None, "sent" if manner == "takes" else "refused 500"

    @property
    def left(self) -> float | None:
        """Seconds until the message that is on its way is given up."""
        if self._until is None:
            return None
        return max(0.0, (self._until - self._line.clock.true).total_seconds())

    def outcome(self) -> str | None:
        """What became of the message, once."""
        if self.left == 0.0:
            self._until, self._outcome = None, "slow"
        outcome, self._outcome = self._outcome, None
        return outcome

    def close(self) -> None:
        """Leave no child behind."""
        self._until = self._outcome = None
