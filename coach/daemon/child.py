"""A short-lived process of coach itself: what is heavy never enters the daemon's memory."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from coach.named import NamedTuple


class Ended(NamedTuple):
    """How it ended, and what it said; its document comes last."""

    code: int
    said: str

    @property
    def last(self) -> str:
        """The last line."""
        return (self.said.splitlines() or [""])[-1]

    @property
    def document(self) -> dict[str, Any]:
        """What the last line has as JSON; empty where that is no object."""
        try:
            document = json.loads(self.last)
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}

    @property
    def before(self) -> list[str]:
        """The lines before the last."""
        return self.said.splitlines()[:-1]


class Child:
    """One process at a time; a sense that is heard until it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said = b""

    @property
    def runs(self) -> bool:
        """Whether there is one that was not heard to its end."""
        return self.fileno() is not None

    def begin(self, words: Sequence[str]) -> None:
        """Run a command line of coach.

        Raises:
            OSError: no process can be started.
        """
        self._said = b""
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-m", "coach", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def fileno(self) -> int | None:
        """What it says; None while there is none."""
        said = self._process.stdout if self._process is not None else None
        return None if said is None or said.closed else said.fileno()

    def read(self) -> Ended | None:
        """Hear it; how it ended, once it has."""
        number = self.fileno()
        if self._process is None or number is None:
            return None
        said = os.read(number, 1 << 16)
        self._said += said
        if said:
            return None
        self.close()
        return Ended(self._process.wait(), self._said.decode("utf-8", "replace"))

    def kill(self) -> None:
        """End one that takes too long; its end is heard like any other."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let go of it: it leaves nothing unfinished behind, and may end by itself."""
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
