"""The report as text of 80 columns, without colour."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from textwrap import fill, indent

from coach.core.reporting import Night, Report, Span
from coach.notify.text import clip
from coach.reporting.weeks import weeks
from coach.reporting.whole import Whole
from coach.wording import effects, signs, times
from coach.wording.reports import boxes, headings, numbers, reasons, trends
from coach.wording.translating import _

WIDTH = 78
BAR = 20
"""Characters of the longest bar."""
TITLE = 30
"""Characters of a habit's title that have room."""
POINTS = 6
"""So many values of a strength tell its way."""


def plain(whole: Whole) -> str:
    """The whole report."""
    report = whole.report
    blocks = [
        f"{headings.title()}\n{headings.period(report)}",
        filled(numbers.cramps(report), numbers.answered(report), numbers.drift()),
        _habits(whole),
        _spans(report),
    ]
    if report.unit == "week":
        blocks.append(_calendar(report))
    if whole.effects:
        blocks.append(_effects(whole))
    if whole.doctor:
        blocks.append(_doctor(whole))
    return "\n\n".join(filter(None, blocks))


def filled(*sentences: str) -> str:
    """Sentences as lines that fit."""
    return "\n".join(fill(sentence, WIDTH) for sentence in sentences)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Cells under one another; the first column to the left, the rest as well."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    told = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(f"  {line}".rstrip() for line in told)


def _habits(whole: Whole) -> str:
    if not whole.report.habits:
        return numbers.no_habits()
    rows: list[Sequence[str]] = [numbers.kept_head()]
    rows += [
        (
            clip(whole.titles.get(habit.key, habit.key), TITLE - 1),
            numbers.of(habit.done, habit.of),
            numbers.of(habit.recent_done, habit.recent_of),
            numbers.strong(habit.strength),
        )
        for habit in whole.report.habits
    ]
    ways = [
        fill(trends.way(whole.titles.get(habit.key, habit.key), points), WIDTH)
        for habit in whole.report.habits
        if len(points := _points(whole.report, habit.curve)) > 1
    ]
    return "\n".join([columns(rows), filled(numbers.kept_note()), *ways])


def _points(report: Report, curve: tuple[float | None, ...]) -> list[tuple[str, float]]:
    """Some of the ends of spans, evenly spread, with the last."""
    known = [
        (trends.span_end(one, report.unit), value)
        for one, value in zip(report.spans, curve, strict=True)
        if value is not None
    ]
    step = max(1, -(-len(known) // POINTS))
    return known[::-1][::step][::-1]


def _spans(report: Report) -> str:
    most = max((one.load for one in report.spans), default=0) or 1
    rows: list[Sequence[str]] = [trends.span_head(report.unit)[:3]]
    rows += [
        (
            trends.span(one, report.unit),
            f"{numbers.of(one.cramps, one.answered):9} {_bar(one)}",
            f"{trends.amount(one.load):>7} {'=' * round(BAR * one.load / most)}",
        )
        for one in report.spans
    ]
    return f"{headings.nights_and_load()}\n{columns(rows)}"


def _bar(one: Span) -> str:
    """The nights with cramps, then the other answered ones; a sign for each, or for several."""
    scale = min(1, BAR / one.nights)
    cramps = ceil(scale * one.cramps)
    return "#" * cramps + "." * max(0, round(scale * one.answered) - cramps)


def _calendar(report: Report) -> str:
    shown = weeks(report)
    rows: list[Sequence[str]] = [(boxes.week_from(), *(short for short, _name in times.weekdays()))]
    rows += [(times.short_day(week.monday), *map(_box, week.nights)) for week in shown]
    marks = ",  ".join(f"{mark} {meaning}" for mark, meaning in boxes.letters())
    return f"{headings.calendar()}\n{filled(marks)}\n{columns(rows)}"


def _box(night: Night | None) -> str:
    if night is None:
        return ""
    habits = str(night.done) if night.of else ""
    return (
        boxes.letter(night)
        + habits
        + "".join(_(boxes.LETTERS[sort]) for sort in dict.fromkeys(night.sorts))
    )


def _effects(whole: Whole) -> str:
    """What is said of each habit, word for word as `coach why effect` does."""
    blocks = [headings.effect()]
    for effect in whole.effects:
        title = whole.titles.get(effect.habit, effect.habit)
        said = fill(" ".join(effects.told(effect, whole.titles)), WIDTH - 2)
        blocks.append(f"{title}\n{indent(said, '  ')}")
    return "\n\n".join([*blocks, headings.why_effect()])


def _doctor(whole: Whole) -> str:
    if not whole.reasons:
        return f"{headings.doctor()}\n{filled(reasons.no_reasons())}"
    return "\n\n".join([f"{headings.doctor()}\n{filled(reasons.reasons_note())}", *_reasons(whole)])


def _reasons(whole: Whole) -> Iterator[str]:
    for level, of_level in groupby(whole.reasons, key=lambda noted: noted.match.rule.level):
        yield _(signs.LEVELS[level])
        for noted in of_level:
            when = fill(reasons.reason_when(noted.first, noted.last), WIDTH - 2)
            yield f"{signs.reason(noted.match, whole.book)}\n{indent(when, '  ')}"
