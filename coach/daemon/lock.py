"""One daemon a person: the second says who runs."""

import fcntl
import os
from contextlib import suppress

from coach.wording.translating import _


class Taken(Exception):
    """Another daemon holds the lock; the text says which."""


def take(path: str) -> int:
    """Hold the lock until this process ends.

    Returns:
        The descriptor that holds it; closing it lets go.

    Raises:
        Taken: another process holds it.
        OSError: the file cannot be made.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = _who(lock)
        os.close(lock)
        raise Taken(who) from None
    with suppress(OSError):  # a full disk: then nobody can read who holds it, but it is held
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode("ascii"))
    return lock


def holder(path: str) -> str | None:
    """Who runs, such as `process 1234`; None when nobody does."""
    with suppress(OSError):
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _who(lock)
        finally:
            os.close(lock)
    return None


def _who(lock: int) -> str:
    number = os.read(lock, 20).decode("ascii", "replace").strip()
    return _("process {number}").format(number=number) if number else _("another process")
