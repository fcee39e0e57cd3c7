"""What is said of calendars and of what they lead to expect."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from coach.core.expecting import CALENDAR, Expectation
from coach.core.model import Activity, Confirmed, Expected, Reminder, Unexpected
from coach.wording.times import clock, evening
from coach.wording.translating import _, marked, n_

WHAT = {
    "hike": marked("a hike"),
    "trip": marked("a trip"),
    "car": marked("a trip by car"),
    "train": marked("a trip by train"),
    "bus": marked("a trip by bus"),
    "flight": marked("a flight"),
}


def what(one: Expected | Activity) -> str:
    """`a hike`, `a trip by train`: nobody kept what the calendar calls it."""
    return _(WHAT[one.mode if one.mode in WHAT else one.sort])


def on_the_way(trip: Activity) -> str:
    """Why something comes on the way."""
    return _("{what} is in your calendar").format(what=what(trip))


def doubted(extent: str, activity: Activity) -> str:
    """How much an activity was, with a word where only a calendar tells of it."""
    if activity.source != CALENDAR:
        return extent
    return _("{extent}, by your calendar").format(extent=extent)


def when(expected: Expected, zone: tzinfo) -> str:
    """`Saturday 5 December, 09:00 to 16:00`."""
    begins, ends = expected.begins.astimezone(zone), expected.ends.astimezone(zone)
    if not expected.timed:
        return _("{day}, all day").format(day=evening(begins.date()))
    if ends.date() - begins.date() >= timedelta(days=1):
        return _("{day} {begins} to {last_day} {ends}").format(
            day=evening(begins.date()),
            begins=clock(begins, zone),
            last_day=evening(ends.date()),
            ends=clock(ends, zone),
        )
    return _("{day}, {begins} to {ends}").format(
        day=evening(begins.date()), begins=clock(begins, zone), ends=clock(ends, zone)
    )


def question(asked: Reminder, zone: tzinfo) -> str:
    """What the question says: what is meant, and what an answer does."""
    if not isinstance(asked.about, Expected):
        return ""
    text = _(
        "In your calendar: {what}, {when}.\n"
        "Yes: your evenings take care of it. No: they stay as usual."
    )
    return text.format(what=what(asked.about), when=when(asked.about, zone))


def happened(event: Expected | Unexpected | Confirmed, zone: tzinfo) -> str:
    """A line of the history."""
    match event:
        case Expected():
            told = _("in your calendar: {what}, {when}")
            return told.format(what=what(event), when=when(event, zone))
        case Unexpected():
            return _("no longer in your calendar")
        case Confirmed(_key, took_place):
            return _("you said that it took place") if took_place else _("you said that it did not")


# --- expected ------------------------------------------------------------------------------

YES = marked("it took place: the id of an entry, as listed")
NO = marked("it did not take place")
READ = marked("read the calendars now")
NOTHING = marked(
    "No hike and no long trip is known from your calendar for the next two weeks.\n"
    "It is read while coach runs. To read it now: coach expected --read"
)
NONE_SET = marked(
    'No calendar is set. Name one in your config: [calendar] files = ["~/calendar.ics"]'
)

NOT_SO = marked("If one does not take place: coach expected, and then --no with its id")

UNCONFIRMED = marked(
    "Did it take place? {what}, {when}\n"
    "Say so with: coach expected --yes {id}, or coach expected --no {id}"
)
SHORT_ID = 6
"""So many letters of an id are enough to name it."""

STATES = {
    "yes": marked("{id}  {what}, {when}: it took place"),
    "no": marked("{id}  {what}, {when}: it did not take place"),
    "dropped": marked("{id}  {what}, {when}: not confirmed, so it no longer counts"),
    "open": marked("{id}  {what}, {when}"),
}


def listed(one: Expectation, evening: date, zone: tzinfo) -> str:
    """One line of the list."""
    key, expected = one.expected.key[:SHORT_ID], one.expected
    text = _(STATES[one.state(evening)])
    return text.format(id=key, what=what(expected), when=when(expected, zone))


def line(expected: Expected, zone: tzinfo) -> str:
    """`a hike, Saturday 5 December, 09:00 to 16:00`."""
    return _("{what}, {when}").format(what=what(expected), when=when(expected, zone))


def taken(lines: Sequence[str], known: int) -> str:
    """After files were imported: what is expected now, and how to take that back."""
    if not lines and not known:
        return _("No hike and no long trip stands in it from now to a year ahead.")
    if not lines:
        return _("What stands in it was known already.")
    head = n_("{n} is expected:", "{n} are expected:", len(lines)).format(n=len(lines))
    return "\n".join([head, *(f"  {one}" for one in lines), _(NOT_SO)])


def unconfirmed(lately: Sequence[Expectation], evening: date, zone: tzinfo) -> list[str]:
    """What a status adds: what waits for a word, and what no longer counts without one."""
    states = {"open": UNCONFIRMED, "dropped": STATES["dropped"]}
    lines = []
    for one in lately:
        state, expected = one.state(evening), one.expected
        if state in states:
            text = _(states[state])
            lines.append(
                text.format(
                    id=expected.key[:SHORT_ID], what=what(expected), when=when(expected, zone)
                )
            )
    return lines


def no_such(prefix: str, *, several: bool) -> str:
    """When an id names nothing, or too much."""
    if several:
        return _("{id} may mean several; write more of it").format(id=prefix)
    return _("Nothing that is expected is called {id}; see: coach expected").format(id=prefix)


def not_yet(expected: Expected, zone: tzinfo) -> str:
    """When something is confirmed that is still to come."""
    text = _("That is still to come: {what}, {when}.")
    return text.format(what=what(expected), when=when(expected, zone))


def said_already(expected: Expected, *, happened: bool) -> str:
    """When a word changes nothing."""
    told = _("{what}: already noted") if happened else _("{what}: already noted as not done")
    return told.format(what=what(expected))


def said(expected: Expected, zone: tzinfo, *, happened: bool) -> str:
    """After yes and no."""
    text = (
        _("Noted: {what}, {when}.")
        if happened
        else _("Noted as not done: {what}, {when}. It asks nothing of your evenings.")
    )
    return text.format(what=what(expected), when=when(expected, zone))


def was_read(seen: int, expected: int, new: int, gone: int) -> str:
    """After the calendars were read."""
    lines = [
        n_("{n} event was read.", "{n} events were read.", seen).format(n=seen),
        n_(
            "{n} hike or trip is expected in the next two weeks.",
            "{n} hikes and trips are expected in the next two weeks.",
            expected,
        ).format(n=expected),
    ]
    if new or gone:
        lines.append(_("{new} new or changed, {gone} gone.").format(new=new, gone=gone))
    return "\n".join(lines)


NONE_READ = marked("no calendar is set")


def found(seen: int, expected: int, problems: Sequence[str]) -> str:
    """What check says: how many events there are, how many count, and what is wrong."""
    counts = n_(
        "{n} event, {expected} of them a hike or long trip in the next two weeks",
        "{n} events, {expected} of them hikes or long trips in the next two weeks",
        seen,
    ).format(n=seen, expected=expected)
    return "; ".join([counts, *problems])


def problem(path: str, message: str) -> str:
    """What was wrong with one calendar."""
    return f"{path}: {message}" if path else message
