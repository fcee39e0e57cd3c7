"""Which journal this is: a random number in a file beside it, which the records of its copies tell.

Several machines may have one folder for their copies. It is no part of the database, so that it is
still there when that is not.
"""

import os
from contextlib import suppress

from coach.journal import lines

ORIGIN = "journal.origin"

_ROOM = 64


def of(folder: str) -> str:
    """The origin of the journal in a folder; empty while it has none."""
    try:
        with lines.regular(os.path.join(folder, ORIGIN)) as file:
            return file.read(_ROOM).decode("ascii").strip()
    except (OSError, ValueError):
        return ""


def begin(folder: str) -> str:
    """The origin of the journal in a folder; a new one if need be.

    Raises:
        OSError: it cannot be written.
    """
    if not (text := of(folder)):
        text, path = os.urandom(8).hex(), os.path.join(folder, ORIGIN)
        with suppress(FileNotFoundError):
            os.remove(f"{path}.new")
        file = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, text.encode())
            os.fsync(file)
        finally:
            os.close(file)
        os.replace(f"{path}.new", path)
    return text
