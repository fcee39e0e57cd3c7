"""Trips in a row."""

from datetime import timedelta

from coach.core.following import because, evenings
from coach.core.model import Activity
from coach.core.trips import joined
from tests.core.test_following import HIKER, happened
from tests.support.people import NIGHT, at, minutes


def flight(ends: str, hours: float = 2.5, mode: str | None = "flight") -> Activity:
    return Activity("trip", at(ends), duration=timedelta(hours=hours), mode=mode)


def made(*activities: Activity) -> list[Activity]:
    return [one for _, one in joined([(NIGHT, one) for one in activities])]


def test_two_flights_with_a_change_between_are_one_journey() -> None:
    first, second = flight("12:00"), flight("16:30")  # two hours between
    assert made(first, second) == [second._replace(duration=timedelta(hours=5))]


def test_the_order_in_which_they_were_written_down_does_not_matter() -> None:
    first, second = flight("12:00"), flight("16:30")
    assert made(second, first) == made(first, second)


def test_three_in_a_row_are_one_as_well() -> None:
    parts = (flight("09:00", 2), flight("12:00", 2), flight("15:00", 2))
    assert [one.duration for one in made(*parts)] == [timedelta(hours=6)]


def test_who_had_hours_between_two_made_two() -> None:
    first, second = flight("12:00"), flight("18:00")  # three and a half
    assert made(first, second) == [first, second]


def test_what_may_be_the_same_trip_written_down_twice_is_not_added() -> None:
    first, second = flight("12:00"), flight("13:00")
    assert made(first, second) == [first, second]


def test_how_one_travelled_is_told_where_it_was_one_way() -> None:
    by_train = flight("16:30", mode="train")
    assert [one.mode for one in made(flight("12:00"), by_train)] == [None]


def test_a_hike_between_and_a_trip_of_unknown_length_stay_what_they_are() -> None:
    hike, trip = Activity("hike", at("14:00"), duration=minutes(60)), Activity("trip", at("17:00"))
    assert made(flight("12:00"), hike, trip) == [flight("12:00"), hike, trip]


def test_the_evening_is_cared_for_though_neither_was_long() -> None:
    first, second = flight("12:00"), flight("16:30")
    why = because(HIKER, NIGHT, (happened(first), happened(second)))
    assert why is not None
    assert why.activity.duration == timedelta(hours=5)
    assert because(HIKER, NIGHT, (happened(first),)) is None
    assert because(HIKER, NIGHT, (happened(second),)) is None


def test_who_logs_the_second_hears_that_it_counts_with_the_first() -> None:
    first, second = flight("12:00"), flight("16:30")
    assert evenings(HIKER, second, NIGHT, ()) == 0
    assert evenings(HIKER, second, NIGHT, (happened(first),)) == 2
    assert evenings(HIKER, first, NIGHT, (happened(second),)) == 2
    assert evenings(HIKER, flight("21:00", 1), NIGHT, (happened(first), happened(second))) == 0


def test_a_trip_at_the_time_of_a_long_one_is_told_by_itself() -> None:
    long, short = flight("16:30", 4, "train"), flight("16:30", 3.9, None)
    assert evenings(HIKER, short, NIGHT, (happened(long),)) == 0
    assert evenings(HIKER, long, NIGHT, (happened(long),)) == 2
