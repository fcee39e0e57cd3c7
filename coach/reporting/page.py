"""The report as one HTML file: no script, no network, two pages on paper."""

import os
from functools import cache
from itertools import groupby

from coach.core.reporting import Night, Report
from coach.core.signs.nouns import Noted
from coach.reporting import charts
from coach.reporting.markup import Html, escaped, joined, section, table, tag
from coach.reporting.weeks import Week, weeks
from coach.reporting.whole import Whole
from coach.wording import effects, signs, times
from coach.wording.reports import boxes, headings, numbers, reasons, trends
from coach.wording.translating import _

MARK = '<meta name="generator" content="coach report">'
"""Says that a file is a report of ours, which a new one may take the place of."""

FEW = 8
"""So many weeks stand in one column."""
LONG = 300
"""Nights from which the season is worth a line."""


def page(whole: Whole) -> str:
    """The whole file."""
    report = whole.report
    return framed(
        headings.title(),
        tag("p", headings.period(report), class_="period"),
        _glance(whole),
        tag("div", _bars(report), _lines(whole), class_="charts"),
        _calendar(report),
        _effects(whole),
        _doctor(whole) if whole.doctor else "",
        tag("footer", tag("p", headings.made(whole.made)), tag("p", headings.purpose())),
    )


def framed(title: str, *inside: str) -> str:
    """A page around its parts."""
    head = joined(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html(MARK),
        tag("title", title),
        tag("style", Html(_style())),
    )
    body = tag("body", tag("main", tag("h1", title), *inside))
    lang = headings.language()
    return f'<!DOCTYPE html>\n<html lang="{escaped(lang)}"><head>{head}</head>\n{body}</html>\n'


@cache
def _style() -> str:
    path = os.path.join(os.path.dirname(__file__), "style.css")
    with open(path, encoding="utf-8") as file:
        return file.read()


def _glance(whole: Whole) -> Html:
    report = whole.report
    notes = [numbers.drift()]
    if len(report.nights) >= LONG:
        notes.append(numbers.season())
    return section(
        headings.at_a_glance(),
        tag("p", numbers.cramps(report), class_="figure"),
        tag("p", numbers.answered(report)),
        *(tag("p", note, class_="note") for note in notes),
        _habits(whole),
    )


def _habits(whole: Whole) -> Html:
    if not whole.report.habits:
        return tag("p", numbers.no_habits())
    rows = [
        (
            whole.titles.get(habit.key, habit.key),
            numbers.of(habit.done, habit.of),
            numbers.of(habit.recent_done, habit.recent_of),
            numbers.strong(habit.strength),
        )
        for habit in whole.report.habits
    ]
    return joined(
        table(numbers.kept_head(), rows, headings.habits()),
        tag("p", numbers.kept_note(), class_="note"),
    )


def _bars(report: Report) -> Html:
    rows = [
        (
            trends.span(one, report.unit),
            numbers.of(one.cramps, one.answered),
            trends.amount(one.load),
            str(one.activities),
        )
        for one in report.spans
    ]
    figures = table(trends.span_head(report.unit), rows, headings.nights_and_load())
    return section(
        headings.nights_and_load(),
        charts.bars(report),
        _folded(headings.nights_and_load(), trends.as_table(report.unit), figures),
    )


def _lines(whole: Whole) -> Html:
    report = whole.report
    if not report.habits:
        return Html()
    titles = [whole.titles.get(habit.key, habit.key) for habit in report.habits]
    rows = [
        (trends.span(one, report.unit), *(trends.strength_at(h.curve[n]) for h in report.habits))
        for n, one in enumerate(report.spans)
    ]
    head = (trends.span_head(report.unit)[0], *titles)
    figures = table(head, rows, headings.strengths())
    return section(
        headings.strengths(),
        charts.lines(report, whole.titles),
        tag("p", trends.strength_note(), class_="note"),
        _folded(headings.strengths(), trends.as_table(report.unit), figures),
    )


def _folded(heading: str, summary: str, inside: Html) -> Html:
    moved = {"class_": "wide", "tabindex": 0, "role": "region", "aria_label": heading}
    return tag("details", tag("summary", summary), tag("div", inside, **moved))


def _calendar(report: Report) -> Html:
    shown = weeks(report)
    half = (len(shown) + 1) // 2
    nights = sum(night is not None for week in shown for night in week.nights)
    parts = [shown] if len(shown) <= FEW else [shown[:half], shown[half:]]
    marks = [tag("li", tag("b", mark), " ", meaning) for mark, meaning in boxes.legend()]
    return section(
        headings.calendar(),
        tag("p", boxes.calendar_note(len(shown), len(report.nights), nights)),
        tag("ul", *marks, class_="legend"),
        tag("div", *map(_grid, parts), class_="calendar"),
    )


def _grid(shown: list[Week]) -> Html:
    days = [tag("th", short, scope="col", abbr=name) for short, name in times.weekdays()]
    top = tag("thead", tag("tr", tag("th", boxes.week_from(), scope="col"), *days))
    rows = [
        tag("tr", tag("th", times.short_day(week.monday), scope="row"), *map(_box, week.nights))
        for week in shown
    ]
    nights = [night.night for week in shown for night in week.nights if night is not None]
    caption = tag("caption", boxes.from_to(nights[0], nights[-1]))
    return tag("table", caption, top, tag("tbody", *rows))


def _box(night: Night | None) -> Html:
    if night is None:
        return tag("td", class_="outside")
    shapes = "".join(boxes.SHAPES[sort] for sort in dict.fromkeys(night.sorts))
    marks: list[str] = [tag("b", boxes.mark(night))]
    if night.of:
        marks += [" ", tag("i", f"{night.done}/{night.of}")]
    if shapes:
        marks += [" ", tag("s", shapes)]
    kind = night.told.cramps if night.told else "unknown"
    seen = tag("span", *marks, aria_hidden="true")
    return tag("td", tag("span", boxes.box(night), class_="heard"), seen, class_=f"night {kind}")


def _effects(whole: Whole) -> Html:
    """What is said of each habit, word for word as `coach why effect` does."""
    cards = [
        tag(
            "div",
            tag("h3", whole.titles.get(effect.habit, effect.habit)),
            tag("p", " ".join(effects.told(effect, whole.titles))),
        )
        for effect in whole.effects
    ]
    if not cards:
        return Html()
    more = tag("p", headings.why_effect(), class_="note")
    return section(headings.effect(), tag("div", *cards, class_="cards"), more)


def _doctor(whole: Whole) -> Html:
    if not whole.reasons:
        return section(headings.doctor(), tag("p", reasons.no_reasons()))
    levels = groupby(whole.reasons, key=lambda noted: noted.match.rule.level)
    parts = [
        joined(
            tag("h3", _(signs.LEVELS[level])),
            tag("ul", *(_reason(noted, whole) for noted in of_level), class_="reasons"),
        )
        for level, of_level in levels
    ]
    return section(headings.doctor(), tag("p", reasons.reasons_note()), *parts)


def _reason(noted: Noted, whole: Whole) -> Html:
    when = reasons.reason_when(noted.first, noted.last)
    return tag(
        "li",
        tag("p", _(noted.match.rule.text)),
        tag("p", when, " ", signs.because(noted.match, whole.book)),
        tag("p", signs.listed_by(noted.match), class_="note"),
    )
