"""Reading the facts: what still holds, what is paused, since when a time is written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from coach.core.model import (
    Answer,
    ClockSet,
    Delivery,
    Event,
    Fact,
    Held,
    Pause,
    Reminder,
    ReminderId,
    Resume,
    Timetable,
    Undo,
)

Facts = tuple[Fact, ...]
"""In the order in which they were recorded."""

FAR = timedelta(hours=3)
"""A clock that is set by more than this had been wrong; by less, nothing is rung again for it."""


def effective(facts: Iterable[Fact]) -> Facts:
    """The facts that still hold: without the undone ones and without the undoings.

    An undo can itself be undone; so the newest word is read first. What was recorded while the
    clock was far ahead does not hold either: else the evenings of that future would be written
    off when they come.
    """
    taken_back: set[str] = set()
    kept: list[Fact] = []
    for fact in reversed(_by_the_right_clock(tuple(facts))):
        if fact.id in taken_back:
            continue
        if isinstance(fact.event, Undo):
            taken_back.add(fact.event.target)
        else:
            kept.append(fact)
    return tuple(reversed(kept))


def _by_the_right_clock(facts: Facts) -> Facts:
    """The facts without those from a clock that was ahead and then set back by hours."""
    places = [place for place, fact in enumerate(facts) if isinstance(fact.event, ClockSet)]
    steps = [facts[place].event for place in places]
    void: set[str] = set()
    for number, (place, step) in enumerate(zip(places, steps, strict=True)):
        if isinstance(step, ClockSet) and step.now < step.was and _was_wrong(step, steps[number:]):
            at_step, before = facts[place], facts[:place]
            void |= {early.id for early in before if _from_the_future(early, at_step, step)}
    return tuple(fact for fact in facts if fact.id not in void) if void else facts


def _was_wrong(back: ClockSet, later: Iterable[Event]) -> bool:
    """Whether the clock was ahead before a step back; it was not if it later jumps there again."""
    return not any(
        isinstance(step, ClockSet) and step.was < step.now and step.now >= back.was - FAR
        for step in later
    )


def _from_the_future(early: Fact, at_step: Fact, step: ClockSet) -> bool:
    """What rang after the instant that it then became; an answer only if its night had not come."""
    match early.event:
        case Answer():
            return early.night > at_step.night
        case Delivery() | Held():
            return early.at > step.now
        case _:
            return False


def sorted_out(facts: Facts) -> tuple[Facts, dict[ReminderId, Facts]]:
    """What may concern every reminder, and what concerns single ones, by their names.

    A night's reminders are many and so are its facts: each is looked at once, not once for
    each reminder.
    """
    common: list[Fact] = []
    own: dict[ReminderId, Facts] = {}
    for fact in facts:
        match fact.event:
            case Delivery(_, names) | Held(names):
                for name in names:
                    own[name] = (*own.get(name, ()), fact)
            case Answer(_, name):
                own[name] = (*own.get(name, ()), fact)
            case Pause() | Resume() | Timetable():
                common.append(fact)
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
