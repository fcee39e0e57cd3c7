"""The loop, on a virtual clock."""

import errno
import io
from collections.abc import Mapping

import pytest

from coach.content.stretches import library
from coach.content.stretching import seconds, steps
from coach.stretching import guiding
from coach.stretching.session import State
from coach.stretching.terminal import Ask
from tests.support.record_session import Film, Virtual, film

ROUTINE = library().routines["evidence-3min"]
PLAN = steps(ROUTINE)


def test_it_rings_once_at_each_change_and_at_the_end() -> None:
    made = film(ROUTINE, {1.0: "go"})
    assert len(made.bells) == len(PLAN)
    assert made.bells[0] == pytest.approx(1 + PLAN[0].seconds, abs=0.2)
    assert made.bells[-1] == pytest.approx(1 + seconds(PLAN), abs=0.2)


@pytest.mark.parametrize("ask", ["stop", "ended"])
def test_stop_ends_it_with_what_was_held(ask: Ask) -> None:
    made = film(ROUTINE, {1.0: "go", 20.0: ask})
    last = made.states[-1][1]
    assert last.phase == "stopped"
    assert last.held == pytest.approx(20 - 1 - PLAN[0].seconds, abs=0.2)


def test_in_a_suspension_no_time_passes() -> None:
    virtual = Virtual({1.0: "go", 20.0: "suspend", 85.0: "go", 90.0: "stop"})
    made = Film(virtual, [], [])
    last = guiding.play(State(PLAN, 0.0), made, virtual, virtual.clock)
    assert virtual.suspended == 1
    assert last.held == pytest.approx(20 - 1 - PLAN[0].seconds + 5, abs=0.4)


def test_a_suspension_without_keys_goes_on_by_itself() -> None:
    virtual = Virtual({20.0: "suspend"}, keyboard=None)
    made = Film(virtual, [], [])
    last = guiding.play(State(PLAN, 0.0), made, virtual, virtual.clock)
    assert last.phase == "finished"
    assert virtual.now == pytest.approx(seconds(PLAN) + 60, abs=1)


def test_the_face_is_taken_anew_when_somebody_else_used_the_terminal() -> None:
    calls: list[str] = []

    class Watched(Virtual):
        def take(self) -> None:
            calls.append("take")

    virtual = Watched({1.0: "continued", 2.0: "stop"})

    class Face(Film):
        def enter(self) -> None:
            calls.append("enter")

        def leave(self) -> None:
            calls.append("leave")

    guiding.play(State(PLAN, 0.0), Face(virtual, [], []), virtual, virtual.clock)
    assert calls == ["leave", "take", "enter"]


@pytest.mark.parametrize("first", ["continued", "ended"])
def test_closing_the_window_sends_two_signals_in_any_order(first: Ask) -> None:
    second: Ask = "ended" if first == "continued" else "continued"

    class Gone(Virtual):
        def take(self) -> None:
            raise OSError(errno.EIO, "the terminal is gone")

    virtual = Gone({1.0: "go", 30.0: first, 30.01: second})
    last = guiding.play(State(PLAN, 0.0), Film(virtual, [], []), virtual, virtual.clock)
    assert last.phase == "stopped"
    assert last.held > 10


def test_a_terminal_that_is_gone_ends_it_and_keeps_what_was_held() -> None:
    virtual = Virtual({1.0: "go"})

    class Torn(Film):
        def show(self, state: State) -> None:
            super().show(state)
            if self.virtual.now > 30:
                raise BrokenPipeError

    last = guiding.play(State(PLAN, 0.0), Torn(virtual, [], []), virtual, virtual.clock)
    assert last.phase == "stopped"
    assert last.held > 10


@pytest.mark.parametrize(
    ("keys", "plain"), [({"TERM": "dumb"}, True), ({"TERM": ""}, True), ({"TERM": "xterm"}, False)]
)
def test_a_dumb_terminal_gets_lines(keys: Mapping[str, str], plain: bool) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert guiding.wants_plain(Terminal(), keys["TERM"]) is plain
    assert guiding.wants_plain(io.StringIO(), keys["TERM"])
