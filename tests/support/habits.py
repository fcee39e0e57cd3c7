"""Nights of a habit, told in letters, as facts: for what is counted over many nights.

`d` done at the reminder, `e` done early, before it; `m` shown and not answered; `s` skipped;
`u` shown by a channel that cannot know whether anybody saw it; `-` nothing at all.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.core.model import Answer, Delivery, Event, Fact
from tests.support.people import NIGHT, at

DAY = timedelta(days=1)
LETTERS = "demsu-"


def shown(name: str, *, confirmed: bool = True) -> Delivery:
    """A reminder comes up."""
    return Delivery("shown", (name,), handle="h", confirmed=confirmed)


def night_of(letter: str, name: str) -> tuple[Event, ...]:
    """What is recorded of one reminder in one night."""
    done = Answer("done", name, "button")
    return {
        "d": (shown(name), done),
        "e": (done,),
        "m": (shown(name), Delivery("withdrawn", (name,), handle="h")),
        "s": (shown(name), Answer("skip", name, "button", reason="ill")),
        "u": (shown(name, confirmed=False),),
        "-": (),
    }[letter]


def lived(letters: str, habit: str = "stretch", last: date = NIGHT, slot: int = 1) -> list[Fact]:
    """The facts of so many nights of a habit, one letter each, until `last`."""
    return [
        fact
        for back, letter in enumerate(reversed(letters))
        for fact in _facts(letter, last - back * DAY, habit, slot)
    ][::-1]


def _facts(letter: str, night: date, habit: str, slot: int) -> Iterable[Fact]:
    name = f"{night}/{habit}/{slot}"
    events = night_of(letter, name)
    return [
        Fact(f"{name}/{n}", at(f"21:4{n}", day=night), night, event)
        for n, event in reversed(tuple(enumerate(events)))
    ]
