"""Asking less of a habit whose reminders are seen and not answered, and more again by steps.

After 3, 7 and 14 such evenings in a row (coaching.md, 4, rule 5; an app that waited longer the less
people answered: Bidargaddi 2018). Only evenings count on which the reminder was delivered,
confirmed, and could be seen; one that was sent away was answered.
"""

from collections.abc import Sequence
from datetime import date

from coach.core.coaching.evidence import Lived, names
from coach.core.easing import AS_WRITTEN, EVERY_OTHER, NOT_ASKED, ONCE
from coach.core.model import Config, Eased, EaseReason, Habit
from coach.core.outcomes import Outcome
from coach.core.planning import reminder_id

ROWS = {3: ONCE, 7: EVERY_OTHER, 14: NOT_ASKED}
"""So many ignored in a row -> the step."""

WEEK = 7
ENOUGH = 4
"""Evenings of seven below which what was agreed for a habit that has grown ends."""


def changes(config: Config, lived: Lived) -> tuple[Eased, ...]:
    """The words that tonight calls for, of the habits in the config."""
    found = (change(habit, lived) for habit in config.habits)
    return tuple(
        eased
        for eased in found
        if eased is not None and (config.coaching.back_off or eased.because == "slipped")
    )


def change(habit: Habit, lived: Lived) -> Eased | None:
    """The new word on a habit; None where the last one goes on."""
    since, word = lived.words.get(habit.key, (None, None))
    if word is not None and word.step and word.because == "agreed":
        return None
    if word is not None and word.step and word.because == "grown":
        return _slipped(habit, lived)
    before = word.step if word else AS_WRITTEN
    step, row = _climbed(habit, lived, since, before)
    if step == before:
        return None
    because: EaseReason = "ignored" if step > before else "answered"
    return Eased(habit.key, step, because, names(habit.key, row))


def _climbed(
    habit: Habit, lived: Lived, since: date | None, step: int
) -> tuple[int, Sequence[Outcome]]:
    """The step after the evenings since the last word, and those that led to it."""
    row: list[Outcome] = []
    first, ignored, answered = step, list[Outcome](), list[Outcome]()
    for outcome in lived.of(habit.key):
        counts = since is None or outcome.night >= since
        before = step
        if _ignored(habit, outcome, lived):
            row.append(outcome)
            if counts:
                step = max(step, ROWS.get(len(row), AS_WRITTEN))
        elif outcome.word in ("done", "missed", "skipped"):
            row.clear()
            if counts and outcome.word == "done":
                step = max(step - 1, AS_WRITTEN)
        if step > before:
            ignored = list(row)
        elif step < before:
            answered = [outcome]
    return step, ignored if step > first else answered


def _ignored(habit: Habit, outcome: Outcome, lived: Lived) -> bool:
    slots = range(1, len(habit.at) + 1)
    away = any(reminder_id(outcome.night, habit.key, n) in lived.snoozed for n in slots)
    return outcome.word == "missed" and not away


def _slipped(habit: Habit, lived: Lived) -> Eased | None:
    """Reminders come back, as was agreed, where fewer than 4 of 7 evenings were kept."""
    evenings = lived.evenings(habit, WEEK)
    kept = sum(outcome.word == "done" for outcome in evenings)
    if len(evenings) < WEEK or kept >= ENOUGH:
        return None
    return Eased(habit.key, AS_WRITTEN, "slipped", names(habit.key, evenings))
