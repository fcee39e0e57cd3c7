"""The journal in SQLite."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Never, Self

from coach.core.following import REMEMBERED
from coach.core.history import BEARING
from coach.core.model import Fact
from coach.journal import codec, lines, migrations, origin, statements
from coach.journal.codec import Row
from coach.journal.lines import Line
from coach.journal.places import RESTORING, alone, has_copies
from coach.journal.port import Damaged, JournalError
from coach.journal.trouble import CURES, OF_THE_DISK, is_damage, name_of, saying
from coach.wording.translating import _, marked

SMALLEST = 512
"""Bytes; SQLite begins a new database in what is smaller, without a word."""


class SqliteJournal:
    """A journal file; safe for many processes at once.

    WAL with full synchronous: with anything less, a power cut can take weeks of facts,
    because a journal this small would hardly ever be synced.
    """

    def __init__(self, path: str) -> None:
        """Open the journal, making it and its folder if need be, for this person only.

        Args:
            path: The database file.

        Raises:
            JournalError: it cannot be opened.
        """
        self._path = path
        self._leaf = os.path.join(os.path.dirname(path), lines.RECENT)
        self._unread: set[str] = set()
        with self._told():
            os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
            with alone(os.path.dirname(path)):
                finish_restore(path)
                self._connection = _open(path)
        self._refuse_what_lacks_entries()
        self._seen = self._data_version()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts, all or none; see `Journal.keep`."""
        rows = [codec.to_row(fact) for fact in facts]
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                kept = self._inserted(rows)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        if kept:
            with suppress(OSError):  # they are kept: that there is no second copy is no failure
                lines.append(self._leaf, kept)

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what stands; see `Journal.around`."""
        days = {
            "first": first,
            "last": last,
            "remembered": first - min(REMEMBERED, first - date.min),
            "bearing": first - min(BEARING, first - date.min),
        }
        return self._facts(statements.AROUND, {name: day.isoformat() for name, day in days.items()})

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        return self._facts(statements.BETWEEN, (first.isoformat(), last.isoformat()))

    def counting(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights that count in numbers; see `Journal.counting`."""
        return self._facts(statements.COUNTING, (first.isoformat(), last.isoformat()))

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""
        return self._facts(statements.FIND, (prefix, prefix + "\U0010ffff"))

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made, newest last."""
        return tuple(reversed(self._facts(statements.LATEST, (count,))))

    def newest(self) -> Fact | None:
        """The fact that was recorded last; None in a new journal."""
        return next(iter(self._facts(statements.NEWEST, ())), None)

    def changed(self) -> bool:
        """Whether another process has written since the last call."""
        seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    def lineage(self) -> int:
        """A number that a restored journal does not share with the one that it replaced."""
        with self._told():
            (number,) = self._connection.execute("PRAGMA application_id").fetchone()
        return int(number)

    def rows(self) -> Iterator[Row]:
        """Every entry as it stands, also one that this version cannot read."""
        with self._told():
            yield from map(Row._make, self._connection.execute(statements.ROWS))

    def copy(self, path: str) -> int:
        """Copy everything into an empty file.

        Returns:
            How many facts the copy must have.
        """
        target = sqlite3.connect(path, isolation_level=None)
        try:
            with self._told():
                self._connection.execute("BEGIN")  # the count and the copy are of one moment
                (count,) = self._connection.execute("SELECT count(*) FROM fact").fetchone()
                self._connection.backup(target)
                self._connection.execute("COMMIT")
                # WAL is a property of the file: without it the copy is one file and stays so.
                target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        return int(count)

    def whole(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        with self._told():
            (verdict,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        return bool(verdict == "ok")

    def sound(self) -> bool:
        """Whether the file is whole, and every entry can be read."""
        self.between(date.min, date.max)
        return self.whole() and not self._unread

    def _inserted(self, rows: Iterable[Row]) -> list[Line]:
        """Insert what is not there yet; returns that, numbered."""
        kept = []
        for row in rows:
            cursor = self._connection.execute(statements.KEEP, row)
            if cursor.rowcount and cursor.lastrowid:
                kept.append((cursor.lastrowid, row))
        return kept

    def _refuse_what_lacks_entries(self) -> None:
        """A file that was put back, or whose -wal is damaged or gone, looks whole to SQLite."""
        newest = lines.last(self._leaf)
        if newest is None:
            return
        _number, row = newest
        with self._told():
            found = self._connection.execute(statements.HAS, (row.id,)).fetchone()
        if found is None:
            self.close()
            raise Damaged(self._saying(_("it lacks entries that were kept")))

    def _data_version(self) -> int:
        with self._told():
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(number)

    def _facts(
        self, statement: str, values: tuple[object, ...] | dict[str, str]
    ) -> tuple[Fact, ...]:
        with self._told():
            rows = self._connection.execute(statement, values).fetchall()
        found = (self._fact(Row._make(row)) for row in rows)
        return tuple(fact for fact in found if fact is not None)

    def _fact(self, row: Row) -> Fact | None:
        """One fact; a row that this version cannot read is told once and left where it is."""
        try:
            return codec.from_row(row)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            if row.id not in self._unread:
                self._unread.add(row.id)
                import logging  # noqa: PLC0415 - it costs a command as much as the whole journal

                logging.getLogger(__name__).warning(
                    "the entry %s cannot be read and is left out: %r", row.id, error
                )
            return None

    def _cure(self, name: str, otherwise: str) -> str:
        """What helps against an error, as SQLite calls it."""
        from shlex import quote  # noqa: PLC0415 - for who is in trouble only

        places = {"path": self._path, "folder": os.path.dirname(self._path) or "."}
        quoted = {place: quote(path) for place, path in places.items()}
        return _(CURES.get(name, otherwise)).format_map(quoted)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite, the disk or a strange row says into one sentence with a cure."""
        try:
            yield
        except sqlite3.Error as error:
            name = name_of(error)
            kind = Damaged if is_damage(error) else JournalError
            cure = self._cure(name, marked("see docs/trouble.md"))
            raise kind(self._saying(f"{error}; {cure}")) from error
        except OSError as error:
            cure = self._cure(OF_THE_DISK.get(error.errno or 0, "SQLITE_CANTOPEN"), "")
            raise JournalError(self._saying(f"{error.strerror}; {cure}")) from error
        except UnicodeDecodeError as error:  # Python's own, for a table whose name is torn
            text = _("it is damaged: {error}").format(error=error)
            raise Damaged(self._saying(text)) from error
        except ValueError as error:
            raise JournalError(self._saying(str(error))) from error

    def _saying(self, what: str) -> str:
        return saying(self._path, what)


