"""How far two places are apart."""

from math import cos, hypot, radians, sin, sqrt

_A = 6_378_137.0
"""Metres; the equator's radius in WGS84, in which every receiver counts."""
_E2 = 0.006_694_379_990_14
"""The square of its eccentricity."""


def metres(latitude: float, longitude: float, latitude_2: float, longitude_2: float) -> float:
    """The way on the ellipsoid between two places, in degrees.

    Gauss's mid-latitude formula without its small corrections (Rapp, Geometric Geodesy I, 1991,
    section 6.3): the two radii of curvature at the middle latitude. Below 70
    degrees it is wrong by less than a millionth at 10 km, and a ten-thousandth at 100 km, compared
    with Vincenty's; track points are 10 m apart.
    """
    middle = radians((latitude + latitude_2) / 2)
    sine = sin(middle)
    squared = 1 - _E2 * sine * sine
    across = _A / sqrt(squared)
    along = across * (1 - _E2) / squared
    turned = (longitude_2 - longitude + 180) % 360 - 180  # the shorter way round
    return hypot(
        radians(latitude_2 - latitude) * along,
        radians(turned) * cos(middle) * across,
    )
