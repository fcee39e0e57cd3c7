"""Plyer: what it hides is found out before, what it loses is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.notify.plyer import Plyer
from coach.notify.port import Notice, Unreachable
from coach.wording.buttons import buttons
from tests.support.bus import ROOT, PrivateBus
from tests.support.need import need
from tests.support.remote import Remote

ASKS = Notice("Stretch", "Hold & breathe.", buttons("habit"), "coach done stretch")


@pytest.fixture
def plyer(shared_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> Plyer:
    """Plyer with the real notify-send on the bus of the fake server."""
    need("notify-send")
    for key, value in shared_bus.environ.items():  # plyer and notify-send look there
        monkeypatch.setenv(key, value)
    return Plyer(shared_bus.environ, "linux")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder for PATH, with a notify-send that does nothing."""
    add(tmp_path, "notify-send")
    return tmp_path


def add(folder: Path, program: str) -> None:
    (folder / program).symlink_to("/bin/true")


def test_the_command_is_named_and_markup_escaped(plyer: Plyer, server: Remote) -> None:
    plyer.show(ASKS)
    assert server.calls()[0]["body"][3:5] == [
        "Stretch",
        "Hold &amp; breathe.\ncoach done stretch",
    ]


@pytest.mark.parametrize(("title", "body"), [("-5 min to bed", "b"), ("a", "--help"), ("-", "-")])
def test_what_looks_like_an_option_is_shown(
    plyer: Plyer, server: Remote, title: str, body: str
) -> None:
    plyer.show(Notice(title, body))
    assert [text.strip() for text in server.calls()[0]["body"][3:5]] == [title, body]


def test_it_does_not_know_whether_anything_was_drawn(plyer: Plyer, server: Remote) -> None:
    server.set(error="org.example.No")
    assert not plyer.confirms
    assert plyer.show(ASKS).startswith("plyer/")


def test_without_notify_send_it_says_so(shared_bus: PrivateBus) -> None:
    channel = Plyer({**shared_bus.environ, "PATH": os.devnull}, "linux")
    with pytest.raises(Unreachable, match="Neither notify-send nor"):
        channel.show(ASKS)


def test_without_a_bus_it_says_so(tools: Path) -> None:
    with pytest.raises(Unreachable, match="No desktop session was found"):
        Plyer({"PATH": str(tools)}, "linux").show(ASKS)


def test_a_display_may_start_a_bus(tools: Path) -> None:
    assert Plyer({"PATH": str(tools), "DISPLAY": ":0"}, "linux").obstacle()
    add(tools, "dbus-launch")
    assert not Plyer({"PATH": str(tools), "DISPLAY": ":0"}, "linux").obstacle()


def test_on_macos_it_needs_pyobjus() -> None:
    with pytest.raises(Unreachable, match="needs the Python package pyobjus"):
        Plyer({}, "darwin").show(ASKS)


def test_windows_gets_no_more_than_it_takes() -> None:
    title, body = Plyer({}, "win32")._text(Notice("word " * 50, "- word & " * 90, hint="coach x"))
    assert len(title) <= 63
    assert len(body) <= 255
    assert body.startswith("- word & - word")
    assert body.endswith("…\ncoach x")


FAILS = """
from coach.notify.plyer import Plyer
from coach.notify.port import Notice, Unreachable
try:
    Plyer({}, "some-unix").show(Notice("a", "b"))
except Unreachable as unreachable:
    print(unreachable)
"""


def test_what_plyer_throws_is_told_and_it_prints_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FAILS],
        env={"PATH": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("plyer could not show it (NotImplementedError")
    assert done.stderr == ""
