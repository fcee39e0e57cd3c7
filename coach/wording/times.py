"""How times and durations are spelled for people."""

from datetime import date, datetime, time, timedelta, tzinfo

from coach.core.model import Anchored, Moment
from coach.wording.translating import _, marked, n_

WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
DAYS = (
    *(marked("Mo"), marked("Tu"), marked("We"), marked("Th")),
    *(marked("Fr"), marked("Sa"), marked("Su")),
)
MONTHS_SHORT = (
    *(marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun")),
    *(marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec")),
)


def clock(instant: datetime, zone: tzinfo) -> str:
    """`21:45`."""
    return f"{instant.astimezone(zone):%H:%M}"


def stamp(instant: datetime, zone: tzinfo) -> str:
    """`22 November 2026 at 21:45`."""
    local = instant.astimezone(zone)
    return _("{day} {month} {year} at {time}").format(
        day=local.day, month=month(local), year=local.year, time=f"{local:%H:%M}"
    )


def evening(night: date) -> str:
    """`Sunday 22 November`."""
    return _("{weekday} {day} {month}").format(
        weekday=_(WEEKDAYS[night.weekday()]), day=night.day, month=month(night)
    )


def dated(night: date) -> str:
    """`Sunday 22 November 2026`."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=_(WEEKDAYS[night.weekday()]), day=night.day, month=month(night), year=night.year
    )


def month(night: date) -> str:
    """`June`."""
    return _(MONTHS[night.month - 1])


def day(night: date) -> str:
    """`1 June`."""
    return f"{night.day} {month(night)}"


def short_month(night: date) -> str:
    """`Jun`."""
    return _(MONTHS_SHORT[night.month - 1])


def weekdays() -> list[tuple[str, str]]:
    """`Mo` and `Monday`, and so on."""
    return [(_(short), _(name)) for short, name in zip(DAYS, WEEKDAYS, strict=True)]


def short_day(night: date) -> str:
    """`1 Jun`."""
    return f"{night.day} {short_month(night)}"


def hours(count: int) -> str:
    """`1 hour`, `2 hours`."""
    return n_("{n} hour", "{n} hours", count).format(n=count)


def minutes(count: int) -> str:
    """`1 minute`, `2 minutes`."""
    return n_("{n} minute", "{n} minutes", count).format(n=count)


def seconds(count: int) -> str:
    """`1 second`, `2 seconds`."""
    return n_("{n} second", "{n} seconds", count).format(n=count)


def span(duration: timedelta) -> str:
    """`45 minutes`, `1 hour`, `1 hour 30 minutes`."""
    whole, rest = divmod(int(duration.total_seconds()) // 60, 60)
    if not whole:
        return minutes(rest)
    if not rest:
        return hours(whole)
    return _("{hours} {minutes}").format(hours=hours(whole), minutes=minutes(rest))


def moment(value: Moment) -> str:
    """A moment of the config: `at 21:45`, `45 minutes before bedtime`."""
    if isinstance(value, time):
        return _("at {time}").format(time=f"{value:%H:%M}")
    return _anchored(value)


def _anchored(value: Anchored) -> str:
    at_bedtime, long = value.anchor == "bedtime", span(abs(value.offset))
    if not value.offset:
        return _("at bedtime") if at_bedtime else _("when you get up")
    if value.offset < timedelta(0):
        text = _("{span} before bedtime") if at_bedtime else _("{span} before you get up")
    else:
        text = _("{span} after bedtime") if at_bedtime else _("{span} after you get up")
    return text.format(span=long)
