"""Keeps facts, and holds those that the journal cannot take for the moment."""

import logging
from datetime import date, datetime

from coach.core.history import SAID, Facts
from coach.core.model import Confirmed, Decided, Event
from coach.daemon.spill import Spill
from coach.journal import Journal, JournalError, fresh

log = logging.getLogger(__name__)

PRESSED = SAID | Decided | Confirmed
"""What a button may mean."""
REMEMBERED = 1000
"""Facts; a few weeks of evenings."""


class Recorder:
    """The daemon's way to the journal: it never refuses a fact and never loses one.

    What could not be written is held, counts at once like any other fact, is kept in a small
    file against a kill, and is tried again at every turn. What was written in this life of the
    daemon counts also while the journal cannot be read: else a reminder would ring for ever.
    """

    def __init__(self, journal: Journal, spill: Spill) -> None:
        self._journal = journal
        self._spill = spill
        self._held: Facts = spill.read()
        self._spilled = bool(self._held)
        self._kept: Facts = ()
        """What this daemon has written, as far as it may still matter."""
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
            self._hold(str(error))
        else:
            self._kept = (self._kept + self._held)[-REMEMBERED:]
            self._held = ()
            if self._spilled:
                self._spill.clear()
            self._spilled = False
            self.trouble = ""

    def around(self, first: date, last: date) -> Facts:
        """The facts that bear on some nights; what is known of them where the journal fails."""
        try:
            self._read = self._journal.around(first, last)
        except JournalError as error:
            log.warning("going on with what was read before: %s", error)
            return _united(self._read, self._kept, self._held)
        return self._read + self._held

    @property
    def holds_an_answer(self) -> bool:
        """Whether what waits has a word of the person, and not only notes of the program's own."""
        return any(isinstance(fact.event, PRESSED) for fact in self._held)

    def newest(self) -> datetime | None:
        """When the last fact was recorded, as far as can be known."""
        if self._held:
            return self._held[-1].at
        try:
            newest = self._journal.newest()
        except JournalError:
            return None
        return newest.at if newest else None

    def _hold(self, why: str) -> None:
        if not self.trouble:
            log.warning("held, will be tried again: %s", why)
        self.trouble = why
        self._spilled = self._spill.write(self._held)
        if not self._spilled:
            log.warning("held in memory only: no folder takes a file")


def _united(*parts: Facts) -> Facts:
    """Facts from several sources in their order, each once."""
    return tuple({fact.id: fact for part in parts for fact in part}.values())
