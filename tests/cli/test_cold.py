"""`coach log cold`, and what becomes of it."""

from pathlib import Path

import pytest

from tests.support.terminal import CONFIG, Terminal

LINE = "A cool evening: socks or a cover over the calves, if you like."


def bodies(coach: Terminal) -> str:
    """What tonight's reminders say."""
    (night,) = coach.json("plan")["nights"]
    return "\n".join(reminder["body"] for reminder in night["reminders"])


@pytest.mark.parametrize("words", [(), ("--degrees", "17,5"), ("--degrees", "60F")])
def test_a_cool_evening_is_written_down_and_its_reminder_says_so(
    coach: Terminal, words: tuple[str, ...]
) -> None:
    assert LINE not in bodies(coach)
    told = coach.json("log", "cold", *words)
    assert set(told) == {"id", "night"}
    assert bodies(coach).count(LINE) == 1


def test_no_more_is_promised_for_an_evening_that_is_over(coach: Terminal) -> None:
    assert "says so" in coach("log", "cold").out
    coach.now = "2026-11-22 23:00"
    assert "says so" not in coach("log", "cold").out


def test_a_mild_evening_is_written_down_and_changes_nothing(coach: Terminal) -> None:
    said = coach("log", "cold", "--degrees", "21")
    assert said.out == "Noted for Sunday 22 November 2026: it was 21 °C.\n"
    assert LINE not in bodies(coach)


def test_older_people_are_told_from_twenty_degrees_down(coach: Terminal) -> None:
    coach.config.write_text(CONFIG + "[person]\nbirth_year = 1950\n")
    coach("log", "cold", "--degrees", "19")
    assert LINE in bodies(coach)


def test_it_can_be_taken_back_and_stands_in_the_history(coach: Terminal) -> None:
    coach("log", "cold", "--degrees", "17")
    assert "it was 17 °C" in coach("history").out
    assert coach("undo").out == "Taken back: how cold the evening of Sunday 22 November was.\n"
    assert LINE not in bodies(coach)


@pytest.mark.parametrize("degrees", ["cold", "85", "-100", "", "nan"])
def test_what_is_no_temperature_is_answered(coach: Terminal, degrees: str) -> None:
    ended = coach("log", "cold", f"--degrees={degrees}")
    assert ended.code == 2
    assert "write degrees, such as 17.5 or 64F" in ended.err


def test_check_tells_of_a_thermometer_only_where_there_is_one(
    coach: Terminal, tmp_path: Path
) -> None:
    assert "cold" not in coach.json("check")["surroundings"]
    file = tmp_path / "bedroom"
    coach.config.write_text(CONFIG + f'[cold]\nfile = "{file}"\n')
    assert not coach.json("check")["surroundings"]["cold"]["ok"]
    file.write_text("64 F")
    found = coach.json("check")["surroundings"]["cold"]
    assert found["ok"]
    assert found["text"].startswith("17.8 °C, ")
