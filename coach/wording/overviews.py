"""Plans, evenings and histories as people read them."""

from collections.abc import Iterable
from datetime import date, tzinfo
from itertools import groupby

from coach.core.model import (
    Answer,
    Cramp,
    Delivery,
    Fact,
    Pause,
    Plan,
    Reminder,
    Resume,
    Timetable,
    Undo,
)
from coach.core.planning import habit_of
from coach.core.standing import Standing
from coach.wording.reminders import reason
from coach.wording.times import clock, evening

SHORT_ID = 6
"""So many letters of an id are enough to name an entry."""


def plan(value: Plan, zone: tzinfo) -> str:
    """A night's plan."""
    lines = [evening(value.night)]
    lines += [_planned(reminder, zone) for reminder in value.reminders]
    if not value.reminders:
        lines.append("  Nothing is planned.")
    if value.left_out:
        names = ", ".join(f"{r.habit.title} ({clock(r.due, zone)})" for r in value.left_out)
        lines.append(f"  Left out, to stay within your budget: {names}.")
    return "\n".join(lines)


def _planned(reminder: Reminder, zone: tzinfo) -> str:
    due, until = clock(reminder.due, zone), clock(reminder.until, zone)
    return f"  {due}  {reminder.habit.title}  (until {until}; {reason(reminder)})"


def status(night: date, places: tuple[Standing, ...], zone: tzinfo) -> str:
    """An evening so far."""
    width = max((len(place.reminder.habit.title) for place in places), default=0)
    lines = [evening(night)]
    for place in places:
        title = place.reminder.habit.title.ljust(width)
        lines.append(f"  {clock(place.reminder.due, zone)}  {title}  {state(place, zone)}")
    if not places:
        lines.append("  Nothing is planned.")
    return "\n".join(lines)


def state(place: Standing, zone: tzinfo) -> str:
    """Where a reminder stands, in a few words."""
    words = {
        "upcoming": "to come",
        "waiting": "due, not shown yet",
        "asked": "asked, no answer yet",
        "snoozed": "snoozed",
        "skipped": "skipped",
        "paused": "paused",
        "missed": "asked, no answer",
        "unseen": "not shown: nobody could be reached",
        "done": "done",
    }
    text = words[place.state]
    if place.state == "done" and place.answer:
        return f"{text} at {clock(place.answer.at, zone)}"
    if place.state == "snoozed" and place.rings:
        return f"{text}, back at {clock(place.rings, zone)}"
    return text


def status_line(places: tuple[Standing, ...], following: Standing | None, zone: tzinfo) -> str:
    """An evening in one line."""
    done = sum(place.state == "done" for place in places)
    count = f"{done} of {len(places)} done"
    if following is None:
        return count
    at = following.rings or following.reminder.due
    return f"{following.reminder.habit.title} {clock(at, zone)} - {count}"


def history(facts: Iterable[Fact], holding: set[str], zone: tzinfo) -> str:
    """What happened, evening by evening, with the ids by which entries are taken back."""
    blocks = []
    for night, of_night in groupby(sorted(facts, key=lambda f: f.night), key=lambda f: f.night):
        lines = [evening(night)]
        for fact in of_night:
            line = _happened(fact, zone)
            if line:
                gone = (
                    "" if fact.id in holding or isinstance(fact.event, Undo) else "  (taken back)"
                )
                at = clock(fact.at, zone)
                lines.append(f"  {at}  {fact.id[:SHORT_ID]}  {line}{gone}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or "Nothing is written down for these evenings."


def _happened(fact: Fact, zone: tzinfo) -> str:
    match fact.event:
        case Delivery():
            return _delivered(fact.event)
        case Answer():
            return _answered(fact.event, zone)
        case Cramp():
            return _cramp(fact.event, zone)
        case Pause(until, why):
            end = f" until the evening of {evening(until)}" if until else ""
            return f"paused{end}" + _because(why)
        case Resume():
            return "resumed"
        case Undo(target):
            return f"took back {target[:SHORT_ID]}"
        case Timetable():
            return "the times in the config changed"


def _delivered(delivery: Delivery) -> str:
    names = ", ".join(habit_of(name) for name in delivery.reminders)
    if delivery.stage == "attempted" or not names:
        return ""
    unsure = "" if delivery.confirmed else " (perhaps: this desktop does not tell)"
    return f"{names}: {delivery.stage}{unsure}" + _because(delivery.reason)


def _answered(answer: Answer, zone: tzinfo) -> str:
    text = f"{habit_of(answer.reminder)}: {answer.verb}"
    if answer.verb == "snooze":
        text += f", back at {clock(answer.back, zone)}" if answer.back else ", for tonight"
    return text + _because(answer.reason)


def _cramp(cramp: Cramp, zone: tzinfo) -> str:
    parts = [cramp.side, cramp.place]
    parts.append(f"pain {cramp.pain}" if cramp.pain is not None else None)
    parts.append(f"{cramp.minutes} min" if cramp.minutes is not None else None)
    details = ", ".join(part for part in parts if part)
    text = f"cramp at {clock(cramp.when, zone)}" + (f": {details}" if details else "")
    return text + _because(cramp.note)


def _because(text: str) -> str:
    return f" - {text}" if text else ""
