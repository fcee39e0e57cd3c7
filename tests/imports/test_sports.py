"""Which sort a track is: by its name, and by its speed where that says something else."""

from datetime import timedelta

import pytest

from coach.imports.sports import family, verdict
from coach.imports.track import Motion, Track
from tests.support.tracks import BEGUN


def track(
    sport: str, km: float, hours: float, *, fast_km: float = 0, fast_hours: float = 0
) -> Track:
    """So far on foot, and so far in spells that no legs keep up."""
    whole = Motion((km + fast_km) * 1000, (hours + fast_hours) * 3600, 300, 300)
    fast = Motion(fast_km * 1000, fast_hours * 3600, 100, 20)
    return Track(sport, BEGUN, BEGUN + timedelta(hours=hours + fast_hours + 1), whole, fast)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("hiking Hiking walking WALKING running trail_running Run hike Hike 9 jogging", "foot"),
        ("mountaineering snowshoeing nordic_walking running-treadmill Trekking", "foot"),
        ("cycling Biking road_biking mountain_biking e_biking touringbicycle 1 Ride-bike", "ride"),
        ("cycling-indoor_cycling MTB gravel_cycling", "ride"),
        ("driving motorcycling flying car Driving snowmobiling", "vehicle"),
        ("swimming rowing alpine_skiing cross_country_skiing horseback_riding sailing", "other"),
        ("stand_up_paddleboarding rock_climbing inline_skating yoga", "other"),
        ("Other generic unknown Wandern Randonnée túra all training cardio", "unknown"),
    ],
)
def test_names_of_several_makers(names: str, expected: str) -> None:
    assert {name: family(name) for name in names.split()} == dict.fromkeys(names.split(), expected)
    assert family("") == "unknown"


@pytest.mark.parametrize(
    ("recorded", "sort", "by_speed"),
    [
        (track("hiking", 12, 4), "hike", False),
        (track("running", 21, 1.3), "hike", False),
        (track("walking", 0, 1), "hike", False),
        (track("cycling", 40, 3, fast_km=30, fast_hours=1.1), "ride", False),
        (track("cycling", 1, 0.1, fast_km=160, fast_hours=4), "ride", False),
        (track("swimming", 2, 1), "other", False),
        (track("", 12, 4), "hike", True),
        (track("Other", 12, 1.1), "hike", True),
        (track("Other", 20, 1.2), "ride", True),
        (track("", 10, 1, fast_km=7, fast_hours=0.25), "ride", True),
        (track("", 20, 1.7, fast_km=22, fast_hours=0.5), "ride", True),
        (track("", 0, 0), "other", False),
        (track("driving", 5, 1, fast_km=60, fast_hours=1), "trip", False),
        (track("hiking", 5, 0.5, fast_km=80, fast_hours=1), "trip", True),
        (track("", 5, 0.5, fast_km=80, fast_hours=1), "trip", True),
        (track("cycling", 5, 0.5, fast_km=90, fast_hours=1), "trip", True),
        (track("hiking", 5, 0.5, fast_km=30, fast_hours=1), "ride", True),
    ],
)
def test_a_name_holds_unless_the_speed_says_something_else(
    recorded: Track, sort: str, by_speed: bool
) -> None:
    told = verdict(recorded)
    assert (told.sort, told.by_speed) == (sort, by_speed)


def test_without_places_only_its_name_tells_what_it_was() -> None:
    sorts = [
        verdict(track(sport, 2, 1)._replace(placed=False)).sort
        for sport in ("Other", "", "running", "cycling")
    ]
    assert sorts == ["other", "other", "hike", "ride"]


def test_a_flight_is_told_from_a_drive() -> None:
    assert verdict(track("", 1, 0.5, fast_km=800, fast_hours=1.2)).mode == "flight"
    assert verdict(track("", 1, 0.5, fast_km=100, fast_hours=1.2)).mode is None


@pytest.mark.parametrize("name", ["hiking", ""])
def test_on_foot_the_way_home_in_the_car_is_left_out(name: str) -> None:
    told = verdict(track(name, 14, 4, fast_km=50, fast_hours=0.75))
    assert told.sort == "hike"
    assert told.motion == Motion(14_000, 4 * 3600, 200, 280)
