"""Plans, evenings and histories as people read them."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from itertools import groupby

from coach.core.model import (
    Absence,
    Activity,
    Answer,
    ClockSet,
    Confirmed,
    Cramp,
    Decided,
    Delivery,
    Eased,
    Expected,
    Fact,
    Held,
    Morning,
    Pause,
    Plan,
    Proposed,
    Remark,
    Reminder,
    ReminderId,
    Resume,
    Timetable,
    Undo,
    Unexpected,
)
from coach.core.planning import habit_of
from coach.core.standing import Standing, following
from coach.wording import calendars, coaching
from coach.wording.extents import extent
from coach.wording.reminders import reason
from coach.wording.replies import PAST
from coach.wording.times import clock, counted, dated, evening, stamp
from coach.wording.titles import title_of

Noticed = (
    Timetable
    | Held
    | ClockSet
    | Eased
    | Proposed
    | Decided
    | Remark
    | Expected
    | Unexpected
    | Confirmed
)

NOT_RUNNING = "\n\ncoach is not running, so nothing will be shown. Start it: coach service install"

HELD: Mapping[Absence, str] = {
    "locked": "the screen was locked",
    "idle": "nobody was at the computer",
    "asleep": "the computer was going to sleep",
    "quiet": "you had asked your desktop for quiet",
}
"""Why a reminder was not shown when it was due."""

SHORT_ID = 6
"""So many letters of an id are enough to name an entry."""


def plan(value: Plan, titles: Mapping[str, str], zone: tzinfo, *, is_paused: bool) -> str:
    """A night's plan."""
    lines = [dated(value.night)]
    if is_paused:
        lines.append("  Paused: nothing will be shown. To have it back: coach resume")
    lines += [_planned(reminder, zone) for reminder in value.reminders]
    if not value.reminders:
        lines.append("  Nothing is planned.")
    lines += [f"  {coaching.eased(eased, titles)}." for eased in value.eased]
    if value.left_out:
        names = ", ".join(f"{title_of(r)} ({clock(r.due, zone)})" for r in value.left_out)
        kept = counted(len(value.reminders), "reminder")
        lines.append(f"  Left out, to keep to your budget of {kept}: {names}.")
    return "\n".join(lines)


def _planned(reminder: Reminder, zone: tzinfo) -> str:
    due, until = clock(reminder.due, zone), clock(reminder.until, zone)
    return f"  {due}  {title_of(reminder)}  (until {until}; {reason(reminder)})"


def status(night: date, places: tuple[Standing, ...], zone: tzinfo) -> str:
    """An evening so far."""
    width = max((len(title_of(place.reminder)) for place in places), default=0)
    lines = [dated(night)]
    for place in places:
        name = title_of(place.reminder).ljust(width)
        lines.append(f"  {clock(place.reminder.due, zone)}  {name}  {state(place, zone)}")
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
        "unseen": "not shown: coach did not run then, or nobody was there",
        "done": "done",
    }
    text = words[place.state]
    if place.state == "waiting" and place.rings is None:
        text = "from tomorrow: this time was set after it had come"
    if place.held and place.state in ("waiting", "unseen"):
        text = f"{text.split(':')[0]}: {HELD[place.held]}"
    if place.state == "done" and place.answer:
        return f"{text} at {clock(place.answer.at, zone)}"
    if place.state == "snoozed" and place.rings:
        return f"{text}, back at {clock(place.rings, zone)}"
    return text


def status_line(places: tuple[Standing, ...], zone: tzinfo) -> str:
    """An evening in one line."""
    done = sum(place.state == "done" for place in places)
    count = f"{done} of {len(places)} done"
    coming = following(places)
    if coming is None:
        return count
    place, at = coming
    return f"{title_of(place.reminder)} {clock(at, zone)} - {count}"


def history(
    facts: Iterable[Fact], holding: set[str], titles: Mapping[str, str], zone: tzinfo
) -> str:
    """What happened, evening by evening, with the ids by which entries are taken back."""
    blocks = []
    for night, of_night in groupby(sorted(facts, key=lambda f: f.night), key=lambda f: f.night):
        told = [(fact, _happened(fact, titles, zone)) for fact in of_night]
        lines = [_entry(fact, text, holding, zone) for fact, text in told if text]
        blocks.append("\n".join([dated(night), *lines]))
    return "\n\n".join(blocks) or "Nothing is written down for these evenings."


