"""What a report says around its numbers. No number stands without what it is out of."""

from collections.abc import Mapping
from datetime import date

from coach.core.reporting import Night, Report, Span, Unit
from coach.core.strength import Strength
from coach.wording import translating
from coach.wording.strengths import percent
from coach.wording.times import MONTHS, WEEKDAYS, dated, evening
from coach.wording.translating import _, marked, n_

SORTS: Mapping[str, str] = {
    "hike": marked("hike"),
    "trip": marked("trip"),
    "work": marked("hard work"),
    "ride": marked("ride"),
}
ENOUGH = 0.8
"""The share of answered nights below which that of cramps is not to be trusted (coaching, 5.5)."""
DAYS = (
    *(marked("Mo"), marked("Tu"), marked("We"), marked("Th")),
    *(marked("Fr"), marked("Sa"), marked("Su")),
)
MONTHS_SHORT = (
    *(marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun")),
    *(marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec")),
)
UNITS: Mapping[Unit, str] = {
    "week": marked("Week from"),
    "month": marked("Month"),
    "year": marked("Year"),
}
LETTERS: Mapping[str, str] = {
    "hike": marked("h"),
    "trip": marked("t"),
    "work": marked("w"),
    "ride": marked("r"),
}
"""In a box of the calendar, on a terminal."""
PER: Mapping[Unit, str] = {
    "week": marked("week by week"),
    "month": marked("month by month"),
    "year": marked("year by year"),
}


# --- headings -------------------------------------------------------------------------------


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


def as_table(unit: Unit) -> str:
    """What opens the figures of a chart."""
    return _("The same as a table, {per}").format(per=_(PER[unit]))


# --- the first numbers ----------------------------------------------------------------------


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
    text = _("{k} of {n} nights were answered").format(k=known, n=report.over)
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


# --- spans ----------------------------------------------------------------------------------


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


def day(night: date) -> str:
    """`1 June`."""
    return f"{night.day} {month(night)}"


def month(night: date) -> str:
    """`June`."""
    return _(MONTHS[night.month - 1])


def short_month(night: date) -> str:
    """`Jun`."""
    return _(MONTHS_SHORT[night.month - 1])


def weekdays() -> list[tuple[str, str]]:
    """`Mo` and `Monday`, and so on."""
    return [(_(short), _(name)) for short, name in zip(DAYS, WEEKDAYS, strict=True)]


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


# --- the calendar ---------------------------------------------------------------------------


def calendar_note(weeks: int, nights: int, shown: int) -> str:
    """How the calendar is read; and how much of the period it has."""
    text = _("Each box is a night, named by its evening.")
    if shown < nights:
        text += " " + _("These are the last {n} weeks.").format(n=weeks)
    return text


def week_from() -> str:
    """Over the first days of the weeks."""
    return _("From")


def short_day(night: date) -> str:
    """`1 Jun`."""
    return f"{night.day} {short_month(night)}"


def from_to(first: date, last: date) -> str:
    """`1 June to 31 August`."""
    return _("{first} to {last}").format(first=day(first), last=day(last))


def legend() -> tuple[tuple[str, str], ...]:
    """Each mark and what it means."""
    return (
        ("●", _("cramps")),
        ("○", _("no cramps")),
        ("?", _("unsure")),
        ("·", _("not known")),
        ("2/3", _("habits done, of those that count")),
        ("▲", _("hike")),
        ("▬", _("trip")),
        ("■", _("hard work")),
        ("◆", _("ride")),
        ("‖", _("paused")),
    )


def letters() -> tuple[tuple[str, str], ...]:
    """The same for a terminal that may know no other signs."""
    return (
        ("C", _("cramps")),
        ("o", _("no cramps")),
        ("?", _("unsure")),
        (".", _("not known")),
        ("p", _("paused")),
        ("2", _("habits done")),
        *((_(LETTERS[sort]), _(SORTS[sort])) for sort in LETTERS),
    )


def letter(night: Night) -> str:
    """How a night was, as a letter."""
    return {"●": "C", "○": "o", "?": "?", "·": ".", "‖": "p"}[mark(night)]


def mark(night: Night) -> str:
    """How a night was, as a mark."""
    if night.told is None:
        return "‖" if night.paused else "·"
    return {"yes": "●", "no": "○", "unsure": "?"}[night.told.cramps]


SHAPES = {"hike": "▲", "trip": "▬", "work": "■", "ride": "◆"}


def box(night: Night) -> str:
    """A night in words, for who cannot see the marks."""
    parts = [_was(night)]
    if night.of:
        parts.append(
            n_("{k} of {n} habit", "{k} of {n} habits", night.of).format(k=night.done, n=night.of)
        )
    parts += [_(SORTS[sort]) for sort in night.sorts]
    return f"{day(night.night)}: " + ", ".join(parts)


def _was(night: Night) -> str:
    if night.told is None:
        return _("paused") if night.paused else _("not known")
    if night.told.cramps == "yes" and night.told.number:
        number = night.told.number
        return n_("{n} cramp", "{n} cramps", number).format(n=number)
    words = {"yes": _("cramps"), "no": _("no cramps"), "unsure": _("unsure")}
    return words[night.told.cramps]


# --- reasons --------------------------------------------------------------------------------


def reason_when(first: date, last: date) -> str:
    """On which nights a reason held."""
    if first == last:
        return _("Night of {evening}.").format(evening=evening(first))
    return _("Between {first} and {last}.").format(first=evening(first), last=evening(last))


def no_reasons() -> str:
    """Where no rule held: never that all is well."""
    return _(
        "No listed sign was ticked or noted in this period. This is not a check-up. "
        "If something worries you, ask a doctor."
    )


def reasons_note() -> str:
    """Over the list."""
    return _(
        "What health services publish, matched with your own ticks and entries. "
        "It is not a check-up."
    )


# --- the file -------------------------------------------------------------------------------


def written(path: str) -> str:
    """After a file was written."""
    return _(
        "Written: {path}\nOpen it in a browser; from there it prints. "
        "It is about your health: keep it where only you can read it."
    ).format(path=path)


def in_the_way(path: str) -> str:
    """Where a file of somebody else stands."""
    return _(
        "{path} is there already and is no report of coach, so it was left as it is; "
        "write another name."
    ).format(path=path)


def no_file(path: str) -> str:
    """Where something else than a file stands."""
    return _("{path} is not a file that can be written; write another name.").format(path=path)


def turned(first: date, last: date) -> str:
    """Where the end comes before the beginning."""
    return _("--from {first} is after --to {last}; write the earlier one first.").format(
        first=first, last=last
    )
