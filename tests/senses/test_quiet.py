"""Do-not-disturb: a real dunst, GNOME's real settings, and mocked servers."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.notify.freedesktop import Freedesktop
from coach.notify.port import Notice
from coach.senses.quiet import Quiet
from coach.wording.buttons import buttons
from tests.senses.conftest import DEADLINE
from tests.senses.listening import awake, questions, woken
from tests.support.bus import Dunst, PrivateBus, Running, Xvfb, wait_for
from tests.support.mocked import MockServer, MockXfconf, folder_for
from tests.support.need import need, need_file

GIVEN = ("b", False)


@pytest.fixture
def quiet(session_bus: PrivateBus) -> Iterator[Quiet]:
    with closing(Quiet(session_bus.environ, DEADLINE)) as quiet:
        yield quiet


# --- dunst -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def display() -> Iterator[Xvfb]:
    with Xvfb() as display:
        yield display


@pytest.fixture
def dunst(tmp_path: Path, session_bus: PrivateBus, display: Xvfb) -> Iterator[Dunst]:
    with Dunst(tmp_path, session_bus, display) as dunst:
        yield dunst


def test_dunst_tells_when_it_is_paused_and_when_it_goes_on(dunst: Dunst, quiet: Quiet) -> None:
    assert quiet.absence() is None
    assert quiet.noticed() == ("quiet",)
    dunst.pause()
    assert woken(quiet)
    assert quiet.absence() == "quiet"
    assert not quiet.unannounced
    dunst.pause(False)
    assert woken(quiet)
    assert quiet.absence() is None


def test_a_dunst_that_was_paused_before_is_known(dunst: Dunst, quiet: Quiet) -> None:
    dunst.pause()
    assert quiet.absence() == "quiet"
    assert not quiet.unannounced


def test_what_a_signal_does_to_dunst_is_found_by_asking(dunst: Dunst, quiet: Quiet) -> None:
    """Version 1.9 does not tell; a lock script pauses it so."""
    assert quiet.absence() is None
    dunst.pause()
    dunst.pause(False)
    assert not woken(quiet)
    dunst.signal(signal.SIGUSR1)
    wait_for(lambda: quiet.absence() == "quiet", "the pause")
    assert not awake(quiet)
    assert quiet.unannounced
    dunst.signal(signal.SIGUSR2)
    wait_for(lambda: quiet.absence() is None, "its end")
    dunst.pause()
    assert woken(quiet)
    assert quiet.absence() == "quiet"


def test_our_own_notifications_are_not_quiet(
    dunst: Dunst, quiet: Quiet, session_bus: PrivateBus
) -> None:
    assert quiet.absence() is None
    with closing(Freedesktop({**session_bus.environ, "DISPLAY": "set"})) as channel:
        handle = channel.show(Notice("Stretch calves", "", buttons("habit")))
        assert dunst.displayed() == 1
        assert quiet.absence() is None
        channel.withdraw(handle)
    assert not quiet.read()
    assert quiet.absence() is None


def test_a_dunst_that_leaves_takes_the_quiet_with_it(dunst: Dunst, quiet: Quiet) -> None:
    dunst.pause()
    assert quiet.absence() == "quiet"
    dunst.kill()
    assert woken(quiet)
    assert quiet.absence() is None
    assert quiet.noticed() == ()
    dunst.start()
    assert not woken(quiet)
    assert quiet.noticed() == ("quiet",)


def test_a_dunst_that_hangs_costs_one_deadline(dunst: Dunst, quiet: Quiet) -> None:
    dunst.pause()
    assert quiet.absence() == "quiet"
    dunst.freeze()
    began = time.monotonic()
    for _ in range(5):
        assert quiet.absence() == "quiet", "as it was, until it is asked again"
    assert DEADLINE <= time.monotonic() - began < 2 * DEADLINE


# --- Inhibited ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Plasma", "one of tomorrow"])
def test_a_server_that_tells_of_being_inhibited(
    session_bus: PrivateBus, quiet: Quiet, name: str
) -> None:
    with MockServer(session_bus, name, Inhibited=GIVEN) as server:
        assert quiet.absence() is None
        server.inhibit(True)
        assert woken(quiet)
        assert quiet.absence() == "quiet"
        server.inhibit(False)
        assert woken(quiet)
        assert quiet.absence() is None


def test_a_server_that_does_not_tell_is_asked(session_bus: PrivateBus, quiet: Quiet) -> None:
    with MockServer(session_bus, "silent", Inhibited=GIVEN) as server:
        assert quiet.absence() is None
        server.inhibit(True, told=False)
        with questions() as asked:
            assert quiet.absence() == "quiet"
        assert len(asked) == 1
        assert quiet.unannounced
        server.inhibit(False, told=False)
        assert quiet.absence() is None


@pytest.mark.parametrize("value", [("s", "yes"), ("u", 1)])
def test_a_property_of_another_shape_says_nothing(
    session_bus: PrivateBus, quiet: Quiet, value: tuple[str, object]
) -> None:
    with MockServer(session_bus, "odd", Inhibited=value):
        assert quiet.absence() is None
        assert quiet.noticed() == ()


@pytest.mark.parametrize("name", ["dunst", "mako", "gnome-shell", "Notification Daemon"])
def test_a_server_that_has_no_word_for_it_is_asked_once(
    session_bus: PrivateBus, quiet: Quiet, name: str
) -> None:
    quiet._environ = {"PATH": "/nowhere"}
    with MockServer(session_bus, name):
        assert quiet.absence() is None
        assert quiet.noticed() == ()
        with questions() as asked:
            assert quiet.absence() is None
        assert asked == []
        assert quiet.fileno() is not None, "another server may come"


def test_without_a_server_or_a_bus_nobody_asked_for_quiet(
    session_bus: PrivateBus, quiet: Quiet
) -> None:
    assert quiet.absence() is None
    assert quiet.noticed() == ()
    session_bus.kill()
    assert not woken(quiet)
    assert quiet.absence() is None
    assert quiet.fileno() is None
    with closing(Quiet({}, DEADLINE)) as nowhere:
        assert nowhere.absence() is None


def test_no_server_is_started_by_asking(tmp_path: Path) -> None:
    started = tmp_path / "started"
    services = {"org.freedesktop.Notifications": f"/bin/touch {started}"}
    services["org.xfce.Xfconf"] = services["org.freedesktop.Notifications"]
    with (
        PrivateBus(folder_for(tmp_path, "activating"), services) as bus,
        closing(Quiet(bus.environ, DEADLINE)) as quiet,
    ):
        assert quiet.absence() is None
        assert quiet.noticed() == ()
        with MockServer(bus, "Xfce Notify Daemon"):
            assert quiet.absence() is None
    assert not started.exists()


# --- settings ----------------------------------------------------------------------------


@pytest.fixture
def settings(session_bus: PrivateBus) -> Iterator[Callable[..., None]]:
    """GNOME's own settings, on the bus of the test: a hand that changes them."""
    need("gsettings")
    need_file("/usr/share/glib-2.0/schemas/org.gnome.desktop.notifications.*", "its schemas")
    service = need_file("/usr/libexec/dconf-service", "dconf-service")

    def change(*words: str) -> None:
        command = ["gsettings", *words]
        subprocess.run(command, env=session_bus.environ, check=True, timeout=60)

    with Running(["sh", "-c", 'echo; exec "$0"', service], session_bus.environ):
        wait_for(lambda: bool(session_bus.owner("ca.desrt.dconf")), "dconf")
        yield change


