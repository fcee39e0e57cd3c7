"""Has the change made to which a button said yes: by a child, which may load what it needs."""

import logging
from collections.abc import Callable

from coach.core.model import Config
from coach.daemon.child import Child, Ended
from coach.notify.port import Notice
from coach.paths import Paths
from coach.wording import suggesting
from coach.wording.translating import _

_TOLD = (0, 1)
"""Done, and could not be done: what the command says is for the person."""

log = logging.getLogger(__name__)


class Agreeing:
    """Looked at after each turn; the child's end is heard like a sense."""

    def __init__(self, paths: Paths, config: Callable[[], Config | None]) -> None:
        """Begin nothing yet.

        Args:
            paths: Where the config and the journal are.
            config: The one in force: the words may have to be neutral.
        """
        self._paths = paths
        self._config = config
        self._begun: set[str] = set()
        """The yeses that a child was begun for: once in this life of the daemon."""
        self._child = Child()
        self._news = ""

    def look(self, agreed: str, say: Callable[[Notice], None]) -> None:
        """Say what came of a change, and begin one that waits.

        Args:
            agreed: The id of the suggestion that was said yes to and not carried out; or empty.
            say: Puts a notice before the person.
        """
        news, self._news = self._news, ""
        if news:
            config = self._config()
            private = config is not None and config.desktop.private
            say(Notice(_(suggesting.CAME_OF_IT), _(suggesting.NEUTRAL) if private else news))
        if agreed and agreed not in self._begun and not self._child.runs:
            self._begun.add(agreed)
            self._begin()

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        return self._child.fileno()

    def read(self) -> bool:
        """Hear the child; a turn is called for when it came to its end."""
        ended = self._child.read()
        return ended is not None and self._take_in(ended)

    def close(self) -> None:
        """Let go of the child."""
        self._child.close()

    def _begin(self) -> None:
        try:
            self._child.begin([*self._paths.options, "review", "--yes"])
        except OSError as error:
            log.warning("a suggestion could not be carried out: %s", error)

    def _take_in(self, ended: Ended) -> bool:
        """What came of it; returns whether there is something to say."""
        said = ended.said.strip()
        if ended.code in _TOLD:
            log.info("a suggestion was carried out, or could not be: %s", said)
            self._news = said
        else:
            log.warning("a suggestion was not carried out (%s): %s", ended.code, said)
        return bool(self._news)
