"""Whether a row is something that this program could have written.

For rows from outside: a file that somebody edited, a page that a disk altered. What is let in here
is folded at every turn, so one instant without an offset would stop the daemon for good.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from coach.core.cold import COLDEST, WARMEST
from coach.core.model import (
    Answer,
    Cold,
    Confirmed,
    Decided,
    Delivery,
    Eased,
    Event,
    Expected,
    Fact,
    Held,
    Proposed,
    Remark,
    Timetable,
    Undo,
    Unexpected,
)
from coach.journal import codec
from coach.journal.codec import Row
from coach.wording.translating import _, marked

_YEARS = range(1900, 2200)

_MOST: dict[tuple[str, str], float | timedelta] = {
    ("Activity", "duration"): timedelta(days=7),
    ("Activity", "moving"): timedelta(days=7),
    ("Activity", "distance_km"): 1000,
    ("Activity", "ascent_m"): 30_000,
    ("Activity", "descent_m"): 30_000,
    ("Activity", "effort"): 10,
    ("Activity", "pack_kg"): 300,
    ("Cramp", "pain"): 10,
    ("Cramp", "minutes"): 1440,
    ("Answer", "minutes"): 1440,
    ("Morning", "cramps"): 1000,
    ("Morning", "pain"): 10,
    ("Morning", "sleep_loss"): 10,
    ("Eased", "step"): 3,
    ("Proposed", "slot"): 9999,
    ("Remark", "done"): 100_000,
    ("Remark", "of"): 100_000,
}
"""Wider than what the commands accept: another version may accept more. None may be below 0."""

_LONGEST = timedelta(days=7)
"""What is expected from a calendar is a part of a day, or a day."""

_REMINDER = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([^/]+)/([1-9][0-9]{0,3})")
_SLOT = re.compile(r"[^/]+/[1-9][0-9]{0,3}")
_WALL = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|")
_WEEK = 7

_UNSEEN = dict.fromkeys(
    (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)), " "
) | dict.fromkeys((*range(0x2028, 0x202A), *range(0x2066, 0x206A)), " ")
"""What would command a terminal, or turn the writing round; a tab and a new line do not."""


_TAKES_NOTHING_BACK = marked("it does not say what it takes back")


def sane(row: Row) -> Fact:
    """The fact in a row.

    Characters that would command a terminal become spaces in the words that it has: no reason to
    lose an entry.

    Raises:
        ValueError: it is none; the text says what is wrong with it.
    """
    if not all(_fits(part, str) for part in (row.id, row.at, row.night, row.kind, row.body)):
        raise ValueError(_("a part of it is not text"))
    try:
        fact = codec.from_row(row)
    except KeyError:
        text = _("this version knows no entry of the kind {kind!r}")
        raise ValueError(text.format(kind=row.kind)) from None
    except (TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not row.id or not row.id.isprintable():
        raise ValueError(_("it has no id"))
    if not (_fits(fact.at, datetime) and _fits(fact.night, date)):
        raise ValueError(_("its time has no offset, or is not of our days"))
    kind: Any = type(fact.event)
    for name, hint in _fields(kind).items():
        if not _fits(getattr(fact.event, name), hint):
            raise ValueError(_cannot_be(name, repr(getattr(fact.event, name))))
    if row.target != (fact.event.target if isinstance(fact.event, Undo) else None):
        raise ValueError(_(_TAKES_NOTHING_BACK))
    for wrong in _impossible(fact.event):
        raise ValueError(wrong)
    return fact._replace(event=_cleaned(fact.event))


def readable(row: Row) -> bool:
    """Whether a row can be read, or is a sound one of a version that knows more."""
    try:
        codec.from_row(row)
    except KeyError:
        return row.kind not in codec.KINDS
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return False
    return True


def _impossible(event: Event) -> Iterator[str]:
    """What an event says that cannot be, though it is of the right type."""
    match event:
        case Delivery(_, names, carried) if names or carried:
            yield from _misnamed(*names, *carried)
        case Held(names) if names:
            yield from _misnamed(*names)
        case Delivery() | Held():
            yield _("it names no reminder")
        case Answer():
            yield from _misnamed(event.reminder)
        case Cold(degrees) if degrees is not None and not COLDEST <= degrees <= WARMEST:
            yield f"degrees cannot be {degrees}"
        case Expected() | Unexpected() | Confirmed():
            yield from _unexpectable(event)
        case Undo(target) if not target.isprintable():
            yield _(_TAKES_NOTHING_BACK)
        case Decided() | Eased() | Proposed() | Remark():
            yield from _uncoached(event)
        case Timetable(_, times):
            yield from _mistimed(times)
    yield from _beyond(event)


def _beyond(event: Event) -> Iterator[str]:
    """The numbers that are larger than anybody's."""
    for name, value in event._asdict().items():
        most = _MOST.get((type(event).__name__, name))
        if most is not None and value is not None and not most * 0 <= value <= most:
            yield _cannot_be(name, str(value))


def _cannot_be(name: str, value: str) -> str:
    return _("{name} cannot be {value}").format(name=name, value=value)


def _misnamed(*reminders: str) -> Iterator[str]:
    for reminder in reminders:
        found = _REMINDER.fullmatch(reminder)
        if not (found and reminder.isprintable() and _is_day(found[1])):
            yield _("{value!r} is no reminder").format(value=reminder)


def _unexpectable(event: Expected | Unexpected | Confirmed) -> Iterator[str]:
    if not event.key or not event.key.isprintable():
        yield _("it does not say what was expected")
    if isinstance(event, Expected) and not timedelta(0) < event.ends - event.begins <= _LONGEST:
        yield _("it does not end after it began, or lasts too long")


def _uncoached(event: Decided | Eased | Proposed | Remark) -> Iterator[str]:
    match event:
        case Decided(proposal):
            if not proposal.isprintable():
                yield _("it does not say what was decided")
        case Remark(name):
            yield from _unnamed(name)
        case _:
            yield from _unnamed(event.habit)
            yield from _misnamed(*event.evidence)


def _unnamed(name: str) -> Iterator[str]:
    if not name or "/" in name or not name.isprintable():
        yield _("{value!r} is no name").format(value=name)


def _mistimed(times: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for slot, walls in times.items():
        if not (_SLOT.fullmatch(slot) and slot.isprintable()):
            yield _("{value!r} is no habit's time").format(value=slot)
        if len(walls) != _WEEK or not all(map(_WALL.fullmatch, walls)):
            yield _("{value!r} has not seven times of day").format(value=slot)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def _cleaned(event: Event) -> Event:
    """An event whose words no terminal takes for commands."""
    words = {name: value for name, value in event._asdict().items() if isinstance(value, str)}
    cleaned: dict[str, Any] = {name: value.translate(_UNSEEN) for name, value in words.items()}
    return event if cleaned == words else event._replace(**cleaned)


@cache
def _fields(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401, PLR0911 - a type; a table of types
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in inside)
    if origin is Literal:
        return isinstance(value, str) and value in inside
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(one, inside[0]) for one in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(
            _fits(key, inside[0]) and _fits(one, inside[1]) for key, one in value.items()
        )
    if hint is datetime:
        return isinstance(value, datetime) and bool(value.tzinfo) and value.year in _YEARS
    if hint is date:
        return type(value) is date and value.year in _YEARS
    if hint is float:
        return type(value) in (int, float) and isfinite(value)  # type: ignore[arg-type]
    if hint is str:
        return isinstance(value, str) and _is_text(value)
    return type(value) is hint


def _is_text(value: str) -> bool:
    """A lone half of a character, which JSON can spell, cannot be kept."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
