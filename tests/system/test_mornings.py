"""The morning's questions by the installed program: on a real bus, and on a real dunst.

Nobody waits for a morning: the wake time of the config is the last full minute.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.process import Coach, Entry, until
from tests.support.remote import Remote, RunningServer

ASKED = "How was the night?"
HOW_BAD = "How bad was it?"
CONFIG = """
timezone = "UTC"
bedtime = "{bedtime:%H:%M}"
wake = "{wake:%H:%M}"
rollover = "{rollover:%H:%M}"

[[habit]]
key = "warm"
title = "Warm legs"
at = "bedtime - 60min"
"""


def write_config(coach: Coach) -> None:
    """A night that ended a moment ago; written long before, so that nothing is too late."""
    wake = datetime.now(UTC)
    hours = {"bedtime": -8, "wake": 0, "rollover": 7}
    times = {name: wake + timedelta(hours=count) for name, count in hours.items()}
    coach.config.write_text(CONFIG.format(**times))
    long_ago = time.time() - timedelta(days=3).total_seconds()
    os.utime(coach.config, (long_ago, long_ago))


def words(coach: Coach) -> list[Entry]:
    return [entry for entry in coach.entries() if entry.kind == "morning"]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path) as bus:
        yield bus


@pytest.fixture
def server(bus: PrivateBus) -> Iterator[Remote]:
    with RunningServer(bus) as running:
        yield running.remote


@pytest.fixture
def coach(tmp_path: Path, bus: PrivateBus) -> Iterator[Coach]:
    with Coach(tmp_path, {**bus.environ, "DISPLAY": ":99"}) as coach:
        write_config(coach)
        yield coach


def card(server: Remote, title: str) -> int:
    """Wait for a card."""

    def up() -> list[int]:
        shown = [call for call in server.calls() if call["body"][3] == title and "number" in call]
        return [call["number"] for call in shown if call["number"] in server.open()]

    until(up, f"the card {title!r}")
    return up()[-1]


def test_none_is_one_press(coach: Coach, server: Remote) -> None:
    coach.start()
    number = card(server, ASKED)
    (call,) = server.calls()
    assert call["body"][5] == ["none", "None", "cramp", "Cramp", "unsure", "Unsure"]
    assert "Warm legs could not be shown last evening." in call["body"][4]
    server.press(number, "none")
    until(lambda: words(coach), "the word in the journal")
    assert [word.body for word in words(coach)] == [{"said": "none", "via": "button"}]
    assert "The night: no cramp." in coach("status").out
    coach.turn()
    assert server.open() == []
    assert len(server.calls()) == 1
    coach.well()


def test_a_cramp_leads_to_how_bad_also_through_a_kill(coach: Coach, server: Remote) -> None:
    coach.start()
    server.press(card(server, ASKED), "cramp")
    card(server, HOW_BAD)
    coach.kill()
    coach.start()
    server.press(card(server, HOW_BAD), "bad")
    until(lambda: len(words(coach)) > 1, "the second word in the journal")
    assert words(coach)[-1].body == {"said": "cramps", "via": "button", "pain": 8}
    assert "The night: cramps. Pain 8 of 10." in coach("status").out
    assert "How bad was it?: shown" in coach("history").out
    assert coach("undo").code == 0
    card(server, HOW_BAD)
    coach.well()


def test_a_word_at_the_command_line_takes_the_card_down(coach: Coach, server: Remote) -> None:
    coach.start()
    card(server, ASKED)
    assert coach("morning", "--cramps", "2", "--pain", "4").code == 0
    until(lambda: server.open() == [], "the card to go")
    coach.turn()
    assert len(server.calls()) == 1


def choose(dunst: Dunst, coach: Coach, asks: str, choice: str) -> None:
    """Wait for a question, and answer it by dunst's menu."""

    def handles() -> list[str]:
        shown = [e.body for e in coach.entries() if e.body.get("stage") == "shown"]
        return [body["handle"] for body in shown if asks in body["reminders"][0]]

    until(handles, f"the question {asks}")
    until(lambda: dunst.displayed() == 1, "its card alone")
    look(dunst, asks)
    dunst.choose(int(handles()[-1].rpartition("/")[2]), choice)


def test_dunst_draws_the_question_with_its_command_and_then_the_second(
    tmp_path: Path, bus: PrivateBus
) -> None:
    with (
        Xvfb() as display,
        Dunst(tmp_path, bus, display) as dunst,
        Coach(tmp_path, dunst.environ) as coach,
    ):
        write_config(coach)
        coach.start()
        choose(dunst, coach, "ask.morning", "cramp")
        choose(dunst, coach, "ask.severity", "middling")
        until(lambda: len(words(coach)) > 1, "both words")
        until(lambda: dunst.displayed() == 0, "an empty screen")
        assert words(coach)[-1].body["pain"] == 5
        told = dunst.history()
        assert "coach morning --none" in told
        assert "coach morning --cramps 1 --pain 5" in told
        coach.well()


def look(dunst: Dunst, name: str) -> None:
    """Take a picture, for whoever names a folder for it in COACH_PICTURES."""
    folder = os.environ.get("COACH_PICTURES")
    if folder:
        picture = str(Path(folder) / f"{name}.png")
        command = ["import", "-window", "root", picture]
        subprocess.run(command, env=dunst.environ, check=True)
