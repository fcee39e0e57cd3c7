"""`coach morning`: which night is meant, what is kept, what is said."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coach.core.model import Timetable
from coach.journal import SqliteJournal, fresh
from tests.support.real_terminal import RealTerminal
from tests.support.terminal import Terminal

WAKE = "2026-11-23 07:30"
WALLS = {"calcium": "19:30", "warm": "21:30", "stretch": "21:45"}


@pytest.fixture
def coach(coach: Terminal) -> Terminal:
    coach.now = WAKE
    return coach


def said(coach: Terminal, *words: str) -> str:
    answer = coach("morning", *words)
    assert (answer.code, answer.err) == (0, "")
    return answer.out.splitlines()[0]


def told(coach: Terminal, night: str = "2026-11-22") -> dict[str, object]:
    found: dict[str, object] = coach.json("status", "--night", night)["told"]
    return found


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        (("--none",), "none"),
        (("--cramps", "0"), "none"),
        (("--unsure",), "unsure"),
        (("--cramps", "2", "--pain", "5", "--sleep-loss", "3"), "cramps"),
    ],
)
def test_each_answer_is_kept_for_the_last_night(
    coach: Terminal, words: tuple[str, ...], answered: str
) -> None:
    document = coach.json("morning", *words)
    assert (document["night"], document["answered"]) == ("2026-11-22", answered)
    (fact,) = coach.json("history")["facts"]
    assert (fact["id"], fact["kind"], fact["night"]) == (document["id"], "morning", "2026-11-22")


def test_what_is_told_is_said_again_with_its_night(coach: Terminal) -> None:
    assert said(coach, "--none") == "The night of Sunday 22 November: no cramp."
    assert said(coach, "--unsure") == "The night of Sunday 22 November: you could not say."
    two = said(coach, "--cramps", "2", "--pain", "5", "--sleep-loss", "3")
    assert two == ("The night of Sunday 22 November: 2 cramps. Pain 5 of 10. Sleep loss 3 of 10.")


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-23 07:30", "2026-11-22"),
        ("2026-11-23 13:00", "2026-11-22"),  # another night has begun, and nobody has slept in it
        ("2026-11-23 22:29", "2026-11-22"),
        ("2026-11-23 22:30", "2026-11-23"),
        ("2026-11-23 00:20", "2026-11-22"),
    ],
)
def test_without_a_night_it_is_the_last_whose_bedtime_has_come(
    coach: Terminal, now: str, night: str
) -> None:
    coach.now = now
    assert coach.json("morning", "--none")["night"] == night


def test_a_night_is_named_by_the_date_of_its_evening(coach: Terminal) -> None:
    assert coach.json("morning", "--none", "--night", "yesterday")["night"] == "2026-11-22"
    assert coach.json("morning", "--none", "--night", "2026-11-10")["night"] == "2026-11-10"
    assert told(coach, "2026-11-10")["from_memory"] is True
    assert told(coach, "2026-11-22")["from_memory"] is False


@pytest.mark.parametrize("night", ["today", "2026-11-24", "2027-01-01"])
def test_a_night_that_has_not_come_cannot_be_told(coach: Terminal, night: str) -> None:
    answer = coach("morning", "--none", "--night", night)
    assert (answer.code, answer.out) == (3, "")
    assert "has not come yet" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--none", "--cramps", "2"),
        ("--none", "--unsure"),
        ("--pain", "5"),
        ("--none", "--pain", "5"),
        ("--sleep-loss", "5"),
        ("--cramps", "2", "--pain", "11"),
        ("--cramps", "51"),
        ("--cramps", "-1"),
        ("--cramps", "two"),
        ("--cramps", "2", "--sleep-loss", "1.5"),
        ("--none", "--night", "soon"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_kept(
    coach: Terminal, words: tuple[str, ...]
) -> None:
    answer = coach("morning", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip()
    assert coach.json("history")["facts"] == []


def test_the_last_word_counts_and_keeps_what_it_does_not_change(coach: Terminal) -> None:
    said(coach, "--cramps", "2", "--sleep-loss", "4")
    said(coach, "--cramps", "3", "--pain", "6")
    assert told(coach) == {
        "cramps": "yes",
        "count": 3,
        "pain": 6,
        "sleep_loss": 4,
        "at": "2026-11-23T07:30:00+01:00",
        "from_memory": False,
    }
    assert (
        "The night: 3 cramps. Pain 6 of 10. Sleep loss 4 of 10."
        in coach("status", "--night", "2026-11-22").out
    )


def test_none_after_a_cramp_that_was_written_down_says_so(coach: Terminal) -> None:
    coach("log", "cramp", "--at", "04:30")
    assert told(coach)["cramps"] == "yes"
    answer = coach("morning", "--none")
    assert "A cramp at 04:30 is written down as well; your last word counts." in answer.out
    assert told(coach)["cramps"] == "no"


def test_undo_takes_it_back(coach: Terminal) -> None:
    said(coach, "--none")
    assert "how the night of Sunday 22 November was" in coach("undo").out
    assert told(coach) is None


def test_what_nobody_could_see_is_told_where_no_card_says_it(coach: Terminal) -> None:
    """The program ran the days before, and not that evening."""
    assert "could not be shown" not in coach("morning", "--none").out, "it was never there"
    long_ago = datetime(2026, 11, 20, 20, tzinfo=UTC)
    table = Timetable(long_ago, {f"{key}/1": (wall,) * 7 for key, wall in WALLS.items()})
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        journal.keep(fresh(long_ago, (date(2026, 11, 20), table)))
    names = "Something rich in calcium, Warm legs and Stretch calves and hamstrings"
    line = f"{names} could not be shown last evening."
    assert line in coach("morning", "--none").out
    assert "could not be shown" not in coach("morning", "--none", "--night", "2026-11-10").out


def test_the_question_stands_in_the_plan_and_in_the_status(coach: Terminal) -> None:
    (night,) = coach.json("plan")["nights"]
    (asked,) = night["questions"]
    assert asked == {
        "id": "2026-11-22/ask.morning/1",
        "asks": "morning",
        "due": "2026-11-23T07:00:00+01:00",
        "until": "2026-11-23T12:00:00+01:00",
        "title": "How was the night?",
        "choices": ["none", "cramp", "unsure"],
        "reason": "the morning check, after every night",
    }
    assert "07:00  How was the night?  (until 12:00; the morning check" in coach("plan").out
    (place,) = coach.json("status")["questions"]
    assert (place["asks"], place["state"]) == ("morning", "waiting")
    said(coach, "--none")
    (place,) = coach.json("status")["questions"]
    assert place["state"] == "answered"


# --- asked, one thing at a time ----------------------------------------------------------


def asked(folder: Path, *typed: str) -> tuple[int, str, dict[str, Any] | None]:
    """Answer on a real terminal; the exit code, what stood there, and what was kept."""
    config, data = folder / "config.toml", folder / "data"
    environ = {**os.environ, "COACH_CONFIG": str(config), "COACH_DATA": str(data), "TZ": "UTC"}
    command = [sys.executable, "-m", "coach", "morning"]
    with RealTerminal(command, environ, 100, 30) as terminal:
        for number, answer in enumerate(typed, start=1):
            terminal.until(partial(has_asked, terminal, number), "a question")
            terminal.type(answer + "\n")
        code, text = terminal.wait(), terminal.read()
    history = [sys.executable, "-m", "coach", "history", "--json"]
    done = subprocess.run(history, env=environ, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)["facts"]
    return code, text, facts[0] if facts else None


def has_asked(terminal: RealTerminal, times: int) -> bool:
    return terminal.read().count("? (") == times


def picked(fact: dict[str, Any] | None) -> tuple[object, ...]:
    assert fact is not None
    return tuple(fact.get(key) for key in ("said", "cramps", "pain", "sleep_loss"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("none",), ("none", None, None, None)),
        (("0",), ("none", None, None, None)),
        (("Unsure",), ("unsure", None, None, None)),
        (("2", "7", "3"), ("cramps", 2, 7, 3)),
        (("yes", "", ""), ("cramps", None, None, None)),
    ],
)
def test_on_a_terminal_it_asks_one_thing_at_a_time(
    coach: Terminal, typed: tuple[str, ...], kept: tuple[object, ...]
) -> None:
    code, text, fact = asked(coach.config.parent, *typed)
    assert code == 0
    assert "Cramps in the night of " in text
    assert picked(fact) == kept


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (("",), 1, "Nothing was said, so nothing was noted."),
        (("many",), 2, "is no number from 0 to 50. Nothing was noted"),
        (("2", "11"), 2, "is no number from 0 to 10. Nothing was noted"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_kept(
    coach: Terminal, typed: tuple[str, ...], code: int, told: str
) -> None:
    ended, text, fact = asked(coach.config.parent, *typed)
    assert (ended, fact) == (code, None)
    assert told in " ".join(text.split())
