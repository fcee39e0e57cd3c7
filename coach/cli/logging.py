"""log: a cramp, and the activities."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime, timedelta

from coach.cli.activities import add_hike, add_trip, add_work
from coach.cli.context import Context, refuse
from coach.cli.options import add_json, add_words, whole
from coach.cli.times import past
from coach.config.values import Fault
from coach.core import nights
from coach.core.model import Cramp, Fact, Undo
from coach.core.signs.patterns import LONG_CRAMP
from coach.named import NamedTuple
from coach.wording import replies
from coach.wording.translating import _, marked

SIDES = ("left", "right", "both")
PLACES = ("calf", "foot", "toes", "thigh-front", "thigh-back", "other")
WORST = 10
LONGEST = 600
"""Minutes; a cramp that is said to last longer is a slip of the hand."""
SAME_CRAMP = timedelta(minutes=15)


def add_log(parser: ArgumentParser) -> None:
    """`coach log ...`."""
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    for name, (add, text) in KINDS.items():
        description = _("Write down {what}.").format(what=_(text))
        add(kinds.add_parser(name, help=_(text), description=description))


def add_cramp(parser: ArgumentParser) -> None:
    """`coach log cramp`."""
    parser.add_argument("--at", metavar="T", help=_("when: 04:30, sunday 04:30; left out: now"))
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--place", choices=PLACES)
    parser.add_argument(
        "--pain", type=whole(0, WORST), metavar="0-10", help=_("0 none, 10 the worst")
    )
    parser.add_argument(
        "--minutes", type=whole(0, LONGEST), metavar="N", help=_("how long it lasted")
    )
    add_words(parser, "--note", _("your own words"))
    add_json(parser)
    parser.set_defaults(run=_log_cramp)


def _log_cramp(arguments: Namespace, context: Context) -> int:
    cramp = Cramp(
        when=nights.local(_when(arguments.at, context), context.zone),
        side=arguments.side,
        place=arguments.place,
        pain=arguments.pain,
        minutes=arguments.minutes,
        note=arguments.note,
    )
    first = _noted_at_once(cramp, context, told=arguments.at is not None)
    if first is not None:
        cramp = cramp._replace(when=first.cramp.when)
    night = nights.night_of(cramp.when, context.zone, context.config.rollover)
    taken_back = [(first.fact.night, Undo(first.fact.id))] if first else []
    *_, fact = context.record(*taken_back, (night, cramp))
    text = replies.cramp_logged(cramp.when, night, context.zone, added=first is not None)
    if (cramp.minutes or 0) > LONG_CRAMP:
        from coach.cli.signs import at_once  # noqa: PLC0415 - not for other cramps

        text = "\n\n".join(filter(None, (text, at_once(fact, context))))
    return context.tell(text, {"id": fact.id, "night": night.isoformat()})


def _when(told: str | None, context: Context) -> datetime:
    if told is None:
        return context.now
    try:
        return past(told, context.now, context.zone)
    except Fault as fault:
        refuse(fault)


class _First(NamedTuple):
    fact: Fact
    cramp: Cramp


def _noted_at_once(new: Cramp, context: Context, *, told: bool) -> _First | None:
    """The cramp that `coach cramp` noted, if these are its details.

    Without a time they belong to the last one of this night; with a time, to one about then.
    What brings no details is a cramp of its own.
    """
    if new == Cramp(new.when):
        return None
    night = nights.night_of(new.when, context.zone, context.config.rollover)
    for fact in reversed(context.facts(night)):
        event = fact.event
        if isinstance(event, Cramp) and event.at_once and fact.night == night:
            near = not told or abs(event.when - new.when) <= SAME_CRAMP
            return _First(fact, event) if near else None
    return None


def add_cold(parser: ArgumentParser) -> None:
    """`coach log cold`."""
    parser.add_argument(
        "--degrees", metavar="C", help=_("how warm it is: 17.5, or 64F; left out: it is cold")
    )
    add_json(parser)
    parser.set_defaults(run=_log_cold)


def _log_cold(arguments: Namespace, context: Context) -> int:
    from coach.cli import cold  # noqa: PLC0415 - other entries need nothing of it

    return cold.log(arguments.degrees, context)


KINDS: dict[str, tuple[Callable[[ArgumentParser], None], str]] = {
    "hike": (add_hike, marked("a hike")),
    "trip": (add_trip, marked("a long trip")),
    "work": (add_work, marked("a hard day's work on your feet")),
    "cramp": (add_cramp, marked("a cramp")),
    "cold": (add_cold, marked("that an evening is cold")),
}
