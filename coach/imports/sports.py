"""Which sort of activity a track is: by its name where it has one, and by its speed."""

import re
from typing import Literal

from coach.imports.track import Motion, Track
from coach.named import NamedTuple

Family = Literal["foot", "ride", "vehicle", "other", "unknown"]

Sort = Literal["hike", "ride", "trip", "other"]

KMH = 3.6
RUNNING = 12.5
"""km/h in motion, without fast spells: an unnamed track up to here was on foot."""
WALKING = 8.0
"""The same beside fast spells: who walks may be driven home, who is faster rode down a mountain."""
MOSTLY = 0.5
"""The part of the time in motion at a speed that no legs keep up, from which it was not on foot."""
HARDLY = 0.1
"""The same for a track without a name: who runs has no such spells, who rides downhill has."""
DRIVEN = 40.0
"""km/h of those spells, beyond which an unnamed one was driven; a fast ride has 35."""
DRIVEN_RIDE = 55.0
"""The same where a track says that it was a ride; races are won at 45."""
FLOWN = 250.0

_FAMILIES: tuple[tuple[Family, tuple[str, ...]], ...] = (
    ("other", ("swim", "ski", "snowboard", "row", "horse", "paddl", "kayak", "canoe", "surf")),
    ("other", ("sail", "yoga", "strength", "climb", "danc", "dive", "diving", "skat", "tennis")),
    ("vehicle", ("motor", "driv", "flying", "flight", "boating", "snowmobil")),
    ("ride", ("bicycl", "cycl", "bik", "mtb", "velo")),
    ("foot", ("hik", "walk", "run", "jog", "trek", "mountaineer", "snowshoe", "treadmill")),
    ("foot", ("trail", "foot", "pedestrian", "golf", "hunting", "ruck")),
)
"""Parts of the names that devices and programs give. The first that fits holds:
motorcycling is no cycling."""
_WHOLE: dict[str, Family] = {
    "car": "vehicle", "bus": "vehicle", "train": "vehicle", "1": "ride", "9": "foot",
}  # fmt: skip
"""Names that are parts of others. The numbers are Strava's."""
_WORD = re.compile(r"[a-z]+|[0-9]+")


class Verdict(NamedTuple):
    """What a track was."""

    sort: Sort
    motion: Motion
    """What counts of it: on foot without the part in which one was carried."""
    by_speed: bool
    """Whether the speed decided: its name says nothing, or something else."""
    mode: str | None = None
    """Of a trip: flight, where it was one."""


def family(name: str) -> Family:
    """What kind of sport a name means."""
    text = name.lower()
    for word in _WORD.findall(text):
        if word in _WHOLE:
            return _WHOLE[word]
    return next(
        (kind for kind, parts in _FAMILIES if any(part in text for part in parts)), "unknown"
    )


def verdict(track: Track) -> Verdict:
    """Tell what a track was."""
    kind, whole = family(track.sport), track.whole
    fast, share = _speed(track.carried), _share(track)
    if kind == "other" or (kind == "unknown" and not (whole.metres and track.placed)):
        return Verdict("other", whole, by_speed=False)
    if kind == "vehicle" or (share >= MOSTLY and fast > _most(kind)):
        mode = "flight" if fast > FLOWN else None
        return Verdict("trip", whole, by_speed=kind != "vehicle", mode=mode)
    if kind == "ride":
        return Verdict("ride", whole, by_speed=False)
    if share >= MOSTLY or (kind == "unknown" and _rides(track)):
        return Verdict("ride", whole, by_speed=True)
    return Verdict("hike", _less(whole, track.carried), by_speed=kind == "unknown")


def _most(kind: Family) -> float:
    return DRIVEN_RIDE if kind == "ride" else DRIVEN


def _rides(track: Track) -> bool:
    """Whether a track without a name goes like a bicycle; one on foot may end with a drive."""
    rest = _speed(_less(track.whole, track.carried))
    if _share(track) > HARDLY:
        return rest > WALKING or _speed(track.carried) <= DRIVEN
    return rest > RUNNING


def _speed(motion: Motion) -> float:
    """km/h; 0 where it is not known."""
    return KMH * (motion.metres or 0) / motion.seconds if motion.seconds else 0.0


def _share(track: Track) -> float:
    """The part of the time in motion at a speed that no legs keep up."""
    seconds = track.whole.seconds or track.duration.total_seconds()
    return (track.carried.seconds or 0) / seconds if seconds else 0.0


def _less(whole: Motion, part: Motion) -> Motion:
    """What is left of the whole."""
    left = (
        None if all_of is None else max(0.0, all_of - (taken or 0))
        for all_of, taken in zip(whole, part, strict=True)
    )
    return Motion(*left)
