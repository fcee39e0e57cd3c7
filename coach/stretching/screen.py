"""The face for terminals: one calm screen, drawn anew only when something changed."""

import os
from contextlib import suppress
from typing import TextIO

from rich.console import Console, Group
from rich.live import Live

from coach.content.stretching import Routine
from coach.stretching.frame import frame
from coach.stretching.session import State
from coach.stretching.view import View, view

FALLBACK = (80, 24)
"""The columns and rows where a terminal does not tell."""

_UTF = "utf"


class Screen:
    """Draws a session on the other screen of a terminal, as editors do."""

    def __init__(
        self, stream: TextIO, routine: Routine, cautions: tuple[str, ...], *, bell: bool
    ) -> None:
        self._stream = stream
        self._routine = routine
        self._cautions = cautions
        self._bell = bell
        self._console = Console(
            file=stream, force_terminal=True, force_interactive=True, highlight=False
        )
        self._ascii = not (stream.encoding or "").lower().startswith(_UTF)
        self._live: Live | None = None
        self._drawn: tuple[View, tuple[int, int]] | None = None

    def enter(self) -> None:
        """Take the screen."""
        self._drawn = None
        self._live = Live(
            console=self._console,
            screen=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()

    def leave(self) -> None:
        """Give the screen back as it was."""
        live, self._live = self._live, None
        if live is not None:
            with suppress(OSError):  # the terminal is gone, and its screen with it
                live.stop()

    def show(self, state: State) -> None:
        """Draw what is new."""
        size = _size(self._stream)
        seen = view(state, self._routine, self._cautions)
        if self._live is None or (seen, size) == self._drawn:
            return
        self._drawn = seen, size
        self._console.size = size
        lines = frame(seen, *size, ascii_only=self._ascii)
        self._live.update(Group(*lines), refresh=True)

    def changed(self, state: State) -> None:  # noqa: ARG002 - a bell is a bell
        """Ring, once: the eyes may be elsewhere."""
        if self._bell:
            self._console.bell()


def _size(stream: TextIO) -> tuple[int, int]:
    try:
        columns, rows = os.get_terminal_size(stream.fileno())
    except OSError:
        return FALLBACK
    return columns or FALLBACK[0], rows or FALLBACK[1]
