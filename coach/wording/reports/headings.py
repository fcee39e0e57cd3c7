"""The headings of a report, and what it says of itself."""

from datetime import date

from coach.core.reporting import Report
from coach.wording import translating
from coach.wording.times import dated
from coach.wording.translating import _


def title() -> str:
    """Of the report."""
    return _("Your nights and habits")


def period(report: Report) -> str:
    """From when to when."""
    return _("{first} to {last}").format(first=dated(report.first), last=dated(report.last))


def made(day: date) -> str:
    """When it was made."""
    return _("Made on {day} by coach, on your own computer.").format(day=dated(day))


def at_a_glance() -> str:
    """The heading of the first numbers."""
    return _("At a glance")


def nights_and_load() -> str:
    """The heading of the bars."""
    return _("Nights with cramps, and leg load")


def nights_over_time() -> str:
    """The heading of nights with cramps over time."""
    return _("Nights with cramps over time")


def strengths() -> str:
    """The heading of the lines."""
    return _("How strong each habit is")


def calendar() -> str:
    """The heading of the calendar."""
    return _("Night by night")


def doctor() -> str:
    """The heading of the reasons."""
    return _("Reasons to see a doctor")


def effect() -> str:
    """The heading of what seems to help."""
    return _("Does it help you?")


def why_effect() -> str:
    """Where the whole sum stands."""
    return _("The nights and the sum behind this: coach why effect")


def habits() -> str:
    """The heading of the habits."""
    return _("Your habits")


def purpose() -> str:
    """What the program is and is not (health research, section 9)."""
    return _(
        "A habit reminder and diary for evening leg comfort. It does not diagnose, treat, prevent "
        "or monitor any disease. It does not take the place of a doctor. "
        "Evidence for stretching is limited and mixed."
    )


def language() -> str:
    """The language of the page, for who has it read aloud."""
    return translating.catalogue.info().get("language", "en") or "en"
