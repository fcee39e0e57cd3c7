"""Lives whose truth is known, put before the effect estimate: how often does it say what?

python -m tests.support.known_lives > docs/effect.md   # 800 lives of each kind: about a minute
python -m tests.support.known_lives --lives 50
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from coach.core.effect.exposure import FIRST_NIGHTS, Night, Why
from coach.core.effect.gates import EVERY, Effect, at_once
from coach.core.effect.judging import judged

DAY = timedelta(days=1)
WEEKS = 26
BASELINE, ADHERENCE = 0.25, 0.65
HIKES = 0.1056
"""Evenings of hikes: with those after them, 20 in 100."""
ON_HIKES, ELSE = (0.47, 0.38), (0.195, 0.72)
"""Cramps and adherence on hike nights and on others, where they confound: the same on average."""
LATENT = {"clustered": (0.45, 0.85), "free": (0.0, 0.0)}
"""Likeness of what lies below habit and cramps, for .3 and .6 of what is seen."""


class Kind(NamedTuple):
    """A kind of life."""

    odds: float = 1.0
    """The truth: what the habit does to the odds of cramps."""
    clustered: bool = False
    confounded: bool = False
    tired: bool = False
    """Never done on the evening of a hike, always on the next; the cramps come in the first."""

    @property
    def name(self) -> str:
        """In words."""
        what = "nothing" if self.odds == 1 else f"odds x {self.odds:g}"
        how = [word for word in ("clustered", "confounded") if getattr(self, word)]
        how += ["not done on the evening of a hike"] if self.tired else []
        return f"{what}, {' and '.join(how) or 'nights independent'}"


NULL = (
    *(
        Kind(1, clustered, confounded)
        for clustered in (False, True)
        for confounded in (False, True)
    ),
    Kind(1, tired=True),
)
REAL = tuple(Kind(odds, clustered) for odds in (0.3, 0.5) for clustered in (False, True))


class Tally(NamedTuple):
    """How many of so many lives were told something, by when."""

    lives: int
    early: int
    """Claimed by week 18, helps and harms together."""
    claimed: int
    """Claimed by week 26."""
    helps: int
    """Of these, "likely helps"."""
    suggestive: int
    """Ever called suggestive or more."""


def tally(kind: Kind, lives: int) -> Tally:
    """Live so many lives of a kind, each by its own number."""
    found = [_told(kind, number) for number in range(lives)]
    claims = [[(week, e) for week, e in told if e.stage == 4] for told in found]
    return Tally(
        lives,
        sum(any(week <= 18 for week, _ in of_life) for of_life in claims),
        sum(map(bool, claims)),
        sum(any(effect.helps for _, effect in of_life) for of_life in claims),
        sum(any(e.says in ("suggestive", "likely") for _, e in told) for told in found),
    )


def _told(kind: Kind, number: int) -> list[tuple[float, Effect]]:
    """What is said at each look of one life, with the week."""
    random = Random(f"{kind}{number}")  # noqa: S311 - nothing here is a secret
    first = date(2026, 1, 4) + random.randrange(EVERY) * DAY
    life = {"stretch": tuple(islice(nights(kind, first, random), WEEKS * 7))}
    looks = [
        first + n * DAY
        for n in range(1, WEEKS * 7 + 1)
        if not (first + n * DAY).toordinal() % EVERY
    ]
    before: Mapping[str, Effect] = at_once({"stretch": ()}, first)
    told = []
    for look in looks:
        now = at_once(life, look)
        (effect,) = judged(now, now, before)
        told.append(((look - first).days / 7, effect))
        before = now
    return told


def nights(kind: Kind, first: date, random: Random) -> Iterator[Night]:
    """The nights of a life without end."""
    of_habit, of_cramps = (
        _resembling(likeness, random)
        for likeness in LATENT["clustered" if kind.clustered else "free"]
    )
    yesterday, night = False, first
    while True:
        today = random.random() < HIKES
        hike, yesterday = today or yesterday, today
        cramps, adherence = _shares(kind, hike=hike, after=hike and not today)
        done = next(of_habit) < adherence
        odds = cramps / (1 - cramps) * (kind.odds if done else 1)
        cramped = next(of_cramps) < odds / (1 + odds)
        early = (night - first).days < FIRST_NIGHTS and not done
        why: Why | None = "first week" if early else None
        yield Night(night, done, cramped, hike, why, after=hike and not today)
        night += DAY


def _shares(kind: Kind, *, hike: bool, after: bool) -> tuple[float, float]:
    """How frequent cramps are on such a night without the habit, and how often that is done."""
    if kind.tired and hike:
        return (BASELINE, 1.0) if after else (2 * BASELINE, 0.0)
    if kind.confounded:
        return ON_HIKES if hike else ELSE
    return BASELINE, ADHERENCE


def _resembling(likeness: float, random: Random) -> Iterator[float]:
    """Numbers from 0 to 1, each alike the one before."""
    normal = NormalDist()
    value = random.gauss(0, 1)
    while True:
        yield normal.cdf(value)
        value = likeness * value + (1 - likeness**2) ** 0.5 * random.gauss(0, 1)


HEADING = ("truth", "a claim by week 18", "a claim by week 26", "of these: helps", "a hint, ever")


def row(kind: Kind, lives: int) -> str:
    """One line of the table, in Markdown."""
    found = tally(kind, lives)
    counts = (found.early, found.claimed, found.helps, found.suggestive)
    shares = [f"{100 * count / lives:.1f} %" for count in counts]
    return f"| {kind.name} | {' | '.join(shares)} |"


def table(lives: int) -> Iterator[str]:
    """The table, line by line."""
    yield f"| {' | '.join(HEADING)} |"
    yield "|" + "---|" * len(HEADING)
    for kind in NULL + REAL:
        yield row(kind, lives)


ABOUT = """\
# How often does the effect estimate err?

`coach why effect` compares nights with a habit and nights without it. This page tells how often it
says something that is not so, and how often it finds what is. It is made by
`python -m tests.support.known_lives`, and a smaller run of the same lives in
`tests/core/test_known_lives.py` holds it.

{lives} lives of each kind, half a year each. Cramps on 25 in 100 nights, the habit done on 65 in
100, a hike that day or the day before on 20 in 100, every morning answered, a look
every 28 nights. Clustered: a night resembles the night before it (lag 1: about .3 for the habit, .6
for cramps). Confounded: on hike nights cramps are twice as frequent and the habit is done half as
often, while the habit does nothing; so are the nights after them. Not done on the evening of a
hike: never then, always on the next, and cramps are twice as frequent in the night of the hike. A
claim is stage 4, "likely", for help or for harm; a hint is "suggestive", stage 3.
"""

MEANING = """\
What follows from it:

- A claim comes up in less than 10 in 100 lives in which a habit does nothing. The bound is held by
  the test.
- A hint comes up in about one such life in four. So the sentence beside it says just that.
- Many real effects are not found within half a year, above all small ones. "No clear sign" is the
  usual answer, and is no sign that nothing is there.

The model and its gates: `coach/core/effect/estimate.py` and `coach/core/effect/gates.py`.
"""


def main() -> None:
    """Print the page."""
    parser = ArgumentParser(prog="python -m tests.support.known_lives")
    parser.add_argument("--lives", type=int, default=800)
    lives = parser.parse_args().lives
    print(ABOUT.format(lives=lives))
    for line in table(lives):
        print(line, flush=True)
    print(f"\n{MEANING}", end="")


if __name__ == "__main__":
    main()