def finish_restore(path: str) -> None:
    """Finish or undo a restore that was killed; the caller is `alone`."""
    if os.path.isdir(os.path.join(os.path.dirname(path), RESTORING)):
        from coach.journal import restoring  # noqa: PLC0415 - hardly ever

        with suppress(OSError):  # the journal itself is whole: it waits for the next time
            restoring.finish(path)


def _open(path: str) -> sqlite3.Connection:
    # SQLite gives its WAL files the mode of the database: so the file is made first.
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    size = os.fstat(file).st_size
    os.close(file)
    if size < SMALLEST and has_copies(os.path.dirname(path)):
        raise Damaged(saying(path, _("it is gone, though it had entries")))
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        version = migrations.version(connection)
        if not 0 <= version <= migrations.CURRENT:
            _refuse_newer(path, connection)
        if version < migrations.CURRENT:
            migrations.migrate(connection)
        if not version:
            with suppress(OSError):  # the first copy tries again
                origin.begin(os.path.dirname(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(path: str, connection: sqlite3.Connection) -> Never:
    """A newer version has other tables or indexes; one altered byte has not."""
    if migrations.schema(connection) == migrations.present_schema():
        raise Damaged(saying(path, _("its version is not what it was")))
    raise ValueError(_("its version is newer than this program"))
