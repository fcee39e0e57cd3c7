"""What stands in the calendars, folded afresh from what was written of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from coach.core.model import Activity, Confirmed, Expected, Fact, Unexpected


class Trip(NamedTuple):
    """Something that is expected."""

    event: Expected
    night: date
    happened: bool | None = None


class Made(NamedTuple):
    """A hike or a trip that was logged."""

    sort: str
    night: date
    at: datetime
    """When it was logged."""
    begins: datetime
    ends: datetime


def standing(facts: Iterable[Fact]) -> list[Trip]:
    """What is expected after these facts, in their order."""
    trips: dict[str, Trip] = {}
    for fact in facts:
        match fact.event:
            case Expected(key):
                before = trips.get(key)
                said = before.happened if before and before.night == fact.night else None
                trips[key] = Trip(fact.event, fact.night, said)
            case Unexpected(key) if key in trips and not trips[key].happened:
                del trips[key]
            case Confirmed(key, happened) if key in trips:
                trips[key] = trips[key]._replace(happened=happened)
    return list(trips.values())


def logged(facts: Iterable[Fact]) -> Iterator[Made]:
    """The activities among these facts."""
    for fact in facts:
        if isinstance(fact.event, Activity):
            begins = fact.event.when - (fact.event.duration or timedelta(0))
            yield Made(fact.event.sort, fact.night, fact.at, begins, fact.event.when)
