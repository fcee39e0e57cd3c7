"""Trips in a row: who changes planes sits as long as who flies through."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

from coach.core.model import Activity

CHANGE = timedelta(hours=3)
"""Who has longer than this between two trips has been on their feet: our own choice."""

Made = list[tuple[date, Activity]]
"""Activities, each with its evening, in the order in which they were recorded."""


def joined(made: Made) -> Made:
    """The same, with each trip that goes on with another made one with it; the last one stays.

    Only the time that was sat through counts. Trips at the same time are not added: one of them may
    be the other, written down twice.
    """
    timed = [n for n, (_, one) in enumerate(made) if one.sort == "trip" and one.duration]
    whole = dict(enumerate(made))
    for before, after in pairwise(sorted(timed, key=lambda n: made[n][1].when)):
        (_, first), (evening, second) = whole[before], whole[after]
        if timedelta(0) <= _begun(second) - first.when <= CHANGE:
            del whole[before]
            whole[after] = evening, _together(first, second)
    return [whole[n] for n in sorted(whole)]


def with_what_it_goes_on_from(new: tuple[date, Activity], made: Made) -> Activity:
    """The journey that a new trip is part of; the trip itself where it is a journey of its own."""
    others = Counter(joined(made))
    journeys = Counter(joined([*made, new])) - others
    return max((one for _, one in journeys), key=_lasted, default=new[1])


def _begun(one: Activity) -> datetime:
    return one.when - _lasted(one)


def _lasted(one: Activity) -> timedelta:
    return one.duration or timedelta(0)


def _together(first: Activity, second: Activity) -> Activity:
    mode = first.mode if first.mode == second.mode else None
    return second._replace(duration=_lasted(first) + _lasted(second), mode=mode)
