"""What the rest of the program may ask of a journal.

Every journal passes tests/journal/test_contract.py, the one in memory included.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from coach.core.model import Fact


class Journal(Protocol):
    """Append-only facts, read back in the order in which they were recorded.

    Every method may raise `JournalError`.
    """

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts, all or none; they are safe once this returns.

        Those that it has already are left as they are.
        """

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights, and what bears on them from before.

        That is the last word of pause and resume that holds, the activities of the weeks
        before (REMEMBERED) with their undoings, the timetable in force before, and each time
        that the clock was set from the first on that may bear on them (BEARING).
        """

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights only."""

    def counting(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights that count in numbers, and what may take them back.

        Of notifications that they were shown, without the other steps of their lives; nothing of
        what was held. And every undoing and each time that the clock was set, of whatever night.
        """

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made, newest last, undoings among them."""

    def newest(self) -> Fact | None:
        """The fact that was recorded last, of whatever kind; None in a new journal."""

    def changed(self) -> bool:
        """Whether another process has written since the last call."""
