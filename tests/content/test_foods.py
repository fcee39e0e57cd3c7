"""The food table: its figures, its tags, and what is never suggested."""

import re

import pytest

from coach.content.loading import foods
from coach.content.nouns import Food
from tests.support.telltale_words import HOLDS

BY_ID = {food.id: food for food in foods()}

ROWS = [
    ("milk-half-fat", 200, 240),
    ("milk-whole", 200, 226),
    ("yogurt-whole", 150, 182),
    ("kefir", 240, 317),
    ("cheese-swiss", 30, 237),
    ("cheese-parmesan", 15, 178),
    ("custard", 141, 151),
    ("soy-drink", 243, 299),
    ("almond-drink", 240, 442),
    ("tofu-calcium-firm", 100, 683),
    ("white-beans", 90, 81),
    ("sardines-oil", 92, 351),
    ("salmon-sockeye", 85, 197),
    ("collards", 95, 134),
    ("kale", 65, 47),
    ("kale-frozen", 65, 90),
    ("pak-choi", 85, 79),
    ("spinach", 90, 122),
    ("almonds", 28, 75),
    ("tahini", 15, 64),
    ("figs", 42, 68),
    ("orange-juice", 249, 349),
    ("tortilla", 52, 91),
]
"""As the national tables have them."""


@pytest.mark.parametrize(("name", "grams", "mg"), ROWS)
def test_the_figures_are_the_table_s(name: str, grams: int, mg: int) -> None:
    food = BY_ID[f"food/{name}"]
    assert (food.grams, food.mg) == (grams, mg)


@pytest.mark.parametrize("kind", HOLDS)
def test_what_a_food_holds_is_tagged(kind: str) -> None:
    for food in foods():
        words = f"{food.name} {food.suggestion}".lower()
        if re.search(HOLDS[kind], words):
            assert kind in food.contains, food.id


def test_vegan_food_holds_nothing_from_animals() -> None:
    for food in foods():
        assert ("vegan" in food.tags) == ("animal" not in food.contains), food.id
        assert ("dairy" in food.tags) == ("dairy" in food.contains), food.id
        assert ("fish" in food.tags) == ("fish" in food.contains), food.id
    assert {food.id for food in foods() if "shellfish" in food.tags} == {"food/shrimp"}


def test_what_hides_in_a_food_is_tagged_too() -> None:
    expected = {
        "oats": {"gluten"},
        "tempeh": {"soy", "gluten"},
        "baked-beans": {"gluten"},
        "sardines-tomato": {"fish", "animal", "gluten"},
        "sardines-oil": {"fish", "animal", "soy"},
        "shrimp": {"fish", "animal"},
        "custard": {"dairy", "animal"},
        "almond-drink": {"nuts"},
        "tahini": {"sesame"},
    }
    assert {name: BY_ID[f"food/{name}"].contains for name in expected} == expected


def test_what_is_poorly_absorbed_is_neither_counted_nor_suggested() -> None:
    poor = [food for food in foods() if food.absorption == "poor"]
    assert {food.id for food in poor} == {"food/spinach", "food/chard", "food/beet-greens"}
    for food in foods():
        assert food.counted == (food not in poor)
        assert food.counted or not food.suggestion
        assert not re.search("spinach|chard|beet", food.suggestion, re.IGNORECASE)


def test_a_suggestion_names_the_rounded_mg() -> None:
    for food in filter(_suggested, foods()):
        assert f" {5 * round(food.mg / 5)} mg" in food.suggestion, food.id
        assert re.search(r"\b(about|at least)\b", food.suggestion), food.id


def test_fortified_food_says_that_brands_vary() -> None:
    for food in foods():
        if "fortified" in food.tags:
            assert "brands vary" in food.suggestion.lower(), food.id
            assert "brands vary" in food.note.lower(), food.id


def test_sweet_food_is_kept_from_those_with_diabetes() -> None:
    for food in filter(_suggested, foods()):
        if "Sweet." in food.note:
            assert food.never.notes == {"diabetes"}, food.id


def test_nuts_are_kept_from_small_children() -> None:
    for food in foods():
        if "nuts" in food.contains and "fortified" not in food.tags:
            assert food.never.to_age == 4, food.id


def test_enough_of_each_kind_to_suggest() -> None:
    plain = [food for food in filter(_suggested, foods()) if not food.contains]
    assert len(plain) >= 10
    assert len(list(filter(_suggested, foods()))) >= 40


def _suggested(food: Food) -> bool:
    return bool(food.suggestion)
