"""What the errors of SQLite and of the disk mean, and what helps."""

import errno
import sqlite3

from coach.wording.translating import _, marked

CURES = {
    "SQLITE_FULL": marked("the disk is full: make some room on it"),
    "SQLITE_READONLY": marked("it may not be written: see whether it is yours, with ls -l {path}"),
    "SQLITE_CANTOPEN": marked(
        "its folder cannot be opened or written: see whether it is yours, with ls -ld {folder}"
    ),
    "SQLITE_BUSY": marked("another program holds it: try again in a moment"),
    "SQLITE_CORRUPT": marked("it is damaged"),
    "SQLITE_NOTADB": marked("it is not a journal"),
    "SQLITE_IOERR": marked(
        "the disk may be full: make some room on it. If there is room, it may be failing"
    ),
}

OF_THE_DISK = {
    errno.ENOSPC: "SQLITE_FULL",
    errno.EDQUOT: "SQLITE_FULL",
    errno.EROFS: "SQLITE_READONLY",
    errno.EIO: "SQLITE_IOERR",
}
"""What the system says of a disk; all else is the folder's."""

_DAMAGE = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}

TORN = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file may raise: the second is Python's, for a table whose name is torn."""


def saying(path: str, what: str) -> str:
    """A sentence on a journal: which, and what is the matter."""
    return _("the journal {path}: {what}").format(path=path, what=what)


def is_damage(error: sqlite3.Error) -> bool:
    """Also what ends before its time: a file that was cut under a process that has it open."""
    short = getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_SHORT_READ"
    return short or name_of(error) in _DAMAGE


def name_of(error: sqlite3.Error) -> str:
    """What SQLite calls an error, without its details."""
    # Text that is none: Python's own error, without a name. And our statements are right: a table
    # that is missing, or there before its step, says that the file is not as we left it.
    if any(sign in str(error) for sign in ("decode", "no such", "already exists")):
        return "SQLITE_CORRUPT"
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
