"""Every zone x every night on which its offset changes, 2024 to 2037, against two oracles.

What is right is worked out from the offsets that libc gives for the file that zoneinfo reads;
dateutil, from the same file, must know the same offsets. Names with the same file, byte by
byte, are tested once; see `tests/support/zone_oracle.py`.
"""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version
from itertools import groupby, pairwise, product
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil import tz

from coach.core import nights, planning
from coach.core.nights import DAY
from tests.support import zone_oracle as oracle
from tests.support.people import config, habit
from tests.support.zone_oracle import AREAS, SECOND, Change, Offsets, Zone

NOON = time(12)
ROLLOVERS = (NOON, time(5, 43))
"""The usual one, and an odd one: neither in a gap, nor so soon after one that what the gap
moves would be moved across it."""

RUDE = (time(0, 30), time(2, 30), time(22, 30))
"""Rollovers inside gaps and folds: nights must follow each other even then."""

TYPICAL = tuple(time.fromisoformat(wall) for wall in (
    "00:00", "00:30", "02:30", "19:30", "21:30", "23:45",
))  # fmt: skip
NEAR = [0, 1, 30, 60, 150]
"""Minutes before and after both ends of a gap or fold."""

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
START = datetime(1970, 1, 1, tzinfo=UTC)
LATE_IN_2037 = datetime(2037, 9, 1, tzinfo=UTC).timestamp()
NEGATIVE = {"Africa/Casablanca", "Africa/El_Aaiun", "Europe/Dublin"}
"""Their winter is a summer time of minus one hour, and dateutil misreads the fold."""

by_area = pytest.mark.parametrize("area", AREAS)

PRAGUE = """
    2024-03-31 2024-10-27  2025-03-30 2025-10-26  2026-03-29 2026-10-25  2027-03-28 2027-10-31
    2028-03-26 2028-10-29  2029-03-25 2029-10-28  2030-03-31 2030-10-27  2031-03-30 2031-10-26
    2032-03-28 2032-10-31  2033-03-27 2033-10-30  2034-03-26 2034-10-29  2035-03-25 2035-10-28
    2036-03-30 2036-10-26  2037-03-29 2037-10-25
"""

SKIPPED = {
    "Kwajalein": "1993-08-21",
    "Pacific/Kwajalein": "1993-08-21",
    "Pacific/Enderbury": "1994-12-31",
    "Pacific/Kanton": "1994-12-31",
    "Pacific/Kiritimati": "1994-12-31",
    "Pacific/Apia": "2011-12-30",
    "Pacific/Fakaofo": "2011-12-30",
}
"""Every date since 1970 that a zone never had. None was doubled since."""

LEAPS = [
    ("Asia/Manila", "1844-12-31T00:00:00", "1845-01-01T00:00:00"),
    ("America/Juneau", "1867-10-19T15:33:32", "1867-10-18T15:33:32"),
    ("America/Sitka", "1867-10-19T15:30:00", "1867-10-18T15:30:00"),
    ("Pacific/Pago_Pago", "1892-07-05T00:00:00", "1892-07-04T00:00:00"),
    ("Pacific/Apia", "1892-07-05T00:00:00", "1892-07-04T00:00:00"),
    ("Pacific/Rarotonga", "1899-12-26T00:00:00", "1899-12-25T00:00:00"),
    ("Pacific/Kwajalein", "1969-10-01T00:00:00", "1969-09-30T01:00:00"),
]
"""Before 1970: what the clocks would have shown, and what they showed instead."""

