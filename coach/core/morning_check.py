"""Config x plan x facts -> the morning's questions: how the night was, and how bad."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from coach.core.asking import question
from coach.core.history import Facts, asked
from coach.core.model import Config, Cramp, Fact, Habit, Morning, NightSoFar, Plan, Reminder
from coach.core.mornings import nights_told
from coach.core.standing import standing

OPEN = timedelta(hours=5)
"""How long a morning's question stays open (design, config)."""
SECOND = timedelta(minutes=15)
"""The second question stays at least so long, also where the first was answered at the end."""

CARRIED = ("leg-check", "soreness")
"""What the morning's card names as well where the budget has no room for it."""


def morning(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """How the night was: asked at wake, after every night."""
    if not config.coaching.morning_check:
        return
    so_far = NightSoFar(_noted(plan, facts), _unseen(plan, facts), _carried(plan))
    yield question(plan, "morning", plan.wake, plan.wake + OPEN, so_far)


def severity(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """How bad it was: after "Cramp" at once, at wake where one was noted in the night.

    Not where the person has said it, and not after a command, which takes it as well.
    """
    since = _open_since(plan, facts)
    if not config.coaching.morning_check or since is None:
        return
    due = max(since, plan.wake)
    so_far = NightSoFar(cramps=_noted(plan, facts))
    yield question(plan, "severity", due, max(plan.wake + OPEN, due + SECOND), so_far)


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


def _unseen(plan: Plan, facts: Facts) -> tuple[Habit, ...]:
    """The habits of the evening of which no reminder could be shown (design, promise 2)."""
    states: dict[str, list[str]] = {}
    habits: dict[str, Habit] = {}
    for reminder in plan.reminders:
        since = asked(facts, reminder, plan.wake).since
        if reminder.until <= plan.wake and (since is None or since <= reminder.due):
            habits[reminder.habit.key] = reminder.habit
            place = standing(reminder, facts, plan, plan.wake)
            states.setdefault(reminder.habit.key, []).append(place.state)
    return tuple(habits[key] for key, seen in states.items() if set(seen) == {"unseen"})


def _carried(plan: Plan) -> tuple[str, ...]:
    return tuple(r.habit.key for r in plan.left_out if r.habit.key in CARRIED)
