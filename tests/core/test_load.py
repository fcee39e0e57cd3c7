"""Activity -> leg load -> evenings: the worked table, and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.load import Loaded, evenings, level, load, reaches, residual
from coach.core.model import Activity
from tests.support.people import NIGHT, at, minutes

DAY = timedelta(days=1)
FLOATS = st.floats(0, 300, allow_nan=False)


def hike(
    km: float, up: float, pack: float, duration: float, effort: float, down: float | None = None
) -> Activity:
    return Activity(
        "hike",
        at("19:00"),
        duration=minutes(duration),
        distance_km=km,
        ascent_m=up,
        descent_m=down,
        effort=effort,
        pack_kg=pack,
    )


@pytest.mark.parametrize(
    ("activity", "expected", "named", "count"),
    [
        (hike(8, 60, 3, 120, 2), 7.1, "light", 1),
        (hike(12, 700, 6, 300, 5), 27.9, "moderate", 4),
        (hike(30, 2000, 10, 660, 7), 82.4, "very hard", 7),
        (hike(4, 20, 0, 60, 2), 3.4, "none", 0),
        (hike(10, 200, 5, 210, 5, down=1200), 21.2, "moderate", 4),
    ],
)
def test_the_worked_table(activity: Activity, expected: float, named: str, count: int) -> None:
    value = load(activity)
    assert round(value, 1) == expected
    assert level(value) == named
    assert evenings(value) == count


def test_a_steep_walk_down_is_followed_up_for_four_evenings_whatever_its_load() -> None:
    treadmill = [Loaded(NIGHT, 7.1, 900)]
    assert [reaches(treadmill, NIGHT + DAY * n) for n in range(5)] == [True] * 4 + [False]


def test_three_moderate_days_in_a_row_add_up() -> None:
    days = [Loaded(NIGHT + DAY * n, 27.9, 0) for n in range(3)]
    left = [residual(days[: n + 1], NIGHT + DAY * n) for n in range(3)]
    assert [round(value, 1) for value in left] == [27.9, 46.6, 59.1]
    assert [evenings(value) for value in left] == [4, 6, 6]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7.1, [7.1, 4.8]),
        (27.9, [27.9, 18.7, 12.5, 8.4, 5.6]),
        (82.4, [82.4, 55.2, 37.0, 24.8, 16.6, 11.2, 7.5, 5.0]),
    ],
)
def test_what_is_left_by_evening(value: float, expected: list[float]) -> None:
    one = [Loaded(NIGHT, value, 0)]
    assert [round(residual(one, NIGHT + DAY * n), 1) for n in range(len(expected))] == expected


@pytest.mark.parametrize(
    ("least", "count"), [(6, 1), (9.0, 2), (13.4, 3), (19.95, 4), (29.8, 5), (44.4, 6), (66.2, 7)]
)
def test_the_loads_from_which_evenings_are_added(least: float, count: int) -> None:
    assert evenings(least) == count
    assert evenings(least - 0.2) == count - 1


def test_a_middling_descent_counts_for_legs_that_are_not_used_to_it() -> None:
    now = Loaded(NIGHT, 7, 400)
    assert reaches([now], NIGHT + DAY * 3)
    recently = Loaded(NIGHT - DAY * 40, 7, 300)
    assert not reaches([recently, now], NIGHT + DAY * 3)
    long_ago = Loaded(NIGHT - DAY * 43, 7, 300)
    assert reaches([long_ago, now], NIGHT + DAY * 3)


def test_only_what_is_known_counts() -> None:
    assert load(Activity("hike", at("19:00"), duration=minutes(60))) == pytest.approx(3.6)
    assert load(Activity("hike", at("19:00"), distance_km=10)) == pytest.approx(10)
    assert load(Activity("work", at("19:00"), duration=minutes(480), effort=5)) == pytest.approx(48)
    assert load(Activity("trip", at("19:00"), duration=minutes(480))) == 0


def test_a_hike_of_which_nothing_is_told_counts_as_a_moderate_one() -> None:
    assert level(load(Activity("hike", at("19:00")))) == "moderate"
    assert evenings(load(Activity("hike", at("19:00")))) == 2
    assert load(Activity("work", at("19:00"))) == 0


def test_a_heavy_pack_counts_at_most_half_as_much_again() -> None:
    assert load(Activity("hike", at("19:00"), distance_km=10, pack_kg=200)) == 15


@given(value=FLOATS, more=FLOATS)
def test_more_load_never_means_fewer_evenings(value: float, more: float) -> None:
    assert evenings(value + more) >= evenings(value)
    assert evenings(value) <= 7


@given(
    loads=st.lists(
        st.tuples(st.integers(0, 20), FLOATS, st.floats(0, 2000)), min_size=1, max_size=6
    ),
    extra=FLOATS,
    data=st.data(),
)
def test_order_does_not_matter_and_more_never_shortens(
    loads: list[tuple[int, float, float]], extra: float, data: st.DataObject
) -> None:
    made = [Loaded(NIGHT + DAY * n, value, down) for n, value, down in loads]
    shuffled = data.draw(st.permutations(made))
    heavier = [one._replace(load=one.load + extra) for one in made]
    for offset in range(30):
        evening: date = NIGHT + DAY * offset
        assert reaches(made, evening) == reaches(shuffled, evening)
        assert reaches(heavier, evening) or not reaches(made, evening)


@given(value=FLOATS)
def test_a_single_load_reaches_exactly_its_evenings(value: float) -> None:
    one = [Loaded(NIGHT, value, 0)]
    assert sum(reaches(one, NIGHT + DAY * n) for n in range(30)) == evenings(value)


@given(loads=st.lists(st.tuples(st.integers(0, 9), FLOATS), min_size=1, max_size=9))
def test_seven_evenings_after_the_last_load_it_is_over(loads: list[tuple[int, float]]) -> None:
    made = [Loaded(NIGHT + DAY * n, value, 0) for n, value in loads]
    last = max(one.evening for one in made)
    assert not reaches(made, last + DAY * 7)


def test_no_number_is_too_large_to_be_read() -> None:
    for huge in (1e17, 1e308, float("inf")):
        told = hike(huge, huge, huge, 600, huge, down=huge)
        assert level(load(told)) == "very hard"
        assert evenings(load(told)) == 7
        assert load(hike(-huge, -huge, 0, 600, -huge)) == 0
        assert load(hike(huge, -huge, -huge, 0, 3)) >= 0


def test_of_a_recording_the_time_in_motion_counts() -> None:
    typed = hike(0, 0, 0, 600, 5)
    assert load(typed._replace(moving=timedelta(minutes=300))) == load(hike(0, 0, 0, 300, 5))


def test_a_ride_is_no_load_of_this_formula() -> None:
    assert load(hike(80, 1200, 0, 300, 5)._replace(sort="ride")) == 0
