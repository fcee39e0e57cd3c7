"""A config, a journal or a place that is not as it should be."""

import os
import stat
from pathlib import Path

import pytest

from coach.config.loading import LAST_GOOD
from coach.paths import find
from tests.support.terminal import CONFIG, Said, Terminal

EVERY_READER = [
    ("plan",), ("status",), ("history",), ("done", "warm"), ("skip", "warm"), ("snooze", "stretch"),
    ("pause",), ("resume",), ("log", "cramp"), ("cramp",),
]  # fmt: skip
EVERY_WRITER = [words for words in EVERY_READER if words[0] not in ("plan", "resume")]


def one_sentence(said: Said, code: int) -> str:
    """What stderr says."""
    assert said.code == code
    assert said.err.strip()
    return said.err


@pytest.mark.parametrize("command", EVERY_READER)
def test_without_a_config_a_command_says_how_to_write_one(
    bare: Terminal, command: tuple[str, ...]
) -> None:
    assert "coach init" in one_sentence(bare(*command), 2)
    assert not bare.data.exists()


def test_help_with_a_cramp_needs_no_config(bare: Terminal) -> None:
    assert "Straighten the knee" in bare("cramp").out


@pytest.mark.parametrize("command", [("status",), ("done", "warm"), ("log", "cramp")])
def test_with_a_mistake_in_the_config_commands_go_on_with_the_good_parts(
    coach: Terminal, command: tuple[str, ...]
) -> None:
    coach.config.write_text(CONFIG + "budgt = 4\n")
    said = coach(*command)
    assert said.code == 0
    assert "config.toml:17: habit.calcium.budgt: there is no such setting" in said.err
    assert "the rest of your settings is in force" in said.err


def test_several_mistakes_are_counted(coach: Terminal) -> None:
    coach.config.write_text("budgt = 4\nwakes = 1\n" + CONFIG)
    assert "has 2 mistakes; to see them: coach check" in coach("status").err


def test_the_last_good_config_is_used_while_there_is_a_mistake(coach: Terminal) -> None:
    coach.data.mkdir()
    (coach.data / LAST_GOOD).write_text(CONFIG)
    coach.config.write_text("bedtime = ")
    said = coach("done", "warm")
    assert said.code == 0
    assert "your last good settings stay in force" in said.err


def test_a_config_that_cannot_be_read_at_all_is_refused_with_its_line(coach: Terminal) -> None:
    coach.config.write_text('\nbedtime = "22:30\n')
    assert "config.toml:2:" in one_sentence(coach("status"), 2)


def test_a_document_stays_a_document_when_the_config_has_mistakes(coach: Terminal) -> None:
    coach.config.write_text(CONFIG + "budgt = 4\n")
    assert coach("status", "--json").document["night"] == "2026-11-22"


def test_a_config_that_is_a_folder_is_refused(coach: Terminal) -> None:
    coach.config.unlink()
    coach.config.mkdir()
    assert "this is a folder" in one_sentence(coach("status"), 2)


@pytest.mark.parametrize("command", EVERY_WRITER)
@pytest.mark.parametrize("trouble", ["a file for a folder", "a folder for a file"])
def test_a_journal_that_takes_nothing_is_said_and_nothing_is_claimed(
    coach: Terminal, command: tuple[str, ...], trouble: str
) -> None:
    break_journal(coach, trouble)
    said = coach(*command)
    sentence = one_sentence(said, 1)
    assert str(coach.data) in sentence
    assert "Nothing was recorded." in sentence or "could not be noted" in sentence
    assert "noted" not in said.out.lower()


def break_journal(coach: Terminal, trouble: str) -> None:
    if trouble == "a file for a folder":
        coach.data.write_text("")
        return
    coach.data.mkdir()
    (coach.data / "journal.db").mkdir()


def test_a_full_disk_is_said(coach: Terminal) -> None:
    coach.data.mkdir()
    (coach.data / "journal.db").symlink_to("/dev/full")
    assert "Nothing was recorded." in one_sentence(coach("done", "warm"), 1)


def test_a_config_that_cannot_be_written_is_said(bare: Terminal) -> None:
    bare.config.write_text("")
    below = str(bare.config / "config.toml")
    said = one_sentence(bare("init", "--config", below), 1)
    assert str(bare.config) in said


def test_the_journal_is_for_this_person_only(coach: Terminal) -> None:
    coach("done", "warm")
    assert stat.S_IMODE(coach.data.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in coach.data.iterdir()} == {0o600}


def test_places_are_the_usual_ones_unless_told(tmp_path: Path) -> None:
    usual = find({"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"})
    assert usual == ("/c/coach/config.toml", "/d/coach")
    told = find({"COACH_CONFIG": "/x.toml", "COACH_DATA": "/y"})
    assert (told.database, told.lock) == ("/y/journal.db", "/y/daemon.lock")
    assert told.config == "/x.toml"
    assert find({"COACH_CONFIG": "/x"}, config=f"{tmp_path}/z").config == f"{tmp_path}/z"


def test_a_relative_place_of_the_desktop_is_ignored_as_its_rules_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/eva")
    found = find({"XDG_CONFIG_HOME": "here", "XDG_DATA_HOME": ""})
    assert found == ("/home/eva/.config/coach/config.toml", "/home/eva/.local/share/coach")


def test_places_are_absolute_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    assert all(os.path.isabs(path) for path in find({}))
