"""Has the calendars read by a child: when they change, when the config does, and once a day."""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from coach.core.model import Config
from coach.daemon.child import Child, Ended
from coach.imports.folders import ENDINGS
from coach.paths import Paths
from coach.senses import files
from coach.senses.files import Watcher

log = logging.getLogger(__name__)

DAILY = timedelta(hours=20)
"""How old a reading may grow; shorter than a day, so that the hour does not wander."""
CALM = timedelta(seconds=10)
"""How long after the start nothing is read: a desktop that starts has enough to do."""
SETTLED = timedelta(seconds=2)
"""A calendar that was written is read when nothing more came for so long."""
ROW, FREELY, LESS = timedelta(minutes=10), 4, 7
"""After so many readings, each within ten minutes of the last, the pause before one is doubled,
and again; up to 2 to the power of LESS times SETTLED, about four minutes."""
DEADLINE = timedelta(minutes=5)
"""A child that is not done by then is ended: a disk of another computer may be away."""
MOST_FOLDERS = 500

_NOTHING_TO_DO = 3


class Calendars:
    """Looked at after each turn. A sense: the child is heard to its end.

    The child records what it finds; that wakes the daemon as any other entry does.
    """

    def __init__(
        self,
        paths: Paths,
        config: Callable[[], Config | None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Look at nothing yet.

        Args:
            paths: Where the config and the journal are.
            config: The one in force.
            now: The aware present instant.
        """
        self.changes = Changes(self._changed)
        self._paths = paths
        self._config = config
        self._now = now
        self._child = Child()
        self._begun = self._next = now() + CALM
        self._read_for: Config | None = None
        self._in_a_row = 0
        """Readings so far, each within ROW of the one before."""

    def look(self) -> datetime | None:
        """Have the calendars read if that is due.

        Returns:
            When to look again; None where there is nothing to wait for.
        """
        config = self._config()
        if config is None or not (config.calendar.files or self._had_files()):
            return None
        now = self._now()
        if self._child.runs:
            if abs(now - self._begun) > DEADLINE:
                self._child.kill()
            return now + DEADLINE
        if self._read_for not in (None, config):
            self._next = now
        # A clock that was set back must not put a reading off until it has caught up.
        if self._next <= now or self._next - now > DAILY:
            self._begin(config, now)
        return self._next

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        return self._child.fileno()

    def read(self) -> bool:
        """Hear the child; its end calls for a turn: nobody need wake for its deadline."""
        ended = self._child.read()
        if ended is None:
            return False
        self._take_in(ended)
        return True

    def close(self) -> None:
        """Let go of the child and of what is watched."""
        self._child.close()
        self.changes.close()

    def _had_files(self) -> bool:
        """Whether there is something to take back, now that no calendar is configured."""
        return self._read_for is not None and bool(self._read_for.calendar.files)

    def _changed(self) -> None:
        # What is written without end is read less and less often.
        pause = SETTLED * 2 ** min(self._in_a_row // FREELY, LESS)
        self._next = min(self._next, self._now() + pause)

    def _begin(self, config: Config, now: datetime) -> None:
        self._in_a_row = self._in_a_row + 1 if abs(now - self._begun) < ROW else 0
        self._begun, self._next, self._read_for = now, now + DAILY, config
        self.changes.watch(config.calendar.files)
        try:
            self._child.begin([*self._paths.options, "expected", "--read", "--json"])
        except OSError as error:
            log.warning("the calendars could not be read: %s", error)

    def _take_in(self, ended: Ended) -> None:
        document = ended.document
        for problem in document.get("problems", []):
            log.warning("a calendar: %s: %s", problem.get("path"), problem.get("message"))
        if "folders" in document:
            # What changed in a folder between its reading and its watch was not heard.
            if self.changes.also(document["folders"][:MOST_FOLDERS]):
                self._changed()
            log.info("calendars were read: %s events", document.get("events"))
        elif ended.code != _NOTHING_TO_DO:
            log.warning("the calendars could not be read: %s", " ".join(ended.said.split()))


class Changes:
    """Whether a calendar was written, moved or deleted. A sense; deaf where nothing can watch."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._watcher: Watcher | None = None
        self._paths: tuple[str, ...] = ()
        self._folders: set[str] = set()

    def watch(self, paths: tuple[str, ...]) -> None:
        """Watch files and folders of them."""
        self._paths = tuple(os.path.abspath(os.path.expanduser(path)) for path in paths)
        if self._watcher is None and files.supported():
            with suppress(OSError):  # they are still read once a day
                self._watcher = Watcher(finished=True, gone=True)
        for path in self._paths:
            self.also([*files.places(path), *([path] if os.path.isdir(path) else [])])

    def also(self, folders: list[str]) -> bool:
        """Watch folders as well: those inside of what is configured; tells whether one is new."""
        new = set(folders) - self._folders
        self._folders |= new
        for folder in new:
            if self._watcher is not None:
                self._watcher.watch(folder)
        return bool(new) and self._watcher is not None

    def fileno(self) -> int | None:
        """The descriptor to wait on."""
        return self._watcher.fileno() if self._watcher is not None else None

    def read(self) -> bool:
        """Hear what changed; a calendar calls for a turn."""
        changed = self._watcher.read() if self._watcher is not None else frozenset()
        if not any(_concerns(changed, path) for path in self._paths):
            return False
        self._changed()
        return True

    def close(self) -> None:
        """Watch no more."""
        if self._watcher is not None:
            self._watcher.close()


def _concerns(changed: frozenset[str], path: str) -> bool:
    """A file; or of what lies in a folder, calendars and folders that came."""
    inside = os.path.join(path, "")
    within = [one for one in changed if one.startswith(inside)]
    return files.concerns(changed, path) or any(map(_may_matter, within))


def _may_matter(path: str) -> bool:
    return path.lower().endswith(ENDINGS) or os.path.isdir(path) or not os.path.lexists(path)
