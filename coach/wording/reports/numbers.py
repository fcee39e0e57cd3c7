"""The first numbers of a report. No number stands without what it is out of."""

from coach.core.reporting import Report
from coach.core.strength import Strength
from coach.wording.strengths import percent
from coach.wording.translating import _, n_

ENOUGH = 0.8
"""The share of answered nights below which that of cramps is not to be trusted (coaching, 5.5)."""


def cramps(report: Report) -> str:
    """Nights with cramps over answered ones."""
    if not report.answered:
        return _("Nothing is known yet: no night was answered.")
    text = n_(
        "Cramps on {k} of {n} answered night.",
        "Cramps on {k} of {n} answered nights.",
        report.answered,
    )
    return text.format(k=report.cramps, n=report.answered)


def answered(report: Report) -> str:
    """How much is known."""
    known = report.answered + report.unsure
    text = n_("{k} of {n} night was answered", "{k} of {n} nights were answered", report.over)
    text = text.format(k=known, n=report.over)
    if report.unsure:
        unsure = n_('{n} of them with "unsure"', '{n} of them with "unsure"', report.unsure)
        text += ", " + unsure.format(n=report.unsure)
    text = _("{text}. A night without an answer is unknown, not free of cramps.").format(text=text)
    if known < ENOUGH * report.over:
        text += " " + _(
            "Where few nights are answered, it is often the bad ones that are: "
            "then the share looks higher than it is."
        )
    return text


def drift() -> str:
    """The neutral note: the placebo arms of trials fell by 29 to 36 % (health research, 1.2)."""
    return _(
        "Numbers often drift by a third with no change in habits. "
        "A before and an after prove nothing by themselves. "
        "(Source: placebo groups of trials, PMC8094171, PubMed 28241153. Strength: moderate.)"
    )


def season() -> str:
    """Under long charts (PubMed 25623650; strength weak: prescriptions and searches)."""
    return _(
        "In large counts, cramps are about twice as frequent in midsummer as in midwinter. "
        "The cause is not known. "
        "(Source: prescriptions and searches, PubMed 25623650. Strength: weak.)"
    )


def kept_head() -> tuple[str, str, str, str]:
    """The columns of the habits."""
    return _("Habit"), _("Done"), _("4 weeks"), _("Strength")


def kept_note() -> str:
    """What the columns count."""
    return _(
        "Done: nights on which you did it, of the nights that count. "
        "A night counts once you did it, or were asked, could see it, and the night is over. "
        "4 weeks: the same in the last four of them. "
        "In brackets: the nights that a strength is made of."
    )


def of(done: int, nights: int) -> str:
    """`20 of 26`."""
    return _("{k} of {n}").format(k=done, n=nights)


def strong(strength: Strength) -> str:
    """`62 in 100`, with how many nights it is made of."""
    if strength.value is None:
        return _("none yet")
    nights = n_("{n} night", "{n} nights", strength.of).format(n=strength.of)
    return _("{strength} ({nights})").format(strength=percent(strength.value), nights=nights)


def no_habits() -> str:
    """Where nothing counts."""
    return _("No night of a habit counts in this period yet.")
