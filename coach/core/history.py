"""Reading the facts: what still holds, what is paused, since when a time is written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import takewhile

from coach.core.model import (
    Answer,
    ClockSet,
    Delivery,
    Fact,
    Held,
    Pause,
    Reminder,
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
    kept = facts
    for index, fact in enumerate(facts):
        step = fact.event
        if isinstance(step, ClockSet) and step.now < step.was and _was_wrong(step, facts[index:]):
            void = {early.id for early in facts[:index] if _from_the_future(early, fact, step)}
            kept = tuple(one for one in kept if one.id not in void)
    return kept


def _was_wrong(back: ClockSet, later: Facts) -> bool:
    """Whether the clock was ahead before a step back; it was not if it later jumps there again."""
    steps = (fact.event for fact in later if isinstance(fact.event, ClockSet))
    return not any(step.was < step.now and step.now >= back.was - FAR for step in steps)


def _from_the_future(early: Fact, at_step: Fact, step: ClockSet) -> bool:
    """What rang after the instant that it then became; an answer only if its night had not come."""
    match early.event:
        case Answer():
            return early.night > at_step.night
        case Delivery() | Held():
            return early.at > step.now
        case _:
            return False


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


def written(facts: Facts, reminder: Reminder, now: datetime) -> datetime | None:
    """Since when the config asks for a reminder at its present wall time.

    None where no timetable tells, and where the one that does claims to be from the
    future: a clock that was wrong for a while must not silence anything.
    """
    slot, weekday = f"{reminder.habit.key}/{reminder.slot}", reminder.night.weekday()
    newest_first = [fact.event for fact in reversed(facts) if isinstance(fact.event, Timetable)]
    if not newest_first or slot not in newest_first[0].times:
        return None
    wall = newest_first[0].times[slot][weekday]
    same = takewhile(lambda t: slot in t.times and t.times[slot][weekday] == wall, newest_first)
    since = list(same)[-1].written
    return since if since <= now else None
