"""Reading the facts: what still holds, what is paused, since when a time is written."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import get_args

from coach.core.model import (
    Answer,
    ClockSet,
    Cold,
    Delivery,
    Fact,
    Held,
    Morning,
    Pause,
    Reminder,
    ReminderId,
    Resume,
    Timetable,
    Undo,
)
from coach.core.questions.settling import SETTLING
from coach.named import NamedTuple

Facts = tuple[Fact, ...]
"""In the order in which they were recorded."""

FAR = timedelta(hours=3)
"""A clock that is set by more than this had been wrong; by less, nothing is rung again for it."""
BEARING = timedelta(days=2)
"""A step of the clock bears on the nights until so long after what it had shown before; the rest
is for zones, and for FAR."""

SAID = Answer | Morning
"""What a person says of one night, by a button or a command."""
TOLD = SAID | Cold
"""The same, and what a thermometer says of one evening."""
DATED = TOLD | Delivery | Held
"""What the clock of the moment puts into a night: a clock that is ahead, into one to come."""


def of_kinds(facts: Iterable[Fact], kinds: frozenset[type]) -> Facts:
    """The facts whose event is of some classes.

    Evenings hold many facts and each turn asks this of all: a set answers five times as fast as
    `isinstance` with a union of classes.
    """
    return tuple([fact for fact in facts if type(fact.event) in kinds])


def kinds(union: object) -> frozenset[type]:
    """The classes of a union of events."""
    return frozenset(get_args(union))


_DATED = kinds(DATED)
_UNDOINGS = frozenset((Undo,))
_COMMON = kinds(Pause | Resume | Timetable | SETTLING)


def effective(facts: Iterable[Fact]) -> Facts:
    """The facts that still hold: without the undone ones and without the undoings.

    An undo can itself be undone; so the newest word is read first. What was recorded while the
    clock was far ahead does not hold either: else the evenings of that future would be written
    off when they come.
    """
    right = by_the_right_clock(tuple(facts))
    if not of_kinds(right, _UNDOINGS):
        return right
    taken_back: set[str] = set()
    kept: list[Fact] = []
    for fact in reversed(right):
        if fact.id in taken_back:
            continue
        if isinstance(fact.event, Undo):
            taken_back.add(fact.event.target)
        else:
            kept.append(fact)
    return tuple(reversed(kept))


def by_the_right_clock(facts: Facts) -> Facts:
    """The facts without those from a clock that was ahead and then set back by hours."""
    steps = {n: fact.event for n, fact in enumerate(facts) if isinstance(fact.event, ClockSet)}
    wrong = wrong_until(steps)
    if not wrong:
        return facts
    ahead = _Ahead()
    kept: list[Fact] = []
    for place in range(len(facts) - 1, -1, -1):
        fact = facts[place]
        if place in wrong:
            ahead.add(steps[place], fact.night)
        if not ahead.dated(fact):
            kept.append(fact)
    return tuple(reversed(kept))


def wrong_until(steps: Mapping[int, ClockSet]) -> set[int]:
    """The steps back before which the clock had been ahead.

    It had not been, where later steps forward make up for one: then it was that step that was
    wrong. They make up for the last ones first, as nested brackets close. A step forward that
    starts well before what the last step had set is another matter: a battery died meanwhile, and
    the network only restores what was right already.

    Args:
        steps: In the order in which they were recorded, by their places.
    """
    back: list[tuple[int, timedelta]] = []
    """Those that nothing has made up for, with how much of each is left."""
    before: ClockSet | None = None
    for place, step in steps.items():
        if step.now < step.was:
            back.append((place, step.was - step.now))
        elif before is None or step.was >= before.now - FAR:
            _make_up(back, step.now - step.was)
        before = step
    return {place for place, _ in back}


def _make_up(back: list[tuple[int, timedelta]], forward: timedelta) -> None:
    """Take a step forward from the last steps back; what is left of it in the end is no matter."""
    while back:
        place, left = back.pop()
        if forward < left - FAR:
            back.append((place, left - forward))
            return
        forward -= left
        if forward <= FAR:
            return


class _Ahead:
    """The spans of time that clocks showed which were ahead, none of them within another."""

    def __init__(self) -> None:
        self._since: list[datetime] = []
        self._until: list[datetime] = []
        self._nights: list[date] = []

    def add(self, step: ClockSet, night: date) -> None:
        """A clock that was ahead was set right, in a night."""
        since, until = step.now, step.was + FAR
        if bisect_left(self._until, until) < bisect_right(self._since, since):
            return  # within another
        # Those that begin no earlier and end no later are within this one.
        first, last = bisect_left(self._since, since), bisect_right(self._until, until)
        self._since[first:last] = [since]
        self._until[first:last] = [until]
        self._nights[first:last] = [night]

    def dated(self, fact: Fact) -> bool:
        """Whether such a clock dated what rang; an answer only if its night had not come."""
        if type(fact.event) not in _DATED or not self._since or fact.at <= self._since[0]:
            return False
        first = bisect_left(self._until, fact.at)
        if first == len(self._since) or self._since[first] >= fact.at:
            return False
        return not isinstance(fact.event, TOLD) or fact.night > self._nights[first]


def sorted_out(facts: Facts) -> tuple[Facts, dict[ReminderId, Facts]]:
    """What may concern every reminder or question, and what concerns single ones, by their names.

    A night's reminders are many and so are its facts: each is looked at once, not once for
    each reminder.
    """
    common: list[Fact] = []
    own: dict[ReminderId, Facts] = {}
    for fact in facts:
        if type(fact.event) in _COMMON:
            common.append(fact)
            continue
        match fact.event:
            case Delivery(_, names) | Held(names):
                for name in names:
                    own[name] = (*own.get(name, ()), fact)
            case Answer(_, name):
                own[name] = (*own.get(name, ()), fact)
    return tuple(common), own


def paused(facts: Facts, night: date, by: datetime | None = None) -> bool:
    """Whether silence holds for a night: the last word of pause and resume.

    Args:
        facts: Effective facts.
        night: The night asked about.
        by: Only what was recorded up to this instant counts; None for all of it.
    """
    words = [
        fact.event
        for fact in facts
        if isinstance(fact.event, Pause | Resume)
        and fact.night <= night
        and (by is None or fact.at <= by)
    ]
    if not words or not isinstance(words[-1], Pause):
        return False
    until = words[-1].until
    return until is None or night < until


class Asked(NamedTuple):
    """What the timetables tell of a reminder's present wall time."""

    since: datetime | None
    """Since when the config asks for it. None where no timetable tells, and where the one that
    does claims to be from the future: a clock that was wrong must not silence anything."""
    moved: datetime | None
    """The same, if it is known to have had another time: what rang before was for that one. Of
    a timetable that repeats an earlier one, which may not be among the facts, it is not known."""


def asked(facts: Facts, reminder: Reminder, now: datetime) -> Asked:
    """Since when the config asks for a reminder at its present wall time."""
    tables = [fact.event for fact in reversed(facts) if isinstance(fact.event, Timetable)]
    same = _same_time(tables, reminder)
    since = same[-1].written if same and same[-1].written <= now else None
    return Asked(since, since if len(same) < len(tables) else None)


def _same_time(newest_first: list[Timetable], reminder: Reminder) -> list[Timetable]:
    """The newest timetables in a row that ask for a reminder at one wall time."""
    slot, weekday = f"{reminder.habit.key}/{reminder.slot}", reminder.night.weekday()
    if not newest_first or slot not in newest_first[0].times:
        return []
    wall = newest_first[0].times[slot][weekday]
    same = takewhile(lambda t: slot in t.times and t.times[slot][weekday] == wall, newest_first)
    return list(same)
