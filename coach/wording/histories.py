"""What happened, evening by evening."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from itertools import groupby

from coach.core.model import (
    PUSHED,
    Activity,
    Answer,
    ClockSet,
    Cold,
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
    Proposed,
    Remark,
    ReminderId,
    Resume,
    Signs,
    Timetable,
    Undo,
    Unexpected,
)
from coach.core.planning import habit_of
from coach.wording import calendars, coaching, cold, pushes
from coach.wording.extents import extent
from coach.wording.overviews import HELD
from coach.wording.times import clock, dated, evening, stamp
from coach.wording.translating import _, marked, n_

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
    | Cold
    | Confirmed
)

STAGES = {
    "shown": marked("{names}: shown"),
    "failed": marked("{names}: could not be shown"),
    "closed": marked("{names}: closed without an answer"),
    "withdrawn": marked("{names}: taken off the screen"),
}
UNSURE = marked("{text} (perhaps: this desktop does not tell)")

ANSWERS = {
    "done": marked("{title}: done"),
    "skip": marked("{title}: skipped"),
    "snooze": marked("{title}: snoozed, not to come back"),
}

ACTIVITIES = {
    "hike": marked("hike until {time}: {extent}"),
    "trip": marked("trip until {time}: {extent}"),
    "work": marked("work until {time}: {extent}"),
    "ride": marked("ride until {time}: {extent}"),
}

CRAMPS = {
    "left": marked("left"),
    "right": marked("right"),
    "both": marked("both"),
    "calf": marked("calf"),
    "foot": marked("foot"),
    "toes": marked("toes"),
    "thigh-front": marked("thigh-front"),
    "thigh-back": marked("thigh-back"),
    "other": marked("other"),
}
"""Sides and places."""

MORNINGS = {
    "none": marked("no cramp"),
    "cramps": marked("cramps"),
    "unsure": marked("you were not sure"),
}

REASONS = (marked("answered"), marked("no longer open"))
"""Why the daemon takes cards down, as the facts have it (`core/standing.py`)."""

SHORT_ID = 6
"""So many letters of an id are enough to name an entry."""


def history(
    facts: Iterable[Fact], holding: set[str], titles: Mapping[str, str], zone: tzinfo
) -> str:
    """What happened, evening by evening, with the ids by which entries are taken back."""
    blocks = []
    for night, of_night in groupby(sorted(facts, key=lambda f: f.night), key=lambda f: f.night):
        told = [(fact, _happened(fact, titles, zone)) for fact in of_night]
        lines = [_entry(fact, text, holding, zone) for fact, text in told if text]
        blocks.append("\n".join([dated(night), *lines]))
    return "\n\n".join(blocks) or _("Nothing is written down for these evenings.")


def _entry(fact: Fact, text: str, holding: set[str], zone: tzinfo) -> str:
    holds = fact.id in holding or isinstance(fact.event, Undo)
    gone = "" if holds else "  " + _("(taken back)")
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
        case Signs() | Pause() | Resume():
            return _said(fact.event)
        case Undo(target):
            return _("you took back {id}").format(id=target[:SHORT_ID])
        case _:
            return _noticed(fact.event, titles, zone)


def _noticed(event: Noticed, titles: Mapping[str, str], zone: tzinfo) -> str:
    """What the program itself saw, and what came of its suggestions."""
    match event:
        case Timetable():
            return _("the times in your config were noted")
        case Held(reminders, reason):
            names = ", ".join(_title(name, titles) for name in reminders)
            return _("{names}: kept for later, {why}").format(names=names, why=_(HELD[reason]))
        case ClockSet(was, now):
            text = _("the computer's clock was set, from {was} to {now}")
            return text.format(was=stamp(was, zone), now=stamp(now, zone))
        case Cold():
            return cold.happened(event)
        case Expected() | Unexpected() | Confirmed():
            return calendars.happened(event, zone)
        case _:
            return coaching.happened(event, titles)


def _delivered(delivery: Delivery, titles: Mapping[str, str]) -> str:
    names = ", ".join(_title(name, titles) for name in delivery.reminders)
    if delivery.channel == PUSHED:
        return pushes.delivered(names, delivery)
    if delivery.stage not in STAGES or not names:
        return ""
    text = _(STAGES[delivery.stage]).format(names=names)
    told = text if delivery.confirmed else _(UNSURE).format(text=text)
    return told + _because(_(delivery.reason))


def _answered(answer: Answer, titles: Mapping[str, str], zone: tzinfo) -> str:
    title = _title(answer.reminder, titles)
    if answer.verb == "snooze" and answer.back:
        text = _("{title}: snoozed, back at {time}")
        told = text.format(title=title, time=clock(answer.back, zone))
    else:
        told = _(ANSWERS[answer.verb]).format(title=title)
    return told + _because(answer.reason)


def _activity(activity: Activity, zone: tzinfo) -> str:
    text = _(ACTIVITIES[activity.sort])
    told = text.format(time=clock(activity.when, zone), extent=extent(activity))
    return told + _because(activity.note)


def _cramp(cramp: Cramp, zone: tzinfo) -> str:
    parts = [_(CRAMPS.get(name, name)) for name in (cramp.side, cramp.place) if name]
    if cramp.pain is not None:
        parts.append(_("pain {n}").format(n=cramp.pain))
    if cramp.minutes is not None:
        parts.append(_("{n} min").format(n=cramp.minutes))
    text = _("cramp at {time}: {details}") if parts else _("cramp at {time}")
    told = text.format(time=clock(cramp.when, zone), details=", ".join(parts))
    return told + _because(cramp.note)


def _said(event: Signs | Pause | Resume) -> str:
    if isinstance(event, Signs):
        ticked = ", ".join(event.ticked) or _("none ticked")
        return _("signs for a doctor: {ticked}").format(ticked=ticked)
    if isinstance(event, Resume):
        return _("resumed")
    if event.until is None:
        return _("paused") + _because(event.reason)
    text = _("paused until the evening of {evening}")
    return text.format(evening=evening(event.until)) + _because(event.reason)


def _morning(morning: Morning) -> str:
    many = n_("{n} cramp", "{n} cramps", morning.cramps or 0).format(n=morning.cramps)
    parts = [many if morning.cramps else _(MORNINGS[morning.said])]
    if morning.pain is not None:
        parts.append(_("pain {n}").format(n=morning.pain))
    if morning.sleep_loss is not None:
        parts.append(_("sleep loss {n}").format(n=morning.sleep_loss))
    return _("the night: {told}").format(told=", ".join(parts))


def _title(reminder: ReminderId, titles: Mapping[str, str]) -> str:
    """What the person calls a habit; one that is no longer in the config, by its key."""
    key = habit_of(reminder)
    return titles.get(key, key)


def _because(text: str) -> str:
    return f" - {text}" if text else ""
