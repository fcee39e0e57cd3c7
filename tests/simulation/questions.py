"""What the mornings ask, computed afresh from the settings and from what was told of the nights."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.simulation.settings import Due, Habit, Night

OPEN = timedelta(hours=5)
SECOND = timedelta(minutes=15)
CALM = timedelta(minutes=90)
PAIN = {"mild": 2, "middling": 5, "bad": 8}
SAID = {"none": "none", "cramp": "cramps", "unsure": "unsure"}


class Word(NamedTuple):
    """Something that was told of a night and holds, in the order of telling."""

    what: str
    """none, cramps, unsure; cramp: a single one was written down."""
    at: datetime
    via: str
    pain: int | None
    when: datetime | None
    """Of a single cramp."""


def is_question(name: str) -> bool:
    """Whether a reminder's name is that of a question."""
    return "/ask." in name


def is_told(night: Night, words: Iterable[Word]) -> bool:
    """Whether the morning's question is answered: by a word, or by a cramp in bed."""
    return any(word.when is None or word.when >= night.bedtime for word in words)


def how_bad(words: Iterable[Word]) -> tuple[bool, int | None]:
    """Whether there were cramps by the last word, and how bad, where that is known."""
    cramps, pain = False, None
    for word in words:
        if word.what == "cramp":
            known = [one for one in (pain, word.pain) if one is not None]
            cramps, pain = True, max(known, default=None)
        elif word.what == "cramps":
            cramps, pain = True, pain if word.pain is None else word.pain
        else:
            cramps, pain = False, None
    return cramps, pain


def asked(night: Night, words: list[Word]) -> Iterator[Due]:
    """The questions of a night."""
    yield question(night, "morning", night.wake, night.wake + OPEN)
    if how_bad(words) == (True, None) and _leaves_open(night, words[-1]):
        due = max(night.wake, words[-1].at)
        if due > night.wake + OPEN + SECOND:  # said by a clock that was ahead, or elsewhere
            due = night.wake
        yield question(night, "severity", due, max(night.wake + OPEN, due + SECOND))


def cards(night: Night, *, proposal: bool, told: bool) -> Iterator[Due]:
    """What the coach asks or tells in an evening: never within a quarter of an hour of bed."""
    if proposal or told:
        due, until = max(night.bedtime - CALM, night.begins), night.bedtime - SECOND
        yield question(night, "proposal" if proposal else "notice", due, until)


def _leaves_open(night: Night, last: Word) -> bool:
    if last.when is None:
        return last.via == "button"
    return last.when >= night.bedtime and last.at < night.wake


def question(night: Night, asks: str, due: datetime, until: datetime, number: int = 1) -> Due:
    """One question: it comes once."""
    key = f"ask.{asks}"
    habit = Habit(key, "", (), repeat=0)
    name, slot = f"{night.night.isoformat()}/{key}/{number}", f"{key}/{number}"
    quiet = night.bedtime - timedelta(minutes=15)
    return Due(name, habit, slot, 0, due, until, quiet, night.bedtime, until)
