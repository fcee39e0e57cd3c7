"""Points of a track -> how far, how long in motion, how many metres up and down.

Receivers waver: a phone that lies on a table walks some hundred metres an hour. So the way is cut
into legs that end where one has come 10 m away. A leg slower than any walk is a rest, and only its
10 m count; so they do where one pottered about. Of the others the way from point to point counts,
unless it trembles throughout. Kept are a few numbers, however long the track.

Checked with 55 recordings, outdoors, of devices that told a distance of their own and took it from
places (Garmin, o-synce, Suunto, Wahoo, a phone; 24 by way of Strava): half are within 0.2 % of it,
53 within 1 %, the other two 1.2 and 1.4 % longer. Of ten with a wheel sensor or a foot pod half are
within 1.1 %. `python -m benchmarks.recordings` tells it of others.
"""

from operator import add

from coach.imports.earth import metres
from coach.imports.heights import COARSE, FINE, NOISY, Climb
from coach.imports.track import Motion
from coach.named import NamedTuple

LEG = 10.0
"""Metres; about twice what a receiver in the open is wrong by."""
STILL = 0.2
"""Metres a second, 0.7 km/h: who comes 10 m away in 50 seconds is still walking, up a steep one."""
POTTERING, WINDING = 0.5, 1.2
"""Metres a second, and ways for each metre away: slower and more winding than that, one stood
about. Both, because a hairpin winds as much, at a walk's pace."""
TREMBLING = 1.3
"""Ways for each metre away, over a spell: more is jitter from point to point, not a path."""
SPELL = 60.0
"""Seconds of motion over which a speed is told; shorter, one wild point would be a drive."""
CARRIED = 22 / 3.6
"""Metres a second over a spell that no legs keep up; the record over 10 km is 23 km/h."""
IMPOSSIBLE = 350.0
"""Metres a second; airliners fly 280. Such a leap is the receiver's."""

Place = tuple[float, float, float]
"""Seconds, latitude, longitude."""


class _Amount(NamedTuple):
    """What adds up."""

    metres: float = 0.0
    straight: float = 0.0
    """The same, cut short at each leg."""
    seconds: float = 0.0
    up: float = 0.0
    down: float = 0.0
    coarse_up: float = 0.0
    coarse_down: float = 0.0

    def plus(self, other: "_Amount") -> "_Amount":
        return _Amount(*map(add, self, other))

    @property
    def noisy(self) -> bool:
        """Whether the fine step counts noise."""
        more = self.up - self.coarse_up + self.down - self.coarse_down
        return more > 2 * NOISY * self.metres / 1000


class Measure:
    """Takes the points of a track in their order, one at a time."""

    def __init__(self) -> None:
        self._whole = self._fast = self._spell = _Amount()
        self._fine, self._coarse = Climb(FINE), Climb(COARSE)
        self._has_heights = False
        self._begin: Place | None = None
        """Where the leg began; None before the first point and after a pause."""
        self._last: Place = (0.0, 0.0, 0.0)
        self._way = 0.0
        """Metres from point to point in this leg."""
        self._heights, self._counted = 0.0, 0
        """The sum of the leg's heights, and how many they are."""

    def add(self, seconds: float, latitude: float, longitude: float, height: float | None) -> None:
        """Go on to a point; its height is in metres."""
        place = (seconds, latitude, longitude)
        if self._begin is not None:
            then, there, along = self._last
            way = metres(there, along, latitude, longitude)
            if way > IMPOSSIBLE * max(1.0, seconds - then):
                self.pause()
            else:
                self._way += way
        if self._begin is None:
            self._begin = place
        self._last = place
        if height is not None:
            self._heights += height
            self._counted += 1
        if self._way >= LEG:  # else one cannot be so far away
            self._end_leg(LEG)

    def pause(self) -> None:
        """What lies before the next point was not recorded."""
        self._end_leg(0.0)
        self._begin = None

    def result(self) -> tuple[Motion, Motion]:
        """What all points come to: the whole, and the part of it that was too fast for legs."""
        self.pause()
        self._end_spell()
        coarse = self._whole.noisy
        return self._told(self._whole, coarse=coarse), self._told(self._fast, coarse=coarse)

    def _end_leg(self, least: float) -> None:
        """End the leg here if its beginning is `least` metres away."""
        if self._begin is None:
            return
        since, there, along = self._begin
        away = metres(there, along, self._last[1], self._last[2])
        if away < least:
            return
        moved = _moved(self._way, away, self._last[0] - since)
        self._spell = self._spell.plus(_Amount(*moved, *self._climbed()))
        self._begin, self._way = self._last, 0.0
        if self._spell.seconds >= SPELL:
            self._end_spell()

    def _climbed(self) -> tuple[float, float, float, float]:
        """By the mean height of the leg: that takes the quick part of the noise away."""
        if not self._counted:
            return 0.0, 0.0, 0.0, 0.0
        height = self._heights / self._counted
        self._heights, self._counted, self._has_heights = 0.0, 0, True
        return *self._fine.step(height), *self._coarse.step(height)

    def _end_spell(self) -> None:
        """Keep a spell of motion under its manner."""
        spell, self._spell = self._spell, _Amount()
        if spell.metres > TREMBLING * spell.straight:
            spell = spell._replace(metres=spell.straight)
        self._whole = self._whole.plus(spell)
        if spell.metres > CARRIED * spell.seconds > 0:
            self._fast = self._fast.plus(spell)

    def _told(self, amount: _Amount, *, coarse: bool) -> Motion:
        """The figures; without heights where no point had one."""
        climbs = (amount.coarse_up, amount.coarse_down) if coarse else (amount.up, amount.down)
        return Motion(amount.metres, amount.seconds, *(climbs if self._has_heights else ()))


def _moved(way: float, away: float, seconds: float) -> tuple[float, float, float]:
    """What counts of a leg: metres, metres straight on, and seconds in motion."""
    if away < STILL * seconds:
        return away, away, 0.0
    pottered = way > WINDING * away and away < POTTERING * seconds
    return away if pottered else way, away, seconds
