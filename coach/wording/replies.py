"""What commands answer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from coach.core.model import (
    Activity,
    Answer,
    Cramp,
    Decided,
    Fact,
    Morning,
    Pause,
    Reminder,
    Resume,
)
from coach.core.planning import habit_of
from coach.core.standing import Standing
from coach.wording.extents import extent
from coach.wording.times import clock, dated, evening
from coach.wording.titles import title_of
from coach.wording.translating import _

Settling = Literal["done", "skip"]

SORTS = {"hike": "a hike", "trip": "a trip", "work": "a day's work", "ride": "a ride"}
PAST = {"done": "done", "skip": "skipped", "snooze": "snoozed"}


def from_a_copy(why: str) -> str:
    """Said where the journal can be read and not written."""
    return f"For now this can only be read, not added to: {why}"


def answered(title: str, answer: Answer, night: date, tonight: date) -> str:
    """After done and skip."""
    when = "" if night == tonight else f" on the evening of {evening(night)}"
    fine = " That is fine." if answer.verb == "skip" else ""
    return f"{title}: noted as {PAST[answer.verb]}{when}.{fine}"


def already(title: str, verb: Settling) -> str:
    """When done or skip changes nothing."""
    return f"{title}: already noted as {PAST[verb]}."


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
        title = title_of(reminder)
        return f"{title}: put away. Its time ends at {until}, so it will not come back tonight."
    text = f"{title_of(reminder)}: back at {clock(back, zone)}."
    if back - now < (reminder.habit.snooze if wanted is None else wanted):
        text += f" That is earlier than you said: its time ends at {clock(reminder.until, zone)}."
    return text


def not_open(title: str, places: Iterable[Standing], zone: tzinfo) -> str:
    """When there is nothing to snooze."""
    coming = [place for place in places if place.state == "upcoming"]
    if coming:
        due = clock(min(place.reminder.due for place in coming), zone)
        return f"{title}: nothing to snooze yet; it comes at {due}."
    return f"{title}: nothing to snooze now."


def not_yet(night: date) -> str:
    """When an answer is for an evening that is still ahead."""
    return f"The evening of {dated(night)} has not come yet."


def not_ahead(until: date) -> str:
    """When a pause would end before it begins."""
    return f"A pause cannot end on {dated(until)}; write the date of a later evening."


def undone(fact: Fact, titles: Mapping[str, str], zone: tzinfo) -> str:
    """After undo."""
    return f"Taken back: {what(fact, titles, zone)}."


def what(fact: Fact, titles: Mapping[str, str], zone: tzinfo) -> str:
    """One of the person's facts in a few words."""
    match fact.event:
        case Answer(verb, reminder):
            title = titles.get(habit_of(reminder), habit_of(reminder))
            return f"{title}, {PAST[verb]} ({evening(fact.night)})"
        case Activity(sort):
            return f"{SORTS[sort]} ({extent(fact.event)}, {evening(fact.night)})"
        case Cramp(when):
            return cramp(when, fact.night, zone)
        case Morning():
            return f"how the night of {evening(fact.night)} was"
        case Pause(until):
            return "a pause" + (f" until {evening(until)}" if until else "")
        case Resume():
            return "the end of a pause"
        case Decided():
            return _("your word on a suggestion")
        case _:
            return "an entry"


def cramp(when: datetime, night: date, zone: tzinfo) -> str:
    """A cramp in a few words."""
    return f"a cramp at {clock(when, zone)}, night of {evening(night)}"


def is_of_person(fact: Fact) -> bool:
    """Whether a fact is something that the person said."""
    return isinstance(fact.event, Activity | Answer | Cramp | Decided | Morning | Pause | Resume)


def paused(pause: Pause) -> str:
    """After pause."""
    if pause.until is None:
        return "Paused. To have your reminders back, type: coach resume"
    return f"Paused. Reminders return on the evening of {dated(pause.until)}."


def resumed() -> str:
    """After resume."""
    return "Reminders are back."


def cramp_logged(when: datetime, night: date, zone: tzinfo, *, added: bool) -> str:
    """After log cramp."""
    if added:
        return f"Added to the cramp noted at {clock(when, zone)}."
    return f"Noted: {cramp(when, night, zone)}."
