"""The calendar of a report: each night is a box."""

from collections.abc import Mapping
from datetime import date

from coach.core.reporting import Night
from coach.wording.times import day
from coach.wording.translating import _, marked, n_

SORTS: Mapping[str, str] = {
    "hike": marked("hike"),
    "trip": marked("trip"),
    "work": marked("hard work"),
    "ride": marked("ride"),
}


LETTERS: Mapping[str, str] = {
    "hike": marked("h"),
    "trip": marked("t"),
    "work": marked("w"),
    "ride": marked("r"),
}
"""In a box of the calendar, on a terminal."""


def calendar_note(weeks: int, nights: int, shown: int) -> str:
    """How the calendar is read; and how much of the period it has."""
    text = _("Each box is a night, named by its evening.")
    if shown < nights:
        text += " " + _("These are the last {n} weeks.").format(n=weeks)
    return text


def week_from() -> str:
    """Over the first days of the weeks."""
    return _("From")


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
