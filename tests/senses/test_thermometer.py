"""A thermometer's file, whatever stands there."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.senses import thermometer
from coach.senses.thermometer import NoReading, read

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)


def written(path: Path, text: str, ago: timedelta = timedelta(minutes=5)) -> str:
    path.write_text(text)
    stamp = (NOW - ago).timestamp()
    os.utime(path, (stamp, stamp))
    return str(path)


def test_a_fresh_file_is_read(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "t", "19,5\n"), "C", NOW)
    assert (reading.degrees, reading.stopped) == (19.5, False)


def test_after_six_hours_a_sensor_has_stopped(tmp_path: Path) -> None:
    for hours, stopped in ((5.9, False), (6, True), (-1, False)):
        reading = read(written(tmp_path / "t", "19.5", timedelta(hours=hours)), "C", NOW)
        assert reading.stopped is stopped


@pytest.mark.parametrize("text", ["", "no sensor", "85.0", "\x00" * 9000])
def test_what_is_no_temperature_is_told_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoReading, match=str(tmp_path)):
        read(written(tmp_path / "t", text), "C", NOW)


def test_nothing_else_that_stands_there_stops_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder", "nothing", "\x00"):
        with pytest.raises(NoReading):
            read(str(tmp_path / name), "C", NOW)


def test_a_time_that_no_calendar_has_is_of_a_sensor_that_stopped(tmp_path: Path) -> None:
    # Not every file system can have such a time: the number is what `stat` may tell.
    path = written(tmp_path / "t", "19.5")
    assert not read(path, "C", NOW).stopped
    assert thermometer._age(path, 1e12, NOW) == thermometer.STOPPED
