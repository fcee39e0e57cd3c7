"""The events of calendar files that may be wanted, joined by their uids."""

import os
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from coach.imports import ics
from coach.imports.folders import Problem
from coach.imports.ics import Event, Scanned
from coach.imports.looks import Looks
from coach.journal.lines import regular
from coach.named import NamedTuple
from coach.wording import calendar_files as words

LARGEST = 200 * 1024 * 1024
"""Bytes of one file."""

ROOM = 64 * 1024 * 1024
"""Bytes for all that is kept of all files: the daemon's unit has 256 MB for everything."""
_PER_LINE = 200
"""What a line costs beside its bytes."""

MARGIN = timedelta(days=3)
"""Days are compared before zones are known."""
LONGEST = 31
"""Days for which an event is looked at whose end is a mere duration."""

_DAY = re.compile(rb"[:=](\d{4})(\d{2})(\d{2})(?:T|$)")


class Series(NamedTuple):
    """All that one file says of one uid."""

    uid: str
    events: tuple[Event, ...]
    scanned: Scanned
    source: str

    @property
    def age(self) -> tuple[bool, int, str]:
        """Of the same event in two files, the greater counts: newer, and with its own beginning."""
        whole = any(b"RECURRENCE-ID" not in event.lines for event in self.events)
        revisions = [_number(event.text(b"SEQUENCE")) for event in self.events]
        stamps = [
            event.text(name) for event in self.events for name in (b"LAST-MODIFIED", b"DTSTAMP")
        ]
        return whole, max(revisions), max(stamps)


class Collection:
    """Takes one file after another."""

    def __init__(self, looks: Looks, first: datetime, last: datetime) -> None:
        self.series: dict[str, Series] = {}
        self.seen = 0
        """Events of all kinds and times."""
        self._looks = looks
        self._room = ROOM
        self._first, self._last = (first - MARGIN).date(), (last + MARGIN).date()

    def take(self, path: str, source: str) -> list[Problem]:
        """Read a file; returns what is wrong with it."""
        try:
            with regular(path) as file:
                if os.fstat(file.fileno()).st_size > LARGEST:
                    return [Problem(path, words.too_large(LARGEST))]
                scanned = ics.scan(file, self._wanted)
        except OSError as error:
            return [Problem(path, words.not_read(error.strerror or str(error)))]
        self.seen += scanned.seen
        self._join(scanned, source)
        full = [words.crowded()] if self._room < 0 else []
        return [Problem(path, text) for text in (*_flaws(scanned), *full)]

    def _wanted(self, event: Event) -> bool:
        """Whether it may be of use, and there is room for it."""
        if self._room < 0 or not self._may_matter(event):
            return False
        lines = [line for found in event.lines.values() for line in found]
        self._room -= sum(map(len, lines)) + _PER_LINE * len(lines)
        return self._room >= 0

    def _may_matter(self, event: Event) -> bool:
        """A cheap look, long before the libraries': by words, and roughly by days."""
        replaces = b"RECURRENCE-ID" in event.lines
        if not replaces and not self._looks.of(event.text(b"SUMMARY"), _categories(event)):
            return False
        begins = _day(event, b"DTSTART") or self._first
        if begins > self._last and not replaces:
            return False
        if replaces or b"RRULE" in event.lines or b"RDATE" in event.lines:
            return True
        ends = _day(event, b"DTEND") or begins + timedelta(days=LONGEST)
        return ends >= self._first

    def _join(self, scanned: Scanned, source: str) -> None:
        together: dict[str, list[Event]] = {}
        for event in scanned.events:
            uid = event.text(b"UID") or digest(repr(sorted(event.lines.items())))
            together.setdefault(uid, []).append(event)
        for uid, events in together.items():
            one = Series(uid, tuple(events), scanned, source)
            if uid not in self.series or self.series[uid].age < one.age:
                self.series[uid] = one


def digest(text: str) -> str:
    """What stands for a text that is not to be kept."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _categories(event: Event) -> Iterable[str]:
    return event.text(b"CATEGORIES").split(",")


def _day(event: Event, name: bytes) -> date | None:
    """The day in a property, in whatever zone; None where there is none."""
    found = _DAY.search(event.lines[name][0]) if name in event.lines else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - digits of a number that is one


def _flaws(scanned: Scanned) -> Iterable[str]:
    checks: tuple[tuple[bool, Callable[[], str]], ...] = (
        (not scanned.is_calendar, words.no_calendar),
        (scanned.is_calendar and not scanned.is_whole, words.cut_off),
        (scanned.oversized > 0, lambda: words.oversized(scanned.oversized)),
    )
    return [say() for applies, say in checks if applies]
