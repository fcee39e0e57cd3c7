"""Processes that are looked at from outside."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket
from typing import NamedTuple, Self

GRACE = 10
"""Seconds that a process has to end in."""


class Rest(NamedTuple):
    """What a process takes, in MiB, and how often it was switched since it started."""

    rss: float
    pss: float
    threads: int
    switches: int


class Process:
    """A program that runs inside `with`."""

    def __init__(self, command: Sequence[str | Path], environ: Mapping[str, str]) -> None:
        self._command = command
        self._environ = environ

    def __enter__(self) -> Self:
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            self._command, env=self._environ, stdin=quiet, stdout=quiet, stderr=quiet
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def rest(self) -> Rest:
        """Look at it, which does not wake it."""
        memory, status = self._read("smaps_rollup"), self._read("status")
        return Rest(
            memory["Rss"] / 1024,
            memory["Pss"] / 1024,
            status["Threads"],
            status["voluntary_ctxt_switches"] + status["nonvoluntary_ctxt_switches"],
        )

    def _read(self, name: str) -> dict[str, int]:
        text = Path(f"/proc/{self._process.pid}/{name}").read_text()
        found = re.findall(r"^(\w+):\s+(\d+)", text, re.MULTILINE)
        return {key: int(value) for key, value in found}


class Supervised:
    """Plays systemd to a daemon, with a watchdog of ten minutes."""

    def __init__(self, path: Path) -> None:
        self._socket = socket(AF_UNIX, SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(str(path))
        self.environ = {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "600000000"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def messages(self) -> list[str]:
        """What the daemon said since the last call."""
        said = []
        while True:
            try:
                said.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return said
