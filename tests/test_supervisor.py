"""What systemd hears of the daemon."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket

import pytest

from coach.supervisor import Supervisor

ABSTRACT = f"coach-test-{os.getpid()}"


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket, str]]:
    path = str(tmp_path / "notify")
    with socket(AF_UNIX, SOCK_DGRAM) as ear:
        ear.settimeout(20)
        ear.bind(path if request.param == "path" else f"\0{ABSTRACT}")
        yield ear, path if request.param == "path" else f"@{ABSTRACT}"


def test_it_says_how_it_is(systemd: tuple[socket, str]) -> None:
    ear, address = systemd
    supervisor = Supervisor({"NOTIFY_SOCKET": address})
    supervisor.ready("Next: stretch at 21:45")
    assert ear.recv(999) == b"READY=1\nSTATUS=Next: stretch at 21:45"
    supervisor.status("Nothing\n more\u00a0tonight é")
    assert ear.recv(999).decode() == "STATUS=Nothing more tonight é"
    supervisor.watchdog()
    assert ear.recv(999) == b"WATCHDOG=1"
    supervisor.stopping()
    assert ear.recv(999) == b"STOPPING=1"


def test_reloading_carries_the_time_systemd_wants(systemd: tuple[socket, str]) -> None:
    ear, address = systemd
    before = time.monotonic_ns() // 1000
    Supervisor({"NOTIFY_SOCKET": address}).reloading()
    first, second = ear.recv(999).decode().splitlines()
    name, _, microseconds = second.partition("=")
    assert (first, name) == ("RELOADING=1", "MONOTONIC_USEC")
    assert before <= int(microseconds) <= time.monotonic_ns() // 1000


@pytest.mark.parametrize(
    "address",
    ["", "/nowhere/notify", "@nobody-here", "@", "vsock:2:3", "relative", "/" + "x" * 500],
)
def test_where_nobody_listens_nothing_happens(address: str) -> None:
    Supervisor({"NOTIFY_SOCKET": address}).ready("here")


def test_without_systemd_nothing_happens() -> None:
    supervisor = Supervisor({})
    supervisor.status("lone \udcff surrogate")
    assert supervisor.watchdog_seconds is None


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({"WATCHDOG_USEC": "600000000"}, 300.0),
        ({"WATCHDOG_USEC": "600000000", "WATCHDOG_PID": str(os.getpid())}, 300.0),
        ({"WATCHDOG_USEC": "600000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": ""}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "-5"}, None),
    ],
)
def test_a_sign_of_life_at_half_time(environ: dict[str, str], seconds: float | None) -> None:
    assert Supervisor(environ).watchdog_seconds == seconds
