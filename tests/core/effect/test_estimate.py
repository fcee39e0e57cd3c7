"""The sceptical estimate, against the worked numbers of the research."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.effect.estimate import (
    STEP,
    Count,
    Stratum,
    autocorrelation,
    estimate,
    plausible,
    weight_of,
)


def nights(with_it: tuple[int, int], without: tuple[int, int]) -> Stratum:
    return Stratum(Count(*with_it), Count(*without))


def credulous(stratum: Stratum) -> float:
    """P(fewer cramps with it) for flat priors on both shares: the rule that over-claims."""
    points = [(n + 0.5) / 4000 for n in range(4000)]
    one, other = ([p**k * (1 - p) ** (n - k) for p in points] for k, n in stratum)
    below = found = 0.0
    for density, against in zip(one, other, strict=True):
        found += against * (below + density / 2)
        below += density
    return found / sum(one) / sum(other)


FEW = nights((3, 20), (5, 10))
FEWER = nights((0, 4), (2, 3))


@pytest.mark.parametrize(
    ("strata", "helps"),
    [
        ([FEW], 0.89),
        ([FEWER], 0.77),
        ([nights((6, 40), (10, 20))], 0.98),
        ([nights((8, 30), (8, 15))], 0.89),
        ([nights((4, 6), (6, 9)), nights((4, 24), (2, 6))], 0.63),
    ],
)
def test_the_worked_numbers(strata: list[Stratum], helps: float) -> None:
    assert estimate(strata).helps == pytest.approx(helps, abs=0.006)


def test_the_worked_odds_ratio_with_its_interval() -> None:
    """The research names the nearest points of its grid."""
    odds = estimate([FEW]).odds
    assert odds == pytest.approx((0.21, 0.52, 1.22), rel=STEP)


def test_flat_priors_would_have_claimed_both() -> None:
    assert credulous(FEW) == pytest.approx(0.975, abs=0.001)
    assert 0.95 <= credulous(FEWER) <= 0.975
    assert max(estimate([FEW]).helps, estimate([FEWER]).helps) < 0.9


def test_without_nights_it_is_even_odds() -> None:
    found = estimate([])
    assert found.helps == pytest.approx(0.5)
    assert found.odds == pytest.approx((0.32, 1.0, 3.16), abs=0.01)
    assert found.difference == 0


def test_a_stratum_with_an_empty_arm_says_nothing() -> None:
    mute = nights((0, 0), (9, 9))
    assert not mute.tells
    assert estimate([FEW, mute]) == estimate([FEW])


def test_the_difference_weighs_each_stratum_as_it_is_frequent() -> None:
    found = estimate([nights((4, 6), (6, 9)), nights((4, 24), (2, 6))])
    assert found.difference == pytest.approx(30 * 30 / 45 * (4 / 24 - 2 / 6))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(Count(3, 20), 0.06, 0.31), (Count(5, 10), 0.26, 0.74), (Count(0, 0), 0.006, 0.994)],
)
def test_what_is_plausible_of_a_share(count: Count, low: float, high: float) -> None:
    found = plausible(count)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)


COUNTS = st.integers(0, 400).flatmap(
    lambda n: st.integers(0, n).map(lambda cramps: Count(cramps, n))
)
STRATA = st.lists(st.builds(Stratum, COUNTS, COUNTS), min_size=1, max_size=3)


@given(STRATA, st.floats(0.01, 1))
def test_any_counts_give_numbers_within_their_bounds(strata: list[Stratum], weight: float) -> None:
    found = estimate(strata, weight)
    assert 0 <= found.helps <= 1
    assert 0 < found.odds.low <= found.odds.middle <= found.odds.high
    assert -30 <= found.difference <= 30


@given(COUNTS)
def test_a_share_lies_where_its_interval_is(count: Count) -> None:
    found = plausible(count)
    assert 0 < found.low < found.high < 1
    if 2 < count.cramps < count.nights - 2:
        assert found.low < found.middle < found.high


def test_a_smaller_weight_claims_less() -> None:
    strong = nights((6, 40), (10, 20))
    found = [estimate([strong], tenths / 10).helps for tenths in range(1, 11)]
    assert found == sorted(found)
    assert found[0] < 0.8


def test_one_more_cramp_with_it_never_speaks_for_it() -> None:
    found = [estimate([nights((k, 20), (5, 10))]).helps for k in range(21)]
    assert found == sorted(found, reverse=True)


def test_great_numbers_that_differ_as_far_as_can_be_are_borne() -> None:
    assert estimate([nights((0, 3000), (3000, 3000))]).helps > 0.99


def series(letters: str) -> list[tuple[int, bool]]:
    return [(n, letter == "y") for n, letter in enumerate(letters) if letter != "-"]


def test_what_comes_in_rows_counts_for_less() -> None:
    rows = series("yyyyynnnnnyyyyynnnnn")
    assert autocorrelation(rows) == pytest.approx(13 / 19)
    assert weight_of(rows, rows) == pytest.approx((1 - (13 / 19) ** 2) / (1 + (13 / 19) ** 2))
    turning = series("ynynynynyn")
    assert weight_of(turning, rows) == 1
    assert autocorrelation(series("yyyy")) == autocorrelation([]) == 0


def test_only_nights_that_follow_each_other_are_compared() -> None:
    assert autocorrelation(series("y-n-y-n-")) == 0
