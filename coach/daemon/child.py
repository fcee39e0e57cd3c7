"""A short-lived process of ours whose words are heard like a sense."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

_CHUNK = 1 << 16


class Ended(NamedTuple):
    """How it ended."""

    code: int
    said: str
    """On both of its outputs."""


class Child:
    """One at a time: what it needs of memory is gone with it, and nothing waits for it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._said = b""

    def begin(self, words: Sequence[str]) -> None:
        """Start a command of coach.

        Raises:
            OSError: it cannot be started.
        """
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-m", "coach", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._said = b""

    def fileno(self) -> int | None:
        """What it says; None while there is none."""
        if self.process is None or self.process.stdout is None:
            return None
        return self.process.stdout.fileno()

    def read(self) -> Ended | None:
        """Hear it; how it ended, once it has."""
        number = self.fileno()
        if number is None:
            return None
        said = os.read(number, _CHUNK)
        self._said += said
        return None if said else self._end()

    def close(self) -> None:
        """Let go of it: it leaves nothing unfinished behind, and may end by itself."""
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()

    def _end(self) -> Ended | None:
        process = self.process
        self.close()
        self.process = None
        if process is None:
            return None
        return Ended(process.wait(), self._said.decode("utf-8", "replace"))
