"""The nouns of the content, frozen. What the files may say is spelled here once."""

from collections.abc import Mapping
from typing import Literal

from coach.named import NamedTuple

Topic = Literal[
    "stretch", "warm", "calcium", "hike", "trip", "journey", "work", "drink", "soreness"
]

TOPICS: tuple[Topic, ...] = (
    "stretch",
    "warm",
    "calcium",
    "hike",
    "trip",
    "journey",
    "work",
    "drink",
    "soreness",
)

STRENGTHS = ("strong", "moderate", "weak", "expert", "none", "design")
"""Of the evidence behind a text.

strong: several agreeing trials or a high-certainty review. moderate: trials or measurements
with limits. weak: one small or unblinded trial, observation, or conflicting results. expert:
custom of clinicians or published guides. none: looked for and not found. design: our choice.
"""

FOOD_TAGS = (
    "dairy",
    "vegan",
    "fish",
    "shellfish",
    "nuts-and-seeds",
    "greens",
    "fortified",
    "legume",
    "fruit",
    "grain",
)

Absorption = Literal["good", "medium", "poor"]

ABSORPTIONS: tuple[Absorption, ...] = ("good", "medium", "poor")


class Condition(NamedTuple):
    """Notes and bounds of age; both bounds count as inside."""

    notes: frozenset[str] = frozenset()
    from_age: int | None = None
    to_age: int | None = None


class Food(NamedTuple):
    """A food that holds calcium."""

    id: str
    name: str
    serving: str
    """In words: `a glass`."""
    grams: int
    mg: int
    """Of calcium in the serving, as the food table says."""
    tags: frozenset[str]
    contains: frozenset[str]
    """What someone may avoid, in the food or in its suggestion."""
    absorption: Absorption
    suggestion: str
    """A ready line, with rounded mg; empty where the food is not suggested of an evening."""
    note: str
    never: Condition
    source: str
    strength: str

    @property
    def counted(self) -> bool:
        """Whether its calcium counts; from spinach and its kin hardly any is absorbed."""
        return self.absorption != "poor"


class Tip(NamedTuple):
    """A line on one topic, and whom it is for."""

    id: str
    """Topic / name, as in `warm/loose-socks`."""
    topic: Topic
    text: str
    contains: frozenset[str]
    only: Condition
    """Every note must be there, and the age known and inside the bounds."""
    never: Condition
    """One such note is enough, or a known age inside the bounds."""
    fits: frozenset[str]
    """The careful notes of its topic with which it may be shown."""
    today: bool
    """It speaks of the very day of a hike or a trip."""
    last: bool
    """Shown only where nothing else is left; safe for all."""
    source: str
    strength: str


class Tips(NamedTuple):
    """Every tip, by topic."""

    careful: Mapping[Topic, frozenset[str]]
    """Topic -> notes with which only tips are shown that say they fit them."""
    tips: Mapping[Topic, tuple[Tip, ...]]


class Text(NamedTuple):
    """What is shown: a tip, or a food's suggestion."""

    id: str
    topic: Topic
    text: str
    source: str
    strength: str
    today: bool = False
    """It speaks of the very day of a hike or a trip."""


class Reference(NamedTuple):
    """What one body says of daily calcium for one band of ages."""

    id: str
    body: str
    from_age: int
    to_age: int | None
    low: int
    """mg a day; low and high differ where women and men do."""
    high: int
    source: str
    strength: str


class CalciumRange(NamedTuple):
    """From the lowest to the highest that the bodies say for an age."""

    low: int
    high: int
    references: tuple[Reference, ...]
