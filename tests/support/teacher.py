"""Half a year of a retired teacher who hikes at weekends: what she does, evening by evening."""

from collections.abc import Mapping
from datetime import date, time
from random import Random
from typing import NamedTuple

from coach.core.nights import DAY

BEDTIME, WAKE = time(22, 30), time(7)
FIRST = date(2026, 10, 5)
"""A Monday; the clocks change on 25 October and on 28 March."""
WEEKS = 26
LAST = FIRST + DAY * (7 * WEEKS - 1)


class Week(NamedTuple):
    """What she does with each habit, Monday first.

    d done when asked, s sent on twice and then done, l done late, b done before it was asked,
    i not answered, x skipped.
    """

    stretch: str = "ddddddd"
    warm: str = "ddddddd"
    calcium: str = "ddddddd"
    note: str = ""
    """What else is to be known of it."""


LIFE = (
    Week("ddddidd", "ddddddd", "dddiddd"),
    Week("ddddddd", "ddidddd", "ddddddd"),
    Week("dsssddd", "ddddddi", "ddddidd", "She gets to the stretch later than planned."),
    Week("ddddddd", "dddiddd", "didddxd"),
    Week("dddiddd", "ddddddd", "dddddid"),
    Week("xxxxxxx", "xxxxxxx", "dxxdddd", "Ill, and not up to stretching."),
    Week("xxxxxxx", "xxxdddd", "ddddddd", "Still in bed, and slowly better."),
    Week("didddid", "ddddddd", "dddiddd"),
    Week("ddddddd", "ddddddi", "ddddddd"),
    Week("dddiidd", "ddddddd", "dxddddd", "Two evenings off."),
    Week("didddid", "diddddd", "ddddidd"),
    Week(note="With the family; coach is paused."),
    Week(note="The same."),
    Week("ddddddd", "ddddddd", "diddddd"),
    Week("didddid", "ddddidd", "ddddddd", "On Wednesday at the theatre; the computer stays on."),
    Week(note="Away, the computer is off; back on Sunday at eight."),
    Week("dddddid", "dddiddd", "dddddid"),
    Week("diiiiii", "ddididd", "ddddddd", "Much on her mind: the reminders of the stretch go by."),
    Week(
        "iddddid",
        "ddddddl",
        "bbbbbbb",
        "And back. The yoghurt comes with supper now, before it is asked.",
    ),
    Week("ddddddd", "lllllll", "bbbbdbb", "The legs get warm later, with the late film."),
    Week("ddddddd", "lllllll", "bbbbbbb"),
    Week("didddid", "lllllll", "bbdbbbb"),
    Week("ddddddd", "llillll", "bbbbbbb"),
    Week("ddddddd", "lllllll", "bbbbbbb"),
    Week("didddid", "llillll", "bbbbbbb"),
    Week("ddddddd", "lllllll", "bbbbbbb"),
)

PAUSED = (date(2026, 12, 21), date(2027, 1, 4))
"""From the first, and again asked on the second."""
AWAY = (date(2027, 1, 18), date(2027, 1, 24))
"""The computer is off from the first evening; on the last she is back at eight."""
OUT = date(2027, 1, 13)
"""At the theatre; the computer is on."""

TYPED: Mapping[date, tuple[tuple[str, str], ...]] = {
    date(2026, 10, 17): (
        ("17:20", "log hike --at 16:30 --distance 9 --ascent 250 --duration 3h --effort 3"),
    ),
    date(2026, 10, 30): (("18:10", "log trip --at 17:30 --duration 6h --mode train"),),
    date(2026, 11, 8): (
        ("08:10", "log cramp --at 03:40 --side left --place calf --pain 7 --minutes 4"),
    ),
    date(2026, 11, 7): (
        ("17:40", "log hike --at 17:00 --distance 15 --ascent 750 --duration 6h --effort 5"),
    ),
    date(2026, 12, 5): (
        ("16:30", "log hike --at 16:00 --distance 8 --ascent 180 --duration 3h --effort 3"),
    ),
    date(2026, 12, 13): (
        ("16:50", "log hike --at 16:10 --distance 11 --ascent 400 --duration 4h --effort 4"),
    ),
    date(2026, 12, 21): (("14:00", "pause --until 2027-01-04 --reason 'with the family'"),),
    date(2027, 1, 9): (
        ("16:40", "log hike --at 16:00 --distance 10 --ascent 300 --duration 3h30 --effort 4"),
    ),
    date(2027, 1, 30): (
        ("16:50", "log hike --at 16:20 --distance 9 --ascent 350 --duration 3h --effort 4"),
    ),
    date(2027, 2, 20): (
        ("17:10", "log hike --at 16:40 --distance 12 --ascent 450 --duration 4h30 --effort 4"),
    ),
    date(2027, 3, 6): (
        ("17:30", "log hike --at 17:00 --distance 13 --ascent 600 --duration 5h --effort 5"),
    ),
    date(2027, 3, 20): (
        ("17:50", "log hike --at 17:20 --distance 16 --ascent 800 --duration 6h --effort 5"),
    ),
    date(2027, 4, 1): (("18:00", "signs --tick tired-by-day --tick new-medicine"),),
    date(2027, 4, 3): (
        ("18:10", "log hike --at 17:40 --distance 14 --ascent 550 --duration 5h --effort 4"),
    ),
}
"""What she types, by the calendar day, with its hour."""

LOOKS = tuple(FIRST + DAY * (6 + 28 * n) for n in range(1, 7))
"""On these evenings the effect is estimated anew, and she asks for it."""

SAYS: Mapping[date, str] = {
    date(2026, 10, 25): "yes",
    date(2027, 2, 14): "later",
    date(2027, 2, 21): "no",
    date(2027, 2, 28): "yes",
    date(2027, 3, 28): "yes",
}
"""Her word on a suggestion; on other evenings she leaves it open."""

SILENT = 0.1
"""So many mornings go by without a word."""
CRAMPS = {"hike": 0.5, "done": 0.15, "else": 0.35}
"""How likely a night with cramps is: after a hike, with the stretch, without it."""


class Morning(NamedTuple):
    """How a night was, and what she says of it."""

    cramps: bool
    told: bool
    pain: str
    """`mild`, `middling` or `bad`."""


def intended(night: date, habit: str) -> str:
    """The letter of an evening."""
    week, day = divmod((night - FIRST).days, 7)
    return str(getattr(LIFE[week], habit))[day]


def mornings() -> dict[date, Morning]:
    """The mornings after all the nights, by chance that is the same in each run."""
    chance = Random(2)  # noqa: S311 - nothing here is a secret
    found = {}
    for night in (FIRST + DAY * n for n in range(7 * WEEKS)):
        share = CRAMPS[_kind(night)]
        cramps, told = chance.random() < share, chance.random() >= SILENT
        pain = chance.choice(("mild", "middling", "middling", "bad"))
        found[night] = Morning(cramps, told, pain)
    return found


def _kind(night: date) -> str:
    lately = TYPED.get(night, ()) + TYPED.get(night - DAY, ())
    if any("hike" in words for _, words in lately):
        return "hike"
    return "done" if intended(night, "stretch") in "dsb" else "else"


def is_away(night: date) -> bool:
    """Whether the computer is off this evening."""
    return AWAY[0] <= night < AWAY[1]
