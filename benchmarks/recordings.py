"""How near coach comes to what devices told: a folder of recordings, in a table.

    python -m benchmarks.recordings FOLDER...

Each recording with totals of its own (the sessions of a FIT file, the laps of a TCX file, the
distances that Suunto writes into GPX) is looked at twice: as `coach import` takes it, and its
points alone, without the totals. Recordings are of people, so none lies in this repository: try
your own.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import NamedTuple
from xml.etree import ElementTree as ET

import fitdecode

from benchmarks.told import Told, told
from coach.imports import gpx, reading
from coach.imports.sports import verdict
from coach.imports.track import Motion, Track, Unreadable
from tests.support.tracks import gpx as written

SAME = timedelta(minutes=1)
EXACT = 1.0
"""Seconds."""
NEAR_METRES, NEAR_CLIMBS = 1.0, 15.0
"""Percent: what is hoped for."""
FAR, HILLY = 1000.0, 50.0
"""Metres; of less, percents say little."""
HEAD = (
    "| file | device | sport: coach's | besides places | points | m | taken | points alone "
    "| m up | taken | points alone | s | taken |\n" + "|---" * 13 + "|"
)


class Row(NamedTuple):
    """What a device told of one activity, beside what coach makes of it."""

    name: str
    told: Told
    taken: Track | None
    why: str
    """Why it is not taken."""
    alone: Motion
    """What its points come to."""

    @property
    def distance(self) -> float | None:
        """Percent by which the points go further."""
        return _more(self.alone.metres or None, self.told.metres)

    @property
    def ascent(self) -> float | None:
        """Percent by which the points climb more."""
        return _more(self.alone.up, self.told.up)

    @property
    def longer(self) -> float | None:
        """Seconds by which it lasted longer for coach."""
        if self.taken is None or self.told.seconds is None:
            return None
        return self.taken.duration.total_seconds() - self.told.seconds

    def line(self) -> str:
        """The row in Markdown."""
        one, whole = self.told, self.taken.whole if self.taken else Motion()
        cells = (
            self.name,
            one.device,
            f"{one.sport}: {verdict(self.taken).sort if self.taken else self.why}",
            one.besides,
            str(one.points),
            _shown(one.metres),
            _shown(whole.metres),
            _shown(self.distance, "+.2f", " %"),
            _shown(one.up),
            _shown(whole.up),
            _shown(self.ascent, "+.0f", " %"),
            _shown(one.seconds),
            _shown(self.taken.duration.total_seconds() if self.taken else None),
        )
        return f"| {' | '.join(cells)} |"


def main(folders: Sequence[str]) -> str:
    """Compare all recordings below some folders."""
    files = sorted({path for folder in folders for path in Path(folder).rglob("*.*")})
    rows = [row for path in files for row in _rows(path)]
    return "\n".join([HEAD, *(row.line() for row in rows), "", *_summary(rows)])


def _rows(path: Path) -> Iterator[Row]:
    try:
        activities = told(path)
    except (fitdecode.FitError, ET.ParseError, ValueError):
        return  # broken: nothing told
    tracks: list[Track] = []
    why = "left out"
    try:
        tracks = reading.read(str(path)).tracks if activities else []
    except Unreadable as error:
        why = str(error)
    for one in activities:
        same = (track for track in tracks if abs(track.begun - one.begun) < SAME)
        yield Row(path.name, one, next(same, None), why, _alone(one))


def _alone(one: Told) -> Motion:
    """What the points come to, told in a format that has no totals."""
    if not one.points:
        return Motion()
    try:
        tracks = gpx.read(BytesIO(written(*one.parts).encode()))
    except Unreadable:
        return Motion()
    climbs = [track.whole.up for track in tracks if track.whole.up is not None]
    metres = sum(track.whole.metres or 0 for track in tracks)
    return Motion(metres, up=sum(climbs) if climbs else None)


def _more(value: float | None, told: float | None) -> float | None:
    return 100 * (value / told - 1) if told and value is not None else None


def _shown(value: float | None, form: str = ".0f", unit: str = "") -> str:
    return "" if value is None else f"{value:{form}}{unit}"


def _summary(rows: Sequence[Row]) -> Iterator[str]:
    far = [row for row in rows if (row.told.metres or 0) >= FAR and row.distance is not None]
    plain = [row for row in far if not row.told.besides]
    yield _spread("Distance from points", [row.distance for row in far], NEAR_METRES)
    yield _spread("the same, by places alone", [row.distance for row in plain], NEAR_METRES)
    roofless = [row for row in far if row.told.besides != "under a roof"]
    hilly = [row.ascent for row in roofless if (row.told.up or 0) >= HILLY]
    yield _spread(f"Ascent from points, from {HILLY:.0f} m on", hilly, NEAR_CLIMBS)
    longer = [row.longer for row in rows if row.longer is not None]
    exact = sum(abs(seconds) < EXACT for seconds in longer)
    yield f"Duration: {exact} of {len(longer)} to the second."


def _spread(what: str, percents: Sequence[float | None], near: float) -> str:
    off = [abs(percent) for percent in percents if percent is not None]
    if not off:
        return f"{what}: none."
    within = sum(percent <= near for percent in off)
    return (
        f"{what}: {len(off)} recordings, median {median(off):.1f} % off, worst {max(off):.1f} %, "
        f"{within} within {near:.0f} %."
    )


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    print(main(sys.argv[1:]))
