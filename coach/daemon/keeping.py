"""Has a verified copy of the journal made every day, and says when the journal was repaired."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coach.daemon.child import Child, Ended
from coach.journal.records import recorded
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
        self._child = Child()

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
        if not self._child.runs and not waits:
            self._next = now + AGAIN
            if self._is_due(now):
                self._begin()

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        return self._child.fileno()

    def read(self) -> bool:
        """Hear the child; a turn is called for when it repaired the journal."""
        ended = self._child.read()
        return ended is not None and self._take_in(ended)

    def close(self) -> None:
        """Let go of the child."""
        self._child.close()

    def _is_due(self, now: datetime) -> bool:
        copies = recorded(self._folder)
        return not any(abs(now - copy.at) < DAILY for copy in copies)

    def _begin(self) -> None:
        try:
            self._child.begin(["--data", self._folder, "backup"])
        except OSError as error:
            log.warning("no copy of the journal could be made: %s", error)

    def _take_in(self, ended: Ended) -> bool:
        """What the child has done; returns whether there is something to say."""
        if ended.code == 0:
            log.info("the journal was copied and verified: %s", ended.last)
            self._news += ended.before[:-1]  # then it says how many entries, and last where
        elif ended.code != _NOTHING_TO_DO:
            said = " ".join(ended.said.split())
            log.warning("no copy of the journal could be made: %s", said)
        return bool(self._news)
