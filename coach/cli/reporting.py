"""report: a period in numbers and pictures."""

from argparse import ArgumentParser, Namespace
from datetime import date

from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.content.signs import book
from coach.core import cramping, nights, reporting
from coach.core.effect.judging import effects
from coach.core.history import Facts, effective
from coach.core.model import Signs
from coach.core.outcomes import Outcomes, outcomes
from coach.core.signs import flags
from coach.core.signs.nouns import Noted
from coach.reporting.whole import Whole
from coach.wording.reports import files
from coach.wording.titles import ours
from coach.wording.translating import _


def add_report(parser: ArgumentParser) -> None:
    """`coach report`."""
    parser.add_argument("--from", dest="first", metavar="DATE", help=_("the first evening"))
    parser.add_argument("--to", dest="last", metavar="DATE", help=_("the last evening"))
    parser.add_argument("--html", metavar="FILE", help=_("a page for a browser or for paper"))
    parser.add_argument(
        "--clinician", action="store_true", help=_("one page of numbers, to take to a doctor")
    )
    add_json(parser)
    parser.set_defaults(run=_report)


def _report(arguments: Namespace, context: Context) -> int:
    whole = _whole(*_period(arguments, context), context)
    if arguments.html is not None:
        return _write(arguments, whole, context)
    if context.as_json:
        from coach.reporting.document import document  # noqa: PLC0415 - for programs only

        return context.tell("", {"report": document(whole)})
    return context.tell(_text(whole, clinician=arguments.clinician), {})


def _period(arguments: Namespace, context: Context) -> tuple[date, date]:
    told_first, told_last = arguments.first, arguments.last
    last = context.tonight if told_last is None else context.day(told_last)
    if told_first is not None:
        first = context.day(told_first)
    else:
        first = _begins(last, context)
    if first > last:
        raise Stop(files.turned(first, last), 2)
    return first, last


def _begins(last: date, context: Context) -> date:
    """Half a year back, or on the evening of the first entry: before it nothing could be known."""
    usual = last - min(nights.DAY * (reporting.USUAL - 1), last - date.min)
    entries = effective(context.journal.counting(date.min, last))
    return max(usual, min((fact.night for fact in entries), default=last))


def _whole(first: date, last: date, context: Context) -> Whole:
    facts = effective(context.journal.counting(date.min, last))
    known = _outcomes(facts, context.tonight)
    report = reporting.report(facts, first, last, context.tonight, known)
    told = (night.told for night in report.nights if night.told is not None)
    doctor = context.config.coaching.doctor_signs
    within = [fact for fact in facts if first <= fact.night <= last]
    return Whole(
        report=report,
        titles=context.titles,
        effects=effects(facts, context.config, last, known),
        cramps=cramping.cramps(told),
        activities=reporting.activities(facts, first, last),
        ticks=tuple(fact for fact in within if isinstance(fact.event, Signs)),
        reasons=_reasons(facts, first, last, context) if doctor else (),
        doctor=doctor,
        book=book(),
        made=context.local.date(),
    )


def _outcomes(facts: Facts, tonight: date) -> dict[str, Outcomes]:
    """What came of the habits; follow-ups and questions are none."""
    apart = ours()
    return {key: found for key, found in outcomes(facts, tonight).items() if key not in apart}


def _reasons(facts: Facts, first: date, last: date, context: Context) -> tuple[Noted, ...]:
    since = first - min(flags.REMEMBERED, first - date.min)
    known = tuple(fact for fact in facts if fact.night >= since)
    return flags.over(known, first, last, context.config.person, book())


def _text(whole: Whole, *, clinician: bool) -> str:
    if clinician:
        from coach.reporting import clinician as one_page  # noqa: PLC0415 - only when asked for

        return one_page.plain(whole)
    from coach.reporting.plain import plain  # noqa: PLC0415 - only when asked for

    return plain(whole)


def _write(arguments: Namespace, whole: Whole, context: Context) -> int:
    from coach.reporting import clinician, file, page  # noqa: PLC0415 - only when asked for

    text = clinician.page(whole) if arguments.clinician else page.page(whole)
    try:
        path = file.write(arguments.html, text)
    except file.InTheWay as error:
        raise Stop(str(error), 1) from None
    if not context.as_json:
        return context.tell(files.written(path), {})
    from coach.reporting.document import document  # noqa: PLC0415 - for programs only

    return context.tell("", {"report": document(whole), "path": path})
