"""How often, how strong, and how that came about: `status` and `why`."""

from pathlib import Path

from coach.core.model import Pause
from coach.journal import SqliteJournal
from tests.support.habits import DAY, lived
from tests.support.people import NIGHT, at
from tests.support.terminal import Terminal

LETTERS = "dmesdddm" + "d" * 30 + "mdd"
"""Forty-one evenings of which the last is that before tonight."""

BEFORE = NIGHT - 3 * DAY


def live(coach: Terminal, letters: str = LETTERS) -> None:
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        journal.keep(lived(letters, last=NIGHT - DAY))


def test_status_tells_how_often_of_late_with_the_fraction(coach: Terminal) -> None:
    live(coach)
    said = coach("status", "--rates").out
    assert "Done, in the last 14 nights\n  Stretch calves and hamstrings  12 of 13\n" in said
    assert "Warm legs                      0" not in said  # nothing counts yet, so nothing is said
    rates = {habit["habit"]: habit["rate"] for habit in coach.json("status", "--rates")["habits"]}
    assert rates["stretch"] == {"done": 12, "of": 13, "nights": 14}
    assert rates["warm"] == {"done": 0, "of": 0, "nights": 14}


def test_status_of_an_earlier_evening_tells_how_often_it_was_until_then(coach: Terminal) -> None:
    live(coach)
    told = coach.json("status", "--rates", "--night", str(NIGHT - 35 * DAY))["habits"]
    rates = {habit["habit"]: habit["rate"] for habit in told}
    assert rates["stretch"] == {"done": 5, "of": 6, "nights": 14}


def test_why_shows_the_sum_to_the_last_night(coach: Terminal) -> None:
    live(coach)
    coach("done", "stretch")
    said = coach("why", "stretch").out
    assert "Strength 83 in 100, from all 41 nights that count; done on 38 of them." in said
    assert "Last 14 nights: done on 13 of 14 that count." in said
    assert "Last 28 nights: done on 27 of 28 that count." in said
    assert "Before that: done on 11 of 13 nights that count; strength then 43 in 100" in said
    assert "  Thursday 19 November   asked, no answer  80 in 100\n" in said
    assert "  Sunday 22 November     done              83 in 100\n" in said


def test_why_tells_four_weeks_or_everything(coach: Terminal) -> None:
    live(coach)
    assert len(coach.json("why", "stretch")["sum"]["nights"]) == 28
    whole = coach.json("why", "stretch", "--all")["sum"]
    assert len(whole["nights"]) == 42
    assert whole["earlier"] == {"value": None, "done": 0, "of": 0}
    words = [night["outcome"] for night in whole["nights"][:5]]
    assert words == ["done", "missed", "done", "skipped", "done"]
    assert whole["nights"][3]["reason"] == "ill"
    assert whole["nights"][-2]["strength"] == whole["strength"]["value"]
    assert "Before that" not in coach("why", "stretch", "--all").out


def test_the_table_begins_where_the_last_line_of_the_past_ends(coach: Terminal) -> None:
    live(coach)
    short, whole = (coach.json("why", "stretch", *more)["sum"] for more in ((), ("--all",)))
    assert short["nights"] == whole["nights"][-28:]
    assert short["earlier"]["value"] == whole["nights"][-29]["strength"]


def test_why_tells_paused_nights_and_half_done_ones(coach: Terminal) -> None:
    coach.config.write_text(coach.config.read_text().replace('"19:30"', '["18:00", "19:30"]'))
    live(coach, "d-")
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        calcium = lived("d", "calcium", BEFORE) + lived("m", "calcium", BEFORE, slot=2)
        journal.keep(calcium)
        (away,) = lived("e", "warm", NIGHT - DAY)
        journal.keep([away._replace(id="p", at=at("23:00"), event=Pause(until=NIGHT + DAY))])
    assert "paused" in coach("why", "stretch").out
    assert "done, 1 of 2" in coach("why", "calcium").out


def test_why_calcium_tells_what_guides_advise_and_that_they_differ(coach: Terminal) -> None:
    said = coach("why", "calcium").out
    assert "Guides for adults: 700 to 1200 mg of calcium a day" in said
    assert "EFSA 950 to 1000, UK 700" in said
    assert "Guides" not in coach("why", "warm").out


def test_no_number_is_advised_where_a_care_team_decides(coach: Terminal) -> None:
    ill = '\n[person]\nnotes = ["kidney-disease"]\n'
    coach.config.write_text(coach.config.read_text() + ill)
    assert "Guides" not in coach("why", "calcium").out


def test_why_before_anything_counts_says_so_and_shows_no_number(coach: Terminal) -> None:
    said = coach("why", "warm").out
    assert "Nothing counts yet" in said
    assert "0 of" not in said
    assert coach.json("why", "warm")["sum"]["strength"] == {"value": None, "done": 0, "of": 0}


def test_a_habit_that_is_not_asked_tonight_still_has_its_sum(coach: Terminal) -> None:
    text = coach.config.read_text()
    coach.config.write_text(text.replace('at = "19:30"', 'at = "19:30"\ndays = ["mon"]'))
    assert coach("why", "calcium").code == 3
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        journal.keep(lived("ddd", "calcium", NIGHT - DAY))
    assert "done on 3 of them" in coach("why", "calcium").out


def test_an_import_of_an_export_changes_no_number(coach: Terminal, tmp_path: Path) -> None:
    live(coach)
    coach("done", "stretch")
    coach("undo")
    coach("pause")
    coach("resume")
    before = coach.json("why", "stretch", "--all")["sum"]
    assert coach("export", str(tmp_path / "mine.jsonl")).code == 0
    coach("import", str(tmp_path / "mine.jsonl"))
    assert coach.json("why", "stretch", "--all")["sum"] == before
    coach.data = tmp_path / "another"
    assert coach("--data", str(coach.data), "import", str(tmp_path / "mine.jsonl")).code == 0
    there = coach("--data", str(coach.data), "why", "stretch", "--all", "--json").document
    assert there["sum"] == before


def test_one_night_is_told_as_one(coach: Terminal) -> None:
    coach("done", "stretch")
    assert "from the one night that counts; done on 1 of 1." in coach("why", "stretch").out
