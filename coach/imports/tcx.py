"""TCX, Garmin's Training Center XML: https://www8.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd.

A lap has totals that the device counted itself, with its wheel or its own filter: they are
preferred to what the points come to.
"""

from datetime import datetime, timedelta
from math import isfinite
from typing import BinaryIO

from coach.imports.gpx import moment, number
from coach.imports.markup import walk
from coach.imports.recording import YEARS, Recording
from coach.imports.track import Nothing, Track
from coach.wording import tracks as words

LONGEST = 24 * 3600.0
"""Seconds; no lap lasts longer."""
NEAR = 0.2
"""Totals that differ from what the points come to by a larger part are not of these points."""


def read(file: BinaryIO) -> list[Track]:
    """The activities of a TCX file; courses and workouts, which are plans, are passed over.

    Raises:
        Nothing: there are none.
        Unreadable: the file is broken.
    """
    reader = _Reader()
    walk(file, reader.begin, reader.end)
    if not reader.recording.tracks:
        raise Nothing(words.EMPTY)
    return reader.recording.tracks


class _Reader:
    def __init__(self) -> None:
        self.recording = Recording()
        self._sport: str | None = None
        """None: outside of an activity."""
        self._metres = self._seconds = 0.0
        """The laps' own totals."""
        self._ends: datetime | None = None
        """When the last lap ends, as far as they say."""
        self._lap: datetime | None = None
        """When the lap began."""
        self._place: dict[str, float] = {}
        self._time: datetime | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Activity":
            self._sport = attributes.get("Sport", "")
            self._metres = self._seconds = 0.0
            self._ends = self._lap = None
            self.recording.begin(self._sport)
        elif self._sport is None:
            return
        elif name == "Trackpoint":
            self._place, self._time = {}, None
        elif name == "Track":
            self.recording.begin(self._sport)
        elif name == "Lap" and attributes.get("StartTime"):
            self._lap = moment(attributes["StartTime"], self.recording.points + 1)
            self.recording.moment(self._lap)

    def end(self, name: str, around: str, text: str) -> None:
        if self._sport is None:
            return
        if around in ("Trackpoint", "Position"):
            self._told(name, text)
        elif name == "Trackpoint":
            self._point()
        elif around == "Lap" and name == "DistanceMeters":
            self._metres += _total(text)
        elif around == "Lap" and name == "TotalTimeSeconds":
            self._seconds += _total(text)
            self._lasts(_total(text))
        elif name == "Activity":
            self._finish()
            self._sport = None

    def _lasts(self, seconds: float) -> None:
        """A lap lasts to its end, which may be after its last point; under a roof it has none."""
        if self._lap is not None and self._lap.year in YEARS and seconds < LONGEST:
            ends = self._lap + timedelta(seconds=seconds)
            self._ends = max(ends, self._ends or ends)

    def _told(self, name: str, text: str) -> None:
        number_of = self.recording.points + 1
        if name == "Time" and text:
            self._time = moment(text, number_of)
        elif name in ("LatitudeDegrees", "LongitudeDegrees"):
            self._place[name] = number(text, words.nowhere, number_of)
        elif name == "AltitudeMeters" and text:
            self._place[name] = number(text, words.no_height, number_of)

    def _point(self) -> None:
        place = self._place
        if "LatitudeDegrees" in place and "LongitudeDegrees" in place:
            height = place.get("AltitudeMeters")
            where = (place["LatitudeDegrees"], place["LongitudeDegrees"])
            self.recording.point(self._time, *where, height)
        elif self._time is not None:
            self.recording.moment(self._time)

    def _finish(self) -> None:
        before = len(self.recording.tracks)
        if self._ends:
            self.recording.last_to(self._ends)
        self.recording.end()
        made = self.recording.tracks[before:]
        if len(made) == 1:
            self.recording.tracks[-1] = self._with_totals(made[0])

    def _with_totals(self, track: Track) -> Track:
        whole, placed = track.whole, bool(track.whole.metres)
        if self._metres and (not whole.metres or _near(self._metres, whole.metres)):
            seconds = whole.seconds or self._seconds or None
            whole = whole._replace(metres=self._metres, seconds=seconds)
        return track._replace(whole=whole, placed=placed)


def _total(text: str) -> float:
    """A lap's total; 0 where it is no sensible number."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if isfinite(value) and value > 0 else 0.0


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= NEAR * max(one, other)
