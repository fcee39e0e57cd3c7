"""Reading single values as people write them: times, durations, expressions.

Each reader takes what TOML or the command line gives and raises `Fault` with a sentence that
says what is wrong and one that says what to write instead.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from coach.core.model import Anchored, Days, Moment
from coach.wording.translating import _, marked

Path = tuple[str | int, ...]
"""Keys and list positions from the top: `("habit", 0, "at", 1)`."""

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY: Days = frozenset(range(7))

_WALL = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
_DURATION = re.compile(r"(?:([0-9]{1,4}) *h)? *(?:([0-9]{1,5}) *(?:m|min|minutes?)?)?", re.ASCII)
_EXPRESSION = re.compile(r"(bedtime|wake)(?: *([+-]) *(.+))?", re.ASCII)

_BREAKS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)))
"""What breaks a line or a terminal; not the joiners that some scripts and emoji need."""

_YEARS = range(1900, 2200)
"""Further away a date is a slip of the hand; nothing here would find a night for it."""

_SHOWN = 58

A_TIME = marked('write a time such as "22:30"')
A_DURATION = marked('write a duration such as "10min", "1h30" or 45 (minutes)')
A_MOMENT = marked('write a time such as "21:45", or "bedtime - 45min"')
SOME_DAYS = marked('write "daily", or a list such as ["mon", "wed"]')


class Fault(Exception):
    """A value that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OffTheClock(Fault):
    """It is spelled as a time, and no clock shows it."""


def wall_time(value: object) -> time:
    """Read `22:30`; TOML's own local times (22:30:00 without quotes) count too.

    Raises:
        Fault: it is no time of day.
    """
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if not isinstance(value, str):
        raise _no_time(value)
    found = _WALL.fullmatch(value.strip())
    if not found:
        raise _no_time(value)
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock's last hour and minute
        wrong = _("{value} is not on the clock").format(value=shown(value))
        raise OffTheClock(wrong, _("write a time from 00:00 to 23:59"))
    return time(hour, minute)


def _no_time(value: object) -> Fault:
    return Fault(_("{value} is not a time of day").format(value=shown(value)), _(A_TIME))


def duration(value: object) -> timedelta:
    """Read `90min`, `1h30`, `45` (minutes).

    Raises:
        Fault: it is no duration.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = shown(value)
    found = _DURATION.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if not found or not (found[1] or found[2]):
        wrong = _("{value} is not a duration").format(value=shown(value))
        raise Fault(wrong, _(A_DURATION))
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


def moment(value: object) -> Moment:
    """Read a wall time, or bedtime or wake plus or minus a duration.

    Raises:
        Fault: it is neither.
    """
    found = _EXPRESSION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        try:
            return wall_time(value)
        except OffTheClock:
            raise
        except Fault as fault:
            raise Fault(fault.message, _(A_MOMENT)) from None
    anchor: Literal["bedtime", "wake"] = "bedtime" if found[1] == "bedtime" else "wake"
    offset = duration(found[3]) if found[2] else timedelta(0)
    return Anchored(anchor, -offset if found[2] == "-" else offset)


def days(value: object) -> Days:
    """Read `daily`, or a list of three-letter weekdays.

    Raises:
        Fault: it names no day, or something else.
    """
    if value == "daily":
        return EVERY_DAY
    if not isinstance(value, list) or not value:
        raise Fault(_("{value} names no evenings").format(value=shown(value)), _(SOME_DAYS))
    for name in value:
        if name not in DAY_NAMES:
            wrong = _("{value} is not a weekday").format(value=shown(name))
            raise Fault(wrong, did_you_mean(name, DAY_NAMES) or _(SOME_DAYS))
    return frozenset(DAY_NAMES.index(name) for name in value)


def calendar_date(text: str) -> date:
    """Read `2026-11-22`.

    Raises:
        Fault: it is no date of the calendar.
    """
    hint = _("write a date such as 2026-11-22")
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a date only
    except ValueError:
        raise Fault(_("{value} is not a date").format(value=shown(text)), hint) from None
    if found.year not in _YEARS:
        raise Fault(_("{value} is too far away").format(value=shown(text)), hint)
    return found


def line(text: str) -> str:
    """Read a person's own words as one line; line breaks become spaces.

    Raises:
        Fault: it has characters that would garble a screen.
    """
    words = " ".join(text.split())
    if not (_BREAKS.isdisjoint(words) and _is_unicode(words)):
        raise Fault(_("the text has characters that cannot be shown"), _("write plain words"))
    return words


def _is_unicode(words: str) -> bool:
    """Without lone surrogates: what no encoding can write."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def did_you_mean(value: object, known: Iterable[str]) -> str:
    """`did you mean "stretch"?`, or nothing where nothing is near."""
    if not isinstance(value, str):
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for mistakes

    spelled = {word.lower(): word for word in known}
    near = get_close_matches(value.lower(), spelled, n=1, cutoff=0.5)
    return _('did you mean "{word}"?').format(word=spelled[near[0]]) if near else ""


def one_of(value: object, known: Collection[str]) -> str:
    """Read one word of a list.

    Raises:
        Fault: it is another word.
    """
    if isinstance(value, str) and value in known:
        return value
    choice = ", ".join(f'"{word}"' for word in known)
    guess = did_you_mean(value, known) or _("choose from {words}").format(words=choice)
    raise Fault(_("{value} is not known here").format(value=shown(value)), guess)


def shown(value: object) -> str:
    """A value as the person wrote it, short enough for one line."""
    if isinstance(value, str):
        return f'"{clipped(value)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return clipped(str(value))
    except ValueError:  # Python refuses to spell out thousands of digits
        return _("a number without end")


def clipped(text: str) -> str:
    """A text without what garbles a screen, short enough for one line."""
    return legible(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")


def legible(text: str) -> str:
    """A text without what garbles a screen or forges a line: names of files may have anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
