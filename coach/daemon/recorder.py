"""Keeps facts, and holds those that the journal cannot take for the moment."""

import logging
from datetime import date, datetime

from coach.core.history import Facts
from coach.core.model import Event
from coach.journal import Journal, JournalError, fresh

log = logging.getLogger(__name__)


class Recorder:
    """The daemon's way to the journal: it never refuses a fact and never loses one.

    What could not be written is held, counts at once like any other fact, and is tried
    again at every turn.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._held: Facts = ()
        self._read: Facts = ()
        self.trouble = ""
        """Why facts are held; empty while none are."""

    def record(self, at: datetime, *entries: tuple[date, Event]) -> None:
        """Keep events now, or hold them."""
        self._held += fresh(at, *entries)
        self.retry()

    def retry(self) -> None:
        """Try to keep what is held."""
        if not self._held:
            return
        try:
            self._journal.keep(self._held)
        except JournalError as error:
            if not self.trouble:
                log.warning("held, will be tried again: %s", error)
            self.trouble = str(error)
        else:
            self._held = ()
            self.trouble = ""

    def around(self, first: date, last: date) -> Facts:
        """The facts that bear on some nights; the last ones read where the journal fails."""
        try:
            self._read = self._journal.around(first, last)
        except JournalError as error:
            log.warning("going on with what was read before: %s", error)
        return self._read + self._held
