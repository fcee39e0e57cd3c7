"""What is said of calendars and of what they lead to expect."""

from datetime import timedelta, tzinfo

from coach.core.expecting import CALENDAR
from coach.core.model import Activity, Confirmed, Expected, Unexpected
from coach.wording.times import clock, evening
from coach.wording.translating import _, marked

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
