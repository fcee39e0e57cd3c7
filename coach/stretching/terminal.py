"""The keyboard and the signals of a session; puts every mode of the terminal back.

Only the main thread may enter a `Terminal`: it takes over signals.
"""

import errno
import os
import re
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Literal, Self

Ask = Literal["go", "next", "back", "stop", "suspend", "continued", "resized", "ended"]
"""What was asked for: by a key or by a signal."""

_KEYS: dict[str, Ask] = {
    " ": "go",
    "\r": "go",
    "\n": "go",
    "n": "next",
    "b": "back",
    "q": "stop",
}

_SIGNALS: dict[str, Ask] = {
    "SIGINT": "stop",
    "SIGTERM": "ended",
    "SIGHUP": "ended",
    "SIGTSTP": "suspend",
    "SIGCONT": "continued",
    "SIGWINCH": "resized",
}

_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""What arrow keys and the like send: none of it is for us, and arrow down is no B."""


class Terminal:
    """Listens for keys, where there is a keyboard, and for signals."""

    def __init__(self, keyboard: int | None) -> None:
        self.keyboard = keyboard
        """Where keys come from, if they do."""
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self.ended_by: int | None = None
        """The signal that asked this program to end, if one did."""

    def __enter__(self) -> Self:
        self._inbox, self._outbox = socket.socketpair()
        self._inbox.setblocking(False)
        self._outbox.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._outbox.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _nothing) for number in _known()}
        try:
            self.take()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(self._wakeup)
        self._inbox.close()
        self._outbox.close()

    def take(self) -> None:
        """Have each key at once, and unseen.

        Raises:
            OSError: the terminal is gone.
        """
        keyboard = self.keyboard
        if keyboard is None:
            return
        import termios  # noqa: PLC0415 - not everywhere
        import tty  # noqa: PLC0415

        if self._before is None:
            self._before = termios.tcgetattr(keyboard)
        _persist(lambda: tty.setcbreak(keyboard))

    def give_back(self) -> None:
        """Put the terminal's modes back as they were found."""
        keyboard, before = self.keyboard, self._before
        if keyboard is None or before is None:
            return
        import termios  # noqa: PLC0415 - not everywhere

        with suppress(OSError):  # the terminal is gone, and its modes with it
            _persist(lambda: termios.tcsetattr(keyboard, termios.TCSAFLUSH, before))

    def wait(self, timeout: float) -> tuple[Ask, ...]:
        """What is asked for, as soon as something is, else nothing after the timeout."""
        keyboard, inbox = self.keyboard, self._inbox.fileno()
        sources = [inbox] if keyboard is None else [inbox, keyboard]
        ready, _, _ = select.select(sources, [], [], timeout)
        heard = self._signalled() if inbox in ready else ()
        if keyboard is None or keyboard not in ready:
            return heard
        return (*heard, *self._typed(keyboard))

    def suspend(self) -> None:
        """Stop here, as the person asked with Ctrl-Z, until the shell lets us go on."""
        self.give_back()
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)
        self.take()

    def _signalled(self) -> tuple[Ask, ...]:
        known = _known()
        numbers = [number for number in self._inbox.recv(4096) if number in known]
        for number in numbers:
            if known[number] == "ended":
                self.ended_by = number
        return tuple(known[number] for number in numbers)

    def _typed(self, keyboard: int) -> tuple[Ask, ...]:
        try:
            data = os.read(keyboard, 4096)
        except OSError:
            data = b""
        if not data:  # the keyboard is gone
            self.ended_by = signal.SIGHUP
            return ("ended",)
        keys = _SEQUENCE.sub("", data.decode(errors="replace")).lower()
        return tuple(_KEYS[key] for key in keys if key in _KEYS)


def keyboard() -> int | None:
    """Where keys can be read one by one, if they can."""
    try:
        import termios  # noqa: F401, PLC0415 - not everywhere
    except ImportError:
        return None
    return sys.stdin.fileno() if sys.stdin is not None and sys.stdin.isatty() else None


def _persist(change: Callable[[], object]) -> None:
    """Change modes; begin again where a signal came in between.

    Raises:
        OSError: the terminal is gone.
    """
    import termios  # noqa: PLC0415 - not everywhere

    while True:
        try:
            change()
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                raise OSError(*error.args) from error
        else:
            return


def _known() -> dict[int, Ask]:
    """The signals that this system has, by number."""
    return {
        int(signal.Signals[name]): ask
        for name, ask in _SIGNALS.items()
        if name in signal.Signals.__members__
    }


def _nothing(_number: int, _frame: FrameType | None) -> None:
    pass
