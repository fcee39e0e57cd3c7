"""Wall time <-> instant, and what a night is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core import nights
from coach.core.model import Anchored
from tests.support.people import NIGHT, PRAGUE, TEACHER, at, config

NOON = time(12)
ZONES = st.sampled_from(
    ["Europe/Prague", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu",
     "America/St_Johns", "Africa/Casablanca", "Pacific/Easter", "UTC"]
)  # fmt: skip
INSTANTS = st.integers(0, 28 * 366 * 24 * 60).map(
    lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def hm(text: str) -> timedelta:
    return nights.since_midnight(time.fromisoformat(text))


@pytest.mark.parametrize(
    ("day", "wall", "expected"),
    [
        # In the gap of 29 March 2026, 02:00-03:00, the offset before it (+01:00) is used.
        ("2026-03-29", "02:30", "2026-03-29T01:30:00+00:00"),
        ("2026-03-29", "01:59", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29", "03:00", "2026-03-29T01:00:00+00:00"),
        # 25 October 2026 has 02:00-03:00 twice: the first counts (+02:00).
        ("2026-10-25", "02:30", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25", "03:00", "2026-10-25T02:00:00+00:00"),
        ("2026-11-22", "22:30", "2026-11-22T21:30:00+00:00"),
    ],
)
def test_a_gap_uses_the_offset_before_it_and_a_fold_its_first_pass(
    day: str, wall: str, expected: str
) -> None:
    instant = nights.instant(PRAGUE, date.fromisoformat(day), hm(wall))
    assert instant.isoformat() == expected


@pytest.mark.parametrize(
    ("clock", "day", "night"),
    [
        ("12:00", 22, 22),
        ("11:59", 22, 21),
        ("23:59", 22, 22),
        ("00:20", 23, 22),
        ("08:00", 23, 22),
        ("13:00", 23, 23),
    ],
)
def test_a_night_runs_from_noon_to_noon(clock: str, day: int, night: int) -> None:
    now = at(clock, day=date(2026, 11, day))
    assert nights.night_of(now, PRAGUE, NOON) == date(2026, 11, night)


def test_a_night_ends_one_tick_before_the_next_begins() -> None:
    border = nights.starts(NIGHT, PRAGUE, NOON)
    assert nights.night_of(border, PRAGUE, NOON) == NIGHT
    assert nights.night_of(border - timedelta(microseconds=1), PRAGUE, NOON) == NIGHT - nights.DAY


@given(now=INSTANTS, zone=ZONES, hour=st.integers(0, 23))
def test_every_instant_lies_in_exactly_one_night(now: datetime, zone: str, hour: int) -> None:
    rollover, tz = time(hour), ZoneInfo(zone)
    night = nights.night_of(now, tz, rollover)
    assert (
        nights.starts(night, tz, rollover) <= now < nights.starts(night + nights.DAY, tz, rollover)
    )


def test_a_day_that_a_zone_skipped_has_no_night() -> None:
    apia = ZoneInfo("Pacific/Apia")  # 30 December 2011 did not take place in Samoa
    skipped = date(2011, 12, 30)
    assert nights.starts(skipped, apia, NOON) == nights.starts(skipped + nights.DAY, apia, NOON)
    morning_after = datetime(2011, 12, 31, 8, tzinfo=apia).astimezone(UTC)
    assert nights.night_of(morning_after, apia, NOON) == date(2011, 12, 29)


def test_a_bedtime_after_midnight_belongs_to_the_evening_before() -> None:
    late = config(bedtime=(time(0, 30),) * 7)
    frame = nights.borders(late, NIGHT, PRAGUE)
    assert frame.bedtime == at("00:30", day=date(2026, 11, 23))
    assert frame.wake == at("07:00", day=date(2026, 11, 23))


def test_a_single_evening_has_its_own_bedtime() -> None:
    friday = 4
    bedtimes = [time(22, 30)] * 7
    bedtimes[friday] = time(23, 30)
    own = config(bedtime=tuple(bedtimes))
    assert nights.bedtime_in(own, friday) == hm("23:30")
    assert nights.moment_in(own, Anchored("bedtime", -hm("00:45")), friday) == hm("22:45")


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (time(19, 30), "19:30"),
        (time(0, 15), "00:15"),
        (Anchored("bedtime", timedelta(minutes=-45)), "21:45"),
        (Anchored("wake", timedelta(minutes=30)), "07:30"),
    ],
)
def test_moments_are_spelled_as_the_clock_shows_them(moment: time | Anchored, clock: str) -> None:
    assert nights.wall_time(nights.moment_in(TEACHER, moment, 0)) == clock


def test_a_wall_time_before_rollover_is_the_next_morning() -> None:
    assert nights.in_night(time(11, 59), NOON) == nights.DAY + hm("11:59")
    assert nights.in_night(NOON, NOON) == hm("12:00")
