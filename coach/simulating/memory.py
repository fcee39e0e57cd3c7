"""A journal in memory, for tests: it passes the same contract as the one in SQLite."""

from collections.abc import Sequence
from datetime import date

from coach.core.following import REMEMBERED
from coach.core.model import (
    Activity,
    ClockSet,
    Delivery,
    Fact,
    Held,
    Pause,
    Resume,
    Timetable,
    Undo,
)
from coach.journal import JournalError

_BY_THE_PROGRAM = Delivery | Timetable | Held | ClockSet


class MemoryJournal:
    """A list of facts. Set `broken` to make it refuse, as a full disk would."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.broken = ""
        self.unreadable = ""
        self._seen = 0

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts."""
        self._check()
        known = {fact.id for fact in self.facts}
        fresh = [fact for fact in facts if fact.id not in known]
        self.facts += fresh
        self._seen += len(fresh)

    def another_process_keeps(self, *facts: Fact) -> None:
        """What a command does beside the daemon."""
        self.facts += facts

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what stands."""
        self._check()
        if self.unreadable:
            raise JournalError(self.unreadable)
        before = [
            fact.night
            for fact in self.facts
            if isinstance(fact.event, Timetable) and fact.night < first
        ]
        undone = {fact.event.target for fact in self.facts if isinstance(fact.event, Undo)}
        silences = [
            fact.id
            for fact in self.facts
            if isinstance(fact.event, Pause | Resume)
            and fact.night < first
            and fact.id not in undone
        ]
        active = {
            fact.id
            for fact in self.facts
            if isinstance(fact.event, Activity) and first - REMEMBERED <= fact.night <= last
        }
        return tuple(
            fact
            for fact in self.facts
            if first <= fact.night <= last
            or fact.id in silences[-1:]
            or fact.id in active
            or isinstance(fact.event, ClockSet)
            or (isinstance(fact.event, Undo) and fact.event.target in active)
            or (isinstance(fact.event, Timetable) and fact.night >= max(before, default=first))
        )

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        self._check()
        return tuple(fact for fact in self.facts if first <= fact.night <= last)

    def find(self, prefix: str) -> tuple[Fact, ...]:
        """The facts whose id begins so."""
        self._check()
        return tuple(fact for fact in self.facts if fact.id.startswith(prefix))

    def latest(self, count: int) -> tuple[Fact, ...]:
        """The last facts that a person made."""
        self._check()
        made = [f for f in self.facts if not isinstance(f.event, _BY_THE_PROGRAM)]
        return tuple(made[-count:])

    def newest(self) -> Fact | None:
        """The fact that was recorded last."""
        self._check()
        return self.facts[-1] if self.facts else None

    def changed(self) -> bool:
        """Whether somebody else wrote."""
        self._check()
        changed = len(self.facts) != self._seen
        self._seen = len(self.facts)
        return changed

    def _check(self) -> None:
        if self.broken:
            raise JournalError(self.broken)
