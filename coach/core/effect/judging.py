"""Whether a habit seems to help this person: as much as its nights can bear, and no more.

How often this claims what is not so, and finds what is: docs/effect.md. Nothing here is ever a
proof: the nights were not chosen at random.
"""

from collections.abc import Mapping
from datetime import date, datetime

from coach.core.effect.estimate import Estimate
from coach.core.effect.exposure import observe
from coach.core.effect.gates import (
    CLAIMED,
    EVERY,
    SURE,
    SURE_BEFORE,
    Effect,
    at_once,
    enough,
    hedged,
)
from coach.core.history import Facts
from coach.core.model import Config
from coach.core.nights import DAY
from coach.core.outcomes import Outcomes


def effects(
    facts: Facts, config: Config, tonight: date, known: Mapping[str, Outcomes] | None = None
) -> tuple[Effect, ...]:
    """What can be said of each habit of the config.

    Args:
        facts: Effective facts.
        config: The config in force.
        tonight: The night that contains now.
        known: What came of the habits, where that is known already.
    """
    observed = observe(facts, config, tonight, known)

    def as_of(until: date) -> dict[str, Effect]:
        return at_once(observed, until, datetime.combine(until, config.rollover))

    last = tonight - DAY * (tonight.toordinal() % EVERY)
    look = as_of(last)
    some = any(effect.estimate is not None for effect in look.values())
    before = as_of(last - EVERY * DAY) if some else look
    return judged(at_once(observed, tonight), look, before)


def judged(
    now: Mapping[str, Effect], look: Mapping[str, Effect], before: Mapping[str, Effect]
) -> tuple[Effect, ...]:
    """What is told: fractions of tonight, until a look had enough for an estimate.

    Args:
        now: Each habit with all nights until tonight.
        look: The same at the last look.
        before: The same at the look before.
    """
    rivals = sum(effect.stage >= 3 for effect in look.values())  # noqa: PLR2004 - a stage's name
    return tuple(
        _claimed(look[habit]._replace(rivals=rivals), before[habit].estimate)
        if look[habit].estimate is not None
        else _only_described(effect)
        for habit, effect in now.items()
    )


def _claimed(effect: Effect, before: Estimate | None) -> Effect:
    """Stage 4, where the last two looks agree."""
    found = effect.estimate
    if found is None:
        return effect
    effect = effect._replace(before=before, says=hedged(found.helps))
    sure = 1 - (1 - SURE) / max(1, effect.rivals)
    if before is None or not enough(effect, CLAIMED) or _toward(found, found) < sure:
        return effect
    if _toward(before, found) < SURE_BEFORE:
        return effect
    return effect._replace(stage=4, says="likely")


def _toward(one: Estimate, other: Estimate) -> float:
    """How probable one finds it that the other points the right way."""
    return one.helps if other.helps >= 1 / 2 else 1 - one.helps


def _only_described(effect: Effect) -> Effect:
    """What could be estimated tonight waits for the next look."""
    if effect.estimate is None:
        return effect
    return effect._replace(stage=2, says="described", estimate=None, crude=None, without_retro=None)
