"""Events <-> plain JSON objects, facts <-> rows of text."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from coach.core.model import (
    Activity,
    Answer,
    ClockSet,
    Cold,
    Confirmed,
    Cramp,
    Decided,
    Delivery,
    Eased,
    Event,
    Expected,
    Fact,
    Held,
    Kind,
    Morning,
    Pause,
    Proposed,
    Remark,
    Resume,
    Signs,
    Timetable,
    Undo,
    Unexpected,
)
from coach.named import NamedTuple

KINDS: dict[Kind, type[Event]] = {
    "delivery": Delivery,
    "answer": Answer,
    "activity": Activity,
    "cramp": Cramp,
    "cold": Cold,
    "morning": Morning,
    "signs": Signs,
    "pause": Pause,
    "resume": Resume,
    "undo": Undo,
    "timetable": Timetable,
    "held": Held,
    "clock": ClockSet,
    "expected": Expected,
    "unexpected": Unexpected,
    "confirmed": Confirmed,
    "eased": Eased,
    "proposed": Proposed,
    "decided": Decided,
    "remark": Remark,
}

_NAMES = {kind: name for name, kind in KINDS.items()}

_REVIVED: dict[tuple[Kind, str], Callable[[Any], Any]] = {
    ("delivery", "reminders"): tuple,
    ("delivery", "carried"): tuple,
    ("answer", "back"): datetime.fromisoformat,
    ("activity", "when"): datetime.fromisoformat,
    ("activity", "duration"): lambda minutes: timedelta(minutes=minutes),
    ("activity", "begun"): datetime.fromisoformat,
    ("activity", "moving"): lambda minutes: timedelta(minutes=minutes),
    ("cramp", "when"): datetime.fromisoformat,
    ("signs", "ticked"): tuple,
    ("signs", "denied"): tuple,
    ("pause", "until"): date.fromisoformat,
    ("timetable", "written"): datetime.fromisoformat,
    ("held", "reminders"): tuple,
    ("expected", "begins"): datetime.fromisoformat,
    ("expected", "ends"): datetime.fromisoformat,
    ("eased", "evidence"): tuple,
    ("proposed", "evidence"): tuple,
    ("clock", "was"): datetime.fromisoformat,
    ("clock", "now"): datetime.fromisoformat,
    ("timetable", "times"): lambda times: {slot: tuple(walls) for slot, walls in times.items()},
}

_REVIVERS = {
    kind: [(name, revive) for (of, name), revive in _REVIVED.items() if of == kind]
    for kind in KINDS
}
"""By kind: a report revives tens of thousands of events."""

_parsed = json.JSONDecoder().decode


class Row(NamedTuple):
    """A fact as text, as the database has it."""

    id: str
    at: str
    night: str
    kind: str
    target: str | None
    """The id of the fact that an undo takes back."""
    body: str
    """The event: one JSON object."""


def kind_of(event: Event) -> Kind:
    """The word under which an event is kept."""
    return _NAMES[type(event)]


def plain(event: Event) -> dict[str, Any]:
    """An event's fields for JSON, without those that say nothing."""
    default = getattr(event, "_field_defaults", {})
    return {
        name: _plain(value)
        for name, value in event._asdict().items()
        if name not in default or value != default[name]
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, date):
        return value.isoformat()
    return value.total_seconds() / 60 if isinstance(value, timedelta) else value


def encode(event: Event) -> str:
    """An event as JSON text."""
    return json.dumps(plain(event), ensure_ascii=False, separators=(",", ":"))


def decode(kind: Kind, body: str) -> Event:
    """An event from JSON text.

    Raises:
        ValueError, KeyError, TypeError: it is not what `encode` writes.
    """
    fields: dict[str, Any] = _parsed(body)
    for name, revive in _REVIVERS[kind]:
        if name in fields:
            fields[name] = revive(fields[name])
    return KINDS[kind](**fields)


def to_row(fact: Fact) -> Row:
    """A fact as text."""
    target = fact.event.target if isinstance(fact.event, Undo) else None
    kind, body = kind_of(fact.event), encode(fact.event)
    return Row(fact.id, fact.at.isoformat(), fact.night.isoformat(), kind, target, body)


def from_row(row: Row) -> Fact:
    """A fact from text.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what `to_row` writes.
    """
    event = decode(row.kind, row.body)  # type: ignore[arg-type] # an unknown kind is a KeyError
    return Fact(row.id, datetime.fromisoformat(row.at), date.fromisoformat(row.night), event)
