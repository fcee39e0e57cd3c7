"""A real terminal: a pseudo-terminal with a program on it, and somebody who types."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

HOME = "\x1b[H"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

PATIENCE = 20.0


class RealTerminal:
    """What a program draws on a terminal of some size, and what the terminal is left as."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], columns: int, rows: int
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.resize(columns, rows)
        self.modes = self.modes_now()
        self.output = ""
        self._unread = b""
        self.program = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**environ, "TERM": environ.get("TERM", "xterm-256color")},
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - no threads here
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self.close()

    def close(self) -> None:
        """Close the window."""
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)
        self.master = self.slave = -1

    def resize(self, columns: int, rows: int) -> None:
        """Change the size; the program gets SIGWINCH."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes_now(self) -> list[Any]:
        """The modes of the terminal."""
        return termios.tcgetattr(self.slave)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.program.send_signal(number)

    def read(self) -> str:
        """Everything that was drawn until now."""
        os.set_blocking(self.master, False)
        try:
            while data := os.read(self.master, 65536):
                self._unread += data
        except (BlockingIOError, OSError):
            pass
        text = self._unread.decode(errors="ignore")
        self.output = text
        return text

    def screen(self) -> list[str]:
        """The lines of the last whole frame, without colours."""
        frames = self.read().split(HOME)
        last = frames[-1]
        return [line.rstrip() for line in _SEQUENCE.sub("", last).split("\r\n")]

    def until(self, what: Callable[[], object], told: str) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < deadline, f"{told}\n{self.read()[-2000:]!r}"
            time.sleep(0.02)

    def sees(self, words: str) -> None:
        """Wait until words stand on the screen."""
        self.until(lambda: words in "\n".join(self.screen()), f"waiting for {words!r}")

    def wait(self) -> int:
        """Wait until the program has ended; its exit code."""
        self.until(lambda: self.read() and self.program.poll() is not None, "waiting for the end")
        self.read()
        return self.program.wait()

    @property
    def restored(self) -> bool:
        """Whether modes, cursor and screen are as they were found."""
        text = self.read()
        modes = self.modes_now() == self.modes
        cursor = text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l")
        screen = text.rfind("\x1b[?1049l") > text.rfind("\x1b[?1049h")
        return modes and cursor and screen

    @property
    def colours(self) -> bool:
        """Whether colours were used."""
        return any(re.search(r"[\[;](3[0-8]|9[0-7])[;m]", s) for s in _STYLE.findall(self.read()))


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
