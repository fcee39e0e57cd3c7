"""Arbitrary bytes, lines and rules in the place of a calendar: a sentence, never a crash."""

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.imports import ics
from coach.imports.calendars import BEFORE, Reading, read
from tests.imports.test_calendars import NOW, person
from tests.support.calendars import calendar, event, written

NAMES = st.sampled_from(
    [
        "BEGIN",
        "END",
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "SEQUENCE",
        "ATTENDEE",
        "CATEGORIES",
        "METHOD",
        "X-WR-TIMEZONE",
        "TZID",
        "TZOFFSETTO",
        "TZOFFSETFROM",
    ]
)
PARAMETERS = st.sampled_from(
    [
        ";",
        ";;",
        "=",
        ";VALUE=DATE",
        ";TZID=Europe/Prague",
        ";TZID=Own",
        ";TZID=':'",
        ";TZID=",
        ";PARTSTAT=DECLINED",
        ";VALUE=PERIOD",
        ";RANGE=THISANDFUTURE",
    ]
) | st.just("")
VALUES = st.sampled_from(
    [
        "VCALENDAR",
        "VEVENT",
        "VTIMEZONE",
        "STANDARD",
        "VALARM",
        "a",
        "b",
        "Hike",
        "20261201",
        "20261201T080000",
        "20261201T080000Z",
        "20261301T250000",
        "PT6H",
        "-PT6H",
        "P1D",
        "P999999999D",
        "FREQ=DAILY",
        "FREQ=WEEKLY;COUNT=3",
        "CANCELLED",
        "+0100",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=1",
        "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101T000000Z",
        "-2500",
        "Own",
        "mailto:a@b",
        "20261201T080000Z/PT1H",
        ",,,",
        "0",
        "\\",
        "‽",
    ]
) | st.sampled_from(["", "Flight to Rome"])
LINES = st.builds("{}{}:{}".format, NAMES, PARAMETERS, VALUES) | st.text(max_size=20)
EVENT_LINES = st.lists(st.builds("{}{}:{}".format, NAMES, PARAMETERS, VALUES), max_size=6)


def reading(content: bytes) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.ics")
        path.write_bytes(content)
        found = read(person(str(path)))
    for night, one in found.found:
        assert one.begins < one.ends <= one.begins + timedelta(hours=25)
        assert abs((one.ends.date() - night).days) <= 1
        assert one.ends > NOW - BEFORE - timedelta(days=1)
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400) | st.lists(LINES, max_size=40).map("\r\n".join).map(str.encode))
def test_whatever_stands_in_the_file(content: bytes) -> None:
    reading(content)
    reading(b"BEGIN:VCALENDAR\r\n" + content + b"\r\nEND:VCALENDAR\r\n")


def inside(line: str) -> bool:
    """Whether a line leaves the event as one."""
    return not line.startswith(("BEGIN", "END", "UID"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENT_LINES, max_size=3))
def test_whatever_stands_in_events_spoils_no_other_event(events: list[list[str]]) -> None:
    good = event("good", "Hike", "DTSTART:20261205T080000Z", "DURATION:PT6H")
    odd = [event(f"odd{n}", "Hike", *filter(inside, lines)) for n, lines in enumerate(events)]
    found = reading(calendar(*odd, good))
    times = {(one.begins.astimezone(UTC), one.timed) for _, one in found.found}
    assert (datetime(2026, 12, 5, 8, tzinfo=UTC), True) in times


@given(st.lists(st.text("ab:;\t ", max_size=30), max_size=20), st.sampled_from(["\r\n", "\n"]))
def test_lines_are_joined_as_the_standard_says(lines: list[str], ending: str) -> None:
    text = ending.join(["X:1", *lines]) + ending  # what continues nothing is none
    joined = re.sub(f"{ending}[ \t]", "", text)
    expected = [line for line in joined.split(ending) if line]
    assert [line.decode() for line in ics.logical_lines(io.BytesIO(text.encode()))] == expected


def test_events_without_end_do_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.imports.series.ROOM", 50_000)
    times = ("DTSTART:20261201T080000Z", "DTEND:20261201T140000Z")
    path = written(tmp_path / "many.ics", *(event(f"{n}", "Hike", *times) for n in range(500)))
    reading = read(person(path))
    assert 0 < len(reading.found) < 500
    assert "more events than coach can keep in mind" in reading.problems[0].message
    assert not reading.whole
