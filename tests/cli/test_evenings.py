"""Which night a command means, at every time of the day and in every zone."""

import pytest

from coach.cli.times import as_typed
from coach.config.reading import read
from coach.core.model import Timetable
from coach.core.planning import timetable
from coach.journal import SqliteJournal, fresh
from tests.support.people import NIGHT, PRAGUE, at
from tests.support.terminal import CONFIG, Terminal


@pytest.mark.parametrize(
    ("now", "told", "night"),
    [
        ("2026-11-23 00:20", None, "2026-11-22"),
        ("2026-11-23 00:20", "today", "2026-11-23"),
        ("2026-11-23 00:20", "yesterday", "2026-11-22"),
        ("2026-11-23 08:00", None, "2026-11-22"),
        ("2026-11-23 08:00", "today", "2026-11-23"),
        ("2026-11-23 08:00", "yesterday", "2026-11-22"),
        ("2026-11-23 13:00", None, "2026-11-23"),
        ("2026-11-23 13:00", "today", "2026-11-23"),
        ("2026-11-23 13:00", "yesterday", "2026-11-22"),
        ("2026-11-23 11:59", None, "2026-11-22"),
        ("2026-11-23 12:00", None, "2026-11-23"),
        ("2026-11-23 13:00", "2026-11-20", "2026-11-20"),
    ],
)
@pytest.mark.parametrize("command", [("status",), ("done", "warm")])
def test_a_night_is_named_by_the_date_of_its_evening(
    coach: Terminal, command: tuple[str, ...], now: str, told: str | None, night: str
) -> None:
    coach.now = now
    options = ("--night", told) if told else ()
    assert coach.json(*command, *options)["night"] == night


def test_in_the_morning_a_plan_names_the_way_to_the_evening(coach: Terminal) -> None:
    hint = "What comes this evening: coach plan --night today"
    for now, told in (("2026-11-22 21:50", False), ("2026-11-23 00:20", False),
                      ("2026-11-23 08:00", True), ("2026-11-23 12:30", False)):  # fmt: skip
        coach.now = now
        assert (hint in coach("plan").out) is told
    coach.now = "2026-11-23 08:00"
    said = coach("plan", "--night", "today").out
    assert said.startswith("Monday 23 November 2026\n")
    assert hint not in said


def test_a_pause_ends_on_the_day_named_tomorrow(coach: Terminal) -> None:
    assert "Monday 23 November 2026" in coach("pause", "--until", "tomorrow").out


@pytest.mark.parametrize("told", ["4.30", "4:30am", "4:30 AM", "4.30 a.m.", "04:30"])
def test_a_time_may_be_written_as_people_do(coach: Terminal, told: str) -> None:
    coach.now = "2026-11-23 08:00"
    assert "a cramp at 04:30" in coach("log", "cramp", "--at", told).out


@pytest.mark.parametrize(
    ("told", "read"),
    [("9pm", "21:00"), ("12pm", "12:00"), ("12 am", "00:00"), ("12.15", "12:15"), ("13pm", "13pm"),
     ("0am", "0am"), ("22", "22"), ("4.30m", "4.30m"), ("noon", "noon"), ("25:00", "25:00")],
)  # fmt: skip
def test_half_days_are_counted_from_noon_and_midnight(told: str, read: str) -> None:
    assert as_typed(told) == read


def test_an_earlier_pause_is_named_when_a_later_one_is_taken_back(coach: Terminal) -> None:
    coach("pause")
    coach("pause")
    assert "An earlier pause still holds. To end it: coach resume" in coach("undo").out
    assert "earlier pause" not in coach("undo").out


def test_an_answer_after_midnight_belongs_to_the_evening_before(coach: Terminal) -> None:
    coach.now = "2026-11-23 00:20"
    assert coach("done", "warm").out == "Warm legs: noted as done.\n"
    coach.now = "2026-11-23 13:00"
    assert coach("done", "warm", "--night", "yesterday").code == 3


def test_an_answer_for_another_evening_says_which(coach: Terminal) -> None:
    said = coach("skip", "warm", "--night", "yesterday").out
    assert said == (
        "Warm legs: noted as skipped on the evening of Saturday 21 November. That is fine.\n"
    )


