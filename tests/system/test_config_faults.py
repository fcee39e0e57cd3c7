"""The config file goes, comes, is replaced, is on a link, is edited faster than anybody reads."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.bus import PrivateBus
from tests.support.faked_home import EVENING, Home, at_home, config
from tests.support.process import Coach, until
from tests.support.remote import Remote, RunningServer

LOOK = "The settings need a look"
EARLY, LATE = config(("r01", "19:00")), config(("r01", "19:30"))
BROKEN = EARLY + "\nbudgt = 3\n"


class Desk(NamedTuple):
    """A home where the config asks for r01 at seven, and the daemon runs."""

    home: Home
    server: Remote

    @property
    def coach(self) -> Coach:
        """The processes."""
        return self.home.coach

    def titles(self) -> list[str]:
        """What came up."""
        return [call["body"][3] for call in self.server.calls()]

    def asked(self) -> str:
        """The time that the daemon took up last."""
        tables = [entry.body for entry in self.coach.entries() if entry.kind == "timetable"]
        return str(tables[-1]["times"]["r01/1"][0])

    def takes_up(self, at: str) -> None:
        """Nobody tells the daemon to look: it sees that the file changed."""
        until(lambda: self.asked() == at, f"the config with {at}", self.coach.said)

    def rings_at(self, clock: str) -> None:
        """The reminder comes at its time, and not before."""
        self.home.jump(self.home.at(clock) - timedelta(minutes=1))
        assert "r01" not in self.titles()
        self.home.jump(self.home.at(clock))
        assert self.titles().count("r01") == 1
        self.coach.well()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, bus.environ) as home,
    ):
        home.save(EARLY)
        home.coach.start()
        yield Desk(home, server.remote)


def replace(path: Path, text: str) -> None:
    """As careful editors save: all or nothing, and another file than before."""
    draft = path.with_suffix(".new")
    draft.write_text(text)
    os.utime(draft, (EVENING.timestamp() - 60,) * 2)
    draft.replace(path)


def test_without_its_config_the_daemon_goes_on_as_before_and_says_so_once(desk: Desk) -> None:
    desk.coach.config.unlink()
    until(lambda: LOOK in desk.titles(), "the word on the screen", desk.coach.said)
    desk.rings_at("19:00")
    assert desk.titles().count(LOOK) == 1
    assert not desk.coach.config.exists()


def test_a_daemon_that_starts_without_its_config_follows_the_last_good_one(desk: Desk) -> None:
    desk.home.kill()
    desk.coach.config.unlink()
    desk.coach.start()
    until(lambda: LOOK in desk.titles(), "the word on the screen", desk.coach.said)
    desk.rings_at("19:00")


def test_a_config_that_an_editor_replaces_is_taken_up_each_time(desk: Desk) -> None:
    for at, text in [("19:30", LATE), ("19:00", EARLY)] * 3:
        replace(desk.coach.config, text)
        desk.takes_up(at)
    desk.rings_at("19:00")
    assert LOOK not in desk.titles()


def test_an_editor_that_moves_the_old_file_away_first_is_followed(desk: Desk) -> None:
    path = desk.coach.config
    for at, text in [("19:30", LATE), ("19:00", EARLY)] * 3:
        path.rename(path.with_suffix(".bak"))
        path.write_text(text)
        desk.takes_up(at)
    desk.rings_at("19:00")


def test_a_config_on_a_link_is_followed_wherever_it_changes(desk: Desk, tmp_path: Path) -> None:
    shelf = tmp_path / "dotfiles" / "coach"
    shelf.mkdir(parents=True)
    path, target, other = desk.coach.config, shelf / "coach.toml", shelf / "other.toml"
    target.write_text(LATE)
    link(path, target)
    desk.takes_up("19:30")
    replace(target, EARLY)
    desk.takes_up("19:00")
    other.write_text(LATE)
    link(path, other)
    desk.takes_up("19:30")
    other.unlink()
    until(lambda: LOOK in desk.titles(), "the word on the screen", desk.coach.said)
    replace(other, EARLY)
    desk.takes_up("19:00")
    desk.rings_at("19:00")


def link(path: Path, target: Path) -> None:
    """Have a link stand there, all at once."""
    draft = path.with_suffix(".link")
    draft.symlink_to(target)
    draft.replace(path)


def test_a_folder_that_goes_and_comes_back_with_the_config_is_followed(tmp_path: Path) -> None:
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, bus.environ) as home,
    ):
        folder = tmp_path / "etc" / "coach"
        folder.mkdir(parents=True)
        home.coach.config = folder / "config.toml"
        home.coach.environ["COACH_CONFIG"] = str(home.coach.config)
        home.save(EARLY)
        home.coach.start()
        desk = Desk(home, server.remote)
        folder.parent.rename(tmp_path / "gone")
        folder.mkdir(parents=True)
        replace(home.coach.config, LATE)
        desk.takes_up("19:30")
        desk.rings_at("19:30")


def test_edited_ten_times_a_second_the_last_save_holds_and_nobody_is_nagged(desk: Desk) -> None:
    path = desk.coach.config
    for index in range(25):
        text = (LATE, BROKEN, EARLY, LATE[: 30 + index], "")[index % 5]
        (replace(path, text) if index % 2 else path.write_text(text))
        time.sleep(0.1)
    replace(path, LATE)
    desk.takes_up("19:30")
    assert desk.titles().count(LOOK) <= 1, "none of the mistakes came to rest"
    desk.rings_at("19:30")


def test_a_mistake_is_said_once_the_file_is_left_alone_and_the_evening_goes_on(desk: Desk) -> None:
    path = desk.coach.config
    replace(path, BROKEN)
    until(lambda: LOOK in desk.titles(), "the word on the screen", desk.coach.said)
    for _ in range(3):
        desk.coach.turn()
    desk.home.kill()
    desk.coach.start()
    assert path.read_text() == BROKEN
    desk.rings_at("19:00")
