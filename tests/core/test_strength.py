"""How strong a habit is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.outcomes import Outcome, Outcomes, outcomes
from coach.core.strength import Rate, rate, steps, strength, unprompted, weeks
from tests.support.habits import DAY, LETTERS, lived
from tests.support.people import NIGHT

MORROW = NIGHT + DAY
"""A Monday: the night of NIGHT is over."""


def told(letters: str, last: date = NIGHT) -> Outcomes:
    """What came of so many nights, the last of them over."""
    return outcomes(tuple(lived(letters, last=last)), last + DAY).get("stretch", ())


def value(letters: str) -> float:
    found = strength(told(letters)).value
    assert found is not None
    return found


@pytest.mark.parametrize(("nights", "reached"), [(13, 0.5), (31, 0.8), (44, 0.9), (57, 0.95)])
def test_so_many_perfect_nights_reach(nights: int, reached: float) -> None:
    assert value("d" * (nights - 1)) < reached <= value("d" * nights) + 1e-12


def test_two_months_are_nearly_all() -> None:
    assert value("d" * 66) == pytest.approx(0.970, abs=0.0005)


@pytest.mark.parametrize(("misses", "left"), [(1, 94.8), (2, 89.9), (3, 85.2), (7, 68.9)])
def test_from_all_so_many_misses_leave(misses: int, left: float) -> None:
    full = (Outcome(NIGHT, "missed", 0, 1),) * misses
    assert steps(full, 1.0)[-1].strength == pytest.approx(left / 100, abs=0.0005)


def test_it_settles_at_the_share_that_is_done() -> None:
    assert value("dddm" * 100) == pytest.approx(0.75, abs=0.04)


def test_without_a_scored_night_there_is_none() -> None:
    assert strength(told("su-s")) == (None, 0, 0)


def test_it_carries_the_nights_that_it_is_made_of() -> None:
    assert strength(told("ddmsude"))[1:] == (4, 5)


def test_part_of_a_night_counts_as_a_share() -> None:
    (step,) = steps((Outcome(NIGHT, "done", 1, 2),), 0.5)
    assert step.strength == pytest.approx(0.5)


def test_tonight_is_not_scored_until_it_is_answered_or_over() -> None:
    facts = tuple(lived("dddm"))
    tonight = outcomes(facts, NIGHT)["stretch"]
    assert strength(tonight) == strength(tonight[:-1])
    assert rate(tonight, NIGHT) == Rate(3, 3, 28)
    over = outcomes(facts, MORROW)["stretch"]
    assert rate(over, MORROW) == Rate(3, 4, 28)


def test_a_rate_is_of_the_scored_nights_among_the_last() -> None:
    found = told("m" * 20 + "ddsuedm")
    assert rate(found, NIGHT, 7) == Rate(4, 5, 7)
    assert rate(found, NIGHT, 14) == Rate(4, 12, 14)
    assert rate(told("--su"), NIGHT, 7).share is None


def test_done_before_the_reminder_is_told_apart() -> None:
    assert unprompted(told("eedmse"), NIGHT) == Rate(3, 5, 14)


@pytest.mark.parametrize(
    ("letters", "current", "best"),
    [
        ("ddddddd ddddddd ddddddd", 3, 3),
        ("mdddmdd dmddddm", 2, 2),  # two reserve days a week
        ("ddddddd mmmdddd ddddddd", 1, 1),
        ("ddddddd ddddddd mmmmmmm", 0, 2),
        ("ddddddd ------- ddddddd", 2, 2),  # nothing known: passed over
        ("ddddddd sssssss ddddddd", 2, 2),
        ("ddddddd d-----m ddddddd", 3, 3),  # one of two: the same share
        ("ddddddd ------m ddddddd", 1, 1),
    ],
)
def test_weeks_bear_two_misses(letters: str, current: int, best: int) -> None:
    assert weeks(told(letters.replace(" ", "")), MORROW)[:2] == (current, best)


def test_the_present_week_counts_once_it_is_kept_and_ends_nothing() -> None:
    def until(letters: str) -> tuple[int, Rate]:
        last = NIGHT + DAY * (len(letters) % 7)
        found = weeks(told(letters, last), last)
        return found.current, found.this

    assert until("d" * 7 + "mmmm") == (1, Rate(0, 4, 4))
    assert until("d" * 7 + "dddd") == (1, Rate(4, 4, 4))
    assert until("d" * 7 + "ddddd") == (2, Rate(5, 5, 5))


LIVES = st.text(LETTERS, max_size=40)


@given(LIVES, st.integers(0, 40))
def test_a_skip_changes_no_number(letters: str, place: int) -> None:
    """Nor does a night of which nothing is known, or one that nobody saw."""
    found = told(letters)
    for letter in "su-":
        between = letters[:place] + letter + letters[place:]
        assert strength(told(between)) == strength(found)
    as_nothing = told(letters.replace("s", "-"))
    for count in (rate, unprompted, weeks):
        assert count(as_nothing, MORROW) == count(found, MORROW)


@given(LIVES, st.integers(0, 40))
def test_a_miss_never_raises_and_done_never_lowers_it(letters: str, place: int) -> None:
    before = strength(told(letters)).value
    missed, done = (value(letters[:place] + one + letters[place:]) for one in "md")
    assert missed <= (before or 0) + 1e-12
    assert done >= (before or 0) - 1e-12
    for made in pairwise(steps(told(letters))):
        if made[1].outcome.word == "missed":
            assert (made[1].strength or 0) <= (made[0].strength or 0)


@given(LIVES)
def test_it_stays_within_its_bounds_and_is_the_last_step(letters: str) -> None:
    found = told(letters)
    assert strength(found).value == (steps(found)[-1].strength if found else None)
    assert 0 <= (strength(found).value or 0) < 1
    told_weeks = weeks(found, MORROW)
    assert 0 <= told_weeks.current <= told_weeks.best <= 1 + len(letters) // 7


@given(LIVES)
def test_the_strength_of_a_later_night_goes_on_from_an_earlier_one(letters: str) -> None:
    found = told(letters)
    early, late = found[: len(found) // 2], found[len(found) // 2 :]
    whole = [step.strength for step in steps(found)]
    before = steps(early)[-1].strength if early else None
    assert [step.strength for step in (*steps(early), *steps(late, before))] == whole


def test_the_cost_grows_with_the_nights_and_no_faster() -> None:
    """Counted, not timed: each outcome is looked at a fixed number of times."""
    looks = 0

    class Looked(Outcome):
        def __getattribute__(self, name: str) -> object:
            nonlocal looks
            looks += name == "of"
            return super().__getattribute__(name)

    def looked(nights: int) -> int:
        nonlocal looks
        looks = 0
        first = NIGHT - timedelta(days=nights)
        found = tuple(Looked(first + DAY * n, "done", 1, 1) for n in range(nights))
        strength(found), weeks(found, NIGHT)
        return looks

    assert looked(400) <= 2 * looked(200)
