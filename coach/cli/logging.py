"""log cramp."""

from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta
from typing import NamedTuple

from coach.cli.context import Context, Stop, refuse
from coach.cli.options import add_json
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
LONGEST_NOTE = 500
SAME_CRAMP = timedelta(minutes=30)


def add_log(parser: ArgumentParser) -> None:
    """`coach log ...`."""
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    add_cramp(kinds.add_parser("cramp", help="a cramp", description="Write down a cramp."))


def add_cramp(parser: ArgumentParser) -> None:
    """`coach log cramp`."""
    parser.add_argument("--at", metavar="T", help="when: 04:30; left out: now")
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--place", choices=PLACES)
    parser.add_argument("--pain", type=int, metavar="0-10", help="0 none, 10 the worst")
    parser.add_argument("--minutes", type=int, metavar="N", help="how long it lasted")
    parser.add_argument("--note", metavar="S", default="", help="your own words")
    add_json(parser)
    parser.set_defaults(run=_log_cramp)


def _log_cramp(arguments: Namespace, context: Context) -> int:
    _within("--pain", arguments.pain, 0, WORST)
    _within("--minutes", arguments.minutes, 0, LONGEST)
    if len(arguments.note) > LONGEST_NOTE:
        raise Stop(f"--note: the text is too long; {LONGEST_NOTE} characters fit.", 2)
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
    text = replies.cramp_logged(fact, context.zone)
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


def _within(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise Stop(f"{name}: {value} is out of range; write a number from {least} to {most}.", 2)
