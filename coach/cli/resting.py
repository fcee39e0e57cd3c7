"""pause, resume."""

from argparse import ArgumentParser, Namespace

from coach.cli.context import Context, Stop
from coach.cli.options import add_json, add_words
from coach.core.history import paused
from coach.core.model import Pause, Resume
from coach.wording import replies
from coach.wording.translating import _


def add_pause(parser: ArgumentParser) -> None:
    """`coach pause`."""
    parser.add_argument(
        "--until",
        metavar="DATE",
        help=_("reminders return on that evening; left out: until resume"),
    )
    add_words(parser, "--reason", _("why, for your own notes"))
    add_json(parser)
    parser.set_defaults(run=_pause)


def add_resume(parser: ArgumentParser) -> None:
    """`coach resume`."""
    add_json(parser)
    parser.set_defaults(run=_resume)


def _pause(arguments: Namespace, context: Context) -> int:
    until = None if arguments.until is None else context.day(arguments.until, to_come=True)
    if until is not None and until <= context.tonight:
        raise Stop(replies.not_ahead(until), 2)
    pause = Pause(until, arguments.reason)
    (fact,) = context.record((context.tonight, pause))
    document = {
        "id": fact.id,
        "night": fact.night.isoformat(),
        "until": until.isoformat() if until else None,
    }
    return context.tell(replies.paused(pause), document)


def _resume(_arguments: Namespace, context: Context) -> int:
    if not paused(context.facts(context.tonight), context.tonight):
        raise Stop(_(replies.NOTHING_PAUSED), 3)
    (fact,) = context.record((context.tonight, Resume()))
    return context.tell(replies.resumed(), {"id": fact.id, "night": fact.night.isoformat()})
