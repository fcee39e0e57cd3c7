"""The cramps of a period in figures: each with how many of them it was told of."""

from collections import Counter
from collections.abc import Iterable, Mapping

from coach.core.model import Cramp
from coach.core.mornings import Told
from coach.named import NamedTuple


class Spread(NamedTuple):
    """Numbers that were told: how many, the middle one and the ends; None where none were."""

    of: int
    median: float | None
    least: int | None
    most: int | None


class Tally(NamedTuple):
    """How often each word was told, out of how many times that any was."""

    counts: Mapping[str, int]
    of: int


class Cramps(NamedTuple):
    """The cramps of a period."""

    number: int
    """Cramps, on so many nights of which the number is known."""
    number_of: int
    written: int
    """Cramps that were written down one by one; what follows is out of these."""
    hours: Tally
    """By the hour of the clock, as it stood there and then."""
    sides: Tally
    places: Tally
    minutes: Spread
    pain: Spread
    """Of the worst cramp of each night of which it was told."""
    sleep_loss: Spread
    """Of each night of which it was told, from 0 to 10."""


def cramps(nights: Iterable[Told]) -> Cramps:
    """The figures of some nights."""
    told = [night for night in nights if night.cramps == "yes"]
    events = [fact.event for night in told for fact in night.logged]
    single = [event for event in events if isinstance(event, Cramp)]
    numbers = [night.number for night in told if night.number is not None]
    return Cramps(
        sum(numbers),
        len(numbers),
        len(single),
        _tally(f"{one.when:%H}" for one in single),
        _tally(one.side for one in single),
        _tally(one.place for one in single),
        _spread(one.minutes for one in single),
        _spread(night.pain for night in told),
        _spread(night.sleep_loss for night in told),
    )


def _tally(words: Iterable[str | None]) -> Tally:
    counts = Counter(word for word in words if word is not None)
    ordered = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return Tally(ordered, counts.total())


def _spread(told: Iterable[int | None]) -> Spread:
    known = sorted(number for number in told if number is not None)
    if not known:
        return Spread(0, None, None, None)
    middle = len(known) // 2
    return Spread(len(known), (known[middle] + known[-middle - 1]) / 2, known[0], known[-1])
