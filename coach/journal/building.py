"""A new database from rows, and its way into the place of another."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress

from coach.journal import migrations
from coach.journal.checking import check, opened
from coach.journal.codec import Row
from coach.journal.disk import created, sync
from coach.journal.trouble import TORN

WORKSHOP = "rebuilding"

_INSERT = """
    INSERT OR IGNORE INTO fact (id, at, night, kind, target, body) VALUES (?, ?, ?, ?, ?, ?)
"""
HELPERS = ("-wal", "-shm")
"""What SQLite has beside a database."""


@contextmanager
def workshop(folder: str) -> Iterator[str]:
    """Lend a folder for unfinished things. What a crash left there before is removed."""
    path = os.path.join(folder, WORKSHOP)
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path, mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[str]:
    """Lend a folder for copies that are only read; for this person alone."""
    with tempfile.TemporaryDirectory(prefix="coach-") as path:
        yield path


def build(path: str, rows: Iterable[Row], lineage: int) -> None:
    """Write a database that has these rows in this order, and verify it.

    Raises:
        OSError, sqlite3.Error: it could not be written.
        Unfit: it was written and is not what it should be.
    """
    with created(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # it is synced whole, at the end
        migrations.migrate(connection)
        connection.execute(f"PRAGMA application_id = {lineage}")
        connection.execute("BEGIN")
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")
    with opened(path) as connection:
        check(connection)
    sync(path)


def insert(path: str, rows: Iterable[Row]) -> None:
    """Add rows to a database that nobody else has open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, rows)
        connection.execute("COMMIT")


def settle(database: str) -> None:
    """Have everything in the one file, as far as it can be: a crash may part it from its -wal."""
    if os.path.exists(database):
        with suppress(*TORN), closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copied(database: str, place: str) -> str:
    """Copy a database and its -wal, as they are, into a folder; returns the copy's path."""
    path = os.path.join(place, "copy.db")
    for suffix in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{database}{suffix}", f"{path}{suffix}")
    return path


def exchange(database: str, new: str, aside: str) -> None:
    """Put a new database in the place of the present one, which gets another name.

    The caller is `alone`. The -wal goes before the new file comes: SQLite would replay it into
    that. The name of the database is never without a file, where the file system has links.
    """
    with suppress(FileNotFoundError):
        try:
            os.link(database, aside)
        except OSError:
            set_aside(database, aside)
    for suffix in HELPERS:
        with suppress(FileNotFoundError):
            set_aside(f"{database}{suffix}", f"{aside}{suffix}")
            os.remove(f"{database}{suffix}")
    os.replace(new, database)
    sync(os.path.dirname(database))


def set_aside(path: str, aside: str) -> None:
    """Give a file another name. On another disk it gets a copy, and is still there afterwards."""
    try:
        os.rename(path, aside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with open(path, "rb") as file, created(aside) as copy:
            shutil.copyfileobj(file, copy)
