"""One message on its way to the phone, in a child that has a deadline; heard like a sense."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

from coach.notify.port import Notice
from coach.notify.push import DEADLINE, OUTCOMES

GRACE = 5.0
"""Seconds after its own deadline at which a child that did not end is killed."""


class Sender:
    """At most one message at a time; nothing here waits for it."""

    def __init__(self, environ: Mapping[str, str], deadline: float = DEADLINE + GRACE) -> None:
        """Send nothing yet.

        Args:
            environ: The child's environment.
            deadline: Seconds after which the child is killed.
        """
        self._environ = environ
        self._deadline = deadline
        self._child: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._said = b""
        self._outcome: str | None = None

    def begin(self, address: str, notice: Notice) -> None:
        """Start a child that sends.

        Raises:
            OSError: there can be none.
        """
        message = {"address": address, "title": notice.title, "body": notice.body}
        self._began, self._said = time.monotonic(), b""
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "coach.notify.push"],
            env=dict(self._environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # A pipe holds far more than a message: this never waits.
        if self._child.stdin is not None:
            with suppress(BrokenPipeError), self._child.stdin as pipe:
                pipe.write(json.dumps(message).encode())

    @property
    def left(self) -> float | None:
        """Seconds until the message that is on its way is given up; None: there is none."""
        if self._child is None:
            return None
        return max(0.0, self._began + self._deadline - time.monotonic())

    def fileno(self) -> int | None:
        """What the child says; None while there is none."""
        if self._child is None or self._child.stdout is None:
            return None
        return self._child.stdout.fileno()

    def read(self) -> bool:
        """Hear the child; whether it came to its end."""
        number = self.fileno()
        if number is None:
            return False
        said = os.read(number, 1 << 12)
        self._said += said
        if not said:
            self._end()
        return not said

    def outcome(self) -> str | None:
        """What became of the message, once; None while that is not known."""
        if self.left == 0.0:
            self._end()
        outcome, self._outcome = self._outcome, None
        return outcome

    def close(self) -> None:
        """Leave no child behind; what it had said already is still the outcome."""
        said = self._child is not None and self._drained()
        self._end()
        if not said:
            self._outcome = None

    def _drained(self) -> bool:
        """Read what is in the pipe, without waiting; whether the child said anything."""
        number = self.fileno()
        if number is not None:
            os.set_blocking(number, False)
            with suppress(BlockingIOError):
                self._said += os.read(number, 1 << 12)
        return bool(self._said)

    def _end(self) -> None:
        """See the child out, and keep what it said."""
        child, self._child = self._child, None
        if child is None:
            return
        late = self._said == b"" and child.poll() is None
        child.kill()
        code = child.wait()
        if child.stdout is not None:
            child.stdout.close()
        said = self._said.decode("ascii", "replace").strip()
        if said.partition(" ")[0] in OUTCOMES:
            self._outcome = said
        else:
            self._outcome = "slow" if late or code == -signal.SIGALRM else "other"
