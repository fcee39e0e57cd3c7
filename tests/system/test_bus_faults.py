"""The bus and the notification server die, come back and dawdle under the real daemon."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.faked_home import Home, at_home, config
from tests.support.process import until
from tests.support.remote import RunningServer

CONFIG = config(("r01", "18:00"))


class Desk(NamedTuple):
    """A home where r01 was due at six."""

    home: Home
    bus: PrivateBus
    server: RunningServer


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, bus.environ) as home,
    ):
        home.save(CONFIG)
        yield Desk(home, bus, server)


@contextmanager
def at_dunst(folder: Path) -> Iterator[tuple[Home, Dunst]]:
    with (
        PrivateBus(folder) as bus,
        Xvfb() as display,
        Dunst(folder, bus, display) as dunst,
        at_home(folder, dunst.environ) as home,
    ):
        home.save(CONFIG)
        yield home, dunst


def test_asked_to_stop_in_the_middle_of_a_notification_it_leaves_nothing_on_the_screen(
    desk: Desk,
) -> None:
    desk.server.remote.set(slow=0.4)
    daemon = desk.home.coach.spawn()
    until(desk.server.remote.calls, "the call")
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(60) == 0
    assert desk.server.remote.open() == []
    stages = [entry.body["stage"] for entry in desk.home.coach.entries() if "stage" in entry.body]
    assert stages == ["attempted", "shown", "withdrawn"]


def test_another_bus_at_the_same_address_gets_the_card_again_once_and_its_buttons_count(
    desk: Desk,
) -> None:
    coach = desk.home.coach
    coach.start()
    until(desk.server.remote.open, "the card")
    desk.bus.kill()
    until(lambda: [e for e in coach.entries() if e.body.get("stage") == "failed"], "the loss")
    assert coach("log", "cramp").code == 0, "a command needs no bus"
    desk.bus.start()
    with RunningServer(desk.bus) as another:
        coach.turn()
        until(another.remote.open, "the card on the new bus")
        coach.turn()
        assert len(another.remote.calls()) == 1
        another.remote.press(another.remote.open()[0], "done")
        until(lambda: coach.answers("done"), "the button in the journal")
        coach.well()


def test_what_was_answered_while_there_was_no_bus_does_not_come_back_with_it(desk: Desk) -> None:
    coach = desk.home.coach
    coach.start()
    until(desk.server.remote.open, "the card")
    desk.bus.kill()
    assert coach("done", "r01").code == 0
    desk.bus.start()
    with RunningServer(desk.bus) as another:
        coach.turn()
        coach.turn()
        assert another.remote.calls() == []


def test_a_bus_that_dies_in_the_middle_of_a_call_is_survived(desk: Desk) -> None:
    coach = desk.home.coach
    desk.server.remote.set(slow=60)
    coach.spawn()
    until(desk.server.remote.calls, "the call")
    desk.bus.kill()
    until(lambda: coach.ready, "the end of that turn", coach.said)
    coach.well()
    assert "failed" in {entry.body.get("stage") for entry in coach.entries()}


def test_a_daemon_that_finds_no_bus_waits_for_one(desk: Desk) -> None:
    coach = desk.home.coach
    desk.bus.kill()
    coach.start()
    desk.bus.start()
    with RunningServer(desk.bus) as another:
        coach.turn()
        until(another.remote.open, "the card")


def test_dunst_killed_again_and_again_has_the_card_each_time_and_its_buttons_count(
    tmp_path: Path,
) -> None:
    with at_dunst(tmp_path) as (home, dunst):
        home.coach.start()
        for _ in range(4):
            until(lambda: dunst.displayed() == 1, "the card")
            dunst.kill()
            dunst.start()
        until(lambda: dunst.displayed() == 1, "the card")
        handles = [e.body["handle"] for e in home.coach.entries() if e.body.get("stage") == "shown"]
        assert len(handles) == 5
        dunst.choose(int(handles[-1].rpartition("/")[2]), "skip")
        until(lambda: home.coach.answers("skip"), "the button in the journal")
        until(lambda: dunst.displayed() == 0, "the card to go")
        home.coach.well()


def test_what_comes_due_without_dunst_comes_up_when_dunst_does(tmp_path: Path) -> None:
    with at_dunst(tmp_path) as (home, dunst):
        dunst.kill()
        home.coach.start()
        assert "failed" in {entry.body.get("stage") for entry in home.coach.entries()}
        dunst.start()
        until(lambda: dunst.displayed() == 1, "the card")
        home.coach.well()