NOTIFICATIONS = "org.gnome.desktop.notifications"


def test_gnome_keeps_it_in_a_setting(
    session_bus: PrivateBus, quiet: Quiet, settings: Callable[..., None]
) -> None:
    with MockServer(session_bus, "gnome-shell"):
        assert quiet.absence() is None
        assert quiet.noticed() == ("quiet",)
        settings("set", NOTIFICATIONS, "show-banners", "false")
        assert woken(quiet)
        assert quiet.absence() == "quiet"
        settings("set", "org.gnome.desktop.interface", "clock-show-date", "false")
        assert not awake(quiet), "another setting"
        settings("set", NOTIFICATIONS, "show-in-lock-screen", "false")
        assert not woken(quiet), "one that is near"
        settings("reset-recursively", NOTIFICATIONS)
        assert woken(quiet)
        assert quiet.absence() is None


def test_gnomes_setting_is_not_asked_again_at_each_turn(
    session_bus: PrivateBus, quiet: Quiet, settings: Callable[..., None]
) -> None:
    settings("set", NOTIFICATIONS, "show-banners", "false")
    with MockServer(session_bus, "gnome-shell"):
        assert quiet.absence() == "quiet"
        quiet._environ = {"PATH": "/nowhere"}
        assert quiet.absence() == "quiet", "it would know nothing if it asked"


def test_a_gsettings_that_hangs_costs_one_deadline(
    session_bus: PrivateBus, quiet: Quiet, tmp_path: Path
) -> None:
    hanging = tmp_path / "gsettings"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n")
    hanging.chmod(0o700)
    quiet._environ = {"PATH": f"{tmp_path}:{session_bus.environ['PATH']}"}
    with MockServer(session_bus, "gnome-shell"):
        began = time.monotonic()
        for _ in range(3):
            assert quiet.absence() is None
        assert time.monotonic() - began < 2 * DEADLINE + 0.5


def test_xfce_keeps_it_in_its_settings(session_bus: PrivateBus, quiet: Quiet) -> None:
    with MockXfconf(session_bus) as xfconf, MockServer(session_bus, "Xfce Notify Daemon"):
        assert quiet.absence() is None, "nobody ever switched it"
        xfconf.switch(True)
        assert woken(quiet)
        with questions() as asked:
            assert quiet.absence() == "quiet"
        assert asked == []
        xfconf.switch(False)
        assert woken(quiet)
        assert quiet.absence() is None
