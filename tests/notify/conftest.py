"""Buses, displays and servers for the tests of the channels."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.notify.freedesktop import Freedesktop
from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.remote import Remote, RunningServer

DEADLINE = 1.5
"""Long enough for a busy machine; a test that plays a slow server waits for it."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[PrivateBus]:
    """A bus of this test's own, with nobody on it."""
    with PrivateBus(tmp_path) as bus:
        yield bus


@pytest.fixture(scope="session")
def shared_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path_factory.mktemp("bus")) as bus:
        yield bus


@pytest.fixture(scope="session")
def shared_server(shared_bus: PrivateBus) -> Iterator[Remote]:
    with RunningServer(shared_bus) as server:
        yield server.remote


@pytest.fixture
def server(shared_server: Remote) -> Remote:
    """A fake server that is as new."""
    shared_server.reset()
    return shared_server


@pytest.fixture
def channel(shared_bus: PrivateBus, server: Remote) -> Iterator[Freedesktop]:
    """The channel under test on the bus of the fake server."""
    assert not server.calls()
    with closing(Freedesktop(shared_bus.environ, DEADLINE)) as channel:
        yield channel


@pytest.fixture(scope="session")
def display() -> Iterator[Xvfb]:
    with Xvfb() as display:
        yield display


@pytest.fixture
def dunst(tmp_path: Path, bus: PrivateBus, display: Xvfb) -> Iterator[Dunst]:
    """Real dunst on a bus of this test's own."""
    with Dunst(tmp_path, bus, display) as dunst:
        yield dunst
