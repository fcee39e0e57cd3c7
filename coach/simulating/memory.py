"""A journal in memory, for simulations and tests: it passes the contract of the one in SQLite."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from coach.core.following import REMEMBERED
from coach.core.history import BEARING
from coach.core.model import (
    Activity,
    ClockSet,
    Confirmed,
    Delivery,
    Eased,
    Event,
    Expected,
    Fact,
    Held,
    Pause,
    Proposed,
    Remark,
    Resume,
    Timetable,
    Undo,
    Unexpected,
)
from coach.core.nights import DAY
from coach.journal import JournalError

_BY_THE_PROGRAM = (
    Delivery | Timetable | Held | ClockSet | Eased | Proposed | Remark | Expected | Unexpected
)


class _Index:
    """Where which facts stand in the list, so that an evening is found without reading years."""

    def __init__(self) -> None:
        self.read = 0
        """How many facts it knows."""
        self.ids: set[str] = set()
        self.of_night: defaultdict[date, list[int]] = defaultdict(list)
        self.activities: list[int] = []
        self.expected: list[int] = []
        self.silences: list[int] = []
        self.clock: list[int] = []
        self.timetables: list[int] = []
        self.eased: list[int] = []
        self.undoings: defaultdict[str, list[int]] = defaultdict(list)

    def note(self, fact: Fact) -> None:
        """Take up the next fact of the list."""
        place, self.read = self.read, self.read + 1
        self.ids.add(fact.id)
        self.of_night[fact.night].append(place)
        match fact.event:
            case Activity():
                self.activities.append(place)
            case Expected() | Unexpected() | Confirmed():
                self.expected.append(place)
            case Pause() | Resume():
                self.silences.append(place)
            case ClockSet():
                self.clock.append(place)
            case Timetable():
                self.timetables.append(place)
            case Eased():
                self.eased.append(place)
            case Undo(target):
                self.undoings[target].append(place)


class MemoryJournal:
    """A list of facts. Set `full` to have it refuse new ones, `unreadable` to have it tell none."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.facts: list[Fact] = list(facts)
        self.full = ""
        self.unreadable = ""
        self._seen = len(self.facts)
        self._known = _Index()

    def keep(self, facts: Sequence[Fact]) -> None:
        """Keep facts."""
        if self.full:
            raise JournalError(self.full)
        known = self._index().ids
        fresh = [fact for fact in facts if fact.id not in known]
        self.facts += fresh
        self._seen += len(fresh)

    def another_process_keeps(self, *facts: Fact) -> None:
        """What a command does beside the daemon."""
        self.facts += facts

    def around(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights and what stands."""
        self._check()
        index = self._index()
        places = set(self._clock(index, first))
        places.update(*(index.of_night.get(night, ()) for night in _days(first, last, index)))
        places.update(self._silence(index, first), self._timetables(index, first))
        places.update(self._eased(index, first))
        for place in self._lasting(index, first, last):
            places.add(place)
            places.update(index.undoings.get(self.facts[place].id, ()))
        return tuple(map(self.facts.__getitem__, sorted(places)))

    def between(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights."""
        self._check()
        return tuple(fact for fact in self.facts if first <= fact.night <= last)

    def counting(self, first: date, last: date) -> tuple[Fact, ...]:
        """The facts of some nights that count in numbers, and what may take them back."""
        self._check()
        return tuple(
            fact
            for fact in self.facts
            if isinstance(fact.event, Undo | ClockSet)
            or (first <= fact.night <= last and _counts(fact.event))
        )

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

    def close(self) -> None:
        """There is nothing to let go of."""

    def _check(self) -> None:
        if self.unreadable:
            raise JournalError(self.unreadable)

    def _index(self) -> _Index:
        """The index, brought up to date; anew where a test took facts away."""
        if len(self.facts) < self._known.read:
            self._known = _Index()
        for place in range(self._known.read, len(self.facts)):
            self._known.note(self.facts[place])
        return self._known

    def _lasting(self, index: _Index, first: date, last: date) -> Iterable[int]:
        """The activities of six weeks, and what was expected since then and is still to come."""
        since = first - min(REMEMBERED, first - date.min)
        for place in index.activities:
            if since <= self.facts[place].night <= last:
                yield place
        for place in index.expected:
            if since <= self.facts[place].night:
                yield place

    def _silence(self, index: _Index, first: date) -> list[int]:
        """The last word of pause and resume from before, as far as it was not taken back."""
        for place in reversed(index.silences):
            fact = self.facts[place]
            if fact.night < first and fact.id not in index.undoings:
                return [place]
        return []

    def _clock(self, index: _Index, first: date) -> list[int]:
        """The first time that the clock was set and that bears on some night, and every later."""
        since = first - min(BEARING, first - date.min)
        for number, place in enumerate(index.clock):
            night, step = self.facts[place].night, self.facts[place].event
            if night >= since or (isinstance(step, ClockSet) and step.was.date() >= since):
                return index.clock[number:]
        return []

    def _timetables(self, index: _Index, first: date) -> list[int]:
        """The timetable in force before some night, and every later one."""
        nights = [self.facts[place].night for place in index.timetables]
        since = max((night for night in nights if night < first), default=first)
        pairs = zip(index.timetables, nights, strict=True)
        return [place for place, night in pairs if night >= since]

    def _eased(self, index: _Index, first: date) -> Iterable[int]:
        """The last word from before on how often each habit is asked, if not taken back."""
        last: dict[str, int] = {}
        for place in index.eased:
            fact = self.facts[place]
            holds = fact.night < first and fact.id not in index.undoings
            if holds and isinstance(fact.event, Eased):
                last[fact.event.habit] = place
        return last.values()


def _counts(event: Event) -> bool:
    if isinstance(event, Delivery):
        return event.stage == "shown"
    return not isinstance(event, Held)


def _days(first: date, last: date, index: _Index) -> Iterable[date]:
    """The nights of a range; where it is long, those of which something is known."""
    count = (last - first).days + 1
    if count > len(index.of_night):
        return [night for night in index.of_night if first <= night <= last]
    return (first + DAY * n for n in range(count))
