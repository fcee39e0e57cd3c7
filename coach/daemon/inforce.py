"""Which config is in force, and what is to be said about the file."""

import logging
import os
from datetime import datetime, timedelta

from coach.config.loading import Loaded, keep_last_good, load

log = logging.getLogger(__name__)

Signature = tuple[int, ...]

SETTLED = timedelta(seconds=1)
"""A file that some editors and `cp` write in place is empty for a moment."""

MOST_TOLD = 20


class InForce:
    """Follows the config file; reading it again costs one `stat` while it stays the same."""

    def __init__(self, path: str, folder: str) -> None:
        self._path = path
        self._folder = folder
        self._signature = _signature(path)
        self._told: tuple[object, ...] = ()
        self._changed: datetime | None = None
        self.loaded: Loaded = load(path, folder)
        self._keep()

    def look(self, now: datetime, *, again: bool = False) -> bool:
        """Read the file if it changed, or in any case; whether there was something to read."""
        signature = _signature(self._path)
        if signature == self._signature and not again:
            return False
        self._signature = signature
        self._changed = now
        self.loaded = load(self._path, self._folder)
        self._keep()
        return True

    def unsettled(self, now: datetime) -> bool:
        """Whether the file has mistakes that may be gone in a moment: it is being written."""
        fresh = abs(now - self._changed) < SETTLED if self._changed else False
        return bool(self.loaded.problems) and self.loaded.problems != self._told and fresh

    def news(self, now: datetime) -> Loaded | None:
        """The mistakes in the file, once for each set of them, when it has come to rest."""
        problems = self.loaded.problems
        if problems == self._told or self.unsettled(now):
            return None
        self._told = problems
        for problem in problems[:MOST_TOLD]:
            log.warning("%s", problem)
        return self.loaded if problems else None

    def _keep(self) -> None:
        try:
            keep_last_good(self.loaded, self._folder)
        except OSError as error:
            log.warning("the settings in force could not be kept aside: %s", error.strerror)


def _signature(path: str) -> Signature:
    """What changes whenever the file does; `stat` follows links, as reading does."""
    try:
        about = os.stat(path)
    except (OSError, ValueError):
        return ()
    return about.st_dev, about.st_ino, about.st_mtime_ns, about.st_size
