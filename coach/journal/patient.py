"""The daemon's journal: opened when it can be, and opened again when its file is another.

A daemon outlives its file: somebody deletes it, moves it away, puts a copy in its place. What
this process can still read of the old one is carried over, so that nothing is lost.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from coach.core.model import Fact
from coach.journal.port import JournalError
from coach.journal.sqlite import SqliteJournal

Identity = tuple[tuple[int, int] | None, ...]


class PatientJournal:
    """A `Journal` that may be out of order for a while."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: SqliteJournal | None = None
        self._identity: Identity = ()
        self._anew = False
        self._carried: tuple[Fact, ...] = ()

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts."""
        self._journal().keep(facts)

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what bears on them."""
        return self._journal().around(first, last)

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        return self._journal().between(first, last)

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""
        return self._journal().find(prefix)

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made."""
        return self._journal().latest(count)

    def newest(self) -> Fact | None:
        """The fact that was recorded last."""
        return self._journal().newest()

    def changed(self) -> bool:
        """Whether another process has written, or the file is another."""
        journal = self._journal()
        anew, self._anew = self._anew, False
        return journal.changed() or anew

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()

    def _journal(self) -> SqliteJournal:
        """The journal in the file that is there now.

        Raises:
            JournalError: it cannot be opened; what was carried over waits for the next time.
        """
        if self._open is not None and self._identity != self._now():
            self._leave(self._open)
        if self._open is None:
            self._open = SqliteJournal(self._path)
            self._open.keep(self._carried)
            self._carried = ()
            self._identity = self._now()
        return self._open

    def _leave(self, old: SqliteJournal) -> None:
        """Take along what can be read of a file that is gone.

        It is closed first: two connections to one name but two files confuse SQLite.
        """
        with suppress(JournalError):  # what cannot be read any more is not ours to lose
            self._carried = old.between(date.min, date.max)
        old.close()
        self._open = None
        self._anew = True

    def _now(self) -> Identity:
        return _identity(self._path), _identity(f"{self._path}-wal")


def _identity(path: str) -> tuple[int, int] | None:
    try:
        about = os.stat(path)
    except OSError:
        return None
    return about.st_dev, about.st_ino
