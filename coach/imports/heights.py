"""Metres up and down, from heights that waver."""

FINE = 3.5
"""Metres; who comes back by less did not turn: that is noise, where a device measures height by air
pressure. Chosen by 18 recordings whose devices told 50 m and more (Garmin, o-synce, Wahoo, Stryd, a
phone): half are within 5.5 %, 15 within 15 %. The others are 69 m in 7 km, and two flat rides of a
device that itself counts by 5 m. With 2 or 5 m six are not within 15 %."""
COARSE = 15.0
"""The same where the height comes from satellites: it wanders by several metres within minutes.
Four hours on the flat with 3 m of such noise climb nothing; with 10 m instead of 15, a hundred."""
NOISY = 15.0
"""Metres; so many more a kilometre by the fine step than by the coarse one are noise. By air
pressure it is 1 to 5, on a path over boulders 8, and 12 on a short road of nothing but dips."""


class Climb:
    """Tells climbs and descents, each from its turning point to the next.

    One turns only by coming `least` metres back from the highest point of a climb, or the lowest of
    a descent.
    """

    def __init__(self, least: float) -> None:
        self._least = least
        self._level: float | None = None
        """The last height that counted."""
        self._way = 0.0
        """The last change that counted: up, or down."""

    def step(self, height: float) -> tuple[float, float]:
        """Go on to a height; returns the metres up and down that count by that."""
        if self._level is None:
            self._level = height
        change = height - self._level
        if change * self._way <= 0 and abs(change) < self._least:
            return 0.0, 0.0
        self._level, self._way = height, change
        return max(change, 0.0), max(-change, 0.0)
