"""The person's config file put in its own place, all at once or not at all."""

import os
import re
import stat
from contextlib import suppress

from coach.config.editing import Unchangeable


def rewrite(path: str, before: bytes, after: bytes) -> None:
    """Replace a file's content; its mode and owner stay, and links to it go on leading to it.

    Args:
        path: The config, or a link to it.
        before: What it must still say.
        after: What it is to say.

    Raises:
        Unchangeable: it says something else by now, or would lose its owner or a name.
        OSError: it cannot be written; it is as it was.
    """
    place = os.path.realpath(path)
    about = os.stat(place)
    if about.st_nlink > 1:
        raise Unchangeable("two names")
    for left in left_over(place):
        with suppress(OSError):
            os.unlink(left)
    fresh = f"{place}.{os.urandom(4).hex()}.new"
    try:
        _write(fresh, after, about)
        _check_still(place, before)
        os.replace(fresh, place)
    except BaseException:
        if os.path.lexists(fresh):
            os.unlink(fresh)
        raise


def left_over(path: str) -> list[str]:
    """What a kill left half-way beside a config: it may hold what is secret in that."""
    folder, name = os.path.split(os.path.realpath(path))
    half = re.compile(rf"{re.escape(name)}\.[0-9a-f]{{8}}\.new")
    try:
        return [os.path.join(folder, left) for left in os.listdir(folder) if half.fullmatch(left)]
    except OSError:
        return []


def _check_still(place: str, before: bytes) -> None:
    with open(place, "rb") as file:
        if file.read() != before:
            raise Unchangeable("changed meanwhile")


def _write(path: str, data: bytes, about: os.stat_result) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(file, "wb") as fresh:
        own = os.fstat(file)
        if (own.st_uid, own.st_gid) != (about.st_uid, about.st_gid):
            try:
                os.fchown(file, about.st_uid, about.st_gid)
            except PermissionError:
                raise Unchangeable("not yours") from None
        os.fchmod(file, stat.S_IMODE(about.st_mode))
        fresh.write(data)
        fresh.flush()
        os.fsync(file)
