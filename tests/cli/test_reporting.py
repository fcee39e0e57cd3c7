"""report: its document, and a file in no other file's place."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.core.model import Answer
from coach.journal import SqliteJournal, fresh
from tests.support.terminal import CONFIG, Terminal

KEYS = {
    "from", "to", "nights", "over", "answered", "unsure", "cramp_nights", "cramps", "habits",
    "effects", "unit", "spans", "calendar", "reasons",
}  # fmt: skip


def test_the_document_has_every_number(coach: Terminal) -> None:
    coach("done", "stretch")
    coach("log", "cramp", "--minutes", "12", "--pain", "6")
    coach("log", "hike", "--distance", "12")
    report = coach.json("report")["report"]
    assert report.keys() >= KEYS
    assert (report["from"], report["to"], report["nights"]) == ("2026-11-22", "2026-11-22", 1)
    assert (report["cramp_nights"], report["answered"]) == (1, 1)
    assert report["calendar"][-1]["activities"] == ["hike"]
    assert [(h["habit"], h["done"], h["of"]) for h in report["habits"]] == [("stretch", 1, 1)]
    assert [reason["rule"] for reason in report["reasons"]] == ["U3"]
    assert report["cramps"]["minutes"] == {"of": 1, "median": 12, "least": 12, "most": 12}


@pytest.mark.parametrize(
    ("first_entry", "begins"),
    [("2026-11-22 21:50", "2026-11-22"), ("2026-11-08 21:50", "2026-11-08"),
     ("2026-03-01 21:50", "2026-05-25")],
)  # fmt: skip
def test_a_report_begins_with_the_first_entry_or_half_a_year_ago(
    coach: Terminal, first_entry: str, begins: str
) -> None:
    now, coach.now = coach.now, first_entry
    coach("done", "stretch")
    coach.now = now
    assert coach.json("report")["report"]["from"] == begins


def test_a_report_of_an_empty_journal_is_of_this_evening(coach: Terminal) -> None:
    report = coach.json("report")["report"]
    assert (report["from"], report["to"], report["over"]) == ("2026-11-22", "2026-11-22", 0)


def test_counts_of_one_are_told_as_one(coach: Terminal) -> None:
    coach("log", "cramp", "--pain", "6", "--minutes", "5")
    said = coach("report", "--clinician").out
    assert "6 (of 1 night)" in said
    assert "5 (of 1 cramp)" in said
    assert not re.search(r"\b1 (cramps|nights)\b", said)


def test_a_period_is_from_to(coach: Terminal) -> None:
    report = coach.json("report", "--from", "2026-11-01", "--to", "2026-11-10")["report"]
    assert (report["from"], report["to"], report["nights"]) == ("2026-11-01", "2026-11-10", 10)
    assert (report["over"], report["answered"], report["cramp_nights"]) == (10, 0, 0)


@pytest.mark.parametrize(
    "words", [["--from", "2026-11-02", "--to", "2026-11-01"], ["--from", "soon"], ["--html"]]
)
def test_what_is_no_period_is_refused(coach: Terminal, words: list[str]) -> None:
    said = coach("report", *words)
    assert (said.code, said.out) == (2, "")


def test_what_follows_a_hike_is_no_habit(coach: Terminal) -> None:
    night = date(2026, 11, 21)
    at = datetime(2026, 11, 21, 21, tzinfo=UTC)
    done = [Answer("done", f"{night}/{key}/1", "button") for key in ("leg-check", "warm")]
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        journal.keep(fresh(at, *((night, answer) for answer in done)))
    assert [h["habit"] for h in coach.json("report")["report"]["habits"]] == ["warm"]


def test_text_for_people_and_for_a_clinician(coach: Terminal) -> None:
    coach("log", "cramp", "--pain", "6")
    assert "Cramps on 1 of 1 answered night." in coach("report").out
    assert "Night leg cramps: a diary in numbers" in coach("report", "--clinician").out


def test_a_file_is_for_this_person_alone_and_may_be_made_again(
    coach: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    said = coach("report", "--html", str(file))
    assert said.code == 0
    assert said.out.startswith(f"Written: {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    first = file.read_text()
    coach("log", "cramp")
    assert coach.json("report", "--html", str(file)).keys() == {"report", "path"}
    assert file.read_text() != first
    assert coach("report", "--clinician", "--html", str(file)).code == 0
    assert "a diary in numbers" in file.read_text()
    assert [one.name for one in tmp_path.iterdir() if "report" in one.name] == ["report.html"]


def test_another_file_is_left_as_it_is(coach: Terminal, tmp_path: Path) -> None:
    (tmp_path / "taxes.html").write_text("mine")
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "link.html").symlink_to(tmp_path / "taxes.html")
    for name in ("taxes.html", "empty.html", "link.html", "."):
        said = coach("report", "--html", str(tmp_path / name))
        assert (said.code, said.out) == (1, "")
        assert "write another name" in said.err
    assert (tmp_path / "taxes.html").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(coach: Terminal, tmp_path: Path) -> None:
    said = coach("report", "--html", str(tmp_path / "nowhere" / "report.html"))
    assert (said.code, said.out) == (1, "")
    assert "No such file" in said.err


def test_reasons_can_be_switched_off(coach: Terminal) -> None:
    coach("log", "cramp", "--minutes", "12")
    assert "Get medical help today." in coach("report").out
    coach.config.write_text(CONFIG.replace("\n\n", "\n\n[coaching]\ndoctor_signs = false\n\n", 1))
    assert "doctor" not in coach("report").out
    assert coach.json("report")["report"]["reasons"] is None
