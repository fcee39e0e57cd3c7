"""Half a year of a made-up person, as facts: what reports are tried on and pictured with.

python -m tests.support.half_year FOLDER    # a journal and a config in a folder
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from coach.core.model import Activity, Answer, Cramp, Delivery, Event, Fact, Morning, Pause, Signs
from coach.core.nights import DAY
from coach.journal import SqliteJournal
from tests.support.terminal import CONFIG as THREE_HABITS

ZONE = ZoneInfo("Europe/Prague")
Said = Literal["none", "cramps", "unsure"]

FIRST, LAST = date(2026, 5, 31), date(2026, 11, 28)
TONIGHT = LAST + DAY

CONFIG = THREE_HABITS.replace("\n\n", "\n\n[person]\nbirth_year = 1958\n\n", 1)

HABITS = {
    "calcium": (time(19, 30), 0.55),
    "warm": (time(21, 30), 0.8),
    "stretch": (time(21, 45), 0.7),
}
HIKES = {
    6: (14, 620),
    20: (9, 240),
    34: (18, 900),
    55: (11, 380),
    76: (16, 760),
    90: (8, 150),
    111: (21, 1150),
    112: (12, 500),
    132: (10, 300),
    153: (13, 450),
    167: (7, 120),
}
"""By the day of the half year: km and metres up."""
AWAY = range(62, 69)
NOTES = {
    27: "woke twice, the left one was hard as wood",
    113: "after the ridge",
    140: 'cold feet & a "twinge"',
}
TICKS = {41: ("new-medicine",), 118: ("tired-by-day",), 171: ("tired-by-day", "urge-to-move")}


def facts() -> tuple[Fact, ...]:
    """The whole half year."""
    chance = Random(5)  # noqa: S311 - nothing here is a secret
    made = [
        (at, night, event)
        for n in range((LAST - FIRST).days + 1)
        for night in [FIRST + n * DAY]
        for at, event in _night(n, night, chance)
    ]
    return tuple(Fact(f"{n:016x}", at, night, event) for n, (at, night, event) in enumerate(made))


def _night(n: int, night: date, chance: Random) -> Iterator[tuple[datetime, Event]]:
    if n in AWAY:
        if n == AWAY[0]:
            yield _at(night, time(18)), Pause(FIRST + DAY * AWAY[-1] + DAY, "at the sea")
        return
    yield from _activity(n, night)
    for key, (due, share) in HABITS.items():
        name = f"{night}/{key}/1"
        yield _at(night, due), Delivery("shown", (name,))
        if chance.random() < share + 0.15 * (n > 100):
            yield _at(night, due) + timedelta(minutes=4), Answer("done", name, "button")
        elif chance.random() < 0.2:
            yield _at(night, due) + timedelta(minutes=4), Answer("skip", name, "button")
    yield from _after(n, night, chance)


def _activity(n: int, night: date) -> Iterator[tuple[datetime, Event]]:
    if n in HIKES:
        km, up = HIKES[n]
        yield _at(night, time(17)), Activity("hike", _at(night, time(17)), None, km, up)
    elif n % 29 == 11:
        hours = timedelta(hours=5)
        yield _at(night, time(16)), Activity("trip", _at(night, time(16)), hours, mode="train")
    elif n % 23 == 15:
        hours = timedelta(hours=7)
        yield _at(night, time(18)), Activity("work", _at(night, time(18)), hours, effort=5)


def _after(n: int, night: date, chance: Random) -> Iterator[tuple[datetime, Event]]:
    """The cramps of a night and the morning after; now and then nothing is told."""
    tired = any(n - day in HIKES for day in (0, 1))
    cramped = chance.random() < (0.5 if tired else 0.16 if n > 90 else 0.26) or n in NOTES
    sides, places = ("left", "left", "right", "both"), ("calf", "calf", "calf", "foot", "toes")
    if cramped and (chance.random() < 0.6 or n in NOTES):
        when = _at(night + DAY, time(chance.choice((0, 2, 3, 3, 4, 5)), chance.randrange(60)))
        pain, minutes = chance.randint(3, 8), chance.randint(1, 9)
        side, place = chance.choice(sides), chance.choice(places)
        yield when, Cramp(when, side, place, pain, minutes, NOTES.get(n, ""))
    if chance.random() < 0.9:
        said: Said = "cramps" if cramped else "unsure" if chance.random() < 0.03 else "none"
        lost = chance.randint(1, 6) if cramped and chance.random() < 0.5 else None
        yield _at(night + DAY, time(7, 5)), Morning(said, "button", sleep_loss=lost)
    if n in TICKS:
        yield _at(night + DAY, time(8)), Signs(TICKS[n])


def _at(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, ZONE)


def write(folder: Path) -> None:
    """A journal and a config."""
    (folder / "config.toml").write_text(CONFIG)
    with SqliteJournal(str(folder / "data" / "journal.db")) as journal:
        journal.keep(facts())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
