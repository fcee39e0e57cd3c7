"""FIT files, written here from the protocol's description: only what a watch's activity needs.

https://developer.garmin.com/fit/protocol/
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.support.tracks import Spot

EPOCH = 631_065_600
SPORTS = {
    "generic": 0, "running": 1, "cycling": 2, "transition": 3, "swimming": 5, "walking": 11,
    "rowing": 15, "hiking": 17, "driving": 25,
}  # fmt: skip
ACTIVITY, COURSE = 4, 6

_Field = tuple[int, str, float | None]
"""Number, format of `struct`, value as it is stored; None: not valid."""
_BASE = {"B": 0x00, "H": 0x84, "i": 0x85, "I": 0x86}
_INVALID = {"B": 0xFF, "H": 0xFFFF, "i": 0x7FFFFFFF, "I": 0xFFFFFFFF}
_TABLE = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip


class Session(NamedTuple):
    """What a watch tells of one activity."""

    sport: str
    begun: datetime
    elapsed: float
    timer: float | None = None
    metres: float | None = None
    up: int | None = None
    down: int | None = None


def fit(
    sessions: Sequence[Session],
    spots: Iterable[Spot] = (),
    *,
    stops: Iterable[datetime] = (),
    offset: timedelta | None = timedelta(hours=1),
    kind: int = ACTIVITY,
) -> bytes:
    """An activity file; at the `stops` somebody stopped the clock."""
    body = _message(0, 0, [(0, "B", kind)])
    body += b"".join(_records(spots, sorted(stops)))
    body += b"".join(_session(session) for session in sessions)
    if sessions:
        last = sessions[-1].begun + timedelta(seconds=sessions[-1].elapsed)
        there = None if offset is None else _seconds(last) + offset.total_seconds()
        fields = [(253, "I", _seconds(last)), (5, "I", there), (1, "H", len(sessions))]
        body += _message(3, 34, fields)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", crc(head))
    return head + body + struct.pack("<H", crc(head + body))


def _records(spots: Iterable[Spot], stops: list[datetime]) -> Iterator[bytes]:
    for spot in spots:
        while stops and stops[0] < spot.when:
            yield _stop(stops.pop(0))
        yield _record(spot)


def _stop(when: datetime) -> bytes:
    timer, stop_all = 0, 4
    return _message(3, 21, [(253, "I", _seconds(when)), (0, "B", timer), (1, "B", stop_all)])


def _record(spot: Spot) -> bytes:
    height = None if spot.height is None else round((spot.height + 500) * 5)
    semicircle = 2**31 / 180
    return _message(
        1,
        20,
        [
            (253, "I", _seconds(spot.when)),
            (0, "i", round(spot.latitude * semicircle)),
            (1, "i", round(spot.longitude * semicircle)),
            (2, "H", height),
        ],
    )


def _session(session: Session) -> bytes:
    timer = session.elapsed if session.timer is None else session.timer
    return _message(
        2,
        18,
        [
            (253, "I", _seconds(session.begun + timedelta(seconds=session.elapsed))),
            (2, "I", _seconds(session.begun)),
            (7, "I", round(session.elapsed * 1000)),
            (8, "I", round(timer * 1000)),
            (9, "I", None if session.metres is None else round(session.metres * 100)),
            (22, "H", session.up),
            (23, "H", session.down),
            (5, "B", SPORTS[session.sport]),
        ],
    )


def _message(local: int, number: int, fields: Sequence[_Field]) -> bytes:
    """A definition and a message of it."""
    sizes = [(field, struct.calcsize(form), _BASE[form]) for field, form, _ in fields]
    definition = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    definition += b"".join(struct.pack("<BBB", *size) for size in sizes)
    values = [_INVALID[form] if value is None else int(value) for _, form, value in fields]
    data = struct.pack("<B" + "".join(form for _, form, _ in fields), local, *values)
    return definition + data


def _seconds(when: datetime) -> int:
    return round(when.timestamp()) - EPOCH


def crc(data: bytes) -> int:
    """The protocol's checksum."""
    value = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            value = (value >> 4) & 0x0FFF ^ _TABLE[value & 0xF] ^ _TABLE[half]
    return value
