"""What each night can tell of whether a habit goes with fewer cramps (coaching.md, 5.1).

A night tells something if the morning after was answered and it is known whether the habit was done
before sleep. Done later in the night, or after its first cramp, is treatment: it was not done
before. Silence in the morning is no answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

from coach.core import nights
from coach.core.history import Facts
from coach.core.model import Activity, Config, Cramp
from coach.core.mornings import IN_TIME, Told, nights_told
from coach.core.nights import DAY
from coach.core.outcomes import Outcome, Outcomes, outcomes, silent_nights
from coach.named import NamedTuple

LONG_TRIP = timedelta(hours=4)
ASLEEP_BY = timedelta(hours=2)
"""After bedtime: who says Done later, and before getting up, did it in the night."""
FIRST_NIGHTS = 7
"""Of these, and of as many after a break, nights without the habit are left out: people begin after
a bad spell, and such spells end by themselves (regression to the mean)."""

SAME, LEAST = 0.95, 14
"""Habits that go the same way on so many of at least so many nights cannot be told apart."""

BREAK = 28
"""More nights than these in a row without an answered morning are a break, and no part of what is
looked at: a clock that was in 1970 for a morning, or a year without coach, must not withhold all
that comes after."""

Why = Literal[
    "paused",
    "break",
    "habit unknown",
    "morning unknown",  # not answered
    "unsure",
    "first week",
]
"""Why a night tells nothing."""


class Night(NamedTuple):
    """One night, for one habit."""

    night: date
    done: bool | None
    """Whether the habit was done before sleep and before the first cramp."""
    cramped: bool | None
    hike: bool
    """Whether there was a hike or a long trip that day or the day before."""
    left_out: Why | None
    retro: bool = False
    """Whether one of both was told so late that it is from memory."""
    silent: bool = False
    """Whether "not done" is taken from silence: it was asked, seen and not answered."""
    after: bool = False
    """Of a night with `hike`: whether that was the day before, and none that day."""
    known: datetime | None = None
    """When the later of both was recorded, by the wall clock of there."""


Observed = Mapping[str, tuple[Night, ...]]
"""By habit all nights from the first that was answered, the same for each."""


class Together(NamedTuple):
    """A habit that was done, or not, on the same nights."""

    habit: str
    same: int
    of: int


def observe(
    facts: Facts, config: Config, tonight: date, known: Mapping[str, Outcomes] | None = None
) -> Observed:
    """What the nights before tonight tell of each habit of the config.

    Args:
        facts: Effective facts.
        config: The config in force; its bedtime and wake time are taken for every night.
        tonight: The night that contains now.
        known: What came of the habits, where that is known already.
    """
    told = {night: value for night, value in nights_told(facts).items() if night < tonight}
    if not told:
        return {habit.key: () for habit in config.habits}
    first = min(told)
    span = [first + DAY * n for n in range((tonight - first).days)]
    found = outcomes(facts, tonight) if known is None else known
    silent = silent_nights(facts, tonight)
    days = _Days(config, told, _hikes(facts), silent, tonight)
    return {
        habit.key: days.of(span, {o.night: o for o in found.get(habit.key, ())})
        for habit in config.habits
    }


def together(observed: Observed) -> dict[str, tuple[Together, ...]]:
    """For each habit those that went the same way, done or not, night for night."""
    known = {
        habit: {night.night: night.done for night in found if night.left_out is None}
        for habit, found in observed.items()
    }
    return {
        habit: tuple(
            twin
            for other, theirs in known.items()
            if other != habit and (twin := _twin(other, mine, theirs)).of >= LEAST
            if twin.same >= SAME * twin.of
        )
        for habit, mine in known.items()
    }


def _twin(
    habit: str, mine: Mapping[date, bool | None], theirs: Mapping[date, bool | None]
) -> Together:
    both = mine.keys() & theirs.keys()
    return Together(habit, sum(mine[night] == theirs[night] for night in both), len(both))


def _breaks(told: Iterable[date], tonight: date) -> list[tuple[date, date]]:
    """The answered nights on both sides of each break."""
    ends = [*sorted(told), tonight]
    return [(a, b) for a, b in pairwise(ends) if (b - a).days > BREAK + 1]


def _hikes(facts: Facts) -> frozenset[date]:
    """The evenings of hikes and long trips."""
    return frozenset(
        fact.night for fact in facts if isinstance(fact.event, Activity) and _tires(fact.event)
    )


def _tires(activity: Activity) -> bool:
    long = activity.duration is not None and activity.duration >= LONG_TRIP
    return activity.sort == "hike" or (activity.sort == "trip" and long)


class _Days:
    """What is the same for every habit of a night."""

    def __init__(
        self,
        config: Config,
        told: Mapping[date, Told],
        hikes: frozenset[date],
        silent: frozenset[date],
        tonight: date,
    ) -> None:
        self._asleep = [nights.bedtime_in(config, n) + ASLEEP_BY for n in range(7)]
        self._up = [nights.wake_in(config, n) for n in range(7)]
        self._told = told
        self._hikes = hikes
        self._silent = silent
        breaks = _breaks(told, tonight)
        self._breaks = {a + DAY * n for a, b in breaks for n in range(1, (b - a).days)}
        begins = [min(told), *(b for _, b in breaks)]
        self._early = {night + DAY * n for night in begins for n in range(FIRST_NIGHTS)}

    def of(self, span: Sequence[date], found: Mapping[date, Outcome]) -> tuple[Night, ...]:
        """The nights of one habit."""
        return tuple(self._night(night, found.get(night)) for night in span)

    def _night(self, night: date, outcome: Outcome | None) -> Night:
        told = self._told.get(night)
        said = outcome.told if outcome else None
        done = self._done(outcome, said, told) if outcome else None
        why = self._why(night, done, told)
        if why is None and night in self._early and not done:
            why = "first week"
        return Night(
            night,
            done,
            None if told is None or told.cramps == "unsure" else told.cramps == "yes",
            night in self._hikes or night - DAY in self._hikes,
            why,
            retro=bool(told and told.retro) or bool(said and said.date() - night >= IN_TIME),
            silent=outcome is not None and outcome.word == "missed",
            after=night not in self._hikes and night - DAY in self._hikes,
            known=_later(said, told.told_at if told else None),
        )

    def _why(self, night: date, done: bool | None, told: Told | None) -> Why | None:
        if night in self._breaks:
            return "break"
        if done is None:
            return "paused" if night in self._silent else "habit unknown"
        if told is None:
            return "morning unknown"
        return "unsure" if told.cramps == "unsure" else None

    def _done(self, outcome: Outcome, said: datetime | None, told: Told | None) -> bool | None:
        """Whether it was done before sleep; None where that is not known."""
        if outcome.word in ("paused", "unknown"):
            return None
        return said is not None and not self._in_the_night(outcome.night, said, told)

    def _in_the_night(self, night: date, said: datetime, told: Told | None) -> bool:
        """Whether Done was said between falling asleep, or the first cramp, and getting up.

        By the wall clock of where it was said.
        """
        weekday, wall = night.weekday(), said.replace(tzinfo=None) - datetime.combine(night, time())
        if wall >= self._up[weekday]:
            return False
        cramps = [f.event.when for f in (told.logged if told else ()) if isinstance(f.event, Cramp)]
        return wall > self._asleep[weekday] or any(when < said for when in cramps)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two instants, as the wall clock showed it."""
    later = max(one, other) if one and other else one or other
    return later.replace(tzinfo=None) if later else None
