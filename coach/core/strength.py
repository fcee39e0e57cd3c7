"""How strong a habit is: a moving average, k of n nights, and weeks that bear a miss or two.

Only nights that are scored count (`Outcome.of` above 0): on which the person said Done, or was
asked, could see it, and said nothing until the night was over. What was skipped, paused or never
seen changes no number, and tonight counts when it is answered or over.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from coach.core.nights import DAY
from coach.core.outcomes import Outcome, Outcomes
from coach.named import NamedTuple

HALF_LIFE = 13
"""Scored nights in which a strength halves, or covers half of what it lacks. The mean of Loop Habit
Tracker for a daily habit, so that its imports go on where they stood (coaching.md, 2.1)."""

KEPT: float = 0.5 ** (1 / HALF_LIFE)
"""What a night leaves of the strength before it."""

WEEK = 7
TOLERANT = 5
"""Nights of seven that keep a week."""
SHORT, LONG = 14, 28
"""Nights over which rates are told."""


class Rate(NamedTuple):
    """How often, of how often it could have been, in the last so many nights."""

    done: int
    of: int
    nights: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing is scored. Never to be shown without the fraction."""
        return self.done / self.of if self.of else None


class Step(NamedTuple):
    """A night, and the strength after it; None before any night is scored."""

    outcome: Outcome
    strength: float | None


class Strength(NamedTuple):
    """How strong a habit is, from 0 to 1, and the scored nights which that was made of.

    Without any there is no strength: it is not 0.
    """

    value: float | None
    done: int
    """Nights on which at least half of what was asked was done."""
    of: int
    """Scored nights."""


class Weeks(NamedTuple):
    """Weeks in a row that were kept. Of 0 nothing is said: a habit has no broken chain."""

    current: int
    best: int
    this: Rate
    """The week of tonight, so far."""


class Summary(NamedTuple):
    """All that is told of how a habit goes."""

    strength: Strength
    rates: tuple[Rate, ...]
    """Over SHORT and LONG."""
    unprompted: Rate
    """Done before it was asked for, over SHORT."""
    weeks: Weeks


def summary(found: Outcomes, tonight: date) -> Summary:
    """How a habit goes, after all its nights until tonight."""
    return Summary(
        strength(found),
        (rate(found, tonight, SHORT), rate(found, tonight, LONG)),
        unprompted(found, tonight),
        weeks(found, tonight),
    )


def steps(found: Iterable[Outcome], before: float | None = None) -> tuple[Step, ...]:
    """The strength after each night: s = s * m + v * (1 - m) on scored nights, from 0.

    Args:
        found: Of one habit, oldest first.
        before: The strength before the first of them.
    """
    made: list[Step] = []
    value = before
    for outcome in found:
        value = _after(value, outcome)
        made.append(Step(outcome, value))
    return tuple(made)


def strength(found: Outcomes) -> Strength:
    """How strong a habit is after all its nights."""
    value: float | None = None
    for outcome in found:
        value = _after(value, outcome)
    scored = sum(outcome.of > 0 for outcome in found)
    return Strength(value, sum(outcome.kept for outcome in found), scored)


def rate(found: Outcomes, tonight: date, nights: int = LONG) -> Rate:
    """On how many of the scored nights among the last ones it was done."""
    return _rate(_last(found, tonight, nights), nights)


def unprompted(found: Outcomes, tonight: date, nights: int = SHORT) -> Rate:
    """On how many of the scored nights among the last ones it was done before it was asked for."""
    scored = [outcome for outcome in _last(found, tonight, nights) if outcome.of]
    return Rate(sum(o.kept and o.unprompted for o in scored), len(scored), nights)


def weeks(found: Outcomes, tonight: date) -> Weeks:
    """Weeks in a row, Monday to Sunday, on which it was done on 5 of 7 nights.

    Of fewer scored nights, the same share is enough, and one at least. A week without any is passed
    over. The present week counts as soon as it is kept for certain, and can end nothing.
    """
    monday = _monday(tonight)
    current = best = 0
    for first, of_week in groupby(found, key=lambda outcome: _monday(outcome.night)):
        so_far = _rate(of_week, WEEK)
        if so_far.of and first < monday:
            current = current + 1 if so_far.done >= max(1, so_far.of * TOLERANT // WEEK) else 0
        elif first == monday:
            current += so_far.done >= TOLERANT
        best = max(best, current)
    return Weeks(current, best, rate(found, tonight, (tonight - monday).days + 1))


def _after(value: float | None, outcome: Outcome) -> float | None:
    if not outcome.of:
        return value
    return (value or 0.0) * KEPT + outcome.done / outcome.of * (1 - KEPT)


def _monday(night: date) -> date:
    return night - timedelta(days=night.weekday())


def _last(found: Outcomes, tonight: date, nights: int) -> list[Outcome]:
    return [outcome for outcome in found if tonight - DAY * nights < outcome.night <= tonight]


def _rate(found: Iterable[Outcome], nights: int) -> Rate:
    scored = [outcome for outcome in found if outcome.of]
    return Rate(sum(outcome.kept for outcome in scored), len(scored), nights)
