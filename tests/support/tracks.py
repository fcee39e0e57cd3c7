"""Recorded tracks, made here: points, and the files of several programs that have them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import atan, atan2, cos, pi, radians, sin, sqrt, tan
from typing import NamedTuple

BEGUN = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
"""A Sunday, nine o'clock in Prague."""


class Spot(NamedTuple):
    """A point of a track."""

    when: datetime
    latitude: float
    longitude: float
    height: float | None = None


def walk(
    minutes: float = 60,
    kmh: float = 4,
    *,
    begun: datetime = BEGUN,
    up: float = 0,
    every: float = 10,
    latitude: float = 50.08,
) -> list[Spot]:
    """Go east at an even pace and up evenly; `up` in metres, a point `every` so many seconds."""
    count = round(minutes * 60 / every)
    degree = pi / 180 * 6_378_137 / sqrt(1 - 0.00669438 * sin(radians(latitude)) ** 2)
    step = kmh / 3.6 * every / (degree * cos(radians(latitude)))
    return [
        Spot(
            begun + timedelta(seconds=every * n),
            latitude,
            14.42 + step * n,
            400 + up * n / count,
        )
        for n in range(count + 1)
    ]


def gpx(*tracks: Iterable[Spot], sport: str = "hiking", version: str = "1.1") -> str:
    """A GPX file."""
    kind = f"<type>{sport}</type>" if sport else ""
    body = "".join(
        f"<trk><name>A walk</name>{kind}<trkseg>{''.join(map(_trkpt, track))}</trkseg></trk>"
        for track in tracks
    )
    space = f"http://www.topografix.com/GPX/{version.replace('.', '/')}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="{version}" creator="a test" '
        f'xmlns="{space}">{body}</gpx>\n'
    )


def _trkpt(spot: Spot) -> str:
    height = "" if spot.height is None else f"<ele>{spot.height:.2f}</ele>"
    return (
        f'<trkpt lat="{spot.latitude:.7f}" lon="{spot.longitude:.7f}">{height}'
        f"<time>{_iso(spot.when)}</time></trkpt>\n"
    )


def tcx(*activities: tuple[str, float, list[Spot]]) -> str:
    """A TCX file: of each activity its sport, its lap's own metres (0: none), and its points."""
    return (
        '<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns='
        '"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        + "".join(map(_activity, activities))
        + "</Activities></TrainingCenterDatabase>\n"
    )


def _activity(told: tuple[str, float, list[Spot]]) -> str:
    sport, metres, spots = told
    begun, seconds = spots[0].when, (spots[-1].when - spots[0].when).total_seconds()
    points = "".join(
        f"<Trackpoint><Time>{_iso(spot.when)}</Time><Position>"
        f"<LatitudeDegrees>{spot.latitude:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{spot.longitude:.7f}</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{spot.height}</AltitudeMeters>"
        "<DistanceMeters>1</DistanceMeters></Trackpoint>\n"
        for spot in spots
    )
    return (
        f'<Activity Sport="{sport}"><Id>{_iso(begun)}</Id><Lap StartTime="{_iso(begun)}">'
        f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters>"
        f"<Track>{points}</Track></Lap></Activity>"
    )


def _iso(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def vincenty(latitude: float, longitude: float, latitude_2: float, longitude_2: float) -> float:
    """Metres on WGS84, iterated: Vincenty 1975, Survey Review XXIII, 176, pages 88 to 93."""
    a, f = 6_378_137.0, 1 / 298.257223563
    b, turned = a * (1 - f), radians(longitude_2 - longitude)
    u1, u2 = (atan((1 - f) * tan(radians(value))) for value in (latitude, latitude_2))
    angle = turned
    for _ in range(200):
        sine = sqrt(
            (cos(u2) * sin(angle)) ** 2 + (cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(angle)) ** 2
        )
        if not sine:
            return 0.0
        cosine = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(angle)
        alpha = cos(u1) * cos(u2) * sin(angle) / sine
        squared = 1 - alpha**2
        middle = cosine - 2 * sin(u1) * sin(u2) / squared if squared else 0.0
        sigma = atan2(sine, cosine)
        c = f / 16 * squared * (4 + f * (4 - 3 * squared))
        before, angle = (
            angle,
            turned
            + (1 - c)
            * f
            * alpha
            * (sigma + c * sine * (middle + c * cosine * (-1 + 2 * middle**2))),
        )
        if abs(angle - before) < 1e-14:
            break
    square = squared * (a**2 - b**2) / b**2
    big = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    small = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    less = small * sine * (middle + small / 4 * cosine * (-1 + 2 * middle**2))
    return b * big * (sigma - less)


def legs(spots: list[Spot]) -> Iterator[float]:
    """Metres between the points of a track."""
    for one, other in pairwise(spots):
        yield vincenty(one.latitude, one.longitude, other.latitude, other.longitude)
