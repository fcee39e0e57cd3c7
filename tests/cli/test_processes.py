"""The command as a real process: streams, locales and environments that are not as usual."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import CONFIG

COACH = f"{sys.executable} -m coach"


class Shell:
    """Runs lines of sh in which $COACH is the command."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config.toml"
        self.data = folder / "data"
        self.config.write_text(CONFIG)
        self.environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "COACH": COACH,
            "COACH_CONFIG": str(self.config),
            "COACH_DATA": str(self.data),
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Prague",
        }

    def __call__(
        self, line: str, typed: str = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a line; whatever happens, nobody sees a traceback."""
        ended = subprocess.run(
            ["sh", "-c", line],
            cwd=self.config.parent,
            env=self.environ | environ,
            input=typed,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in ended.stderr + ended.stdout
        assert "Exception ignored" not in ended.stderr
        return ended


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell of someone with the three habits."""
    return Shell(tmp_path)


def test_a_command_works_as_a_process(shell: Shell) -> None:
    ended = shell("$COACH done warm --json")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout).keys() >= {"id", "night"}
    assert shell("$COACH done warm").returncode == 3
    assert shell("$COACH done worm").returncode == 2


@pytest.mark.parametrize("command", ["plan --nights 400", "--help", "status"])
def test_a_reader_that_leaves_early_is_no_mistake(shell: Shell, command: str) -> None:
    assert shell(f"{{ $COACH {command}; echo $? >&2; }} | true").stderr == "0\n"


@pytest.mark.parametrize("command", ["status", "--help", "plan --nights 400"])
def test_an_answer_that_cannot_be_written_is_no_success(shell: Shell, command: str) -> None:
    ended = shell(f"$COACH {command} > /dev/full")
    assert ended.returncode == 1
    assert "No space left" in ended.stderr


@pytest.mark.parametrize("line", ["$COACH status >&-", "$COACH done warm >&- 2>&-"])
def test_a_command_without_an_output_does_its_work(shell: Shell, line: str) -> None:
    assert shell(line).returncode == 0


def test_init_without_an_input_asks_nothing(shell: Shell) -> None:
    shell.config.unlink()
    assert shell("$COACH init <&-").returncode == 0


def test_a_title_that_the_terminal_has_no_letters_for_is_shown_as_far_as_it_goes(
    shell: Shell,
) -> None:
    shell.config.write_text(CONFIG.replace("Warm legs", "Teplé nohy"))
    ended = shell("$COACH status", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert ended.returncode == 0
    assert "Tepl\\xe9 nohy" in ended.stdout


def test_bytes_that_are_no_text_in_a_path_are_fine(shell: Shell) -> None:
    said = shell("$COACH --config \"$(printf 'x\\377.toml')\" init --json")
    assert said.returncode == 0
    assert json.loads(said.stdout)["path"].endswith(".toml")
    assert shell("$COACH done \"$(printf '\\377')\"").returncode == 2


def test_a_config_that_is_a_pipe_is_refused_at_once(shell: Shell) -> None:
    ended = shell("mkfifo pipe; $COACH --config pipe status")
    assert ended.returncode == 2
    assert "this is not a file" in ended.stderr


def test_without_a_home_the_places_told_are_enough(shell: Shell) -> None:
    assert shell("unset HOME; $COACH done warm").returncode == 0


def test_erase_deletes_only_after_the_word_and_only_what_is_its_own(shell: Shell) -> None:
    shell("$COACH done warm")
    (shell.data / "letter.txt").write_text("mine")
    kept = shell("$COACH erase", typed="yes\n")
    assert (kept.returncode, shell.config.exists()) == (1, True)
    assert str(shell.data / "journal.db") in kept.stdout
    assert shell("$COACH erase", typed=" Erase \n").returncode == 0
    assert not shell.config.exists()
    assert os.listdir(shell.data) == ["letter.txt"]
    assert shell("$COACH erase").returncode == 3


@pytest.mark.parametrize("line", ["$COACH erase <&-", "$COACH erase < /dev/null"])
def test_erase_without_anybody_to_ask_deletes_nothing(shell: Shell, line: str) -> None:
    assert shell(line).returncode == 1
    assert shell.config.exists()


def test_erase_of_bytes_that_are_no_text_deletes_nothing(shell: Shell) -> None:
    assert shell("printf '\\377\\n' | $COACH erase").returncode == 1
    assert shell.config.exists()
