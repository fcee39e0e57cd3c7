"""expected: what stands in the calendars, and whether it took place."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.core.expecting import Expectation, changes, expectations, written
from coach.core.model import Confirmed, Event, Expected, Unexpected
from coach.wording import calendar_files
from coach.wording import calendars as words
from coach.wording.translating import _

if TYPE_CHECKING:
    from coach.imports.calendars import Reading

SHOWN_BEFORE = 7
"""So many evenings back are listed."""


def add_expected(parser: ArgumentParser) -> None:
    """`coach expected`."""
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--yes", metavar="ID", help=_(words.YES))
    said.add_argument("--no", metavar="ID", help=_(words.NO))
    said.add_argument("--read", action="store_true", help=_(words.READ))
    add_json(parser)
    parser.set_defaults(run=_expected)


def _expected(arguments: Namespace, context: Context) -> int:
    if arguments.read:
        return _read(context)
    if arguments.yes is not None:
        return _say(arguments.yes, context, happened=True)
    if arguments.no is not None:
        return _say(arguments.no, context, happened=False)
    listed = _listed(context)
    lines = [words.listed(one, context.tonight, context.zone) for one in listed]
    text = "\n".join(lines) or _(words.NOTHING if context.config.calendar.files else words.NONE_SET)
    return context.tell(text, {"expected": _documents(listed, context)})


# --- yes and no --------------------------------------------------------------------------


def _say(prefix: str, context: Context, *, happened: bool) -> int:
    one = _named(prefix, context)
    if one.expected.begins > context.now and happened:
        raise Stop(words.not_yet(one.expected, context.zone), 3)
    if one.happened is happened:
        raise Stop(words.said_already(one.expected, happened=happened), 3)
    event = Confirmed(one.expected.key, happened, "command")
    (fact,) = context.record((one.night, event))
    text = words.said(one.expected, context.zone, happened=happened)
    return context.tell(text, {"id": fact.id, "night": one.night.isoformat()})


def _named(prefix: str, context: Context) -> Expectation:
    found = [one for one in _listed(context) if prefix and one.expected.key.startswith(prefix)]
    if len(found) != 1:
        raise Stop(words.no_such(prefix, several=len(found) > 1), 3)
    return found[0]


def _listed(context: Context) -> list[Expectation]:
    """What is to come, and what was lately."""
    return [
        one
        for one in expectations(context.facts(context.tonight))
        if (context.tonight - one.night).days < SHOWN_BEFORE
    ]


def _documents(listed: list[Expectation], context: Context) -> list[dict[str, Any]]:
    return [
        {
            "id": one.expected.key,
            "sort": one.expected.sort,
            "mode": one.expected.mode,
            "begins": one.expected.begins.astimezone(context.zone).isoformat(),
            "ends": one.expected.ends.astimezone(context.zone).isoformat(),
            "all_day": not one.expected.timed,
            "night": one.night.isoformat(),
            "state": one.state(context.tonight),
        }
        for one in listed
    ]


# --- the calendars -----------------------------------------------------------------------


def _read(context: Context) -> int:
    reading = reading_of(context)
    events = _changes(reading, context)
    if events:
        context.record(*events)
    if not context.config.calendar.files:
        raise Stop(_(words.NONE_SET), 3)
    for problem in reading.problems:
        print(words.problem(problem.path, problem.message), file=sys.stderr)
    new = sum(isinstance(event, Expected) for _night, event in events)
    gone = sum(isinstance(event, Unexpected) for _night, event in events)
    document = {
        "events": reading.seen,
        "expected": len(reading.found),
        "new": new,
        "gone": gone,
        "folders": list(reading.folders),
        "problems": [problem._asdict() for problem in reading.problems],
    }
    context.tell(words.was_read(reading.seen, len(reading.found), new, gone), document)
    return 1 if reading.problems else 0


def reading_of(context: Context) -> "Reading":
    """What the configured calendars say now.

    Raises:
        Stop: the extra is missing.
    """
    from coach.imports.calendars import NOTHING, Person, read  # noqa: PLC0415 - where one asks

    if not context.config.calendar.files:
        return NOTHING
    try:
        return read(Person(context.config, context.zone, context.now))
    except ImportError:
        raise Stop(_(calendar_files.NEEDS_EXTRA), 1) from None


def _changes(reading: "Reading", context: Context) -> tuple[tuple[date, Event], ...]:
    from coach.imports.calendars import AHEAD, BEFORE, source_of  # noqa: PLC0415 - the same

    first, last = context.now - BEFORE, context.now + AHEAD
    configured = {source_of(path) for path in context.config.calendar.files}
    known = [one for one in written(context.facts(context.tonight)) if _lies(one, first, last)]
    left = frozenset(one.expected.source for one in known) - configured - {""}
    return changes(known, reading.found, reading.whole | left)


def _lies(one: Expectation, first: datetime, last: datetime) -> bool:
    return one.expected.ends > first and one.expected.begins < last
