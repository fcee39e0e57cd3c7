"""Any terminal shows what matters, and no line runs over its edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.stretches import library
from coach.content.stretching import gentle_for, seconds, steps
from coach.core.model import Person
from coach.stretching.frame import frame
from coach.stretching.session import State, advance
from coach.stretching.view import View, view

LIBRARY = library()
names = st.sampled_from(list(LIBRARY.routines))


def shown(
    name: str,
    at: float | None,
    width: int,
    height: int,
    *,
    paused: bool = False,
    person: Person | None = None,
) -> list[str]:
    """The lines at some second of a routine; None for before the start."""
    return [line.plain for line in frame(seen_at(name, at, paused, person), width, height)]


def seen_at(
    name: str, at: float | None, paused: bool = False, person: Person | None = None
) -> View:
    """What there is to see at some second."""
    routine = gentle_for(LIBRARY.routines[name], person or Person(), 2026)
    state = State(steps(routine), 0.0, lost_after=9999)
    if at is not None:
        state = advance(advance(state, "resume", 0.0), "pause" if paused else "tick", at)
    return view(state, routine, LIBRARY.cautions)


@given(names, st.none() | st.floats(0, 600), st.integers(1, 220), st.integers(1, 80), st.booleans())
def test_no_line_is_too_long_and_none_too_many(
    name: str, at: float | None, width: int, height: int, paused: bool
) -> None:
    lines = shown(name, at, width, height, paused=paused)
    assert 1 <= len(lines) <= height
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("size", [(40, 15), (40, 20), (60, 18), (80, 15), (80, 24), (132, 43)])
@pytest.mark.parametrize("name", LIBRARY.routines)
def test_every_second_shows_what_to_do_what_comes_and_the_keys(
    name: str, size: tuple[int, int]
) -> None:
    plan = steps(LIBRARY.routines[name])
    for second in range(seconds(plan)):
        lines = shown(name, second + 0.5, *size)
        text = "\n".join(lines)
        state = advance(
            advance(State(plan, 0.0, lost_after=9999), "resume", 0), "tick", second + 0.5
        )
        step = state.step
        assert step.stretch.name in lines[0] or size[1] > 24
        assert "Next: " in text
        assert "Space pause" in text
        assert "█" in text or "░" in text
        doing = {"prepare": "Get ready", "change": "Change sides", "rest": "Rest"}
        moving = "Keep moving" if step.stretch.moving else "Hold"
        assert doing.get(step.kind, moving) in text
        if step.side:
            assert step.side.upper() in text
        if step.kind == "prepare":
            assert all(cue.split()[-1] in text for cue in step.stretch.cues)


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 60)])
@pytest.mark.parametrize("name", LIBRARY.routines)
def test_the_drawing_is_whole_in_every_frame_of_these_sizes(
    name: str, size: tuple[int, int]
) -> None:
    plan = steps(LIBRARY.routines[name])
    state = advance(State(plan, 0.0), "resume", 0)
    while not state.over:
        seen = view(state, LIBRARY.routines[name], LIBRARY.cautions)
        text = [line.plain for line in frame(seen, *size)]
        for row in state.step.stretch.drawing:
            assert any(row in line for line in text)
        state = advance(state, "next", 0)


@pytest.mark.parametrize("size", [(40, 15), (40, 20), (80, 24)])
@pytest.mark.parametrize("name", LIBRARY.routines)
def test_the_cautions_stand_before_every_start_with_the_reasons(
    name: str, size: tuple[int, int]
) -> None:
    person = Person(notes=frozenset({"poor-balance", "knee-or-hip-replacement"}))
    lines = shown(name, None, *size, person=person)
    text = " ".join(" ".join(lines).split())
    for caution in LIBRARY.cautions:
        assert caution in text
    for reason in gentle_for(LIBRARY.routines[name], person, 2026).reasons:
        assert reason in text
    assert "Press Space" in text


def test_the_cautions_take_two_lines_at_eighty_columns() -> None:
    lines = [line.strip() for line in shown("evidence-3min", None, 80, 24)]
    first = lines.index(LIBRARY.cautions[0])
    assert lines[first + 1] == LIBRARY.cautions[1]


def test_a_terminal_without_blocks_gets_plain_signs() -> None:
    for at in (None, 5, 20, 60):
        lines = frame(seen_at("evidence-3min", at), 80, 24, ascii_only=True)
        assert "".join(line.plain for line in lines).isascii()


def test_the_bar_grows_and_the_time_left_falls() -> None:
    bars = ["".join(shown("bed-5min", at, 40, 15)).count("█") for at in (3.0, 14.0)]
    assert bars == sorted(bars)
    assert "5:24 left" in "".join(shown("bed-5min", 3, 80, 24))
    assert "0:01 left" in "".join(shown("bed-5min", 326, 80, 24))


def test_a_pause_says_so_and_how_to_go_on() -> None:
    text = "\n".join(shown("bed-5min", 20, 40, 20, paused=True))
    assert "Paused" in text
    assert "Space go on" in text


def test_rounds_of_ankle_work_differ() -> None:
    plan = steps(LIBRARY.routines["after-hike-8min"])
    first, rest = plan[1].seconds, plan[2].seconds
    assert "halfway" in "".join(shown("after-hike-8min", 16, 80, 24))
    assert "circles" in "".join(shown("after-hike-8min", 16 + first + rest, 80, 24))
