"""Whether a database is all that it should be."""

import sqlite3
from contextlib import closing
from urllib.parse import quote

from coach.journal.codec import Row
from coach.journal.lines import Line
from coach.journal.records import Backup
from coach.journal.sanity import readable
from coach.wording.translating import _

# Row by row: EXCEPT would want a temporary file, for which there may be no room.
_DIFFERENT = """
    SELECT count(*) FROM earlier.fact AS old LEFT JOIN main.fact AS new ON new.id = old.id
    WHERE new.id IS NULL OR new.at != old.at OR new.night != old.night OR new.kind != old.kind
        OR new.body != old.body
"""

_ROW = "SELECT id, at, night, kind, target, body FROM fact"


class Unfit(Exception):
    """A database is not all that it should be; the text says why."""


def opened(path: str) -> closing[sqlite3.Connection]:
    """A database, to read it without leaving a trace; closed at the end of `with`."""
    return closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None))


def check(connection: sqlite3.Connection) -> None:
    """Look at a whole database.

    Raises:
        Unfit: SQLite finds a fault, or an entry cannot be read.
        sqlite3.Error: the same.
    """
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Unfit(str(verdict))
    for values in connection.execute(_ROW):
        if not readable(Row._make(values)):
            raise Unfit(_("the entry {id} cannot be read").format(id=values[0]))


def compare_with_count(connection: sqlite3.Connection, count: int) -> None:
    """Raises `Unfit` unless it has so many entries."""
    (found,) = connection.execute("SELECT count(*) FROM fact").fetchone()
    if found != count:
        raise Unfit(_("it has {found} entries, not {count}").format(found=found, count=count))


def compare_with_copy(connection: sqlite3.Connection, earlier: Backup) -> None:
    """Raises `Unfit` unless it has all that an earlier copy has, as it was."""
    connection.execute("ATTACH ? AS earlier", (f"file:{quote(earlier.path)}?mode=ro",))
    (missing,) = connection.execute(_DIFFERENT).fetchone()
    if missing:
        text = _("{n} entries are not as they were on {date}")
        raise Unfit(text.format(n=missing, date=f"{earlier.at:%Y-%m-%d}"))


def compare_with_leaf(connection: sqlite3.Connection, kept: tuple[Line, ...]) -> None:
    """Raises `Unfit` unless it has all lines of a leaf, as they were kept."""
    for _number, row in kept:
        found = connection.execute(f"{_ROW} WHERE id = ?", (row.id,)).fetchone()
        if found != row:
            raise Unfit(_("the entry {id} is not as it was kept").format(id=row.id))
