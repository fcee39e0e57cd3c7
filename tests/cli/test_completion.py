"""Tab completion, in the shells themselves."""

import os
import subprocess
from pathlib import Path

import pytest

from coach.completion import script
from tests.support.terminal import CONFIG

FOLDER = Path(__file__).parents[2] / "completions"
FILES = {"bash": "coach.bash", "zsh": "_coach"}

PRESS_TAB = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_coach 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", FILES)
def test_the_files_are_those_that_the_commands_make(shell: str) -> None:
    made = script(shell).rstrip("\n")
    assert (FOLDER / FILES[shell]).read_text().rstrip("\n") == made, "run: make docs"


def offered(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers when Tab is pressed behind the last of these words."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG)
    ended = subprocess.run(
        ["bash", "--norc", "-c", PRESS_TAB, "bash", str(FOLDER / FILES["bash"]), "coach", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COACH_CONFIG": str(config)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ended.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["stat"], ["status"]),
        (["un"], ["undo"]),
        (["p"], ["plan", "pause"]),
        (["done", ""], ["stretch", "warm", "calcium"]),
        (["done", "st"], ["stretch"]),
        (["snooze", "w"], ["warm"]),
        (["log", "cr"], ["cramp"]),
        (["log", "cramp", "--side", ""], ["left", "right", "both"]),
        (["status", "--l"], ["--line"]),
        (["--config", "conf"], ["config.toml"]),
        (["done", "zzz"], []),
    ],
)
def test_bash_offers_what_fits(tmp_path: Path, words: list[str], expected: list[str]) -> None:
    assert offered(tmp_path, *words) == expected


def test_without_a_config_no_habit_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    line = f"source {FOLDER / FILES['bash']}; _coach_keys"
    ended = subprocess.run(
        ["bash", "--norc", "-c", line],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == ("", "")
