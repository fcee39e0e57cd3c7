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

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import islice
from typing import BinaryIO
from urllib.parse import quote

from coach.journal import lines, origin
from coach.journal.codec import Row
from coach.journal.lines import Line
from coach.journal.port import Damaged, JournalError
from coach.journal.sanity import readable
from coach.journal.sqlite import (
    BACKUPS,
    TORN,
    SqliteJournal,
    alone,
    finish_restore,
    is_damage,
)
from coach.named import NamedTuple
from coach.wording.translating import _

KEPT = (("%Y-%m-%d", 7), ("%G week %V", 4), ("%Y-%m", 12))
"""The last copy of each of seven days, four weeks, twelve months."""

_ROOM = 1 << 20
"""Bytes that a copy leaves free, besides as many as the journal has: the journal needs them."""

_RECORD_ROOM = 4096
"""Bytes; a record has about 150."""

_MOST = 1 << 62
"""Entries; more has no database."""

# Row by row: EXCEPT would want a temporary file, for which there may be no room.
_DIFFERENT = """
    SELECT count(*) FROM earlier.fact AS old LEFT JOIN main.fact AS new ON new.id = old.id
    WHERE new.id IS NULL OR new.at != old.at OR new.night != old.night OR new.kind != old.kind
        OR new.body != old.body
"""

_UNFINISHED = re.compile(r"journal-\d{4}-\d\d-\d\dT\d{6}(-\d+)?\.(db\.new(-journal)?|json(\.new)?)")

_ROW = "SELECT id, at, night, kind, target, body FROM fact"


class Backup(NamedTuple):
    """A copy that was verified, as its record says."""

    path: str
    at: datetime
    entries: int
    sha256: str
    origin: str = ""
    """Of which journal; empty in records of old."""


class Unfit(Exception):
    """A database is not all that it should be; the text says why."""


# --- what there is -----------------------------------------------------------------------


def recorded(folder: str) -> list[Backup]:
    """The verified copies of the journal in a folder: the one with most entries, the latest, first.

    By entries, because a clock may have been wrong.
    """
    place, ours = os.path.join(folder, BACKUPS), origin.of(folder)
    with suppress(OSError):
        records = [_record(os.path.join(place, name)) for name in os.listdir(place)]
        found = [copy for copy in records if copy and (not ours or copy.origin in ("", ours))]
        return sorted(found, key=lambda b: (b.entries, b.at), reverse=True)
    return []


def is_intact(backup: Backup) -> bool:
    """Whether a copy is still what was verified."""
    try:
        return _sha256(backup.path) == backup.sha256
    except OSError:
        return False


def newest(folder: str) -> Backup | None:
    """The newest copy that still is what was verified."""
    return next(filter(is_intact, recorded(folder)), None)


def leaves(folder: str) -> list[str]:
    """The paths of what was kept lately, oldest first; the last is the one that is written to."""
    return [*_old_leaves(folder), os.path.join(folder, lines.RECENT)]


def is_leaf(name: str) -> bool:
    """Whether a file of this name is a leaf."""
    return name == lines.RECENT or _number(name) > 0


def next_leaf(folder: str) -> str:
    """The path under which the leaf that is written to is kept when a new one begins."""
    number = max(map(_number, os.listdir(folder)), default=0) + 1
    return os.path.join(folder, f"recent.{number}.jsonl")


# --- taking one --------------------------------------------------------------------------


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
        _turn_over(folder)
    count = _copied(database, f"{path}.new")
    _verify(f"{path}.new", count, folder)
    backup = Backup(path, at, count, _sha256(f"{path}.new"), whose)
    _write_record(backup)
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
        if _sha256(f"{path}.new") != backup.sha256:
            text = _("{path}: what was written reads back differently")
            raise JournalError(text.format(path=path))
        os.replace(f"{path}.new", path)
        sync(place)
    return path


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


def opened(path: str) -> closing[sqlite3.Connection]:
    """A database, to read it without leaving a trace; closed at the end of `with`."""
    return closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None))


