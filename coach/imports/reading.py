"""A file -> its tracks, whatever format it is in."""

from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from typing import BinaryIO

from coach.imports.sniffing import HEAD, Kind, kind
from coach.imports.track import Track, Unreadable
from coach.journal.lines import regular
from coach.named import NamedTuple
from coach.wording import tracks as words

LARGEST = 1024 * 1024 * 1024
"""Bytes; a day's recording has a few million."""
CHUNK = 1024 * 1024

READERS: dict[Kind, str] = {"gpx": "gpx", "tcx": "tcx", "fit": "fit"}
"""The module in coach.imports that reads a kind; it is imported when there is such a file."""


class Recorded(NamedTuple):
    """What a file has."""

    kind: Kind
    content: str
    """A name for exactly these bytes."""
    tracks: list[Track]


def read(path: str) -> Recorded:
    """Read a file of tracks, in bounded memory.

    Raises:
        Unreadable: nothing can be told from it.
        OSError: it cannot be read.
    """
    with regular(path) as file:
        size = file.seek(0, 2)
        if size > LARGEST:
            raise Unreadable(words.TOO_LARGE)
        file.seek(0)
        found = kind(file.read(HEAD), size)
        file.seek(0)
        content = _name(file)
        file.seek(0)
        reader: Callable[[BinaryIO], list[Track]] = import_module(
            f"coach.imports.{READERS[found]}"
        ).read
        return Recorded(found, content, reader(file))


def _name(file: BinaryIO) -> str:
    """A name for the bytes of a file, as good as unique."""
    summed = sha256()
    while chunk := file.read(CHUNK):
        summed.update(chunk)
    return summed.hexdigest()[:16]
