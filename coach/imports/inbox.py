"""The folder where recordings arrive: what in it is new, at rest, and a track.

What was looked at is remembered in a small file beside the journal, by name, size and time, so
that a folder with thousands of files costs a listing. A track that comes under another name is
recognised by the journal.
"""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from coach.imports.reading import READERS
from coach.imports.sniffing import kind_of
from coach.named import NamedTuple

MEMORY = "inbox.json"
"""In the folder of the journal."""

EARLIER = timedelta(days=2)
"""Of what lay there when the setting was made, so much is looked at: a hike of yesterday, and not
the downloads of ten years."""
REST = 2.0
"""Seconds; a file that was written to more recently may still be."""
TRIES = 3
"""So often a file is read whose reading does not end; then the others are not held up by it."""
MOST = 50
"""Files taken in one look; the others wait for the next."""

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", "~")
"""How browsers and others call what is not yet whole."""


class Mark(NamedTuple):
    """How a file was when it was looked at."""

    size: int
    written: int
    """Nanoseconds since 1970."""
    note: str = ""
    """What is to be said of it: why it could not be read, or what it may have been."""
    tries: int = 0
    """How often its reading was begun and not ended: by a kill, or by what is in it."""


Marks = Mapping[str, Mark]
"""By the names of files."""


class Found(NamedTuple):
    """What a look at a folder gives."""

    tracks: Marks
    """What is to be read."""
    others: Marks
    """What is of no interest, or was read before."""
    more: bool
    """Whether another look is needed soon: something is still being written, or is left."""


def recall(place: str, folder: str) -> Marks | None:
    """What is remembered of a folder; None: it was never looked at.

    Args:
        place: The folder of the journal.
        folder: The inbox.
    """
    try:
        with open(os.path.join(place, MEMORY), "rb") as file:
            told: Any = json.loads(file.read())
        if told["folder"] == folder:
            return {str(name): _mark(*mark) for name, mark in told["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass  # nothing yet, or nothing that we wrote: what the journal has stays known
    return None


def keep(place: str, folder: str, marks: Marks) -> None:
    """Remember.

    Raises:
        OSError: it could not be written; what was remembered still is.
    """
    path = os.path.join(place, MEMORY)
    told = {"folder": folder, "files": marks}
    with open(os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(json.dumps(told).encode())
    os.replace(f"{path}.new", path)


def find(folder: str, known: Marks | None, now: datetime) -> Found:
    """Look at a folder.

    Args:
        folder: The inbox.
        known: What is remembered of it.
        now: The present instant.

    Raises:
        OSError: it cannot be listed.
    """
    tracks: dict[str, Mark] = {}
    others: dict[str, Mark] = {}
    more = False
    oldest = now.timestamp() - EARLIER.total_seconds()
    for name, mark, arrived in _listed(folder):
        before = (known or {}).get(name)
        if before is not None and before[:2] != mark[:2]:
            before = None  # another file by now
        if before is not None and not 0 < before.tries < TRIES:
            others[name] = before
        elif known is None and arrived < oldest:
            others[name] = mark
        elif len(tracks) == MOST:
            more = True
        elif not _is_track(os.path.join(folder, name)):
            others[name] = mark
        elif abs(now.timestamp() - mark.written / 1e9) < REST:
            more = True
        else:
            tracks[name] = before or mark
    return Found(tracks, others, more)


def _listed(folder: str) -> Iterator[tuple[str, Mark, float]]:
    """The files of a folder that may be whole, the oldest first; and when they came there."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED):
                continue
            try:
                if entry.is_file():
                    about = entry.stat()
                    mark = Mark(about.st_size, about.st_mtime_ns)
                    # A copy may keep the time of its original; this one tells when it came.
                    found.append((entry.name, mark, about.st_ctime))
            except OSError:  # gone meanwhile
                continue
    yield from sorted(found, key=lambda one: one[1].written)


def _is_track(path: str) -> bool:
    try:
        return kind_of(path) in READERS
    except OSError:
        return False


def _mark(size: int, written: int, note: str, tries: int = 0) -> Mark:
    return Mark(int(size), int(written), str(note), int(tries))
