"""The ladder on which it is judged what a habit's nights can bear (coaching.md, 5.5).

Stages 0 to 3; stage 4, a claim, takes two looks: coach/core/effect/judging.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from coach.core.effect.estimate import Count, Estimate, Stratum, estimate, weight_of
from coach.core.effect.exposure import Night, Observed, Together, Why, together
from coach.core.nights import DAY
from coach.named import NamedTuple

EVERY = 28
"""Nights from one look to the next: who looks more often finds more that is not there."""

ANSWERED = 14
"""Answered nights before anything is compared."""
DESCRIBED, ESTIMATED, CLAIMED = (5, 4), (10, 6), (14, 6)
"""Nights in each arm, and nights with cramps, that a stage needs. As many without cramps: where
every night had one, nothing can differ."""
COMPLETE = 0.8
"""Share of the mornings that must be answered before anything is estimated."""

SURE, SURE_BEFORE = 0.95, 0.90
"""To claim something: now, and at the look before."""
LEANING, SUGGESTIVE = 0.75, 0.90

UNEVEN = 0.2
"""Where the shares of hike nights differ by this much, hikes are named."""

Stage = Literal[0, 1, 2, 3, 4]

Says = Literal[
    "counting",  # too few answered nights
    "too few",  # too few nights of one kind, or with cramps
    "described",
    "withheld",  # too many mornings unanswered
    "together",  # done with another habit
    "unclear",
    "leans",
    "suggestive",
    "likely",
]


class Bounds(NamedTuple):
    """What the fractions would be, had all unanswered nights been without cramps, or with."""

    with_it: tuple[Count, Count]
    without: tuple[Count, Count]


class Effect(NamedTuple):
    """What can be said of one habit and cramps, of the nights before `until`.

    Of stage 3 and 4 it is what the last look found, and stays so until the next.
    """

    habit: str
    until: date
    stage: Stage
    says: Says
    answered: int
    """Nights of which it is known whether there were cramps."""
    nights: int
    """Nights from the first of them on, but for pauses and breaks."""
    with_it: Count
    without: Count
    ordinary: Stratum
    hikes: Stratum
    after: Stratum
    """The nights after those. Apart, because who is too tired for a habit on the evening of a hike
    does it on the next, and cramps come in the first: together they would speak for the habit."""
    left_out: Mapping[Why, int]
    silent: int
    """Of the nights without it, those on which it was asked and not answered."""
    retro: int
    """Of the compared nights, those told from memory."""
    next_look: date
    estimate: Estimate | None = None
    crude: Estimate | None = None
    """The same without regard to hikes: for comparison alone."""
    without_retro: Estimate | None = None
    """The same without nights told from memory; None where there are none."""
    before: Estimate | None = None
    """What the look before had estimated."""
    rivals: int = 1
    """Habits that are compared at once: the more, the surer one must be."""
    together: tuple[Together, ...] = ()
    bounds: Bounds | None = None

    @property
    def helps(self) -> bool:
        """Which way it points: to fewer cramps."""
        return self.estimate is not None and self.estimate.helps >= 1 / 2

    @property
    def uneven(self) -> bool:
        """Whether hikes were much more frequent in the nights of one kind."""
        both = (self.with_it, self.without)
        shares = [
            [stratum[n].nights / arm.nights for n, arm in enumerate(both) if arm.nights]
            for stratum in (self.ordinary, self.hikes)
        ]
        return any(len(one) == len(both) and abs(one[0] - one[1]) >= UNEVEN for one in shares)

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The nights by their kind: only those of one kind are compared."""
        return self.ordinary, self.hikes, self.after


def at_once(observed: Observed, until: date, moment: datetime | None = None) -> dict[str, Effect]:
    """What can be said of each habit, of the nights before one.

    Args:
        observed: Nights of each habit.
        until: The night before which they lie.
        moment: What is told from then on, by the wall clock of where it is told, moves nothing.
            None: all counts.
    """
    known = {
        habit: tuple(_as_known(night, moment) for night in found if night.night < until)
        for habit, found in observed.items()
    }
    twins = together(known)
    return {
        habit: _staged(_counted(habit, until, found), found, twins[habit])
        for habit, found in known.items()
    }


def _as_known(night: Night, moment: datetime | None) -> Night:
    if night.known is None or moment is None or night.known < moment:
        return night
    return night._replace(cramped=None, left_out="morning unknown")


