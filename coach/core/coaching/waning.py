"""Help for a habit that is kept less than half of the time: another cue, then rest.

A new cue after two weeks, an offer to let it rest after four (coaching.md, 4, rule 9), or when its
reminders have had no answer seven times (rule 5).
"""

from collections.abc import Sequence

from coach.core import strength
from coach.core.coaching.evidence import Lived, names
from coach.core.easing import EVERY_OTHER
from coach.core.model import Config, Habit, Proposed
from coach.core.nights import DAY

FEWEST = {strength.SHORT: 8, strength.LONG: 18}
"""Scored nights among the last 14 and 28 below which nothing is said."""


def rests(config: Config, lived: Lived) -> tuple[Proposed, ...]:
    """Rest for each habit that has not taken hold."""
    return tuple(
        Proposed("rest", habit.key, evidence=evidence)
        for habit in config.habits
        if (evidence := _unanswered(habit, lived) or _below_half(habit, lived, strength.LONG))
    )


def cues(config: Config, lived: Lived, known: Sequence[str]) -> tuple[Proposed, ...]:
    """Another cue for each habit that could use one.

    Args:
        config: The config in force.
        lived: How the evenings went.
        known: Cues to choose from, in the person's language.
    """
    found = []
    for habit in config.habits:
        evidence = _below_half(habit, lived, strength.SHORT)
        others = [cue for cue in known if cue != habit.cue]
        if evidence and others:
            cue = others[lived.tonight.toordinal() // strength.WEEK % len(others)]
            found.append(Proposed("cue", habit.key, was=habit.cue, now=cue, evidence=evidence))
    return tuple(found)


def _unanswered(habit: Habit, lived: Lived) -> tuple[str, ...]:
    """The evenings that led to asking only every other evening, or not at all."""
    _, word = lived.words.get(habit.key, (None, None))
    if word is None or word.step < EVERY_OTHER or word.because != "ignored":
        return ()
    return word.evidence


def _below_half(habit: Habit, lived: Lived, count: int) -> tuple[str, ...]:
    last = lived.tonight - DAY
    rate = strength.rate(lived.of(habit.key), last, count)
    if rate.of < FEWEST[count] or 2 * rate.done >= rate.of:
        return ()
    scored = [o for o in lived.of(habit.key) if o.night > last - count * DAY and o.of]
    return names(habit.key, scored)
