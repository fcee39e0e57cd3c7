"""Which proposal is made, and when: one open at a time, one a week, and a no is a no for long."""

from collections.abc import Collection, Sequence
from datetime import date

from coach.core.coaching import growing, timing, waning
from coach.core.coaching.evidence import Lived
from coach.core.history import Facts
from coach.core.model import Config, Decided, Fact, Proposed, Remark
from coach.core.nights import DAY

MADE, NOT_MADE = "made", "not-made"
"""Remarks that close a yes: the change was made, or could not be."""

WEEKLY = 7 * DAY
NO = 56 * DAY
"""So long nothing is said again of what the person does not want."""
LATER = 7 * DAY
OPEN = 14 * DAY
"""After so long without an answer a proposal is let go, and counts as a no."""


def open_one(facts: Facts, config: Config, tonight: date) -> Fact | None:
    """The proposal that waits for an answer.

    Args:
        facts: Effective facts of the last weeks.
        config: What it is about must still be as it was.
        tonight: The present night.
    """
    decided = {fact.event.proposal for fact in facts if isinstance(fact.event, Decided)}
    made = [fact for fact in facts if isinstance(fact.event, Proposed)]
    if not made or made[-1].id in decided:
        return None
    last = made[-1]
    young = tonight - last.night < OPEN
    valid = isinstance(last.event, Proposed) and holds(last.event, config)
    return last if young and valid else None


def agreed(facts: Facts, tonight: date, via: Collection[str] = ("button",)) -> str:
    """The id of what was said yes to, and what was not carried out yet; else empty.

    Args:
        facts: Effective facts of the last nights.
        tonight: The present night.
        via: What said it: a command carries it out itself, unless it is killed.
    """
    waiting = ""
    for fact in facts:
        match fact.event:
            case Decided(proposal, "yes", said) if said in via:
                waiting = proposal if tonight - fact.night <= DAY else ""
            case Remark(name) if name in (MADE, NOT_MADE):
                waiting = ""
    return waiting


def holds(proposed: Proposed, config: Config) -> bool:
    """Whether the config still says what a proposal would change."""
    habit = next((one for one in config.habits if one.key == proposed.habit), None)
    if habit is None:
        return False
    if proposed.sort == "time":
        times = [timing.spelled(moment) for moment in habit.at]
        return times[proposed.slot - 1 : proposed.slot] == [proposed.was]
    return proposed.sort != "cue" or habit.cue == proposed.was


def proposal(config: Config, lived: Lived, cues: Sequence[str]) -> Proposed | None:
    """What to propose tonight; None where there is nothing, or it is not the time for it.

    What would help a habit that nobody answers comes first, and less asking for one that has
    grown comes last: it is in no hurry.
    """
    if not config.coaching.proposals or open_one(lived.facts, config, lived.tonight):
        return None
    made = [fact for fact in lived.facts if isinstance(fact.event, Proposed)]
    if made and lived.tonight - made[-1].night < WEEKLY:
        return None
    candidates = (
        *timing.times(config, lived),
        *waning.rests(config, lived),
        *waning.cues(config, lived, cues),
        *growing.fewer(config, lived),
    )
    return next((one for one in candidates if not _unwanted(one, lived)), None)


def _unwanted(candidate: Proposed, lived: Lived) -> bool:
    """Whether the same thing was answered no lately, put off, or left without an answer."""
    verbs = {f.event.proposal: f.event.verb for f in lived.facts if isinstance(f.event, Decided)}
    nights = {f.event.proposal: f.night for f in lived.facts if isinstance(f.event, Decided)}
    for fact in lived.facts:
        same = isinstance(fact.event, Proposed) and _thing(fact.event) == _thing(candidate)
        if not same:
            continue
        verb, said = verbs.get(fact.id, "no"), nights.get(fact.id, fact.night)
        quiet = {"no": NO, "later": LATER}.get(verb)
        if quiet is not None and lived.tonight - said < quiet:
            return True
    return False


def _thing(proposed: Proposed) -> tuple[str, str, int]:
    return proposed.sort, proposed.habit, proposed.slot
