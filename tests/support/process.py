"""coach as real processes: one person's daemon and the commands that they type."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket
from threading import Thread
from typing import Any, NamedTuple, Self

from tests.support.bus import ROOT

PATIENCE = 60.0
"""Seconds that anything here may take on a machine that is busy with other things."""

_ENOUGH = b"enough"
GAVE_UP = "gave up waiting for "


def until(happened: Callable[[], object], what: str, told: Callable[[], str] = str) -> None:
    """Wait until something holds; `told` says more where it does not."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"{GAVE_UP}{what}\n{told()}"
        time.sleep(0.01)


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """What `--json` printed."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Entry(NamedTuple):
    """A row of the journal, as SQLite itself reads it."""

    id: str
    at: str
    kind: str
    body: dict[str, Any]


class _Supervisor:
    """Hears what a daemon tells systemd; a thread, because nobody may let it wait."""

    def __init__(self, address: str) -> None:
        self.told: list[str] = []
        self._ear = socket(AF_UNIX, SOCK_DGRAM)
        self._ear.bind(address)
        self._thread = Thread(target=self._hear, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear no more."""
        self._ear.sendto(_ENOUGH, self._ear.getsockname())
        self._thread.join()
        self._ear.close()

    def _hear(self) -> None:
        while (said := self._ear.recv(4096)) != _ENOUGH:
            self.told.append(said.decode())


class Coach:
    """The processes of one person; `wrapped` is put before each command line."""

    def __init__(
        self,
        folder: Path,
        environ: Mapping[str, str],
        wrapped: Sequence[str] = (),
        module: str = "coach",
    ) -> None:
        self.config = folder / "config.toml"
        self.data = folder / "data"
        self.log = folder / "daemon.log"
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONPATH": str(ROOT),
            # Whether this machine's screen is locked is nothing to these tests.
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'no-system-bus'}",
            "NOTIFY_SOCKET": str(folder / "supervisor"),
            **environ,
            "COACH_CONFIG": str(self.config),
            "COACH_DATA": str(self.data),
        }
        self.daemon: subprocess.Popen[bytes] | None = None
        self._supervisor = _Supervisor(self.environ["NOTIFY_SOCKET"])
        self._command = [*wrapped, sys.executable, "-m", module]
        self._start = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._supervisor.close()

    # --- the command line ----------------------------------------------------------------

    def __call__(self, *words: str, **environ: str) -> Ended:
        """Type a command; whatever is wrong, nobody sees a traceback."""
        return self.ended(self.typing(*words, **environ))

    def typing(self, *words: str, **environ: str) -> "subprocess.Popen[str]":
        """Begin a command."""
        return subprocess.Popen(
            [*self._command, *words],
            env=self.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self, command: "subprocess.Popen[str]") -> Ended:
        """Wait for a command."""
        try:
            out, err = command.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            command.kill()
            out, err = command.communicate()
            raise AssertionError(f"{GAVE_UP}{command.args!r}\n{out}{err}") from None
        assert "Traceback" not in out + err, err
        return Ended(command.returncode, out, err)

    # --- the daemon ----------------------------------------------------------------------

    def spawn(self) -> "subprocess.Popen[bytes]":
        """Start the daemon, and wait for nothing."""
        self._supervisor.told.clear()
        with self.log.open("ab") as log:
            self._start = log.tell()
            self.daemon = subprocess.Popen([*self._command, "run"], env=self.environ, stderr=log)
        return self.daemon

    def start(self) -> None:
        """Start the daemon, and wait until it has taken its first turn."""
        self.spawn()
        until(lambda: self.ready or not self.alive, "the daemon", self.said)
        assert self.alive, self.said()

    def turn(self) -> None:
        """Have it take a turn, and wait until that is over.

        It reads signals between turns and tells its supervisor at once: when it has told of
        the second, the turn that followed the first is over.
        """
        for _ in range(2):
            assert self.daemon is not None, "not started"
            self._supervisor.told.clear()
            self.daemon.send_signal(signal.SIGHUP)
            self._told("RELOADING=1")

    def _told(self, word: str) -> None:
        """Wait until the daemon that was started last has told its supervisor."""
        told = self._supervisor.told
        until(lambda: any(word in line for line in tuple(told)), f"{word} in {told}", self.said)

    def hears(self, words: str, what: str = "") -> None:
        """Wait until the daemon that was started last has written some words."""
        until(lambda: words in self.said(), what or f"{words!r} in the log", self.said)

    def said(self) -> str:
        """What the daemon that was started last has written."""
        return self.log.read_bytes()[self._start :].decode(errors="replace")

    @property
    def alive(self) -> bool:
        """Whether the daemon runs."""
        return self.daemon is not None and self.daemon.poll() is None

    @property
    def ready(self) -> bool:
        """Whether the daemon that was started last has taken its first turn."""
        return any("READY=1" in line for line in tuple(self._supervisor.told))

    def kill(self) -> None:
        """End the daemon the hard way; it is no mistake if there is none."""
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()

    def stop(self) -> int:
        """Ask it to end, as a service manager does."""
        assert self.daemon is not None, "not started"
        self.daemon.send_signal(signal.SIGTERM)
        return self.daemon.wait(PATIENCE)

    def well(self) -> None:
        """The daemon runs, and nothing went wrong in it."""
        assert self.alive, self.said()
        assert "Traceback" not in self.said(), self.said()

    # --- what is kept --------------------------------------------------------------------

    @property
    def journal(self) -> Path:
        """The file of the journal."""
        return self.data / "journal.db"

    def entries(self) -> list[Entry]:
        """The rows of the journal."""
        return entries(self.journal)

    def history(self) -> list[dict[str, Any]]:
        """The same as the person reads it."""
        facts: list[dict[str, Any]] = self("history", "--json").document["facts"]
        return facts

    def answers(self, verb: str = "done") -> list[str]:
        """The reminders for which the journal has this answer."""
        return [e.body["reminder"] for e in self.entries() if e.body.get("verb") == verb]

    def shown(self) -> list[list[str]]:
        """What rang, a list for each notification."""
        return [e.body["reminders"] for e in self.entries() if e.body.get("stage") == "shown"]


def entries(journal: Path) -> list[Entry]:
    """The rows of a journal, read past our own code; none where there is no journal yet."""
    try:
        with closing(sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True, timeout=30)) as base:
            rows = base.execute("SELECT id, at, kind, body FROM fact ORDER BY seq").fetchall()
    except sqlite3.OperationalError as error:
        if "unable to open" in str(error) or "no such table" in str(error):
            return []
        raise
    return [Entry(fact, at, kind, json.loads(body)) for fact, at, kind, body in rows]


def sound(journal: Path) -> str:
    """What SQLite says of the whole file: `ok`."""
    with closing(sqlite3.connect(journal)) as base:
        (verdict,) = base.execute("PRAGMA integrity_check(3)").fetchone()
    return str(verdict)