@contextmanager
def created(path: str, *, never_before: bool = False) -> Iterator[BinaryIO]:
    """A new file for this person only, on the disk when `with` ends.

    Args:
        path: Its name; no link is followed.
        never_before: Refuse a name that something has.
    """
    again = os.O_EXCL if never_before else os.O_TRUNC
    how = os.O_WRONLY | os.O_CREAT | again | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, how, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync(path: str) -> None:
    """Have a file, or the names in a folder, on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


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
            _compare_with_count(connection, count)
            if earlier is not None:
                _compare_with_copy(connection, earlier)
            for leaf in _old_leaves(folder):
                _compare_with_leaf(connection, lines.read(leaf))
    except (Unfit, *TORN) as fault:
        if isinstance(fault, sqlite3.Error) and not is_damage(fault):
            raise
        text = _("the journal in {folder} is damaged: {fault}")
        raise Damaged(text.format(folder=folder, fault=fault)) from fault
    sync(path)


def _compare_with_count(connection: sqlite3.Connection, count: int) -> None:
    (found,) = connection.execute("SELECT count(*) FROM fact").fetchone()
    if found != count:
        raise Unfit(_("it has {found} entries, not {count}").format(found=found, count=count))


def _compare_with_copy(connection: sqlite3.Connection, earlier: Backup) -> None:
    connection.execute("ATTACH ? AS earlier", (f"file:{quote(earlier.path)}?mode=ro",))
    (missing,) = connection.execute(_DIFFERENT).fetchone()
    if missing:
        text = _("{n} entries are not as they were on {date}")
        raise Unfit(text.format(n=missing, date=f"{earlier.at:%Y-%m-%d}"))


def _compare_with_leaf(connection: sqlite3.Connection, kept: tuple[Line, ...]) -> None:
    for _number, row in kept:
        found = connection.execute(f"{_ROW} WHERE id = ?", (row.id,)).fetchone()
        if found != row:
            raise Unfit(_("the entry {id} is not as it was kept").format(id=row.id))


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


# --- letting go of what is old -----------------------------------------------------------


def _turn_over(folder: str) -> None:
    """Have what is kept from now on go to a new leaf."""
    with suppress(FileNotFoundError):
        os.rename(os.path.join(folder, lines.RECENT), next_leaf(folder))
    with suppress(OSError):
        lines.append(os.path.join(folder, lines.RECENT), ())


def _old_leaves(folder: str) -> list[str]:
    with suppress(OSError):
        names = filter(_number, os.listdir(folder))
        return [os.path.join(folder, name) for name in sorted(names, key=_number)]
    return []


def _number(name: str) -> int:
    """The number of a leaf that was renamed; 0 for any other file."""
    parts = name.split(".")
    is_one = len(parts) == 3 and parts[0] == "recent" and parts[2] == "jsonl"  # noqa: PLR2004
    return int(parts[1]) if is_one and parts[1].isdecimal() else 0


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
        for leaf in _old_leaves(folder):
            with suppress(OSError):
                if _has_all_of(newest_two[1], leaf):
                    os.remove(leaf)


def _has_all_of(copy: Backup, leaf: str) -> bool:
    try:
        with opened(copy.path) as connection:
            _compare_with_leaf(connection, lines.read(leaf))
    except (Unfit, *TORN):
        return False
    return True


def _sweep(place: str) -> None:
    """Remove what a copy that was killed left behind; the caller is `alone` there."""
    for name in filter(_UNFINISHED.fullmatch, os.listdir(place)):
        path = os.path.join(place, name)
        is_over = not name.endswith(".json") or not os.path.lexists(_copy_of(path))
        with suppress(OSError):
            if is_over and os.path.isfile(path):
                os.remove(path)


# --- records -----------------------------------------------------------------------------


def record_of(path: str) -> str:
    """Where the record of a copy is."""
    return f"{path.removesuffix('.db')}.json"


def _copy_of(record: str) -> str:
    return f"{record.removesuffix('.json')}.db"


def _write_record(backup: Backup) -> None:
    told = {**backup._asdict(), "at": backup.at.isoformat()}
    del told["path"]
    path = record_of(backup.path)
    with created(f"{path}.new") as file:
        file.write(json.dumps(told).encode())
    os.replace(f"{path}.new", path)


def _record(path: str) -> Backup | None:
    """The copy that a record tells of; None where the file is none, or its copy is gone."""
    copy = _copy_of(path)
    if not path.endswith(".json") or not os.path.isfile(copy):
        return None
    try:
        with lines.regular(path) as file:
            told = json.loads(file.read(_RECORD_ROOM))
        at, entries = datetime.fromisoformat(told["at"]), int(told["entries"])
        at, whose = at.astimezone(at.tzinfo), str(told.get("origin", ""))
        backup = Backup(copy, at, entries, str(told["sha256"]), whose)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return None
    return backup if 0 <= entries < _MOST else None


def _sha256(path: str) -> str:
    import hashlib  # noqa: PLC0415 - 4 MiB that a daemon, who only asks for ages, does not need

    with lines.regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- trouble -----------------------------------------------------------------------------


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
