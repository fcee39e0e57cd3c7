"""What a report says of weeks, months and years: tables, and charts for who cannot see them."""

from collections.abc import Mapping

from coach.core.reporting import Report, Span, Unit
from coach.wording.reports.numbers import strong
from coach.wording.strengths import percent
from coach.wording.times import day, month, short_day, short_month
from coach.wording.translating import _, marked

UNITS: Mapping[Unit, str] = {
    "week": marked("Week from"),
    "month": marked("Month"),
    "year": marked("Year"),
}


PER: Mapping[Unit, str] = {
    "week": marked("week by week"),
    "month": marked("month by month"),
    "year": marked("year by year"),
}


def as_table(unit: Unit) -> str:
    """What opens the figures of a chart."""
    return _("The same as a table, {per}").format(per=_(PER[unit]))


def span(one: Span, unit: Unit) -> str:
    """`1 June`, `June 2026`, `2026`."""
    if unit == "year":
        return f"{one.first.year}"
    if unit == "month":
        return f"{month(one.first)} {one.first.year}"
    return day(one.first)


def span_end(one: Span, unit: Unit) -> str:
    """When a span ended: `7 Jun`, `Jun 2026`, `2026`."""
    if unit == "year":
        return f"{one.last.year}"
    if unit == "month":
        return f"{short_month(one.last)} {one.last.year}"
    return short_day(one.last)


def way(title: str, points: list[tuple[str, float]]) -> str:
    """How a strength went."""
    told = ", ".join(f"{when} {percent(value)}" for when, value in points)
    return _("{title}, strength: {points}.").format(title=title, points=told)


def span_head(unit: Unit) -> tuple[str, str, str, str]:
    """The columns of the spans."""
    return _(UNITS[unit]), _("Nights with cramps"), _("Leg load"), _("Activities")


def amount(load: float) -> str:
    """A load."""
    return f"{load:g}"


def bars_told(report: Report) -> str:
    """What the bars show, for who cannot see them."""
    unit = _(PER[report.unit])
    total = sum(one.load for one in report.spans)
    return _(
        "Bars, {unit}. Upper row: nights with cramps within answered nights, "
        "{k} of {n} in all. Lower row: leg load, {load} in all from {count} activities."
    ).format(
        unit=unit,
        k=report.cramps,
        n=report.answered,
        load=f"{total:.0f}",
        count=sum(one.activities for one in report.spans),
    )


def upper_row() -> str:
    """Over the upper bars."""
    return _("Nights with cramps (dark) of answered nights (frame)")


def lower_row() -> str:
    """Over the lower bars."""
    return _("Leg load of hikes and hard work")


def lines_told(report: Report, titles: Mapping[str, str]) -> str:
    """What the lines show, for who cannot see them."""
    ends = "; ".join(
        f"{titles.get(habit.key, habit.key)}: {strong(habit.strength)}" for habit in report.habits
    )
    return _("Lines, {unit}, from 0 to 100. At the end: {ends}.").format(
        unit=_(PER[report.unit]), ends=ends
    )


def strength_at(value: float | None) -> str:
    """A strength at the end of a span; the count of its nights stands in the table above."""
    return "" if value is None else percent(value)


def strength_note() -> str:
    """What a strength is."""
    return _(
        "A strength grows with each night on which you did it and fades slowly: "
        "13 nights halve what is left to gain, or to lose. A skip changes nothing."
    )
