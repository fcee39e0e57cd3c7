"""Arbitrary command lines."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.cli import run
from tests.support.terminal import CONFIG

COMMANDS = (
    "init", "plan", "status", "history", "done", "skip", "snooze", "undo", "log", "cramp", "pause",
    "resume", "why", "signs", "report", "check", "backup", "restore", "export", "import",
    "expected",
)  # fmt: skip
LASTING = {"demo", "run"}
"""These go on for minutes; tests of their own play them on a faster clock."""
WORDS = (
    "--json", "--line", "--night", "--nights", "--from", "--to", "--for", "--reason", "--note",
    "--at", "--until", "--side", "--place", "--pain", "--minutes", "--bedtime", "--wake", "--help",
    "--version", "-h", "--", "-", "stretch", "warm", "calcium", "today", "yesterday", "left",
    "hike", "trip", "work", "--distance", "--ascent", "--duration", "--effort", "--mode", "car",
    "--tick", "--list", "--yes", "--no", "--read", "warm-skin", "--html", "--clinician",
    "2026-11-22", "2026-11-30", "1900-01-01", "2199-12-31", "9999-12-31", "0001-01-01", "21:40",
    "24:00", "10min", "1h30", "0", "1", "10", "400", "-1", "nan", "1e999", "9" * 5000, "",
    "2026-11-22T21:00+25:00", "2026-11-22T21:00-12:00", "1900-01-01T00:00", "\udcff", "\x1b[31m",
    "a\nb", "křeč",
)  # fmt: skip
LINES = st.lists(
    st.sampled_from(COMMANDS + WORDS) | st.text(st.characters(exclude_characters="\0"))
)
LIKELY_LINES = st.builds(
    lambda command, words: [command, *words],
    st.sampled_from(COMMANDS),
    st.lists(st.sampled_from(WORDS), max_size=6),
)


def first_word(words: list[str]) -> str:
    """What stands where a command is looked for, whatever options come before it."""
    return next((w for w in words if w in COMMANDS or w == "stretch"), "")


@contextmanager
def somebody() -> Iterator[None]:
    """A person with a config, at ten to ten in the evening."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COACH_CONFIG", os.path.join(folder, "config.toml"))
        patch.setenv("COACH_DATA", os.path.join(folder, "data"))
        patch.setenv("TZ", "Europe/Prague")
        Path(folder, "config.toml").write_text(CONFIG)
        with time_machine.travel(
            datetime(2026, 11, 22, 20, 50, tzinfo=UTC).timestamp(), tick=False
        ):
            yield


@settings(deadline=None)
@given(st.lists(LIKELY_LINES | LINES, min_size=1, max_size=4))
def test_whatever_is_typed_a_code_of_the_contract_answers_and_failure_has_a_sentence(
    lines: list[list[str]],
) -> None:
    with somebody():
        for words in lines:
            if LASTING & set(words) or first_word(words) == "stretch":
                continue
            with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
                code = run(words)
            assert code in (0, 1, 2, 3)
            assert err.getvalue().strip() if code else out.getvalue().strip()
