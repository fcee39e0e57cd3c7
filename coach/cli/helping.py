"""cramp: help now."""

from argparse import ArgumentParser, Namespace

from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.core.model import Cramp
from coach.journal.port import JournalError
from coach.wording import help_now


def add_cramp(parser: ArgumentParser) -> None:
    """`coach cramp`."""
    add_json(parser)
    parser.set_defaults(run=_cramp)


def _cramp(_arguments: Namespace, context: Context) -> int:
    """Help comes first: whatever is wrong with the config or the journal, it is shown."""
    if not context.as_json:
        print(help_now.steps())
    night = context.tonight
    try:
        (fact,) = context.record((night, Cramp(when=context.local, at_once=True)))
    except JournalError as error:
        raise Stop(help_now.not_noted(error), 1) from None
    return context.tell(
        help_now.noted(context.now, context.zone), {"id": fact.id, "night": night.isoformat()}
    )
