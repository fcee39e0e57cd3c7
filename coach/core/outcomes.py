"""What came of a habit in each night: derived from facts alone, in one pass over them.

No night is planned anew for it: what was asked is what was shown, whatever the config says today.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Literal

from coach.core.history import Facts
from coach.core.model import Answer, Delivery, Fact, Pause, ReminderId, Resume, Timetable
from coach.core.nights import DAY
from coach.core.planning import ASK
from coach.named import NamedTuple

Word = Literal[
    "done",
    "missed",  # asked and seen, and the night ended without an answer
    "skipped",
    "paused",
    "unknown",  # never asked, never seen, or tonight and still open
]


class Outcome(NamedTuple):
    """What came of a habit in one night.

    A habit that is asked several times a night is done as a share: `done` of `of` times. What was
    skipped, paused or never seen is in neither. A night that is scored has `of` above 0: it is
    "done" or "missed", and only such a night changes a strength or a rate.
    """

    night: date
    word: Word
    done: int = 0
    of: int = 0
    reason: str = ""
    """Why it was skipped, in the person's words."""
    told: datetime | None = None
    """When Done was recorded, the first time of the night: with the local offset of then."""
    unprompted: bool = False
    """Whether Done came, each time, before anything of it had been shown that night."""

    @property
    def kept(self) -> bool:
        """Whether at least half of what was asked was done: what counts in rates and weeks."""
        return self.of > 0 and 2 * self.done >= self.of


Outcomes = tuple[Outcome, ...]
"""Of one habit, oldest night first, each night at most once."""


class _Verdict(NamedTuple):
    """The last Done or Skip for one reminder."""

    at: datetime
    answer: Answer
    unprompted: bool


def outcomes(facts: Facts, tonight: date) -> dict[str, Outcomes]:
    """What came of each habit in the nights until tonight of which anything is known.

    A night that is not among them is unknown, or paused: see `each_night`.

    Args:
        facts: Effective facts.
        tonight: The night that contains now: those before it are over.

    Returns:
        Outcomes by the habit's key, follow-ups and habits of earlier configs among them.
    """
    told = _Told()
    for fact in facts:
        told.add(fact)
    of_habits: dict[str, list[Outcome]] = {}
    for (spelled, habit), names in sorted(told.by_night().items()):
        night = date.fromisoformat(spelled)
        if night <= tonight:
            outcome = told.outcome(night, names, over=night < tonight)
            of_habits.setdefault(habit, []).append(outcome)
    return {habit: tuple(found) for habit, found in of_habits.items()}


def each_night(found: Outcomes, silent: frozenset[date], first: date, last: date) -> Outcomes:
    """Every night of a period: with what is known, paused, or unknown."""
    known = {outcome.night: outcome for outcome in found}
    nights = (first + DAY * n for n in range((last - first).days + 1))
    return tuple(
        known.get(night) or Outcome(night, "paused" if night in silent else "unknown")
        for night in nights
    )


def silent_nights(facts: Facts, tonight: date) -> frozenset[date]:
    """The nights until tonight that were paused when they began, or became so."""
    words = [
        (fact.night, place, fact.event)
        for place, fact in enumerate(facts)
        if isinstance(fact.event, Pause | Resume)
    ]
    silent = {night for night, _, event in words if isinstance(event, Pause) and night <= tonight}
    newest = -1
    words.sort(key=itemgetter(0, 1))
    following = [night for night, _, _ in words[1:]] + [tonight]
    holding: Pause | Resume | None = None
    for (night, place, event), until in zip(words, following, strict=False):
        if place > newest:  # the last word that was recorded holds, whichever night it named
            newest, holding = place, event
        if isinstance(holding, Pause):
            silent.update(_between(night, min(until, tonight), holding.until))
    return frozenset(silent)


def _between(after: date, last: date, until: date | None) -> Iterator[date]:
    """The nights after one, to the last; a pause with an end ends before it."""
    night = after + DAY
    while night <= last and (until is None or night < until):
        yield night
        night += DAY


class _Told:
    """What the facts say of reminders, in the order in which they were recorded."""

    def __init__(self) -> None:
        self._verdicts: dict[ReminderId, _Verdict] = {}
        self._seen: dict[str, set[ReminderId]] = {}
        """Shown where the person could see it, by the night as it is spelled in their names."""
        self._shown: set[ReminderId] = set()
        """Shown, whether or not anybody could see it."""
        self._times: Mapping[str, tuple[str, ...]] = {}
        self._silence: tuple[date, Pause] | None = None

    def add(self, fact: Fact) -> None:
        """One more fact."""
        event = fact.event
        if isinstance(event, Delivery):
            if event.stage == "shown":
                self._show(event)
        elif isinstance(event, Answer):
            if event.verb != "snooze":
                unprompted = event.reminder not in self._shown
                self._verdicts[event.reminder] = _Verdict(fact.at, event, unprompted)
        elif isinstance(event, Pause):  # it excuses the whole evening on which it is said
            self._silence = fact.night, event
            self._seen.pop(fact.night.isoformat(), None)
        elif isinstance(event, Resume):
            self._silence = None
        elif isinstance(event, Timetable):
            self._move(fact.night, event.times)

    def by_night(self) -> dict[tuple[str, str], list[ReminderId]]:
        """The reminders of which something is known, by night and habit as they are spelled.

        Questions are no habits.
        """
        found: dict[tuple[str, str], list[ReminderId]] = {}
        for name in {*self._verdicts}.union(*self._seen.values()):
            night, habit, _ = name.split("/", 2)
            if habit.startswith(ASK):
                continue
            found.setdefault((night, habit), []).append(name)
        return found

    def outcome(self, night: date, names: list[ReminderId], *, over: bool) -> Outcome:
        """Done if any time was, else missed, else skipped."""
        answered = [self._verdicts[name] for name in names if name in self._verdicts]
        done = [verdict for verdict in answered if verdict.answer.verb == "done"]
        missed = len(names) - len(answered)  # a name without an answer is here as it was seen
        if done:
            first = min(verdict.at for verdict in done)
            unprompted = all(verdict.unprompted for verdict in done)
            of = len(done) + (missed if over else 0)
            return Outcome(night, "done", len(done), of, told=first, unprompted=unprompted)
        if missed:
            return Outcome(night, "missed", 0, missed) if over else Outcome(night, "unknown")
        reason = next(verdict.answer.reason for verdict in answered)
        return Outcome(night, "skipped", reason=reason)

    def _show(self, shown: Delivery) -> None:
        """What is shown although silence holds, by another machine, is held against nobody."""
        self._shown.update(shown.reminders)
        if shown.confirmed:
            for name in shown.reminders:
                night = name.partition("/")[0]
                if self._silence is None or not _covers(*self._silence, night):
                    self._seen.setdefault(night, set()).add(name)

    def _move(self, night: date, times: Mapping[str, tuple[str, ...]]) -> None:
        """What rang that night for a time which is then moved does not count for the new one."""
        weekday, before = night.weekday(), self._times
        self._times = times
        seen = self._seen.get(night.isoformat())
        for name in tuple(seen or ()):
            slot = name.partition("/")[2]
            walls = [table[slot][weekday] for table in (before, times) if slot in table]
            if seen and len(set(walls)) > 1:
                seen.discard(name)


def _covers(since: date, pause: Pause, night: str) -> bool:
    """Whether a pause that was said in a night covers another, as that is spelled."""
    until = pause.until
    return since.isoformat() <= night and (until is None or night < until.isoformat())
