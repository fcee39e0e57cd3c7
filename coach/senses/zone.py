"""The zone that this machine lives in, read afresh each time."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = "/etc/localtime"


def local_zone(environ: Mapping[str, str], localtime: str = LOCALTIME) -> tzinfo:
    """The zone of this machine as it is now; `str()` of it is its name.

    As in libc, TZ decides where it is set, and one that names no zone means UTC; unlike in
    libc, so does a rule spelled out (`CET-1CEST,M3.5.0,M10.5.0/3`).
    https://man7.org/linux/man-pages/man3/tzset.3.html
    """
    name = environ.get("TZ")
    if name is not None:
        return _named(name.removeprefix(":")) or UTC
    if sys.platform != "linux":
        return _elsewhere()
    return _at(localtime) or UTC


def _elsewhere() -> tzinfo:
    from tzlocal import reload_localzone  # noqa: PLC0415 - not needed, nor installed, on Linux

    return reload_localzone()


def _named(name: str) -> tzinfo | None:
    return _at(name) if name.startswith("/") else _keyed(name)


def _at(path: str) -> tzinfo | None:
    """The zone of a file, by the name it links to, else by its content."""
    for target in (_link(path), os.path.realpath(path)):
        _, found, key = target.partition("zoneinfo/")
        if found and (zone := _keyed(key)):
            return zone
    return _content(path)


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return path


def _keyed(key: str) -> tzinfo | None:
    """A zone of the database, read afresh: its rules may be updated while we run for years."""
    try:
        return ZoneInfo.no_cache(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _content(path: str) -> tzinfo | None:
    try:
        with open(path, "rb") as file:
            return ZoneInfo.from_file(file, key=path)
    except (ValueError, OSError):
        return None
