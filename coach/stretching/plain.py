"""The face for screen readers and pipes: short sentences, line by line, nothing else."""

from typing import TextIO

from coach.content.stretching import Routine
from coach.stretching.session import State
from coach.stretching.view import place
from coach.wording import stretching as words
from coach.wording.translating import _

LONG = 20
"""Of a hold of this many seconds the half is told as well."""


class Plain:
    """Prints what begins; what is printed is never changed."""

    def __init__(
        self,
        stream: TextIO,
        routine: Routine,
        cautions: tuple[str, ...],
        *,
        bell: bool,
        keys: bool,
    ) -> None:
        self._stream = stream
        self._bell = bell and stream.isatty()
        self._opening = words.opening(routine, cautions, with_keys=keys)
        self._before: State | None = None
        self._half_told = False

    def enter(self) -> None:
        """Need nothing."""

    def leave(self) -> None:
        """Leave everything as it is."""

    def show(self, state: State) -> None:
        """Say what is new."""
        before, self._before = self._before, state
        if before is None:
            self._say(*self._opening)
        if state.over:
            self._say(*([_(words.FINISHED)] if state.phase == "finished" else []))
        elif state.phase != "ready":
            self._tell(state, before)

    def changed(self, state: State) -> None:  # noqa: ARG002 - a bell is a bell
        """Ring, once, where somebody can hear it."""
        if self._bell:
            self._stream.write("\a")

    def _tell(self, state: State, before: State | None) -> None:
        began = before is None or before.phase == "ready" or before.reached != state.reached
        if began or (before and state.spent < before.spent):
            self._begin(state)
        if state.phase == "paused" and (before is None or before.phase != "paused"):
            self._say(_(words.PAUSED_PLAIN))
        if state.phase == "running" and before is not None and before.phase == "paused":
            self._say(_(words.GOING_ON))
        if self._is_half(state):
            self._half_told = True
            self._say(_(words.HALF_WAY))

    def _begin(self, state: State) -> None:
        self._half_told = False
        if state.step.kind == "prepare":
            self._say(*words.introduced(state.step.stretch, *place(state)))
        self._say(words.spoken(state.step))

    def _is_half(self, state: State) -> bool:
        step = state.step
        long_hold = step.kind == "hold" and step.seconds >= LONG
        return long_hold and not self._half_told and state.spent * 2 >= step.seconds

    def _say(self, *lines: str) -> None:
        self._stream.write("".join(f"{line}\n" for line in lines))
        self._stream.flush()
