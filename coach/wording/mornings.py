"""What the morning's questions say."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from coach.core.model import NightSoFar, Reminder
from coach.wording.reminders import QUESTIONS
from coach.wording.times import clock
from coach.wording.titles import FOLLOW_UPS
from coach.wording.translating import _, n_


def how_it_was(question: Reminder, zone: tzinfo) -> str:
    """Under "How was the night?": what is known, what else the morning has, what was not shown."""
    about = _about(question)
    names = [habit.title or FOLLOW_UPS[habit.key] for habit in about.unseen]
    unseen = n_(
        "{names} could not be shown last evening.",
        "{names} could not be shown last evening.",
        len(names),
    )
    lines = (
        _noted(about.cramps, zone),
        *(QUESTIONS[key] for key in about.carried),
        unseen.format(names=listed(names)) if names else "",
        _("A quiet night is worth a note, too. Any time until {time} is fine.").format(
            time=clock(question.until, zone)
        ),
    )
    return "\n".join(filter(None, lines))


def how_bad(question: Reminder, zone: tzinfo) -> str:
    """Under "How bad was it?"."""
    return _noted(_about(question).cramps, zone)


def listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *others, last = names
    return _("{some} and {last}").format(some=", ".join(others), last=last) if others else last


def _noted(cramps: tuple[datetime, ...], zone: tzinfo) -> str:
    if not cramps:
        return ""
    times = listed(clock(when, zone) for when in cramps)
    one, many = "You noted a cramp at {times}.", "You noted cramps at {times}."
    return n_(one, many, len(cramps)).format(times=times)


def _about(question: Reminder) -> NightSoFar:
    return question.about if isinstance(question.about, NightSoFar) else NightSoFar()
