"""morning: how the night was."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Literal

from coach.cli.asking import can_ask, typed
from coach.cli.context import Context, Stop
from coach.cli.options import add_json, whole
from coach.core import nights
from coach.core.history import Facts
from coach.core.model import Morning, Plan
from coach.core.mornings import nights_told
from coach.core.questions.morning_check import in_bed, unseen, was_asked
from coach.named import NamedTuple
from coach.wording import telling
from coach.wording.translating import _

WORST = 10
MOST = 50
"""More cramps than this in a night are a slip of the hand."""


class _Answers(NamedTuple):
    """What was said, by options or at the terminal."""

    said: Literal["none", "cramps", "unsure"]
    cramps: int | None = None
    pain: int | None = None
    sleep_loss: int | None = None


def add_morning(parser: ArgumentParser) -> None:
    """`coach morning`."""
    parser.add_argument(
        "--night",
        metavar="N",
        help=_("the date of its evening, or today, or yesterday; left out: the last night"),
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--none", action="store_true", help=_("no cramp"))
    what.add_argument("--unsure", action="store_true", help=_("you cannot say"))
    what.add_argument("--cramps", type=whole(0, MOST), metavar="K", help=_("how many cramps"))
    parser.add_argument(
        "--pain", type=whole(0, WORST), metavar="0-10", help=_("of the worst; 0 none, 10 the worst")
    )
    parser.add_argument(
        "--sleep-loss", type=whole(0, WORST), metavar="0-10", help=_("how much sleep it took")
    )
    add_json(parser)
    parser.set_defaults(run=_morning)


def _morning(arguments: Namespace, context: Context) -> int:
    night = _night(arguments.night, context)
    answers = _told(arguments) or _asked(night, context)
    facts = context.facts(night)
    morning = Morning(answers.said, "command", answers.cramps, answers.pain, answers.sleep_loss)
    (fact,) = context.record((night, morning))
    plan, _is_paused = context.plan(night)
    told = nights_told((*facts, fact))[night]
    lines = [
        telling.noted(night, told),
        telling.instead(in_bed(plan, facts), context.zone) if answers.said == "none" else "",
        _not_shown(plan, facts, context),
    ]
    text = "\n".join(filter(None, lines))
    document = {"night": night.isoformat(), "answered": answers.said, "id": fact.id}
    return context.tell(text, document)


def _night(told: str | None, context: Context) -> date:
    """The night that is meant: one whose bedtime has come.

    At one in the afternoon another night has begun, and nobody has slept in it yet.
    """
    if told is None:
        tonight = context.tonight
        return tonight if _has_come(tonight, context) else tonight - nights.DAY
    night = context.night(told)
    if not _has_come(night, context):
        raise Stop(telling.not_yet(night), 3)
    return night


def _has_come(night: date, context: Context) -> bool:
    return context.now >= nights.borders(context.config, night, context.zone).bedtime


def _told(arguments: Namespace) -> _Answers | None:
    """What the options say; None where they say nothing."""
    cramps, pain, sleep_loss = arguments.cramps, arguments.pain, arguments.sleep_loss
    if pain is not None and not cramps:
        raise Stop(_(telling.PAIN_NEEDS_CRAMPS), 2)
    if cramps:
        return _Answers("cramps", cramps, pain, sleep_loss)
    if arguments.none or cramps == 0:
        return _Answers("none", sleep_loss=sleep_loss)
    if arguments.unsure:
        return _Answers("unsure", sleep_loss=sleep_loss)
    if sleep_loss is not None:
        raise Stop(_(telling.NEEDED), 2)
    return None


def _asked(night: date, context: Context) -> _Answers:
    """Ask, one thing at a time; where nobody can answer, say what is needed."""
    if not can_ask(context):
        raise Stop(_(telling.NEEDED), 2)
    said = typed(telling.how_many(night)).lower()
    if not said:
        raise Stop(_(telling.NOTHING_SAID), 1)
    if said in _(telling.NONE).split() or said == "0":
        return _Answers("none")
    if said in _(telling.UNSURE).split():
        return _Answers("unsure")
    cramps = None if said in _(telling.SOME).split() else _number(said, MOST)
    pain = _number(typed(_(telling.HOW_BAD)), WORST)
    return _Answers("cramps", cramps, pain, _number(typed(_(telling.HOW_MUCH_SLEEP)), WORST))


def _number(text: str, most: int) -> int | None:
    """A number that was typed; None for nothing."""
    if not text:
        return None
    if text not in map(str, range(most + 1)):
        raise Stop(telling.no_number(text, most), 2)
    return int(text)


def _not_shown(plan: Plan, facts: Facts, context: Context) -> str:
    """What nobody could see last evening, unless the morning's card has said so."""
    if plan.night != _night(None, context) or was_asked(plan, facts):
        return ""
    return telling.not_shown(unseen(plan, facts, context.now))
