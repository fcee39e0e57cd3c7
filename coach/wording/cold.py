"""What is said of a cool evening, and of a thermometer.

That cold sets cramps off is reported by people and shown by no study (strength: none), so nothing
is claimed. Loose socks or a light cover are safe for all; what is warmed by a flame, a bottle or a
cable is not named, because dulled feeling may not notice a burn (Jose 2005).
"""

from datetime import date

from coach.core.cold import Chill
from coach.core.model import Cold, Reminder
from coach.notify.port import Notice
from coach.wording.times import dated
from coach.wording.translating import _, marked

WARM = "warm"
"""The habit whose reminder speaks of the cold."""

LINES: dict[Chill, str] = {
    "cold": marked("A cool evening: socks or a cover over the calves, if you like."),
    "drop": marked("Much cooler than last week: socks or a cover over the calves, if you like."),
}


def belongs_to(reminder: Reminder) -> bool:
    """Whether a line on the cold may stand with a reminder: one an evening at most."""
    return reminder.habit.key == WARM and reminder.slot == 1


def line(chill: Chill | None) -> str:
    """What a reminder says of the cold."""
    return _(LINES[chill]) if chill else ""


def stopped(path: str) -> str:
    """When a thermometer's file was not written for long."""
    return _("{path}: nothing new for six hours").format(path=path)


def stopped_notice(why: str) -> Notice:
    """Said once, until it tells something again."""
    title = _("Your thermometer is silent")
    return Notice(title, _("coach goes on without it. {why}").format(why=f"{why}."))


def degrees(value: float) -> str:
    """`17.5 °C`."""
    return _("{degrees} °C").format(degrees=f"{value:g}")


def happened(event: Cold) -> str:
    """An entry of the history."""
    if event.degrees is not None:
        return _("it was {degrees}").format(degrees=degrees(event.degrees))
    if event.via == "thermometer":
        return _("your thermometer told nothing")
    return _("a cool evening")


def logged(event: Cold, night: date, chill: Chill | None, *, asks: bool) -> str:
    """After `coach log cold`."""
    text = _("Noted for {night}: {what}.").format(night=dated(night), what=happened(event))
    if chill and asks:
        text += " " + _("Your reminder to keep warm says so.")
    return text


def reads(value: float, minutes: int) -> str:
    """What `coach check` tells of a thermometer."""
    if not minutes:
        return _("{degrees}, just now").format(degrees=degrees(value))
    told = _("{degrees}, {minutes} min ago")
    return told.format(degrees=degrees(value), minutes=minutes)
