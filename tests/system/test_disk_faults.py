"""A disk that is full or takes nothing: it is said, it ends nothing, and nothing is thrown away."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.bus import PrivateBus
from tests.support.faked_home import Home, at_home, config
from tests.support.process import Coach, until
from tests.support.remote import Remote, RunningServer
from tests.support.small_disk import SmallDisk

FEW = 40
"""Lines in the log; a daemon that wakes itself up writes thousands."""


class Desk(NamedTuple):
    """A home whose journal is on a small disk; r01 is due at six, r02 at ten past."""

    home: Home
    server: Remote
    disk: SmallDisk

    @property
    def coach(self) -> Coach:
        """The processes."""
        return self.home.coach

    def press(self, verb: str) -> None:
        """Press a button of the newest card that has any, and wait until the daemon has heard."""
        number = [call for call in self.server.calls() if call["body"][5]][-1]["number"]
        self.server.press(number, verb)
        until(
            lambda: number in [call["body"][0] for call in self.closed()], "the daemon to hear it"
        )

    def closed(self) -> list[dict[str, Any]]:
        """What the daemon took down."""
        return self.server.calls("CloseNotification")

    def titles(self) -> list[str]:
        """What came up."""
        return [call["body"][3] for call in self.server.calls()]

    def verbs(self) -> list[str]:
        """The answers that the journal has."""
        return [fact["verb"] for fact in self.coach.history() if fact["kind"] == "answer"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        SmallDisk(tmp_path) as disk,
        at_home(tmp_path, bus.environ, wrapped=disk.wrapped) as home,
    ):
        home.coach.environ["COACH_DATA"] = str(disk.inside / "coach")
        home.save(config(("r01", "18:00"), ("r02", "18:10")))
        yield Desk(home, server.remote, disk)


@pytest.mark.parametrize("command", ["done r01", "skip r01", "snooze r01", "log cramp", "pause"])
def test_on_a_full_disk_a_command_says_so_and_claims_nothing(desk: Desk, command: str) -> None:
    assert desk.coach("log", "cramp").code == 0
    before = desk.coach.history()
    desk.disk.fill()
    ended = desk.coach(*command.split())
    assert (ended.code, ended.out) == (1, "")
    # Alone on a full disk, SQLite has no room for its index of the log: "disk I/O error".
    assert "room" in ended.err
    assert "Nothing was recorded." in ended.err
    desk.disk.free()
    assert desk.coach.history() == before
    assert desk.coach(*command.split()).code == 0
    assert len(desk.coach.history()) == len(before) + 1


def test_a_press_on_a_full_disk_is_said_to_be_unsaved_and_saved_when_there_is_room(
    desk: Desk,
) -> None:
    desk.coach.start()
    desk.disk.fill()
    desk.press("done")
    until(lambda: "Not saved yet" in desk.titles(), "the word on the screen")
    assert desk.verbs() == []
    desk.home.jump(desk.home.at("18:10"))
    assert "r02" in desk.titles(), "reminders go on"
    desk.disk.free()
    desk.coach.turn()
    assert desk.titles()[-1] == "Saved now"
    assert desk.verbs() == ["done"]
    assert desk.titles().count("Not saved yet") == 1
    assert desk.titles().count("r01") == 1, "what is held counts at once"
    desk.coach.well()


def test_what_was_held_survives_a_kill_on_a_disk_that_stays_full(desk: Desk) -> None:
    desk.coach.start()
    desk.disk.fill()
    desk.press("done")
    for _ in range(3):
        desk.home.kill()
        desk.coach.start()
    assert desk.titles().count("r01") == 1, "the answer counts"
    assert desk.verbs() == []
    desk.disk.free()
    desk.coach.turn()
    assert desk.verbs() == ["done"]
    desk.home.kill()
    desk.coach.start()
    assert desk.verbs() == ["done"], "and is kept once"


def test_killed_as_often_as_the_disk_fills_and_empties_nothing_acknowledged_is_lost(
    desk: Desk,
) -> None:
    told = []
    for index in range(6):
        desk.coach.start()
        (desk.disk.fill if index % 2 else desk.disk.free)()
        ended = desk.coach("log", "cramp", "--note", f"number {index}", "--json")
        assert ended.code == index % 2
        told += [ended.document["id"]] if ended.code == 0 else []
        desk.home.kill()
    desk.disk.free()
    assert [fact["id"] for fact in desk.coach.history() if fact["kind"] == "cramp"] == told


def test_a_first_start_on_a_full_disk_reminds_all_the_same(desk: Desk) -> None:
    desk.disk.fill()
    desk.coach.start()
    until(lambda: "r01" in desk.titles(), "the reminder", desk.coach.said)
    desk.press("done")
    desk.disk.free()
    desk.coach.turn()
    assert desk.verbs() == ["done"]
    desk.coach.well()


def test_on_a_disk_that_takes_nothing_each_command_says_which_and_claims_nothing(
    desk: Desk,
) -> None:
    assert desk.coach("done", "r01").code == 0
    before = desk.coach.history()
    desk.disk.freeze()
    for command in ("done r02", "log cramp", "undo", "pause", "run"):
        ended = desk.coach(*command.split())
        assert (ended.code, ended.out) == (1, ""), ended
        assert "Read-only file system" in ended.err
        assert str(desk.disk.inside) in ended.err
    desk.disk.freeze(frozen=False)
    assert desk.coach.history() == before


@pytest.mark.parametrize("trouble", ["full", "takes nothing"])
def test_what_is_written_down_can_be_read_on_a_disk_that(desk: Desk, trouble: str) -> None:
    noted = desk.coach("log", "cramp", "--note", "before", "--json").document["id"]
    (desk.disk.fill if trouble == "full" else desk.disk.freeze)()
    history = desk.coach("history", "--json")
    assert [fact["id"] for fact in history.document["facts"]] == [noted]
    assert "can only be read" in history.err
    for command in ("status", "plan", "export -"):
        assert desk.coach(*command.split()).code == 0, command
    assert noted in desk.coach("export", "-").out


def test_a_daemon_that_starts_on_a_full_disk_does_not_wake_itself_up(desk: Desk) -> None:
    """To try the journal touches its folder, which the daemon hears."""
    assert desk.coach("done", "r01").code == 0
    desk.disk.fill()
    desk.coach.start()
    time.sleep(2)
    assert len(desk.coach.said().splitlines()) < FEW
    desk.disk.free()
    desk.coach.turn()
    desk.coach.well()
