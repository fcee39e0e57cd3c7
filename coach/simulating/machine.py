"""Runs the real daemon from look to look."""

from collections.abc import Callable
from datetime import datetime

from coach.daemon.daemon import Daemon
from coach.loop import BREATH
from coach.simulating.clock import VirtualClock


class Machine:
    """A computer that is on: it takes the turns that the loop would take.

    Args:
        clock: Its clock, which the world moves.
        make: Starts a daemon over what is durable.
    """

    def __init__(self, clock: VirtualClock, make: Callable[[], Daemon]) -> None:
        self.clock = clock
        self._make = make
        self.daemon = make()
        self.next_turn = clock.true
        """When the daemon wants to look again, in true time."""

    def restart(self) -> None:
        """Begin anew with another daemon; its first turn is still to be taken."""
        self.daemon = self._make()
        self.next_turn = self.clock.true

    def turn(self) -> None:
        """Take a turn now."""
        look_again = self.daemon.turn() - self.clock.ahead
        self.next_turn = max(look_again, self.clock.true + BREATH)

    def clock_set(self) -> None:
        """What the timer tells when the clock was set, or the machine resumed: look at once."""
        self.next_turn = self.clock.true

    def play(self, until: datetime) -> None:
        """Awake until a true instant: a turn at each look."""
        while self.next_turn <= until:
            self.clock.true = max(self.next_turn, self.clock.true)
            self.turn()
        self.clock.true = until
