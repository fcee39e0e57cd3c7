"""When the clocks of every zone change, told by two implementations that are not ours.

The first is libc's `localtime` and `mktime`: asked in a process of its own, because libc has
one time zone for a whole process. The second is dateutil before 3.0; from 3.0 on its `tzfile`
is a port of the very zoneinfo that coach uses, and would agree with it about everything. Both
are given the file that zoneinfo reads, by its path.

Run as `zone_oracle.py`: a question comes as JSON on stdin, libc's answer goes to stdout.
"""

import json
import os
import subprocess
import sys
import time
import zoneinfo
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dateutil import tz

FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2038, 1, 1, tzinfo=UTC).timestamp())
"""The range. dateutil reads 32-bit times only, and those end in January 2038."""

OLDEST = int(datetime(1840, 1, 1, tzinfo=UTC).timestamp())
"""Before the first zone moved to the other side of the date line (1844)."""

DAY = 24 * 60 * 60
STEP = 7 * DAY
LEAP = 20 * 60 * 60
"""A change as long as this is a move across the date line: it skips or doubles a day."""

SECOND = timedelta(seconds=1)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall times are naive, and counted from here
AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
         "Pacific", "elsewhere")  # fmt: skip


class Change(NamedTuple):
    """An offset that changes: when, in seconds since 1970, and from what to what."""

    at: int
    before: int
    after: int

    @property
    def edges(self) -> tuple[int, int]:
        """The wall times where its gap or fold begins and ends."""
        here, there = self.at + self.before, self.at + self.after
        return min(here, there), max(here, there)

    @property
    def is_gap(self) -> bool:
        """Whether wall times are skipped, and not doubled."""
        return self.after > self.before


class Offsets(NamedTuple):
    """The offsets of a zone: each of `values` holds from the same place of `since`."""

    since: list[int]
    values: list[int]

    @property
    def changes(self) -> list[Change]:
        """Where one offset ends and another begins."""
        changed = zip(self.since[1:], self.values[:-1], self.values[1:], strict=True)
        return [Change(*one) for one in changed]

    def instants(self, wall: int) -> list[int]:
        """Every instant at which the clocks show a wall time: none, one or two, in order."""
        near = range(self._at(wall - 2 * DAY), self._at(wall + 2 * DAY) + 1)
        return [wall - self.values[i] for i in near if self._at(wall - self.values[i]) == i]

    def due(self, wall: int) -> int:
        """The one instant that RFC 5545 (3.3.5) gives to a wall time.

        Worked out from the offsets alone, because neither oracle has this rule of itself: libc
        may choose as it likes in a gap and in a fold, and dateutil reads a gap with the offset
        after it.
        """
        shown = self.instants(wall)
        if shown:
            return shown[0]
        return next(wall - c.before for c in self.changes if c.edges[0] <= wall < c.edges[1])

    def _at(self, instant: int) -> int:
        return max(bisect_right(self.since, instant) - 1, 0)


class Zone(NamedTuple):
    """One file of the database, and every name that has the same bytes."""

    name: str
    names: list[str]
    path: str
    info: ZoneInfo
    offsets: Offsets
    """From 2024 to 2037, by libc."""

    leaps: list[Change]
    """When it moved across the date line, in all its history, by libc."""


