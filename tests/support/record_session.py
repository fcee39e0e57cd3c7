"""Records a guided session on a virtual clock: `python -m tests.support.record_session`.

Prints docs/stretch.md, which a test compares with what is in the repository.
"""

import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rich.console import Console, Group

from coach.content.stretches import library
from coach.content.stretching import Routine, seconds, steps
from coach.stretching import guiding
from coach.stretching.frame import frame
from coach.stretching.plain import Plain
from coach.stretching.session import State
from coach.stretching.terminal import Ask
from coach.stretching.view import view

ROUTINE = "evidence-3min"

INTRODUCTION = """\
# The guided stretch

`coach stretch` guides through a routine; `coach stretch --list` tells which there are.
This is a recording of `coach stretch {name}` on a virtual clock, made by
`python -m tests.support.record_session > docs/stretch.md`.

"""

MOMENTS = (
    (0.0, "Before the start"),
    (5.0, "Getting into place"),
    (19.0, "A hold"),
    (28.0, "Changing sides"),
    (36.0, "Paused with Space"),
    (103.0, "The second stretch"),
    (177.0, "Almost done"),
)

ASKS: Mapping[float, Ask] = {1.0: "go", 35.0: "go", 40.0: "go"}


class Virtual:
    """A clock that moves only while somebody waits, and a person who presses keys by it."""

    def __init__(self, asks: Mapping[float, Ask] | None = None, keyboard: int | None = 0) -> None:
        self.now = 0.0
        self.keyboard = keyboard
        self.suspended = 0
        self._asks = sorted((asks or {}).items())

    def clock(self) -> float:
        """The present instant."""
        return self.now

    def wait(self, timeout: float) -> tuple[Ask, ...]:
        """Let time pass; tell what was pressed in it."""
        self.now = round(self.now + timeout, 3)
        pressed = tuple(ask for at, ask in self._asks if at <= self.now)
        self._asks = [(at, ask) for at, ask in self._asks if at > self.now]
        return pressed

    def take(self) -> None:
        """Listen to keys."""

    def suspend(self) -> None:
        """A minute passes in the shell."""
        self.suspended += 1
        self.now += 60


class Film(NamedTuple):
    """A face that remembers every state with its instant."""

    virtual: Virtual
    states: list[tuple[float, State]]
    bells: list[float]

    def enter(self) -> None:
        """Begin."""

    def leave(self) -> None:
        """End."""

    def show(self, state: State) -> None:
        """Remember."""
        self.states.append((self.virtual.now, state))

    def changed(self, state: State) -> None:  # noqa: ARG002
        """Remember the bell."""
        self.bells.append(self.virtual.now)

    def at(self, instant: float) -> State:
        """What was shown then."""
        return next(state for now, state in self.states if now >= instant)


def film(routine: Routine, asks: Mapping[float, Ask], keyboard: int | None = 0) -> Film:
    """Play a session."""
    virtual = Virtual(asks, keyboard)
    made = Film(virtual, [], [])
    guiding.play(State(steps(routine), 0.0), made, virtual, virtual.clock)
    return made


def still(state: State, routine: Routine, width: int, height: int) -> str:
    """One frame as text."""
    console = Console(
        file=io.StringIO(), record=True, width=width, height=height, force_terminal=True
    )
    seen = view(state, routine, library().cautions)
    console.print(Group(*frame(seen, width, height)))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def plain_text(routine: Routine, asks: Mapping[float, Ask], keyboard: int | None) -> str:
    """A whole session line by line."""
    stream, virtual = io.StringIO(), Virtual(asks, keyboard)
    face = Plain(stream, routine, library().cautions, bell=True, keys=keyboard is not None)
    guiding.play(State(steps(routine), 0.0), face, virtual, virtual.clock)
    return stream.getvalue()


def page() -> str:
    """The whole page."""
    routine = library().routines[ROUTINE]
    made = film(routine, ASKS)
    parts = [INTRODUCTION.format(name=ROUTINE)]
    for width, height in ((80, 24), (40, 20)):
        parts.append(f"## {width} columns, {height} rows\n\n")
        parts += _stills(made, routine, width, height)
    text = plain_text(routine, {}, None)
    parts.append(f"## Line by line: `--plain`, pipes\n\n```text\n{text}```\n\n")
    parts.append(_table())
    return "".join(parts)


def _stills(made: Film, routine: Routine, width: int, height: int) -> Iterable[str]:
    for instant, told in MOMENTS:
        text = still(made.at(instant), routine, width, height)
        yield f"{told}:\n\n```text\n{text}\n```\n\n"


def _table() -> str:
    rows = ["## The routines", "", "| routine | stretches | takes | held | strength |"]
    rows.append("|---|---|---|---|---|")
    for routine in library().routines.values():
        plan = steps(routine)
        names = ", ".join(move.stretch.id for move in routine.moves)
        times = f"{seconds(plan)} s | {seconds(plan, 'hold')} s"
        rows.append(f"| {routine.id} | {names} | {times} | {routine.strength} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
