"""Kills the daemon between any two of its steps, and makes its disk refuse."""

from collections.abc import Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from coach.core.model import Fact
from coach.daemon.spill import Spill
from coach.journal import Journal, JournalError

FULL = "the disk is full"


class Killed(BaseException):
    """`kill -9`: nothing of the daemon runs any more."""


class Switch:
    """Counts the steps that leave a trace in the world, and kills at the one that was chosen."""

    def __init__(self) -> None:
        self.off = False
        """While somebody else is at work than the daemon."""
        self._left: int | None = None
        self.struck = ""
        """Where the last kill struck."""

    def arm(self, steps: int) -> None:
        """Kill at the step after so many."""
        self._left = steps

    def step(self, name: str) -> None:
        """One step is about to be taken, or was just taken.

        Raises:
            Killed: it was the chosen one.
        """
        if self._left is None or self.off:
            return
        if self._left:
            self._left -= 1
            return
        self._left, self.struck = None, name
        raise Killed(name)


class WatchedJournal:
    """A journal that knows what was kept, and that refuses while the disk is full."""

    def __init__(self, inner: Journal, switch: Switch, kept: list[Fact]) -> None:
        self.inner = inner
        self.full = False
        self.kept = kept
        """Every fact of which `keep` has returned, or would have but for the kill."""
        self._switch = switch

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep, with a step before and after."""
        self._switch.step("before keeping")
        if self.full:
            raise JournalError(FULL)
        self.inner.keep(facts)
        self.kept.extend(facts)
        self._switch.step("after keeping")

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """Read."""
        return self.inner.around(first, last)

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """Read."""
        return self.inner.between(first, last)

    def counting(self, first: date, last: date) -> tuple[Fact, ...]:
        """Read."""
        return self.inner.counting(first, last)

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """Read."""
        return self.inner.find(prefix)

    def latest(self, count: int) -> tuple[Fact, ...]:
        """Read."""
        return self.inner.latest(count)

    def newest(self) -> Fact | None:
        """Read."""
        return self.inner.newest()

    def changed(self) -> bool:
        """Whether another process wrote."""
        return self.inner.changed()


class WatchedSpill(Spill):
    """The real spill file, on a disk that may refuse as well."""

    def __init__(self, folder: str, switch: Switch) -> None:
        super().__init__([folder])
        self.full = False
        self.refused = False
        """Whether the last write failed."""
        self.durable: tuple[Fact, ...] = ()
        """What the file holds."""
        self._switch = switch

    def write(self, facts: Sequence[Fact]) -> bool:
        """Write, with a step before and after."""
        self._switch.step("before spilling")
        done = not self.full and super().write(facts)
        self.refused = not done
        if done:
            self.durable = tuple(facts)
        self._switch.step("after spilling")
        return done

    def clear(self) -> None:
        """Remove the file."""
        self._switch.step("before clearing")
        super().clear()
        self.durable = ()
        self._switch.step("after clearing")


class MortalConnection:
    """An SQLite connection whose process may be killed inside a transaction."""

    def __init__(self, real: Connection, switch: Switch) -> None:
        self._real = real
        self._switch = switch
        self._dead = False

    @property
    def in_transaction(self) -> bool:
        """What is dead rolls nothing back."""
        return not self._dead and self._real.in_transaction

    def execute(self, statement: str, values: Any = ()) -> Any:  # noqa: ANN401 - as sqlite3 has it
        """Run a statement; those that write, and the end of a transaction, are steps."""
        if statement == "COMMIT":
            self._step("before the commit")
        done = self._real.execute(statement, values)
        if "INSERT" in statement:
            self._step("inside a transaction")
        return done

    def close(self) -> None:
        """Let go."""
        self._real.close()

    def _step(self, name: str) -> None:
        try:
            self._switch.step(name)
        except Killed:
            self._dead = True
            raise
