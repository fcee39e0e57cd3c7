"""The daemon and a thermometer: one reading an evening, one line, one word of its silence."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from coach.core.model import Cold
from coach.journal import fresh
from tests.support.desk import Desk
from tests.support.people import NIGHT, at

CONFIG = """
bedtime = "22:30"

[[habit]]
key = "warm"
at = ["21:00", "21:40"]
repeat = 1

[[habit]]
key = "stretch"
at = "21:30"
repeat = 0

[cold]
file = "{file}"
"""
LINE = "A cool evening: socks or a cover over the calves, if you like."


class Bedroom(Desk):
    """A desk with a thermometer in a file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "bedroom"
        super().__init__(folder, CONFIG.format(file=self.file))

    def tells(self, text: str, ago: timedelta = timedelta()) -> None:
        """The sensor writes."""
        self.file.write_text(text)
        stamp = (self.clock.instant - ago).timestamp()
        os.utime(self.file, (stamp, stamp))

    def readings(self) -> list[float | None]:
        """What is kept."""
        events = [fact.event for fact in self.journal.facts]
        return [event.degrees for event in events if isinstance(event, Cold)]

    def lines(self) -> list[str]:
        """The titles of the notifications that had the line."""
        return [notice.title for _, notice in self.channel.shown if LINE in notice.body]


@pytest.fixture
def desk(tmp_path: Path) -> Bedroom:
    return Bedroom(tmp_path)


def test_a_cool_evening_is_said_once_with_the_reminder_to_keep_warm(desk: Bedroom) -> None:
    desk.tells("16.5")
    desk.play("21:10")
    assert desk.lines() == ["Warm"]
    assert desk.readings() == [16.5]
    desk.tells("14")
    desk.play("22:30")
    assert desk.readings() == [16.5], "once an evening, not each change"
    assert desk.lines() == ["Warm", "Warm"], (
        "it comes back once; the second time of the list has no line"
    )


def test_a_mild_evening_is_not_worth_a_word(desk: Bedroom) -> None:
    desk.tells("21")
    desk.play("22:30")
    assert (desk.lines(), desk.readings()) == ([], [21.0])


def test_the_persons_own_word_is_enough(tmp_path: Path) -> None:
    desk = Bedroom(tmp_path)
    desk.tells("21")
    desk.play("20:00")
    desk.command(Cold())
    desk.play("21:01")
    assert desk.lines() == [], "the thermometer has the last word"
    other = Bedroom(tmp_path)
    other.save(CONFIG.partition("[cold]")[0], clock="12:00")
    other.play("20:00")
    other.command(Cold())
    other.play("21:01")
    assert other.lines() == ["Warm"]


def test_a_sensor_that_stopped_is_ignored_and_told_once(desk: Bedroom) -> None:
    desk.tells("10", ago=timedelta(hours=7))
    desk.play("21:10")
    assert desk.lines() == []
    assert desk.readings() == [None]
    assert desk.shown.count("Your thermometer is silent") == 1
    desk.crash()
    desk.play("22:00")
    assert "Your thermometer is silent" not in desk.shown, "a restart says nothing twice"
    tomorrow = at("21:05", day=NIGHT + timedelta(days=1))
    desk.clock.instant = tomorrow
    desk.daemon.turn()
    assert "Your thermometer is silent" not in desk.shown
    assert desk.readings() == [None, None]


def test_a_file_that_is_not_there_is_no_trouble(desk: Bedroom) -> None:
    desk.play("21:10")
    assert "Warm" in desk.shown
    assert desk.readings() == [None]


def test_no_look_is_taken_for_it(desk: Bedroom) -> None:
    desk.tells("16.5")
    desk.play("18:00")
    assert desk.daemon.turn() == at("21:00")
    assert desk.readings() == []


def test_what_was_read_by_a_clock_far_ahead_is_not_of_the_evening_that_it_showed(
    desk: Bedroom,
) -> None:
    future = at("21:05") + timedelta(days=364)
    desk.clock.set(future)
    desk.tells("12")
    desk.daemon.turn()
    desk.clock.set(at("18:00"))
    for _ in range(2):
        desk.clock.instant += timedelta(minutes=16)
        desk.daemon.turn()
    desk.crash()
    desk.clock.instant = future
    desk.tells("24")
    desk.daemon.turn()
    assert desk.readings() == [12, 24]


def test_an_evening_that_a_wrong_clock_has_lived_already_is_read_when_it_comes(
    desk: Bedroom,
) -> None:
    tomorrow = NIGHT + timedelta(days=1)
    desk.play("22:40")
    desk.clock.set(at("21:05", day=tomorrow))
    desk.tells("24")
    desk.daemon.turn()
    desk.clock.set(at("22:50"))
    desk.play("20:00", tomorrow)
    desk.tells("12")
    desk.play("21:05", tomorrow)
    assert desk.readings()[-1] == 12
    assert desk.lines() == ["Warm"]


def test_silence_is_told_after_the_last_word_whichever_evening_that_was_of(desk: Bedroom) -> None:
    before = (NIGHT - timedelta(days=2), NIGHT - timedelta(days=1))
    told = ((before[0], None), (before[1], None), (before[0], 21.0))
    for night, degrees in told:
        word = night, Cold(degrees, "thermometer")
        desk.journal.another_process_keeps(*fresh(desk.clock.instant, word))
    desk.play("21:10")
    assert desk.shown.count("Your thermometer is silent") == 1
