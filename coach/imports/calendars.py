"""What calendar files lead to expect: hikes and long trips, and nothing else of what is in them."""

import os
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from coach.core import nights
from coach.core.expecting import matters
from coach.core.model import Config, Expected
from coach.imports.folders import Problem, listed
from coach.imports.looks import Look, Looks
from coach.imports.series import Collection, Series, digest
from coach.named import NamedTuple
from coach.wording import calendar_files as words

if TYPE_CHECKING:
    from coach.imports.occurrences import Asker, Occurrence

AHEAD = timedelta(days=14)
BEFORE = timedelta(days=2)
"""How far ahead and back calendars are read: what is older can no longer be confirmed."""

LONGEST = timedelta(hours=20)
"""What is entered as longer is a day's entry, not an extent; no flight is longer."""
MOST = 300
"""Expected things in all; more is no person's fortnight."""
PATIENCE = 30.0
"""Seconds of computing for one reading; what is left then is not read."""


class Person(NamedTuple):
    """For whom, where and when calendars are read."""

    config: Config
    zone: tzinfo
    now: datetime


class Reading(NamedTuple):
    """What the calendars say."""

    found: tuple[tuple[date, Expected], ...]
    """With their evenings, in order of their beginnings."""
    seen: int
    """Events of all kinds and times."""
    whole: frozenset[str]
    """The sources in which nothing was passed over."""
    folders: tuple[str, ...]
    """Where a change would matter."""
    problems: tuple[Problem, ...]


NOTHING = Reading((), 0, frozenset(), (), ())
"""Where no calendar is configured."""


def source_of(path: str) -> str:
    """What stands for a configured file or folder; the path itself is not kept."""
    return digest(os.path.abspath(os.path.expanduser(path)))


def read(person: Person) -> Reading:
    """Read the configured calendars, from two days ago to a fortnight ahead.

    Raises:
        ImportError: the extra `calendar` is missing.
    """
    paths = person.config.calendar.files
    sources = [(os.path.expanduser(path), source_of(path)) for path in paths]
    return _Reader(person, person.now + AHEAD).read(sources)


def read_once(paths: Iterable[str], person: Person, last: datetime) -> Reading:
    """Read single files, up to an instant; what they say has no source.

    Raises:
        ImportError: the extra `calendar` is missing.
    """
    return _Reader(person, last).read([(path, "") for path in paths])


class _Reader:
    def __init__(self, person: Person, last: datetime) -> None:
        from coach.imports import occurrences  # noqa: PLC0415 - heavy, and an extra

        calendar, first = person.config.calendar, person.now - BEFORE
        self._person = person
        self._libraries = occurrences
        self._looks = Looks(calendar)
        self._asker: Asker = occurrences.Asker(first, last, person.zone, calendar.addresses)
        self._collection = Collection(self._looks, first, last)
        self._problems: list[Problem] = []
        self._folders: list[str] = []
        self._unread = 0
        self._until = time.process_time() + PATIENCE

    def read(self, sources: Iterable[tuple[str, str]]) -> Reading:
        whole = frozenset([source for path, source in sources if self._take(path, source)])
        found = self._found()
        if self._unread:
            self._problems.append(Problem("", words.unread(self._unread)))
        if len(found) > MOST:
            self._problems.append(Problem("", words.too_many(MOST)))
        if len(found) > MOST or self._is_late():
            whole = frozenset()
        folders, seen = tuple(dict.fromkeys(self._folders)), self._collection.seen
        return Reading(found[:MOST], seen, whole, folders, tuple(self._problems))

    def _take(self, path: str, source: str) -> bool:
        """Read a file or a folder; returns whether nothing was passed over."""
        files, folders, problems = listed(path)
        found = list(problems)
        self._folders += folders
        for count, file in enumerate(files):
            if self._is_late():
                found.append(Problem(path, words.files_left(len(files) - count)))
                break
            found += self._collection.take(file, source)
        self._problems += found
        return not found

    def _found(self) -> tuple[tuple[date, Expected], ...]:
        """What is expected, each thing once."""
        found: dict[tuple[str, datetime, datetime], tuple[date, Expected]] = {}
        for series in self._collection.series.values():
            if len(found) > MOST:
                break
            try:
                if self._is_late():
                    raise self._libraries.Unreadable  # noqa: TRY301 - as one that takes too long
                for night, one in self._expected(series):
                    found.setdefault((one.sort, one.begins, one.ends), (night, one))
            except self._libraries.Unreadable:
                self._unread += 1
        return tuple(sorted(found.values(), key=lambda entry: (entry[1].begins, entry[1].key)))

    def _is_late(self) -> bool:
        return time.process_time() > self._until

    def _expected(self, series: Series) -> Iterator[tuple[date, Expected]]:
        zones = series.scanned.zones
        for one in self._libraries.occurrences(series.events, zones, self._asker):
            look = self._looks.of(one.title, one.categories)
            if look is not None:
                yield from self._seen_as(look, one, series)

    def _seen_as(
        self, look: Look, one: "Occurrence", series: Series
    ) -> Iterator[tuple[date, Expected]]:
        key = f"{series.uid}\n{one.which}"
        if not one.whole_days and timedelta(0) < one.ends - one.begins <= LONGEST:
            expected = self._made(look, digest(key), one.begins, one.ends)
            expected = expected._replace(source=series.source)
            if matters(self._person.config, expected):
                yield self._evening(one.ends), expected
            return
        for day in self._days(look, one):
            begins, ends = (
                nights.instant(self._person.zone, day + n * nights.DAY, timedelta(0))
                for n in range(2)
            )
            expected = self._made(look, digest(f"{key}\n{day}"), begins, ends)
            yield day, expected._replace(timed=False, source=series.source)

    def _days(self, look: Look, one: "Occurrence") -> Iterator[date]:
        """The days of a hike of several; of a trip only the first: then one has arrived."""
        begins, ends = (x.astimezone(self._person.zone).date() for x in (one.begins, one.ends))
        days = one.whole_days or tuple(
            begins + nights.DAY * n for n in range((ends - begins).days + 1)
        )
        first, last = self._asker.first.date(), self._asker.last.date()
        for day in days[:1] if look.sort == "trip" else days:
            if first <= day <= last:
                yield day

    def _made(self, look: Look, key: str, begins: datetime, ends: datetime) -> Expected:
        zone = self._person.zone
        local = nights.local(begins, zone), nights.local(ends, zone)
        return Expected(key, look.sort, *local, mode=look.mode)

    def _evening(self, ends: datetime) -> date:
        return nights.evening_of(self._person.config, ends, self._person.zone)
