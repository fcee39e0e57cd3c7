"""plan, history."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from typing import Any

from coach.cli import cold
from coach.cli.context import Context, Stop
from coach.cli.options import add_json, add_night, whole
from coach.content.texts import words_for
from coach.core import nights
from coach.core.history import effective
from coach.core.model import CHOICES, Fact, Plan, Reminder
from coach.journal import codec
from coach.wording import histories, overviews, questions, reminders, replies
from coach.wording.titles import title_of
from coach.wording.translating import _

MOST_NIGHTS = 400
WEEK = 7


def add_plan(parser: ArgumentParser) -> None:
    """`coach plan`."""
    add_night(parser)
    parser.add_argument(
        "--nights",
        metavar="K",
        type=whole(1, MOST_NIGHTS),
        default=1,
        help=_("how many evenings; left out: one"),
    )
    add_json(parser)
    parser.set_defaults(run=_plan)


def add_history(parser: ArgumentParser) -> None:
    """`coach history`."""
    parser.add_argument("--from", dest="first", metavar="DATE", help=_("the first evening"))
    parser.add_argument("--to", dest="last", metavar="DATE", help=_("the last evening"))
    add_json(parser)
    parser.set_defaults(run=_history)


def _plan(arguments: Namespace, context: Context) -> int:
    first = context.night(arguments.night)
    plans = [context.plan(first + nights.DAY * n) for n in range(arguments.nights)]
    text = "\n\n".join(
        overviews.plan(plan, context.titles, context.zone, is_paused=is_paused)
        for plan, is_paused in plans
    )
    if arguments.night is None and arguments.nights == 1 and _is_morning(plans[0][0], context):
        text += "\n\n" + _(overviews.THIS_EVENING)
    return context.tell(text, {"nights": [_plan_document(*plan, context) for plan in plans]})


def _is_morning(present: Plan, context: Context) -> bool:
    """Whether the person is up again, so that the present night is not the evening meant."""
    return present.wake <= context.now and present.night < context.local.date()


def _plan_document(plan: Plan, is_paused: bool, context: Context) -> dict[str, Any]:
    return {
        "night": plan.night.isoformat(),
        "paused": is_paused,
        "reminders": [_reminder_document(reminder, context) for reminder in plan.reminders],
        "left_out": [reminder.id for reminder in plan.left_out],
        "questions": [_question_document(question, context) for question in plan.questions],
    }


def _reminder_document(reminder: Reminder, context: Context) -> dict[str, Any]:
    lines = (cold.line(reminder, context), words_for(reminder, context.config.person))
    text = "\n".join(filter(None, lines))
    return {
        "id": reminder.id,
        "habit": reminder.habit.key,
        "due": _iso(reminder.due, context),
        "until": _iso(reminder.until, context),
        "title": title_of(reminder),
        "body": reminders.body(reminder, context.zone, text),
        "reason": reminders.reason(reminder),
    }


def _question_document(question: Reminder, context: Context) -> dict[str, Any]:
    return {
        "id": question.id,
        "asks": question.asks,
        "due": _iso(question.due, context),
        "until": _iso(question.until, context),
        "title": title_of(question),
        "choices": list(CHOICES[question.asks]),
        "reason": questions.reason(question),
    }


def _history(arguments: Namespace, context: Context) -> int:
    told_first, told_last = arguments.first, arguments.last
    last = context.tonight if told_last is None else context.day(told_last)
    first = last - nights.DAY * (WEEK - 1) if told_first is None else context.day(told_first)
    if first > last:
        raise Stop(replies.wrong_way_round(first, last), 2)
    facts = context.journal.between(first, last)
    holding = {fact.id for fact in effective(facts)}
    text = histories.history(facts, holding, context.titles, context.zone)
    return context.tell(text, {"facts": [_fact_document(fact, holding) for fact in facts]})


def _fact_document(fact: Fact, holding: set[str]) -> dict[str, Any]:
    return {
        "id": fact.id,
        "at": fact.at.isoformat(),
        "night": fact.night.isoformat(),
        "kind": codec.kind_of(fact.event),
        "holds": fact.id in holding,
        **codec.plain(fact.event),
    }


def _iso(instant: datetime, context: Context) -> str:
    return instant.astimezone(context.zone).isoformat()