@pytest.mark.parametrize(
    ("now", "at", "when", "night"),
    [
        ("2026-11-23 08:00", "04:30", "2026-11-23T04:30:00+01:00", "2026-11-22"),
        ("2026-11-23 03:00", "04:30", "2026-11-22T04:30:00+01:00", "2026-11-21"),
        ("2026-11-23 08:00", "08:00", "2026-11-23T08:00:00+01:00", "2026-11-22"),
        ("2026-11-23 08:00", "2026-11-20T23:30", "2026-11-20T23:30:00+01:00", "2026-11-20"),
        ("2026-11-23 08:00", "2026-11-20T23:30Z", "2026-11-21T00:30:00+01:00", "2026-11-20"),
        ("2026-11-23 08:00", "2026-06-20 04:00", "2026-06-20T04:00:00+02:00", "2026-06-19"),
    ],
)
def test_a_clock_time_is_the_latest_past_one_and_iso_is_exact(
    coach: Terminal, now: str, at: str, when: str, night: str
) -> None:
    coach.now = now
    assert coach.json("log", "cramp", "--at", at)["night"] == night
    (fact,) = coach.json("history", "--from", "2026-01-01")["facts"]
    assert fact["when"] == when


@pytest.mark.parametrize("at", ["2026-11-23T04:30", "2026-11-22T21:51"])
def test_a_time_to_come_is_refused(coach: Terminal, at: str) -> None:
    said = coach("log", "cramp", "--at", at)
    assert said.code == 2
    assert "still to come" in said.err


@pytest.mark.parametrize(
    ("zone", "night", "offset"),
    [
        ("Europe/Prague", "2026-11-22", "+01:00"),
        ("Pacific/Auckland", "2026-11-22", "+13:00"),  # there it is 09:50 of the 23rd
        ("Asia/Tokyo", "2026-11-22", "+09:00"),
        ("Pacific/Kiritimati", "2026-11-22", "+14:00"),
        ("America/Los_Angeles", "2026-11-22", "-08:00"),
        ("no such zone", "2026-11-22", "+00:00"),
    ],
)
def test_the_night_is_that_of_the_zone_of_this_machine(
    coach: Terminal, monkeypatch: pytest.MonkeyPatch, zone: str, night: str, offset: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    status = coach.json("status")
    assert status["night"] == night
    assert status["habits"][0]["due"] == f"{night}T19:30:00{offset}"


def test_a_zone_in_the_config_goes_before_that_of_this_machine(coach: Terminal) -> None:
    coach.config.write_text('timezone = "Asia/Tokyo"\n' + coach.config.read_text())
    assert coach.json("status")["habits"][0]["due"].endswith("+09:00")


def test_a_night_worker_has_nights_from_the_moved_rollover(coach: Terminal) -> None:
    coach.config.write_text(
        'bedtime = "08:30"\nwake = "16:00"\nrollover = "20:00"\n'
        '[[habit]]\nkey = "warm"\nat = "bedtime - 1h"\n'
    )
    coach.now = "2026-11-23 07:40"
    status = coach.json("status")
    assert (status["night"], status["habits"][0]["state"]) == ("2026-11-22", "waiting")
    coach.now = "2026-11-23 19:59"
    assert coach.json("status")["night"] == "2026-11-22"
    coach.now = "2026-11-23 20:00"
    assert coach.json("status")["night"] == "2026-11-23"


def test_a_time_that_was_set_after_it_had_come_is_for_tomorrow(coach: Terminal) -> None:
    config = read(CONFIG.encode(), "config.toml").config
    assert config is not None
    coach.data.mkdir()
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        table = Timetable(at("21:40"), timetable(config))
        journal.keep(fresh(at("21:40").astimezone(PRAGUE), (NIGHT, table)))
    told = coach("status").out
    line = "19:30  Something rich in calcium      from the next evening on: this time was set"
    assert line in told
    assert "21:45  Stretch calves and hamstrings  due, not shown yet" in told
    coach.now = "2026-11-23 06:00"
    told = coach("status").out
    assert line in told, "nobody missed what had not been asked"
    assert "21:45  Stretch calves and hamstrings  not shown" in told
