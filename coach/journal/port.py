"""What every user of a journal needs: new facts, and what may go wrong."""

import os
from datetime import date, datetime

from coach.core.model import Event, Fact


class JournalError(Exception):
    """The journal could not be read or written; the text says why and what helps."""


class Damaged(JournalError):
    """What is in the file is not, or not all, what was kept: `coach.journal.recovering`."""


def fresh(at: datetime, *entries: tuple[date, Event]) -> tuple[Fact, ...]:
    """New facts, with ids that no other journal has.

    Args:
        at: The aware local instant of recording.
        entries: Nights and events.
    """
    return tuple(Fact(os.urandom(8).hex(), at, night, event) for night, event in entries)
