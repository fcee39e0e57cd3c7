"""The session as a pure state machine: state, event and instant in, state out.

Instants are seconds of a clock that never goes back; they come in as `now`.
"""

from typing import Literal

from coach.content.stretching import Step, seconds
from coach.named import NamedTuple

LOST = 5.0
"""A longer gap between two looks at the clock, and nobody can have followed: it is a pause."""

AGAIN = 3.0
"""Back repeats a step that has run for longer than this, else it goes to the one before."""

Phase = Literal["ready", "running", "paused", "finished", "stopped"]
Event = Literal["tick", "pause", "resume", "next", "back", "stop"]


class State(NamedTuple):
    """Where a session stands at one instant."""

    steps: tuple[Step, ...]
    at: float
    """The instant up to which time has been counted."""
    phase: Phase = "ready"
    reached: int = 0
    """The number of the present step, from 0."""
    spent: float = 0.0
    """Seconds of the present step that have passed."""
    held: float = 0.0
    """Seconds in which something was truly held: neither prepared, rested nor skipped."""
    lost_after: float = LOST

    @property
    def step(self) -> Step:
        """The present step; after the end the last."""
        return self.steps[min(self.reached, len(self.steps) - 1)]

    @property
    def following(self) -> Step | None:
        """The step after the present one."""
        after = self.reached + 1
        return self.steps[after] if after < len(self.steps) else None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.phase in ("finished", "stopped")

    @property
    def passed(self) -> float:
        """How many seconds of the whole lie behind, skipped ones among them."""
        return seconds(self.steps[: self.reached]) + self.spent

    @property
    def enough(self) -> bool:
        """Whether at least half of what was to be held was held."""
        return self.held > 0 and self.held * 2 >= seconds(self.steps, "hold")


def advance(state: State, event: Event, now: float) -> State:
    """Let time pass up to `now`, then let the event happen."""
    state = _until(state, now)
    if state.over:
        return state
    match event:
        case "tick":
            return state
        case "pause":
            return state._replace(phase="paused") if state.phase == "running" else state
        case "resume":
            return state._replace(phase="running")
        case "next":
            return _begun(state) if state.phase == "ready" else _on(state)
        case "back":
            return _back(state)
        case "stop":
            return state._replace(phase="stopped")


def _until(state: State, now: float) -> State:
    gap = now - state.at
    if gap <= 0:
        return state
    state = state._replace(at=now)
    if state.phase == "running" and gap > state.lost_after:
        return state._replace(phase="paused")
    while gap > 0 and state.phase == "running":
        room = state.step.seconds - state.spent
        state = _spend(state, min(gap, room))
        if gap >= room:
            state = _on(state)
        gap -= room
    return state


def _spend(state: State, time: float) -> State:
    held = time if state.step.kind == "hold" else 0.0
    return state._replace(spent=state.spent + time, held=state.held + held)


def _begun(state: State) -> State:
    return state._replace(phase="running")


def _on(state: State) -> State:
    state = state._replace(reached=state.reached + 1, spent=0.0)
    return state._replace(phase="finished") if state.reached == len(state.steps) else state


def _back(state: State) -> State:
    if state.spent > AGAIN:
        return state._replace(spent=0.0)
    return state._replace(reached=max(0, state.reached - 1), spent=0.0)
