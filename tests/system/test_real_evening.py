"""The installed program on a real bus, with a real dunst on a real X display, in real time.

Each story waits for the next minute of the clock, because reminders are due on whole minutes.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.bus import Dunst, PrivateBus, Xvfb, wait_for

SECOND = 1.0
CONFIG = """
timezone = "UTC"
bedtime = "{bedtime}"
wake = "{wake}"
rollover = "{rollover}"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
at = "{at}"
until = "{until}"
snooze = "1min"
repeat = 0
"""


class Person:
    """Somebody at a desktop: dunst, a home folder, the daemon, the command line."""

    def __init__(self, folder: Path, dunst: Dunst) -> None:
        self.dunst = dunst
        self.environ = {
            **dunst.environ,
            "COACH_CONFIG": str(folder / "config.toml"),
            "COACH_DATA": str(folder / "data"),
            "TZ": "UTC",
        }
        self.config = folder / "config.toml"
        self.log = folder / "daemon.log"
        self.daemon: subprocess.Popen[bytes] | None = None
        self.due = (datetime.now(UTC) + timedelta(seconds=63)).replace(second=0, microsecond=0)

    def write_config(self, *, at: datetime, until: datetime) -> None:
        """Save a config around the due minute, whatever the hour of the day."""
        hours = {"bedtime": 1, "wake": 9, "rollover": -6}
        frame = {name: self.due + timedelta(hours=count) for name, count in hours.items()}
        times = {**frame, "at": at, "until": until}
        self.config.write_text(CONFIG.format(**{k: f"{t:%H:%M}" for k, t in times.items()}))

    def coach(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type a command."""
        command = [sys.executable, "-m", "coach", *words]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )

    def start(self) -> None:
        """Start the daemon and wait until it runs."""
        with self.log.open("a") as log:
            command = [sys.executable, "-m", "coach", "run"]
            self.daemon = subprocess.Popen(command, env=self.environ, stderr=log)
        lines = self.log.read_text().count("coach runs")
        wait_for(lambda: self.log.read_text().count("coach runs") > lines, "the daemon")

    def kill(self) -> None:
        """End it the hard way."""
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()

    def displayed(self) -> int:
        """How many notifications are on the screen."""
        return self.dunst.displayed()

    def press(self, action: str) -> None:
        """Press a button of the last notification."""
        shown = [fact for fact in self.facts() if fact.get("stage") == "shown"]
        self.dunst.choose(int(shown[-1]["handle"].rpartition("/")[2]), action)

    def facts(self) -> list[dict[str, Any]]:
        """What the journal holds."""
        facts: list[dict[str, Any]] = json.loads(self.coach("history", "--json").stdout)["facts"]
        return facts

    def verbs(self) -> list[str]:
        """The answers in the journal."""
        return [fact["verb"] for fact in self.facts() if fact["kind"] == "answer"]

    def rings(self) -> int:
        """How often the reminder was shown."""
        return sum(f["kind"] == "delivery" and f["stage"] == "shown" for f in self.facts())

    def state(self) -> str:
        """Where the reminder stands."""
        (habit,) = json.loads(self.coach("status", "--json").stdout)["habits"]
        return str(habit["state"])


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with PrivateBus(tmp_path) as bus, Xvfb() as display, Dunst(tmp_path, bus, display) as dunst:
        someone = Person(tmp_path, dunst)
        try:
            yield someone
        finally:
            someone.kill()


def sleep_until(instant: datetime, extra: float = 0) -> None:
    time.sleep(max(0, (instant - datetime.now(UTC)).total_seconds() + extra))


@contextmanager
def within_a_second(happens: Callable[[], bool], what: str) -> Iterator[None]:
    """The promise is a second; polling dunst costs some of it, so its last look counts."""
    yield
    began = time.monotonic()
    wait_for(happens, what)
    took = time.monotonic() - began
    assert took <= SECOND + 0.5, f"{what} took {took:.2f} s"


def test_shown_at_the_due_minute_snoozed_killed_shown_again_and_done(person: Person) -> None:
    person.write_config(at=person.due, until=person.due + timedelta(minutes=30))
    person.start()
    sleep_until(person.due, extra=-0.5)
    assert person.displayed() == 0, "not before its time"
    sleep_until(person.due, extra=1)
    assert person.displayed() == 1

    with within_a_second(lambda: person.displayed() == 0, "withdrawal after snooze"):
        snoozed = person.coach("snooze", "stretch", "--json")
    back = datetime.fromisoformat(json.loads(snoozed.stdout)["back"])
    person.kill()
    person.start()
    sleep_until(back, extra=-1)
    assert person.displayed() == 0
    sleep_until(back, extra=1)
    assert person.displayed() == 1
    assert person.rings() == 2

    with within_a_second(lambda: person.displayed() == 0, "withdrawal after done"):
        assert person.coach("done", "stretch").returncode == 0
    assert person.verbs() == ["snooze", "done"]

    next_minute = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
    person.write_config(at=next_minute, until=person.due + timedelta(minutes=30))
    sleep_until(next_minute, extra=1.5)
    assert person.displayed() == 0, "done stays done when the time is moved"
    assert person.rings() == 2


def test_a_button_reaches_the_journal_and_what_is_over_leaves_the_screen(person: Person) -> None:
    person.write_config(at=person.due, until=person.due + timedelta(minutes=1))
    person.start()
    sleep_until(person.due, extra=1)
    assert person.displayed() == 1
    person.press("done")
    wait_for(lambda: person.verbs() == ["done"], "the button in the journal")
    wait_for(lambda: person.displayed() == 0, "the card to go down")

    fact = next(f for f in person.facts() if f["kind"] == "answer")
    assert person.coach("undo", fact["id"]).returncode == 0
    assert person.state() == "asked"
    sleep_until(person.due + timedelta(minutes=1), extra=1)
    assert person.displayed() == 0
    assert person.rings() == 1, "after its window nothing is shown"


def test_what_nobody_answers_is_withdrawn_at_the_end_of_its_window(person: Person) -> None:
    person.write_config(at=person.due, until=person.due + timedelta(minutes=1))
    person.start()
    sleep_until(person.due + timedelta(minutes=1), extra=-1)
    assert person.displayed() == 1
    sleep_until(person.due + timedelta(minutes=1), extra=1)
    assert person.displayed() == 0


def test_a_second_daemon_says_who_runs_and_a_stop_is_clean(person: Person) -> None:
    person.write_config(at=person.due, until=person.due + timedelta(minutes=5))
    person.start()
    assert person.daemon is not None
    second = person.coach("run")
    assert second.returncode == 1
    assert str(person.daemon.pid) in second.stderr
    person.daemon.terminate()
    assert person.daemon.wait(timeout=60) == 0
    assert "Traceback" not in person.log.read_text()


def test_a_daemon_without_a_config_says_what_to_do(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TZ": "UTC"}
    command = [sys.executable, "-m", "coach", "run"]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "coach init" in ended.stderr
