"""The verified copies that there are: each has a record that tells of it."""

import json
import os
from contextlib import suppress
from datetime import datetime

from coach.journal import lines, origin
from coach.journal.disk import created
from coach.journal.places import BACKUPS
from coach.named import NamedTuple

_RECORD_ROOM = 4096
"""Bytes; a record has about 150."""

_MOST = 1 << 62
"""Entries; more has no database."""


class Backup(NamedTuple):
    """A copy that was verified, as its record says."""

    path: str
    at: datetime
    entries: int
    sha256: str
    origin: str = ""
    """Of which journal; empty in records of old."""


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


def newest(folder: str) -> Backup | None:
    """The newest copy that still is what was verified."""
    return next(filter(is_intact, recorded(folder)), None)


def is_intact(backup: Backup) -> bool:
    """Whether a copy is still what was verified."""
    try:
        return sha256_of(backup.path) == backup.sha256
    except OSError:
        return False


def record_of(path: str) -> str:
    """Where the record of a copy is."""
    return f"{path.removesuffix('.db')}.json"


def copy_of(record: str) -> str:
    """Where the copy of a record is."""
    return f"{record.removesuffix('.json')}.db"


def write(backup: Backup) -> None:
    """Write down what was verified."""
    told = {**backup._asdict(), "at": backup.at.isoformat()}
    del told["path"]
    path = record_of(backup.path)
    with created(f"{path}.new") as file:
        file.write(json.dumps(told).encode())
    os.replace(f"{path}.new", path)


def _record(path: str) -> Backup | None:
    """The copy that a record tells of; None where the file is none, or its copy is gone."""
    copy = copy_of(path)
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


def sha256_of(path: str) -> str:
    """The SHA-256 of a file, in hexadecimal; raises OSError."""
    import hashlib  # noqa: PLC0415 - 4 MiB that a daemon, who only asks for ages, does not need

    with lines.regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
