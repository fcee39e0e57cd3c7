"""What commands answer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from coach.core.model import (
    Activity,
    Answer,
    Cold,
    Cramp,
    Decided,
    Fact,
    Morning,
    Pause,
    Reminder,
    Resume,
    Signs,
)
from coach.core.planning import habit_of
from coach.core.standing import Standing
from coach.wording.extents import extent
from coach.wording.times import clock, dated, evening
from coach.wording.titles import title_of
from coach.wording.translating import _, marked

Settling = Literal["done", "skip"]

SORTS = {
    "hike": marked("a hike ({extent}, {evening})"),
    "trip": marked("a trip ({extent}, {evening})"),
    "work": marked("a day's work ({extent}, {evening})"),
    "ride": marked("a ride ({extent}, {evening})"),
}
NOTED = {"done": marked("{title}: noted as done."), "skip": marked("{title}: noted as skipped.")}
NOTED_FOR = {
    "done": marked("{title}: noted as done on the evening of {evening}."),
    "skip": marked("{title}: noted as skipped on the evening of {evening}."),
}
ALREADY = {
    "done": marked("{title}: already noted as done."),
    "skip": marked("{title}: already noted as skipped."),
}
ANSWERED = {
    "done": marked("{title}, done ({evening})"),
    "skip": marked("{title}, skipped ({evening})"),
    "snooze": marked("{title}, snoozed ({evening})"),
}

SHORT_SNOOZE = marked("A snooze lasts at least a minute.")
A_DAY = marked("write a date such as 2026-11-22, or yesterday, today, tomorrow or a weekday")
STILL_PAUSED = marked("An earlier pause still holds. To end it: coach resume")
NOTHING_PAUSED = marked("Nothing is paused.")
NOTHING_TO_TAKE_BACK = marked("There is nothing to take back.")
TOOK_BACK = marked("That entry took another back; to have that again, enter it anew.")
NOT_YOURS = marked("Only your own entries can be taken back, not what coach did.")
BACK_ALREADY = marked("That entry is taken back already.")


def from_a_copy(why: str) -> str:
    """Said where the journal can be read and not written."""
    return _("For now this can only be read, not added to: {why}").format(why=why)


def nothing_recorded(why: str) -> str:
    """When the journal would not do what was asked of it."""
    return _("{why}\nNothing was recorded.").format(why=why)


def no_habit(shown: str, guess: str, keys: Iterable[str]) -> str:
    """When no habit is called so."""
    yours = _("yours are: {keys}").format(keys=", ".join(keys) or _("none yet"))
    return _("No habit is called {name}; {guess}").format(name=shown, guess=guess or yours)


def no_entry(shown: str) -> str:
    """When undo finds nothing."""
    return _("No entry has the id {id}; see: coach history").format(id=shown)


def several(shown: str) -> str:
    """When undo finds too much."""
    return _("Several ids begin with {id}; type more of it.").format(id=shown)


def wrong_way_round(first: date, last: date) -> str:
    """When a history would end before it begins."""
    text = _("--from {first} is after --to {last}; write the earlier one first.")
    return text.format(first=first, last=last)


def answered(title: str, answer: Answer, night: date, tonight: date) -> str:
    """After done and skip."""
    noted = _((NOTED if night == tonight else NOTED_FOR)[answer.verb])
    text = noted.format(title=title, evening=evening(night))
    return f"{text} " + _("That is fine.") if answer.verb == "skip" else text


def already(title: str, verb: Settling) -> str:
    """When done or skip changes nothing."""
    return _(ALREADY[verb]).format(title=title)


def snoozed(
    reminder: Reminder,
    back: datetime | None,
    now: datetime,
    wanted: timedelta | None,
    zone: tzinfo,
) -> str:
    """After snooze; a return earlier than wished is said."""
    title, until = title_of(reminder), clock(reminder.until, zone)
    if back is None:
        text = _("{title}: put away. Its time ends at {until}, so it will not come back tonight.")
        return text.format(title=title, until=until)
    text = _("{title}: back at {time}.").format(title=title, time=clock(back, zone))
    if back - now < (reminder.habit.snooze if wanted is None else wanted):
        earlier = _("That is earlier than you said: its time ends at {until}.")
        text += " " + earlier.format(until=until)
    return text


def not_open(title: str, places: Iterable[Standing], zone: tzinfo) -> str:
    """When there is nothing to snooze."""
    coming = [place for place in places if place.state == "upcoming"]
    if coming:
        due = clock(min(place.reminder.due for place in coming), zone)
        return _("{title}: nothing to snooze yet; it comes at {time}.").format(
            title=title, time=due
        )
    return _("{title}: nothing to snooze now.").format(title=title)


def not_yet(night: date) -> str:
    """When an answer is for an evening that is still ahead."""
    return _("The evening of {evening} has not come yet.").format(evening=dated(night))


def not_ahead(until: date) -> str:
    """When a pause would end before it begins."""
    text = _("A pause cannot end on {evening}; write the date of a later evening.")
    return text.format(evening=dated(until))


def undone(fact: Fact, titles: Mapping[str, str], zone: tzinfo) -> str:
    """After undo."""
    return _("Taken back: {what}.").format(what=what(fact, titles, zone))


TOLD: Mapping[type, str] = {
    Morning: marked("how the night of {evening} was"),
    Cold: marked("how cold the evening of {evening} was"),
    Signs: marked("the signs that you ticked ({evening})"),
}


def what(fact: Fact, titles: Mapping[str, str], zone: tzinfo) -> str:
    """One of the person's facts in a few words."""
    match fact.event:
        case Answer(verb, reminder):
            title = titles.get(habit_of(reminder), habit_of(reminder))
            return _(ANSWERED[verb]).format(title=title, evening=evening(fact.night))
        case Activity(sort):
            told = {"extent": extent(fact.event), "evening": evening(fact.night)}
            return _(SORTS[sort]).format(**told)
        case Cramp(when):
            return cramp(when, fact.night, zone)
        case Morning() | Cold() | Signs():
            return _(TOLD[type(fact.event)]).format(evening=evening(fact.night))
        case Pause() | Resume():
            return _rest(fact.event)
        case Decided():
            return _("your word on a suggestion")
        case _:
            return _("an entry")


def _rest(event: Pause | Resume) -> str:
    if isinstance(event, Resume):
        return _("the end of a pause")
    if event.until is None:
        return _("a pause")
    return _("a pause until {evening}").format(evening=evening(event.until))


def cramp(when: datetime, night: date, zone: tzinfo) -> str:
    """A cramp in a few words."""
    text = _("a cramp at {time}, night of {evening}")
    return text.format(time=clock(when, zone), evening=evening(night))


def is_of_person(fact: Fact) -> bool:
    """Whether a fact is something that the person said."""
    if isinstance(fact.event, Cold):
        return fact.event.via == "command"
    own = Activity | Answer | Cramp | Decided | Morning | Signs | Pause | Resume
    return isinstance(fact.event, own)


def paused(pause: Pause) -> str:
    """After pause."""
    if pause.until is None:
        return _("Paused. To have your reminders back, type: coach resume")
    text = _("Paused. Reminders return on the evening of {evening}.")
    return text.format(evening=dated(pause.until))


def resumed() -> str:
    """After resume."""
    return _("Reminders are back.")


def cramp_logged(when: datetime, night: date, zone: tzinfo, *, added: bool) -> str:
    """After log cramp."""
    if added:
        return _("Added to the cramp noted at {time}.").format(time=clock(when, zone))
    return _("Noted: {what}.").format(what=cramp(when, night, zone))
