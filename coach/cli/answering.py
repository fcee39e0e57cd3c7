"""done, skip, snooze, undo."""

from argparse import ArgumentParser, Namespace
from datetime import date

from coach.cli.context import Context, Stop, refuse
from coach.cli.options import add_json, add_night, add_words
from coach.config.values import Fault, did_you_mean, duration, shown
from coach.core.answering import NothingOpen, settle, snooze
from coach.core.history import effective, paused
from coach.core.model import Answer, Cold, Cramp, Decided, Fact, Pause, Undo
from coach.core.planning import habit_of, reminder_id
from coach.core.standing import Standing
from coach.wording import replies
from coach.wording.translating import _

RECENT = 2000
"""How far back `undo` looks for the last entry."""


def add_done(parser: ArgumentParser) -> None:
    """`coach done HABIT`."""
    _add(parser)
    parser.set_defaults(run=_done)


def add_skip(parser: ArgumentParser) -> None:
    """`coach skip HABIT`."""
    _add(parser)
    add_words(parser, "--reason", _("why, for your own notes"))
    parser.set_defaults(run=_skip)


def add_snooze(parser: ArgumentParser) -> None:
    """`coach snooze HABIT`."""
    _add(parser)
    parser.add_argument(
        "--for",
        metavar="D",
        dest="span",
        help=_("how long, such as 10min; left out: the habit's own"),
    )
    parser.set_defaults(run=_snooze)


def add_undo(parser: ArgumentParser) -> None:
    """`coach undo [ID]`."""
    parser.add_argument("id", nargs="?", metavar="ID", help=_("an entry's id, as in coach history"))
    add_json(parser)
    parser.set_defaults(run=_undo)


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("habit", metavar="HABIT", help=_("the key of a habit in your config"))
    add_night(parser)
    add_json(parser)


def _done(arguments: Namespace, context: Context) -> int:
    night = context.begun(arguments.night)
    reminder = _settled(context, arguments.habit, night, "done")
    return _keep(context, night, Answer("done", reminder, "command"))


def _skip(arguments: Namespace, context: Context) -> int:
    night = context.begun(arguments.night)
    reminder = _settled(context, arguments.habit, night, "skip")
    return _keep(context, night, Answer("skip", reminder, "command", reason=arguments.reason))


def _snooze(arguments: Namespace, context: Context) -> int:
    night = context.begun(arguments.night)
    span = None
    if arguments.span is not None:
        try:
            span = duration(arguments.span)
        except Fault as fault:
            refuse(fault)
        if not span:
            raise Stop(_(replies.SHORT_SNOOZE), 2)
    places = places_of(context, arguments.habit, night)
    try:
        answer = snooze(places, context.now, span)
    except NothingOpen as nothing:
        title = context.titles[arguments.habit]
        raise Stop(replies.not_open(title, nothing.places, context.zone), 3) from None
    place = next(p for p in places if p.reminder.id == answer.reminder)
    (fact,) = context.record((night, answer))
    text = replies.snoozed(place.reminder, answer.back, context.now, span, context.zone)
    back = answer.back.astimezone(context.zone).isoformat() if answer.back else None
    return context.tell(text, {"id": fact.id, "night": night.isoformat(), "back": back})


def _settled(context: Context, habit: str, night: date, verb: replies.Settling) -> str:
    reminder = to_settle(context, places_of(context, habit, night), habit, night, verb)
    if reminder is None:
        raise Stop(replies.already(context.titles[habit], verb), 3)
    return reminder


def to_settle(
    context: Context,
    places: tuple[Standing, ...],
    habit: str,
    night: date,
    verb: replies.Settling,
) -> str | None:
    """The reminder that an answer is for; None where it is given already.

    A habit may be done on an evening without a reminder for it.
    """
    if places:
        try:
            return settle(places, verb)
        except NothingOpen:
            return None
    reminder = reminder_id(night, habit, 1)
    given = [
        fact.event.verb
        for fact in context.facts(night)
        if isinstance(fact.event, Answer) and fact.event.reminder == reminder
    ]
    return None if given[-1:] == [verb] else reminder


def places_of(context: Context, key: str, night: date) -> tuple[Standing, ...]:
    """Where the reminders of one habit stand.

    Raises:
        Stop: no habit is called so.
    """
    keys = [habit.key for habit in context.config.habits]
    places = tuple(p for p in context.places(night) if p.reminder.habit.key == key)
    if not places and key not in keys:
        raise Stop(replies.no_habit(shown(key), did_you_mean(key, keys), keys), 2)
    return places


def _keep(context: Context, night: date, answer: Answer) -> int:
    (fact,) = context.record((night, answer))
    title = context.titles[habit_of(answer.reminder)]
    text = replies.answered(title, answer, night, context.tonight)
    return context.tell(text, {"id": fact.id, "night": night.isoformat()})


def _undo(arguments: Namespace, context: Context) -> int:
    fact = _last(context) if arguments.id is None else _named(context, arguments.id)
    restored = _restored(fact, context)
    context.record(*((fact.night, Undo(target)) for target in _undone_with(fact, context)))
    told = (replies.undone(fact, context.titles, context.zone), restored, _still(fact, context))
    return context.tell("\n".join(filter(None, told)), {"undone": fact.id})


def _still(fact: Fact, context: Context) -> str:
    """Where a pause was taken back and an earlier one stands."""
    if isinstance(fact.event, Pause) and paused(context.facts(context.tonight), context.tonight):
        return _(replies.STILL_PAUSED)
    return ""


def _restored(fact: Fact, context: Context) -> str:
    """Undo what a yes changed in the config, before the yes is taken back; what was done."""
    if not isinstance(fact.event, Decided):
        return ""
    from coach.cli import agreeing  # noqa: PLC0415 - only after a word on a suggestion

    return agreeing.restore(context, fact.event)


def _undone_with(fact: Fact, context: Context) -> list[str]:
    """The fact, what it led to, and what it took the place of in one breath: that holds again."""
    if isinstance(fact.event, Decided):
        from coach.cli import agreeing  # noqa: PLC0415 - the same

        return [*agreeing.words_after(context, fact), fact.id]
    replaced = [
        other.id
        for other in context.journal.between(fact.night, fact.night)
        if isinstance(fact.event, Cramp) and isinstance(other.event, Undo) and other.at == fact.at
    ]
    return [*replaced, fact.id]


def _last(context: Context) -> Fact:
    holding = effective(context.journal.latest(RECENT))
    standing_ones = [fact for fact in holding if not _is_read(fact)]
    if not standing_ones:
        raise Stop(_(replies.NOTHING_TO_TAKE_BACK), 3)
    return standing_ones[-1]


def _is_read(fact: Fact) -> bool:
    """Whether a thermometer told it: entries of the person's own are of the same kind."""
    return isinstance(fact.event, Cold) and fact.event.via == "thermometer"


def _named(context: Context, prefix: str) -> Fact:
    found = context.journal.find(prefix) if prefix.isascii() else ()
    if not found:
        raise Stop(replies.no_entry(shown(prefix)), 3)
    if len(found) > 1:
        raise Stop(replies.several(shown(prefix)), 2)
    (fact,) = found
    if isinstance(fact.event, Undo):
        raise Stop(_(replies.TOOK_BACK), 2)
    if not replies.is_of_person(fact):
        raise Stop(_(replies.NOT_YOURS), 2)
    if fact not in effective(context.journal.between(fact.night, fact.night)):
        raise Stop(_(replies.BACK_ALREADY), 3)
    return fact
