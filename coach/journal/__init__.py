"""SQLite: record a fact, read it back. The meeting place of all faces."""

from typing import TYPE_CHECKING

from coach.journal.port import JournalError, fresh
from coach.journal.sqlite import SqliteJournal

if TYPE_CHECKING:
    from coach.journal.protocol import Journal

__all__ = ["Journal", "JournalError", "SqliteJournal", "fresh"]


def __getattr__(name: str) -> object:
    """The protocol, when it is asked for: making one costs a command 0.3 ms, and none needs it."""
    if name == "Journal":
        from coach.journal.protocol import Journal  # noqa: PLC0415 - see above

        return Journal
    raise AttributeError(name)
