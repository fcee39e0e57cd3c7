"""When the events of a calendar take place: recurrences and time zones are the libraries' craft.

icalendar and recurring-ical-events (the extra `calendar`) are imported here, and this module only
in a command or a short-lived child: they cost 10 MiB and 80 ms.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import icalendar
import recurring_ical_events
from icalendar.timezone import tzp

from coach.core.nights import instant
from coach.imports.ics import Event, readable, value
from coach.imports.patience import TooLong, at_most
from coach.named import NamedTuple
from coach.wording.translating import _

PATIENCE = 1.0
"""Seconds for one event with all its repetitions; daily ones since 1970 take a tenth of it."""
MOST = 400
"""Occurrences of one event that are looked at; more is no person's calendar."""

_TOO_OFTEN = (b"SECONDLY", b"MINUTELY", b"HOURLY")
_REPETITION = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))


class Unreadable(Exception):
    """An event cannot be understood, or repeats without end."""


class Occurrence(NamedTuple):
    """One time that an event takes place."""

    uid: str
    which: str
    """Of its repetitions; empty for an event that has none."""
    begins: datetime
    ends: datetime
    whole_days: tuple[date, ...]
    """The days of an event without times; empty for one that has them."""
    title: str
    categories: tuple[str, ...]


class Asker(NamedTuple):
    """Who asks, and about which time."""

    first: datetime
    last: datetime
    zone: tzinfo
    """Of the person: for times without a zone, and for whole days."""
    addresses: frozenset[str]


def occurrences(
    events: Sequence[Event], zones: Mapping[str, bytes], asker: Asker
) -> list[Occurrence]:
    """The occurrences of all events with one uid, without those called off or declined.

    Args:
        events: The event itself and what replaces single repetitions.
        zones: The zones that its file defines.
        asker: Who asks.

    Raises:
        Unreadable: nobody can say.
    """
    if any(map(_repeats_too_often, events)):
        raise Unreadable(_("it repeats within hours"))
    if any(_method(event) == b"CANCEL" for event in events):
        return []
    repeats = any(not _REPETITION.isdisjoint(event.lines) for event in events)
    try:
        with at_most(PATIENCE), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = _expanded(events, zones, asker)[:MOST]
            own = asker.addresses | _owner(events[0])
            return list(_taking_place(found, asker.zone, own, repeats=repeats))
    except TooLong:
        raise Unreadable(_("it takes too long to work out")) from None
    except Exception as error:  # noqa: BLE001 - the libraries raise whatever a strange file makes them
        raise Unreadable(str(error)) from None


def _expanded(events: Sequence[Event], zones: Mapping[str, bytes], asker: Asker) -> list[Any]:
    """What the libraries make of it: components with a beginning and an end each."""
    # A zone of a file's own is remembered by its name, which another file may use otherwise.
    tzp.use_default()
    header = events[0].calendar.get(b"X-WR-TIMEZONE", ())
    body = b"\r\n".join(line for event in events for line in _written(event))
    named = ((name, zone) for name, zone in zones.items() if name.encode() in body)
    own = [zone for name, zone in named if tzp.timezone(name) is None]
    text = b"\r\n".join([b"BEGIN:VCALENDAR", *header, *own, body, b"END:VCALENDAR", b""])
    calendar = icalendar.Calendar.from_ical(_as_text(text))
    first, last = asker.first.astimezone(asker.zone), asker.last.astimezone(asker.zone)
    return list(recurring_ical_events.of(calendar).between(first, last))


def _written(event: Event) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT"
    for lines in event.lines.values():
        yield from lines
    yield b"END:VEVENT"


def _as_text(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _taking_place(
    found: Iterable[Any], zone: tzinfo, own: frozenset[str], *, repeats: bool
) -> Iterator[Occurrence]:
    for one in found:
        if str(one.get("STATUS", "")).upper() == "CANCELLED" or _is_declined(one, own):
            continue
        begins, ends = one["DTSTART"].dt, one["DTEND"].dt
        yield Occurrence(
            uid=str(one.get("UID", "")),
            which=str(one["RECURRENCE-ID"].dt) if repeats and "RECURRENCE-ID" in one else "",
            begins=_instant(begins, zone),
            ends=_instant(ends, zone),
            whole_days=() if isinstance(begins, datetime) else _days(begins, ends),
            title=readable(_bytes(one.get("SUMMARY", ""))),
            categories=tuple(_categories(one)),
        )


def _instant(when: date, zone: tzinfo) -> datetime:
    """In UTC; a time without a zone is by the person's own clock (RFC 5545, 3.3.5)."""
    if not isinstance(when, datetime):
        return instant(zone, when, timedelta(0))
    if when.tzinfo is None:
        return instant(zone, when.date(), when - datetime.combine(when.date(), datetime.min.time()))
    return when.astimezone(UTC)


def _days(begins: date, ends: date) -> tuple[date, ...]:
    """The days of an event without times; its end is the day after the last (3.6.1)."""
    count = max(1, (ends - begins).days)
    return tuple(begins + timedelta(days=n) for n in range(min(count, MOST)))


def _bytes(text: object) -> bytes:
    return str(text).encode("utf-8", "replace")


def _categories(one: Any) -> Iterator[str]:  # noqa: ANN401 - a component of an untyped library
    found = one.get("CATEGORIES", [])
    for entry in found if isinstance(found, list) else [found]:
        for name in getattr(entry, "cats", [entry]):
            yield readable(_bytes(name))


def _is_declined(one: Any, own: frozenset[str]) -> bool:  # noqa: ANN401 - the same
    """Whether the person said no to an invitation, or everybody who was invited did."""
    found = one.get("ATTENDEE", [])
    invited = found if isinstance(found, list) else [found]
    answers = {_address(who): str(who.params.get("PARTSTAT", "")).upper() for who in invited}
    said = [answer for address, answer in answers.items() if address in own]
    if said:
        return "DECLINED" in said
    organizer = _address(one.get("ORGANIZER", ""))
    others = [answer for address, answer in answers.items() if address != organizer]
    return bool(others) and set(others) == {"DECLINED"}


def _address(who: object) -> str:
    return str(who).lower().removeprefix("mailto:").strip()


def _repeats_too_often(event: Event) -> bool:
    rules = [*event.lines.get(b"RRULE", ()), *event.lines.get(b"EXRULE", ())]
    return any(often in rule.upper() for rule in rules for often in _TOO_OFTEN)


def _owner(event: Event) -> frozenset[str]:
    """Whose a calendar is: Google calls a person's own one by their address."""
    lines = event.calendar.get(b"X-WR-CALNAME", ())
    name = readable(value(lines[0])).lower() if lines else ""
    return frozenset({name} if "@" in name else ())


def _method(event: Event) -> bytes:
    lines = event.calendar.get(b"METHOD", ())
    return value(lines[0]).strip().upper() if lines else b""
