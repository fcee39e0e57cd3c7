"""why: where tonight's text comes from."""

from argparse import ArgumentParser, Namespace

from coach.cli.answering import places_of
from coach.cli.context import Context, Stop
from coach.cli.options import add_json, add_night
from coach.content.texts import text_for
from coach.wording import reasons
from coach.wording.translating import _


def add_why(parser: ArgumentParser) -> None:
    """`coach why HABIT`."""
    parser.add_argument("habit", metavar="HABIT", help=_("the key of a habit in your config"))
    add_night(parser)
    add_json(parser)
    parser.set_defaults(run=_why)


def _why(arguments: Namespace, context: Context) -> int:
    night = context.night(arguments.night)
    places = places_of(context, arguments.habit, night)
    if not places:
        raise Stop(reasons.not_planned(arguments.habit), 3)
    reminder = places[0].reminder
    text = text_for(reminder, context.config.person)
    document = {
        "night": night.isoformat(),
        "habit": arguments.habit,
        "text": text.text if text else None,
        "source": text.source if text else None,
        "strength": text.strength if text else None,
    }
    return context.tell(reasons.why(reminder, text), document)
