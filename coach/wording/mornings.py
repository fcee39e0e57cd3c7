"""What the morning's questions say."""

from datetime import datetime, tzinfo

from coach.core.model import NightSoFar, Reminder
from coach.core.mornings import Told
from coach.wording.extents import listed
from coach.wording.reminders import QUESTIONS
from coach.wording.times import clock
from coach.wording.titles import FOLLOW_UPS
from coach.wording.translating import _, n_


def how_it_was(question: Reminder, zone: tzinfo) -> str:
    """Under "How was the night?": what is known, what else the morning has, what was not shown."""
    about = _about(question)
    names = [habit.title or _(FOLLOW_UPS[habit.key]) for habit in about.unseen]
    unseen = n_(
        "{names} could not be shown last evening.",
        "{names} could not be shown last evening.",
        len(names),
    )
    lines = (
        _noted(about.cramps, zone),
        *(_(QUESTIONS[key]) for key in about.carried),
        unseen.format(names=listed(names)) if names else "",
        _("A quiet night is worth a note, too. Any time until {time} is fine.").format(
            time=clock(question.until, zone)
        ),
    )
    return "\n".join(filter(None, lines))


def how_bad(question: Reminder, zone: tzinfo) -> str:
    """Under "How bad was it?"."""
    return _noted(_about(question).cramps, zone)


def _noted(cramps: tuple[datetime, ...], zone: tzinfo) -> str:
    if not cramps:
        return ""
    times = listed([clock(when, zone) for when in cramps])
    one, many = "You noted a cramp at {times}.", "You noted cramps at {times}."
    return n_(one, many, len(cramps)).format(times=times)


def _about(question: Reminder) -> NightSoFar:
    return question.about if isinstance(question.about, NightSoFar) else NightSoFar()


def told(night: Told) -> str:
    """What is known of a night, in one line."""
    if night.cramps != "yes":
        text = _("The night: no cramp.") if night.cramps == "no" else _("The night: not sure.")
    elif night.number:
        text = n_("The night: {n} cramp.", "The night: {n} cramps.", night.number)
        text = text.format(n=night.number)
    else:
        text = _("The night: cramps.")
    more = (
        "" if night.pain is None else _("Pain {n} of 10.").format(n=night.pain),
        "" if not night.sleep_loss else _("Sleep loss {n} of 10.").format(n=night.sleep_loss),
        _("Told from memory, some days later.") if night.retro else "",
    )
    return " ".join(filter(None, (text, *more)))
