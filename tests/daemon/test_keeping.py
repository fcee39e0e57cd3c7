"""The daily copy, and what the daemon says of a journal that was repaired."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coach.core.model import Pause
from coach.daemon.keeping import AGAIN, CALM, DAILY, Keeping
from coach.journal import fresh, records
from coach.journal.patient import PatientJournal
from coach.notify.port import Notice
from tests.support.people import NIGHT, PRAGUE, at

NOW = at("20:00").astimezone(PRAGUE)
HOUR = timedelta(hours=1)


class Watched:
    """A `Keeping` with a clock of its own, over a journal with one entry."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.now = NOW
        self.said: list[Notice] = []
        self.keeping = Keeping(str(folder), lambda: self.now)
        self.journal = PatientJournal(str(folder / "journal.db"), self.keeping.repaired)
        self.begun = 0
        begin = self.keeping._begin

        def counted() -> None:
            self.begun += 1
            begin()

        monkeypatch.setattr(self.keeping, "_begin", counted)
        self.keep()

    def keep(self) -> None:
        self.journal.keep(fresh(self.now, (NIGHT, Pause())))

    def look(self, after: timedelta = timedelta()) -> None:
        self.now += after
        self.keeping.look(self.said.append)

    def wait(self) -> bool:
        """Hear the child to its end; returns whether it calls for a turn."""
        until = time.monotonic() + 20
        while self.keeping.fileno() is not None and time.monotonic() < until:
            if self.keeping.read():
                return True
        return False

    def copies(self) -> list[datetime]:
        return [backup.at for backup in records.recorded(str(self.folder))]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    made = Watched(tmp_path, monkeypatch)
    with closing(made.keeping), closing(made.journal):
        yield made


def test_a_first_copy_is_made_a_moment_after_the_start_by_a_child(watched: Watched) -> None:
    watched.look()
    assert watched.keeping.fileno() is None, "a desktop that starts has enough to do"
    watched.look(CALM)
    assert watched.keeping.fileno() is not None
    assert watched.keeping._child.runs, "no turn waits for it"
    assert not watched.wait(), "no turn for a copy"
    (backup,) = records.recorded(str(watched.folder))
    assert (backup.entries, records.is_intact(backup)) == (1, True)
    assert watched.said == []


def _made(watched: Watched, at: datetime) -> None:
    """A copy of that instant."""
    watched.journal.backup(at)


def test_the_next_copy_is_due_the_next_day(watched: Watched) -> None:
    _made(watched, NOW)
    for _ in range(19):
        watched.look(HOUR)
    assert watched.begun == 0
    watched.look(HOUR)
    assert watched.begun == 1
    assert timedelta(hours=20) == DAILY
    watched.wait()


def test_a_copy_that_fails_is_tried_again_after_an_hour(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    (watched.folder / "backups").touch()
    watched.look(CALM)
    assert not watched.wait()
    assert "no copy of the journal could be made" in caplog.text
    watched.look(AGAIN / 2)
    assert watched.begun == 1
    (watched.folder / "backups").unlink()
    watched.look(AGAIN / 2)
    assert watched.begun == 2
    watched.wait()
    assert len(watched.copies()) == 1


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_is_set_puts_no_copy_off(watched: Watched, jump: timedelta) -> None:
    _made(watched, NOW)
    watched.look(CALM)
    watched.look(jump)
    assert watched.begun == 1
    watched.wait()


def test_a_journal_that_is_repaired_here_is_said_once(watched: Watched) -> None:
    watched.journal.close()
    (watched.folder / "journal.db").write_bytes(b"no database" * 1000)
    watched.keep()
    watched.look()
    (notice,) = watched.said
    assert notice.title == "The journal was repaired"
    assert "2 entries are back" in notice.body or "1 entry is back: nothing is lost" in notice.body
    watched.look()
    assert len(watched.said) == 1


def test_damage_that_only_the_copy_finds_is_repaired_by_the_child_and_said(
    watched: Watched,
) -> None:
    watched.journal.close()
    path = watched.folder / "journal.db"
    content = path.read_bytes()
    where = content.rindex(str(NIGHT).encode())
    path.write_bytes(content[: where + 3] + b"7" + content[where + 4 :])
    watched.look(CALM)
    assert watched.wait(), "a turn, to say it"
    watched.look()
    (notice,) = watched.said
    assert "1 entry is back: nothing is lost." in notice.body
    assert len(watched.copies()) == 1
    assert len(watched.journal.between(NIGHT, NIGHT)) == 1


def test_a_child_that_cannot_be_started_is_no_trouble(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refuse)
    watched.look(CALM)
    assert watched.keeping.fileno() is None
    assert not watched.keeping.read()
    assert "no more processes" in caplog.text


def test_a_daemon_that_ends_does_not_wait_for_the_copy(watched: Watched) -> None:
    watched.look(CALM)
    began = time.monotonic()
    watched.keeping.close()
    assert time.monotonic() - began < 0.5
    assert watched.keeping._child._process is not None
    watched.keeping._child._process.wait(20)
    assert len(watched.copies()) == 1
