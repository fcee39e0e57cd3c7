"""A process that runs the real loop and prints what happens; its clock is moved from outside.

Run as `jumping.py nap` or `jumping.py told`: without a timer, or with one that speaks when a
byte comes on stdin, as timerfd does when the clock was set. A job is due in an hour.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Literal

from coach import loop as looping
from coach.loop import Loop
from coach.senses.signals import Signals

HOUR = timedelta(hours=1)


class Told:
    """A timer that never rings by itself."""

    def arm(self, _instant: datetime | None) -> bool:
        """Nothing to arm."""
        return False

    def read(self) -> Literal["changed"]:
        """Whatever came means that the clock was set."""
        os.read(self.fileno(), 1)
        return "changed"

    def fileno(self) -> int:
        """Where the byte comes."""
        return sys.stdin.fileno()


def say(word: str) -> None:
    print(word, flush=True)


def turn() -> datetime:
    say("turn")
    return datetime.now(UTC) + 24 * HOUR


def main(kind: str) -> None:
    looping.NAP = timedelta(seconds=0.2)
    signals = Signals()
    loop = Loop(turn, None if kind == "nap" else Told())

    def heard() -> bool:
        if "stop" in signals.read():
            say("stop")
            loop.shutdown()
        return True

    loop.listen(signals, heard)
    loop.at("due", datetime.now(UTC) + HOUR, lambda: say("due"))
    loop.every("beat", 0.3, lambda: say("beat"))
    loop.start()
    signals.close()


if __name__ == "__main__":
    main(sys.argv[1])
