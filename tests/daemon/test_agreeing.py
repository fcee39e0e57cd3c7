"""A yes on a button, carried out by a real child."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.core.model import Config, Decided, Desktop, Fact, Proposed, Remark
from coach.core.nights import night_of
from coach.daemon.agreeing import Agreeing
from coach.journal import SqliteJournal, fresh
from coach.notify.port import Notice
from coach.paths import Paths
from tests.support.people import config

CONFIG = """\
bedtime = "22:30"
timezone = "UTC"

[[habit]]
key = "stretch"
at = "21:15"    # after the news
"""


class Watched:
    """An `Agreeing` over a real config and journal."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(str(folder / "config.toml"), str(folder / "data"))
        (folder / "data").mkdir()
        self.config = folder / "config.toml"
        self.config.write_text(CONFIG)
        self.private = False
        self.agreeing = Agreeing(self.paths, self._in_force)
        self.said: list[Notice] = []
        now = datetime.now(UTC)
        self.night = night_of(now, UTC, datetime(2026, 1, 1, 12, tzinfo=UTC).time())
        with SqliteJournal(self.paths.database) as journal:
            (made,) = fresh(now, (self.night, Proposed("time", "stretch", 1, "21:15", "21:45")))
            journal.keep((made, *fresh(now, (self.night, Decided(made.id, "yes", "button")))))
        self.proposal = made.id

    def _in_force(self) -> Config:
        return config()._replace(desktop=Desktop(private=self.private))

    def look(self, agreed: str) -> None:
        self.agreeing.look(agreed, self.said.append)

    def wait(self) -> bool:
        """Hear the child to its end; returns whether it calls for a turn."""
        until = time.monotonic() + 20
        while self.agreeing.fileno() is not None and time.monotonic() < until:
            if self.agreeing.read():
                return True
        return False

    def facts(self) -> tuple[Fact, ...]:
        with SqliteJournal(self.paths.database) as journal:
            return journal.between(self.night, self.night)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(tmp_path)
    with closing(found.agreeing):
        yield found


def test_a_yes_is_carried_out_and_told(watched: Watched) -> None:
    watched.look(watched.proposal)
    assert watched.wait()
    watched.look("")
    (notice,) = watched.said
    assert notice.title == "About the suggestion"
    assert 'now:    at = "21:45"    # after the news' in notice.body
    assert watched.config.read_text() == CONFIG.replace("21:15", "21:45")
    assert watched.facts()[-1].event == Remark("made", "stretch")


def test_on_a_private_desktop_the_words_are_neutral(watched: Watched) -> None:
    watched.private = True
    watched.look(watched.proposal)
    assert watched.wait()
    watched.look("")
    assert "21:45" not in watched.said[0].body


def test_a_child_that_breaks_is_no_news(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    watched.look(watched.proposal)
    assert not watched.wait()
    assert watched.config.read_text() == CONFIG


def test_what_could_not_be_done_is_told_as_well(watched: Watched) -> None:
    watched.config.write_text(CONFIG.replace("21:15", "20:00"))
    watched.look(watched.proposal)
    assert watched.wait()
    watched.look("")
    assert "it says something else by now" in watched.said[0].body


def test_one_yes_begins_one_child(watched: Watched) -> None:
    for _ in range(3):
        watched.look(watched.proposal)
    assert watched.wait()
    watched.look(watched.proposal)
    assert watched.agreeing.fileno() is None
    assert len(watched.said) == 1


def test_without_a_yes_there_is_no_child(watched: Watched) -> None:
    watched.look("")
    assert watched.agreeing.fileno() is None
    assert not watched.agreeing.read()
