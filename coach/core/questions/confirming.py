"""Config x plan x facts -> the question whether something that was expected took place."""

from collections.abc import Iterator
from datetime import timedelta
from functools import reduce

from coach.core.expecting import WAITS, Expectation, expectations, matters
from coach.core.history import Facts
from coach.core.model import Config, Plan, Reminder
from coach.core.planning import QUIET
from coach.core.questions.asking import question

AFTER = timedelta(minutes=15)
"""Nobody is asked before it can be over and done."""
BEFORE_BED = timedelta(hours=3)
"""From when on an evening has time for the question."""

_SLOTS = 9973
"""A prime below what a slot may be."""


def confirmation(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """Asked in the evening of what was expected, and once more in the next; only while open."""
    for one in expectations(facts):
        due = max(plan.bedtime - BEFORE_BED, plan.begins, one.expected.ends + AFTER)
        fits = due <= plan.bedtime - QUIET
        waits = 0 <= (plan.night - one.night).days < WAITS
        if fits and waits and one.happened is None and matters(config, one.expected):
            slot = slot_of(one.expected.key)
            yield question(plan, "expected", due, plan.bedtime, one.expected, slot)


def asked_about(slot: int, facts: Facts) -> Expectation | None:
    """What a question of that slot is about; None where it is expected no longer."""
    return next((x for x in expectations(facts) if slot_of(x.expected.key) == slot), None)


def slot_of(key: str) -> int:
    """A slot of its own for each, whatever else is asked: it is named the same at each turn."""
    return 1 + reduce(lambda number, letter: (number * 31 + ord(letter)) % _SLOTS, key, 0)
