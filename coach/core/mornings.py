"""How nights were, as far as the person told: folded from mornings and logged cramps."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from coach.core.history import Facts
from coach.core.model import Cramp, Fact, Morning
from coach.named import NamedTuple

Cramps = Literal["yes", "no", "unsure"]
"""Whether there were any; unsure: the person was asked and could not say."""

IN_TIME = timedelta(days=3)
"""A night is told in time on the day of its morning or on the next: until 36 hours after the
noon that ends it, by the clock of who tells (coaching.md, 5.1: later is told from memory)."""

_SAID: Mapping[str, Cramps] = {"none": "no", "cramps": "yes", "unsure": "unsure"}


class Told(NamedTuple):
    """What the person told of a night."""

    cramps: Cramps
    number: int | None
    """How many, where that is known; 0 where there were none."""
    pain: int | None
    """Of the worst, 0 to 10, where that is known."""
    sleep_loss: int | None
    """0 to 10, where that was told."""
    told_at: datetime
    """When the last word on it was recorded."""
    retro: bool
    """Whether that was so late that it is from memory."""
    logged: tuple[Fact, ...] = ()
    """The single cramps that were written down, in the order in which they were."""


def nights_told(facts: Facts) -> Mapping[date, Told]:
    """What is known of each night; a night that is not in it is unknown, never without cramps.

    A cramp that was written down answers for its night. The last word counts: "none" in the
    morning after a cramp that was noted at noon, and a cramp that is noted after a "none".
    What a later word leaves open stays as it was known.

    Args:
        facts: Effective facts, in the order in which they were recorded.
    """
    told: dict[date, Told] = {}
    for fact in facts:
        before = told.get(fact.night)
        match fact.event:
            case Cramp():
                told[fact.night] = _with_cramp(before, fact, fact.event)
            case Morning():
                told[fact.night] = _with_morning(before, fact, fact.event)
    return told


def _with_cramp(before: Told | None, fact: Fact, cramp: Cramp) -> Told:
    """One that is written down may be among those that were counted."""
    logged = (*(before.logged if before else ()), fact)
    pains = [pain for pain in (before.pain if before else None, cramp.pain) if pain is not None]
    return Told(
        cramps="yes",
        number=max(len(logged), (before.number if before else None) or 0),
        pain=max(pains, default=None),
        sleep_loss=before.sleep_loss if before else None,
        told_at=fact.at,
        retro=_retro(fact),
        logged=logged,
    )


def _with_morning(before: Told | None, fact: Fact, morning: Morning) -> Told:
    number, pain = (before.number or None, before.pain) if before else (None, None)
    sleep_loss = before.sleep_loss if before else None
    if morning.cramps is not None:
        number = morning.cramps
    if morning.pain is not None:
        pain = morning.pain
    crampy = morning.said == "cramps"
    return Told(
        cramps=_SAID[morning.said],
        number=number if crampy else {"none": 0}.get(morning.said),
        pain=pain if crampy else None,
        sleep_loss=sleep_loss if morning.sleep_loss is None else morning.sleep_loss,
        told_at=fact.at,
        retro=_retro(fact),
        logged=before.logged if before else (),
    )


def _retro(fact: Fact) -> bool:
    return fact.at.date() - fact.night >= IN_TIME
