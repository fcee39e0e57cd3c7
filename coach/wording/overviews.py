"""Plans and evenings as people read them."""

from collections.abc import Mapping
from datetime import date, tzinfo
from operator import attrgetter

from coach.core.model import Absence, Plan, Reminder
from coach.core.mornings import Told
from coach.core.standing import Standing, following
from coach.wording import coaching
from coach.wording.times import clock, dated
from coach.wording.titles import title_of
from coach.wording.translating import _, marked

NOT_RUNNING = marked(
    "coach is not running, so nothing will be shown. Start it: coach service install"
)
NOTHING_PLANNED = marked("Nothing is planned.")
NO_REMINDERS = marked("No reminders, only what is asked:")
THIS_EVENING = marked("What comes this evening: coach plan --night today")

HELD: Mapping[Absence, str] = {
    "locked": marked("the screen was locked"),
    "idle": marked("nobody was at the computer"),
    "asleep": marked("the computer was going to sleep"),
    "quiet": marked("you had asked your desktop for quiet"),
    "deskless": marked("nothing is shown at this computer"),
}
"""Why a reminder was not shown when it was due."""

STATES = {
    "upcoming": marked("to come"),
    "waiting": marked("due, not shown yet"),
    "asked": marked("asked, no answer yet"),
    "snoozed": marked("snoozed"),
    "skipped": marked("skipped"),
    "paused": marked("paused"),
    "missed": marked("asked, no answer"),
    "unseen": marked("not shown: coach did not run then, or nobody was there"),
    "done": marked("done"),
    "answered": marked("answered"),
}
"""Where a reminder stands, in a few words."""


def plan(value: Plan, titles: Mapping[str, str], zone: tzinfo, *, is_paused: bool) -> str:
    """A night's plan."""
    lines = [dated(value.night)]
    if is_paused:
        lines.append("  " + _("Paused: nothing will be shown. To have it back: coach resume"))
    if not value.reminders:
        lines.append("  " + _(NO_REMINDERS if value.questions else NOTHING_PLANNED))
    coming = sorted(value.reminders + value.questions, key=attrgetter("due"))
    lines += [_planned(one, zone) for one in coming]
    lines += [f"  {coaching.eased(eased, titles)}." for eased in value.eased]
    if value.left_out:
        names = ", ".join(f"{title_of(r)} ({clock(r.due, zone)})" for r in value.left_out)
        left_out = _("Left out, as your evening is full (budget in the config): {names}.")
        lines.append("  " + left_out.format(names=names))
    return "\n".join(lines)


def _planned(reminder: Reminder, zone: tzinfo) -> str:
    from coach.wording import questions, reminders  # noqa: PLC0415 - `status` does without

    words = reminders if reminder.asks == "habit" else questions
    told = _("(until {time}; {reason})").format(
        time=clock(reminder.until, zone), reason=words.reason(reminder)
    )
    return f"  {clock(reminder.due, zone)}  {title_of(reminder)}  {told}"


def status(night: date, places: tuple[Standing, ...], told: Told | None, zone: tzinfo) -> str:
    """A night so far: its habits, its questions, and how it was."""
    width = max((len(title_of(place.reminder)) for place in places), default=0)
    lines = [dated(night)]
    for place in sorted(places, key=lambda place: place.reminder.due):
        name = title_of(place.reminder).ljust(width)
        lines.append(f"  {clock(place.reminder.due, zone)}  {name}  {state(place, zone)}")
    if not places:
        lines.append("  " + _(NOTHING_PLANNED))
    if told is not None:
        from coach.wording import telling  # noqa: PLC0415 - only where something was told

        lines.append("  " + telling.night(told))
    return "\n".join(lines)


def state(place: Standing, zone: tzinfo) -> str:
    """Where a reminder stands, in a few words."""
    if place.is_from_tomorrow:
        return _("from the next evening on: this time was set after it had come")
    match place.state:
        case "waiting" if place.held:
            return _("due, not shown yet: {why}").format(why=_(HELD[place.held]))
        case "unseen" if place.held:
            return _("not shown: {why}").format(why=_(HELD[place.held]))
        case "done" if place.answer:
            return _("done at {time}").format(time=clock(place.answer.at, zone))
        case "snoozed" if place.rings:
            return _("snoozed, back at {time}").format(time=clock(place.rings, zone))
        case _:
            return _(STATES[place.state])


def status_line(places: tuple[Standing, ...], zone: tzinfo) -> str:
    """An evening in one line."""
    done = sum(place.state == "done" for place in places)
    count = _("{done} of {all} done").format(done=done, all=len(places))
    coming = following(places)
    if coming is None:
        return count
    place, at = coming
    return f"{title_of(place.reminder)} {clock(at, zone)} - {count}"
