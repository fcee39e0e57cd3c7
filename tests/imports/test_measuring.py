"""How far, how long in motion, how many metres up: against what was really walked."""

import random
from datetime import timedelta
from itertools import pairwise
from math import exp, pi, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.imports.earth import metres
from coach.imports.heights import Climb
from coach.imports.measuring import Measure
from coach.imports.track import Motion
from tests.support.tracks import Spot, legs, vincenty, walk


def measured(spots: list[Spot]) -> tuple[Motion, Motion]:
    measure = Measure()
    for spot in spots:
        measure.add(spot.when.timestamp(), spot.latitude, spot.longitude, spot.height)
    return measure.result()


def standing(minutes: float, after: Spot, *, wander: float, seed: int = 1) -> list[Spot]:
    """Stay where one is while the receiver wavers by some metres, a point a second."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    east = north = 0.0
    spots = []
    for second in range(1, round(minutes * 60) + 1):
        east += chance.gauss(0, 0.5) - 0.2 * east / wander
        north += chance.gauss(0, 0.5) - 0.2 * north / wander
        spots.append(
            Spot(
                after.when + timedelta(seconds=second),
                after.latitude + north / 111_200,
                after.longitude + east / 71_500,
                after.height,
            )
        )
    return spots


def later(spots: list[Spot], by: timedelta, east: float = 0.0) -> list[Spot]:
    return [spot._replace(when=spot.when + by, longitude=spot.longitude + east) for spot in spots]


@given(
    latitude=st.floats(-84, 84),
    longitude=st.floats(-180, 180),
    north=st.floats(-0.09, 0.09),
    east=st.floats(-0.09, 0.09),
)
def test_short_ways_are_those_on_the_ellipsoid(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    exact = vincenty(latitude, longitude, latitude + north, longitude + east)
    assert metres(latitude, longitude, latitude + north, longitude + east) == pytest.approx(
        exact, rel=2e-5, abs=1e-3
    )


def test_a_hundred_kilometres_are_right_to_a_ten_thousandth() -> None:
    for latitude in (0, 30, 50, 65):
        exact = vincenty(latitude, 14, latitude + 0.6, 14.9)
        assert metres(latitude, 14, latitude + 0.6, 14.9) == pytest.approx(exact, rel=1e-4)


def test_the_shorter_way_round_counts_at_the_date_line() -> None:
    assert metres(-17, 179.999, -17, -179.999) == pytest.approx(212.9, abs=0.1)


@pytest.mark.parametrize("every", [1, 5, 20, 60])
@pytest.mark.parametrize("kmh", [1.5, 4, 11])
def test_an_even_walk_is_as_long_as_its_legs(every: float, kmh: float) -> None:
    spots = walk(120, kmh, up=500, every=every)
    whole, carried = measured(spots)
    assert whole.metres == pytest.approx(sum(legs(spots)), rel=1e-4)
    assert whole.seconds == 7200
    assert whole.up == pytest.approx(500, abs=5)
    assert (whole.down, carried.metres) == (0, 0)


def test_an_hour_on_a_bench_is_no_walk() -> None:
    first = walk(60, 4, every=1)
    rest = standing(60, first[-1], wander=4)
    second = later(walk(60, 4, every=1), timedelta(hours=2), first[-1].longitude - 14.42)
    whole, _ = measured([*first, *rest, *second[1:]])
    wavered = sum(legs(rest))
    assert wavered > 1500
    assert whole.metres == pytest.approx(8000, rel=0.015)
    assert whole.seconds == pytest.approx(7200, abs=180)


def test_who_potters_about_the_hut_goes_nowhere_much() -> None:
    hut = walk(1)[0]
    about = [
        Spot(
            hut.when + timedelta(seconds=second),
            hut.latitude + 0.24 * abs(second % 20 - 10) / 111_200,
            hut.longitude + 0.3 * second / 71_500,
        )
        for second in range(601)
    ]
    assert sum(legs(about)) == pytest.approx(600 * 0.384, rel=0.01)
    whole, _ = measured(about)
    assert whole.metres == pytest.approx(600 * 0.3, rel=0.04)


def test_hairpins_are_not_cut() -> None:
    spots: list[Spot] = []
    for turn in range(30):
        there = later(walk(2, 3, every=1), timedelta(minutes=2 * turn))
        if turn % 2:
            there = [
                spot._replace(longitude=back.longitude)
                for spot, back in zip(there, reversed(there), strict=True)
            ]
        spots += [spot._replace(latitude=spot.latitude + turn * 2e-5) for spot in there[1:]]
    whole, _ = measured(spots)
    assert whole.metres == pytest.approx(sum(legs(spots)), rel=0.01)


def test_jitter_from_point_to_point_is_no_way() -> None:
    chance = random.Random(7)  # noqa: S311 - the same each time
    spots = [
        spot._replace(
            latitude=spot.latitude + chance.gauss(0, 1) / 111_200,
            longitude=spot.longitude + chance.gauss(0, 1) / 71_500,
        )
        for spot in walk(120, 4, every=1)
    ]
    assert sum(legs(spots)) > 14_000
    whole, _ = measured(spots)
    assert whole.metres == pytest.approx(8000, rel=0.03)


def test_the_way_home_in_the_car_is_told_apart() -> None:
    on_foot = walk(180, 4, every=5)
    home = later(walk(30, 60, every=5), timedelta(hours=3), on_foot[-1].longitude - 14.42)
    whole, carried = measured([*on_foot, *home[1:]])
    assert whole.metres == pytest.approx(42_000, rel=0.001)
    assert carried.metres == pytest.approx(30_000, rel=0.01)
    assert carried.seconds == pytest.approx(1800, rel=0.02)


def test_a_leap_of_the_receiver_is_no_way() -> None:
    spots = walk(60, 4, every=5)
    spots[300] = spots[300]._replace(latitude=0.0, longitude=0.0)
    whole, carried = measured(spots)
    assert whole.metres == pytest.approx(4000, rel=0.005)
    assert carried.metres == 0


def test_what_lies_between_two_segments_was_not_walked() -> None:
    measure = Measure()
    spots = walk(60, 4, every=10)
    for number, spot in enumerate(spots):
        if number == 100:
            measure.pause()
        if not 60 <= number < 100:
            measure.add(spot.when.timestamp(), spot.latitude, spot.longitude, spot.height)
    whole, _ = measure.result()
    assert whole.metres == pytest.approx(4000 - 411 / 9.999 * 11, rel=0.01)


def rolling(noise: float, slowness: float, *, hill: float) -> tuple[float, float]:
    """Four hours over hills with a wavering height: metres up as they were, and as measured."""
    chance = random.Random(3)  # noqa: S311 - the same each time
    wrong, keeps = 0.0, exp(-1 / slowness)
    flat = walk(240, 4, every=1)
    heights = [500 + hill * sin(n * 4 / 3.6 / 4000 * 2 * pi) for n in range(len(flat))]
    true = sum(max(0.0, after - before) for before, after in pairwise(heights))
    spots = []
    for spot, height in zip(flat, heights, strict=True):
        wrong = keeps * wrong + noise * sqrt(1 - keeps**2) * chance.gauss(0, 1)
        spots.append(spot._replace(height=height + wrong))
    return true, measured(spots)[0].up or 0.0


def test_a_hill_counts_from_its_foot_to_its_top() -> None:
    climb = Climb(3.5)
    heights = [*range(7), *range(5, -1, -1)] * 4
    up, down = map(sum, zip(*(climb.step(height) for height in heights), strict=True))
    assert (up, down) == (24, 24)


def test_a_dip_on_the_way_up_is_noise() -> None:
    climb = Climb(3.5)
    steps = [climb.step(height) for height in (0, 2, 0, 10, 7, 12, 9, 20)]
    assert tuple(map(sum, zip(*steps, strict=True))) == (20, 0)


def test_heights_by_air_pressure_keep_small_hills() -> None:
    true, up = rolling(0.3, 60, hill=6)
    assert up == pytest.approx(true, rel=0.15)
    true, up = rolling(0.3, 60, hill=150)
    assert up == pytest.approx(true, rel=0.03)


def test_heights_by_satellite_climb_no_mountain_on_the_flat() -> None:
    _, up = rolling(3, 60, hill=0)
    assert up < 60
    true, up = rolling(3, 60, hill=150)
    assert up == pytest.approx(true, rel=0.15)


def test_without_heights_nothing_is_told_of_climbs() -> None:
    whole, _ = measured([spot._replace(height=None) for spot in walk()])
    assert (whole.up, whole.down) == (None, None)


def test_no_point_is_no_way() -> None:
    assert Measure().result() == (Motion(0, 0), Motion(0, 0))