EXAMPLES = [
    # Half an hour, on Lord Howe: 02:00 -> 02:30, and 02:00 -> 01:30.
    ("Australia/Lord_Howe", "2025-10-05 02:15", "2025-10-05 02:45 +1100"),
    ("Australia/Lord_Howe", "2025-10-05 02:30", "2025-10-05 02:30 +1100"),
    ("Australia/Lord_Howe", "2025-04-06 01:45", "2025-04-06 01:45 +1100"),
    ("Australia/Lord_Howe", "2025-04-06 02:00", "2025-04-06 02:00 +1030"),
    # At midnight, in Cairo, Beirut, Asuncion and Santiago: 00:00 -> 01:00, and 00:00 -> 23:00.
    ("Africa/Cairo", "2025-04-25 00:00", "2025-04-25 01:00 +0300"),
    ("Africa/Cairo", "2025-04-25 00:30", "2025-04-25 01:30 +0300"),
    ("Africa/Cairo", "2025-10-30 23:30", "2025-10-30 23:30 +0300"),
    ("Africa/Cairo", "2025-10-31 00:00", "2025-10-31 00:00 +0200"),
    ("Asia/Beirut", "2025-03-30 00:30", "2025-03-30 01:30 +0300"),
    ("Asia/Beirut", "2025-10-25 23:45", "2025-10-25 23:45 +0300"),
    ("America/Asuncion", "2024-10-06 00:00", "2024-10-06 01:00 -0300"),
    ("America/Asuncion", "2024-03-23 23:45", "2024-03-23 23:45 -0300"),
    ("America/Santiago", "2025-09-07 00:30", "2025-09-07 01:30 -0300"),
    ("America/Santiago", "2025-04-05 23:00", "2025-04-05 23:00 -0300"),
    ("America/Santiago", "2025-04-06 00:00", "2025-04-06 00:00 -0400"),
    # In the evening, at the hour of a reminder: Easter Island 22:00 -> 23:00, 22:00 -> 21:00,
    # and Greenland 23:00 -> 00:00.
    ("Pacific/Easter", "2025-09-06 22:30", "2025-09-06 23:30 -0500"),
    ("Pacific/Easter", "2025-04-05 21:30", "2025-04-05 21:30 -0500"),
    ("Pacific/Easter", "2025-04-05 22:00", "2025-04-05 22:00 -0600"),
    ("America/Nuuk", "2025-03-29 23:30", "2025-03-30 00:30 -0100"),
    # Ramadan, in Morocco: the clocks go back before it and forward after it.
    ("Africa/Casablanca", "2025-02-23 02:30", "2025-02-23 02:30 +0100"),
    ("Africa/Casablanca", "2025-02-23 03:00", "2025-02-23 03:00 +0000"),
    ("Africa/Casablanca", "2025-04-06 02:30", "2025-04-06 03:30 +0100"),
    ("Africa/El_Aaiun", "2025-04-06 02:30", "2025-04-06 03:30 +0100"),
    # A winter that is called summer time with a minus sign.
    ("Europe/Dublin", "2025-10-26 01:30", "2025-10-26 01:30 +0100"),
    ("Europe/Dublin", "2025-03-30 01:30", "2025-03-30 02:30 +0100"),
    # Quarters of an hour, and two hours at once.
    ("Pacific/Chatham", "2025-09-28 03:00", "2025-09-28 04:00 +1345"),
    ("America/St_Johns", "2025-11-02 01:30", "2025-11-02 01:30 -0230"),
    ("Antarctica/Troll", "2025-03-30 02:30", "2025-03-30 04:30 +0200"),
    ("Antarctica/Troll", "2025-10-26 02:30", "2025-10-26 02:30 +0200"),
]
"""Zone, what a person asks for, and what the clock shows when it rings."""


def test_dateutil_is_old_enough_to_be_no_copy_of_zoneinfo() -> None:
    assert int(version("python-dateutil").split(".")[0]) < 3


def test_every_name_that_zoneinfo_knows_is_tested_once() -> None:
    tested = [name for area in AREAS for zone in oracle.zones_of(area) for name in zone.names]
    assert sorted(tested) == sorted(available_timezones())
    assert len(tested) > 500


def test_libc_knows_the_28_changes_of_prague() -> None:
    changes = oracle.zone_named("Europe/Prague").offsets.changes
    hour = 60 * 60
    assert [oracle.date_at(change.at).isoformat() for change in changes] == PRAGUE.split()
    assert {change.at % oracle.DAY for change in changes} == {hour}  # 01:00 UTC
    assert [change[1:] for change in changes] == [(hour, 2 * hour), (2 * hour, hour)] * 14


