"""What commands answer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from coach.core.model import Answer, Cramp, Fact, Pause, Reminder, Resume
from coach.core.planning import habit_of
from coach.core.standing import Standing
from coach.wording.times import clock, evening

Settling = Literal["done", "skip"]

PAST = {"done": "done", "skip": "skipped", "snooze": "snoozed"}


def answered(answer: Answer, night: date, tonight: date) -> str:
    """After done and skip."""
    when = "" if night == tonight else f" on the evening of {evening(night)}"
    if answer.verb == "done":
        return f"Noted: {habit_of(answer.reminder)} done{when}."
    return f"Noted: no {habit_of(answer.reminder)}{when or ' tonight'}. That is fine."


def already(habit: str, verb: Settling) -> str:
    """When done or skip changes nothing."""
    return f"{habit} is noted as {PAST[verb]} already."


def snoozed(
    reminder: Reminder,
    back: datetime | None,
    now: datetime,
    wanted: timedelta | None,
    zone: tzinfo,
) -> str:
    """After snooze; a return earlier than wished is said."""
    if back is None:
        until = clock(reminder.until, zone)
        return f"Put away. Its time ends at {until}, so it will not come back tonight."
    text = f"{reminder.habit.title}: back at {clock(back, zone)}."
    if back - now < (reminder.habit.snooze if wanted is None else wanted):
        text += f" That is earlier than you said: its time ends at {clock(reminder.until, zone)}."
    return text


def not_open(habit: str, places: Iterable[Standing], zone: tzinfo) -> str:
    """When there is nothing to snooze."""
    coming = [place for place in places if place.state == "upcoming"]
    if coming:
        due = clock(min(place.reminder.due for place in coming), zone)
        return f"{habit} is not open now; it comes at {due}."
    return f"{habit} is not open now."


def undone(fact: Fact, zone: tzinfo) -> str:
    """After undo."""
    return f"Taken back: {what(fact, zone)}."


def what(fact: Fact, zone: tzinfo) -> str:
    """One of the person's facts in a few words."""
    match fact.event:
        case Answer(verb, reminder):
            return f"{habit_of(reminder)} {PAST[verb]} ({evening(fact.night)})"
        case Cramp(when):
            return f"a cramp at {clock(when, zone)} ({evening(fact.night)})"
        case Pause(until):
            return "a pause" + (f" until {evening(until)}" if until else "")
        case Resume():
            return "the end of a pause"
        case _:
            return "an entry"


def is_of_person(fact: Fact) -> bool:
    """Whether a fact is something that the person said."""
    return isinstance(fact.event, Answer | Cramp | Pause | Resume)


def paused(pause: Pause) -> str:
    """After pause."""
    if pause.until is None:
        return "Silence until you say: coach resume"
    return f"Silence. Reminders return on the evening of {evening(pause.until)}."


def resumed() -> str:
    """After resume."""
    return "Reminders are back."


def cramp_logged(fact: Fact, zone: tzinfo) -> str:
    """After log cramp."""
    return f"Noted: {what(fact, zone)}."
