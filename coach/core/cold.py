"""Cool evenings: what the readings say, with the margin that keeps a line from coming and going.

No controlled study links a cold bedroom to night cramps; cold is something that people report
(strength: none). The limits are those of indoor temperature for health, at least 18 degrees
Celsius (WHO 2018, UKHSA), about 20 for older people (contested; Public Health Wales 2022). Margin
and drop are our own choice.
"""

from datetime import date
from typing import Literal

from coach.core.history import Facts
from coach.core.model import Cold
from coach.core.nights import DAY

Chill = Literal["cold", "drop"]
"""It is cool; it is much cooler than the evenings before were."""

LEAST = 18.0
LEAST_WHEN_OLDER = 20.0
OLDER = 65
"""Years."""

MARGIN = 1.0
"""So much above the limit it has to be until a cool spell is over."""

DROP = 6.0
"""So much below the mean of the evenings before is a drop."""

WEEK = 7
ENOUGH = 3
"""Evenings of that week that a mean needs."""

COLDEST, WARMEST = -40.0, 50.0
"""Beyond these a reading is a mistake."""


def least(below: float | None, age: int | None) -> float:
    """From where on an evening counts as cool, in degrees Celsius."""
    if below is not None:
        return below
    return LEAST_WHEN_OLDER if age is not None and age >= OLDER else LEAST


def chill(facts: Facts, night: date, limit: float) -> Chill | None:
    """Whether an evening is cool, as far as it was told.

    Args:
        facts: Effective facts of that night and of the week before it.
        night: The night asked about.
        limit: As `least` gives it.
    """
    cool, said = False, False
    readings: dict[date, float] = {}
    for fact in facts:
        event = fact.event
        if not isinstance(event, Cold) or not night - WEEK * DAY <= fact.night <= night:
            continue
        if event.degrees is not None:
            readings[fact.night] = event.degrees
            cool = event.degrees < limit + (MARGIN if cool else 0.0)
        said = (fact.night == night and event == Cold()) or (said and event.degrees is None)
    if said or (cool and night in readings):
        return "cold"
    now = readings.pop(night, None)
    before = readings.values()
    dropped = now is not None and len(before) >= ENOUGH and now <= sum(before) / len(before) - DROP
    return "drop" if dropped else None
