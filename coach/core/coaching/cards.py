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


AS_BEFORE = "back."
"""How the announcements begin that reminders come back: what was agreed has ended."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_evening(config: Config, night: date) -> bool:
    """Whether the week is summed up on this evening."""
    return config.coaching.review == DAYS[night.weekday()]


def may_be_said(config: Config, night: date, remark: Remark) -> bool:
    """Whether a card of this evening says a remark: what was noted may be switched off since."""
    match place_of(remark):
        case "announcement":
            return config.coaching.back_off or remark.name.startswith(AS_BEFORE)
        case "observation":
            return is_evening(config, night)
        case _:
            return False


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
    if not (config.coaching.proposals and is_evening(config, plan.night)):
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
    return tuple(
        fact.event
        for fact in facts
        if isinstance(fact.event, Remark)
        and fact.night == plan.night
        and may_be_said(config, plan.night, fact.event)
    )


def _window(plan: Plan) -> tuple[datetime, datetime]:
    """After supper and before the evening's own end; never within a quarter of an hour of bed."""
    return max(plan.bedtime - CALM, plan.begins), plan.bedtime - QUIET
