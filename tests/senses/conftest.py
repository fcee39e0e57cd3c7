"""Buses and the programs on them, for the tests of presence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.senses import inquiry
from tests.support.bus import PrivateBus
from tests.support.mocked import MockLogind, folder_for

DEADLINE = 0.5


@pytest.fixture
def session_bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with PrivateBus(folder_for(tmp_path, "session")) as bus:
        yield bus


@pytest.fixture
def system_bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with PrivateBus(folder_for(tmp_path, "system")) as bus:
        yield bus


@pytest.fixture
def mock(system_bus: PrivateBus) -> Iterator[MockLogind]:
    """A logind where nobody is logged in."""
    with MockLogind(system_bus) as mock:
        yield mock


@pytest.fixture
def environ(system_bus: PrivateBus, session_bus: PrivateBus) -> dict[str, str]:
    """What the daemon finds around it."""
    return {**session_bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": system_bus.address}


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is asked again at once, and not after a minute."""
    monkeypatch.setattr(inquiry, "REST", 0)
