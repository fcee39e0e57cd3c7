"""History x period -> report: numbers, each with what it is out of, and no words."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Literal

from coach.core.history import Facts
from coach.core.load import load
from coach.core.model import Activity
from coach.core.mornings import Told, nights_told
from coach.core.nights import DAY
from coach.core.outcomes import Outcomes, silent_nights
from coach.core.strength import Strength, rate, steps, strength
from coach.named import NamedTuple

USUAL = 26 * 7
"""Nights of a report of which nothing else is said: half a year."""
BY_WEEK, BY_MONTH = 30 * 7, 5 * 366
"""Up to so many nights, a report goes by weeks, then by months, beyond that by years."""

Unit = Literal["week", "month", "year"]


class Night(NamedTuple):
    """One night, all that a calendar shows of it."""

    night: date
    told: Told | None
    """None: nothing is known."""
    done: int
    """Habits kept, of so many that count that night."""
    of: int
    load: float
    sorts: tuple[str, ...]
    """Of the activities that tire legs: hike, trip, work, ride."""
    paused: bool


class Span(NamedTuple):
    """A week, a month or a year, or what of it lies in the period."""

    first: date
    last: date
    cramps: int
    """Nights with cramps, of so many answered ones, of so many nights."""
    answered: int
    nights: int
    load: float
    activities: int


class Habit(NamedTuple):
    """How a habit went."""

    key: str
    done: int
    """Nights on which it was kept, of so many that count, in the period."""
    of: int
    recent_done: int
    """The same in the last four weeks of the period."""
    recent_of: int
    strength: Strength
    """At the end of the period."""
    curve: tuple[float | None, ...]
    """The strength at the end of each span; None before any night counts."""


class Report(NamedTuple):
    """A period in numbers."""

    first: date
    last: date
    nights: tuple[Night, ...]
    unit: Unit
    spans: tuple[Span, ...]
    habits: tuple[Habit, ...]
    cramps: int
    """Nights with cramps, of so many answered ones; unsure ones are in neither."""
    answered: int
    unsure: int
    over: int
    """Nights that are over, or told of already: so many could have been answered."""


def report(
    facts: Facts, first: date, last: date, tonight: date, known: Mapping[str, Outcomes]
) -> Report:
    """The numbers of a period.

    Args:
        facts: Effective facts from the beginning: a strength is made of all of them.
        first: The first night of the period.
        last: The last.
        tonight: The night that contains now.
        known: What came of the habits in all nights.
    """
    of_habits = {
        key: tuple(one for one in found if one.night <= last) for key, found in known.items()
    }
    nights = _nights(facts, first, last, tonight, of_habits)
    unit = _unit(len(nights))
    parts = spans(nights, unit)
    told = [night.told for night in nights if night.told is not None]
    return Report(
        first,
        last,
        nights,
        unit,
        parts,
        tuple(_habits(of_habits, first, last, parts)),
        cramps=sum(one.cramps == "yes" for one in told),
        answered=sum(one.cramps != "unsure" for one in told),
        unsure=sum(one.cramps == "unsure" for one in told),
        over=sum(night.night < tonight or night.told is not None for night in nights),
    )


def spans(nights: Iterable[Night], unit: Unit) -> tuple[Span, ...]:
    """The weeks, months or years of some nights in a row."""
    return tuple(_span(list(of_span)) for _, of_span in groupby(nights, key=_key(unit)))


def activities(facts: Facts, first: date, last: date) -> tuple[Activity, ...]:
    """What tired legs in a period, in the order of its evenings."""
    found = [f for f in facts if isinstance(f.event, Activity) and first <= f.night <= last]
    ordered = sorted(found, key=lambda fact: fact.night)
    return tuple(fact.event for fact in ordered if isinstance(fact.event, Activity))


def _nights(
    facts: Facts, first: date, last: date, tonight: date, of_habits: Mapping[str, Outcomes]
) -> tuple[Night, ...]:
    told = nights_told(facts)
    silent = silent_nights(facts, tonight)
    kept: dict[date, list[bool]] = {}
    for found in of_habits.values():
        for outcome in found:
            if outcome.of and outcome.night >= first:
                kept.setdefault(outcome.night, []).append(outcome.kept)
    loads = _by_night(facts)
    made = []
    for n in range((last - first).days + 1):
        night = first + n * DAY
        of_night, tired = kept.get(night, ()), loads.get(night, [])
        made.append(
            Night(
                night,
                told.get(night),
                sum(of_night),
                len(of_night),
                round(sum(load(one) for one in tired), 1),
                tuple(one.sort for one in tired),
                night in silent,
            )
        )
    return tuple(made)


def _by_night(facts: Facts) -> dict[date, list[Activity]]:
    found: dict[date, list[Activity]] = {}
    for fact in facts:
        if isinstance(fact.event, Activity):
            found.setdefault(fact.night, []).append(fact.event)
    return found


def _unit(nights: int) -> Unit:
    if nights <= BY_WEEK:
        return "week"
    return "month" if nights <= BY_MONTH else "year"


def _key(unit: Unit) -> Callable[[Night], date]:
    """What the nights of one span have in common: its first day."""
    return {"week": _monday, "month": _first_of_month, "year": _first_of_year}[unit]


def _monday(night: Night) -> date:
    return night.night - night.night.weekday() * DAY


def _first_of_month(night: Night) -> date:
    return night.night.replace(day=1)


def _first_of_year(night: Night) -> date:
    return night.night.replace(month=1, day=1)


def _span(nights: list[Night]) -> Span:
    told = [night.told.cramps for night in nights if night.told is not None]
    return Span(
        nights[0].night,
        nights[-1].night,
        told.count("yes"),
        len(told) - told.count("unsure"),
        len(nights),
        round(sum(night.load for night in nights), 1),
        sum(len(night.sorts) for night in nights),
    )


def _habits(
    of_habits: Mapping[str, Outcomes], first: date, last: date, parts: Iterable[Span]
) -> Iterable[Habit]:
    """Habits of which something counts in the period."""
    ends = [span.last for span in parts]
    for key, found in of_habits.items():
        whole = rate(found, last, (last - first).days + 1)
        if not whole.of:
            continue
        recent = rate(found, last)
        made = steps(found)
        nights = [step.outcome.night for step in made]
        before = [bisect_right(nights, end) for end in ends]
        curve = tuple(made[n - 1].strength if n else None for n in before)
        yield Habit(key, whole.done, whole.of, recent.done, recent.of, strength(found), curve)
