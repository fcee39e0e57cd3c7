"""The journal in SQLite."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Never, Self

from coach.core.following import REMEMBERED
from coach.core.model import Fact, Kind, Undo
from coach.journal import codec, migrations
from coach.journal.port import JournalError

DATABASE = "journal.db"

_AROUND = """
    WITH activity AS (
        SELECT * FROM fact WHERE kind = 'activity' AND night BETWEEN :remembered AND :last
    ), silence AS (
        SELECT * FROM fact WHERE kind IN ('pause', 'resume') AND night < :first
            AND NOT EXISTS (SELECT 1 FROM fact AS undo WHERE undo.target = fact.id)
        ORDER BY seq DESC LIMIT 1
    )
    SELECT id, at, night, kind, body FROM (
        SELECT * FROM fact WHERE night BETWEEN :first AND :last
        UNION
        SELECT * FROM silence
        UNION
        SELECT * FROM activity
        UNION
        SELECT undo.* FROM activity JOIN fact AS undo ON undo.target = activity.id
        UNION
        SELECT * FROM fact WHERE kind = 'clock'
        UNION
        SELECT * FROM fact WHERE kind = 'timetable' AND night >= coalesce(
            (SELECT max(night) FROM fact WHERE kind = 'timetable' AND night < :first), '')
    ) ORDER BY seq
"""
_BETWEEN = "SELECT id, at, night, kind, body FROM fact WHERE night BETWEEN ? AND ? ORDER BY seq"
_FIND = "SELECT id, at, night, kind, body FROM fact WHERE id >= ? AND id < ? ORDER BY seq"
_LATEST = """
    SELECT id, at, night, kind, body FROM fact
    WHERE kind NOT IN ('delivery', 'timetable', 'held', 'clock')
    ORDER BY seq DESC LIMIT ?
"""
_NEWEST = "SELECT id, at, night, kind, body FROM fact ORDER BY seq DESC LIMIT 1"
_KEEP = """
    INSERT OR IGNORE INTO fact (id, at, night, kind, target, body) VALUES (?, ?, ?, ?, ?, ?)
"""

_CURES = {
    "SQLITE_FULL": "the disk is full: free some space",
    "SQLITE_READONLY": "it may not be written: check who owns it with ls -l",
    "SQLITE_CANTOPEN": "the folder cannot be opened or written: check it with ls -ld",
    "SQLITE_BUSY": "another program holds it: try again in a moment",
    "SQLITE_CORRUPT": "it is damaged: keep a copy of the file and see docs/trouble.md",
    "SQLITE_NOTADB": "it is not a journal: move the file away, coach will begin a new one",
    "SQLITE_IOERR": "the disk does not answer well: check its space and health",
}


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
        self._unread: set[str] = set()
        with self._told():
            self._connection = _open(path)
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
        rows = [_row(fact) for fact in facts]
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(_KEEP, rows)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what stands; see `Journal.around`."""
        days = {
            "first": first,
            "last": last,
            "remembered": first - min(REMEMBERED, first - date.min),
        }
        return self._facts(_AROUND, {name: day.isoformat() for name, day in days.items()})

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        return self._facts(_BETWEEN, (first.isoformat(), last.isoformat()))

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""
        return self._facts(_FIND, (prefix, prefix + "\U0010ffff"))

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made, newest last."""
        return tuple(reversed(self._facts(_LATEST, (count,))))

    def newest(self) -> Fact | None:
        """The fact that was recorded last; None in a new journal."""
        return next(iter(self._facts(_NEWEST, ())), None)

    def changed(self) -> bool:
        """Whether another process has written since the last call."""
        seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    def sound(self) -> bool:
        """Whether SQLite finds the file whole, and every entry can be read."""
        with self._told():
            (verdict,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        self.between(date.min, date.max)
        return bool(verdict == "ok") and not self._unread

    def _data_version(self) -> int:
        with self._told():
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(number)

    def _facts(
        self, statement: str, values: tuple[object, ...] | dict[str, str]
    ) -> tuple[Fact, ...]:
        with self._told():
            rows = self._connection.execute(statement, values).fetchall()
        return tuple(fact for fact in map(self._fact, rows) if fact is not None)

    def _fact(self, row: tuple[str, str, str, Kind, str]) -> Fact | None:
        """One fact; a row that this version cannot read is told once and left where it is."""
        fact_id, at, night, kind, body = row
        try:
            event = codec.decode(kind, body)
            return Fact(fact_id, datetime.fromisoformat(at), date.fromisoformat(night), event)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if fact_id not in self._unread:
                self._unread.add(fact_id)
                import logging  # noqa: PLC0415 - it costs a command as much as the whole journal

                logging.getLogger(__name__).warning(
                    "the entry %s cannot be read and is left out: %r", fact_id, error
                )
            return None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite, the disk or a strange row says into one sentence with a cure."""
        try:
            yield
        except sqlite3.Error as error:
            name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            cure = _CURES.get(name, "see docs/trouble.md")
            raise JournalError(f"the journal {self._path}: {error}; {cure}") from error
        except OSError as error:
            cure = "see whose its folder is with: ls -ld"
            raise JournalError(f"the journal {self._path}: {error.strerror}; {cure}") from error
        except ValueError as error:
            raise JournalError(f"the journal {self._path}: {error}") from error


def _open(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    # SQLite gives its WAL files the mode of the database: so the file is made first.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if migrations.version(connection) > migrations.CURRENT:
            _refuse_newer()
        migrations.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer() -> Never:
    raise ValueError("its version is newer than this program")


def _row(fact: Fact) -> tuple[str | None, ...]:
    target = fact.event.target if isinstance(fact.event, Undo) else None
    kind, body = codec.kind_of(fact.event), codec.encode(fact.event)
    return fact.id, fact.at.isoformat(), fact.night.isoformat(), kind, target, body
