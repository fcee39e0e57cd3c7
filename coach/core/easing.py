"""How often a habit is asked: as the config says, or less, by the last word among the facts.

Whoever gives a habit other times wants it asked: then the daemon notes that it is asked as written.
"""

from collections.abc import Mapping
from datetime import date

from coach.core.history import Facts
from coach.core.model import Days, Eased, Habit, Timetable

AS_WRITTEN, ONCE, EVERY_OTHER, NOT_ASKED = range(4)
"""The steps: as the config says, without a repeat, every other evening, not at all."""

WEEK = 7

Times = Mapping[str, tuple[str, ...]]
"""As in a timetable: `habit/slot` -> seven wall times."""


def words(facts: Facts, night: date) -> Mapping[str, tuple[date, Eased]]:
    """The last word on each habit, with the night from which on it holds.

    Args:
        facts: Effective facts, with the last words from before.
        night: The last night that counts.
    """
    return {
        fact.event.habit: (fact.night, fact.event)
        for fact in facts
        if isinstance(fact.event, Eased) and fact.night <= night
    }


def edited(before: Timetable, after: Times, facts: Facts, night: date) -> tuple[Eased, ...]:
    """The new words on habits that are asked less and were given other times.

    Args:
        before: The last timetable that was noted.
        after: The times of the config in force.
        facts: As for `words`.
        night: The present night.
    """
    return tuple(
        Eased(habit, AS_WRITTEN, "edited")
        for habit, (_, word) in words(facts, night).items()
        if word.step and _times(before.times, habit) != _times(after, habit)
    )


def asks(habit: Habit, eased: Eased | None, since: date, night: date) -> Habit | None:
    """The habit as it is asked on a night; None where it is not.

    Args:
        habit: As the config has it, asked on evenings such as this.
        eased: The last word on it.
        since: The night from which on that holds.
        night: The night.
    """
    if eased is None or eased.step == AS_WRITTEN:
        return habit
    between = _evenings(habit.days, since, night)
    if eased.step == NOT_ASKED or (eased.step == EVERY_OTHER and between % 2 == 0):
        return None
    return habit._replace(repeat=0)


def _times(times: Times, habit: str) -> dict[str, tuple[str, ...]]:
    return {slot: walls for slot, walls in times.items() if slot.rpartition("/")[0] == habit}


def _evenings(days: Days, since: date, night: date) -> int:
    """On how many of its evenings a habit was due from one night until before another."""
    weeks, rest = divmod((night - since).days, WEEK)
    left = sum((since.weekday() + day) % WEEK in days for day in range(rest))
    return weeks * len(days) + left
