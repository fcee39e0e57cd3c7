"""expected: what stands in the calendars, and whether it took place."""

import builtins
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.calendars import event, written
from tests.support.terminal import CONFIG, Terminal

HIKE = event(
    "a@example.org",
    "Hike with Jana",
    "DTSTART;TZID=Europe/Prague:20261122T090000",
    "DURATION:PT6H",
)
FLIGHT = event(
    "b@example.org",
    "Flight to Rome",
    "DTSTART;TZID=Europe/Prague:20261125T130000",
    "DURATION:PT5H",
)


@pytest.fixture
def folder(coach: Terminal, tmp_path: Path) -> Path:
    """A folder of calendars that is configured."""
    calendars = tmp_path / "calendars"
    coach.config.write_text(
        CONFIG + f'routine = "evidence-3min"\n[calendar]\nfiles = ["{calendars}"]\n'
    )
    written(calendars / "private" / "a.ics", HIKE)
    written(calendars / "private" / "b.ics", FLIGHT)
    return calendars


def states(coach: Terminal) -> dict[str, str]:
    return {one["sort"]: one["state"] for one in coach.json("expected")["expected"]}


def test_reading_tells_what_came_of_it_and_changes_nothing_twice(
    coach: Terminal, folder: Path
) -> None:
    first = coach.json("expected", "--read")
    assert first == {
        "events": 2,
        "expected": 2,
        "new": 2,
        "gone": 0,
        "folders": [str(folder), str(folder / "private")],
        "problems": [],
    }
    again = coach.json("expected", "--read")
    assert (again["new"], again["gone"]) == (0, 0)
    (folder / "private" / "b.ics").unlink()
    assert coach.json("expected", "--read")["gone"] == 1
    assert states(coach) == {"hike": "open"}


