"""The timer keeps wall time and the zone is the one of now."""

import os
import select
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.senses import clock, zone
from tests.support.need import need

ZONES = Path("/usr/share/zoneinfo")
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not clock.supported(), reason="timerfd is Linux's")


@pytest.fixture
def timer() -> Iterator[clock.RealtimeTimer]:
    timer = clock.RealtimeTimer()
    yield timer
    timer.close()


def rang(timer: clock.RealtimeTimer, within: float) -> bool:
    return bool(select.select([timer], [], [], within)[0])


def test_it_rings_at_its_instant_and_not_before(timer: clock.RealtimeTimer) -> None:
    instant = datetime.now(UTC) + timedelta(milliseconds=120)
    timer.arm(instant)
    assert timer.read() == "nothing"
    assert rang(timer, within=20)
    assert datetime.now(UTC) >= instant
    assert timer.read() == "due"
    assert timer.read() == "nothing"


@pytest.mark.parametrize("year", [1, 1960, 1970, 2020])
def test_the_past_rings_at_once(timer: clock.RealtimeTimer, year: int) -> None:
    timer.arm(datetime(year, 1, 1, tzinfo=UTC))
    assert rang(timer, within=20)


@pytest.mark.parametrize("instant", [None, datetime.max.replace(tzinfo=UTC)])
def test_never_and_some_day_are_silent(
    timer: clock.RealtimeTimer, instant: datetime | None
) -> None:
    timer.arm(datetime(2020, 1, 1, tzinfo=UTC))
    timer.arm(instant)
    assert not rang(timer, within=0.1)


def strace(options: list[str], script: str) -> subprocess.CompletedProcess[str]:
    need("strace")
    command = ["strace", *options, sys.executable, "-c", script]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)


ARM_TWICE = """
from datetime import UTC, datetime
from coach.senses.clock import RealtimeTimer
timer = RealtimeTimer()
print(timer.arm(datetime(2100, 1, 1, tzinfo=UTC)), timer.arm(None))
"""


ARM_FOR_EVER = """
from datetime import UTC, datetime
from coach.senses.clock import RealtimeTimer
RealtimeTimer().arm(datetime.max.replace(tzinfo=UTC))
"""


def test_the_end_of_time_is_within_what_the_kernel_takes() -> None:
    calls = strace(["-e", "trace=timerfd_settime"], ARM_FOR_EVER).stderr
    assert f"it_value={{tv_sec={2**33}, tv_nsec=0}}" in calls


def test_the_kernel_is_asked_for_wall_time_and_to_tell_of_clock_sets() -> None:
    """That it then does so, also after resume, was seen in a virtual machine (docs)."""
    calls = strace(["-e", "trace=timerfd_create,timerfd_settime"], ARM_TWICE).stderr
    flags = "TFD_TIMER_ABSTIME|TFD_TIMER_CANCEL_ON_SET"
    assert "timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC|TFD_NONBLOCK)" in calls
    assert calls.count(flags) == 2
    assert "it_value={tv_sec=4102444800, tv_nsec=0}" in calls
    assert f"it_value={{tv_sec={2**33}, tv_nsec=0}}" in calls


def test_a_clock_that_was_set_between_two_waits_is_told_when_arming() -> None:
    told = strace(["-e", "inject=timerfd_settime:error=ECANCELED:when=2"], ARM_TWICE)
    assert told.stdout == "False True\n"


READ = """
from datetime import UTC, datetime
from coach.senses.clock import RealtimeTimer
timer = RealtimeTimer()
timer.arm(datetime(2020, 1, 1, tzinfo=UTC))
print(timer.read())
"""


def test_a_clock_that_was_set_while_we_waited_is_told_when_reading() -> None:
    only_the_timer = ["-P", "anon_inode:[timerfd]"]
    told = strace([*only_the_timer, "-e", "inject=read:error=ECANCELED"], READ)
    assert told.stdout == "changed\n"


@pytest.mark.parametrize(
    ("tz", "name"),
    [
        ("Europe/Prague", "Europe/Prague"),
        (":Europe/Prague", "Europe/Prague"),
        ("/usr/share/zoneinfo/Europe/Prague", "Europe/Prague"),
        (":/usr/share/zoneinfo/Europe/Prague", "Europe/Prague"),
        ("", "UTC"),
        ("Nowhere/Atlantis", "UTC"),
        ("../../etc/passwd", "UTC"),
        ("/etc/passwd", "UTC"),
        ("/nowhere", "UTC"),
        ("Europe", "UTC"),
    ],
)
def test_the_variable_decides_as_in_libc(tz: str, name: str, tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(ZONES / "Asia/Tokyo")
    assert str(zone.local_zone({"TZ": tz}, str(link))) == name


def test_the_link_names_the_zone_as_it_is_now(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    for name in ("Europe/Prague", "America/New_York"):
        link.unlink(missing_ok=True)
        link.symlink_to(ZONES / name)
        assert str(zone.local_zone({}, str(link))) == name


def test_a_link_to_a_link_names_the_zone_too(tmp_path: Path) -> None:
    (tmp_path / "between").symlink_to(ZONES / "Europe/Prague")
    link = tmp_path / "localtime"
    link.symlink_to("between")
    assert str(zone.local_zone({}, str(link))) == "Europe/Prague"


def test_a_copy_instead_of_a_link_is_read(tmp_path: Path) -> None:
    copy = tmp_path / "localtime"
    shutil.copyfile(ZONES / "Asia/Tokyo", copy)
    assert SUMMER.astimezone(zone.local_zone({}, str(copy))).hour == 21


@pytest.mark.parametrize("content", [None, b"", b"not a zone"])
def test_without_a_zone_it_is_utc(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "localtime"
    if content is not None:
        path.write_bytes(content)
    assert zone.local_zone({}, str(path)) is UTC


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    database = tmp_path / "zoneinfo"
    database.mkdir()
    zoneinfo.reset_tzpath([str(database)])
    yield database
    zoneinfo.reset_tzpath()


def test_rules_that_were_updated_under_the_same_name_are_seen(database: Path) -> None:
    link = database.parent / "localtime"
    link.symlink_to(database / "Home")
    hours = []
    for rules in ("Europe/Prague", "Asia/Tokyo"):
        shutil.copyfile(ZONES / rules, database / "Home")
        hours.append(SUMMER.astimezone(zone.local_zone({}, str(link))).hour)
    assert hours == [14, 21]


def test_a_command_that_imports_it_pays_for_nothing_heavy() -> None:
    script = "import sys; before = set(sys.modules)\nimport coach.senses.clock, coach.senses.zone\n"
    script += "print(*set(sys.modules) - before)"
    loaded = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert not {"ctypes", "pathlib", "apscheduler", "tzlocal"} & set(loaded)


def test_closing_gives_the_descriptor_back() -> None:
    timer = clock.RealtimeTimer()
    number = timer.fileno()
    timer.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)
