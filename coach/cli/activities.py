"""log hike, log trip, log work."""

from argparse import ArgumentParser, Namespace
from datetime import timedelta
from typing import Any, Literal

from coach.cli import plausible
from coach.cli.asking import can_ask, is_yes, typed
from coach.cli.context import Context, Stop, refuse
from coach.cli.options import add_json, add_words
from coach.cli.times import past
from coach.config.values import Fault, duration
from coach.core import following, nights
from coach.core.history import Facts
from coach.core.load import level, load
from coach.core.model import Activity, Fact
from coach.journal.port import fresh
from coach.wording import activities as wording
from coach.wording.translating import _, marked

Sort = Literal["hike", "trip", "work"]

MODES = ("car", "train", "bus", "flight")
_ALSO = {"plane": "flight", "airplane": "flight", "aeroplane": "flight", "coach": "bus"}
"""What people call them as well."""

_BOUNDS = {
    "distance": (200, "km"),
    "ascent": (10_000, marked("metres")),
    "descent": (10_000, marked("metres")),
    "effort": (10, ""),
    "pack": (100, "kg"),
}
"""Of each number: from 0 to how much of what."""
_VALUES = (*_BOUNDS, "duration", "mode")


def add_hike(parser: ArgumentParser) -> None:
    """`coach log hike`."""
    _add_when(parser)
    _add_number(parser, "--distance", "KM", _("how far"))
    _add_number(parser, "--ascent", "M", _("metres up"))
    _add_number(parser, "--descent", "M", _("metres down; left out: as many as up"))
    _add_duration(parser)
    _add_number(parser, "--effort", "0-10", _("how hard it felt; left out: 3"))
    _add_number(parser, "--pack", "KG", _("what you carried"))
    _finish(parser, "hike", {"distance", "ascent", "descent", "duration"})


def add_trip(parser: ArgumentParser) -> None:
    """`coach log trip`."""
    _add_when(parser)
    _add_duration(parser)
    parser.add_argument("--mode", choices=MODES, type=_as_mode, help=_("how you travelled"))
    _finish(parser, "trip", {"duration"})


def add_work(parser: ArgumentParser) -> None:
    """`coach log work`."""
    _add_when(parser)
    _add_duration(parser)
    _add_number(parser, "--effort", "0-10", _("how hard it felt; left out: 3"))
    _finish(parser, "work", {"duration"})


def _add_when(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--at", metavar="T", help=_("when it ended: 17:30, yesterday 17:30; left out: now")
    )


def _add_number(parser: ArgumentParser, name: str, unit: str, text: str) -> None:
    parser.add_argument(name, metavar=unit, help=text)


def _add_duration(parser: ArgumentParser) -> None:
    parser.add_argument("--duration", metavar="D", help=_("how long: 90min, 1h30, 45 (minutes)"))


def _finish(parser: ArgumentParser, sort: Sort, needed: set[str]) -> None:
    add_words(parser, "--note", _("your own words"))
    add_json(parser)
    parser.set_defaults(run=lambda arguments, context: _log(sort, needed, arguments, context))


def _log(sort: Sort, needed: set[str], arguments: Namespace, context: Context) -> int:
    told = dict(vars(arguments))
    if all(told.get(name) is None for name in needed):
        _ask(sort, told, context)
    try:
        activity = _activity(sort, told, context)
        questions = plausible.questions(activity)
    except Fault as fault:
        refuse(fault)
    for question in questions:
        _confirm(question, context)
    return _keep(activity, context)


def _activity(sort: Sort, told: dict[str, Any], context: Context) -> Activity:
    """What was told, each value within its bounds; raises Fault."""
    now, zone = context.now, context.zone
    when = now if told["at"] is None else past(told["at"], now, zone)
    given = (name for name in _VALUES if told.get(name) is not None)
    known: dict[str, Any] = {name: _value(sort, name, told[name]) for name in given}
    activity = Activity(
        sort,
        nights.local(when, zone),
        duration=known.get("duration"),
        distance_km=known.get("distance"),
        ascent_m=known.get("ascent"),
        descent_m=known.get("descent"),
        effort=known.get("effort"),
        pack_kg=known.get("pack"),
        mode=known.get("mode"),
        note=told["note"],
    )
    plausible.check(activity)
    return activity


def _value(sort: Sort, name: str, text: str) -> object:
    """What one option says; raises Fault."""
    if name == "duration":
        return _duration(sort, text)
    if name == "mode":
        return _mode(text)
    return plausible.number(f"--{name}", text, *_BOUNDS[name])


def _duration(sort: Sort, text: str) -> timedelta:
    span = duration(text)
    longest = plausible.LONGEST[sort]
    if not timedelta(0) < span <= longest:
        hours = int(longest.total_seconds()) // 3600
        raise Fault(*wording.too_long(text, hours))
    return span


def _as_mode(text: str) -> str:
    word = text.strip().lower()
    return _ALSO.get(word, word)


def _mode(text: str) -> str:
    mode = _as_mode(text)
    if mode not in MODES:
        raise Fault(*wording.unknown_mode(text))
    return mode


def _ask(sort: Sort, told: dict[str, Any], context: Context) -> None:
    """Without options, ask; where nobody can answer, say what is needed."""
    if not can_ask(context):
        raise Stop(_(wording.NEEDED[sort]), 2)
    for name, question in wording.QUESTIONS[sort]:
        told[name] = _typed(sort, name, _(question))
    if all(told.get(name) is None for name, _question in wording.QUESTIONS[sort]):
        raise Stop(_(wording.NOTHING_SAID), 1)


def _typed(sort: Sort, name: str, question: str) -> str | None:
    """Ask until it can be read; Enter leaves it out."""
    while text := typed(question):
        try:
            _value(sort, name, text)
        except Fault as fault:
            print(f"{fault.message.removeprefix(f'--{name}: ')}; {fault.hint}.")
        else:
            return text
    return None


def _confirm(question: str, context: Context) -> None:
    """Ask about what is rare; what nobody can be asked about is taken at its word."""
    if can_ask(context):
        answer = typed(_(wording.IS_THAT_RIGHT).format(question=question))
        if answer and not is_yes(answer):
            raise Stop(_(wording.NOT_NOTED), 1)


def _keep(activity: Activity, context: Context) -> int:
    evening = nights.evening_of(context.config, activity.when, context.zone)
    (fact,) = fresh(context.local, (evening, activity))
    before = context.facts(evening)
    count = following.evenings(context.config, activity, evening, before)
    context.journal.keep([fact])
    value = load(activity)
    text = wording.noted(activity, value, evening, count) + _once_more(fact, before)
    document = {
        "id": fact.id,
        "night": evening.isoformat(),
        "load": value,
        "level": level(value),
        "evenings": count,
    }
    return context.tell(text, document)


def _once_more(fact: Fact, before: Facts) -> str:
    """What is said where a watch or a phone has told of the same already; both count for now."""
    if not any(isinstance(one.event, Activity) and one.event.begun for one in before):
        return ""
    from coach.imports import taking  # noqa: PLC0415 - only beside what was recorded

    known = taking.recorded(fact, before)
    return "\n" + wording.once_more(known) if known else ""
