"""Numbers of a hike, a trip, a day's work: what cannot be, and what is rare enough to ask."""

from collections.abc import Iterator
from datetime import timedelta
from math import isfinite

from coach.config.values import Fault, shown
from coach.core.load import descent
from coach.core.model import Activity
from coach.wording import activities as wording
from coach.wording.translating import _, n_

LONGEST = {"hike": timedelta(hours=48), "trip": timedelta(hours=48), "work": timedelta(hours=24)}

FASTEST_KM_H = 25
FASTEST_CLIMB_M_H = 3000
RARE_KM = 60
RARE_KM_H = 8
RARE_CLIMB_M_H = 1200
RARE_PACK_KG = 30
BRIEF = timedelta(minutes=24)
"""Who types a bare number up to this may have meant hours; it is read as minutes."""
RARE_HOURS = {"hike": 16, "trip": 24, "work": 14}


def number(name: str, text: str, most: float, unit: str) -> float:
    """Read a number of an option.

    Raises:
        Fault: it is none, or out of bounds.
    """
    accepted = _("a number from 0 to {most} is accepted").format(most=f"{most:g} {_(unit)}".strip())
    told = {"name": name, "value": shown(text)}
    try:
        value = float(_bare(text, unit).replace(",", "."))
    except ValueError:
        raise Fault(_("{name}: {value} is not a number").format(**told), accepted) from None
    if not (isfinite(value) and 0 <= value <= most):
        raise Fault(_("{name}: {value} is out of range").format(**told), accepted)
    return value


def _bare(text: str, unit: str) -> str:
    """A number without the unit that people write behind it: `12 km`, `700m`."""
    bare = text.strip().lower()
    for name in filter(None, (unit, unit[:1] if unit == "metres" else "")):
        bare = bare.removesuffix(name)
    return bare


def check(activity: Activity) -> None:
    """Refuse numbers that cannot belong together.

    Raises:
        Fault: says which, and what would be accepted.
    """
    lasted = activity.duration
    if not lasted:
        return
    hours = _hours(lasted)
    most_km, most_m = FASTEST_KM_H * hours, FASTEST_CLIMB_M_H * hours
    if (activity.distance_km or 0) > most_km:
        raise Fault(*wording.too_fast(activity.distance_km or 0, lasted, most_km))
    for name, value in (("--ascent", activity.ascent_m), ("--descent", descent(activity))):
        if (value or 0) > most_m:
            raise Fault(*wording.too_steep(name, value or 0, lasted, most_m))


def questions(activity: Activity) -> Iterator[str]:
    """What is rare enough to be asked about."""
    if (activity.distance_km or 0) > RARE_KM:
        yield _("{n} km is a long way.").format(n=f"{activity.distance_km:g}")
    if (activity.pack_kg or 0) > RARE_PACK_KG:
        yield _("A pack of {n} kg is heavy.").format(n=f"{activity.pack_kg:g}")
    if not activity.duration:
        return
    if activity.duration <= BRIEF:
        minutes = round(activity.duration.total_seconds() / 60)
        yield n_("{n} minute is short.", "{n} minutes is short.", minutes).format(n=minutes)
    hours = _hours(activity.duration)
    if hours > RARE_HOURS[activity.sort]:
        yield _("{n} hours is long.").format(n=f"{hours:g}")
    if (activity.distance_km or 0) > RARE_KM_H * hours:
        yield _("That is running pace.")
    if (activity.ascent_m or 0) > RARE_CLIMB_M_H * hours:
        yield _("That is a very fast climb.")


def _hours(lasted: timedelta) -> float:
    return lasted.total_seconds() / 3600