def hedged(helps: float) -> Says:
    """The word for a probability; the same for help and for harm."""
    probable = max(helps, 1 - helps)
    if probable >= SUGGESTIVE:
        return "suggestive"
    return "leans" if probable >= LEANING else "unclear"


def _counted(habit: str, until: date, found: tuple[Night, ...]) -> Effect:
    used = [night for night in found if night.left_out is None]
    whys = Counter(night.left_out for night in found if night.left_out is not None)
    ordinary, hikes, after = strata(used)
    return Effect(
        habit=habit,
        until=until,
        stage=0,
        says="counting",
        answered=sum(n.cramped is not None and n.left_out != "paused" for n in found),
        nights=len(found) - whys["paused"] - whys["break"],
        with_it=_all(ordinary.with_it, hikes.with_it, after.with_it),
        without=_all(ordinary.without, hikes.without, after.without),
        ordinary=ordinary,
        hikes=hikes,
        after=after,
        left_out={why: count for why, count in whys.items() if count},
        silent=sum(night.silent for night in used),
        retro=sum(night.retro for night in used),
        next_look=until + DAY * (EVERY - until.toordinal() % EVERY),
    )


def strata(used: Iterable[Night]) -> tuple[Stratum, Stratum, Stratum]:
    """The counts of ordinary nights, of hike nights, and of the nights after those."""
    cells = Counter((night.hike, night.after, night.done, night.cramped) for night in used)

    def stratum(hike: bool, after: bool) -> Stratum:
        cramps = [cells[hike, after, done, True] for done in (True, False)]
        rest = [cells[hike, after, done, False] for done in (True, False)]
        counts = [Count(k, k + more) for k, more in zip(cramps, rest, strict=True)]
        return Stratum(*counts)

    return stratum(False, False), stratum(True, False), stratum(True, True)


def _all(*counts: Count) -> Count:
    return Count(sum(one.cramps for one in counts), sum(one.nights for one in counts))


def _staged(effect: Effect, found: tuple[Night, ...], twins: tuple[Together, ...]) -> Effect:
    """How far up the ladder the nights reach, but for what two looks must agree on."""
    if min(effect.answered, effect.with_it.nights + effect.without.nights) < ANSWERED:
        return effect
    if not enough(effect, DESCRIBED, every=True):
        return effect._replace(stage=1, says="too few")
    effect = effect._replace(stage=2, says="described", together=twins)
    if effect.answered < COMPLETE * effect.nights:
        return effect._replace(says="withheld", bounds=_bounds(effect, found))
    if twins:
        return effect._replace(says="together")
    if not enough(effect, ESTIMATED):
        return effect
    return _estimated(effect, tuple(night for night in found if night.left_out is None))


def _estimated(effect: Effect, used: tuple[Night, ...]) -> Effect:
    weight = weight_of(
        [(night.night.toordinal(), bool(night.done)) for night in used],
        [(night.night.toordinal(), bool(night.cramped)) for night in used],
    )
    found = estimate(effect.strata, weight)
    return effect._replace(
        stage=3,
        says=hedged(found.helps),
        estimate=found,
        crude=estimate([Stratum(effect.with_it, effect.without)], weight),
        without_retro=estimate(strata(n for n in used if not n.retro), weight)
        if effect.retro
        else None,
    )


def enough(effect: Effect, needs: tuple[int, int], *, every: bool = False) -> bool:
    """Whether both arms, and nights with and without cramps, are enough.

    Args:
        effect: With its counts.
        needs: Nights in each arm; nights with cramps, and as many without.
        every: Whether all nights count, or only strata that have nights of both kinds.
    """
    counted = [s for s in effect.strata if every or s.tells]
    arms = [[stratum[n] for stratum in counted] for n in (0, 1)]
    sizes = [sum(count.nights for count in arm) for arm in arms]
    cramps = sum(count.cramps for arm in arms for count in arm)
    least, with_cramps = needs
    return min(sizes) >= least and min(cramps, sum(sizes) - cramps) >= with_cramps


def _bounds(effect: Effect, found: tuple[Night, ...]) -> Bounds:
    open_ones = [n for n in found if n.left_out in ("morning unknown", "unsure")]
    arms = []
    for count, done in ((effect.with_it, True), (effect.without, False)):
        more = sum(night.done is done for night in open_ones)
        nights_then = count.nights + more
        arms.append((Count(count.cramps, nights_then), Count(count.cramps + more, nights_then)))
    return Bounds(*arms)