def test_the_list_tells_when_and_not_what_it_is_called(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    said = coach("expected").out
    assert "a hike, Sunday 22 November, 09:00 to 15:00" in said
    assert "a flight, Wednesday 25 November, 13:00 to 18:00" in said
    assert "Jana" not in said + coach("history", "--to", "2026-11-30").out


def test_what_is_expected_stands_in_the_plan_with_its_reason(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    (tonight,) = coach.json("plan")["nights"]
    reasons = [reminder["reason"] for reminder in tonight["reminders"]]
    assert any("after today's 6 hours on foot, by your calendar" in one for one in reasons)
    (later,) = coach.json("plan", "--night", "2026-11-25")["nights"]
    asked = [one for one in later["reminders"] if one["habit"] == "on-the-way"]
    assert [one["due"][11:16] for one in asked] == ["14:00", "15:00", "16:00", "17:00"]
    assert {one["reason"] for one in asked} == {"a flight is in your calendar"}


def test_no_takes_the_care_away_and_undo_brings_it_back(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    hike = coach.json("expected")["expected"][0]
    assert hike.keys() >= {"id", "sort", "mode", "begins", "ends", "all_day", "night", "state"}
    assert coach.json("expected", "--no", hike["id"][:6]).keys() == {"id", "night"}
    assert states(coach)["hike"] == "no"
    assert "by your calendar" not in coach("plan").out
    assert coach("undo").code == 0
    assert states(coach)["hike"] == "open"
    assert "by your calendar" in coach("plan").out


def test_yes_makes_it_count_without_a_doubt(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    hike = coach.json("expected")["expected"][0]
    assert coach("expected", "--yes", hike["id"]).code == 0
    assert states(coach)["hike"] == "yes"
    assert "after today's 6 hours on foot)" in coach("plan").out
    assert coach("expected", "--yes", hike["id"]).code == 3


def test_what_is_to_come_cannot_be_confirmed_but_called_off(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    flight = coach.json("expected")["expected"][1]["id"]
    refused = coach("expected", "--yes", flight)
    assert (refused.code, refused.out) == (3, "")
    assert "still to come" in refused.err
    assert coach("expected", "--no", flight).code == 0


def test_an_id_that_names_nothing_or_too_much(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    for wrong in ("zzz", ""):
        assert coach("expected", "--no", wrong).code == 3


def test_what_nobody_confirmed_is_dropped_and_says_so(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    coach.now = "2026-11-24 21:50"
    assert states(coach)["hike"] == "dropped"
    assert "not confirmed, so it no longer counts" in coach("expected").out
    assert "no longer counts" in coach("status").out
    coach.now = "2026-11-26 21:50"
    assert "a hike" not in coach("status").out


def test_status_asks_about_what_waits_for_a_word(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    said = coach("status").out
    assert "Did it take place?" in said
    assert "a hike" in said
    assert "a flight" not in said, "it is still to come"


def test_logging_the_same_hike_settles_it(coach: Terminal, folder: Path) -> None:
    assert folder
    coach("expected", "--read")
    coach("log", "hike", "--at", "15:30", "--distance", "12", "--ascent", "700", "--duration", "6h")
    assert states(coach) == {"trip": "open"}
    assert "by your calendar" not in coach("plan").out


def test_without_a_calendar_it_says_how_to_name_one(coach: Terminal) -> None:
    assert "[calendar] files" in coach("expected").out
    refused = coach("expected", "--read")
    assert (refused.code, refused.out) == (3, "")
    assert "[calendar] files" in refused.err


def test_a_calendar_that_is_taken_out_of_the_config_leads_to_nothing_more(
    coach: Terminal, folder: Path
) -> None:
    assert folder
    coach("expected", "--read")
    coach.config.write_text(CONFIG)
    assert coach("expected", "--read").code == 3
    assert coach.json("expected") == {"expected": []}


def test_a_calendar_that_cannot_be_read_is_told_and_takes_nothing_away(
    coach: Terminal, folder: Path
) -> None:
    coach("expected", "--read")
    (folder / "private" / "b.ics").write_text("BEGIN:VCALENDAR")
    said = coach("expected", "--read", "--json")
    assert (said.code, said.document["gone"]) == (1, 0)
    assert said.document["problems"][0]["path"].endswith("b.ics")
    assert "ends in the middle" in said.err
    assert len(coach.json("expected")["expected"]) == 2


def test_without_the_extra_it_says_what_to_install(
    coach: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as the built-in one
        if name.partition(".")[0] in ("icalendar", "recurring_ical_events"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "coach.imports.occurrences", raising=False)
    monkeypatch.delattr("coach.imports.occurrences", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    refused = coach("expected", "--read")
    assert (refused.code, refused.out) == (1, "")
    assert "pipx inject" in refused.err


# --- import ----------------------------------------------------------------------------------


def test_a_file_is_taken_in_once_and_says_what_it_led_to_expect(
    coach: Terminal, tmp_path: Path
) -> None:
    later = event("c", "Flight to Oslo", "DTSTART:20270301T080000Z", "DURATION:PT6H")
    file = written(tmp_path / "mail.ics", HIKE, later, header=("METHOD:REQUEST",))
    said = coach("import", file)
    assert said.code == 0
    assert "2 are expected:" in said.out
    assert "a flight, Monday 1 March, 09:00 to 15:00" in said.out
    again = coach.json("import", file)
    assert (again["imported"], again["skipped"], again["problems"]) == (0, 2, [])
    assert coach("expected", "--read").code == 3
    assert len(coach.json("expected")["expected"]) == 2, "no calendar has it, so none lost it"


def test_what_a_calendar_has_as_well_still_goes_with_it(
    coach: Terminal, folder: Path, tmp_path: Path
) -> None:
    coach("expected", "--read")
    later = [*HIKE[:3], "DTSTART;TZID=Europe/Prague:20261122T100000", *HIKE[4:]]
    assert coach.json("import", written(tmp_path / "mail.ics", later))["imported"] == 1
    (folder / "private" / "a.ics").unlink()
    assert coach.json("expected", "--read")["gone"] == 1
    assert states(coach) == {"trip": "open"}


def test_a_file_without_trips_says_so(coach: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path / "a.ics", event("a", "Dentist", "DTSTART:20261123T080000Z"))
    said = coach("import", file)
    assert (said.code, said.err) == (0, "")
    assert "No hike and no long trip" in said.out


def test_what_is_planned_and_where_it_stands_come_in_the_order_of_the_evening(
    coach: Terminal, folder: Path
) -> None:
    assert folder
    coach.now = "2026-11-22 13:00"
    coach("expected", "--read")
    for command in ("plan", "status"):
        times = re.findall(r"^  ([0-9]{2}:[0-9]{2})  ", coach(command).out, re.MULTILINE)
        assert "19:30" in times
        assert times == sorted(times, key=lambda time: (time < "12:00", time))


# --- simulate --------------------------------------------------------------------------------


def played(coach: Terminal, *words: str) -> list[tuple[str, str]]:
    document = coach.json("simulate", "--from", "2026-11-22", *words)
    return [(one["at"][11:16], one["title"]) for one in document["shown"] + document["asked"]]


def test_a_preview_plays_the_way_and_the_question(coach: Terminal, folder: Path) -> None:
    assert folder
    coach.now = "2026-11-22 13:00"
    coach("expected", "--read")
    shown = played(coach, "--nights", "4")
    assert ("19:30", "Did it take place?") in shown
    assert [at for at, title in shown if title == "A little movement on the way"] == [
        "14:00",
        "15:00",
        "16:00",
        "17:00",
    ]


def test_what_is_denied_in_a_preview_asks_nothing_more(coach: Terminal, folder: Path) -> None:
    coach.now = "2026-11-22 13:00"
    coach("expected", "--read")
    key = coach.json("expected")["expected"][0]["id"]
    events = folder / "events.txt"
    events.write_text(f"2026-11-22 19:40 expected --no {key}\n")
    shown = played(coach, "--nights", "2", "--events", str(events))
    assert [title for _, title in shown].count("Did it take place?") == 1
    assert coach.json("expected")["expected"][0]["state"] == "open", "it was a preview"
