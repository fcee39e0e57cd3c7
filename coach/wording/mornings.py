"""What the morning's questions say."""

from datetime import tzinfo

from coach.core.model import NightSoFar, Reminder
from coach.wording.reminders import QUESTIONS
from coach.wording.telling import not_shown, noted_cramps
from coach.wording.times import clock
from coach.wording.translating import _


def how_it_was(question: Reminder, zone: tzinfo) -> str:
    """Under "How was the night?"."""
    until = _("A quiet night is worth a note, too. Any time until {time} is fine.")
    return _lines(question, zone, until.format(time=clock(question.until, zone)))


def how_bad(question: Reminder, zone: tzinfo) -> str:
    """Under "How bad was it?"."""
    return _lines(question, zone, _("Of several, the worst one counts."))


def _lines(question: Reminder, zone: tzinfo, last: str) -> str:
    """What is known, what else the morning has, what was not shown."""
    about = question.about if isinstance(question.about, NightSoFar) else NightSoFar()
    lines = (
        noted_cramps(about.cramps, zone),
        *(_(QUESTIONS[key]) for key in about.carried),
        not_shown(about.unseen),
        last,
    )
    return "\n".join(filter(None, lines))
