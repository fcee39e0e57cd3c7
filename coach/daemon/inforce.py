"""Which config is in force, and what is to be said about the file."""

import logging
import os

from coach.config.loading import Loaded, keep_last_good, load

log = logging.getLogger(__name__)

Signature = tuple[int, ...]


class InForce:
    """Follows the config file; reading it again costs one `stat` while it stays the same."""

    def __init__(self, path: str, folder: str) -> None:
        self._path = path
        self._folder = folder
        self._signature = _signature(path)
        self._told: tuple[object, ...] = ()
        self.loaded: Loaded = load(path, folder)
        self._keep()

    def look(self, *, again: bool = False) -> bool:
        """Read the file if it changed, or in any case; whether there was something to read."""
        signature = _signature(self._path)
        if signature == self._signature and not again:
            return False
        self._signature = signature
        self.loaded = load(self._path, self._folder)
        self._keep()
        return True

    def news(self) -> Loaded | None:
        """The mistakes in the file, once for each set of them."""
        problems = self.loaded.problems
        if problems == self._told:
            return None
        self._told = problems
        for problem in problems:
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
