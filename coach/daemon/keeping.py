"""Has a verified copy of the journal made every day, and says when the journal was repaired."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coach.journal.backups import recorded
from coach.notify.port import Notice
from coach.wording import keeping as words

if TYPE_CHECKING:
    from coach.journal.recovering import Repair

log = logging.getLogger(__name__)

DAILY = timedelta(hours=20)
"""The age from which a copy is due; shorter than a day, so that the hour does not wander."""

AGAIN = timedelta(hours=1)
"""How often it is looked whether a copy is due, and tried again when one could not be made."""

CALM = timedelta(minutes=1)
"""How long after the start no copy is made: a desktop that starts has enough to do."""

_NOTHING_TO_DO = 3


class Keeping:
    """Looked at after each turn: so it never wakes anything up, and no reminder waits for it.

    A copy of twenty years takes seconds. A child makes it; its end is heard like a sense.
    """

    def __init__(
        self, folder: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Look at nothing yet.

        Args:
            folder: Where the journal is.
            now: The aware present instant.
        """
        self._folder = folder
        self._now = now
        self._next = now() + CALM
        self._news: list[str] = []
        self._child: subprocess.Popen[bytes] | None = None
        self._said = b""

    def repaired(self, repair: "Repair") -> None:
        """Remember to say that the journal was repaired."""
        self._news.append(words.repaired(repair))

    def look(self, say: Callable[[Notice], None]) -> None:
        """Say what there is to say, and begin a copy if one is due."""
        news, self._news = self._news, []
        for text in news:
            log.warning("%s", text)
            say(words.repaired_notice(text))
        now = self._now()
        # A clock that was set back must not put the copies off until it has caught up.
        waits = timedelta() < self._next - now <= AGAIN
        if self._child is None and not waits:
            self._next = now + AGAIN
            if self._is_due(now):
                self._begin()

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        if self._child is None or self._child.stdout is None:
            return None
        return self._child.stdout.fileno()

    def read(self) -> bool:
        """Hear the child; a turn is called for when it repaired the journal."""
        number = self.fileno()
        if number is None:
            return False
        said = os.read(number, 1 << 16)
        self._said += said
        return not said and self._ended()

    def close(self) -> None:
        """Let go of the child: it leaves nothing unfinished behind, and may end by itself."""
        if self._child is not None and self._child.stdout is not None:
            self._child.stdout.close()

    def _is_due(self, now: datetime) -> bool:
        copies = recorded(self._folder)
        return not any(abs(now - copy.at) < DAILY for copy in copies)

    def _begin(self) -> None:
        command = [sys.executable, "-P", "-m", "coach", "--data", self._folder, "backup", "--json"]
        try:
            self._child = subprocess.Popen(  # noqa: S603 - ourselves
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            log.warning("no copy of the journal could be made: %s", error)

    def _ended(self) -> bool:
        """Take in what the child has done; returns whether there is something to say."""
        child, said = self._child, self._said.decode("utf-8", "replace")
        self.close()
        self._child, self._said = None, b""
        if child is None:
            return False
        code = child.wait()
        *before, last = said.splitlines() or [""]
        if code == 0:
            log.info("the journal was copied and verified: %s", _path(last))
            self._news += before
        elif code != _NOTHING_TO_DO:
            log.warning("no copy of the journal could be made: %s", " ".join(said.split()))
        return bool(self._news)


def _path(document: str) -> str:
    try:
        return str(json.loads(document)["path"])
    except (ValueError, KeyError, TypeError):
        return document
