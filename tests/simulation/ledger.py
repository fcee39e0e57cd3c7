"""What really happened to each reminder, kept apart from the program's own reading of its facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from coach.core.model import (
    Activity,
    Answer,
    Cold,
    Confirmed,
    Cramp,
    Decided,
    Delivery,
    Eased,
    Expected,
    Fact,
    Morning,
    Pause,
    Proposed,
    Remark,
    Resume,
    Undo,
    Unexpected,
)
from tests.simulation import easing
from tests.simulation.expected import Made, Trip, logged, standing
from tests.simulation.questions import Word, is_question

FAR = timedelta(hours=3)
TO_COME = timedelta(days=2)
TAKEN_DOWN = ("answered", "no longer open")


OF_COACH = Eased | Proposed | Decided | Remark | Undo
Kind = TypeVar("Kind", Eased, Proposed, Decided, Remark)


class Entry:
    """A ring, a loss or an answer, by the machine's clock."""

    __slots__ = ("ahead", "at", "back", "fact", "handle", "late", "night", "void", "what", "word")

    def __init__(self, what: str, at: datetime, night: date, **about: object) -> None:
        self.what = what
        """ring, lost, down, done, skip, snooze; of a question also what was told."""
        self.at = at
        self.night = night
        self.void = False
        """Never durable."""
        self.ahead = 0
        """How many settings of the clock say that it was made by one that was ahead."""
        self.fact = about.get("fact", "")
        self.back = about.get("back")
        self.handle = about.get("handle", "")
        self.word = about.get("word")
        self.late = about.get("late", False)
        """The server put it up after its deadline."""


class State(NamedTuple):
    """Where a reminder stands, from what happened."""

    rings: int = 0
    repeats: int = 0
    last: datetime | None = None
    owed: bool = False
    snoozed: bool = False
    back: datetime | None = None
    settled: bool = False


class _Step(NamedTuple):
    """The clock was set back by hours."""

    voided: tuple[Entry, ...]
    left: timedelta
    """How much of it no step forward has made up for."""


