"""Fewer reminders for a habit that no longer needs them, proposed, never taken.

The sign is how many evenings it was done before its reminder (coaching.md, 4, rule 7).
"""

from coach.core import strength
from coach.core.coaching.evidence import Lived, names
from coach.core.easing import AS_WRITTEN, EVERY_OTHER
from coach.core.model import Config, Habit, ProposalSort, Proposed
from coach.core.nights import DAY

STRONG = 0.8
MOSTLY = 0.7
NIGHTS = strength.SHORT
FEWEST = 10
"""Scored nights among the last 14 below which nothing is said."""
SETTLED = 28
"""Nights after which half the reminders may become none."""


def fewer(config: Config, lived: Lived) -> tuple[Proposed, ...]:
    """Fewer reminders for each habit that has grown."""
    found = (_fewer(habit, lived) for habit in config.habits)
    return tuple(proposed for proposed in found if proposed is not None)


def _fewer(habit: Habit, lived: Lived) -> Proposed | None:
    sort = _next(habit, lived)
    found = lived.of(habit.key)
    value = strength.strength(found).value
    last = lived.tonight - DAY
    before = strength.unprompted(found, last, NIGHTS)
    if sort is None or value is None or value < STRONG or before.of < FEWEST:
        return None
    if before.done < MOSTLY * before.of:
        return None
    rests_on = [o for o in found if o.night > last - NIGHTS * DAY and o.of]
    return Proposed(sort, habit.key, evidence=names(habit.key, rests_on))


def _next(habit: Habit, lived: Lived) -> ProposalSort | None:
    """Half of the reminders first, and some weeks later none."""
    since, word = lived.words.get(habit.key, (lived.tonight, None))
    if word is None or word.step == AS_WRITTEN:
        return "halve"
    settled = (lived.tonight - since).days >= SETTLED
    return "watch" if word.because == "grown" and word.step == EVERY_OTHER and settled else None
