"""A calendar on disk, the real daemon, a real bus: an evening that changes by itself."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.bus import PrivateBus
from tests.support.calendars import event, written
from tests.support.process import Coach, until
from tests.support.remote import RunningServer

CONFIG = """
timezone = "UTC"
bedtime = "{bedtime:%H:%M}"
wake = "{wake:%H:%M}"
rollover = "{rollover:%H:%M}"

[coaching]
morning_check = false

[calendar]
files = ["{calendars}"]

[[habit]]
key = "stretch"
at = "bedtime - 30min"
routine = "evidence-3min"
"""


class Desk(NamedTuple):
    """Somebody whose calendars lie in a folder, two hours before bedtime."""

    coach: Coach
    server: RunningServer
    calendars: Path
    now: datetime

    def hike(self, uid: str = "a") -> list[str]:
        """One of five hours that ended half an hour ago."""
        begins, ends = self.now - timedelta(hours=5.5), self.now - timedelta(minutes=30)
        spelled = (f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}")
        return event(uid, "Hike", *spelled)

    def planned(self) -> list[dict[str, Any]]:
        """What the evening has."""
        (night,) = self.coach("plan", "--json").document["nights"]
        found: list[dict[str, Any]] = night["reminders"]
        return found

    def is_cared_for(self) -> bool:
        """Whether the evening's stretch speaks of the hike."""
        return any("5 hours on foot" in one["reason"] for one in self.planned())

    def kinds(self) -> list[str]:
        """What stands in the journal of calendars."""
        kinds = {"expected", "unexpected", "confirmed"}
        return [entry.kind for entry in self.coach.entries() if entry.kind in kinds]

    def card(self) -> int:
        """Wait for the question on the screen."""
        until(lambda: len(self.server.remote.open()) == 1, "the question", self.coach.said)
        (number,) = self.server.remote.open()
        return number


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    calendars = tmp_path / "calendars"
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        Coach(tmp_path, bus.environ) as coach,
    ):
        hours = {"bedtime": 2, "wake": 10, "rollover": -8}
        times = {name: now + timedelta(hours=count) for name, count in hours.items()}
        coach.config.write_text(CONFIG.format(calendars=calendars, **times))
        # Written long ago: what is due is not late to have been asked for.
        yield Desk(coach, server, calendars, now)
        assert coach.daemon is None or "Traceback" not in coach.said(), coach.said()


def test_a_hike_in_a_calendar_changes_the_evening_and_the_button_settles_it(desk: Desk) -> None:
    desk.calendars.mkdir()
    desk.coach.start()
    desk.coach.hears("calendars were read", "the first reading")
    assert not desk.is_cared_for()

    file = desk.calendars / "private" / "hike.ics"
    written(file, desk.hike())
    number = desk.card()
    assert desk.is_cared_for()
    (call,) = desk.server.remote.calls()
    assert "a hike" in json.dumps(call["body"])

    desk.server.remote.press(number, "no")
    until(lambda: desk.kinds() == ["expected", "confirmed"], "the word in the journal")
    until(lambda: desk.server.remote.open() == [], "the card to go")
    assert not desk.is_cared_for()

    assert desk.coach("undo").code == 0
    number = desk.card()
    assert desk.is_cared_for()
    desk.server.remote.press(number, "yes")
    until(lambda: desk.kinds()[-1] == "confirmed" and desk.kinds().count("confirmed") == 2, "yes")
    until(lambda: desk.server.remote.open() == [], "the card to go")
    assert desk.is_cared_for()
    desk.coach.well()


def test_an_event_that_is_deleted_takes_its_question_off_the_screen(desk: Desk) -> None:
    file = desk.calendars / "private" / "hike.ics"
    written(file, desk.hike())
    desk.coach.start()
    desk.card()
    file.unlink()
    until(lambda: desk.kinds() == ["expected", "unexpected"], "the calendar to be read again")
    until(lambda: desk.server.remote.open() == [], "the card to go")
    assert not desk.is_cared_for()
    desk.coach.well()


def test_a_logged_hike_takes_the_question_off_the_screen(desk: Desk) -> None:
    written(desk.calendars / "hike.ics", desk.hike())
    desk.coach.start()
    desk.card()
    assert desk.coach("log", "hike", "--distance", "10", "--duration", "5h").code == 0
    until(lambda: desk.server.remote.open() == [], "the card to go")
    desk.coach.well()


def test_a_files_name_does_not_pretend_to_be_a_message(desk: Desk) -> None:
    desk.calendars.mkdir(exist_ok=True)
    (desk.calendars / "a\n12:00:00 the journal was erased.ics").write_text("no calendar\n")
    desk.coach.start()
    desk.coach.hears("a calendar: ")
    (line,) = [one for one in desk.coach.said().splitlines() if "erased" in one]
    assert "a calendar: " in line
