"""A private session bus, a display and dunst for one test: real ones, that die with it.

with PrivateBus(folder) as bus, Xvfb() as display, Dunst(folder, bus, display) as dunst:
    channel = Freedesktop(bus.environ)
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Self, TextIO

from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from tests.support.need import need

ROOT = Path(__file__).parents[2]
NOTIFICATIONS = "org.freedesktop.Notifications"
PATIENCE = 10.0
"""Seconds that anything here may take before the test fails."""

CONFIG = """
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
SERVICE = """
[D-BUS Service]
Name={name}
Exec={command}
"""


def wait_for(happened: Callable[[], bool], what: str) -> None:
    """Wait until something happened.

    Raises:
        TimeoutError: it did not.
    """
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {PATIENCE:g} s in vain for {what}")
        time.sleep(0.01)


class Running:
    """A program that runs while the test is inside `with`."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._command = command
        self._environ = environ
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it, and wait for its first line, which says that it is ready."""
        self._process = subprocess.Popen(
            self._command, env=self._environ, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        return _output(self._process).readline().strip()

    def kill(self) -> None:
        """End it the hard way; it is no mistake if it has gone already."""
        if self._process:
            self._process.kill()
            self._process.wait()
            _output(self._process).close()
            self._process = None

    def freeze(self) -> None:
        """Have it answer nothing."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it answer again, also what it was asked meanwhile."""
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process, "not started"
        self._process.send_signal(number)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _output(process: "subprocess.Popen[str]") -> TextIO:
    assert process.stdout is not None
    return process.stdout  # type: ignore[return-value] # IO[str] is a TextIO in all but name


class PrivateBus(Running):
    """A session bus of the test's own, in a folder that is its XDG_RUNTIME_DIR as well.

    It starts no services but those given: name -> command. `kill` and `start` play the death
    of a bus and its return at the same address.
    """

    def __init__(self, folder: Path, services: Mapping[str, str] | None = None) -> None:
        need("dbus-daemon")
        self.folder = folder
        self.address = f"unix:path={folder / 'bus'}"
        self.environ = {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
        }
        config = self._write_config(services or {})
        command = ["dbus-daemon", "--nofork", "--print-address", f"--config-file={config}"]
        super().__init__(command, self.environ)

    def _write_config(self, services: Mapping[str, str]) -> Path:
        folder = self.folder / "services"
        folder.mkdir()
        for name, command in services.items():
            (folder / f"{name}.service").write_text(SERVICE.format(name=name, command=command))
        config = self.folder / "bus.conf"
        directory = f"<servicedir>{folder}</servicedir>" if services else ""
        config.write_text(CONFIG.format(socket=self.folder / "bus", services=directory))
        return config

    def start(self) -> str:
        """Start it at its address, which an earlier one may have left behind."""
        (self.folder / "bus").unlink(missing_ok=True)
        return super().start()

    def owner(self, name: str = NOTIFICATIONS) -> str:
        """Tell the unique name that owns a name; empty if nobody does."""
        with closing(open_dbus_connection(self.address)) as connection:
            reply = connection.send_and_get_reply(message_bus.GetNameOwner(name), timeout=PATIENCE)
        return str(reply.body[0]) if str(reply.body[0]).startswith(":") else ""


class Xvfb(Running):
    """An X display that nobody sees, with a number that nobody uses."""

    def __init__(self) -> None:
        need("Xvfb")
        options = ["-screen", "0", "1024x768x24", "-nolisten", "tcp"]
        super().__init__(["Xvfb", "-displayfd", "1", *options], os.environ)
        self.display = ""

    def start(self) -> str:
        """Start it and learn its number."""
        self.display = f":{super().start()}"
        return self.display


DUNSTRC = """
[global]
    font = DejaVu Sans 10
    origin = top-right
    offset = 10x50
    width = 300
    markup = full
    idle_threshold = 0
    mouse_left_click = close_current
    dmenu = {chooser}
[urgency_normal]
    timeout = 1
"""
# Stands in for the menu of the context action: picks the line that holds what is wanted.
CHOOSER = """#!/bin/sh
mv {wanted} {wanted}.taken && grep -m1 -F -- "$(cat {wanted}.taken)"
"""


class Dunst(Running):
    """A real notification server, drawing on a display; notices that may expire last a second."""

    def __init__(self, folder: Path, bus: PrivateBus, display: Xvfb) -> None:
        need("dunst", "dunstctl", "dbus-send", "xdotool")
        self._bus = bus
        self.environ = {**bus.environ, "DISPLAY": display.display}
        self._wanted = folder / "wanted"
        chooser = folder / "choose.sh"
        chooser.write_text(CHOOSER.format(wanted=self._wanted))
        chooser.chmod(0o700)
        dunstrc = folder / "dunstrc"
        dunstrc.write_text(DUNSTRC.format(chooser=chooser))
        # dunst says nothing when it is ready, so a shell says something in its place.
        command = ["sh", "-c", 'echo; exec dunst -conf "$0"', str(dunstrc)]
        super().__init__(command, self.environ)

    def start(self) -> str:
        """Start it and wait until it has taken the name."""
        line = super().start()
        wait_for(lambda: bool(self._bus.owner()), "dunst")
        return line

    def kill(self) -> None:
        """End it, and wait until the bus knows."""
        super().kill()
        with suppress(OSError):  # the bus may be dead already
            wait_for(lambda: not self._bus.owner(), "dunst to leave")

    def choose(self, number: int, action: str) -> None:
        """Invoke an action by the context menu, as a person with dunst would."""
        self._wanted.write_text(f"[{number},{action}]")
        wait_for(self._chosen, "dunst's menu")

    def _chosen(self) -> bool:
        # While its last menu is still being put away, dunst opens no other.
        self._control("context")
        return not self._wanted.exists()

    def click(self) -> None:
        """Click on the uppermost notification: dunst takes it as dismissed."""
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--class", "dunst"]
        click = ["mousemove", "900", "75", "click", "1"]
        subprocess.run([*search, *click], env=self.environ, check=True, timeout=PATIENCE)

    def pause(self, paused: bool = True) -> None:
        """Ask it for quiet, or end that, as a person does by its own command."""
        self._control("set-paused", "true" if paused else "false")

    def displayed(self) -> int:
        """Tell how many notifications are on the screen."""
        return int(self._control("count", "displayed"))

    def history(self) -> str:
        """Tell all that it was given, shown or closed: titles and bodies, a line each."""
        self._control("close-all")
        told = json.loads(self._control("history"))
        entries = [entry for page in told["data"] for entry in page]
        return "\n".join(entry[key]["data"] for entry in entries for key in ("summary", "body"))

    def _control(self, *order: str) -> str:
        done = subprocess.run(
            ["dunstctl", *order],
            env=self.environ,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout


def python(module: str, *arguments: str) -> list[str]:
    """Write the command that runs a module of this repository."""
    return [sys.executable, "-m", module, *arguments]
