"""How often a habit is asked: as the config says, or less, by the last word among the facts."""

from collections.abc import Mapping
from datetime import date

from coach.core.history import Facts
from coach.core.model import Days, Eased, Habit, Timetable

AS_WRITTEN, ONCE, EVERY_OTHER, NOT_ASKED = range(4)
"""The steps: as the config says, without a repeat, every other evening, not at all."""

WEEK = 7


def words(facts: Facts, night: date) -> Mapping[str, tuple[date, Eased]]:
    """The last word on each habit, with the night from which on it holds.

    Whoever gives a habit other times wants it asked: from then on it is asked as written.

    Args:
        facts: Effective facts, with the last words from before and the timetables since.
        night: The last night that counts.
    """
    last: dict[str, tuple[date, Eased]] = {}
    times: Timetable | None = None
    for fact in facts:
        match fact.event:
            case Eased(habit) if fact.night <= night:
                last[habit] = fact.night, fact.event
            case Timetable() if fact.night <= night:
                for habit in _other_times(times, fact.event, last):
                    last[habit] = fact.night, Eased(habit, AS_WRITTEN, "edited")
                times = fact.event
    return last


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


def _other_times(
    before: Timetable | None, after: Timetable, habits: Mapping[str, object]
) -> list[str]:
    if before is None:
        return []
    return [habit for habit in habits if _times(before, habit) != _times(after, habit)]


def _times(table: Timetable, habit: str) -> dict[str, tuple[str, ...]]:
    return {slot: walls for slot, walls in table.times.items() if slot.rpartition("/")[0] == habit}


def _evenings(days: Days, since: date, night: date) -> int:
    """On how many of its evenings a habit was due from one night until before another."""
    weeks, rest = divmod((night - since).days, WEEK)
    left = sum((since.weekday() + day) % WEEK in days for day in range(rest))
    return weeks * len(days) + left
