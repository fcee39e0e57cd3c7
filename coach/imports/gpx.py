"""GPX 1.0 and 1.1: https://www.topografix.com/GPX/1/1/."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

from coach.imports.markup import walk
from coach.imports.recording import Recording
from coach.imports.track import Nothing, Track, Unreadable
from coach.wording import tracks as words


def read(file: BinaryIO) -> list[Track]:
    """The recorded tracks of a GPX file; planned routes and places are passed over.

    Raises:
        Nothing: there are none.
        Unreadable: the file is broken.
    """
    reader = _Reader()
    walk(file, reader.begin, reader.end)
    recording = reader.recording
    recording.end()
    if not recording.tracks:
        raise Nothing(words.PLANNED if recording.timeless else words.EMPTY)
    return recording.tracks


class _Reader:
    def __init__(self) -> None:
        self.recording = Recording()
        self._sport = ""
        """Of the track."""
        self._activity = ""
        """Of the file: OsmAnd tells it there."""
        self._place: tuple[float, float] | None = None
        self._time: datetime | None = None
        self._height: float | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkpt":
            count = self.recording.points + 1
            self._place = (
                number(attributes.get("lat", ""), words.nowhere, count),
                number(attributes.get("lon", ""), words.nowhere, count),
            )
            self._time = self._height = None
        elif name == "trkseg":
            self.recording.begin(self._sport or self._activity)
        elif name == "trk":
            self._sport = ""

    def end(self, name: str, around: str, text: str) -> None:
        if around == "trkpt":
            self._told(name, text)
        elif name == "trkpt" and self._place:
            self.recording.point(self._time, *self._place, self._height)
            self._place = None
        elif name == "type" and around == "trk":
            self._sport = text
        elif name == "activity" and around == "extensions":
            self._activity = text

    def _told(self, name: str, text: str) -> None:
        """What stands directly in a point."""
        if name == "time" and text:
            self._time = moment(text, self.recording.points + 1)
        elif name == "ele" and text:
            self._height = number(text, words.no_height, self.recording.points + 1)


def number(text: str, otherwise: Callable[[int], str], point: int) -> float:
    """Read a number of a point.

    Raises:
        Unreadable: it is none; in those words.
    """
    try:
        return float(text)
    except ValueError:
        raise Unreadable(otherwise(point)) from None


def moment(text: str, point: int) -> datetime:
    """Read a time; without an offset it is in UTC, as both formats want it.

    Raises:
        Unreadable: it is none.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(words.no_time(point)) from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
