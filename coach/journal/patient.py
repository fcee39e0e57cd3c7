"""A journal that is opened when it can be, opened again when its file is another, and repaired.

A daemon outlives its file: somebody deletes it, moves it away, puts a copy in its place. What
this process can still read of the old one is carried over, so that nothing is lost. A file that
turns out to be damaged is rebuilt from its copies, whoever finds it first.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from coach.core.model import Fact
from coach.journal.port import Damaged, JournalError
from coach.journal.sqlite import SqliteJournal

if TYPE_CHECKING:
    from coach.journal.codec import Row
    from coach.journal.records import Backup
    from coach.journal.recovering import Repair

    T = TypeVar("T")

Identity = tuple[tuple[int, int] | None, ...]

AGAIN = 20
"""Seconds until a repair that failed is tried again."""


class PatientJournal:
    """A `Journal` that may be out of order for a while."""

    def __init__(
        self,
        path: str,
        repaired: "Callable[[Repair], object]",
        glimpsed: "Callable[[JournalError], object] | None" = None,
    ) -> None:
        """Open nothing yet.

        Args:
            path: The database file.
            repaired: Is told when the journal was damaged and has been rebuilt.
            glimpsed: Is told why the journal is read from a copy, where it cannot be opened. None:
                it is not read then.
        """
        self._path = path
        self._repaired = repaired
        self._glimpsed = glimpsed
        self._open: SqliteJournal | None = None
        self._identity: Identity = ()
        self._lineage = 0
        self._anew = False
        self._carried: tuple[Fact, ...] = ()
        self._hopeless: tuple[float, str] = (0, "")
        """Until when a repair is not tried again, and why it failed."""

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts."""
        self._tried(lambda journal: journal.keep(facts))
        if self._identity != self._now():
            # The file was exchanged while we wrote; what we wrote may be in the one that is gone.
            self._tried(lambda journal: journal.keep(facts))

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what bears on them."""
        return self._tried(lambda journal: journal.around(first, last))

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        return self._tried(lambda journal: journal.between(first, last))

    def counting(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights that count in numbers, and what may take them back."""
        return self._tried(lambda journal: journal.counting(first, last))

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""
        return self._tried(lambda journal: journal.find(prefix))

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made."""
        return self._tried(lambda journal: journal.latest(count))

    def newest(self) -> Fact | None:
        """The fact that was recorded last."""
        return self._tried(lambda journal: journal.newest())

    def changed(self) -> bool:
        """Whether another process has written, or the file is another."""
        changed = self._tried(lambda journal: journal.changed())
        anew, self._anew = self._anew, False
        return changed or anew

    def rows(self) -> "tuple[Row, ...]":
        """Every entry as it stands."""
        return self._tried(lambda journal: tuple(journal.rows()))

    def backup(self, at: datetime) -> "Backup":
        """Make a verified copy; see `coach.journal.backups`."""
        from coach.journal import backups  # noqa: PLC0415 - not for other commands

        return self._mended(lambda: backups.take(self._path, at))

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def _tried(self, work: "Callable[[SqliteJournal], T]") -> "T":
        """Do something with the journal."""
        return self._mended(lambda: work(self._journal()))

    def _mended(self, work: "Callable[[], T]") -> "T":
        """Do something; where the journal turns out to be damaged, repair it and do it again."""
        seen = _identity(self._path)
        try:
            return work()
        except Damaged as damage:
            self._repair(damage, seen)
        return work()

    def _repair(self, damage: Damaged, seen: tuple[int, int] | None) -> None:
        """Have the file that was seen rebuilt.

        Raises:
            JournalError: not now.
        """
        self.close()
        until, why = self._hopeless
        if time.monotonic() < until:
            raise JournalError(why) from damage
        from coach.journal import recovering  # noqa: PLC0415 - hardly ever

        try:
            repair = recovering.recover(self._path, seen)
        except JournalError as error:
            self._hopeless = (time.monotonic() + AGAIN, str(error))
            raise
        self._anew = True
        if repair is not None:
            self._repaired(repair)

    def _journal(self) -> SqliteJournal:
        """The journal in the file that is there now.

        Raises:
            JournalError: it cannot be opened; what was carried over waits for the next time.
        """
        if self._open is not None and self._identity != self._now():
            self._leave(self._open)
        if self._open is None:
            self._open = self._opened()
            self._identity = self._now()
        return self._open

    def _opened(self) -> SqliteJournal:
        """The journal, with what was carried over; a restored one is meant to be without it."""
        journal = self._found()
        try:
            if self._carried and journal.lineage() == self._lineage:
                journal.keep(self._carried)
        except BaseException:
            journal.close()
            raise
        self._carried = ()
        return journal

    def _found(self) -> SqliteJournal:
        try:
            return SqliteJournal(self._path)
        except Damaged:
            raise
        except JournalError as why:
            if self._glimpsed is None or not os.path.isfile(self._path):
                raise
            from coach.journal.glimpse import Glimpse  # noqa: PLC0415 - hardly ever

            found = Glimpse(self._path, why)
            self._glimpsed(why)
            return found

    def _leave(self, old: SqliteJournal) -> None:
        """Take along what can be read of a file that is gone.

        It is closed first: two connections to one name but two files confuse SQLite.
        """
        with suppress(JournalError):  # what cannot be read any more is not ours to lose
            self._lineage = old.lineage()
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
