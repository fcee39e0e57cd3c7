"""Metres up and down, from heights that waver."""

FINE = 3.5
"""Metres; what the height goes to and fro by less is noise, where a device measures it by air
pressure. Chosen by two recordings whose devices told their own totals: 1,254 m and 79 m; with 2 m
they come to 1,271 and 80, with 1 m to 1,291 and 113, with 3 m to 1,247 and 55, with 5 m to 1,224
and 26."""
COARSE = 15.0
"""The same where the height comes from satellites: it wanders by several metres within minutes."""
NOISY = 15.0
"""Metres; so many more a kilometre by the fine step than by the coarse one are noise. By air
pressure it is 1 to 2, and on a path over boulders up to 8."""


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
