"""What lies in the folder of a journal, and who may open or exchange it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from coach.journal import lines
from coach.journal.port import JournalError
from coach.journal.trouble import CURES
from coach.wording.translating import _

BACKUPS = "backups"
LOCK = "journal.lock"

RESTORING = "restoring"
"""A folder that is there while a restore is; after a kill it is found."""

_WAIT = 0.02

_PATIENCE = 30
"""Seconds; longer than any journal takes to be repaired."""


def has_copies(folder: str) -> bool:
    """Whether a folder knows entries besides those in the database."""
    if os.path.isfile(os.path.join(folder, lines.RECENT)):
        return True
    try:
        return any(name.endswith(".db") for name in os.listdir(os.path.join(folder, BACKUPS)))
    except OSError:
        return False


@contextmanager
def alone(folder: str) -> Iterator[None]:
    """Be the only one who opens the journal's file, or puts another in its place.

    SQLite finds the -wal of a database by its name. Whoever opened the one before an exchange and
    the other after it would mix two journals: https://www.sqlite.org/howtocorrupt.html, 4.5.

    Raises:
        JournalError: another process has been at it for too long.
    """
    lock = _lock(os.path.join(folder, LOCK))
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _lock(path: str) -> int | None:
    """Take the lock; None in a folder where nothing can be written, nor anything exchanged."""
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    for _try in range(int(_PATIENCE / _WAIT)):
        try:
            os.lockf(lock, os.F_TLOCK, 0)
        except (BlockingIOError, PermissionError):
            time.sleep(_WAIT)
        except OSError:  # a file system that knows no locks
            return lock
        else:
            return lock
    os.close(lock)
    raise JournalError(f"{path}: {_(CURES['SQLITE_BUSY'])}")
