"""Which text to show: a pure function of the person, the night and what was shown before.

The files that it reads are part of the program and never change while it runs.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from coach.content.loading import foods, references, tips
from coach.content.nouns import CalciumRange, Condition, Food, Reference, Text, Tip, Topic
from coach.core.model import Days, Person

ADULT = 19
"""From here on the references speak of adults."""

DEALT: Mapping[Topic, int] = {"hike": 5, "trip": 4, "work": 0}
"""Texts on what happens now and then: the weekday whose evenings get the first, Monday is 0."""
WEEKDAYS = 3
"""On so many weekdays in a row texts come."""
FOUR_WEEKS = 4

EVERY_DAY: Days = frozenset(range(7))


def age_on(person: Person, night: date) -> int | None:
    """The age that the person reaches in the year of the night; None where not told."""
    return None if person.birth_year is None else night.year - person.birth_year


def eligible(topic: Topic, person: Person, night: date) -> tuple[Text, ...]:
    """Every text that may be shown, in the order in which they take turns; never empty."""
    content = tips()
    age = age_on(person, night)
    careful = content.careful[topic] & person.notes
    listed = content.tips[topic]
    found = [_told(tip) for tip in listed if not tip.last and _tip_suits(tip, person, age, careful)]
    if topic == "calcium" and not careful:
        found += [_suggested(food) for food in foods() if _food_suits(food, person, age)]
    return tuple(sorted(found, key=_place)) or tuple(_told(tip) for tip in listed if tip.last)


def choose(
    topic: Topic,
    person: Person,
    night: date,
    recent: Sequence[str] | frozenset[str] = (),
    days: Days = EVERY_DAY,
) -> Text:
    """The night's text on a topic.

    The texts take turns from one such evening to the next; one shown recently gives way to the
    next that was not. Where all were, the one shown longest ago comes.

    Args:
        topic: What the text is about.
        person: For whom.
        night: For which night.
        recent: Ids shown on nights before this one, oldest first. A fortnight's worth keeps
            a fortnight free of repeats; for a topic that comes seldom, give more. As a set
            it has no order, and the night's turn decides between texts all shown.
        days: On which weekdays the topic comes, so that a weekly one takes turns too.
    """
    texts = eligible(topic, person, night)
    turn = _evenings(night, days) % len(texts)
    ahead = texts[turn:] + texts[:turn]
    shown = _when_shown(recent)
    return min(ahead, key=lambda text: shown.get(text.id, -1))


def dealt(topic: Topic, person: Person, night: date) -> Text | None:
    """The night's text on a topic that comes now and then and has few texts; None on some nights.

    They are dealt to the evenings of some weeks, four at least, from the weekday on that has most
    of them. So none comes again within four weeks, whichever evenings it turns out to be, and
    nothing has to be remembered for that.

    Args:
        topic: What the text is about: one of `DEALT`.
        person: For whom.
        night: For which night.
    """
    texts = sorted(eligible(topic, person, night), key=lambda text: not text.today)
    week, weekday = divmod(night.toordinal() - 1, 7)
    weeks = max(FOUR_WEEKS, len(texts) // WEEKDAYS)
    place = (weekday - DEALT[topic]) % 7 * weeks + week % weeks
    return texts[place] if place < len(texts) else None


def calcium_reference(person: Person, night: date) -> CalciumRange | None:
    """What the guides say of daily calcium at the person's age; for all adults if not told.

    None with kidney disease, where the care team decides, and below the ages of the guides.
    """
    if "kidney-disease" in person.notes:
        return None
    age = age_on(person, night)
    found = tuple(entry for entry in references() if _speaks_of(entry, age))
    if not found:
        return None
    return CalciumRange(
        min(entry.low for entry in found), max(entry.high for entry in found), found
    )


def _evenings(night: date, days: Days) -> int:
    """How many evenings on these weekdays came before the night, since the calendar began."""
    weeks, weekday = divmod(night.toordinal() - 1, 7)
    return weeks * len(days) + sum(day < weekday for day in days)


def _when_shown(recent: Sequence[str] | frozenset[str]) -> Mapping[str, int]:
    if isinstance(recent, frozenset):
        return dict.fromkeys(recent, 0)
    return {name: place for place, name in enumerate(recent)}


def _place(text: Text) -> tuple[int, str]:
    """An order that mixes the texts and is the same everywhere."""
    return _mixed(text.id), text.id


@cache
def _mixed(name: str) -> int:
    return zlib.crc32(name.encode())


def _told(tip: Tip) -> Text:
    return Text(tip.id, tip.topic, tip.text, tip.source, tip.strength, tip.today)


def _suggested(food: Food) -> Text:
    return Text(food.id, "calcium", food.suggestion, food.source, food.strength)


def _tip_suits(tip: Tip, person: Person, age: int | None, careful: frozenset[str]) -> bool:
    return (
        careful <= tip.fits
        and tip.contains.isdisjoint(person.avoid)
        and _holds(tip.only, person, age)
        and not _forbids(tip.never, person, age)
    )


def _food_suits(food: Food, person: Person, age: int | None) -> bool:
    return (
        bool(food.suggestion)
        and food.contains.isdisjoint(person.avoid)
        and not _forbids(food.never, person, age)
    )


def _holds(only: Condition, person: Person, age: int | None) -> bool:
    return only.notes <= person.notes and (not _bounded(only) or _inside(only, age))


def _forbids(never: Condition, person: Person, age: int | None) -> bool:
    return not never.notes.isdisjoint(person.notes) or (_bounded(never) and _inside(never, age))


def _bounded(condition: Condition) -> bool:
    return condition.from_age is not None or condition.to_age is not None


def _inside(condition: Condition, age: int | None) -> bool:
    """Whether a known age lies within the bounds; an unknown one never does."""
    if age is None or age < (condition.from_age or 0):
        return False
    return condition.to_age is None or age <= condition.to_age


def _speaks_of(entry: Reference, age: int | None) -> bool:
    if age is None:
        return entry.to_age is None or entry.to_age >= ADULT
    return entry.from_age <= age and (entry.to_age is None or age <= entry.to_age)
