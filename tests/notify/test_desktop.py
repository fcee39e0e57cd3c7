"""Which channel is chosen where."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from coach.notify.desktop import open_channel
from coach.notify.freedesktop import Freedesktop
from coach.notify.plyer import Plyer
from coach.notify.terminal import Terminal

NOTHING = {"PATH": os.devnull}
BUS = {**NOTHING, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    leader, follower = os.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        yield stream
    os.close(leader)


@pytest.mark.parametrize("platform", ["linux", "linux2"])
def test_linux_with_a_bus_speaks_to_it(platform: str) -> None:
    channel = open_channel(BUS, platform, None)
    assert isinstance(channel, Freedesktop)
    channel.close()


def test_a_bus_in_the_runtime_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    channel = open_channel({**NOTHING, "XDG_RUNTIME_DIR": str(tmp_path)}, "linux", None)
    assert isinstance(channel, Freedesktop)
    channel.close()


@pytest.mark.parametrize("environ", [NOTHING, {**NOTHING, "DBUS_SESSION_BUS_ADDRESS": "?"}])
def test_linux_without_a_bus_prints_in_a_terminal(
    environ: dict[str, str], terminal: TextIO
) -> None:
    assert isinstance(open_channel(environ, "linux", terminal), Terminal)


def test_without_a_terminal_plyer_tells_why(terminal: TextIO) -> None:
    assert isinstance(open_channel(NOTHING, "linux", None), Plyer)
    assert isinstance(open_channel(NOTHING, "linux", io.StringIO()), Plyer)
    assert terminal.isatty()


def test_windows_has_plyer_even_with_a_bus_and_a_terminal(terminal: TextIO) -> None:
    assert isinstance(open_channel(BUS, "win32", terminal), Plyer)


def test_macos_without_pyobjus_prints_in_a_terminal(terminal: TextIO) -> None:
    assert isinstance(open_channel(NOTHING, "darwin", terminal), Terminal)
