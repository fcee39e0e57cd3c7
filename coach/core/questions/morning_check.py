"""Config x plan x facts -> the morning's questions: how the night was, and how bad."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from coach.core.history import Facts, asked, sorted_out
from coach.core.model import (
    PUSHED,
    Config,
    Cramp,
    Delivery,
    Fact,
    Habit,
    Morning,
    NightSoFar,
    Plan,
    Reminder,
)
from coach.core.mornings import nights_told
from coach.core.planning import question_key, reminder_id
from coach.core.questions.asking import question
from coach.core.standing import State, standing

OPEN = timedelta(hours=5)
"""How long a morning's question stays open (design, config)."""
SECOND = timedelta(minutes=15)
"""The second question stays at least so long, also where the first was answered at the end."""
LAST = OPEN + 2 * SECOND
"""How long after waking the second may be open at the latest."""

CARRIED = ("leg-check", "soreness")
"""What the morning's card names as well where the budget has no room for it."""


def morning(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """How the night was: asked at wake, after every night."""
    if config.coaching.morning_check:
        yield question(plan, "morning", plan.wake, plan.wake + OPEN, _so_far(plan, facts))


def severity(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """How bad it was: after "Cramp" at once, at wake where one was noted in the night.

    Not where the person has said it, and not after a command, which takes it as well.
    """
    since = _open_since(plan, facts)
    if not config.coaching.morning_check or since is None:
        return
    due = max(since, plan.wake)
    if due > plan.wake + OPEN + SECOND:  # by a clock that was ahead when the first was answered
        due = plan.wake
    until = max(plan.wake + OPEN, due + SECOND)
    so_far = _so_far(plan, facts)
    if was_asked(plan, facts):  # then the first card has said the rest
        so_far = NightSoFar(so_far.cramps)
    yield question(plan, "severity", due, until, so_far)


def in_bed(plan: Plan, facts: Facts) -> tuple[datetime, ...]:
    """When the cramps were that are written down, from bedtime on."""
    return tuple(when for when in _noted(plan, facts) if when >= plan.bedtime)


def was_asked(plan: Plan, facts: Facts) -> bool:
    """Whether the morning's first question was shown."""
    name = reminder_id(plan.night, question_key("morning"), 1)
    shown = (f.event.reminders for f in facts if isinstance(f.event, Delivery) and _is_up(f.event))
    return any(name in names for names in shown)


def unseen(plan: Plan, facts: Facts, by: datetime) -> tuple[Habit, ...]:
    """The habits of the evening of which no reminder could be shown (design, promise 2).

    Not on an evening before coach was there, nor for a time that was written after it had come.

    Args:
        plan: The night's.
        facts: Effective facts of that night.
        by: Only what was to be shown until then counts.
    """
    states: dict[str, set[State]] = {}
    habits: dict[str, Habit] = {}
    common, own = sorted_out(facts)
    for reminder in plan.reminders:
        since = asked(common, reminder, by).since
        if reminder.until <= by and since is not None and since <= reminder.due:
            habits[reminder.habit.key] = reminder.habit
            place = standing(reminder, common + own.get(reminder.id, ()), plan, by)
            states.setdefault(reminder.habit.key, set()).add(place.state)
    return tuple(habits[key] for key, seen in states.items() if seen == {"unseen"})


def _so_far(plan: Plan, facts: Facts) -> NightSoFar:
    carried = tuple(r.habit.key for r in plan.left_out if r.habit.key in CARRIED)
    return NightSoFar(_noted(plan, facts), unseen(plan, facts, plan.wake), carried)


def _is_up(delivery: Delivery) -> bool:
    return delivery.stage == "shown" and delivery.channel != PUSHED


def _of(plan: Plan, facts: Facts) -> Facts:
    kinds = Morning | Cramp
    return tuple(f for f in facts if f.night == plan.night and isinstance(f.event, kinds))


def _open_since(plan: Plan, facts: Facts) -> datetime | None:
    """When the cramps were told of which it is not known how bad they were."""
    words = _of(plan, facts)
    told = nights_told(words).get(plan.night)
    if told is None or told.cramps != "yes" or told.pain is not None:
        return None
    last = words[-1]
    return last.at if _leaves_it_open(last, plan) else None


def _leaves_it_open(last: Fact, plan: Plan) -> bool:
    match last.event:
        case Morning(_, via):
            return via == "button"
        case Cramp(when):
            return when >= plan.bedtime and last.at < plan.wake
        case _:
            return False


def _noted(plan: Plan, facts: Facts) -> tuple[datetime, ...]:
    return tuple(sorted(f.event.when for f in _of(plan, facts) if isinstance(f.event, Cramp)))
