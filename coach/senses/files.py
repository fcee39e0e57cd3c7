"""Files as a sense: what was written, moved in or deleted in a folder, also one yet to come."""

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress

from coach.senses import libc

# https://man7.org/linux/man-pages/man7/inotify.7.html
_MODIFY = 0x2
_CLOSE_WRITE = 0x8
_MOVED_FROM = 0x40
_MOVED_TO = 0x80
_CREATE = 0x100
_DELETE = 0x200
_DELETE_SELF = 0x400
_MOVE_SELF = 0x800
_Q_OVERFLOW = 0x4000
_ONLYDIR = 0x01000000
# One folder may be watched for itself and as the parent of another: never take a wish back.
_MASK_ADD = 0x20000000

_COMING = _CREATE | _MOVED_TO | _DELETE_SELF | _MOVE_SELF | _ONLYDIR | _MASK_ADD
_ANYTHING = _COMING | _MODIFY | _CLOSE_WRITE | _MOVED_FROM | _DELETE
_FINISHED = _COMING | _CLOSE_WRITE
_GONE = _MOVED_FROM | _DELETE

_EVENT = struct.Struct("iIII")
_CHUNK = 64 * 1024
_AT_ONCE = 16
"""Chunks of events that are taken at once: more comes with the next read, for somebody may write
faster than we read."""
# Where the kernel gives up: https://man7.org/linux/man-pages/man7/path_resolution.7.html
_MOST_LINKS = 40


def supported() -> bool:
    """Whether this kernel has inotify."""
    return sys.platform == "linux"


class Watcher:
    """Reports what changes in folders, whether they exist yet or not.

    A folder itself is reported when it came, went, was replaced by another, or when the kernel
    lost count: then everything in it needs a look. `concerns` takes care of that. It is not
    noticed when a folder moves because one above it does.

    Raises OSError: the person has no inotify instance left (fs.inotify.max_user_instances).
    """

    def __init__(self, *, finished: bool = False, gone: bool = False) -> None:
        """Watch nothing yet.

        Args:
            finished: Report files only when they came or were written to the end: a download of
                an hour then wakes nobody with each piece.
            gone: In that case also when they went.
        """
        self._mask = (_FINISHED | (_GONE if gone else 0)) if finished else _ANYTHING
        self._fd = libc.call("inotify_init1", os.O_NONBLOCK | os.O_CLOEXEC)
        self._own: dict[str, int | None] = {}
        """Each folder and its watch; None while it is missing and a parent is watched."""
        self._live: set[int] = set()

    def watch(self, folder: str) -> None:
        """Watch a folder from now on; again is harmless."""
        path = os.path.abspath(folder)
        if path not in self._own:
            self._own[path] = self._reach(path)

    def read(self) -> frozenset[str]:
        """The absolute paths that changed since the last read, without waiting."""
        changed = set[str]()
        events = list(_events(self._fd))
        for watch, mask, name in events:
            changed |= self._meant(watch, mask, name)
        if events:
            changed |= self._settle()
        return frozenset(changed)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._fd

    def close(self) -> None:
        """Give the descriptor back, and every watch with it."""
        os.close(self._fd)

    def _meant(self, watch: int, mask: int, name: str) -> set[str]:
        if mask & _Q_OVERFLOW:
            return set(self._own)
        if not name:
            return set()
        return {os.path.join(folder, name) for folder, own in self._own.items() if own == watch}

    def _settle(self) -> set[str]:
        """Watch what exists now; returns the folders that came, went or were replaced."""
        stale, self._live = self._live, set()
        before = dict(self._own)
        for folder in before:
            self._own[folder] = self._reach(folder)
        for watch in stale - self._live:
            self._drop(watch)
        return {folder for folder, own in self._own.items() if own != before[folder]}

    def _reach(self, folder: str) -> int | None:
        """The watch of `folder`; where it is missing, its nearest parent is watched instead."""
        before, found = None, self._nearest(folder)
        # It may have come to be after we looked for it and before its parent was watched.
        while found != before and found[0] != folder:
            before, found = found, self._nearest(folder)
        path, watch = found
        return watch if path == folder else None

    def _nearest(self, folder: str) -> tuple[str, int | None]:
        path, watch = folder, self._add(folder, self._mask)
        while watch is None and path != "/":
            path = os.path.dirname(path)
            watch = self._add(path, _COMING)
        return path, watch

    def _add(self, path: str, mask: int) -> int | None:
        """The watch of a folder; None where it cannot be watched, for whatever reason."""
        try:
            watch = libc.call("inotify_add_watch", self._fd, os.fsencode(path), mask)
        except OSError:
            return None
        self._live.add(watch)
        return watch

    def _drop(self, watch: int) -> None:
        # The kernel has dropped the watch of a deleted folder by itself.
        with suppress(OSError):
            libc.call("inotify_rm_watch", self._fd, watch)


def concerns(changed: frozenset[str], path: str) -> bool:
    """Whether what `Watcher.read` told may have changed the file at `path`."""
    return not changed.isdisjoint((*trail(path), *places(path)))


def places(path: str) -> tuple[str, ...]:
    """The folders to watch so that any change of the file at `path` is seen."""
    return tuple(dict.fromkeys(os.path.dirname(step) for step in trail(path)))


def trail(path: str) -> tuple[str, ...]:
    """Every symbolic link on the way from `path` to its file, and last that file, as they are.

    A link may stand for the file or for a folder above it. The file need not exist.
    """
    links: list[str] = []
    at, ahead = "/", _parts(os.path.abspath(path))
    while ahead:
        here = os.path.normpath(os.path.join(at, ahead.pop()))
        target = _target(here) if len(links) < _MOST_LINKS else None
        if target is None:
            at = here
            continue
        links.append(here)
        at = os.path.dirname(here)
        ahead += _parts(os.path.join(at, target))
    return (*links, at)


def _parts(path: str) -> list[str]:
    """The names of an absolute path, last one first."""
    return ["/", *filter(None, path.split("/"))][::-1]


def _target(path: str) -> str | None:
    try:
        return os.readlink(path)
    except OSError:
        return None


def _events(fd: int) -> Iterator[tuple[int, int, str]]:
    """All that is queued: watch, mask, and the name within the folder, if any."""
    for _ in range(_AT_ONCE):
        chunk = _chunk(fd)
        if not chunk:
            return
        offset = 0
        while offset < len(chunk):
            watch, mask, _, length = _EVENT.unpack_from(chunk, offset)
            offset += _EVENT.size + length
            yield watch, mask, os.fsdecode(chunk[offset - length : offset].rstrip(b"\0"))


def _chunk(fd: int) -> bytes:
    try:
        return os.read(fd, _CHUNK)
    except BlockingIOError:
        return b""
