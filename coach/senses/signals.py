"""Signals as a sense: to stop, and to read the config again."""

import signal
import socket
from contextlib import suppress
from typing import Literal

Request = Literal["stop", "reload"]

_MEANING: dict[str, Request] = {"SIGTERM": "stop", "SIGINT": "stop", "SIGHUP": "reload"}


class Signals:
    """Turns signals into something to read; only the main thread may make one.

    Python writes a byte for each signal to the socket, which wakes the loop; what was asked is
    noted by the handlers, because a storm of signals can fill the socket.
    https://docs.python.org/3/library/signal.html#signal.set_wakeup_fd
    """

    def __init__(self) -> None:
        self._inbox, self._outbox = socket.socketpair()
        self._inbox.setblocking(False)
        self._outbox.setblocking(False)
        self._meaning = _known()
        self._wakeup = signal.set_wakeup_fd(self._outbox.fileno(), warn_on_full_buffer=False)
        self._asked: list[Request] = []
        self._handlers = {number: signal.signal(number, self._note) for number in self._meaning}

    def read(self) -> tuple[Request, ...]:
        """What was asked since the last read, in order, without waiting."""
        with suppress(BlockingIOError):
            while self._inbox.recv(4096):
                pass
        asked, self._asked = tuple(self._asked), []
        return asked

    def _note(self, number: int, _frame: object) -> None:
        request = self._meaning[number]
        if request not in self._asked:
            self._asked.append(request)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._inbox.fileno()

    def close(self) -> None:
        """Put the previous handlers back."""
        for number, handler in self._handlers.items():
            # None: set by something other than Python, which we cannot name.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        signal.set_wakeup_fd(self._wakeup)
        self._inbox.close()
        self._outbox.close()


def _known() -> dict[int, Request]:
    """The signals that this system has, by number."""
    return {
        int(signal.Signals[name]): meaning
        for name, meaning in _MEANING.items()
        if name in signal.Signals.__members__
    }
