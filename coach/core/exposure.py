"""What each night can tell of whether a habit goes with fewer cramps (coaching.md, 5.1).

A night tells something if the morning after was answered and it is known whether the habit was done
before sleep. Done later in the night, or after its first cramp, is treatment: it was not done
before. Silence in the morning is no answer.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal, NamedTuple

from coach.core import nights
from coach.core.history import Facts
from coach.core.model import Activity, Config, Cramp
from coach.core.mornings import IN_TIME, Told, nights_told
from coach.core.outcomes import DAY, Outcome, outcomes, silent_nights

LONG_TRIP = timedelta(hours=4)
ASLEEP_BY = timedelta(hours=2)
"""After bedtime: who says Done later, and before getting up, did it in the night."""
FIRST_NIGHTS = 7
"""Of these, nights without the habit are left out: people begin after a bad spell, and such spells
end by themselves (regression to the mean)."""

SAME, LEAST = 0.95, 14
"""Habits that go the same way on so many of at least so many nights cannot be told apart."""

Why = Literal[
    "paused",
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
    known: datetime | None = None
    """When the later of both was recorded."""


Observed = Mapping[str, tuple[Night, ...]]
"""By habit all nights from the first that was answered, the same for each."""


class Together(NamedTuple):
    """A habit that was done, or not, on the same nights."""

    habit: str
    same: int
    of: int


def observe(facts: Facts, config: Config, zone: tzinfo, tonight: date) -> Observed:
    """What the nights before tonight tell of each habit of the config.

    Args:
        facts: Effective facts.
        config: The config in force; its bedtime and wake time are taken for every night.
        zone: Where the person is.
        tonight: The night that contains now.
    """
    told = {night: value for night, value in nights_told(facts).items() if night < tonight}
    if not told:
        return {habit.key: () for habit in config.habits}
    first = min(told)
    span = [first + DAY * n for n in range((tonight - first).days)]
    hikes = _hike_windows(facts)
    silent = silent_nights(facts, tonight)
    found = outcomes(facts, tonight)
    days = _Days(config, zone, told, hikes, silent)
    return {
        habit.key: days.of(span, {o.night: o for o in found.get(habit.key, ())})
        for habit in config.habits
    }


def together(observed: Observed) -> dict[str, tuple[Together, ...]]:
    """For each habit those that were done on the same nights."""
    return {
        habit: tuple(
            twin
            for other, theirs in observed.items()
            if other != habit and (twin := _twin(other, found, theirs)).of >= LEAST
            if twin.same >= SAME * twin.of
        )
        for habit, found in observed.items()
    }


def _twin(habit: str, found: tuple[Night, ...], theirs: tuple[Night, ...]) -> Together:
    done = {night.night: night.done for night in theirs if night.left_out is None}
    both = [(n.done, done[n.night]) for n in found if n.left_out is None and n.night in done]
    return Together(habit, sum(a == b for a, b in both), len(both))


def _hike_windows(facts: Facts) -> frozenset[date]:
    """The evenings of hikes and long trips, and those after them."""
    evenings = [
        fact.night for fact in facts if isinstance(fact.event, Activity) and _tires(fact.event)
    ]
    return frozenset(evenings).union(night + DAY for night in evenings)


def _tires(activity: Activity) -> bool:
    long = activity.duration is not None and activity.duration >= LONG_TRIP
    return activity.sort == "hike" or (activity.sort == "trip" and long)


class _Days:
    """What is the same for every habit of a night."""

    def __init__(
        self,
        config: Config,
        zone: tzinfo,
        told: Mapping[date, Told],
        hikes: frozenset[date],
        silent: frozenset[date],
    ) -> None:
        self._config = config
        self._zone = zone
        self._told = told
        self._hikes = hikes
        self._silent = silent

    def of(self, span: Iterable[date], found: Mapping[date, Outcome]) -> tuple[Night, ...]:
        """The nights of one habit."""
        span = list(span)
        early = span[:FIRST_NIGHTS]
        return tuple(
            self._night(night, found.get(night), in_first=night in early) for night in span
        )

    def _night(self, night: date, outcome: Outcome | None, *, in_first: bool) -> Night:
        told = self._told.get(night)
        done = self._done(outcome, told) if outcome else None
        cramped = None if told is None or told.cramps == "unsure" else told.cramps == "yes"
        said = outcome.told if outcome else None
        late = said is not None and said.date() - night >= IN_TIME
        why = self._why(night, done, told)
        if why is None and in_first and not done:
            why = "first week"
        return Night(
            night,
            done,
            cramped,
            hike=night in self._hikes,
            left_out=why,
            retro=late or (told is not None and told.retro),
            silent=outcome is not None and outcome.word == "missed",
            known=max((at for at in (said, told and told.told_at) if at), default=None),
        )

    def _why(self, night: date, done: bool | None, told: Told | None) -> Why | None:
        if done is None:
            return "paused" if night in self._silent else "habit unknown"
        if told is None:
            return "morning unknown"
        return "unsure" if told.cramps == "unsure" else None

    def _done(self, outcome: Outcome, told: Told | None) -> bool | None:
        """Whether it was done before sleep; None where that is not known."""
        if outcome.word in ("paused", "unknown"):
            return None
        return outcome.told is not None and not self._in_the_night(outcome, outcome.told, told)

    def _in_the_night(self, outcome: Outcome, said: datetime, told: Told | None) -> bool:
        """Whether Done was said between falling asleep, or the first cramp, and getting up."""
        weekday = outcome.night.weekday()
        asleep = nights.bedtime_in(self._config, weekday) + ASLEEP_BY
        begins = [nights.instant(self._zone, outcome.night, asleep)]
        begins += [
            f.event.when for f in (told.logged if told else ()) if isinstance(f.event, Cramp)
        ]
        up = nights.instant(self._zone, outcome.night, nights.wake_in(self._config, weekday))
        return min(begins) < said < up
