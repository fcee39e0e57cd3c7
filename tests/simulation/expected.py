"""What stands in the calendars, folded afresh from what was written of it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coach.core.model import Confirmed, Expected, Fact, Unexpected


class Trip(NamedTuple):
    """Something that is expected."""

    event: Expected
    night: date
    happened: bool | None = None


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
