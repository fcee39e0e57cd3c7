"""The installed program and somebody who comes and goes: mocked logind, real dunst, real time."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.bus import Dunst, PrivateBus, Xvfb, wait_for
from tests.support.mocked import MockLogind, folder_for
from tests.system.test_real_evening import Person, sleep_until

SECOND = 1.0
CONFIG = """
timezone = "UTC"
bedtime = "{bedtime}"
wake = "{wake}"
rollover = "{rollover}"

[[habit]]
key = "warm"
title = "Warm legs"
at = "{due}"
until = "{soon}"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
at = "{due}"
until = "{later}"
"""


@pytest.fixture
def logind(tmp_path: Path) -> Iterator[MockLogind]:
    with PrivateBus(folder_for(tmp_path, "system")) as bus, MockLogind(bus) as logind:
        logind.log_in()
        yield logind


@pytest.fixture
def person(tmp_path: Path, logind: MockLogind) -> Iterator[Person]:
    with PrivateBus(tmp_path) as bus, Xvfb() as display, Dunst(tmp_path, bus, display) as dunst:
        someone = Person(tmp_path, dunst)
        someone.environ["DBUS_SYSTEM_BUS_ADDRESS"] = logind.bus.address
        try:
            yield someone
        finally:
            someone.kill()


def write_config(person: Person) -> None:
    """Save two habits that are due at one minute: the first for that minute only."""
    hours = {"due": 0, "soon": 1 / 60, "later": 1 / 2, "bedtime": 1, "wake": 9, "rollover": -6}
    times = {name: person.due + timedelta(hours=count) for name, count in hours.items()}
    person.config.write_text(CONFIG.format(**{k: f"{t:%H:%M}" for k, t in times.items()}))


def state(person: Person) -> list[str]:
    """Where the two reminders stand, and the question of the morning."""
    return [line.strip() for line in person.coach("status").stdout.splitlines()[1:]]


def test_who_is_away_is_asked_on_return_within_a_second_and_only_while_the_window_is_open(
    person: Person, logind: MockLogind
) -> None:
    write_config(person)
    person.start()
    logind.lock()
    sleep_until(person.due, extra=1)
    assert person.displayed() == 0, "the screen is locked"
    sleep_until(person.due + timedelta(minutes=1), extra=1)
    assert person.displayed() == 0

    person.dunst.pause()
    logind.lock(False)
    time.sleep(SECOND)
    assert person.rings() == 0, "dunst is paused"
    logind.idle()
    person.dunst.pause(False)
    time.sleep(SECOND)
    assert person.rings() == 0, "nobody is at the keyboard"
    logind.sleep()
    logind.idle(False)
    time.sleep(SECOND)
    assert person.rings() == 0, "the computer goes to sleep"

    logind.sleep(False)
    began = time.monotonic()
    wait_for(lambda: person.displayed() == 1, "the card")
    assert time.monotonic() - began < SECOND
    warm, stretch, morning = state(person)
    assert morning.endswith("to come")
    assert warm.endswith("not shown: the screen was locked")
    assert stretch.endswith("asked, no answer yet")
    history = person.coach("history").stdout
    assert "Warm legs, Stretch calves and hamstrings: kept for later, the screen was" in history
    assert "Warm legs: shown" not in history

    logind.lock()
    person.press("done")
    wait_for(lambda: person.verbs() == ["done"], "the button in the journal")
    assert person.rings() == 1
    assert "Traceback" not in person.log.read_text()
