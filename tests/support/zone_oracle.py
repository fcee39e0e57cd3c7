"""When the clocks of every zone change, told by two implementations that are not ours.

The first is libc's `localtime` and `mktime`: run as a process of its own, because libc has one
time zone for a whole process. The second is dateutil before 3.0; from 3.0 on its `tzfile` is a
port of the very zoneinfo that coach uses, and would agree with it about everything. Both are
given the file that zoneinfo reads, by its path.

Run as `zone_oracle.py`: a question comes as JSON on stdin, the answer goes to stdout.
"""

import json
import os
import subprocess
import sys
import time
import zoneinfo
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil import tz

FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2038, 1, 1, tzinfo=UTC).timestamp())
OLDEST = int(datetime(1840, 1, 1, tzinfo=UTC).timestamp())
"""Before the first zone left local mean time, and before the first that moved its date."""

DAY = 24 * 60 * 60
WEEK = 7 * DAY
LEAP = 20 * 60 * 60
"""A change as long as this moves a zone across the date line: it skips or doubles a day."""

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall times are naive here, and counted from it
AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
         "Pacific")  # fmt: skip
ELSEWHERE = "elsewhere"


class Change(NamedTuple):
    """An offset that changes; seconds, `at` since 1970."""

    at: int
    before: int
    after: int

    @property
    def edges(self) -> tuple[int, int]:
        """The wall times between which a gap or a fold lies, as seconds since 1970."""
        here, there = self.at + self.before, self.at + self.after
        return min(here, there), max(here, there)


class Offsets(NamedTuple):
    """The offsets of a zone: each of `values` holds from the same place of `since`."""

    since: list[int]
    values: list[int]

    def changes(self) -> list[Change]:
        """What lies between the stretches."""
        return [
            Change(*at) for at in zip(self.since[1:], self.values, self.values[1:], strict=False)
        ]

    def instants(self, wall: int) -> list[int]:
        """Every instant at which the clocks show a wall time: none, one or two."""
        near = range(
            max(bisect_right(self.since, wall - 2 * DAY) - 1, 0),
            bisect_right(self.since, wall + 2 * DAY),
        )
        return [
            wall - self.values[i]
            for i in near
            if bisect_right(self.since, wall - self.values[i]) - 1 == i
        ]

    def due(self, wall: int) -> int:
        """The one instant that RFC 5545 (3.3.5) gives to a wall time.

        Worked out from the offsets alone: libc leaves both cases open (POSIX, `mktime`), and
        dateutil reads a gap with the offset after it unless asked otherwise.
        """
        shown = self.instants(wall)
        if shown:
            return shown[0]
        return next(
            wall - change.before
            for change in self.changes()
            if change.edges[0] <= wall < change.edges[1]
        )


class Zone(NamedTuple):
    """Zones with the same file, byte by byte: one under many names."""

    name: str
    names: tuple[str, ...]
    path: str
    info: ZoneInfo
    offsets: Offsets
    """What libc says, from 2024 to 2037."""

    leaps: tuple[Change, ...]
    """The times that it crossed the date line, since ever, by libc."""

    @property
    def area(self) -> str:
        """Where it lies."""
        area = self.name.split("/")[0]
        return area if area in AREAS else ELSEWHERE


@cache
def zones() -> tuple[Zone, ...]:
    """Every zone that zoneinfo knows, each file once."""
    named: dict[bytes, list[str]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        with open(path_of(name), "rb") as file:
            named.setdefault(file.read(), []).append(name)
    told = _ask({"scan": [path_of(names[0]) for names in named.values()]})
    return tuple(
        _zone(names, [tuple(stretch) for stretch in near], [Change(*leap) for leap in leaps])
        for names, (near, leaps) in zip(named.values(), told, strict=True)
    )


def zone(name: str) -> Zone:
    """The zone that has this name, among others."""
    return next(zone for zone in zones() if name in zone.names)


def path_of(name: str) -> str:
    """The file that zoneinfo reads for a zone: on its search path, else in package `tzdata`."""
    for folder in zoneinfo.TZPATH:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    return str(resources.files("tzdata").joinpath("zoneinfo", name))


def by_mktime(walls: dict[str, list[int]]) -> dict[str, list[int]]:
    """The instants that libc itself gives to the wall times of zones, named by path."""
    answers = _ask({"mktime": list(walls.items())})
    return dict(zip(walls, answers, strict=True))


def by_dateutil(path: str) -> list[Change]:
    """The changes from 2024 to 2037 as dateutil finds them: a week at a time, then halving."""
    there = tz.tzfile(path)

    def offset(instant: int) -> int:
        utc = EPOCH + timedelta(seconds=instant)
        return int((there.fromutc(utc.replace(tzinfo=there)).replace(tzinfo=None) - utc) / SECOND)

    return _changes(FIRST, LAST, WEEK, offset)


def wall_of(moment: datetime) -> int:
    """A naive wall time as seconds since 1970."""
    return int((moment - EPOCH) / SECOND)


def wall_at(seconds: int) -> datetime:
    """And back."""
    return EPOCH + timedelta(seconds=seconds)


def day_at(seconds: int) -> date:
    """The date of a wall time."""
    return wall_at(seconds).date()
