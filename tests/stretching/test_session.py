"""The session as a state machine, by examples and by whatever hypothesis thinks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.stretches import library
from coach.content.stretching import seconds, steps
from coach.stretching.session import LOST, Event, State, advance

PLAN = steps(library().routines["evidence-3min"])
PREPARE, HOLD, CHANGE = (step.seconds for step in PLAN[:3])

events = st.sampled_from(["tick", "pause", "resume", "next", "back", "stop"])
scripts = st.lists(st.tuples(events, st.floats(-2, 40)), max_size=80)
names = st.sampled_from(list(library().routines))
quarters = st.integers(0, int(4 * LOST)).map(lambda count: count / 4)
"""Times whose sums are exact."""


def begun(now: float = 0.0) -> State:
    return advance(State(PLAN, now), "resume", now)


def later(state: State, passed: float) -> State:
    """Time passes as in a real session: tick by tick."""
    end = state.at + passed
    while state.at + 1 < end:
        state = advance(state, "tick", state.at + 1)
    return advance(state, "tick", end)


def at_first_hold() -> State:
    return later(begun(), PREPARE)


def test_it_waits_until_it_is_begun() -> None:
    state = later(State(PLAN, 0.0), 1000)
    assert (state.phase, state.reached, state.spent) == ("ready", 0, 0)
    assert later(advance(state, "resume", state.at), 2).spent == 2
    assert advance(state, "next", state.at)[2:4] == ("running", 0)


def test_steps_follow_each_other_on_time() -> None:
    state = later(begun(), PREPARE - 0.5)
    assert state.step.kind == "prepare"
    state = later(state, 1)
    assert (state.step.kind, state.step.side, state.spent) == ("hold", "left", 0.5)
    state = later(state, HOLD)
    assert (state.step.kind, state.step.side) == ("change", "right")


def test_only_holding_counts() -> None:
    state = at_first_hold()
    assert state.held == 0
    assert later(state, 4).held == 4
    assert later(state, HOLD + CHANGE).held == HOLD


def test_a_whole_session_holds_the_whole_time_and_finishes() -> None:
    state = later(begun(), seconds(PLAN) + 1)
    assert state.phase == "finished"
    assert state.held == pytest.approx(seconds(PLAN, "hold"))
    assert state.enough
    assert state.following is None


def test_a_pause_stops_the_clock_and_the_count() -> None:
    state = advance(later(at_first_hold(), 3), "pause", PREPARE + 4)
    assert state.held == 4
    state = later(state, 500)
    assert (state.phase, state.spent, state.held) == ("paused", 4, 4)
    state = later(advance(state, "resume", state.at), 2)
    assert (state.phase, state.spent, state.held) == ("running", 6, 6)


def test_next_goes_on_without_counting_what_is_left_out() -> None:
    state = advance(later(at_first_hold(), 3), "next", PREPARE + 3)
    assert (state.reached, state.spent, state.held) == (2, 0, 3)
    assert advance(advance(state, "pause", state.at), "next", state.at)[2:4] == ("paused", 3)


def test_skipping_everything_ends_it_with_nothing_done() -> None:
    state = begun()
    for _ in PLAN:
        state = advance(state, "next", 0.0)
    assert (state.phase, state.held, state.enough) == ("finished", 0, False)


def test_back_repeats_a_step_that_has_run_for_a_while_else_the_one_before() -> None:
    state = later(at_first_hold(), 5)
    again = advance(state, "back", state.at)
    assert (again.reached, again.spent, again.held) == (1, 0, 5)
    earlier = advance(again, "back", again.at)
    assert (earlier.reached, earlier.spent) == (0, 0)
    assert advance(earlier, "back", earlier.at).reached == 0


def test_stop_is_final() -> None:
    state = advance(later(at_first_hold(), 5), "stop", PREPARE + 5)
    assert (state.phase, state.held) == ("stopped", 5)
    for event in ("tick", "resume", "next", "back", "pause"):
        assert advance(state, event, state.at + 3)._replace(at=state.at) == state


def test_half_of_the_holding_is_enough() -> None:
    state = begun()._replace(held=seconds(PLAN, "hold") / 2)
    assert state.enough
    assert not state._replace(held=state.held - 0.1).enough


def test_a_gap_that_nobody_followed_is_a_pause_and_counts_nothing() -> None:
    state = advance(at_first_hold(), "tick", PREPARE + LOST + 1)
    assert (state.phase, state.held, state.spent) == ("paused", 0, 0)
    assert state.at == PREPARE + LOST + 1


def test_a_clock_that_went_back_changes_nothing() -> None:
    state = later(at_first_hold(), 3)
    assert advance(state, "tick", 2.0) == state


@given(names, scripts)
def test_whatever_happens(name: str, script: list[tuple[Event, float]]) -> None:
    plan = steps(library().routines[name])
    state = State(plan, 100.0)
    now, ran = 100.0, 0.0
    for event, passed in script:
        now += passed
        before, state = state, advance(state, event, now)
        gap = state.at - before.at
        assert state.at == max(before.at, now)
        assert 0 <= state.held - before.held <= gap + 1e-9
        if before.phase != "running":
            assert state.held == before.held
        if before.over:
            assert state.phase == before.phase
        ran += gap if before.phase == "running" else 0
        assert 0 <= state.reached <= len(plan)
        assert 0 <= state.spent <= state.step.seconds
        assert (state.phase == "finished") == (state.reached == len(plan))
        assert state.passed <= seconds(plan)
    assert state.held <= ran + 1e-9


@given(names, st.lists(quarters, max_size=400))
def test_without_keys_it_goes_only_forward_and_holds_no_longer_than_asked(
    name: str, gaps: list[float]
) -> None:
    plan = steps(library().routines[name])
    state = advance(State(plan, 0.0), "resume", 0.0)
    for gap in gaps:
        before, state = state, advance(state, "tick", state.at + gap)
        assert (state.reached, state.spent) >= (before.reached, before.spent)
        assert state.held <= seconds(plan, "hold")
    assert state.passed == min(sum(gaps), seconds(plan))


@given(names, st.lists(st.tuples(events, quarters), max_size=80))
def test_how_often_one_looks_changes_nothing(name: str, script: list[tuple[Event, float]]) -> None:
    seldom = often = State(steps(library().routines[name]), 0.0)
    now = 0.0
    for event, passed in script:
        often = advance(often, "tick", now + passed / 2)
        now += passed
        seldom, often = advance(seldom, event, now), advance(often, event, now)
        assert seldom == often


@given(names, st.integers(0, 60), quarters)
def test_what_is_skipped_never_counts(name: str, skipped: int, passed: float) -> None:
    plan = steps(library().routines[name])
    state = advance(State(plan, 0.0), "resume", 0.0)
    for _ in range(skipped):
        state = advance(state, "next", 0.0)
    assert state.held == 0
    state = advance(state, "tick", passed)
    held = state.held
    assert held <= passed
    for _ in plan:
        state = advance(state, "next", passed)
    assert (state.phase, state.held) == ("finished", held)
