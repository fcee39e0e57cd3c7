"""What the coach asks and tells in an evening, on a card of its own at a calm hour."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from coach.core.coaching.sentences import place_of
from coach.core.history import Facts
from coach.core.model import Config, Fact, FromCoach, Plan, Proposed, Remark, Reminder
from coach.core.planning import QUIET
from coach.core.questions.asking import question

CALM = timedelta(minutes=90)
"""So long before bedtime it comes."""


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_evening(config: Config, night: date) -> bool:
    """Whether the week is summed up on this evening."""
    return config.coaching.review == DAYS[night.weekday()]


def suggestion(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """The proposal that was made for this evening, with what else there is to say."""
    made = _proposed(config, plan, facts)
    if made is not None and isinstance(made.event, Proposed):
        about = _from_coach(config, _told(config, plan, facts), made.event, made.id)
        yield question(plan, "proposal", *_window(plan), about)


def notice(config: Config, plan: Plan, facts: Facts) -> Iterator[Reminder]:
    """What is announced this evening, and what the week showed, where nothing is asked."""
    told = _told(config, plan, facts)
    if told and _proposed(config, plan, facts) is None:
        yield question(plan, "notice", *_window(plan), _from_coach(config, told))


def _proposed(config: Config, plan: Plan, facts: Facts) -> Fact | None:
    """What `coach review` makes on another evening was seen there."""
    if not is_evening(config, plan.night):
        return None
    made = [f for f in facts if isinstance(f.event, Proposed) and f.night == plan.night]
    return made[-1] if made else None


def _from_coach(
    config: Config,
    remarks: tuple[Remark, ...],
    proposed: Proposed | None = None,
    proposal: str = "",
) -> FromCoach:
    titles = {habit.key: habit.title for habit in config.habits}
    return FromCoach(titles, remarks, proposed, proposal)


def _told(config: Config, plan: Plan, facts: Facts) -> tuple[Remark, ...]:
    summed_up = ("observation",) if is_evening(config, plan.night) else ()
    return tuple(
        fact.event
        for fact in facts
        if isinstance(fact.event, Remark)
        and fact.night == plan.night
        and place_of(fact.event) in ("announcement", *summed_up)
    )


def _window(plan: Plan) -> tuple[datetime, datetime]:
    """After supper and before the evening's own end; never within a quarter of an hour of bed."""
    return max(plan.bedtime - CALM, plan.begins), plan.bedtime - QUIET
