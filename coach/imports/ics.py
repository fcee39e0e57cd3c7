"""The lines of a calendar file that matter, one event after another (RFC 5545).

A file is read once, line by line, and only what may be wanted is kept: a calendar of years has
megabytes, and descriptions, places and alarms are nobody's business here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from coach.named import NamedTuple

LONGEST_LINE = 64 * 1024
"""Bytes of one line, its continuations included; the rest of a longer one is passed over."""
LARGEST_EVENT = 1024 * 1024
"""Bytes of the lines that are kept of one event."""
MOST_ZONES = 500

_OF_EVENT = frozenset(
    (
        b"UID", b"SUMMARY", b"CATEGORIES", b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RDATE",
        b"EXDATE", b"EXRULE", b"RECURRENCE-ID", b"STATUS", b"SEQUENCE", b"DTSTAMP",
        b"LAST-MODIFIED", b"ATTENDEE", b"ORGANIZER",
    )
)  # fmt: skip
_OF_CALENDAR = frozenset((b"METHOD", b"X-WR-TIMEZONE", b"X-WR-CALNAME"))
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_BEFORE_VALUE = re.compile(rb'(?:[^":]|"[^"]*")*:')

Lines = Mapping[bytes, tuple[bytes, ...]]
"""Name -> whole lines, unfolded, in their order."""


class Event(NamedTuple):
    """One VEVENT, as far as it matters, and what its calendar says of itself."""

    lines: Lines
    calendar: Lines

    def text(self, name: bytes) -> str:
        """The first value of a property as people read it; empty where there is none."""
        return readable(value(self.lines[name][0])) if name in self.lines else ""


class Scanned(NamedTuple):
    """What a file held."""

    events: tuple[Event, ...]
    """Those that were wanted."""
    zones: Mapping[str, bytes]
    """The VTIMEZONEs by their ids, as they stand."""
    seen: int
    """Events in all."""
    is_calendar: bool
    is_whole: bool
    """Whether it does not end in the middle."""
    oversized: int
    """Events that are larger than any true one."""


def scan(file: BinaryIO, wanted: Callable[[Event], bool]) -> Scanned:
    """Read a file to its end.

    Args:
        file: At its beginning.
        wanted: Whether an event is worth keeping.
    """
    scanner = _Scanner(wanted)
    for line in logical_lines(file):
        scanner.take(line)
    return Scanned(
        tuple(scanner.events),
        scanner.zones,
        scanner.seen,
        scanner.is_calendar,
        scanner.is_calendar and not scanner.path,
        scanner.oversized,
    )


def logical_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file with those that continue them (RFC 5545, 3.1)."""
    line = b""
    for raw in iter(partial(file.readline, LONGEST_LINE), b""):
        if raw[:1] in (b" ", b"\t"):
            if len(line) < LONGEST_LINE:
                line += raw.rstrip(b"\r\n")[1:]
            continue
        if line:
            yield line
        line = raw.rstrip(b"\r\n")
    if line:
        yield line


def value(line: bytes) -> bytes:
    """What stands behind a property's name and parameters."""
    found = _BEFORE_VALUE.match(line)
    return line[found.end() :] if found else b""


def readable(text: bytes) -> str:
    """A text value without its escapes; what is not UTF-8 is taken for the Latin of old files."""
    try:
        words = text.decode()
    except UnicodeDecodeError:
        words = text.decode("latin-1")
    for escaped, plain in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        words = words.replace(escaped, plain)
    return " ".join(words.split())


class _Scanner:
    """Takes line after line, and knows in which component it is."""

    def __init__(self, wanted: Callable[[Event], bool]) -> None:
        self.events: list[Event] = []
        self.zones: dict[str, bytes] = {}
        self.seen = self.oversized = 0
        self.is_calendar = False
        self.path: list[bytes] = []
        """The components that are open, the outermost first."""
        self._wanted = wanted
        self._calendar: dict[bytes, tuple[bytes, ...]] = {}
        self._event: dict[bytes, list[bytes]] = {}
        self._zone: list[bytes] = []
        self._size = 0

    def take(self, line: bytes) -> None:
        name = line[:6].upper()
        if name == b"BEGIN:":
            self._begin(line[6:].strip().upper())
        elif name[:4] == b"END:":
            self._end(line[4:].strip().upper())
        if self.path[1:2] == [b"VTIMEZONE"]:
            self._keep_zone(line)
        elif self.path == [b"VCALENDAR", b"VEVENT"]:
            self._keep(line)
        elif self.path == [b"VCALENDAR"]:
            self._note(line)

    def _begin(self, component: bytes) -> None:
        if component == b"VCALENDAR":  # also where the one before was not closed
            self.path, self._calendar = [], {}
            self.is_calendar = True
        if self.is_calendar and len(self.path) < _DEEPEST:
            self.path.append(component)
        if self.path == [b"VCALENDAR", b"VEVENT"]:
            self._event, self._size = {}, 0
        elif self.path == [b"VCALENDAR", b"VTIMEZONE"]:
            self._zone, self._size = [], 0

    def _end(self, component: bytes) -> None:
        if component not in self.path:
            return
        if self.path == [b"VCALENDAR", b"VEVENT"]:
            self._finish_event()
        elif self.path == [b"VCALENDAR", b"VTIMEZONE"]:
            self._finish_zone()
        while self.path.pop() != component:
            pass

    def _keep(self, line: bytes) -> None:
        name = _name(line)
        if name in _OF_EVENT:
            self._size += len(line)
            if self._size <= LARGEST_EVENT:
                self._event.setdefault(name, []).append(line)

    def _keep_zone(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= LONGEST_LINE:
            self._zone.append(line)

    def _note(self, line: bytes) -> None:
        name = _name(line)
        if name in _OF_CALENDAR:
            self._calendar[name] = (line,)

    def _finish_event(self) -> None:
        self.seen += 1
        if self._size > LARGEST_EVENT:
            self.oversized += 1
            return
        lines = {name: tuple(found) for name, found in self._event.items()}
        event = Event(lines, self._calendar)
        if self._wanted(event):
            self.events.append(event)

    def _finish_zone(self) -> None:
        named = _first(b"TZID", self._zone)
        if named is not None and self._size <= LONGEST_LINE and len(self.zones) < MOST_ZONES:
            block = [*self._zone, b"END:VTIMEZONE"]
            self.zones[readable(value(named))] = b"\r\n".join(block)


_DEEPEST = 8


def _name(line: bytes) -> bytes:
    found = _NAME.match(line)
    return found[0].upper() if found else b""


def _first(name: bytes, lines: Iterable[bytes]) -> bytes | None:
    return next((line for line in lines if _name(line) == name), None)
