"""One page for a clinician, as HTML and as text."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from coach.core.model import Cramp, Fact, Signs
from coach.core.reporting import BY_MONTH, Unit, spans
from coach.named import NamedTuple
from coach.reporting.markup import Html, joined, section, table, tag
from coach.reporting.page import framed
from coach.reporting.plain import columns, filled
from coach.reporting.whole import Whole
from coach.wording import clinics as wording
from coach.wording import times
from coach.wording.reports import headings, numbers, trends
from coach.wording.translating import _

MEDICINE = "new-medicine"
MOST_NOTES = 6
"""The last of the person's notes; one page has no room for more."""
MOST_MONTHS = 13


class Block(NamedTuple):
    """A table under a heading."""

    heading: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def page(whole: Whole) -> str:
    """The page as a file."""
    lines = [
        joined(f"{label}: ", tag("span", " ", class_="blank"))
        for label in (wording.name(), wording.born())
    ]
    return framed(
        wording.title(),
        tag("p", joined(*lines, by="   ")),
        tag("p", headings.period(whole.report), class_="period"),
        tag("p", wording.as_entered(), class_="note"),
        tag("div", *map(_drawn, _blocks(whole)), _notes(whole), class_="columns"),
        tag("footer", tag("p", headings.made(whole.made)), tag("p", headings.purpose())),
    )


def plain(whole: Whole) -> str:
    """The same as text."""
    head = f"{wording.title()}\n{headings.period(whole.report)}\n{filled(wording.as_entered())}"
    blocks = [f"{one.heading}\n{columns([one.head, *one.rows])}" for one in _blocks(whole)]
    notes = [filled(f"{times.day(night)}: {note}") for night, note in _noted(whole)]
    if notes:
        blocks.append("\n".join([wording.own_words(), *notes]))
    return "\n\n".join([head, *blocks])


def _blocks(whole: Whole) -> list[Block]:
    report = whole.report
    head = (wording.what(), wording.figure())
    unit: Unit = "month" if len(report.nights) <= BY_MONTH else "year"
    parts = spans(report.nights, unit)[-MOST_MONTHS:]
    by_month = [(trends.span(one, unit), numbers.of(one.cramps, one.answered)) for one in parts]
    blocks = [
        Block(wording.nights(), head, wording.of_nights(report, whole.cramps)),
        Block(wording.cramps(), head, wording.of_cramps(whole.cramps)),
        Block(headings.nights_over_time(), trends.span_head(unit)[:2], by_month),
        Block(wording.load(), head, _habits(whole)),
        Block(wording.ticked(), head, _ticked(whole)),
    ]
    return [block for block in blocks if block.rows]


def _habits(whole: Whole) -> list[tuple[str, str]]:
    nights = len(whole.report.nights)
    rows = [
        (
            wording.habit(whole.titles.get(habit.key, habit.key)),
            numbers.of(habit.done, habit.of),
        )
        for habit in whole.report.habits
    ]
    sorts = Counter(activity.sort for activity in whole.activities)
    return rows + [
        (wording.activity(sort), wording.times(count, nights)) for sort, count in sorts.items()
    ]


def _ticked(whole: Whole) -> list[tuple[str, str]]:
    """Each sign with the nights on which it was ticked, a medicine first; nothing that was not."""
    found: dict[str, list[date]] = {}
    for fact in whole.ticks:
        for name in fact.event.ticked if isinstance(fact.event, Signs) else ():
            found.setdefault(name, []).append(fact.night)
    ordered = sorted(found.items(), key=lambda item: item[0] != MEDICINE)
    return [(_name(name, whole), wording.said_on(sorted(set(nights)))) for name, nights in ordered]


def _name(sign: str, whole: Whole) -> str:
    if sign == MEDICINE:
        return wording.medicine()
    known = whole.book.signs.get(sign)
    return _(known.name) if known else sign


def _noted(whole: Whole) -> list[tuple[date, str]]:
    facts: list[Fact] = []
    for night in whole.report.nights:
        facts += night.told.logged if night.told else ()
    notes = [(f.night, f.event.note) for f in facts if isinstance(f.event, Cramp) and f.event.note]
    return notes[-MOST_NOTES:]


def _drawn(block: Block) -> Html:
    return section(block.heading, table(block.head, block.rows, block.heading))


def _notes(whole: Whole) -> Html:
    notes = [tag("li", f"{times.day(night)}: {note}") for night, note in _noted(whole)]
    return section(wording.own_words(), tag("ul", *notes)) if notes else Html()
