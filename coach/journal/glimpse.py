"""The journal as it stands, for who only wants to read it while it cannot be opened.

SQLite writes beside a journal even to read it, which a full or read-only disk does not let it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import Never

from coach.core.model import Fact
from coach.journal.building import copied
from coach.journal.port import JournalError
from coach.journal.sqlite import SqliteJournal

IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there, for this person alone


class Glimpse(SqliteJournal):
    """A copy that is thrown away; nothing can be kept in it."""

    def __init__(self, path: str, why: JournalError) -> None:
        """Copy the journal to where there is room.

        Args:
            path: The database file.
            why: It cannot be opened.

        Raises:
            JournalError: it can be read nowhere.
        """
        self._why = why
        for self._place in _places():
            try:
                copy = copied(path, self._place)
                super().__init__(copy)
            except (OSError, JournalError):
                shutil.rmtree(self._place, ignore_errors=True)
            else:
                return
        raise why

    def keep(self, facts: Sequence[Fact]) -> Never:  # noqa: ARG002 - it cannot
        """Keep nothing: the journal itself cannot be written.

        Raises:
            JournalError: always.
        """
        raise self._why

    def close(self) -> None:
        """Throw the copy away."""
        super().close()
        shutil.rmtree(self._place, ignore_errors=True)


def _places() -> Iterator[str]:
    """New folders where there may be room, memory first."""
    for folder in (os.environ.get("XDG_RUNTIME_DIR"), IN_MEMORY, tempfile.gettempdir()):
        if folder and os.path.isdir(folder):
            try:
                yield tempfile.mkdtemp(prefix="coach-", dir=folder)
            except OSError:
                continue
