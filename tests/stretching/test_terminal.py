"""The program on a real terminal: what it draws, and what it leaves behind."""

import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.stretching.terminal import Terminal
from tests.stretching.conftest import ROOT, Person
from tests.support.need import need
from tests.support.real_terminal import RealTerminal

SIZES = [(80, 24), (40, 20)]
SETTLED = 0.6
"""Seconds after which a frame is drawn whole."""


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_session(person: Person, size: tuple[int, int]) -> None:
    with person.terminal("stretch", "seat-2min", size=size) as terminal:
        terminal.sees("Space begin")
        assert "Press Space" in "\n".join(terminal.screen())
        terminal.type(" ")
        terminal.sees("Get ready")
        terminal.sees("Keep moving")
        assert len(terminal.screen()) <= size[1]
        assert max(map(len, terminal.screen())) <= size[0]
        terminal.sees("Seated heel lifts")
        terminal.sees("Seated toe lifts")
        assert terminal.wait() == 0
        assert terminal.restored
        assert terminal.output.count("\a") == 6
        assert "You stretched for 1 minute and 30 seconds." in terminal.output
        assert "Stretch the legs: noted as done." in terminal.output
    (answer,) = person.answers()
    assert (answer["verb"], answer["via"], answer["minutes"]) == ("done", "command", 2)
    assert answer["reminder"].endswith("/legs/1")


def test_no_bell_rings_where_none_is_wanted(person: Person) -> None:
    with person.terminal("stretch", "--no-bell", speed=100) as terminal:
        terminal.sees("Space begin")
        terminal.type(" ")
        assert terminal.wait() == 0
        assert "\a" not in terminal.output


def test_it_is_drawn_anew_when_the_terminal_changes_its_size(person: Person) -> None:
    with person.terminal("stretch", size=(80, 24), speed=10) as terminal:
        terminal.sees("Space begin")
        terminal.type("\n")
        terminal.sees("Get ready")
        assert any("1 Sit or lie" in line[39:] for line in terminal.screen())
        terminal.resize(40, 20)
        terminal.until(lambda: len(terminal.screen()) == 20, "the smaller frame")
        assert max(map(len, terminal.screen())) <= 40
        terminal.resize(100, 40)
        terminal.until(lambda: len(terminal.screen()) == 40, "the larger frame")
        assert any(len(line) > 60 for line in terminal.screen())
        terminal.type("q")
        assert terminal.wait() == 0
        assert terminal.restored


def test_space_pauses_and_goes_on(person: Person) -> None:
    """A busy machine may draw a second late, or not at all: so no single second is waited for."""
    with person.terminal("stretch", speed=4) as terminal:
        terminal.sees("Space begin")
        terminal.type(" ")
        terminal.until(lambda: _seconds(terminal.screen()), "the seconds")
        left = _seconds(terminal.screen())
        terminal.type(" ")
        terminal.sees("Paused")
        time.sleep(SETTLED)
        frozen = terminal.screen()
        time.sleep(SETTLED)
        assert terminal.screen() == frozen
        terminal.type(" ")
        terminal.until(lambda: 0 < _seconds(terminal.screen()) < left, "the seconds go on")
        terminal.type("q")
        assert terminal.wait() == 0


def _seconds(screen: list[str]) -> int:
    """How long to get ready; 0 where that is not on the screen."""
    found = re.search(r"Get ready: (\d+)", "\n".join(screen))
    return int(found[1]) if found else 0


def test_next_and_back_and_no_other_key(person: Person) -> None:
    with person.terminal("stretch", speed=0.01) as terminal:
        terminal.sees("Space begin")
        terminal.type("x\x1b[B\x1b[C\x1bOQ\t7é")
        terminal.type("n")
        terminal.sees("Get ready")
        terminal.type("N")
        terminal.sees("Keep moving")
        terminal.type("\x1b[B")
        terminal.type("b")
        terminal.sees("Get ready")
        for _ in range(6):
            terminal.type("n")
        assert terminal.wait() == 0
        assert "Nothing was held this time." in terminal.output
        assert "coach done legs" in terminal.output
        assert terminal.restored
    assert person.answers() == []


