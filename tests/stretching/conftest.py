"""A person with a stretch habit, and their command line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.real_terminal import RealTerminal

ROOT = Path(__file__).parents[2]
CONFIG = """
bedtime = "22:30"
wake = "07:00"
timezone = "UTC"

[[habit]]
key = "legs"
title = "Stretch the legs"
at = "bedtime - 45min"
routine = "seat-2min"
"""


class Person:
    """Types `coach` commands; time in guided stretches passes faster."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config.toml"
        self.config.write_text(CONFIG)
        self.folder = folder / "data"
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.environ = {
            **kept,
            "COACH_CONFIG": str(self.config),
            "COACH_DATA": str(self.folder),
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
        }

    def command(self, *words: str, speed: float = 100) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "tests.support.fast_coach", str(speed), *words]

    def coach(self, *words: str, speed: float = 200) -> subprocess.CompletedProcess[str]:
        """Run a command without a terminal."""
        return subprocess.run(
            self.command(*words, speed=speed),
            env=self.environ,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def terminal(
        self, *words: str, size: tuple[int, int] = (80, 24), speed: float = 40
    ) -> RealTerminal:
        """Run a command on a terminal."""
        return RealTerminal(self.command(*words, speed=speed), self.environ, *size)

    def answers(self) -> list[dict[str, Any]]:
        """What the journal holds of answers."""
        told = json.loads(self.coach("history", "--json").stdout)
        return [fact for fact in _facts(told) if fact.get("kind") == "answer"]


def _facts(told: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    if isinstance(told, dict):
        inner = [fact for value in told.values() for fact in _facts(value)]
        return [told, *inner] if "kind" in told else inner
    return [fact for value in told for fact in _facts(value)] if isinstance(told, list) else []


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)
