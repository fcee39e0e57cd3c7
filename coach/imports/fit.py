"""FIT, as watches write it: https://developer.garmin.com/fit/protocol/.

What the device told of a session (its distance, climbs and times) is preferred to what the points
come to, and holds where the points are nonsense. A file may have several sessions, and what lies
between two of them is a transition.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from math import isfinite
from typing import TYPE_CHECKING, BinaryIO

from coach.imports.measuring import CARRIED
from coach.imports.recording import MOST, Recording
from coach.imports.track import Motion, Nothing, Track, Unreadable
from coach.wording import tracks as words

if TYPE_CHECKING:
    from fitdecode.records import FitDataMessage

EPOCH = 631_065_600
"""Seconds from 1970 to the end of 1989, when FIT begins to count."""
SET = 0x1000_0000
"""A smaller time counts from when the device was switched on."""
DEGREE = 180 / 2**31
QUARTER = 900
"""Seconds; offsets of clocks are whole quarters of an hour."""
FARTHEST = timedelta(hours=15)
"""No clock on earth is further from UTC."""


def read(file: BinaryIO) -> list[Track]:
    """The activities of a FIT file.

    Raises:
        Nothing: it has none.
        Unreadable: it is broken, or the library for it is not there.
    """
    try:
        import fitdecode  # noqa: PLC0415 - an extra, and only for such files
    except ImportError:
        raise Unreadable(words.NO_FIT) from None
    reader = _Reader()
    try:
        with fitdecode.FitReader(
            file,
            processor=None,
            check_crc=fitdecode.CrcCheck.RAISE,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as frames:
            for frame in frames:
                if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    reader.take(frame)
        return reader.tracks()
    except Unreadable:
        raise
    except fitdecode.exceptions.FitEOFError:
        raise Unreadable(words.BREAKS_OFF) from None
    except Exception as error:  # the library trips over damage in many ways
        raise Unreadable(words.DAMAGED) from error


class _Session:
    """What a device tells of one activity; None where it does not."""

    def __init__(self, frame: "FitDataMessage") -> None:
        self.begun = _instant(_number(frame, "start_time"))
        self.timer = _number(frame, "total_timer_time")
        self.elapsed = _number(frame, "total_elapsed_time") or self.timer
        self.told = Motion(
            _number(frame, "total_distance"),
            _number(frame, "total_moving_time") or None,
            _number(frame, "total_ascent"),
            _number(frame, "total_descent"),
        )
        sub = _word(frame, "sub_sport")
        self.sport = " ".join(
            filter(None, [_word(frame, "sport"), sub if sub != "generic" else ""])
        )


class _Reader:
    def __init__(self) -> None:
        self._recording = Recording()
        self._nonsense: Unreadable | None = None
        """Why the points tell nothing; they are left alone from there on."""
        self._sessions: list[_Session] = []
        self._zone: timezone | None = None
        self._kind = "activity"

    def take(self, frame: "FitDataMessage") -> None:
        """Look at a message."""
        match frame.name:
            case "record":
                self._record(frame)
            case "event" if _stops(frame):
                self._recording.part()
            case "session":
                self._sessions.append(_Session(frame))
                if len(self._sessions) > MOST:
                    raise Unreadable(words.NOT_A_TRACK)
            case "activity":
                self._zone = _zone(frame)
            case "file_id":
                self._kind = _word(frame, "type") or self._kind

    def tracks(self) -> list[Track]:
        """What they tell together.

        Raises:
            Nothing: there is no activity in them.
            Unreadable: the points are nonsense, and nothing else tells.
        """
        if self._kind != "activity":
            raise Nothing(words.NO_ACTIVITY)
        recorded = self._recorded()
        sessions = [one for one in self._sessions if one.sport != "transition"]
        alone = _together(recorded) if recorded and len(sessions) == 1 else None
        told = [track for one in sessions if (track := _track(one, alone))]
        tracks = [track._replace(placed=self._recording.points > 0) for track in told]
        if not tracks and not recorded:
            raise self._nonsense or Nothing(words.EMPTY)
        return [self._local(track) for track in tracks or recorded]

    def _recorded(self) -> list[Track]:
        """What the points come to."""
        if self._nonsense:
            return []
        self._recording.end()
        return self._recording.tracks

    def _record(self, frame: "FitDataMessage") -> None:
        if self._nonsense:
            return
        when = _instant(_number(frame, "timestamp"))
        latitude, longitude = _number(frame, "position_lat"), _number(frame, "position_long")
        if when is None or latitude is None or longitude is None:
            return
        height = _number(frame, "enhanced_altitude")
        if height is None:
            height = _number(frame, "altitude")
        try:
            self._recording.point(when, latitude * DEGREE, longitude * DEGREE, height)
        except Unreadable as why:
            self._nonsense = why

    def _local(self, track: Track) -> Track:
        if self._zone is None:
            return track
        there = [when.astimezone(self._zone) for when in (track.begun, track.ended)]
        return track._replace(begun=there[0], ended=there[1])


def _together(parts: Sequence[Track]) -> Track:
    """One activity, although it rested for long."""
    whole, carried = _added(one.whole for one in parts), _added(one.carried for one in parts)
    return Track(parts[0].sport, parts[0].begun, parts[-1].ended, whole, carried)


def _added(motions: Iterable[Motion]) -> Motion:
    return Motion(*map(_sum, zip(*motions, strict=True)))


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _track(session: _Session, recorded: Track | None) -> Track | None:
    """A session's activity; its points help where the device told nothing."""
    if session.begun is None or not session.elapsed:
        return recorded._replace(sport=session.sport) if recorded else None
    whole = session.told
    if recorded:
        told = dict(zip(whole._fields, whole, strict=True))
        points = recorded.whole._asdict()
        missing = {name: points[name] for name, value in told.items() if value is None}
        whole = whole._replace(**missing)
    whole = whole._replace(seconds=_in_motion(session, whole.seconds))
    ended = session.begun + timedelta(seconds=session.elapsed)
    carried = recorded.carried if recorded else _carried(whole)
    return Track(session.sport, session.begun, ended, whole, carried)


def _in_motion(session: _Session, seconds: float | None) -> float | None:
    """Seconds; many a watch runs on through a rest, and what is told of it is no motion then."""
    known = [value for value in (seconds, session.timer) if value]
    return min(known) if known else None


def _carried(whole: Motion) -> Motion:
    """Without points, the mean speed tells whether legs could do all that."""
    fast = whole.metres and whole.seconds and whole.metres > CARRIED * whole.seconds
    return whole if fast else Motion()


def _stops(frame: "FitDataMessage") -> bool:
    """Whether somebody stopped the clock, or the device did by itself."""
    return _word(frame, "event") == "timer" and _word(frame, "event_type").startswith("stop")


def _number(frame: "FitDataMessage", name: str) -> float | None:
    """A field's value, where it is a sensible number."""
    value = frame.get_value(name, fallback=None)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return value


def _word(frame: "FitDataMessage", name: str) -> str:
    value = frame.get_value(name, fallback=None)
    return value if isinstance(value, str) else ""


def _instant(seconds: float | None) -> datetime | None:
    if seconds is None or not SET <= seconds < 2**32:
        return None
    return datetime.fromtimestamp(seconds + EPOCH, UTC)


def _zone(frame: "FitDataMessage") -> timezone | None:
    """How clocks went where the activity ended."""
    there, utc = _number(frame, "local_timestamp"), _number(frame, "timestamp")
    if there is None or utc is None:
        return None
    offset = timedelta(seconds=round((there - utc) / QUARTER) * QUARTER)
    return timezone(offset) if abs(offset) < FARTHEST else None
