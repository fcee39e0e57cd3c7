"""check: whether the calendars can be read, and how many events count."""

from pathlib import Path

from tests.support.calendars import event, written
from tests.support.terminal import CONFIG, Terminal

HIKE = event("a", "Hike", "DTSTART:20261123T080000Z", "DURATION:PT6H")


def finding(coach: Terminal) -> tuple[bool, str]:
    said = coach("check", "--json").document["surroundings"]["calendar"]
    return said["ok"], said["text"]


def test_without_a_calendar_nothing_is_amiss(coach: Terminal) -> None:
    assert finding(coach) == (True, "no calendar is set")


def test_it_counts_what_is_there_and_what_counts(coach: Terminal, tmp_path: Path) -> None:
    file = written(tmp_path / "a.ics", HIKE, event("b", "Dentist", "DTSTART:20261123T080000Z"))
    coach.config.write_text(CONFIG + f'[calendar]\nfiles = ["{file}"]\n')
    ok, text = finding(coach)
    assert ok
    assert text == "2 events, 1 of them hikes or long trips in the next two weeks"


def test_it_names_what_cannot_be_read(coach: Terminal, tmp_path: Path) -> None:
    (tmp_path / "b.ics").write_text("nonsense")
    files = [str(tmp_path / "missing.ics"), str(tmp_path / "b.ics")]
    coach.config.write_text(CONFIG + f"[calendar]\nfiles = {files}\n")
    ok, text = finding(coach)
    assert not ok
    assert f"{files[0]}: it cannot be read (no such file or directory)" in text
    assert f"{files[1]}: it is not a calendar file (ICS)" in text
