"""What devices told of activities in their own recordings: totals, sensors and points."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import fitdecode
from fitdecode.records import FitDataMessage

from tests.support.tracks import Spot

EPOCH = 631_065_600
"""Seconds from 1970 to the beginning of FIT's time."""
DEGREE = 180 / 2**31
SENSORS = {
    "bike_speed": "wheel", "bike_speed_cadence": "wheel", 121: "wheel", 123: "wheel",
    "stride_speed_distance": "foot pod", 124: "foot pod", "stryd": "foot pod",
}  # fmt: skip
"""What a device may take distances from instead of places, as FIT names or numbers it."""
UNDER_A_ROOF = ("indoor", "virtual", "lap_swimming", "treadmill")


class Told(NamedTuple):
    """What a device told of one activity."""

    device: str
    sport: str
    begun: datetime
    besides: str
    """What its distance may come from, other than from its places."""
    metres: float | None
    up: float | None
    seconds: float | None
    """From its beginning to its end, rests included."""
    parts: list[list[Spot]]
    """Its points, apart where it was stopped."""

    @property
    def points(self) -> int:
        """How many there are."""
        return sum(map(len, self.parts))


def told(path: Path) -> list[Told]:
    """What a file tells of each activity; nothing where it is of another kind.

    Raises:
        fitdecode.FitError, ET.ParseError, ValueError: it is broken.
    """
    read = {".fit": _fit, ".tcx": _tcx, ".gpx": _gpx}.get(path.suffix.lower())
    return list(read(path)) if read else []


# --- FIT ---------------------------------------------------------------------------------


def _fit(path: Path) -> Iterator[Told]:
    frames: dict[str, list[FitDataMessage]] = {}
    with fitdecode.FitReader(str(path), processor=None) as file:
        for frame in file:
            if isinstance(frame, FitDataMessage):
                frames.setdefault(frame.name, []).append(frame)
    device = _device(frames.get("file_id", ()))
    stops = [_field(one, "timestamp") for one in frames.get("event", ()) if _stops(one)]
    for session in frames.get("session", ()):
        begun, lasted = _field(session, "start_time"), _field(session, "total_elapsed_time")
        if begun is None or lasted is None or _field(session, "sport") == "transition":
            continue
        sport = f"{_field(session, 'sport')} {_field(session, 'sub_sport') or ''}"
        spots = _spots(frames.get("record", ()), begun, begun + lasted + 1)
        yield Told(
            device,
            sport.removesuffix(" generic").strip(),
            datetime.fromtimestamp(begun + EPOCH, UTC),
            _besides(sport, device, frames.get("device_info", ())),
            _field(session, "total_distance"),
            _field(session, "total_ascent"),
            lasted,
            _parted(spots, [datetime.fromtimestamp(stop + EPOCH, UTC) for stop in stops if stop]),
        )


def _field(frame: FitDataMessage, *names: str) -> Any:  # noqa: ANN401 - as the library has it
    """The first of some fields that has a value."""
    found = (frame.get_value(name, fallback=None) for name in names)
    return next((value for value in found if value is not None), None)


def _device(files: Sequence[FitDataMessage]) -> str:
    if not files:
        return ""
    maker = _field(files[0], "manufacturer")
    product = _field(files[0], "product_name", "garmin_product", "product")
    return " ".join(str(name) for name in (maker, product) if name)


def _besides(sport: str, device: str, sensors: Iterable[FitDataMessage]) -> str:
    if any(word in f"{sport} {device}" for word in UNDER_A_ROOF) or "zwift" in device:
        return "under a roof"
    fields = ("device_type", "antplus_device_type", "manufacturer")
    names = [_field(one, field) for one in sensors for field in fields] + [device]
    return ", ".join(sorted({SENSORS[name] for name in names if name in SENSORS}))


def _stops(event: FitDataMessage) -> bool:
    stopped = str(_field(event, "event_type")).startswith("stop")
    return stopped and _field(event, "event") == "timer"


def _spots(records: Iterable[FitDataMessage], first: float, last: float) -> Iterator[Spot]:
    for record in records:
        when, north = _field(record, "timestamp"), _field(record, "position_lat")
        east, height = (
            _field(record, "position_long"),
            _field(record, "enhanced_altitude", "altitude"),
        )
        if None not in (when, north, east) and first <= when <= last:
            then = datetime.fromtimestamp(when + EPOCH, UTC)
            yield Spot(then, north * DEGREE, east * DEGREE, height)


def _parted(spots: Iterable[Spot], stops: Sequence[datetime]) -> list[list[Spot]]:
    parts: list[list[Spot]] = [[]]
    waiting = sorted(stops)
    for spot in spots:
        while waiting and waiting[0] < spot.when:
            waiting.pop(0)
            parts.append([])
        parts[-1].append(spot)
    return [part for part in parts if part]


# --- XML ---------------------------------------------------------------------------------


def _root(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 - by a tool, of files that one names oneself


def _tcx(path: Path) -> Iterator[Told]:
    for activity in _root(path).iterfind(".//{*}Activity"):
        laps = activity.findall("{*}Lap")
        if not laps:
            continue
        tracks = activity.findall("{*}Lap/{*}Track")
        yield Told(
            activity.findtext("{*}Creator/{*}Name", ""),
            activity.get("Sport", ""),
            _moment(laps[0].get("StartTime", "")),
            "",
            sum(float(lap.findtext("{*}DistanceMeters") or 0) for lap in laps),
            None,
            None,
            [list(_trackpoints(track)) for track in tracks],
        )


def _trackpoints(track: ET.Element) -> Iterator[Spot]:
    for point in track.iterfind("{*}Trackpoint"):
        north = point.findtext("{*}Position/{*}LatitudeDegrees")
        east = point.findtext("{*}Position/{*}LongitudeDegrees")
        when, height = point.findtext("{*}Time"), point.findtext("{*}AltitudeMeters")
        if north and east and when:
            yield Spot(_moment(when), float(north), float(east), float(height) if height else None)


def _gpx(path: Path) -> Iterator[Told]:
    """Only of a file with a distance in each point, as Suunto's have."""
    root = _root(path)
    told = root.findall(".//{*}trkpt/{*}extensions/{*}distance")
    parts = [list(_trkpts(part)) for part in root.iterfind("{*}trk/{*}trkseg")]
    if not told or not all(parts):
        return
    begun = parts[0][0].when
    yield Told(
        root.get("creator", "").partition(" - ")[0],
        root.findtext("{*}trk/{*}type") or "",
        begun,
        "",
        float(told[-1].text or 0),
        None,
        (parts[-1][-1].when - begun) / timedelta(seconds=1),
        parts,
    )


def _trkpts(part: ET.Element) -> Iterator[Spot]:
    for point in part.iterfind("{*}trkpt"):
        when, height = point.findtext("{*}time"), point.findtext("{*}ele")
        if when:
            place = float(point.get("lat", "")), float(point.get("lon", ""))
            yield Spot(_moment(when), *place, float(height) if height else None)


def _moment(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
