"""What is known of nights, and what `coach morning` asks and answers."""

from datetime import date, datetime, tzinfo

from coach.config.values import shown
from coach.core.model import Habit
from coach.core.mornings import Told
from coach.wording.extents import listed
from coach.wording.times import clock, evening
from coach.wording.titles import FOLLOW_UPS
from coach.wording.translating import _, marked, n_

NEEDED = marked(
    "Say how the night was: coach morning --none, coach morning --unsure, "
    "or coach morning --cramps 1 --pain 5"
)
PAIN_NEEDS_CRAMPS = marked(
    "With --pain, say how many there were: coach morning --cramps 1 --pain 5"
)
NOTHING_SAID = marked("Nothing was said, so nothing was noted.")
HOW_BAD = marked("How bad was the worst, from 0 to 10? (Enter: not known)")
HOW_MUCH_SLEEP = marked("How much sleep did it take, from 0 to 10? (Enter: not known)")
NONE = marked("none no n")
UNSURE = marked("unsure u ?")
SOME = marked("yes y some")
"""What may be typed, in small letters, with spaces between."""


def how_many(night: date) -> str:
    """The first question, which names the night."""
    question = _("Cramps in the night of {evening}? (none, unsure, or how many)")
    return question.format(evening=evening(night))


def no_number(text: str, most: int) -> str:
    """When what was typed is no number that can be."""
    told = _("{value} is no number from 0 to {most}. Nothing was noted; please try again.")
    return told.format(value=shown(text), most=most)


def not_yet(night: date) -> str:
    """When a night is still ahead."""
    return _("The night of {evening} has not come yet.").format(evening=evening(night))


def noted(night: date, told: Told) -> str:
    """After `coach morning`."""
    return _("The night of {evening}: {told}").format(evening=evening(night), told=summed(told))


def instead(cramps: tuple[datetime, ...], zone: tzinfo) -> str:
    """After "none", where cramps of that night are written down."""
    if not cramps:
        return ""
    times = listed([clock(when, zone) for when in cramps])
    text = n_(
        "A cramp at {times} is written down as well; your last word counts.",
        "Cramps at {times} are written down as well; your last word counts.",
        len(cramps),
    )
    return text.format(times=times)


def night(told: Told) -> str:
    """What is known of a night, in one line."""
    return _("The night: {told}").format(told=summed(told))


def summed(told: Told) -> str:
    """What is known in few words, such as: 2 cramps. Pain 5 of 10."""
    more = (
        "" if told.pain is None else _("Pain {n} of 10.").format(n=told.pain),
        "" if told.sleep_loss is None else _("Sleep loss {n} of 10.").format(n=told.sleep_loss),
        _("Told from memory, some days later.") if told.retro else "",
    )
    return " ".join(filter(None, (_how_many(told), *more)))


def _how_many(told: Told) -> str:
    if told.cramps == "no":
        return _("no cramp.")
    if told.cramps == "unsure":
        return _("you could not say.")
    if not told.number:
        return _("cramps.")
    return n_("{n} cramp.", "{n} cramps.", told.number).format(n=told.number)


def noted_cramps(cramps: tuple[datetime, ...], zone: tzinfo) -> str:
    """What was written down before the morning asked; empty for nothing."""
    if not cramps:
        return ""
    times = listed([clock(when, zone) for when in cramps])
    text = n_("You noted a cramp at {times}.", "You noted cramps at {times}.", len(cramps))
    return text.format(times=times)


def not_shown(habits: tuple[Habit, ...]) -> str:
    """What nobody could see in the evening; empty for nothing."""
    if not habits:
        return ""
    names = listed([habit.title or _(FOLLOW_UPS[habit.key]) for habit in habits])
    return _("{names} could not be shown last evening.").format(names=names)
