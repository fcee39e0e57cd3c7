"""A calendar of 10,000 events is read: one file, and a folder with a file for each event."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.installed import environ
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.report import Figure, table

EVENTS = 10_000
ROUNDS = 5
MOST_SECONDS = 2

_TITLES = ("Dentist", "Meeting with the team", "Hike", "Choir", "Flight to Rome", "Birthday",
           "Walk with Jana", "Train to Vienna", "Lesson", "Call")  # fmt: skip
_REPEATS = 21
"""One event of so many repeats every week."""


def main(_arguments: Sequence[str] = ()) -> str:
    """Run `coach expected --read` with each, and with a calendar without events."""
    with folder() as place:
        one, many, none = place / "one.ics", place / "many", place / "none.ics"
        one.write_text(_calendar(_events()))
        none.write_text(_calendar(()))
        many.mkdir()
        for number, event in enumerate(_events()):
            (many / f"{number}.ics").write_text(_calendar((event,)))
        seconds = {path.name: _seconds(place, path) for path in (none, one, many)}
        peak = _peak(place, one)
    return table(
        f"`coach expected --read` with {EVENTS:,} events over ten years, median of {ROUNDS}",
        (
            Figure("no events", seconds["none.ics"], "s"),
            Figure(f"one file ({_size()} KiB)", seconds["one.ics"], "s", most=MOST_SECONDS),
            Figure("a file for each event", seconds["many"], "s", most=MOST_SECONDS),
            Figure("peak memory of that process, one file", peak, "MiB"),
        ),
    )


def _events() -> Iterator[str]:
    """Some every week, spread over nine years past and one to come."""
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=9 * 365)
    for number in range(EVENTS):
        begins = first + timedelta(days=10 * 365 * number / EVENTS)
        ends = begins + timedelta(hours=2 + number % 6)
        rule = "RRULE:FREQ=WEEKLY\r\n" if number % _REPEATS == 0 else ""
        yield (
            "BEGIN:VEVENT\r\n"
            f"UID:{number}-2f5c@example.org\r\n"
            "DTSTAMP:20260101T000000Z\r\nCREATED:20260101T000000Z\r\nSEQUENCE:1\r\n"
            f"DTSTART;TZID=Europe/Prague:{begins:%Y%m%dT%H%M%S}\r\n"
            f"DTEND;TZID=Europe/Prague:{ends:%Y%m%dT%H%M%S}\r\n"
            f"{rule}SUMMARY:{_TITLES[number % len(_TITLES)]}\r\n"
            "LOCATION:Somewhere\\, not far from here\r\n"
            f"DESCRIPTION:{'Words that nobody needs here. ' * 2}\r\n {'And more of them. ' * 3}\r\n"
            "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
            "END:VEVENT\r\n"
        )


def _calendar(events: Sequence[str] | Iterator[str]) -> str:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n"
    return head + "".join(events) + "END:VCALENDAR\r\n"


def _size() -> int:
    return len(_calendar(_events())) // 1024


def _seconds(place: Path, calendar: Path) -> float:
    return median(_once(place, calendar) for _ in range(ROUNDS))


def _once(place: Path, calendar: Path) -> float:
    command, environment = _command(place, calendar)
    began = perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


def _peak(place: Path, calendar: Path) -> float:
    command, environment = _command(place, calendar)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / 1024


def _command(place: Path, calendar: Path) -> tuple[list[str], Mapping[str, str]]:
    """With an empty journal: what is found has to be kept as well."""
    journal = place / "data" / "journal.db"
    journal.parent.mkdir(exist_ok=True)
    for old in journal.parent.iterdir():
        old.unlink()
    config = write_config(
        place / "config.toml", f'{THREE_HABITS}\n[calendar]\nfiles = ["{calendar}"]\n'
    )
    files = ["--config", str(config), "--data", str(journal.parent)]
    command = [sys.executable, "-m", "coach", *files, "expected", "--read"]
    return command, environ(HOME=str(place), TZ="Europe/Prague")
