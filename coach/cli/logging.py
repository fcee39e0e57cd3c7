"""log: a cramp, and the activities."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from coach.cli.activities import add_hike, add_trip, add_work
from coach.cli.context import Context, refuse
from coach.cli.options import add_json, add_words, whole
from coach.cli.times import past
from coach.config.values import Fault
from coach.core import nights
from coach.core.model import Cramp, Fact, Undo
from coach.wording import replies

SIDES = ("left", "right", "both")
PLACES = ("calf", "foot", "toes", "thigh-front", "thigh-back", "other")
WORST = 10
LONGEST = 600
"""Minutes; a cramp that is said to last longer is a slip of the hand."""
SAME_CRAMP = timedelta(minutes=30)


def add_log(parser: ArgumentParser) -> None:
    """`coach log ...`."""
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    for name, (add, text) in KINDS.items():
        add(kinds.add_parser(name, help=text, description=f"Write down {text}."))


def add_cramp(parser: ArgumentParser) -> None:
    """`coach log cramp`."""
    parser.add_argument("--at", metavar="T", help="when: 04:30; left out: now")
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--place", choices=PLACES)
    parser.add_argument("--pain", type=whole(0, WORST), metavar="0-10", help="0 none, 10 the worst")
    parser.add_argument("--minutes", type=whole(0, LONGEST), metavar="N", help="how long it lasted")
    add_words(parser, "--note", "your own words")
    add_json(parser)
    parser.set_defaults(run=_log_cramp)


def _log_cramp(arguments: Namespace, context: Context) -> int:
    bare = _bare(context, arguments.at)
    when = bare.event.when if bare and not arguments.at else _when(arguments.at, context)
    cramp = Cramp(
        when=when.astimezone(context.zone),
        side=arguments.side,
        place=arguments.place,
        pain=arguments.pain,
        minutes=arguments.minutes,
        note=arguments.note,
    )
    night = nights.night_of(when, context.zone, context.config.rollover)
    entries = [(bare.fact.night, Undo(bare.fact.id))] if bare else []
    *_, fact = context.record(*entries, (night, cramp))
    text = replies.cramp_logged(when, night, context.zone)
    return context.tell(text, {"id": fact.id, "night": night.isoformat()})


def _when(told: str | None, context: Context) -> datetime:
    if told is None:
        return context.now
    try:
        return past(told, context.now, context.zone)
    except Fault as fault:
        refuse(fault)


class _Bare(NamedTuple):
    fact: Fact
    event: Cramp


def _bare(context: Context, told: str | None) -> _Bare | None:
    """The cramp that `coach cramp` noted at once, if these are its details."""
    when = _when(told, context)
    night = nights.night_of(when, context.zone, context.config.rollover)
    for fact in reversed(context.facts(night)):
        event = fact.event
        if isinstance(event, Cramp) and event == Cramp(event.when):
            near = told is None or abs(event.when - when) <= SAME_CRAMP
            return _Bare(fact, event) if near else None
    return None


KINDS: dict[str, tuple[Callable[[ArgumentParser], None], str]] = {
    "hike": (add_hike, "a hike"),
    "trip": (add_trip, "a long trip"),
    "work": (add_work, "a hard day's work on your feet"),
    "cramp": (add_cramp, "a cramp"),
}
