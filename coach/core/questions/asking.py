"""What a question is to the rest: a reminder that is asked once, beside the habits."""

from datetime import datetime

from coach.core.model import About, Anchored, Asks, Habit, Plan, Reminder
from coach.core.nights import DAY
from coach.core.planning import QUIET, question_key, reminder_id


def question(
    plan: Plan,
    asks: Asks,
    due: datetime,
    until: datetime,
    about: About = None,
    slot: int = 1,
) -> Reminder:
    """A question of a night; shown from `due` until `until`, once."""
    key = question_key(asks)
    return Reminder(
        id=reminder_id(plan.night, key, slot),
        night=plan.night,
        habit=Habit(
            key=key,
            title="",
            at=(),
            until=Anchored("bedtime", until - plan.bedtime),
            cue="",
            days=frozenset(range(7)),
            routine="",
            snooze=DAY,
            repeat=0,
            repeat_after=DAY,
        ),
        slot=slot,
        due=due,
        until=until,
        quiet=plan.bedtime - QUIET,
        bedtime=plan.bedtime,
        asks=asks,
        about=about,
    )
