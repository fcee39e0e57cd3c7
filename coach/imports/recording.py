"""Points as a file gives them -> tracks: what cannot be is told, what is far apart is cut."""

from datetime import UTC, datetime, timedelta
from math import isfinite

from coach.imports.measuring import Measure
from coach.imports.track import Track, Unreadable
from coach.wording import tracks as words

APART = timedelta(hours=5).total_seconds()
"""Seconds; a recording that stands still for longer is of two days, or two outings."""
BACK = 60.0
"""Seconds by which a time may lie before the one before it: the receiver corrected itself."""
STUTTER = 2.0
"""Seconds by which it may do so again and again: a receiver whose fix comes and goes."""
JOINED = 10.0
"""Seconds; where a part of the file begins so soon after the part before it (a lap does), one went
on. Watches that save few points leave up to nine."""
YEARS = range(1990, 2200)
"""Outside of these a receiver had not learnt the time yet: it writes 1901, or 1989."""
MOST = 1000
"""Tracks; an archive of years has fewer in one file."""
HIGHEST = 20_000.0
"""Metres; nothing that one is carried by goes higher, and nothing is so deep."""


class Recording:
    """Takes points and makes tracks of them."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self.points = 0
        """How many there were so far."""
        self.timeless = 0
        """How many of them had no time."""
        self._sport = ""
        self._measure = Measure()
        self._begun: datetime | None = None
        self._ended = datetime(1, 1, 1, tzinfo=UTC)
        self._newest = 0.0
        """When it ended, in seconds."""
        self._placed = 0.0
        """When one was at the last place, in seconds."""
        self._dropped = 0
        self._parted = False
        """Whether one may have moved, unrecorded, before the next place."""
        self._unordered = False
        """Whether the next point may lie before the last: another part of the file begins."""

    def begin(self, sport: str) -> None:
        """Begin another part of the file: it goes on with the track if it is of one sport."""
        if sport != self._sport:
            self.end()
        self._sport = sport
        self._parted = self._unordered = True

    def part(self) -> None:
        """The recording was stopped for a while."""
        self._parted = True

    def point(
        self, when: datetime | None, latitude: float, longitude: float, height: float | None
    ) -> None:
        """Go on to a point.

        Raises:
            Unreadable: it lies nowhere, or long before the point before it.
        """
        self.points += 1
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe
            raise Unreadable(words.nowhere(self.points))
        if height is not None and not (isfinite(height) and abs(height) < HIGHEST):
            raise Unreadable(words.no_height(self.points))
        if self._is_next(when):
            if self._parted and self._newest - self._placed > JOINED:
                self._measure.pause()
            self._placed, self._parted = self._newest, False
            self._measure.add(self._newest, latitude, longitude, height)

    def moment(self, when: datetime) -> None:
        """Go on in time alone: to a point without a place, which is written under a roof."""
        self.points += 1
        self._is_next(when)

    def last_to(self, when: datetime) -> None:
        """The track that is being made lasts until then, if its points end before."""
        if self._begun is not None and when > self._ended:
            self._ended = when

    def end(self) -> None:
        """End the track; none is made of a single moment.

        Raises:
            Unreadable: there are more than anybody has.
        """
        if len(self.tracks) > MOST:
            raise Unreadable(words.NOT_A_TRACK)
        whole, fast = self._measure.result()
        if self._begun is not None and self._ended > self._begun:
            self.tracks.append(Track(self._sport, self._begun, self._ended, whole, fast))
        self._measure, self._begun, self._unordered = Measure(), None, False

    def _is_next(self, when: datetime | None) -> bool:
        """Whether a point is the next in time; where it is much later, a new track begins."""
        if when is None or when.year not in YEARS:
            self.timeless += 1
            return False
        seconds = when.timestamp()
        if self._begun is not None and self._is_apart(seconds):
            self.end()
        if self._begun is None:
            self._begun = when
        elif seconds < self._newest:
            self._dropped += seconds < self._newest - STUTTER
            if seconds < self._newest - BACK or self._dropped > 1 + self.points // 100:
                raise Unreadable(words.backwards(self.points))
            return False
        self._ended, self._newest, self._unordered = when, seconds, False
        return True

    def _is_apart(self, seconds: float) -> bool:
        return seconds - self._newest > APART or (self._unordered and seconds < self._newest)
