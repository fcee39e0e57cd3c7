"""The week in a minute: one observation, one question, and the proposal that is open.

An observation is a fraction of evenings, told as it is; nothing is said twice in four weeks
(coaching.md, 4, rule 10).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from coach.core import strength
from coach.core.coaching.evidence import Lived
from coach.core.coaching.remarks import fresh, said_lately
from coach.core.coaching.sentences import OBSERVATIONS, QUESTIONS, place_of
from coach.core.history import Facts
from coach.core.model import Activity, Config, Habit, Remark
from coach.core.mornings import nights_told
from coach.core.nights import DAY
from coach.core.outcomes import Outcomes
from coach.core.strength import Rate
from coach.named import NamedTuple

WEEK = strength.WEEK
FEWEST = WEEK // 2 + 1
"""Evenings, or nights, known of seven below which nothing is made of them."""


class Week(NamedTuple):
    """Seven evenings in numbers."""

    first: date
    last: date
    habits: tuple[tuple[Habit, Rate], ...]
    cramps: Rate
    """Nights with cramps, of the nights that were told of."""
    hikes: int


class Review(NamedTuple):
    """What is said of a week; None where there is nothing to say."""

    observation: Remark | None
    question: Remark | None


def week(config: Config, facts: Facts, outcomes: Mapping[str, Outcomes], tonight: date) -> Week:
    """The seven evenings before tonight."""
    first, last = tonight - WEEK * DAY, tonight - DAY
    told = nights_told(facts)
    known = [told[night].cramps for night in _days(first, last) if night in told]
    answered = [word for word in known if word != "unsure"]
    hikes = [
        fact
        for fact in facts
        if isinstance(fact.event, Activity)
        and fact.event.sort == "hike"
        and first <= fact.night <= last
    ]
    return Week(
        first,
        last,
        tuple((h, strength.rate(outcomes.get(h.key, ()), last, WEEK)) for h in config.habits),
        Rate(answered.count("yes"), len(answered), WEEK),
        len(hikes),
    )


def review(config: Config, lived: Lived) -> Review:
    """The observation and the question of this evening's review."""
    said = said_lately(lived)
    found = list(_observations(config, lived))
    turn = lived.tonight.toordinal() // WEEK
    for n in range(len(found)):
        remark = found[(turn + n) % len(found)]
        name = fresh(remark.name, OBSERVATIONS[remark.name], lived, said)
        if name is not None:
            return Review(remark._replace(name=name), _question(lived, said))
    return Review(None, _question(lived, said) if found else None)


def recorded(facts: Facts, tonight: date) -> tuple[date, Review] | None:
    """The review of the last seven evenings, if one was made."""
    made: dict[date, dict[str, Remark]] = {}
    for fact in facts:
        if isinstance(fact.event, Remark) and tonight - WEEK * DAY < fact.night <= tonight:
            place = place_of(fact.event)
            if place in ("observation", "question"):
                made.setdefault(fact.night, {})[place] = fact.event
    if not made:
        return None
    night = max(made)
    return night, Review(made[night].get("observation"), made[night].get("question"))


def _question(lived: Lived, said: frozenset[str]) -> Remark | None:
    name = fresh("ask", QUESTIONS["ask"], lived, said)
    return Remark(name) if name else None


def _observations(config: Config, lived: Lived) -> Iterator[Remark]:
    """What the evenings show, each at most once; nothing of a week of which little is known."""
    present = week(config, lived.facts, lived.outcomes, lived.tonight)
    for habit, rate in present.habits:
        yield from _of_habit(habit, rate, lived)
    if present.cramps.of >= FEWEST:
        yield Remark("week-nights", "", present.cramps.done, present.cramps.of)
    yield from _of_hikes(config, lived)


def _of_habit(habit: Habit, rate: Rate, lived: Lived) -> Iterator[Remark]:
    last = lived.tonight - DAY
    found = lived.of(habit.key)
    before = strength.rate(found, last - WEEK * DAY, WEEK)
    early = strength.unprompted(found, last, WEEK)
    month = strength.rate(found, last, strength.LONG)
    if rate.of >= FEWEST and rate.done * 7 >= rate.of * strength.TOLERANT:
        yield Remark("week-steady", habit.key, rate.done, rate.of)
    elif rate.of >= FEWEST and rate.done:
        yield Remark("week-some", habit.key, rate.done, rate.of)
    if min(rate.of, before.of) >= FEWEST and rate.done * before.of > before.done * rate.of:
        yield Remark("week-more", habit.key, rate.done, rate.of)
    if early.of >= FEWEST and 2 * early.done > early.of:
        yield Remark("week-before", habit.key, early.done, early.of)
    if month.of > 2 * WEEK and 2 * month.done > month.of:
        yield Remark("week-month", habit.key, month.done, month.of)


def _of_hikes(config: Config, lived: Lived) -> Iterator[Remark]:
    first = lived.tonight - WEEK * DAY
    evenings = {
        fact.night
        for fact in lived.facts
        if isinstance(fact.event, Activity)
        and fact.event.sort == "hike"
        and first <= fact.night < lived.tonight
    }
    for habit in config.habits:
        if habit.key == "stretch" or habit.routine:
            kept = {o.night for o in lived.of(habit.key) if o.word == "done"}
            if evenings & kept:
                done = len(evenings & kept)
                yield Remark("week-hikes", habit.key, done, len(evenings))
            return


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * n for n in range((last - first).days + 1)]
