"""simulate."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from coach.cli.context import Context, Stop
from coach.cli.options import add_json, whole
from coach.config.loading import LAST_GOOD
from coach.core import nights, planning
from coach.simulating.entries import Entry, Gone, Shown, Told
from coach.simulating.events import Happening, read
from coach.wording import previews
from coach.wording.translating import _

MOST_NIGHTS = 400
BEFORE = timedelta(days=7)
"""How many evenings back what is written may be looked at, as by `--night yesterday`."""


def add_simulate(parser: ArgumentParser) -> None:
    """`coach simulate`."""
    parser.add_argument(
        "--from", dest="first", metavar="DATE", help=_("the first evening; left out: this one")
    )
    parser.add_argument(
        "--nights",
        metavar="K",
        type=whole(1, MOST_NIGHTS),
        default=1,
        help=_("how many evenings; left out: one"),
    )
    parser.add_argument(
        "--events",
        metavar="FILE",
        help=_("what happens meanwhile, a line each: 2026-11-24 21:50 done stretch"),
    )
    add_json(parser)
    parser.set_defaults(run=_simulate)


def _simulate(arguments: Namespace, context: Context) -> int:
    first = (
        context.tonight if arguments.first is None else context.day(arguments.first, to_come=True)
    )
    last = first + nights.DAY * (arguments.nights - 1)
    happenings = _happenings(arguments.events) if arguments.events else []
    with TemporaryDirectory(prefix="coach-simulate-") as folder:
        entries = _played(first, last, tuple(happenings), context, folder)
    if outside := _outside(happenings, first, last, context):
        print(previews.outside(outside), file=sys.stderr)
    text = _text(entries, first, arguments.nights, context)
    return context.tell(text, _document(entries, context))


def _outside(happenings: list[Happening], first: date, last: date, context: Context) -> list[int]:
    """The lines of what lies before or after the evenings that are played."""
    begins = _begins(first, context)
    ends = nights.starts(last + nights.DAY, context.zone, context.config.rollover)
    return [one.number for one in happenings if not begins <= _instant(one, context) < ends]


def _instant(one: Happening, context: Context) -> datetime:
    return nights.instant(context.zone, one.day, nights.since_midnight(one.at))


def _begins(first: date, context: Context) -> datetime:
    """The evening of today is played from now on."""
    begins = nights.starts(first, context.zone, context.config.rollover)
    return max(begins, context.now) if first == context.tonight else begins


def _happenings(file: str) -> list[Happening]:
    from coach.cli.virtual import mistake  # noqa: PLC0415 - only where there are events

    with open(file, encoding="utf-8", errors="replace") as opened:
        happenings, problems = read(opened.read(), file, mistake)
    if problems:
        raise Stop("\n".join(map(str, problems)), 2)
    return happenings


def _played(
    first: date, last: date, happenings: tuple[Happening, ...], context: Context, folder: str
) -> tuple[Entry, ...]:
    from coach.cli.virtual import Scene, typed  # noqa: PLC0415 - the daemon, only for this
    from coach.simulating.memory import MemoryJournal  # noqa: PLC0415 - the same
    from coach.simulating.preview import Given, Preview  # noqa: PLC0415 - the same

    config, zone = context.config, context.zone
    begins = _begins(first, context)
    # Without what is dated later: an evening that has been is played as if it were to come.
    written = context.journal.around(first - BEFORE, last)
    given = Given(
        config=config,
        config_file=_copied(context, folder),
        folder=folder,
        zone=zone,
        begins=begins,
        ends=nights.starts(last + nights.DAY, zone, config.rollover),
        facts=tuple(fact for fact in written if fact.at <= begins),
        happenings=happenings,
    )

    def run(words: Sequence[str], now: datetime, journal: MemoryJournal) -> str:
        return typed(words, Scene(now, zone, context.loaded, journal)).text

    return Preview(given, run).play()


def _copied(context: Context, folder: str) -> str:
    """The text in force, with its time: the daemon reads it as it reads the person's own."""
    spare = os.path.join(context.paths.folder, LAST_GOOD)
    data = context.loaded.data
    if context.loaded.source == "last good":
        with open(spare, "rb") as file:
            data = file.read()
    path = os.path.join(folder, "config.toml")
    with open(path, "wb") as copy:
        copy.write(data)
    if context.loaded.written is not None:
        os.utime(path, (context.loaded.written.timestamp(),) * 2)
    return path


def _text(entries: tuple[Entry, ...], first: date, count: int, context: Context) -> str:
    evenings = []
    for night in (first + nights.DAY * n for n in range(count)):
        lines = [_line(entry, context) for entry in entries if entry.night == night]
        evenings.append(previews.evening(night, lines))
    return "\n\n".join([*evenings, _(previews.NOT_RECORDED)])


def _line(entry: Entry, context: Context) -> str:
    zone = context.zone
    match entry:
        case Shown():
            lines = entry.body.splitlines()
            names = len(entry.reminders + entry.carried)  # of several, each has a line
            return previews.shown(entry.at, zone, entry.title, lines[:names])
        case Gone():
            return previews.gone(entry.at, zone, entry.reminders, context.titles)
        case Told():
            what = previews.happening(entry.words, entry.span)
            return previews.told(entry.at, zone, what, entry.reply)


def _document(entries: tuple[Entry, ...], context: Context) -> dict[str, Any]:
    """Reminders, and apart from them what is asked beside."""
    shown = [entry for entry in entries if isinstance(entry, Shown)]
    kinds = {asks: [one for one in shown if _is_question(one) is asks] for asks in (False, True)}
    return {
        "shown": [_shown_document(one, context) for one in kinds[False]],
        "asked": [_shown_document(one, context) for one in kinds[True]],
    }


def _is_question(shown: Shown) -> bool:
    return planning.asks_of(shown.reminders[0]) != "habit"


def _shown_document(one: Shown, context: Context) -> dict[str, Any]:
    return {
        "night": one.night.isoformat(),
        "at": one.at.astimezone(context.zone).isoformat(),
        "title": one.title,
        "body": one.body,
        "reminders": list(one.reminders),
        "carried": list(one.carried),
        "late": list(one.late),
    }
