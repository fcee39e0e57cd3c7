"""What the daemon says on the screen."""

from collections.abc import Callable, Iterable
from datetime import tzinfo

from coach.core.journeys import ON_THE_WAY
from coach.core.model import Because, Reminder
from coach.core.planning import habit_of
from coach.core.standing import Standing, following
from coach.core.turning import Showing
from coach.notify.port import Notice
from coach.wording import calendars
from coach.wording.extents import extent
from coach.wording.times import WEEKDAYS, clock, counted, moment
from coach.wording.titles import title_of

QUESTIONS = {
    "leg-check": "Is one leg swollen, warm or painful since your trip? "
    "If so, please see a doctor today, and do not rub or stretch it.",
    "soreness": "Sore legs after yesterday are usual and pass in some days. "
    "If they are very sore, move gently and leave out the stretches today.",
}
"""Mornings after. Signs of a clot: NHS. Soreness peaks within three days, gone after a week:
reviews of delayed-onset soreness (strength: moderate)."""

EXTRA = {
    "drink": "Drink to thirst.",
    "walk": "A few steps on foot feel good after sitting.",
    "pumps": "Twenty slow ankle pumps will do, too.",
}
"""Drink to thirst: custom of sports physicians. Walking and ankle pumps after sitting: our own
choice; pumps moved blood faster in the sitting leg in one small study."""

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


Texts = Callable[[Reminder], str]
"""A few words worth reading for a reminder; empty where there are none."""


def notice(showing: Showing, zone: tzinfo, texts: Texts, *, private: bool) -> Notice:
    """What a showing puts before the person."""
    names = showing.names
    hint = hint_for(names)
    if private:
        return Notice("This evening", "Something you planned is due.", answerable=True, hint=hint)
    if len(names) == 1:
        (only,) = names
        late = f"{_late(only, zone)}; there is still time." if only.id in showing.late else ""
        text = "\n".join(filter(None, (late, body(only, zone, texts(only)))))
        return Notice(title_of(only), text, answerable=True, hint=hint)
    lines = [_line(reminder, reminder.id in showing.late, zone) for reminder in names]
    heading = f"{_number(len(names))} things for this evening"
    return Notice(heading, "\n".join(lines), answerable=True, hint=hint)


def hint_for(reminders: Iterable[Reminder]) -> str:
    """How to answer where there are no buttons."""
    keys = list(dict.fromkeys(habit_of(reminder.id) for reminder in reminders))
    return "To answer, type: " + "; ".join(f"coach done {key}" for key in keys)


def body(reminder: Reminder, zone: tzinfo, text: str) -> str:
    """What a reminder says under its title when it comes on time.

    Args:
        reminder: One of a plan.
        zone: Of the person.
        text: A few words worth reading; may be empty.
    """
    of_itself = reminder.habit.key == ON_THE_WAY or reminder.habit.key in QUESTIONS
    why = "" if of_itself else because(reminder.because)
    cue = reminder.habit.cue
    lines = (
        f"{why[:1].upper()}{why[1:]}." if why else "",
        f"Your moment: {cue}." if cue else "",
        text or QUESTIONS.get(reminder.habit.key, ""),
        _extra(reminder.because) if reminder.moment else "",
        "Step by step: coach stretch" if reminder.habit.routine else "",
        f"Any time until {clock(reminder.until, zone)} is fine.",
    )
    return "\n".join(filter(None, lines))


def reason(reminder: Reminder) -> str:
    """Why a reminder stands in the plan."""
    days = len(reminder.habit.days)
    often = "every evening" if days == len(WEEKDAYS) else f"on {counted(days, 'evening')} a week"
    habit = f"your habit, {often}, {moment(reminder.moment)}" if reminder.moment else ""
    if reminder.habit.key in QUESTIONS and reminder.because:
        since = counted(reminder.because.since + 1, "day")
        return f"a morning's question, {since} after {extent(reminder.because.activity)}"
    if reminder.habit.key == ON_THE_WAY and reminder.because:
        return calendars.on_the_way(reminder.because.activity)
    return "; ".join(filter(None, (habit, because(reminder.because))))


def because(why: Because | None) -> str:
    """`two evenings after 14 km and 900 m down`; empty without a reason."""
    if why is None:
        return ""
    since = {0: "after today's", 1: "one evening after"}
    when = since.get(why.since, f"{_number(why.since).lower()} evenings after")
    return f"{when} {extent(why.activity)}{calendars.unconfirmed(why.activity)}"


def _extra(why: Because | None) -> str:
    return " ".join(EXTRA[name] for name in (why.extra if why else ()) if name in EXTRA)


def _line(reminder: Reminder, late: bool, zone: tzinfo) -> str:
    was = f" ({_late(reminder, zone).lower()})" if late else ""
    return f"{title_of(reminder)}{was}"


def _late(reminder: Reminder, zone: tzinfo) -> str:
    return f"This was for {clock(reminder.due, zone)}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


WAITING_FOR_THE_TIME = "The clock is behind my last entry: waiting for the network to set it"
"""What the service manager shows meanwhile."""


def config_has_mistakes(count: int, in_force: str, *, gone: bool) -> Notice:
    """Said once when the config was saved with mistakes, or is gone."""
    kept = {
        "last good": "Your earlier settings stay in force.",
        "good parts": "What can be read is in force.",
        "nothing": "There are no reminders until it is mended.",
    }[in_force]
    found = "has a mistake" if count == 1 else f"has {count} mistakes"
    if gone:
        found = "is gone, or cannot be read"
    return Notice("The settings need a look", f"The config file {found}. {kept}\nSee: coach check")


def not_kept_yet(why: str) -> Notice:
    """Said when a button was pressed and the journal could not take it."""
    return Notice(
        "Not saved yet",
        f"Your answer is remembered, and will be saved as soon as that can be done: {why}.",
    )


def no_notes(why: str) -> Notice:
    """Said when the journal cannot take what the program itself writes down."""
    return Notice(
        "The journal takes nothing just now",
        f"Reminders go on, and your answers will be remembered. In the way is this: {why}.",
    )


def kept_now(*, answer: bool) -> Notice:
    """Said when what was held could be saved."""
    if answer:
        return Notice("Saved now", "Your earlier answer is safe in the journal.")
    return Notice("All is well again", "The journal can be written as before.")


def status_line(places: Iterable[Standing], zone: tzinfo) -> str:
    """What the service manager shows of the daemon."""
    coming = following(places)
    if coming is None:
        return "Nothing more this evening"
    place, at = coming
    return f"Next: {title_of(place.reminder)} at {clock(at, zone)}"
