"""What a calendar leads to, computed afresh: the evening's question, and what is asked on the way.

Where something that was logged may be the same as what was expected, nothing is asked for here:
which of the two counts is not the simulator's business.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from coach.core.journeys import slot_at
from coach.core.questions.confirming import slot_of
from tests.simulation.expected import Made, Trip
from tests.simulation.questions import question
from tests.simulation.settings import Due, Habit, Night

SEATED = ("train", "bus", "flight")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SHORTLY = timedelta(minutes=15)
EVENING = timedelta(hours=3)
WAITS = timedelta(days=2)
A_HIKE = timedelta(minutes=100)
"""A shorter one is too light to ask anything of an evening."""
A_LONG_TRIP = timedelta(hours=4)
MOST = 6


def asked(night: Night, trips: Iterable[Trip], made: Sequence[Made]) -> Iterator[Due]:
    """All that is asked in a night because of what stands in a calendar."""
    near = [trip for trip in trips if abs(trip.night - night.night) <= WAITS]
    if near:
        unsure = {trip.event.key for trip in near if any(_may_be(trip, one) for one in made)}
        yield from _confirmations(night, [one for one in near if one.event.key not in unsure])
        prompts = _prompts(night, near)
        if not any(trip.event.key in unsure for trip, _, _ in prompts):
            yield from (_prompt(night, due, until) for _, due, until in _spread(prompts))


def _may_be(trip: Trip, made: Made) -> bool:
    overlaps = made.begins <= trip.event.ends and made.ends >= trip.event.begins
    later = made.night == trip.night and made.at >= trip.event.ends
    return made.sort == trip.event.sort and (overlaps or later)


def _confirmations(night: Night, trips: Iterable[Trip]) -> Iterator[Due]:
    """Asked in the evening of what should be over, while nobody has said anything, and once more.

    Not of what is so short that it asks nothing.
    """
    for trip in trips:
        due = max(night.bedtime - EVENING, night.begins, trip.event.ends + SHORTLY)
        waits = timedelta(0) <= night.night - trip.night < WAITS
        if waits and trip.happened is None and _matters(trip) and due <= night.bedtime - SHORTLY:
            yield question(night, "expected", due, night.bedtime, slot_of(trip.event.key))


def _matters(trip: Trip) -> bool:
    span = trip.event.ends - trip.event.begins
    return span >= (A_HIKE if trip.event.sort == "hike" else A_LONG_TRIP)


def _prompts(night: Night, trips: Iterable[Trip]) -> list[tuple[Trip, datetime, datetime]]:
    """When each of the long trips asks for something while one is awake in a night."""
    return [
        (trip, due, until)
        for trip in trips
        if trip.event.sort == "trip" and trip.happened is not False and _matters(trip)
        for due, until in _on_the_way(trip)
        if night.begins <= due <= night.bedtime - SHORTLY or night.wake <= due < night.ends
    ]


def _on_the_way(trip: Trip) -> Iterator[tuple[datetime, datetime]]:
    """Who sits, every hour or two; anybody else may be driving, and is asked on arrival."""
    begins, ends = trip.event.begins, trip.event.ends
    if trip.event.mode not in SEATED:
        yield ends, ends + HOUR
        return
    minutes = (ends - begins) // MINUTE
    step = min(max(60, -(-minutes // (MOST + 1))), 120) * MINUTE
    due = begins + step
    while due <= ends - SHORTLY:
        yield due, min(due + HOUR / 2, ends)
        due += step


def _spread(
    prompts: list[tuple[Trip, datetime, datetime]],
) -> list[tuple[Trip, datetime, datetime]]:
    """Of several trips: an hour apart at least, and not too many."""
    kept: list[tuple[Trip, datetime, datetime]] = []
    for one in sorted(prompts, key=lambda prompt: (prompt[1], prompt[2], prompt[0].event.key)):
        if len(kept) < MOST and (not kept or one[1] - kept[-1][1] >= HOUR):
            kept.append(one)
    return kept


def _prompt(night: Night, due: datetime, until: datetime) -> Due:
    slot = f"on-the-way/{slot_at(due)}"
    end = min(until, night.bedtime if due < night.bedtime else night.ends)
    name, habit = f"{night.night.isoformat()}/{slot}", Habit("on-the-way", "", (), repeat=0)
    quiet = night.bedtime - SHORTLY
    return Due(name, habit, slot, 0, due, end, quiet, night.bedtime, due + 2 * MINUTE)
