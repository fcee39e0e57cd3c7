"""What there is to see of a session at one instant, in words; pure."""

from math import ceil
from typing import Literal

from coach.content.stretching import Routine, Step, seconds
from coach.named import NamedTuple
from coach.stretching.session import State
from coach.wording import stretching as words
from coach.wording.translating import _

Scene = Literal["opening", "steps", "doing", "between"]
"""Before the start; getting into place; holding or moving; changing sides or resting."""


class View(NamedTuple):
    """Everything that a screen may show."""

    title: str
    number: str
    drawing: tuple[str, ...]
    label: str
    where: str
    round: str
    countdown: int | None
    """In seconds; none before the start."""
    sentences: tuple[str, ...]
    scene: Scene
    caution: str
    coming: str
    left: str
    part: float
    """How much of the whole lies behind, from 0 to 1."""
    keys: tuple[tuple[str, str], ...]


def view(state: State, routine: Routine, cautions: tuple[str, ...]) -> View:
    """What there is to see."""
    return _opening(state, routine, cautions) if state.phase == "ready" else _running(state)


def _opening(state: State, routine: Routine, cautions: tuple[str, ...]) -> View:
    stretch = state.step.stretch
    return View(
        scene="opening",
        title=words.routine_line(routine),
        number="",
        drawing=stretch.drawing,
        label=words.press_space(),
        where="",
        round="",
        countdown=None,
        sentences=(*map(_, cautions), *routine.reasons),
        caution=_(routine.note),
        coming=words.first(stretch),
        left=words.left(seconds(state.steps)),
        part=0.0,
        keys=words.keys(words.KEYS_READY),
    )


def _running(state: State) -> View:
    step, whole, paused = state.step, seconds(state.steps), state.phase == "paused"
    scene = _scene(step)
    return View(
        scene=scene,
        title=_(step.stretch.name),
        number=words.out_of(*place(state)),
        drawing=step.stretch.drawing,
        label=_(words.PAUSED) if paused else words.label(step),
        where=words.where(step),
        round=words.round_of(step),
        countdown=ceil(step.seconds - state.spent),
        sentences=_sentences(step, scene),
        caution="" if scene == "doing" else _(step.stretch.caution),
        coming=words.coming(state.following),
        left=words.left(ceil(whole - state.passed)),
        part=state.passed / whole,
        keys=words.keys(words.KEYS_PAUSED if paused else words.KEYS_RUNNING),
    )


def _scene(step: Step) -> Scene:
    match step.kind:
        case "prepare":
            return "steps"
        case "hold":
            return "doing"
        case _:
            return "between"


def _sentences(step: Step, scene: Scene) -> tuple[str, ...]:
    if scene == "steps":
        return tuple(map(_, step.stretch.cues))
    return (words.during(step),) if scene == "doing" else ()


def place(state: State) -> tuple[int, int]:
    """Which stretch it is, and of how many."""
    starts = [number for number, step in enumerate(state.steps) if step.kind == "prepare"]
    return sum(start <= state.reached for start in starts), len(starts)
