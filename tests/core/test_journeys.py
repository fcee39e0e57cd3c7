"""What is asked on the way of a long trip."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core import journeys
from coach.core.model import Activity, Calendar, Confirmed, Event, Expected, Fact, Plan
from coach.core.planning import plan
from tests.core.test_following import HIKER
from tests.support.people import NIGHT, PRAGUE, TEACHER, at

DAY = timedelta(days=1)
TRAIN = Expected("train", "trip", at("13:00"), at("19:00"), mode="train")
HOUR = timedelta(hours=1)


def fact(event: Event, night: date = NIGHT, number: int = 1) -> Fact:
    return Fact(str(number), at("08:00"), night, event)


def asked(*trips: Expected, night: date = NIGHT, after: tuple[Event, ...] = ()) -> list[str]:
    """When something is asked on the way, by the wall clock."""
    return [
        f"{due.astimezone(PRAGUE):%H:%M}" for due, _ in windows(*trips, night=night, after=after)
    ]


def named(*trips: Expected, after: tuple[Event, ...] = ()) -> list[str]:
    facts = [fact(event, number=n) for n, event in enumerate((*trips, *after))]
    made = plan(HIKER, NIGHT, PRAGUE, tuple(facts))
    return [r.id for r in made.reminders if r.habit.key == journeys.ON_THE_WAY]


def windows(
    *trips: Expected, night: date = NIGHT, after: tuple[Event, ...] = ()
) -> list[tuple[datetime, datetime]]:
    facts = [fact(event, number=n) for n, event in enumerate((*trips, *after))]
    made = plan(HIKER, night, PRAGUE, tuple(facts))
    return [(r.due, r.until) for r in made.reminders if r.habit.key == journeys.ON_THE_WAY]


def test_a_passenger_is_asked_every_hour() -> None:
    assert asked(TRAIN) == ["14:00", "15:00", "16:00", "17:00", "18:00"]


def test_a_longer_trip_is_asked_about_less_often_so_that_it_stays_within_its_own_budget() -> None:
    long = TRAIN._replace(begins=at("12:00"), ends=at("22:00"))
    assert len(asked(long)) == journeys.MOST
    made = plan(HIKER, NIGHT, PRAGUE, (fact(long),))
    evening = [r for r in made.reminders if r.habit.key != journeys.ON_THE_WAY]
    assert len(evening) == HIKER.budget, "the evening has its own"


@pytest.mark.parametrize("mode", ["car", None])
def test_whoever_may_be_driving_is_asked_only_at_the_end(mode: str | None) -> None:
    assert windows(TRAIN._replace(mode=mode)) == [(at("19:00"), at("20:00"))]


@pytest.mark.parametrize(
    "trip",
    [
        TRAIN._replace(ends=at("16:59")),
        TRAIN._replace(timed=False),
        TRAIN._replace(sort="hike", mode=None),
    ],
    ids=["short", "whole day", "hike"],
)
def test_nothing_is_asked_on(trip: Expected) -> None:
    assert asked(trip) == []


def test_how_long_a_trip_must_be_stands_in_the_config() -> None:
    short = TRAIN._replace(ends=at("16:00"))
    patient = TEACHER._replace(calendar=Calendar(min_hours=3))
    made = plan(patient, NIGHT, PRAGUE, (fact(short),))
    assert [r.id for r in made.reminders if r.habit.key == journeys.ON_THE_WAY] == [
        f"2026-11-22/on-the-way/{journeys.slot_at(at(wall))}" for wall in ("14:00", "15:00")
    ]


def test_it_is_silent_while_one_sleeps() -> None:
    overnight = TRAIN._replace(begins=at("18:00"), ends=at("10:00", day=NIGHT + DAY), mode="bus")
    assert asked(overnight) == ["20:00", "22:00", "08:00"]


def test_an_overnight_trip_is_asked_about_in_both_nights() -> None:
    flight = TRAIN._replace(begins=at("20:00"), ends=at("16:00", day=NIGHT + DAY), mode="flight")
    assert asked(flight) == ["22:00", "08:00", "10:00"]
    assert asked(flight, night=NIGHT + DAY) == ["12:00", "14:00"]


def test_denied_or_logged_as_another_it_asks_nothing_more() -> None:
    no = Confirmed("train", happened=False, via="command")
    assert asked(TRAIN, after=(no,)) == []
    assert asked(TRAIN, after=(Activity("trip", at("19:00"), 6 * HOUR),)) == []


def test_two_trips_at_a_time_are_asked_about_once_an_hour() -> None:
    other = TRAIN._replace(key="other", begins=at("13:30"), mode="bus")
    assert asked(TRAIN, other) == ["14:00", "15:00", "16:00", "17:00", "18:00"]


def test_what_is_called_off_takes_no_name_from_what_stays() -> None:
    """Else an answer to the morning's first prompt would be one to the afternoon's."""
    bus = TRAIN._replace(key="bus", begins=at("12:00"), ends=at("16:00"), mode="bus")
    later = TRAIN._replace(begins=at("17:00"), ends=at("21:00"))
    no = Confirmed("bus", happened=False, via="command")
    both, one = named(bus, later), named(bus, later, after=(no,))
    assert set(one) < set(both)
    assert one == named(later)


MODES = st.sampled_from(["car", "train", "bus", "flight", None])
TRIPS = st.builds(
    lambda key, start, length, mode: Expected(
        key,
        "trip",
        at("00:00") + timedelta(minutes=start),
        at("00:00") + timedelta(minutes=start + length),
        mode=mode,
    ),
    st.text(max_size=3),
    st.integers(0, 3 * 24 * 60),
    st.integers(1, 20 * 60),
    MODES,
)


@given(st.lists(TRIPS, max_size=4, unique_by=lambda trip: trip.key), st.integers(-1, 3))
def test_what_is_asked_on_the_way_lies_in_its_night_and_never_in_sleep(
    trips: list[Expected], day: int
) -> None:
    facts = tuple(fact(trip, number=n) for n, trip in enumerate(trips))
    made = plan(HIKER, NIGHT + DAY * day, PRAGUE, facts)
    found = [r for r in made.reminders if r.habit.key == journeys.ON_THE_WAY]
    assert len(found) <= journeys.MOST
    assert len({reminder.id for reminder in found}) == len(found)
    for reminder in found:
        check(reminder.due, reminder.until, made, trips)
    for one, other in pairwise(found):
        assert other.due - one.due >= journeys.APART


def check(due: datetime, until: datetime, made: Plan, trips: list[Expected]) -> None:
    assert made.begins <= due < until <= made.ends
    assert until <= made.bedtime or due >= made.wake
    assert any(
        trip.begins < due <= trip.ends and (trip.mode in journeys.SEATED or due == trip.ends)
        for trip in trips
    )
