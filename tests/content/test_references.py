"""The calcium reference: each body once for each age, and the range between them."""

from collections import Counter

import pytest

from coach.content.choosing import calcium_reference
from coach.content.loading import references
from coach.content.nouns import Reference
from coach.core.model import Person
from tests.support.persons import NIGHT, aged


@pytest.mark.parametrize(
    ("age", "low", "high"),
    [
        (1, 350, 700),
        (4, 450, 1000),
        (10, 450, 1300),
        (11, 800, 1300),
        (16, 800, 1300),
        (18, 800, 1300),
        (19, 700, 1000),
        (24, 700, 1000),
        (30, 700, 1000),
        (50, 700, 1000),
        (51, 700, 1200),
        (66, 700, 1200),
        (70, 700, 1200),
        (78, 700, 1200),
        (None, 700, 1200),
    ],
)
def test_the_range_at_an_age(age: int | None, low: int, high: int) -> None:
    found = calcium_reference(aged(age), NIGHT)
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_what_each_body_says_at_66() -> None:
    found = calcium_reference(aged(66), NIGHT)
    assert found is not None
    said = {entry.body: (entry.low, entry.high) for entry in found.references}
    assert said == {"IOM": (1000, 1200), "EFSA": (950, 950), "UK": (700, 700)}


def test_each_body_speaks_once_of_each_age() -> None:
    for age in range(1, 110):
        found = [entry.body for entry in references() if _covers(entry, age)]
        assert Counter(found) == {"IOM": 1, "EFSA": 1, "UK": 1}, age


def test_pregnancy_changes_nothing_in_these_guides() -> None:
    assert calcium_reference(aged(30, "pregnant"), NIGHT) == calcium_reference(aged(30), NIGHT)


def test_with_kidney_disease_there_is_no_number() -> None:
    for age in (16, 66, None):
        assert calcium_reference(aged(age, "kidney-disease", "pregnant"), NIGHT) is None


def test_no_number_below_the_ages_of_the_guides() -> None:
    assert calcium_reference(aged(0), NIGHT) is None
    assert calcium_reference(Person(birth_year=2100), NIGHT) is None


def _covers(entry: Reference, age: int) -> bool:
    return entry.from_age <= age and (entry.to_age is None or age <= entry.to_age)