@by_area
def test_dateutil_knows_the_changes_that_libc_knows(area: str) -> None:
    """All but the last of 2037 in some zones: what follows the last of a file it calls standard.

    A failure with nothing known to dateutil means "slim" files, whose 32-bit part is empty.
    """
    for zone in oracle.zones_of(area):
        libc, other = zone.offsets.changes, oracle.by_dateutil(zone)
        allowed = [libc, libc[:-1]] if libc and libc[-1].at > LATE_IN_2037 else [libc]
        assert other in allowed, f"{zone.name}: {set(libc) ^ set(other)}"


@by_area
def test_dateutil_resolves_gaps_and_folds_as_the_rule_of_these_tests_does(area: str) -> None:
    wrong = []
    for zone in _futures(area):
        there = tz.tzfile(zone.path)
        for change in zone.offsets.changes:
            if zone.name in NEGATIVE or change.at > LATE_IN_2037:
                continue
            start, end = change.edges
            for wall in (start - 60, start, (start + end) // 2, end - 60, end):
                local = oracle.wall_at(wall)
                told = tz.resolve_imaginary(local.replace(tzinfo=there)).astimezone(UTC)
                shown = tz.datetime_exists(local, there) + tz.datetime_ambiguous(local, there)
                rule = _utc(zone.offsets.due(wall))
                if told != rule or shown != len(zone.offsets.instants(wall)):
                    wrong.append(f"{zone.name} {local}: rule {rule}, dateutil {told}, {shown}x")
    _none(wrong)


@by_area
def test_a_wall_time_near_a_change_has_the_one_instant_of_rfc_5545(area: str) -> None:
    wrong = []
    for zone, change in _changes(oracle.zones_of(area)):
        for wall in _walls(change):
            place = nights.in_night(wall, NOON)
            before = START
            for night in _nights(change):
                ours = nights.instant(zone.info, night, place)
                right = _right(zone.offsets, night, wall, NOON)
                if ours != right:
                    wrong.append(_said(zone, night, wall, NOON, ours, right))
                if ours <= before:
                    wrong.append(f"{zone.name}, {night} at {wall}: not after the night before")
                before = ours
    _none(wrong)


@by_area
def test_libc_gives_the_same_instant_to_a_wall_time_that_exists_once(area: str) -> None:
    walls = {
        zone.path: [
            wall
            for change in zone.offsets.changes
            for day in sorted({oracle.date_at(edge) for edge in change.edges})
            for wall in (oracle.wall_of(datetime.combine(day, at)) for at in _walls(change))
            if len(zone.offsets.instants(wall)) == 1
        ]
        for zone in oracle.zones_of(area)
    }
    told = oracle.by_mktime(walls)
    wrong = []
    for zone in oracle.zones_of(area):
        for wall, right in zip(walls[zone.path], told[zone.path], strict=True):
            local = oracle.wall_at(wall)
            ours = nights.instant(zone.info, local.date(), local - _midnight(local.date()))
            if ours != _utc(right):
                wrong.append(f"{zone.name}, {local}: ours {ours}, libc {_utc(right)}")
    _none(wrong)


@by_area
def test_each_night_near_a_change_holds_its_own_instants_and_no_other(area: str) -> None:
    """Zones that have the same offsets from 2024 to 2037 are one here."""
    wrong = []
    for zone, change in _changes(_futures(area)):
        for wall, rollover, night in product(_walls(change), ROLLOVERS, _nights(change)):
            ours = nights.instant(zone.info, night, nights.in_night(wall, rollover))
            found = nights.night_of(ours, zone.info, rollover)
            if found != night:
                wrong.append(_said(zone, night, wall, rollover, found, night))
    _none(wrong)


@by_area
def test_nights_near_a_change_follow_each_other_without_gap_or_overlap(area: str) -> None:
    wrong = []
    for zone, change in _changes(_futures(area)):
        for rollover in (*ROLLOVERS, *RUDE):
            starts = [nights.starts(night, zone.info, rollover) for night in _nights(change)]
            right = [_right(zone.offsets, n, rollover, rollover) for n in _nights(change)]
            if starts != right or any(one >= other for one, other in pairwise(starts)):
                wrong.append(f"{zone.name}, nights from {rollover}: {starts}, oracle {right}")
            for night, start in zip(_nights(change), starts, strict=True):
                edge = [nights.night_of(at, zone.info, rollover) for at in (start - TICK, start)]
                if edge != [night - DAY, night]:
                    wrong.append(f"{zone.name}, {night} from {rollover}: {edge} meet at its start")
    _none(wrong)


@by_area
def test_the_plan_of_a_night_near_a_change_asks_each_wall_time_once(area: str) -> None:
    wrong = []
    for zone, change in _changes(_futures(area)):
        walls = {f"h{wall:%H%M}": wall for wall in _walls(change)}
        asked = config(
            *(habit(key, wall, until=time(11, 59)) for key, wall in walls.items()),
            budget=len(walls),
        )
        for night in _nights(change):
            plan = planning.plan(asked, night, zone.info)
            ours = {reminder.habit.key: reminder.due for reminder in plan.reminders}
            right = {key: _right(zone.offsets, night, walls[key], NOON) for key in walls}
            lost = [r.id for r in plan.reminders if not plan.begins <= r.due < r.until]
            late = [r.id for r in plan.reminders if r.due >= plan.ends]
            if ours != right or lost or late or len(plan.reminders) != len(walls):
                wrong.append(f"{zone.name}, {night}: {lost}, {late}, {ours}, oracle {right}")
    _none(wrong)


@by_area
def test_a_zone_keeps_its_wall_times_between_the_changes_too(area: str) -> None:
    """Also the zones that have no change: New Year and midsummer of every year."""
    wrong = []
    for zone in oracle.zones_of(area):
        for year, month, wall in product(range(2024, 2038), (1, 7), TYPICAL):
            night = date(year, month, 2)
            ours = nights.instant(zone.info, night, nights.in_night(wall, NOON))
            right = _right(zone.offsets, night, wall, NOON)
            if ours != right:
                wrong.append(_said(zone, night, wall, NOON, ours, right))
    _none(wrong)


@pytest.mark.parametrize(("name", "asked", "shown"), EXAMPLES)
def test_it_rings_when_the_systems_own_clock_shows_this(name: str, asked: str, shown: str) -> None:
    wall = datetime.fromisoformat(asked)
    ours = nights.instant(ZoneInfo(name), wall.date(), wall - _midnight(wall.date()))
    assert ours == _utc(oracle.zone_named(name).offsets.due(oracle.wall_of(wall)))
    clock = subprocess.run(
        ["date", "-d", f"@{ours.timestamp():.0f}", "+%F %H:%M %z"],
        env={**os.environ, "TZ": f":{oracle.path_of(name)}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert clock.stdout.strip() == shown


def test_these_are_all_the_dates_that_a_zone_skipped_since_1970_and_none_was_doubled() -> None:
    leaps = [(zone, leap) for zone in oracle.zones() for leap in zone.leaps if leap.at >= 0]
    assert [zone.name for zone, leap in leaps if not leap.is_gap] == []
    assert {n: _from_to(leap)[0] for zone, leap in leaps for n in zone.names} == {
        name: f"{day}T00:00:00" for name, day in SKIPPED.items()
    }
    assert {leap.after - leap.before for _, leap in leaps} == {oracle.DAY}


def test_these_dates_were_skipped_or_doubled_before_1970() -> None:
    leaps = {(n, *_from_to(leap)) for zone in oracle.zones() for leap in zone.leaps
             for n in zone.names}  # fmt: skip
    assert set(LEAPS) <= leaps


@by_area
def test_nights_across_the_date_line_follow_each_other_and_ask_once(area: str) -> None:
    """Every move since 1840: a skipped date has no night, and a doubled one asks once."""
    leaps = [(zone, leap) for zone in oracle.zones_of(area) for leap in zone.leaps]
    for zone, leap in leaps:
        offsets = Offsets([oracle.OLDEST, leap.at], [leap.before, leap.after])
        lived = _lived(zone, leap)
        dates = [lived[0] + DAY * n for n in range((lived[-1] - lived[0]).days + 1)]
        noons = [oracle.wall_of(datetime.combine(night, NOON)) for night in dates]
        skipped = [night for night, noon in zip(dates, noons, strict=True)
                   if not offsets.instants(noon)]  # fmt: skip
        assert [night for night in dates if night not in skipped] == lived, zone.name
        for wall in TYPICAL:
            place = nights.in_night(wall, NOON)
            dues = [nights.instant(zone.info, night, place) for night in lived]
            assert dues == [_right(offsets, night, wall, NOON) for night in lived], zone.name
            assert all(one < other for one, other in pairwise(dues)), zone.name
            assert [nights.night_of(due, zone.info, NOON) for due in dues] == lived, zone.name


@pytest.mark.parametrize(("name", "day"), SKIPPED.items())
def test_a_skipped_date_is_an_empty_night_that_nothing_falls_into(name: str, day: str) -> None:
    skipped, zone = date.fromisoformat(day), oracle.zone_named(name)
    begins = [nights.starts(skipped + DAY * n, zone.info, NOON) for n in (-1, 0, 1, 2)]
    assert [other - one for one, other in pairwise(begins)] == [DAY, 0 * DAY, DAY]
    leap = next(leap for leap in zone.leaps if leap.at >= 0)
    assert _lived(zone, leap) == [skipped + DAY * n for n in (-3, -2, -1, 1, 2, 3)]


@pytest.mark.parametrize(
    ("name", "night", "hours"),
    [
        ("Pacific/Kwajalein", "1969-09-30", 47),
        ("Pacific/Rarotonga", "1899-12-25", 48),
        ("Pacific/Apia", "1892-07-04", 48),
        ("America/Sitka", "1867-10-19", 48),
    ],
)
def test_a_doubled_day_makes_one_long_night(name: str, night: str, hours: int) -> None:
    doubled, zone = date.fromisoformat(night), oracle.zone_named(name).info
    begins = [nights.starts(doubled + DAY * n, zone, NOON) for n in (-1, 0, 1, 2)]
    assert [other - one for one, other in pairwise(begins)] == [DAY, hours * HOUR, DAY]
    for hour in range(hours):
        assert nights.night_of(begins[1] + hour * HOUR, zone, NOON) == doubled


def _futures(area: str) -> list[Zone]:
    """One zone for each course of offsets from 2024 to 2037."""
    return list({str(zone.offsets): zone for zone in oracle.zones_of(area)}.values())


def _changes(zones: list[Zone]) -> Iterator[tuple[Zone, Change]]:
    return ((zone, change) for zone in zones for change in zone.offsets.changes)


def _walls(change: Change) -> list[time]:
    """The times of day to try: typical ones, and those in and around the gap or fold."""
    start, end = change.edges
    near = {edge + sign * 60 * n for edge in (start, end) for sign in (-1, 1) for n in NEAR}
    return sorted(
        {oracle.wall_at(at).time() for at in (*near, (start + end) // 2)} | {*TYPICAL, *ROLLOVERS}
    )


def _nights(change: Change) -> list[date]:
    """The nights before, on and after: one that changes at 02:00 began on the day before."""
    first, last = (oracle.date_at(edge) for edge in change.edges)
    return [first + DAY * n for n in range(-2, (last - first).days + 2)]


def _right(offsets: Offsets, night: date, wall: time, rollover: time) -> datetime:
    """The oracle's instant: a wall time before rollover is on the next day of the calendar."""
    day = night + DAY if wall < rollover else night
    return _utc(offsets.due(oracle.wall_of(datetime.combine(day, wall))))


def _lived(zone: Zone, leap: Change) -> list[date]:
    """The nights that three days before and after a move have, hour by hour."""
    walked = (nights.night_of(_utc(leap.at) + HOUR * n, zone.info, NOON) for n in range(-60, 84))
    return [night for night, _ in groupby(walked)]


def _from_to(leap: Change) -> tuple[str, str]:
    """What the clocks would have shown, and what they showed."""
    here, there = leap.at + leap.before, leap.at + leap.after
    return oracle.wall_at(here).isoformat(), oracle.wall_at(there).isoformat()


def _utc(instant: int) -> datetime:
    return START + SECOND * instant


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _said(zone: Zone, night: date, wall: time, rollover: time, *ours_right: object) -> str:
    ours, right = ours_right
    return f"{zone.name}, night {night} from {rollover}, {wall}: ours {ours}, oracle {right}"


def _none(wrong: list[str]) -> None:
    assert not wrong, f"{len(wrong)} wrong, first:\n" + "\n".join(wrong[:10])