@pytest.mark.parametrize("how", ["q", "Q", "\x03", signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whatever_ends_it_the_terminal_is_as_it_was(person: Person, how: object) -> None:
    with person.terminal("stretch", speed=2) as terminal:
        terminal.sees("Space begin")
        assert not terminal.modes_now()[3] & (termios.ECHO | termios.ICANON)
        terminal.type(" ")
        terminal.sees("Get ready")
        if isinstance(how, signal.Signals):
            terminal.signal(how)
        else:
            terminal.type(str(how))
        code = terminal.wait()
        assert code == {signal.SIGTERM: 143, signal.SIGHUP: 129}.get(how, 0)  # type: ignore[call-overload]
        assert terminal.restored


def test_enough_counts_also_where_the_window_is_closed(person: Person) -> None:
    terminal = person.terminal("stretch", speed=40)
    try:
        terminal.sees("Space begin")
        terminal.type(" ")
        terminal.sees("Seated toe lifts")
        terminal.close()
        terminal.program.wait(20)
    finally:
        terminal.program.kill()
        terminal.program.wait()
    (answer,) = person.answers()
    assert (answer["verb"], answer["minutes"]) == ("done", 1)


def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on_from_a_pause(person: Person) -> None:
    need("bash")
    environ = {**person.environ, "PS1": "prompt> ", "HISTFILE": ""}
    with RealTerminal(["bash", "--norc", "--noprofile", "-i"], environ, 80, 24) as terminal:
        terminal.until(lambda: "prompt>" in terminal.read(), "the prompt")
        terminal.type(f"cd {ROOT} && {' '.join(person.command('stretch', speed=2))}\n")
        terminal.sees("Space begin")
        terminal.type(" ")
        terminal.sees("Get ready: 13")
        terminal.type("\x1a")
        terminal.until(lambda: "Stopped" in terminal.read(), "the stop")
        terminal.until(lambda: terminal.restored or _readline(terminal), "the shell")
        terminal.type("fg\n")
        terminal.sees("Paused")
        terminal.type(" ")
        terminal.sees("Get ready: 9")
        terminal.type("q")
        terminal.until(lambda: "Nothing was held" in terminal.read(), "the end")
        terminal.type("exit\n")
        terminal.wait()


def _readline(terminal: RealTerminal) -> bool:
    """Bash has its own modes while one types; what matters is that the screen is back."""
    text = terminal.read()
    return text.rfind("\x1b[?1049l") > text.rfind("\x1b[?1049h")


@pytest.mark.parametrize(
    ("more", "colours"),
    [("TERM=xterm", True), ("NO_COLOR=1", False), ("TERM=vt100", True), ("TERM=linux", True)],
)
def test_colours_only_where_they_are_welcome(person: Person, more: str, colours: bool) -> None:
    name, value = more.split("=")
    person.environ[name] = value
    with person.terminal("stretch", speed=20) as terminal:
        terminal.sees("Space begin")
        terminal.type(" ")
        terminal.sees("Keep moving")
        assert terminal.colours is colours
        terminal.type("q")
        assert terminal.wait() == 0


def test_a_terminal_without_utf_8_gets_plain_signs(person: Person) -> None:
    person.environ["PYTHONIOENCODING"] = "ascii"
    with person.terminal("stretch", speed=20) as terminal:
        terminal.sees("Space begin")
        terminal.type(" ")
        terminal.sees("Keep moving")
        assert terminal.read().isascii()
        terminal.type("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(("words", "term"), [(("--plain",), "xterm"), ((), "dumb")])
def test_plain_has_keys_on_a_terminal_and_never_moves_the_cursor(
    person: Person, words: tuple[str, ...], term: str
) -> None:
    person.environ["TERM"] = term
    with person.terminal("stretch", *words, speed=40) as terminal:
        terminal.until(lambda: "Press Space." in terminal.read(), "the opening")
        terminal.type(" ")
        terminal.until(lambda: "Half way." in terminal.read(), "the first half")
        terminal.type("q")
        assert terminal.wait() == 0
        assert "\x1b" not in terminal.output
        assert terminal.modes_now() == terminal.modes


# --- in this process ---------------------------------------------------------------------


@pytest.fixture
def keyboard() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def test_after_an_exception_the_modes_and_the_signals_are_as_they_were(
    keyboard: tuple[int, int],
) -> None:
    _, slave = keyboard
    modes = termios.tcgetattr(slave)
    handlers = [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGTSTP)]
    with pytest.raises(ZeroDivisionError):
        _fail_inside(slave, modes)
    assert termios.tcgetattr(slave) == modes
    after = [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGTSTP)]
    assert after == handlers


def _fail_inside(slave: int, modes: list[object]) -> None:
    with Terminal(slave):
        assert termios.tcgetattr(slave) != modes
        raise ZeroDivisionError


def test_a_drawing_that_fails_leaves_the_terminal_as_it_was(person: Person) -> None:
    broken = (
        "import coach.stretching.screen as s, sys; from coach import cli\n"
        "def fail(*a, **k): raise RuntimeError('drawing')\n"
        "s.frame = fail\n"
        "cli.run(['stretch'])\n"
    )
    command = [sys.executable, "-c", broken]
    with RealTerminal(command, person.environ, 80, 24) as terminal:
        assert terminal.wait() == 1
        assert "RuntimeError: drawing" in terminal.output
        assert terminal.restored


def test_keys_and_signals_are_heard(keyboard: tuple[int, int]) -> None:
    master, slave = keyboard
    with Terminal(slave) as terminal:
        assert terminal.wait(0) == ()
        os.write(master, b"nB q\x1b[A\x1b[1;5Db")
        assert terminal.wait(1) == ("next", "back", "go", "stop", "back")
        os.kill(os.getpid(), signal.SIGWINCH)
        assert terminal.wait(1) == ("resized",)
        os.kill(os.getpid(), signal.SIGTERM)
        assert terminal.wait(1) == ("ended",)
        assert terminal.ended_by == signal.SIGTERM


def test_a_terminal_that_is_gone_is_an_error_like_any_other() -> None:
    master, slave = pty.openpty()
    with Terminal(slave) as terminal:
        os.close(master)
        with pytest.raises(OSError, match="error"):
            terminal.take()
        assert terminal.wait(1) == ("ended",)
        assert terminal.ended_by == signal.SIGHUP
    os.close(slave)


def test_without_a_keyboard_signals_are_heard_all_the_same() -> None:
    with Terminal(None) as terminal:
        os.kill(os.getpid(), signal.SIGINT)
        assert terminal.wait(1) == ("stop",)
        assert terminal.wait(0.01) == ()


def test_ctrl_c_in_a_pipe_keeps_what_was_held(person: Person, tmp_path: Path) -> None:
    command = person.command("stretch", speed=40)
    with (tmp_path / "out").open("w") as out:
        program = subprocess.Popen(command, cwd=ROOT, env=person.environ, stdout=out)
        try:
            _until_written(tmp_path / "out", "Seated toe lifts")
            program.send_signal(signal.SIGINT)
            assert program.wait(20) == 0
        finally:
            program.kill()
            program.wait()
    assert "That counts." in (tmp_path / "out").read_text()
    assert len(person.answers()) == 1


def _until_written(path: Path, words: str) -> None:
    for _ in range(1000):
        if words in path.read_text():
            return
        time.sleep(0.02)
    pytest.fail(f"never wrote {words!r}")
