"""Reading single values as people write them: times, durations, expressions.

Each reader takes what TOML or the command line gives and raises `Fault` with a sentence that
says what is wrong and one that says what to write instead.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from coach.core.model import Anchored, Days, Moment

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

A_TIME = 'write a time such as "22:30"'
A_DURATION = 'write a duration such as "10min", "1h30" or 45 (minutes)'
A_MOMENT = 'write a time such as "21:45", or "bedtime - 45min"'


class Fault(Exception):
    """A value that cannot be read: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def wall_time(value: object) -> time:
    """Read `22:30`; TOML's own local times (22:30:00 without quotes) count too.

    Raises:
        Fault: it is no time of day.
    """
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if not isinstance(value, str):
        raise Fault(f"{shown(value)} is not a time of day", A_TIME)
    found = _WALL.fullmatch(value.strip())
    if not found:
        raise Fault(f"{shown(value)} is not a time of day", A_TIME)
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock's last hour and minute
        raise Fault(f"{shown(value)} is not on the clock", "write a time from 00:00 to 23:59")
    return time(hour, minute)


def duration(value: object) -> timedelta:
    """Read `90min`, `1h30`, `45` (minutes).

    Raises:
        Fault: it is no duration.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = shown(value)
    if not isinstance(value, str):
        raise Fault(f"{shown(value)} is not a duration", A_DURATION)
    found = _DURATION.fullmatch(value.strip().lower())
    if not found or not (found[1] or found[2]):
        raise Fault(f"{shown(value)} is not a duration", A_DURATION)
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
        except Fault as fault:
            hint = fault.hint if "clock" in fault.message else A_MOMENT
            raise Fault(fault.message, hint) from None
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
    hint = 'write "daily", or a list such as ["mon", "wed"]'
    if not isinstance(value, list) or not value:
        raise Fault(f"{shown(value)} names no evenings", hint)
    for name in value:
        if name not in DAY_NAMES:
            guess = did_you_mean(name, DAY_NAMES)
            raise Fault(f"{shown(name)} is not a weekday", guess or hint)
    return frozenset(DAY_NAMES.index(name) for name in value)


def calendar_date(text: str) -> date:
    """Read `2026-11-22`.

    Raises:
        Fault: it is no date of the calendar.
    """
    hint = "write a date such as 2026-11-22"
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a date only
    except ValueError:
        raise Fault(f"{shown(text)} is not a date", hint) from None
    if found.year not in _YEARS:
        raise Fault(f"{shown(text)} is too far away", hint)
    return found


def line(text: str) -> str:
    """Read a person's own words as one line; line breaks become spaces.

    Raises:
        Fault: it has characters that would garble a screen.
    """
    words = " ".join(text.split())
    if not (_BREAKS.isdisjoint(words) and _is_unicode(words)):
        raise Fault("the text has characters that cannot be shown", "write plain words")
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
    return f'did you mean "{spelled[near[0]]}"?' if near else ""


def one_of(value: object, known: Collection[str]) -> str:
    """Read one word of a list.

    Raises:
        Fault: it is another word.
    """
    if isinstance(value, str) and value in known:
        return value
    choice = ", ".join(f'"{word}"' for word in known)
    guess = did_you_mean(value, known)
    raise Fault(f"{shown(value)} is not known here", guess or f"choose from {choice}")


def shown(value: object) -> str:
    """A value as the person wrote it, short enough for one line."""
    if isinstance(value, str):
        return f'"{clipped(value)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return clipped(str(value))
    except ValueError:  # Python refuses to spell out thousands of digits
        return "a number without end"


def clipped(text: str) -> str:
    """A text without what garbles a screen, short enough for one line."""
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
