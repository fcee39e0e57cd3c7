"""Cool evenings: what the person says of one, and what its reminder will say."""

from coach.cli.context import Context, refuse
from coach.config.degrees import celsius
from coach.config.values import Fault
from coach.content.choosing import age_on
from coach.core.cold import WEEK, Chill, chill, least
from coach.core.history import effective
from coach.core.model import Cold, Reminder
from coach.core.nights import DAY
from coach.wording import cold as words


def log(told: str | None, context: Context) -> int:
    """`coach log cold`: of the present night.

    Args:
        told: Degrees as the person wrote them; None: it is cold.
        context: The command's.
    """
    try:
        event = Cold(None if told is None else celsius(told, context.config.cold.unit))
    except Fault as fault:
        refuse(fault)
    night = context.tonight
    (fact,) = context.record((night, event))
    reminders = context.plan(night)[0].reminders
    asks = any(words.belongs_to(r) and context.now < r.until for r in reminders)
    text = words.logged(event, night, _chill(context), asks=asks)
    return context.tell(text, {"id": fact.id, "night": night.isoformat()})


def line(reminder: Reminder, context: Context) -> str:
    """What a reminder of the present night says of the cold."""
    if reminder.night != context.tonight or not words.belongs_to(reminder):
        return ""
    return words.line(_chill(context))


def _chill(context: Context) -> Chill | None:
    night, config = context.tonight, context.config
    facts = effective(context.journal.around(night - WEEK * DAY, night))
    return chill(facts, night, least(config.cold.below, age_on(config.person, night)))
