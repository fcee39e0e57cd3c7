"""The real daemon while the wall clock jumps under it: suspend, resume, a clock set by hand.

libfaketime moves the clock; the kernel's own does not move, so the timer says nothing of it
(see tests/support/faked_clock.py). What the kernel would say is held by tests/senses and
tests/test_loop.py; here the daemon learns of a jump as it does where nobody tells it: because
something else wakes it (a reload), or because it naps.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.support.bus import PrivateBus
from tests.support.evening_screen import Screen
from tests.support.faked_home import EVENING, Home, at_home, config
from tests.support.process import until
from tests.support.remote import Remote, RunningServer

THREE = {"r01": ("19:00", "20:00"), "r02": ("20:30", "22:00"), "r03": ("21:30", "23:00")}
CONFIG = "".join(
    [config(), *(config((name, at), head="", until=end) for name, (at, end) in THREE.items())]
)


class Desk(NamedTuple):
    """A home, and what came up there."""

    home: Home
    server: Remote
    screen: Screen

    def jump(self, clock: str, day: int = 0) -> None:
        """Set the clock."""
        self.home.jump(self.home.at(clock, day))

    def came_up(self) -> list[str]:
        """Everything that came up so far, in order."""
        self.screen.follow(self.server.every_call(self.screen.seen), self.home.clock.ahead)
        return [name for showing in self.screen.showings for name in sorted(showing.new)]


@contextmanager
def at_desk(
    folder: Path, *, asleep: bool = True, module: str = "coach", tz: str = "UTC"
) -> Iterator[Desk]:
    with (
        PrivateBus(folder) as bus,
        RunningServer(bus) as server,
        at_home(folder, {**bus.environ, "TZ": tz}, asleep=asleep, module=module) as home,
    ):
        home.save(CONFIG)
        yield Desk(home, server.remote, Screen())


@pytest.fixture(params=[True, False], ids=["suspended", "set by hand"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Asleep, the time since boot goes on as well; set by hand, it does not."""
    with at_desk(tmp_path, asleep=request.param) as desk:
        desk.home.coach.start()
        yield desk
        desk.home.coach.well()


def test_what_was_due_meanwhile_and_is_open_comes_at_once_marked_late_and_once(desk: Desk) -> None:
    desk.jump("18:59")
    assert desk.came_up() == []
    desk.jump("19:40")
    assert desk.came_up() == ["r01"]
    (call,) = desk.server.calls()
    assert "This was for 19:00" in call["body"][4]
    desk.jump("19:50")
    assert desk.came_up() == ["r01"]


def test_what_is_over_leaves_the_screen_and_what_was_never_seen_is_not_shown(desk: Desk) -> None:
    desk.jump("19:01")
    desk.jump("22:10")
    assert desk.came_up() == ["r01", "r03"], "the window of r02 went by"
    assert len(desk.server.open()) == 1
    desk.jump("13:00", day=1)
    assert desk.server.open() == []
    status = desk.home.coach("status", "--night", "yesterday", "--json").document
    states = {habit["habit"]: habit["state"] for habit in status["habits"]}
    assert states == {"r01": "missed", "r02": "unseen", "r03": "missed"}


def test_after_a_jump_the_timer_still_rings_at_its_minute(desk: Desk) -> None:
    desk.home.jump(desk.home.at("20:30") - timedelta(seconds=1.5))
    assert "r02" not in desk.came_up()
    until(lambda: "r02" in desk.came_up(), "the reminder at its minute")
    assert desk.home.clock.now() >= desk.home.at("20:30")


def test_a_clock_that_goes_back_rings_nothing_again(desk: Desk) -> None:
    desk.jump("19:10")
    for back in ("18:20", "19:05", "15:10", "19:20"):
        desk.jump(back)
        assert desk.came_up() == ["r01"], back
    desk.jump("20:35")
    assert desk.came_up() == ["r01", "r02"]


def test_the_next_evening_rings_anew_after_a_night_asleep(desk: Desk) -> None:
    desk.jump("19:10")
    desk.jump("19:10", day=1)
    assert desk.came_up() == ["r01", "r01"]


def test_a_jump_that_nobody_tells_of_is_noticed_by_a_nap(tmp_path: Path) -> None:
    with at_desk(tmp_path, module="tests.support.napping_coach") as desk:
        desk.home.coach.start()
        desk.home.clock.put(desk.home.at("19:40"))
        until(lambda: desk.came_up() == ["r01"], "the reminder after the jump")
        desk.home.clock.put(desk.home.at("22:10"))
        until(lambda: desk.came_up() == ["r01", "r03"], "the next after another jump")


@pytest.mark.parametrize(
    ("at", "due"),
    [("02:30", "01:30"), ("03:10", "01:10")],
    ids=["in the gap: with the offset before it", "after the gap"],
)
def test_in_the_night_of_the_spring_change_a_reminder_comes_at_its_instant(
    tmp_path: Path, at: str, due: str
) -> None:
    """In Prague on 2027-03-28 at 01:00 UTC the clocks go from 02:00 to 03:00."""
    head = 'bedtime = "05:00"\nwake = "11:00"\n'
    with at_desk(tmp_path, tz="Europe/Prague") as desk:
        desk.home.save(config(("r01", at), head=head))
        instant = desk.home.at(due, day=1)
        desk.home.clock.put(instant - timedelta(seconds=2))
        desk.home.coach.start()
        assert desk.came_up() == []
        until(lambda: desk.came_up() == ["r01"], "the reminder")
        assert desk.home.clock.now() >= instant


def test_in_evenings_full_of_naps_each_reminder_that_could_be_seen_comes_exactly_once(
    desk: Desk,
) -> None:
    dice = Random(7)  # noqa: S311 - to be played again, not to be secret
    for day in range(3):
        hours = sorted(dice.uniform(18, 24) for _ in range(9))
        could_be_seen = []
        before = len(desk.came_up())
        for hour in hours:
            midnight = EVENING.replace(hour=0) + timedelta(days=day)
            desk.home.jump(midnight + timedelta(hours=hour))
            could_be_seen += [
                name
                for name, (due, end) in THREE.items()
                if hours_of(due) <= hour < hours_of(end) and name not in could_be_seen
            ]
        assert desk.came_up()[before:] == could_be_seen, f"awake at {hours}"


def hours_of(clock: str) -> float:
    hour, minute = map(int, clock.split(":"))
    return hour + minute / 60
