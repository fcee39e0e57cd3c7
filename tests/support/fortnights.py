"""Two weeks of reminders for six people: `python -m tests.support.fortnights` prints them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from coach.config.reading import read
from coach.config.template import text
from coach.content.texts import words_for
from coach.core import planning
from coach.core.model import Activity, Config, Fact, Person, Reminder
from coach.wording.reminders import body
from coach.wording.times import clock, evening
from coach.wording.titles import title_of

FIRST = date(2026, 11, 2)
"""A Monday."""
DAY = timedelta(days=1)

INTRODUCTION = """# Six fortnights

What coach would show to six people on fourteen evenings, and on the mornings after them. Made by
`make docs` from the program itself; a test holds it. The days on which they hike, travel or work
hard are given; everything else follows from their config.
"""


class Somebody(NamedTuple):
    """A person, and on which days of the fortnight what tires their legs."""

    name: str
    person: Person
    days: dict[int, Activity]


def ended(day: int, hour: int) -> datetime:
    """An hour of one of the fortnight's days."""
    return datetime.combine(FIRST + DAY * day, time(hour), UTC)


def hike(day: int, km: float, up: float, hours: float, effort: float) -> Activity:
    """A hike that ends at five in the afternoon."""
    return Activity("hike", ended(day, 17), timedelta(hours=hours), km, up, None, effort, pack_kg=6)


def shift(day: int, hours: float, effort: float, hour: int = 19) -> Activity:
    """A day on one's feet."""
    return Activity("work", ended(day, hour), timedelta(hours=hours), effort=effort)


def drive(day: int, hours: float) -> Activity:
    """A day behind the wheel."""
    return Activity("trip", ended(day, 18), timedelta(hours=hours), mode="car")


PEOPLE = (
    Somebody(
        "A hiker of 30 who eats no dairy",
        Person(1996, frozenset({"dairy"})),
        {5: hike(5, 14, 900, 6, 5), 6: hike(6, 9, 300, 3, 4), 12: hike(12, 22, 1600, 9, 7)},
    ),
    Somebody(
        "A retired teacher of 78 whose balance is poor",
        Person(1948, notes=frozenset({"poor-balance"})),
        {3: hike(3, 5, 60, 2, 3)},
    ),
    Somebody(
        "A nurse of 34 who is pregnant",
        Person(1992, notes=frozenset({"pregnant"})),
        {day: shift(day, 10, 4) for day in (0, 1, 4, 7, 8, 11)},
    ),
    Somebody(
        "A lorry driver of 48",
        Person(1978),
        {day: drive(day, 9) for day in (0, 1, 2, 3, 7, 8, 9, 10)},
    ),
    Somebody(
        "Someone of 61 with diabetes and dulled feeling in the feet",
        Person(1965, notes=frozenset({"diabetes", "reduced-sensation"})),
        {9: drive(9, 5)},
    ),
    Somebody(
        "A footballer of 16",
        Person(2010),
        {day: shift(day, 1.5, 7, hour=18) for day in (1, 3, 5, 8, 10, 12)},
    ),
)


def config_of(somebody: Somebody) -> Config:
    """The config that `coach init` writes, with the person's own table."""
    config = read(text(time(22, 30), time(7)).encode(), "config.toml").config
    assert config is not None
    return config._replace(person=somebody.person)


def fortnight(somebody: Somebody) -> Iterator[tuple[date, tuple[Reminder, ...]]]:
    """The fourteen plans, each knowing only what had happened by then."""
    config = config_of(somebody)
    for number in range(14):
        night = FIRST + DAY * number
        facts = tuple(
            Fact(str(day), activity.when, FIRST + DAY * day, activity)
            for day, activity in somebody.days.items()
            if day <= number
        )
        yield night, planning.plan(config, night, UTC, facts).reminders


def said(reminder: Reminder, person: Person) -> str:
    """A reminder as the person sees it, on one line."""
    words = body(reminder, UTC, words_for(reminder, person))
    shown = [line for line in words.splitlines() if not line.startswith("Any time until")]
    return f"- {clock(reminder.due, UTC)} **{title_of(reminder)}.** {' '.join(shown)}"


def page() -> str:
    """All six."""
    parts = [INTRODUCTION]
    for somebody in PEOPLE:
        parts.append(f"## {somebody.name}\n")
        for night, reminders in fortnight(somebody):
            lines = [said(reminder, somebody.person) for reminder in reminders]
            parts.append("\n".join([f"**{evening(night)}**\n", *lines, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
