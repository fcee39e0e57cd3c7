"""A report as a file: for this person only, and in no other file's place."""

import os
import stat
import tempfile
from contextlib import suppress

from coach.reporting.page import MARK
from coach.wording.reports import files

HEAD = 1024
"""Bytes within which a report says that it is one."""


class InTheWay(Exception):
    """Something else stands there; the text says what helps."""


def write(path: str, text: str) -> str:
    """Write a report; an earlier one is replaced, any other file is left as it is.

    Returns:
        The whole path.

    Raises:
        InTheWay: another file has that name, or something that is no file.
        OSError: it cannot be written.
    """
    path = os.path.abspath(path)
    _make_sure(path)
    descriptor, half = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".report-")  # 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(half)
        raise
    return path


def _make_sure(path: str) -> None:
    """That nothing stands there, or a report of ours."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise InTheWay(files.no_file(path))
    with open(path, "rb") as file:
        if MARK.encode() not in file.read(HEAD):
            raise InTheWay(files.in_the_way(path))
