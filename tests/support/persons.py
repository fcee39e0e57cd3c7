"""Persons of every kind: notes, avoidances and ages in all combinations up to three."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from hypothesis import strategies as st

from coach.core.model import AVOIDABLE, NOTABLE, Person

NIGHT = date(2026, 11, 22)
AGES = (10, 16, 30, 50, 66, 78, None)


def aged(age: int | None, *notes: str, avoid: Sequence[str] = ()) -> Person:
    """A person who reaches that age in the year of `NIGHT`."""
    born = None if age is None else NIGHT.year - age
    return Person(born, frozenset(avoid), frozenset(notes))


def up_to_three(words: Sequence[str]) -> list[frozenset[str]]:
    """Every subset of at most three."""
    return [frozenset(some) for count in range(4) for some in combinations(words, count)]


NOTES = up_to_three(NOTABLE)
AVOIDED = up_to_three(AVOIDABLE)


def every_person(avoided: Sequence[frozenset[str]]) -> Iterator[Person]:
    """All notes up to three, with all ages, with these avoidances."""
    for notes in NOTES:
        for age in AGES:
            plain = aged(age, *notes)
            for avoid in avoided:
                yield plain._replace(avoid=avoid)


PERSONS = st.builds(
    Person,
    st.none() | st.integers(1900, 2100),
    st.frozensets(st.sampled_from(AVOIDABLE)),
    st.frozensets(st.sampled_from(NOTABLE)),
)
