"""SQLite: record a fact, read it back. The meeting place of all faces."""

from coach.journal.port import Journal, JournalError, fresh
from coach.journal.sqlite import SqliteJournal

__all__ = ["Journal", "JournalError", "SqliteJournal", "fresh"]
