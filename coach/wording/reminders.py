"""What the daemon says on the screen."""

from collections.abc import Callable, Iterable
from datetime import tzinfo

from coach.core.journeys import ON_THE_WAY
from coach.core.model import Because, Reminder
from coach.core.planning import habit_of
from coach.core.standing import Standing, following
from coach.core.turning import Showing
from coach.notify.port import Notice
from coach.wording import calendars, remarking
from coach.wording.buttons import buttons
from coach.wording.extents import extent
from coach.wording.times import WEEKDAYS, clock, moment
from coach.wording.titles import title_of
from coach.wording.translating import _, marked, n_

QUESTIONS = {
    "leg-check": marked(
        "Please look at both legs. If one is swollen, warm or painful since your trip, "
        "see a doctor today, and do not rub or stretch it."
    ),
    "soreness": marked(
        "Sore legs after yesterday are usual and pass in some days. "
        "If they are very sore, move gently and leave out the stretches today."
    ),
}
"""Mornings after. Signs of a clot: NHS. Soreness peaks within three days, gone after a week:
reviews of delayed-onset soreness (strength: moderate)."""

EXTRA = {
    "drink": marked("Drink to thirst."),
    "walk": marked("A few steps on foot feel good after sitting."),
    "pumps": marked("Twenty slow ankle pumps will do, too."),
}
"""Drink to thirst: custom of sports physicians. Walking and ankle pumps after sitting: our own
choice; pumps moved blood faster in the sitting leg in one small study."""

NUMBERS = {
    2: marked("two"),
    3: marked("three"),
    4: marked("four"),
    5: marked("five"),
    6: marked("six"),
    7: marked("seven"),
    8: marked("eight"),
    9: marked("nine"),
    10: marked("ten"),
}
"""What is spelled out; more is written in digits."""


Texts = Callable[[Reminder], str]
"""A few words worth reading for a reminder; empty where there are none."""


def notice(showing: Showing, zone: tzinfo, texts: Texts, *, private: bool) -> Notice:
    """What a showing puts before the person."""
    names = showing.names
    hint = hint_for(names)
    if private:
        text = _("Something you planned is due.")
        return Notice(_("This evening"), text, buttons("habit"), hint)
    if len(names) == 1:
        (only,) = names
        late = _("This was for {time}; there is still time.") if only.id in showing.late else ""
        lines = (late.format(time=clock(only.due, zone)), body(only, zone, texts(only)))
        text = "\n".join(filter(None, lines))
        return Notice(title_of(only), text, buttons("habit"), hint)
    told = [_line(reminder, reminder.id in showing.late, zone) for reminder in names]
    return Notice(_heading(len(names)), "\n".join(told), buttons("habit"), hint)


def hint_for(reminders: Iterable[Reminder]) -> str:
    """How to answer where there are no buttons."""
    keys = list(dict.fromkeys(habit_of(reminder.id) for reminder in reminders))
    commands = "; ".join(f"coach done {key}" for key in keys)
    return _("To answer, type: {commands}").format(commands=commands)


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
        _("Your moment: {cue}.").format(cue=cue) if cue else "",
        remarking.line(reminder.remark, reminder.habit) if reminder.remark else "",
        text or _(QUESTIONS.get(reminder.habit.key, "")),
        _extra(reminder.because) if reminder.moment else "",
        _("Step by step: coach stretch") if reminder.habit.routine else "",
        _("Any time until {time} is fine.").format(time=clock(reminder.until, zone)),
    )
    return "\n".join(filter(None, lines))


def reason(reminder: Reminder) -> str:
    """Why a reminder stands in the plan."""
    if reminder.habit.key in QUESTIONS and reminder.because:
        since = reminder.because.since + 1
        return n_(
            "a morning's question, {n} day after {extent}",
            "a morning's question, {n} days after {extent}",
            since,
        ).format(n=since, extent=extent(reminder.because.activity))
    if reminder.habit.key == ON_THE_WAY and reminder.because:
        return calendars.on_the_way(reminder.because.activity)
    return "; ".join(filter(None, (_habit(reminder), because(reminder.because))))


def _habit(reminder: Reminder) -> str:
    """`your habit, every evening, at 21:45`; empty for a follow-up."""
    if not reminder.moment:
        return ""
    days = len(reminder.habit.days)
    often = (
        _("your habit, every evening, {moment}")
        if days == len(WEEKDAYS)
        else n_(
            "your habit, on {n} evening a week, {moment}",
            "your habit, on {n} evenings a week, {moment}",
            days,
        )
    )
    return often.format(n=days, moment=moment(reminder.moment))


def because(why: Because | None) -> str:
    """`two evenings after 14 km and 900 m down`; empty without a reason."""
    if why is None:
        return ""
    how_much = calendars.doubted(extent(why.activity), why.activity)
    if not why.since:
        return _("after today's {extent}").format(extent=how_much)
    return n_("one evening after {extent}", "{number} evenings after {extent}", why.since).format(
        number=_number(why.since), extent=how_much
    )


def _extra(why: Because | None) -> str:
    return " ".join(_(EXTRA[name]) for name in (why.extra if why else ()) if name in EXTRA)


def _line(reminder: Reminder, late: bool, zone: tzinfo) -> str:
    if not late:
        return title_of(reminder)
    text = _("{title} (this was for {time})")
    return text.format(title=title_of(reminder), time=clock(reminder.due, zone))


def _heading(count: int) -> str:
    text = n_("{number} thing for this evening", "{number} things for this evening", count)
    told = text.format(number=_number(count))
    return told[:1].upper() + told[1:]


def _number(count: int) -> str:
    return _(NUMBERS[count]) if count in NUMBERS else str(count)


WAITING_FOR_THE_TIME = marked(
    "The clock is behind my last entry: waiting for the network to set it"
)
"""What the service manager shows meanwhile."""


IN_FORCE = {
    "last good": marked("Your earlier settings stay in force."),
    "good parts": marked("What can be read is in force."),
    "nothing": marked("There are no reminders until it is mended."),
}


def config_has_mistakes(count: int, in_force: str, *, gone: bool) -> Notice:
    """Said once when the config was saved with mistakes, or is gone."""
    found = (
        _("The config file is gone, or cannot be read.")
        if gone
        else n_("The config file has a mistake.", "The config file has {n} mistakes.", count)
    ).format(n=count)
    see = _("See: coach check")
    return Notice(_("The settings need a look"), f"{found} {_(IN_FORCE[in_force])}\n{see}")


def not_kept_yet(why: str) -> Notice:
    """Said when a button was pressed and the journal could not take it."""
    text = _("Your answer is remembered, and will be saved as soon as that can be done: {why}.")
    return Notice(_("Not saved yet"), text.format(why=why))


def no_notes(why: str) -> Notice:
    """Said when the journal cannot take what the program itself writes down."""
    text = _("Reminders go on, and your answers will be remembered. In the way is this: {why}.")
    return Notice(_("The journal takes nothing just now"), text.format(why=why))


def kept_now(*, answer: bool) -> Notice:
    """Said when what was held could be saved."""
    if answer:
        return Notice(_("Saved now"), _("Your earlier answer is safe in the journal."))
    return Notice(_("All is well again"), _("The journal can be written as before."))


def status_line(places: Iterable[Standing], zone: tzinfo) -> str:
    """What the service manager shows of the daemon."""
    coming = following(places)
    if coming is None:
        return _("Nothing more this evening")
    place, at = coming
    text = _("Next: {title} at {time}")
    return text.format(title=title_of(place.reminder), time=clock(at, zone))
