"""One page for a clinician: numbers with what they are out of, and no reading of them."""

from collections.abc import Mapping
from datetime import date

from coach.core.cramping import Cramps, Spread, Tally
from coach.core.reporting import Report
from coach.wording.reports.boxes import SORTS
from coach.wording.reports.numbers import of
from coach.wording.times import day
from coach.wording.translating import _, marked, n_

PLACES: Mapping[str, str] = {
    "calf": marked("calf"),
    "foot": marked("foot"),
    "toes": marked("toes"),
    "thigh-front": marked("front of the thigh"),
    "thigh-back": marked("back of the thigh"),
    "other": marked("other place"),
    "left": marked("left"),
    "right": marked("right"),
    "both": marked("both sides"),
}

Row = tuple[str, str]


def title() -> str:
    """Of the page."""
    return _("Night leg cramps: a diary in numbers")


def name() -> str:
    """Before a line to write on."""
    return _("Name")


def born() -> str:
    """Before a line to write on."""
    return _("Date of birth")


def as_entered() -> str:
    """What the numbers are."""
    return _(
        "As the person entered it, at home, mostly the morning after. "
        "A night without an answer is unknown. Nothing here was measured or read by a doctor."
    )


def what() -> str:
    """Over the names of the figures."""
    return _("What")


def figure() -> str:
    """Over the figures."""
    return _("Entered")


def nights() -> str:
    """The heading of the nights."""
    return _("Nights")


def of_nights(report: Report, cramps: Cramps) -> list[Row]:
    """How many nights, and how many had cramps."""
    rows = [
        (_("Nights answered"), of(report.answered + report.unsure, report.over)),
        (_("Nights with cramps, of those answered"), of(report.cramps, report.answered)),
    ]
    if report.unsure:
        rows.append((_("Nights answered with unsure"), of(report.unsure, report.over)))
    if cramps.number_of:
        text = n_(
            "{k} on {n} night on which they were counted",
            "{k} on {n} nights on which they were counted",
            cramps.number_of,
        )
        rows.append((_("Cramps"), text.format(k=cramps.number, n=cramps.number_of)))
    return rows


def cramps() -> str:
    """The heading of the cramps."""
    return _("The cramps")


def of_cramps(told: Cramps) -> list[Row]:
    """What is known of them; what was never told has no row."""
    rows = [
        (_("Hour of the night"), _hours(told.hours)),
        (_("Side"), _tally(told.sides, told.written)),
        (_("Place"), _tally(told.places, told.written)),
        (_("Minutes"), _spread(told.minutes, _of_cramps(told.minutes.of))),
        (_("Worst pain of a night, 0 to 10"), _spread(told.pain, _of_nights(told.pain.of))),
        (_("Sleep lost, 0 to 10"), _spread(told.sleep_loss, _of_nights(told.sleep_loss.of))),
    ]
    return [row for row in rows if row[1]]


def load() -> str:
    """The heading of habits and activities."""
    return _("Habits and activities")


def habit(title: str) -> str:
    """The name of a habit's row."""
    return _("{title}, nights done").format(title=title)


def activity(sort: str) -> str:
    """The name of a row of activities."""
    return _("Activities: {sort}").format(sort=_(SORTS[sort]))


def times(count: int, nights: int) -> str:
    """How often, in how many nights."""
    return n_("{k} in {n} night", "{k} in {n} nights", nights).format(k=count, n=nights)


def ticked() -> str:
    """The heading of what was ticked."""
    return _("Ticked by the person")


def medicine() -> str:
    """The name of the row on medicines."""
    return _("New or changed medicine")


def said_on(nights: list[date]) -> str:
    """On which nights something was ticked."""
    return _("yes, on {days}").format(days=", ".join(day(night) for night in nights))


def own_words() -> str:
    """The heading of the notes."""
    return _("In the person's own words")


def _hours(tally: Tally) -> str:
    if not tally.of:
        return ""
    told = ", ".join(f"{hour}h: {count}" for hour, count in sorted(tally.counts.items()))
    return _("{told} ({of})").format(told=told, of=_of_cramps(tally.of))


def _tally(tally: Tally, written: int) -> str:
    if not tally.of:
        return ""
    told = ", ".join(f"{_(PLACES.get(word, word))} {n}" for word, n in tally.counts.items())
    text = n_("{told} (told of {k} of {n} cramp)", "{told} (told of {k} of {n} cramps)", written)
    return text.format(told=told, k=tally.of, n=written)


def _spread(spread: Spread, out_of: str) -> str:
    if spread.median is None:
        return ""
    middle = f"{spread.median:g}"
    if spread.least == spread.most:
        return _("{value} ({of})").format(value=middle, of=out_of)
    return _("{least} to {most}, middle {median} ({of})").format(
        least=spread.least, most=spread.most, median=middle, of=out_of
    )


def _of_cramps(count: int) -> str:
    return n_("of {n} cramp", "of {n} cramps", count).format(n=count)


def _of_nights(count: int) -> str:
    return n_("of {n} night", "of {n} nights", count).format(n=count)
