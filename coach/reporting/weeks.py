"""The weeks of a calendar."""

from datetime import date, timedelta

from coach.core.reporting import Night, Report
from coach.named import NamedTuple

WEEK = 7
MOST = 26
"""Weeks that a calendar shows: half a year fits on a page."""


class Week(NamedTuple):
    """Monday to Sunday; None before and after the period."""

    monday: date
    nights: tuple[Night | None, ...]


def weeks(report: Report) -> list[Week]:
    """The last weeks of the period."""
    before = report.first.weekday()
    monday = report.first - timedelta(days=before)
    nights: list[Night | None] = [*[None] * before, *report.nights]
    nights += [None] * (-len(nights) % WEEK)
    made = [
        Week(monday + timedelta(days=n), tuple(nights[n : n + WEEK]))
        for n in range(0, len(nights), WEEK)
    ]
    return made[-MOST:]