@cache
def zones() -> tuple[Zone, ...]:
    """Every zone that zoneinfo knows; names with the same file, byte by byte, are one zone."""
    named: dict[bytes, list[str]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        with open(path_of(name), "rb") as file:
            named.setdefault(file.read(), []).append(name)
    found = []
    paths = [path_of(names[0]) for names in named.values()]
    for names, path, told in zip(named.values(), paths, _ask("scan", paths), strict=True):
        name = next((name for name in names if name.split("/")[0] in AREAS), names[0])
        leaps = [Change(*leap) for leap in told["leaps"]]
        offsets = Offsets(told["since"], told["values"])
        found.append(Zone(name, names, path, ZoneInfo(name), offsets, leaps))
    return tuple(found)


def zones_of(area: str) -> list[Zone]:
    """The zones of a part of the world; `elsewhere` has those that are named for none."""
    return [zone for zone in zones() if area_of(zone) == area]


def area_of(zone: Zone) -> str:
    """One of `AREAS`."""
    area = zone.name.split("/")[0]
    return area if area in AREAS else "elsewhere"


def zone_named(name: str) -> Zone:
    """The zone that has this name, perhaps among others."""
    return next(zone for zone in zones() if name in zone.names)


def path_of(name: str) -> str:
    """The file that zoneinfo reads for a zone: on its search path, else in package `tzdata`."""
    for folder in zoneinfo.TZPATH:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    return str(resources.files("tzdata").joinpath("zoneinfo", name))


def by_dateutil(zone: Zone) -> list[Change]:
    """The changes from 2024 to 2037 as dateutil finds them in the same file."""
    there = tz.tzfile(zone.path)

    def offset(instant: int) -> int:
        utc = wall_at(instant)
        wall: datetime = there.fromutc(utc.replace(tzinfo=there))
        return (wall.replace(tzinfo=None) - utc) // SECOND

    return list(_changes(FIRST, LAST, 4 * STEP, offset))


def by_mktime(walls: dict[str, list[int]]) -> dict[str, list[int]]:
    """The instants that libc itself gives to wall times, both by the path of a zone."""
    return dict(zip(walls, _ask("mktime", list(walls.items())), strict=True))


def wall_of(moment: datetime) -> int:
    """A wall time, naive, as seconds since 1970."""
    return (moment - EPOCH) // SECOND


def wall_at(seconds: int) -> datetime:
    """The wall time again."""
    return EPOCH + timedelta(seconds=seconds)


def date_at(wall: int) -> date:
    """The date of a wall time."""
    return wall_at(wall).date()


def _changes(start: int, end: int, step: int, offset: Callable[[int], int]) -> Iterator[Change]:
    """Every change of `offset` between two instants: in steps, and where it differs by halves.

    Two changes within one step that take each other back would be passed over; none of the
    two oracles steps like the other, and they are compared.
    """
    known, before = start, offset(start)
    while known < end:
        ahead = min(known + step, end)
        while (after := offset(ahead)) != before:
            early, late = known, ahead
            while late - early > 1:
                middle = (early + late) // 2
                early, late = (middle, late) if offset(middle) == before else (early, middle)
            after = offset(late)
            yield Change(late, before, after)
            known, before = late, after
        known = ahead


def _ask(question: str, about: list[Any]) -> list[Any]:
    told = subprocess.run(
        [sys.executable, os.path.abspath(__file__)],
        input=json.dumps({question: about}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: list[Any] = json.loads(told.stdout)
    return answer


def _libc(path: str) -> None:
    os.environ["TZ"] = f":{path}"
    time.tzset()


def _offset(instant: int) -> int:
    return time.localtime(instant).tm_gmtoff


def _scan(path: str) -> dict[str, object]:
    _libc(path)
    changes = list(_changes(FIRST, LAST, STEP, _offset))
    return {
        "since": [FIRST, *(change.at for change in changes)],
        "values": [_offset(FIRST), *(change.after for change in changes)],
        "leaps": [
            leap
            for leap in _changes(OLDEST, LAST, 8 * STEP, _offset)
            if abs(leap.after - leap.before) >= LEAP
        ],
    }


def _mktime(path: str, walls: list[int]) -> list[int]:
    _libc(path)
    return [int(time.mktime((*wall_at(wall).timetuple()[:8], -1))) for wall in walls]


def main() -> None:
    """Answer one question."""
    question: dict[str, list[Any]] = json.load(sys.stdin)
    answers: list[object] = [_scan(path) for path in question.get("scan", [])]
    answers += [_mktime(path, walls) for path, walls in question.get("mktime", [])]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