class Ledger:
    """Entries by reminder, in the order in which they happened."""

    def __init__(self) -> None:
        self.entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self.version = 0
        """Another one whenever something else may follow."""
        self._known: set[str] = set()
        self._coach: list[tuple[Fact, Entry]] = []
        """What the coach noted, and what was decided on it."""
        self._outings: list[tuple[Fact, Entry]] = []
        """What calendars tell, what is said of it, and what was logged."""
        self._readings: list[tuple[Entry, float | None]] = []
        """What the thermometer told."""
        self._expected: tuple[list[Trip], list[Made]] | None = None
        """What follows from those, until anything happens."""
        self._noted: dict[type, Any] = {}
        """The same by kind, and for each evening, until anything of it changes."""
        self._eased: dict[date, tuple[easing.Eased, ...]] = {}
        self._by_fact: dict[str, list[Entry]] = {}
        self._told: defaultdict[date, list[Entry]] = defaultdict(list)
        self._silences: list[tuple[str, date, Pause | Resume]] = []
        self._undone: set[str] = set()
        self._steps: list[_Step] = []
        self._set_to: datetime | None = None
        """What the clock was last set to."""
        self._states: dict[tuple[str, datetime | None], State] = {}
        """What follows, until anything happens."""
        self._last_set: Callable[[], None] = lambda: None

    # --- what happens --------------------------------------------------------------------

    def read(self, facts: Iterable[Fact]) -> list[Fact]:
        """Take up facts that are not known yet; returns those."""
        new = [fact for fact in facts if fact.id not in self._known]
        if new:
            self._changed(coach=any(isinstance(fact.event, OF_COACH) for fact in new))
        for fact in new:
            self._known.add(fact.id)
            self._take_up(fact)
        return new

    def _take_up(self, fact: Fact) -> None:
        match fact.event:
            case Answer(verb, reminder):
                entry = Entry(verb, fact.at, fact.night, fact=fact.id, back=fact.event.back)
                self.entries[reminder].append(entry)
                self._by_fact[fact.id] = [entry]
            case Cold(degrees, "thermometer"):
                entry = Entry("reading", fact.at, fact.night, fact=fact.id)
                self.entries[f"{fact.night.isoformat()}/cold"].append(entry)
                self._readings.append((entry, degrees))
                self._by_fact[fact.id] = [entry]
            case Morning() | Cramp():
                self._tell(fact, fact.event)
            case Delivery("withdrawn", names) if fact.event.reason in TAKEN_DOWN:
                self._down(fact, names)
            case Expected() | Unexpected() | Confirmed() | Activity():
                entry = Entry("outing", fact.at, fact.night, fact=fact.id)
                self._outings.append((fact, entry))
                self._by_fact[fact.id] = [entry]
            case Eased() | Proposed() | Decided() | Remark():
                entry = Entry("noted", fact.at, fact.night, fact=fact.id)
                self._coach.append((fact, entry))
                self._by_fact[fact.id] = [entry]
            case Pause() | Resume():
                self._silences.append((fact.id, fact.night, fact.event))
            case Undo(target):
                self._undone.add(target)

    def _tell(self, fact: Fact, event: Morning | Cramp) -> None:
        """A word on a night; one that a clock that was ahead dated holds only if it is a cramp."""
        if isinstance(event, Morning):
            word = Word(event.said, fact.at, event.via, event.pain, None)
        else:
            word = Word("cramp", fact.at, "command", event.pain, event.when)
        entry = Entry(word.what, fact.at, fact.night, fact=fact.id, word=word)
        self._told[fact.night].append(entry)
        self._by_fact[fact.id] = [entry]
        if isinstance(event, Morning):
            self.entries[f"{fact.night.isoformat()}/told"].append(entry)

    def _down(self, fact: Fact, names: Iterable[str]) -> None:
        """A question that goes because it is answered, or not open, comes back if it is open."""
        down = [name for name in names if is_question(name)]
        self._by_fact[fact.id] = [Entry("down", fact.at, fact.night) for _ in down]
        for name, entry in zip(down, self._by_fact[fact.id], strict=True):
            self.entries[name].append(entry)

    def _changed(self, *, coach: bool = True) -> None:
        self._states.clear()
        self._expected = None
        self.version += 1
        if coach:
            self._eased.clear()
            self._noted.clear()

    def of_coach(self, kind: type[Kind]) -> list[tuple[Fact, Kind]]:
        """What the coach noted, or was decided, and holds, in the order in which it was."""
        if kind not in self._noted:
            self._noted[kind] = [
                (fact, fact.event)
                for fact, entry in self._coach
                if isinstance(fact.event, kind) and not (entry.void or fact.id in self._undone)
            ]
        found: list[tuple[Fact, Kind]] = self._noted[kind]
        return found

    def first_ring(self, reminder: str) -> datetime | None:
        """When it came up first, as far as that holds."""
        rings = [e for e in self.entries.get(reminder, ()) if e.what == "ring"]
        return min((e.at for e in rings if not e.void and not e.ahead), default=None)

    def has_answer(self, reminder: str) -> bool:
        """Whether there is any: who sends one away for a while is at the desk."""
        return any(entry.what in ("done", "skip", "snooze") for entry in self.holding(reminder))

    def holding(self, reminder: str) -> Iterator[Entry]:
        """What happened to a reminder and holds."""
        for entry in self.entries.get(reminder, ()):
            if not (entry.void or entry.ahead or entry.fact in self._undone):
                yield entry

    def readings(self, first: date, last: date) -> list[tuple[date, float | None]]:
        """What the thermometer told on some evenings and holds; None: it told nothing."""
        return [
            (entry.night, degrees)
            for entry, degrees in self._readings
            if first <= entry.night <= last and not (entry.void or entry.ahead)
        ]

    def expected(self) -> list[Trip]:
        """What is expected, by all that was written of it and holds."""
        return self._follows()[0]

    def made(self) -> list[Made]:
        """What was logged and holds."""
        return self._follows()[1]

    def _follows(self) -> tuple[list[Trip], list[Made]]:
        if self._expected is None:
            holding = [
                fact
                for fact, entry in self._outings
                if not entry.void and fact.id not in self._undone
            ]
            self._expected = standing(holding), list(logged(holding))
        return self._expected

    def eased(self, night: date) -> tuple[easing.Eased, ...]:
        """The last word for a night on how often each habit is asked."""
        if night not in self._eased:
            last = {
                word.habit: easing.Eased(word.habit, fact.night, word.step, word.because)
                for fact, word in self.of_coach(Eased)
                if fact.night <= night
            }
            self._eased[night] = tuple(last.values())
        return self._eased[night]

    def words(self, night: date, without: Iterable[str] = ()) -> list[Word]:
        """What was told of a night and holds.

        Args:
            night: The night.
            without: Facts that do not count.
        """
        gone = self._undone.union(without)
        return [
            entry.word
            for entry in self._told.get(night, ())
            if isinstance(entry.word, Word)
            and not (entry.void or entry.ahead or entry.fact in gone)
        ]

    def unread(self, lost: Iterable[Fact]) -> None:
        """Facts that were only in the memory of a daemon that died."""
        for fact in lost:
            self._known.discard(fact.id)
            self.never_durable(self._by_fact.pop(fact.id, ()))

    def add(self, reminder: str, entry: Entry) -> None:
        """Something happened to a reminder."""
        self._states.clear()
        self.entries[reminder].append(entry)

    def never_durable(self, entries: Iterable[Entry]) -> None:
        """Nothing of them survived a kill."""
        self._changed()
        for entry in entries:
            entry.void = True

    def rests_on(self, fact: str, entries: list[Entry]) -> None:
        """Rings that are recorded by one fact."""
        self._by_fact[fact] = entries

    def set_back(self, was: datetime, now: datetime, night: date) -> None:
        """The clock was far ahead: what it dated later than now does not count."""
        voided = tuple(
            entry
            for entries in self.entries.values()
            for entry in entries
            if _ahead(entry, was, now, night)
        )
        self._follow([*self._steps, _Step(voided, was - now)], now)

    def set_forward(self, was: datetime, now: datetime) -> None:
        """The clock was far behind meanwhile: what came before holds again.

        Not where it began well before what it had last been set to: a battery died since then,
        and what was right before that is right again.
        """
        steps, forward = list(self._steps), now - was
        if self._set_to is not None and was < self._set_to - FAR:
            forward = timedelta(0)
        while steps and forward > timedelta(0):
            last = steps.pop()
            if forward < last.left - FAR:
                steps.append(last._replace(left=last.left - forward))
            forward -= last.left
            if forward <= FAR:
                break
        self._follow(steps, now)

    def _follow(self, steps: list[_Step], set_to: datetime) -> None:
        """From now on these steps back are those that hold."""
        before, set_before = self._steps, self._set_to

        def take_back() -> None:
            self._stand(before, set_before)

        self._last_set = take_back
        self._stand(steps, set_to)

    def _stand(self, steps: list[_Step], set_to: datetime | None) -> None:
        self._changed()
        for change, of in ((-1, self._steps), (1, steps)):
            for step in of:
                for entry in step.voided:
                    entry.ahead += change
        self._steps, self._set_to = steps, set_to

    def set_unseen(self) -> None:
        """The daemon was killed before it recorded that the clock was set."""
        self._last_set()
        self._last_set = lambda: None

    def to_come(self, now: datetime) -> list[datetime]:
        """When what names a night of days to come was dated: by a clock that was ahead."""
        night = now.date() + TO_COME
        named = [name for name in self.entries if name[:10] >= night.isoformat()]
        return [
            entry.at
            for name in named
            for entry in self.entries[name]
            if not entry.void and not entry.ahead
        ]

    # --- what follows --------------------------------------------------------------------

    def state(self, reminder: str, since: datetime | None) -> State:
        """Where a reminder stands; what rang before its time was moved does not count."""
        question = reminder, since
        if question not in self._states:
            self._states[question] = self._fold(reminder, since)
        return self._states[question]

    def _fold(self, reminder: str, since: datetime | None) -> State:
        state = State()
        for entry in self.entries.get(reminder, ()):
            if entry.void or entry.ahead or entry.fact in self._undone:
                continue
            # A clock that was behind dates what is taken down before its time was written.
            gone = entry.what == "down" and state.rings
            if entry.fact or since is None or entry.at >= since or gone:
                state = _after(state, entry)
        return state

    def was_settled(self, reminder: str, new: set[str]) -> bool:
        """Whether a reminder was settled before some new facts."""
        return any(
            entry.what in ("done", "skip") and entry.fact not in new | self._undone
            for entry in self.entries[reminder]
            if not entry.void and not entry.ahead
        )

    def paused(self, night: date) -> bool:
        """Whether the last word of pause and resume is silence for a night."""
        words = [
            word
            for fact, when, word in self._silences
            if when <= night and fact not in self._undone
        ]
        if not words or isinstance(words[-1], Resume):
            return False
        return words[-1].until is None or night < words[-1].until


def _ahead(entry: Entry, was: datetime, now: datetime, night: date) -> bool:
    between = now < entry.at <= was + FAR
    return between and (entry.night > night or not entry.fact)


def _after(state: State, entry: Entry) -> State:
    match entry.what:
        case "ring":
            again = state.rings > 0 and not state.owed and not state.snoozed
            return State(
                rings=state.rings + 1,
                repeats=state.repeats + again,
                last=entry.at,
                settled=state.settled,
            )
        case "lost" | "down":
            return state._replace(owed=True)
        case "snooze":
            back = entry.back if isinstance(entry.back, datetime) else None
            return state._replace(snoozed=True, back=back, owed=False)
        case _:
            return state._replace(settled=True, snoozed=False, back=None)
