"""Has the change made to which a button said yes: by a child, which may load what it needs."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable

from coach.core.model import Config
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
        self._child: subprocess.Popen[bytes] | None = None
        self._said = b""
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
        if agreed and agreed not in self._begun and self._child is None:
            self._begun.add(agreed)
            self._begin()

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        if self._child is None or self._child.stdout is None:
            return None
        return self._child.stdout.fileno()

    def read(self) -> bool:
        """Hear the child; a turn is called for when it came to its end."""
        number = self.fileno()
        if number is None:
            return False
        heard = os.read(number, 1 << 16)
        self._said += heard
        if heard or self._child is None:
            return False
        self.close()
        code = self._child.wait()
        said = self._said.decode("utf-8", "replace").strip()
        self._child, self._said = None, b""
        if code in _TOLD:
            log.info("a suggestion was carried out, or could not be: %s", said)
            self._news = said
        else:
            log.warning("a suggestion was not carried out (%s): %s", code, said)
        return bool(self._news)

    def close(self) -> None:
        """Let go of the child: it leaves nothing unfinished behind, and may end by itself."""
        if self._child is not None and self._child.stdout is not None:
            self._child.stdout.close()

    def _begin(self) -> None:
        places = ["--config", self._paths.config, "--data", self._paths.folder]
        command = [sys.executable, "-P", "-m", "coach", *places, "review", "--yes"]
        try:
            self._child = subprocess.Popen(  # noqa: S603 - ourselves
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            log.warning("a suggestion could not be carried out: %s", error)
