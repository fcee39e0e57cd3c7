"""A recording arrives as a file while the real daemon runs: the evening changes by itself."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from coach.imports.inbox import MEMORY
from tests.support.bus import PrivateBus
from tests.support.faked_home import EVENING, HEAD, Home, at_home
from tests.support.process import until
from tests.support.remote import Remote, RunningServer
from tests.support.tracks import gpx, walk

CONFIG = """
[[habit]]
key = "stretch"
title = "Stretch calves"
at = "20:00"
routine = "evidence-3min"

[inbox]
folder = "{folder}"
"""
HIKE = gpx(walk(300, 4, up=700, begun=EVENING - timedelta(hours=6)))


class Desk(NamedTuple):
    home: Home
    server: Remote
    downloads: Path

    def bodies(self) -> list[str]:
        """Everything that came up: titles and words."""
        return [f"{call['body'][3]}\n{call['body'][4]}" for call in self.server.calls()]

    def activities(self) -> list[str]:
        return [e.body["sort"] for e in self.home.coach.entries() if e.kind == "activity"]

    def start(self) -> None:
        """Start the daemon and wait for its first look: by its clock, all files are old."""
        self.home.coach.start()
        self.looked_into(self.downloads)

    def looked_into(self, folder: Path) -> None:
        """Wait for the first look at a folder."""
        memory = self.home.coach.data / MEMORY
        what = f'"{folder}"'
        until(lambda: memory.exists() and what in memory.read_text(), what, self.home.coach.said)

    def comes_up(self, words: str) -> None:
        until(lambda: any(words in body for body in self.bodies()), words, self.home.coach.said)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, {**bus.environ, "TZ": "UTC"}) as home,
    ):
        home.save(HEAD + CONFIG.format(folder=downloads))
        yield Desk(home, server.remote, downloads)
        home.coach.well()


def test_a_hike_from_the_watch_at_six_changes_the_evening_without_a_word_typed(
    desk: Desk,
) -> None:
    desk.start()
    (desk.downloads / "hike.gpx").write_text(HIKE)
    desk.comes_up("A hike was taken in")
    assert desk.activities() == ["hike"]
    desk.home.jump(desk.home.at("18:40"))
    assert desk.home.coach.shown() == [["2027-03-27/stretch-early/1"]]
    desk.home.jump(desk.home.at("20:00"))
    desk.comes_up("Stretch calves")
    assert "after today's 20 km" in desk.home.coach("plan").out
    notices = [body for body in desk.bodies() if "A hike was taken in" in body]
    assert len(notices) == 1
    (command,) = [line for line in notices[0].splitlines() if "coach undo" in line]
    assert desk.home.coach("undo", command.split()[-1]).code == 0
    assert "20 km" not in desk.home.coach("plan").out


def test_what_came_while_the_daemon_was_off_is_taken_in_when_it_starts(desk: Desk) -> None:
    (desk.downloads / "hike.gpx").write_text(HIKE)
    os.utime(desk.downloads / "hike.gpx", (1, 1))
    desk.home.coach("import", "--inbox")  # a first look: what lay there longer is let be
    desk.start()
    shutil.copy(desk.downloads / "hike.gpx", desk.downloads / "another.gpx")
    until(lambda: desk.activities() == ["hike"], "the hike", desk.home.coach.said)


def test_a_download_under_another_name_a_late_folder_and_an_edit_of_the_config(
    desk: Desk,
) -> None:
    desk.start()
    late = desk.downloads / "watch"
    desk.home.save(HEAD + CONFIG.format(folder=late))
    desk.home.coach.turn()
    late.mkdir()
    desk.looked_into(late)
    part = late / "hike.gpx.part"
    part.write_text(HIKE)
    part.rename(late / "hike.gpx")
    until(lambda: desk.activities() == ["hike"], "the hike", desk.home.coach.said)


def test_in_the_night_it_is_taken_in_and_told_in_the_morning(desk: Desk) -> None:
    desk.home.clock.put(desk.home.at("23:30"))
    desk.start()
    (desk.downloads / "hike.gpx").write_text(HIKE)
    until(lambda: desk.activities() == ["hike"], "the hike", desk.home.coach.said)
    desk.home.coach.turn()
    assert not any("taken in" in body for body in desk.bodies())
    desk.home.jump(desk.home.at("08:00", day=1))
    desk.comes_up("A hike was taken in")


def test_a_broken_recording_is_in_the_log_once_and_on_no_screen(desk: Desk) -> None:
    desk.start()
    (desk.downloads / "hike.gpx").write_text(HIKE[:-500])
    desk.home.coach.hears("it breaks off before its end")
    (desk.downloads / "other.gpx").write_text(HIKE)
    until(lambda: desk.activities() == ["hike"], "the hike", desk.home.coach.said)
    assert desk.home.coach.said().count("it breaks off before its end") == 1
    assert not any("breaks off" in body for body in desk.bodies())
