"""When the daemon has its calendars read."""

import signal
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.config.loading import load
from coach.core.model import Config
from coach.daemon.calendars import CALM, DAILY, DEADLINE, SETTLED, Calendars
from coach.paths import Paths, find
from tests.support.calendars import event, written
from tests.support.process import entries
from tests.support.terminal import CONFIG

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Watched:
    """A `Calendars` with a clock of its own; its child goes by the real one."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        self.calendars = folder / "calendars"
        environ = {"COACH_CONFIG": str(folder / "config.toml"), "COACH_DATA": str(folder / "data")}
        self.paths: Paths = find(environ, None, None)
        self.save(f'[calendar]\nfiles = ["{self.calendars}"]\n')
        self.own = Calendars(self.paths, self.config, lambda: self.now)
        self.begun: list[datetime] = []
        begin = self.own._child.begin

        def counted(words: list[str]) -> None:
            self.begun.append(self.now)
            begin(words)

        monkeypatch.setattr(self.own._child, "begin", counted)

    def save(self, more: str = "") -> None:
        Path(self.paths.config).write_text(CONFIG + more)

    def config(self) -> Config | None:
        return load(self.paths.config, self.paths.folder).config

    def look(self, after: timedelta = timedelta()) -> datetime | None:
        self.now += after
        return self.own.look()

    def hear(self) -> bool:
        """Hear the child to its end; returns whether that called for a turn."""
        until, called = time.monotonic() + 60, False
        while self.own.fileno() is not None and time.monotonic() < until:
            called = self.own.read()
        return called

    def read(self, after: timedelta = CALM) -> None:
        """Look when it is due, and until nothing is left to read."""
        self.look(after)
        self.hear()
        self.look(SETTLED)
        self.hear()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    made = Watched(tmp_path, monkeypatch)
    with closing(made.own):
        yield made


def test_who_has_no_calendar_is_let_be(watched: Watched) -> None:
    watched.save()
    assert watched.look(HOUR) is None
    assert watched.begun == []


def test_they_are_read_a_moment_after_the_start_then_once_a_day(watched: Watched) -> None:
    assert watched.look() == NOW + CALM
    assert watched.begun == []
    watched.read()
    count = len(watched.begun)
    assert 1 <= count <= 2, "again where a folder was not watched while it was read"
    watched.look(HOUR)
    assert len(watched.begun) == count
    watched.look(DAILY)
    assert len(watched.begun) == count + 1
    watched.hear()


def test_what_the_child_found_is_in_the_journal(watched: Watched) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    lines = (f"DTSTART:{tomorrow:%Y%m%d}T080000Z", "DURATION:PT6H")
    written(watched.calendars / "private" / "a.ics", event("a", "Hike", *lines))
    watched.read()
    kinds = [entry.kind for entry in entries(Path(watched.paths.database))]
    assert kinds == ["expected"]


def test_nobody_is_woken_for_the_deadline_of_a_child_that_has_ended(watched: Watched) -> None:
    watched.read()
    watched.look(DAILY)
    assert watched.look() == watched.now + DEADLINE
    assert watched.hear(), "a turn that tells when to look next"
    assert watched.look() == watched.now + DAILY


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_is_set_puts_no_reading_off(watched: Watched, jump: timedelta) -> None:
    watched.read()
    count = len(watched.begun)
    watched.look(jump)
    assert len(watched.begun) == count + 1
    watched.hear()


def test_another_config_has_them_read_at_once_also_to_take_back_what_was_expected(
    watched: Watched,
) -> None:
    watched.read()
    count = len(watched.begun)
    watched.save('[calendar]\nfiles = ["elsewhere.ics"]\n')
    watched.look(HOUR)
    watched.hear()
    watched.save()
    watched.look(HOUR)
    watched.hear()
    assert len(watched.begun) == count + 2
    assert watched.look(DAILY) is None


def test_a_calendar_that_is_written_is_read_when_nothing_more_comes(watched: Watched) -> None:
    watched.calendars.mkdir()
    watched.read()
    count = len(watched.begun)
    (watched.calendars / "new.ics").write_text("BEGIN:VCALENDAR")
    assert watched.own.changes.read()
    assert watched.look() == watched.now + SETTLED
    assert len(watched.begun) == count
    watched.look(SETTLED)
    assert len(watched.begun) == count + 1
    watched.hear()


def test_what_is_beside_a_calendar_calls_for_nothing(watched: Watched, tmp_path: Path) -> None:
    watched.save(f'[calendar]\nfiles = ["{tmp_path / "a.ics"}"]\n')
    watched.read()
    (tmp_path / "letter.txt").write_text("Dear Jana")
    assert not watched.own.changes.read()


def test_what_is_no_calendar_in_a_folder_of_them_calls_for_nothing(watched: Watched) -> None:
    watched.calendars.mkdir()
    watched.read()
    with (watched.calendars / "sync.log").open("w") as log:
        log.write("a line of many")
        log.flush()
        assert not watched.own.changes.read()
    assert not watched.own.changes.read()


def test_a_calendar_that_goes_is_noticed(watched: Watched) -> None:
    watched.calendars.mkdir()
    (watched.calendars / "old.ics").write_text("BEGIN:VCALENDAR")
    watched.read()
    (watched.calendars / "old.ics").unlink()
    assert watched.own.changes.read()


def test_what_is_written_without_end_is_read_less_and_less_often(watched: Watched) -> None:
    watched.calendars.mkdir()
    watched.read()
    count, began = len(watched.begun), watched.now
    while watched.now < began + HOUR:
        (watched.calendars / "new.ics").write_text("BEGIN:VCALENDAR")
        watched.own.changes.read()
        watched.look(SETTLED)
        watched.hear()
    assert len(watched.begun) - count < 40


def test_a_child_that_takes_too_long_is_ended(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.look(CALM)
    watched.own._child._process.send_signal(signal.SIGSTOP)  # type: ignore[union-attr]
    watched.look(DEADLINE + HOUR)
    watched.hear()
    assert watched.own.fileno() is None
    assert "could not be read" in caplog.text


def test_a_child_that_cannot_be_started_is_no_trouble(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refuse)
    watched.look(CALM)
    assert not watched.own.read()
    assert "no more processes" in caplog.text
