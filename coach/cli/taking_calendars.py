"""import: calendar files, once; what is in the config is read again and again by itself."""

from collections.abc import Sequence
from datetime import timedelta

from coach.cli.context import Context
from coach.cli.taking import Slip, Taken
from coach.core.expecting import changes, written
from coach.core.model import Expected
from coach.imports.calendars import Person, read_once
from coach.wording import calendar_files
from coach.wording import calendars as words
from coach.wording.translating import _

AHEAD = timedelta(days=366)
"""A flight is booked months before it is flown."""


def take(paths: Sequence[str], context: Context) -> Taken:
    """Take in what files lead to expect, from now to a year ahead; see `taking.Reader`."""
    person = Person(context.config, context.zone, context.now)
    try:
        reading = read_once(paths, person, context.now + AHEAD)
    except ImportError:
        return Taken(
            0, 0, (), tuple(Slip(path, 0, _(calendar_files.NEEDS_EXTRA)) for path in paths)
        )
    known = {one.expected.key: one for one in written(context.facts(context.tonight))}
    # Of what a configured calendar has as well, that one goes on to say whether it is still there.
    found = [
        (night, one._replace(source=known[one.key].expected.source) if one.key in known else one)
        for night, one in reading.found
    ]
    new = changes(known.values(), found, frozenset())
    if new:
        context.record(*new)
    lines = [
        words.line(event, context.zone) for _night, event in new if isinstance(event, Expected)
    ]
    slips = tuple(Slip(one.path or paths[0], 0, one.message) for one in reading.problems)
    said = (words.taken(lines, len(found) - len(new)),)
    return Taken(len(new), len(found) - len(new), said, slips)