def _entry(fact: Fact, text: str, holding: set[str], zone: tzinfo) -> str:
    holds = fact.id in holding or isinstance(fact.event, Undo)
    gone = "" if holds else "  (taken back)"
    return f"  {clock(fact.at, zone)}  {fact.id[:SHORT_ID]}  {text}{gone}"


def _happened(fact: Fact, titles: Mapping[str, str], zone: tzinfo) -> str:
    match fact.event:
        case Delivery():
            return _delivered(fact.event, titles)
        case Answer():
            return _answered(fact.event, titles, zone)
        case Activity():
            return _activity(fact.event, zone)
        case Cramp():
            return _cramp(fact.event, zone)
        case Morning():
            return _morning(fact.event)
        case Pause() | Resume():
            return _rest(fact.event)
        case Undo(target):
            return f"you took back {target[:SHORT_ID]}"
        case _:
            return _noticed(fact.event, titles, zone)


def _noticed(event: Noticed, titles: Mapping[str, str], zone: tzinfo) -> str:
    """What the program itself saw, and what came of its suggestions."""
    match event:
        case Timetable():
            return "the times in your config were noted"
        case Held(reminders, reason):
            names = ", ".join(_title(name, titles) for name in reminders)
            return f"{names}: kept for later, {HELD[reason]}"
        case ClockSet(was, now):
            return f"the computer's clock was set, from {stamp(was, zone)} to {stamp(now, zone)}"
        case Expected() | Unexpected() | Confirmed():
            return calendars.happened(event, zone)
        case _:
            return coaching.happened(event, titles)


def _delivered(delivery: Delivery, titles: Mapping[str, str]) -> str:
    names = ", ".join(_title(name, titles) for name in delivery.reminders)
    stages = {
        "shown": "shown",
        "failed": "could not be shown",
        "closed": "closed without an answer",
        "withdrawn": "taken off the screen",
    }
    if delivery.stage not in stages or not names:
        return ""
    unsure = "" if delivery.confirmed else " (perhaps: this desktop does not tell)"
    return f"{names}: {stages[delivery.stage]}{unsure}" + _because(delivery.reason)


def _answered(answer: Answer, titles: Mapping[str, str], zone: tzinfo) -> str:
    text = f"{_title(answer.reminder, titles)}: {PAST[answer.verb]}"
    if answer.verb == "snooze":
        text += f", back at {clock(answer.back, zone)}" if answer.back else ", not to come back"
    return text + _because(answer.reason)


def _activity(activity: Activity, zone: tzinfo) -> str:
    text = f"{activity.sort} until {clock(activity.when, zone)}: {extent(activity)}"
    return text + _because(activity.note)


def _cramp(cramp: Cramp, zone: tzinfo) -> str:
    parts = [cramp.side, cramp.place]
    parts.append(f"pain {cramp.pain}" if cramp.pain is not None else None)
    parts.append(f"{cramp.minutes} min" if cramp.minutes is not None else None)
    details = ", ".join(part for part in parts if part)
    text = f"cramp at {clock(cramp.when, zone)}" + (f": {details}" if details else "")
    return text + _because(cramp.note)


def _rest(event: Pause | Resume) -> str:
    if isinstance(event, Resume):
        return "resumed"
    end = f" until the evening of {evening(event.until)}" if event.until else ""
    return f"paused{end}" + _because(event.reason)


def _morning(morning: Morning) -> str:
    said = {"none": "no cramp", "cramps": "cramps", "unsure": "you were not sure"}
    parts = [counted(morning.cramps, "cramp") if morning.cramps else said[morning.said]]
    parts.append(f"pain {morning.pain}" if morning.pain is not None else "")
    parts.append(f"sleep loss {morning.sleep_loss}" if morning.sleep_loss is not None else "")
    return "the night: " + ", ".join(filter(None, parts))


def _title(reminder: ReminderId, titles: Mapping[str, str]) -> str:
    """What the person calls a habit; one that is no longer in the config, by its key."""
    key = habit_of(reminder)
    return titles.get(key, key)


def _because(text: str) -> str:
    return f" - {text}" if text else ""
