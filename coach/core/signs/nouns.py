"""Published reasons to see a doctor: the nouns. What they say is in content/signs.toml."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from coach.core.history import Facts
from coach.core.signs.patterns import DIARY
from coach.named import NamedTuple

Urgency = Literal["E", "U", "S", "R", "I"]
"""E emergency, U today, S within about two weeks, R at the next visit, I worth knowing."""

URGENCIES: tuple[Urgency, ...] = ("E", "U", "S", "R", "I")

OTHER_TERMS = (
    "note:pregnant",
    "note:past-clot",
    "age:under-8",
    "age:teen",
    "age:from-65",
    *(f"diary:{name}" for name in DIARY),
)
"""What a rule may ask for besides signs."""


class Group(NamedTuple):
    """Signs that are asked for together."""

    id: str
    question: str
    """A yes opens its signs."""


class Sign(NamedTuple):
    """What can be ticked."""

    id: str
    group: str
    name: str
    """In few words, after "You told:"."""
    question: str
    holds: int
    """For so many nights a tick counts."""


class Rule(NamedTuple):
    """A published reason to see a doctor."""

    id: str
    level: Urgency
    needs: tuple[tuple[str, ...], ...]
    """One term of each group has to hold."""
    nights: int
    """On so many nights signs have to be ticked."""
    within: int
    """Of so many nights; 0: as long as each tick holds."""
    text: str
    source: str
    strength: str


class Match(NamedTuple):
    """A rule that the person's entries match."""

    rule: Rule
    entries: Facts
    """What led to it, in the order in which it was recorded."""
    told: tuple[str, ...]
    """Notes of the config and the age that led to it as well: `note:pregnant`."""


class Noted(NamedTuple):
    """A rule that held on nights of a period."""

    match: Match
    """As it was on the last of them."""
    first: date
    last: date


class News(NamedTuple):
    """What is told now, and what was told lately and is not repeated."""

    now: tuple[Match, ...]
    before: tuple[tuple[Match, date], ...]


class Book(NamedTuple):
    """Everything that can be asked and matched."""

    groups: tuple[Group, ...]
    signs: Mapping[str, Sign]
    rules: tuple[Rule, ...]
