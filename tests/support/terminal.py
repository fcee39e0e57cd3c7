"""A person at a terminal, in this process: what they type, and what they then read."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import time_machine

from coach.cli import run

EVENING = "2026-11-22 21:50"
"""A Sunday on which stretch, warm and calcium are due; bedtime is 22:30."""

CONFIG = """\
bedtime = "22:30"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
at = "bedtime - 45min"

[[habit]]
key = "warm"
title = "Warm legs"
at = "bedtime - 60min"

[[habit]]
key = "calcium"
title = "Something rich in calcium"
at = "19:30"
"""


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """What `--json` printed: one document on one line."""
        (line,) = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


class Terminal:
    """Types commands; the clock stands where `now` says, in Prague."""

    def __init__(self, folder: Path, read: Callable[[], tuple[str, str]]) -> None:
        self._read = read
        self.config = folder / "config.toml"
        self.data = folder / "data"
        self.now = EVENING

    def __call__(self, *words: str) -> Said:
        """Type a command."""
        local = datetime.fromisoformat(self.now).replace(tzinfo=ZoneInfo("Europe/Prague"))
        # As a number: given a zone, time-machine would set TZ to it.
        with time_machine.travel(local.timestamp(), tick=False):
            code = run(words)
        said = Said(code, *self._read())
        assert "Traceback" not in said.err + said.out
        return said

    def json(self, *words: str) -> dict[str, Any]:
        """Type a command that works and read its document."""
        said = self(*words, "--json")
        assert (said.code, said.err) == (0, "")
        return said.document
