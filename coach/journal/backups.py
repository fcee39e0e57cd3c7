"""Verified copies of the journal, and the leaves that bridge the time since the last one.

Every fact that was acknowledged is in the database and, besides, in the newest verified copy or in
a leaf. Why, also while others write: whoever keeps a fact commits it first and then adds its line
to the file that is called `recent.jsonl` at that moment. A copy is taken by (1) renaming that leaf,
(2) copying. A fact that was committed before (2) is in the copy. One that was committed after (2)
looks for its leaf after (1), finds a new one, and that is not touched before the next copy. A
renamed leaf is deleted once the second newest copy has all of it; so if the newest copy is lost as
well, the one before it and the leaves still have everything. A new leaf is begun empty: where the
leaf is missing, nobody can know whether entries are.

Several machines may have one folder for their copies. Beside each journal is a file with a random
number, its origin, which the records of its copies tell: those of another origin are not looked at,
and never deleted. Where that file is gone with the journal, any copy is better than none.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice

from coach.journal import leaves, lines, origin, records
from coach.journal.checking import (
    Unfit,
    check,
    compare_with_copy,
    compare_with_count,
    compare_with_leaf,
    opened,
)
from coach.journal.disk import created, sync
from coach.journal.places import BACKUPS, alone
from coach.journal.port import Damaged, JournalError
from coach.journal.records import Backup, copy_of, is_intact, newest, record_of, recorded, sha256_of
from coach.journal.sqlite import SqliteJournal, finish_restore
from coach.journal.trouble import TORN, is_damage
from coach.wording.translating import _

KEPT = (("%Y-%m-%d", 7), ("%G week %V", 4), ("%Y-%m", 12))
"""The last copy of each of seven days, four weeks, twelve months."""

_ROOM = 1 << 20
"""Bytes that a copy leaves free, besides as many as the journal has: the journal needs them."""

_UNFINISHED = re.compile(r"journal-\d{4}-\d\d-\d\dT\d{6}(-\d+)?\.(db\.new(-journal)?|json(\.new)?)")


def take(database: str, at: datetime) -> Backup:
    """Make a copy, verify it, and let go of copies that are no longer needed.

    Args:
        database: The journal's file.
        at: The aware local instant of now.

    Raises:
        Damaged: the journal is not whole; no copy was touched.
        JournalError: it cannot be copied now.
    """
    folder = os.path.dirname(database)
    place = os.path.join(folder, BACKUPS)
    with _told(database):
        os.makedirs(place, mode=0o700, exist_ok=True)
        with alone(place):
            _sweep(place)
            whose = origin.begin(folder)
            path = _name_of(folder, at)
            with _removed(f"{path}.new"):
                return _taken(database, path, at, whose)


def _taken(database: str, path: str, at: datetime, whose: str) -> Backup:
    folder = os.path.dirname(database)
    _want_room(database)
    with alone(folder):
        finish_restore(database)
        leaves.turn_over(folder)
    count = _copied(database, f"{path}.new")
    _verify(f"{path}.new", count, folder)
    backup = Backup(path, at, count, sha256_of(f"{path}.new"), whose)
    records.write(backup)
    os.replace(f"{path}.new", path)
    sync(os.path.dirname(path))
    _let_go(folder)
    return backup


def copy_to(backup: Backup, place: str) -> str:
    """Copy a verified copy into another folder that is there, and verify that.

    Returns:
        Its path.

    Raises:
        JournalError: it cannot be written there, or reads back differently.
    """
    path = os.path.join(place, os.path.basename(backup.path))
    with _told(path), _removed(f"{path}.new"):
        with open(backup.path, "rb") as source, created(f"{path}.new") as copy:
            while block := source.read(1 << 20):
                copy.write(block)
        if sha256_of(f"{path}.new") != backup.sha256:
            text = _("{path}: what was written reads back differently")
            raise JournalError(text.format(path=path))
        os.replace(f"{path}.new", path)
        sync(place)
    return path


def _name_of(folder: str, at: datetime) -> str:
    """What a copy is called: not like one of another machine."""
    path = os.path.join(folder, BACKUPS, f"journal-{at:%Y-%m-%dT%H%M%S}")
    ours = {copy.path for copy in recorded(folder)}
    names = (f"{path}-{number}.db" if number > 1 else f"{path}.db" for number in range(1, 1000))
    return next(name for name in names if name in ours or not os.path.lexists(record_of(name)))


def _copied(database: str, path: str) -> int:
    with created(path):
        pass
    with SqliteJournal(database) as journal:
        return journal.copy(path)


def _verify(path: str, count: int, folder: str) -> None:
    """Open a copy afresh and compare it with everything that is known besides.

    The copy has the pages of the journal: what is wrong with it is wrong with the journal.

    Raises:
        Damaged: it is not whole, or lacks or has otherwise what an earlier copy or a leaf has.
        sqlite3.Error: it could not be looked at.
    """
    earlier = newest(folder)
    try:
        with opened(path) as connection:
            connection.execute("PRAGMA temp_store = MEMORY")
            check(connection)
            compare_with_count(connection, count)
            if earlier is not None:
                compare_with_copy(connection, earlier)
            for leaf in leaves.old(folder):
                compare_with_leaf(connection, lines.read(leaf))
    except (Unfit, *TORN) as fault:
        if isinstance(fault, sqlite3.Error) and not is_damage(fault):
            raise
        text = _("the journal in {folder} is damaged: {fault}")
        raise Damaged(text.format(folder=folder, fault=fault)) from fault
    sync(path)


def _want_room(database: str) -> None:
    """A copy must never be what fills the disk."""
    about = os.statvfs(os.path.dirname(database))
    if about.f_bavail * about.f_frsize < 2 * _size(database) + _size(f"{database}-wal") + _ROOM:
        text = _("there is too little room for a copy of {path}")
        raise JournalError(text.format(path=database))


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


def _let_go(folder: str) -> None:
    """Delete what the newest copies make needless; failing to is no failure of the copy."""
    found = recorded(folder)
    copies = sorted(found, key=lambda backup: backup.at, reverse=True)
    newest_two = list(islice(filter(is_intact, found), 2))
    kept = {backup.path for backup in (*found[:2], *newest_two)}
    for period, count in KEPT:
        last_of_each: dict[str, str] = {}
        for backup in copies:
            last_of_each.setdefault(backup.at.strftime(period), backup.path)
        kept.update(list(last_of_each.values())[:count])
    for path in [backup.path for backup in copies if backup.path not in kept]:
        with suppress(OSError):
            os.remove(path)
            os.remove(record_of(path))
    if len(newest_two) > 1:
        for leaf in leaves.old(folder):
            with suppress(OSError):
                if _has_all_of(newest_two[1], leaf):
                    os.remove(leaf)


def _has_all_of(copy: Backup, leaf: str) -> bool:
    try:
        with opened(copy.path) as connection:
            compare_with_leaf(connection, lines.read(leaf))
    except (Unfit, *TORN):
        return False
    return True


def _sweep(place: str) -> None:
    """Remove what a copy that was killed left behind; the caller is `alone` there."""
    for name in filter(_UNFINISHED.fullmatch, os.listdir(place)):
        path = os.path.join(place, name)
        is_over = not name.endswith(".json") or not os.path.lexists(copy_of(path))
        with suppress(OSError):
            if is_over and os.path.isfile(path):
                os.remove(path)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalError(f"{error.filename or path}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise JournalError(f"{path}: {error}") from error


@contextmanager
def _removed(path: str) -> Iterator[None]:
    """Leave nothing unfinished behind."""
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            os.remove(path)
