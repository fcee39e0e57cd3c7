"""How often the settings ask, where the coach asks less: computed afresh from the words on it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tests.simulation.settings import Habit, Settings

AGREED = ("grown", "agreed")


class Eased(NamedTuple):
    """The last word on a habit."""

    habit: str
    night: date
    """From which on it holds."""
    step: int
    because: str


@lru_cache(maxsize=256)
def eased(settings: Settings, night: date, words: tuple[Eased, ...]) -> Settings:
    """What the settings ask for on a night, with these words on it."""
    return settings._replace(habits=tuple(_asked(settings, night, words)))


def _asked(settings: Settings, night: date, words: tuple[Eased, ...]) -> Iterator[Habit]:
    for habit in settings.habits:
        word = next((one for one in words if one.habit == habit.key), None)
        counts = word and ("back_off" not in settings.off or word.because in AGREED)
        step = word.step if word and counts else 0
        even = word and _evenings(habit, word.night, night) % 2 == 0
        if step < 2 or (step == 2 and not even):
            yield habit._replace(repeat=0) if step else habit


def _evenings(habit: Habit, since: date, night: date) -> int:
    """How many evenings of a habit there were from one on, before another."""
    days = (since + timedelta(days=n) for n in range((night - since).days))
    return sum(day.weekday() in habit.days for day in days)
