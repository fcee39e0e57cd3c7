"""The loop over a session: listen, let time pass, show."""

import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

from coach.content.stretching import Routine, steps
from coach.named import NamedTuple
from coach.stretching.session import LOST, Event, State, advance
from coach.stretching.terminal import Ask, Terminal, keyboard

TICK = 0.1
"""How long to wait for a key before looking at the clock again, in seconds."""


class Face(Protocol):
    """Shows a session to a person."""

    def enter(self) -> None:
        """Begin to show."""

    def leave(self) -> None:
        """Give back whatever was taken."""

    def show(self, state: State) -> None:
        """Show where the session stands; called often."""

    def changed(self, state: State) -> None:
        """Another step has begun, or the last one ended."""


class Listener(Protocol):
    """Hears what the person asks for."""

    @property
    def keyboard(self) -> int | None:
        """Where keys come from, if they do."""

    def wait(self, timeout: float) -> tuple[Ask, ...]:
        """What is asked for, as soon as something is, else nothing after the timeout."""

    def take(self) -> None:
        """Listen to keys, again."""

    def suspend(self) -> None:
        """Stop until the shell lets us go on."""


class Ending(NamedTuple):
    """How a session ended."""

    state: State
    signal: int | None
    """What asked the program to end, if something did."""


def seconds() -> float:
    """A clock that never goes back, and that counts on while the machine sleeps if it can."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)


def guide(
    routine: Routine,
    cautions: tuple[str, ...],
    stream: TextIO,
    *,
    plain: bool,
    bell: bool,
    speed: float = 1.0,
) -> Ending:
    """Guide a person through a routine.

    Args:
        routine: What to do; it has at least one stretch.
        cautions: What to say before.
        stream: Where to show it.
        plain: Line by line instead of on a screen.
        bell: Whether to ring at each change.
        speed: How many seconds of the session pass in one: for tests.
    """
    keys = keyboard() if stream.isatty() else None
    face = _face(routine, cautions, stream, plain=plain, bell=bell, keys=keys is not None)

    def clock() -> float:
        return seconds() * speed

    state = State(steps(routine), clock(), lost_after=LOST * speed)
    with Terminal(keys) as terminal:
        try:
            face.enter()
            state = play(state, face, terminal, clock, TICK / speed)
        finally:
            face.leave()
        return Ending(state, terminal.ended_by)


def play(
    state: State,
    face: Face,
    listener: Listener,
    clock: Callable[[], float],
    tick: float = TICK,
) -> State:
    """Go through the session until it is over; a terminal that is gone ends it."""
    try:
        face.show(state)
        while not state.over:
            before = state
            for ask in listener.wait(tick):
                if not state.over:
                    state = _answer(ask, state, face, listener, clock)
            # Where there are no keys, nobody could begin it or go on.
            state = advance(state, "tick" if listener.keyboard is not None else "resume", clock())
            if state.reached != before.reached:
                face.changed(state)
            face.show(state)
    except OSError:
        return advance(state, "stop", state.at)
    return state


def _answer(
    ask: Ask, state: State, face: Face, listener: Listener, clock: Callable[[], float]
) -> State:
    if ask == "suspend":
        state = advance(state, "pause", clock())
        face.leave()
        listener.suspend()
        face.enter()
    if ask == "continued":  # somebody else may have used the terminal meanwhile
        face.leave()
        listener.take()
        face.enter()
    event = _event(ask, state)
    return state if event is None else advance(state, event, clock())


def _event(ask: Ask, state: State) -> Event | None:
    match ask:
        case "go":
            return "pause" if state.phase == "running" else "resume"
        case "next" | "back" | "stop":
            return ask
        case "ended":
            return "stop"
        case _:
            return None


def _face(
    routine: Routine,
    cautions: tuple[str, ...],
    stream: TextIO,
    *,
    plain: bool,
    bell: bool,
    keys: bool,
) -> Face:
    if plain:
        from coach.stretching.plain import Plain  # noqa: PLC0415 - one of the two

        return Plain(stream, routine, cautions, bell=bell, keys=keys)
    from coach.stretching.screen import Screen  # noqa: PLC0415 - rich takes its time

    return Screen(stream, routine, cautions, bell=bell)


def wants_plain(stream: TextIO, term: str) -> bool:
    """Whether a screen cannot be drawn there."""
    return not stream.isatty() or term in ("", "dumb", "unknown") or sys.platform == "win32"
