"""What is asked in a night beside the habits.

A kind of question is: its planning (here), what settles it (settling.py), what its buttons mean
(core/answering.py), and its words (coach/wording/questions.py); its choices stand in model.py.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo

from coach.core import nights
from coach.core.coaching import cards
from coach.core.history import Facts
from coach.core.model import Config, Plan, Reminder
from coach.core.questions.confirming import confirmation
from coach.core.questions.morning_check import LAST, morning, severity

Planner = Callable[[Config, Plan, Facts], Iterable[Reminder]]
"""The questions of one kind in a night, from its effective facts."""

_PLANNERS: tuple[Planner, ...] = (morning, severity, confirmation, cards.suggestion, cards.notice)


def with_questions(config: Config, plan: Plan, facts: Facts) -> Plan:
    """A night's plan with what is asked in it.

    Args:
        config: The config in force.
        plan: The night's reminders.
        facts: Effective facts of that night.
    """
    return plan._replace(
        questions=tuple(one for planner in _PLANNERS for one in planner(config, plan, facts))
    )


def still_asked(config: Config, night: date, zone: tzinfo, now: datetime) -> bool:
    """Whether questions of a night may be open beyond its end: who rises late is asked late."""
    frame = nights.borders(config, night, zone)
    return now < frame.wake + LAST
