"""Files that are on the disk when they are said to be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


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
