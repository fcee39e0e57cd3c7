"""Whatever a person notes, avoids and is old: something is left to show, and it is safe.

The rules below look at the words of a text, not at its tags and conditions.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.choosing import age_on, choose, eligible
from coach.content.loading import foods, tips
from coach.content.nouns import TOPICS, Condition, Text, Topic
from coach.core.model import AVOIDABLE, NOTABLE, Person
from tests.support.persons import AGES, AVOIDED, NIGHT, NOTES, PERSONS, aged, every_person
from tests.support.telltale_words import ALCOHOL, FOOD, HEAT, HOLDS, STANDING

WITHOUT_FOOD = [topic for topic in TOPICS if topic != "calcium"]

Applies = Callable[[frozenset[str], int | None], bool]


class Rule(NamedTuple):
    """To whom these words are not said, on these topics."""

    applies: Applies
    words: str
    topics: tuple[Topic, ...] = TOPICS


def noted(*notes: str) -> Applies:
    return lambda given, _: not given.isdisjoint(notes)


def not_noted(note: str) -> Applies:
    return lambda given, _: note not in given


def outside(least: int, most: int = 200) -> Applies:
    return lambda _, age: age is None or not least <= age <= most


RULES = [
    Rule(noted("reduced-sensation", "diabetes", "artery-disease", "pregnant"), HEAT),
    Rule(noted("poor-balance"), "bath|shower"),
    Rule(noted("poor-balance"), STANDING, ("stretch", "trip")),
    Rule(lambda _, age: age is not None and age >= 75, r"\bstand|\bwall\b", ("stretch",)),
    Rule(
        noted("reduced-sensation"), r"mild pull|stand\b|wall|towel|calf pulls|30 sec", ("stretch",)
    ),
    Rule(
        noted("knee-or-hip-replacement"),
        "towel|edge of a chair|one heel|tip forward|ankle over|straighten|bend|30 sec",
        ("stretch",),
    ),
    Rule(noted("past-clot"), "that is usual|then fade|gone within", ("hike", "soreness")),
    Rule(noted("past-clot"), "rub (the|your|it)"),
    Rule(noted("kidney-disease"), r"\d|rich|goal|" + FOOD, ("calcium",)),
    Rule(noted("kidney-disease", "kidney-stones"), "thirst|soup|cup"),
    Rule(noted("kidney-stones"), r"\d|rich|goal|" + FOOD, ("calcium",)),
    Rule(noted("pregnant"), "feta|ricotta|mackerel|chest|" + ALCOHOL),
    Rule(noted("diabetes"), "cocoa|custard|figs|juice"),
    Rule(outside(18), ALCOHOL),
    Rule(outside(5), "chok"),
    Rule(outside(10, 19), "teenage|years of growth|your age a|match|team bus|holiday|training"),
    Rule(outside(11, 17), "11 to 17"),
    Rule(outside(65), r"past 60|over 60|from 65|older people|past 70|at any age"),
    Rule(outside(71), r"past 70"),
    Rule(not_noted("pregnant"), "pregnan|midwife"),
    Rule(not_noted("kidney-disease"), "kidney (team|disease)"),
    Rule(not_noted("kidney-stones"), r"\bstones\b"),
    Rule(not_noted("levothyroxine-bedtime"), "thyroid"),
    Rule(not_noted("past-clot"), r"past clot"),
    Rule(not_noted("knee-or-hip-replacement"), r"new (joint|knee)"),
    Rule(not_noted("diabetes"), "diabetes"),
]


@cache
def all_texts() -> tuple[Text, ...]:
    told = [
        Text(tip.id, tip.topic, tip.text, tip.source, tip.strength)
        for topic in TOPICS
        for tip in tips().tips[topic]
    ]
    suggested = [
        Text(food.id, "calcium", food.suggestion, food.source, food.strength)
        for food in foods()
        if food.suggestion
    ]
    return tuple(told + suggested)


@cache
def saying(words: str, topics: tuple[Topic, ...] = TOPICS) -> frozenset[str]:
    """Ids of the texts on these topics that hold these words."""
    return frozenset(
        text.id
        for text in all_texts()
        if text.topic in topics and re.search(words, text.text, re.IGNORECASE)
    )


def not_saying(words: str, topic: Topic) -> frozenset[str]:
    return saying("", (topic,)) - saying(words, (topic,))


@cache
def unsafe(notes: frozenset[str], age: int | None) -> frozenset[str]:
    """Ids of what is not said to someone with these notes, at this age."""
    found = [saying(rule.words, rule.topics) for rule in RULES if rule.applies(notes, age)]
    if "kidney-disease" not in notes and "levothyroxine-bedtime" in notes:
        found += [
            not_saying("lunch|noon|afternoon", "calcium"),
            not_saying("thyroid tablet", "calcium"),
            saying(r"\d mg", ("calcium",)),
        ]
    if "kidney-disease" in notes:
        found.append(not_saying("kidney|your team|settings", "calcium"))
    return frozenset().union(*found)


@cache
def avoided(avoid: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(saying(HOLDS[kind]) for kind in avoid))


def check(persons: Iterable[Person], topics: Iterable[Topic], night: date = NIGHT) -> None:
    """Something is left for each of them, and none of it is unsafe."""
    topics = list(topics)
    for person in persons:
        bad = unsafe(person.notes, age_on(person, night)) | avoided(person.avoid)
        for topic in topics:
            ids = {text.id for text in eligible(topic, person, night)}
            assert ids, (topic, person)
            assert ids.isdisjoint(bad), (person, ids & bad)


def test_avoidances_matter_for_calcium_alone() -> None:
    for topic in WITHOUT_FOOD:
        for tip in tips().tips[topic]:
            assert not tip.contains, tip.id
            assert tip.id not in avoided(frozenset(AVOIDABLE)), tip.id


def test_every_combination_of_notes_and_ages() -> None:
    check(every_person([frozenset()]), WITHOUT_FOOD)


def test_every_combination_of_notes_avoidances_and_ages() -> None:
    check(every_person(AVOIDED), ["calcium"])


def test_the_combinations_are_what_they_claim() -> None:
    assert len(NOTES) == 1 + 11 + 55 + 165
    assert len(AVOIDED) == 1 + 8 + 28 + 56
    assert len(AGES) == 7


@given(PERSONS, st.dates(date(2020, 1, 1), date(2090, 12, 31)))
@settings(max_examples=400, deadline=None)
def test_any_combination_at_all(person: Person, night: date) -> None:
    check([person], TOPICS, night)


def test_someone_with_everything() -> None:
    for age in AGES:
        everything = aged(age, *NOTABLE, avoid=AVOIDABLE)
        check([everything], TOPICS)
        assert len({choose(topic, everything, NIGHT).text for topic in TOPICS}) == len(TOPICS)


def test_every_rule_has_words_to_catch() -> None:
    for rule in RULES:
        unneeded = rule.words in ("chok", "rub (the|your|it)")
        assert unneeded or saying(rule.words, rule.topics), rule.words
    for kind in set(HOLDS) - {"meat"}:
        assert saying(HOLDS[kind]), kind


@pytest.mark.parametrize("topic", TOPICS)
def test_the_last_tip_is_safe_for_all(topic: Topic) -> None:
    last = next(tip for tip in tips().tips[topic] if tip.last)
    assert (last.only, last.never, last.contains) == (Condition(), Condition(), frozenset())
    assert not re.search(rf"{HEAT}|{STANDING}|{ALCOHOL}|{FOOD}|\d", last.text, re.IGNORECASE)
    everyone = frozenset(NOTABLE) - {"levothyroxine-bedtime", "kidney-disease"}
    assert all(last.id not in unsafe(everyone, age) for age in AGES)


def test_nobody_comes_down_to_the_last_tip() -> None:
    alone = [aged(age, note) for age in AGES for note in NOTABLE]
    for person in (*alone, aged(30, avoid=AVOIDABLE), aged(70, *NOTABLE, avoid=AVOIDABLE)):
        for topic in TOPICS:
            assert not eligible(topic, person, NIGHT)[0].id.endswith("/last"), (topic, person)


def test_enough_for_a_fortnight() -> None:
    for age in AGES:
        for avoid in AVOIDED:
            assert len(eligible("calcium", aged(age, avoid=tuple(avoid)), NIGHT)) >= 14
        for note in NOTABLE:
            for topic in ("stretch", "warm"):
                assert len(eligible(topic, aged(age, note), NIGHT)) >= 14, (topic, note)
        assert len(eligible("calcium", aged(age, "levothyroxine-bedtime"), NIGHT)) >= 14


def test_enough_for_a_week_s_follow_ups() -> None:
    for age in AGES:
        for note in NOTABLE:
            for topic in TOPICS:
                assert len(eligible(topic, aged(age, note), NIGHT)) >= 5, (topic, note)


def test_thyroid_tablets_at_bedtime_move_the_food() -> None:
    for text in eligible("calcium", aged(61, "levothyroxine-bedtime"), NIGHT):
        assert re.search("lunch|noon|afternoon", text.text, re.IGNORECASE), text
        assert "thyroid tablet" in text.text, text
        assert not text.id.startswith("food/")


def test_the_age_is_the_one_of_the_night() -> None:
    older = "stretch/older-common"
    person = Person(birth_year=1961)
    assert older not in {text.id for text in eligible("stretch", person, date(2025, 12, 31))}
    assert older in {text.id for text in eligible("stretch", person, date(2026, 1, 1))}


@pytest.mark.parametrize(
    ("topic", "name", "first", "last"),
    [
        ("stretch", "stretch/teen-now-and-then", 10, 19),
        ("calcium", "calcium/teen-bones", 11, 17),
        ("stretch", "stretch/wall-calf", 0, 74),
        ("calcium", "food/almonds", 5, 120),
        ("warm", "warm/after-a-drink", 18, 120),
    ],
)
def test_bounds_of_age_count_as_inside(topic: Topic, name: str, first: int, last: int) -> None:
    shown = [
        age for age in range(121) if name in {text.id for text in eligible(topic, aged(age), NIGHT)}
    ]
    assert shown == list(range(first, last + 1))


def test_what_needs_an_age_is_not_said_to_someone_who_told_none() -> None:
    ids = {text.id for topic in TOPICS for text in eligible(topic, aged(None), NIGHT)}
    bounded = {
        tip.id for topic in TOPICS for tip in tips().tips[topic] if tip.only[1:] != (None, None)
    }
    assert bounded
    assert ids.isdisjoint(bounded)
    assert {"food/almonds", "stretch/wall-calf"} <= ids
