"""Has recordings taken in that arrive in a folder, and says once what came."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from coach.daemon.child import Child
from coach.notify.port import Notice
from coach.paths import Paths
from coach.senses import files

log = logging.getLogger(__name__)

Later = Callable[[datetime, Callable[[], object]], None]
"""Has something done at an instant, in the place of what it was to do before."""

SETTLES = timedelta(seconds=3)
"""How long after the first sign of something new it is looked at: so many files are one look."""
AGAIN = timedelta(hours=1)
"""How often it is looked without a sign: a network tells of none. Only when a turn is taken."""
DEADLINE = 300.0
"""Seconds after which a child that does not end is killed: a network may hang."""
MOST = 5
"""Notices that wait for the person; older ones are dropped, the history has it all."""


class Inbox:
    """A child looks at the folder and takes in what is new: none of it is ever in our memory."""

    def __init__(
        self,
        paths: Paths,
        later: Later,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Look at nothing yet.

        Args:
            paths: Where the config and the journal are.
            later: The loop's clock.
            now: The aware present instant.
        """
        self.watch = Watch(self._stirred)
        self._paths = paths
        self._later = later
        self._now = now
        self._child = Child()
        self._began = 0.0
        self._next = now()
        """When it is looked without a sign."""
        self._pause = SETTLES
        self._awaited = False
        """Whether a look is put down with the loop's clock."""
        self._news: list[Notice] = []

    def look(self, folder: str | None, say: Callable[[Notice], None], *, can_speak: bool) -> None:
        """Follow the config, say what came, and look if it is time: after each turn.

        Args:
            folder: The folder of the config in force; None: there is none.
            say: Puts a notice up.
            can_speak: Whether somebody is there, and it is no time to sleep.
        """
        if can_speak:
            news, self._news = self._news, []
            for notice in news:
                say(notice)
        now = self._now()
        if self.watch.follow(folder):
            self._next = now
        waits = timedelta() < self._next - now <= AGAIN
        if folder and not waits:
            self._next = now + AGAIN
            self._begin()
        self._end_late()

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        return self._child.fileno()

    def read(self) -> bool:
        """Hear the child; a turn is called for when something came in."""
        ended = self._child.read()
        if ended is None:
            return False
        document = ended.document
        if ended.code or "notices" not in document:
            log.warning("the inbox could not be looked at: %s", " ".join(ended.said.split()))
            return False
        for problem in document["problems"]:
            log.warning("%s", problem)
        self._news = [*self._news, *(Notice(*told) for told in document["notices"])][-MOST:]
        if document["imported"] or document["skipped"]:
            self._pause = SETTLES  # there is more of it than one look takes
        if document["more"]:
            self._look_in(self._pause)
            self._pause = min(self._pause * 2, AGAIN)
        return bool(document["notices"])

    def close(self) -> None:
        """Let go of the child and the folder."""
        self._child.close()
        self.watch.close()

    def _stirred(self) -> None:
        """Something new is in the folder."""
        self._pause = SETTLES
        self._look_in(SETTLES)

    def _look_in(self, pause: timedelta) -> None:
        if not self._awaited:
            self._awaited = True
            self._later(self._now() + pause, self._due)

    def _due(self) -> None:
        self._awaited = False
        self._begin()

    def _begin(self) -> None:
        if self._child.runs:
            self._look_in(SETTLES)
            return
        if self.watch.folder is None:
            return
        self._began = time.monotonic()
        try:
            self._child.begin([*self._paths.options, "import", "--inbox", "--json"])
        except OSError as error:
            log.warning("the inbox could not be looked at: %s", error)

    def _end_late(self) -> None:
        if self._child.runs and time.monotonic() - self._began > DEADLINE:
            log.warning("the inbox could not be looked at: it took too long")
            self._child.kill()


class Watch:
    """What is new in the folder, as far as the kernel tells."""

    def __init__(self, stirred: Callable[[], None]) -> None:
        self.folder: str | None = None
        self._stirred = stirred
        self._watcher: files.Watcher | None = None

    def follow(self, folder: str | None) -> bool:
        """Watch this folder from now on; whether it is another than before."""
        if folder == self.folder:
            return False
        self.close()
        self.folder = folder
        if folder is not None and files.supported():
            try:
                self._watcher = files.Watcher(finished=True)
                self._watcher.watch(folder)
            except OSError as error:
                log.warning("the inbox is only looked at now and then: %s", error.strerror)
        return True

    def fileno(self) -> int | None:
        """What the kernel tells; None where nothing is watched."""
        return None if self._watcher is None else self._watcher.fileno()

    def read(self) -> bool:
        """Hear it; no turn is called for: what is new is looked at first."""
        if self._watcher is not None and self._watcher.read():
            self._stirred()
        return False

    def close(self) -> None:
        """Watch nothing."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
