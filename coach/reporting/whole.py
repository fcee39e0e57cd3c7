"""Everything that a report is drawn from."""

from collections.abc import Mapping
from datetime import date

from coach.core.cramping import Cramps
from coach.core.effect.gates import Effect
from coach.core.model import Activity, Fact
from coach.core.reporting import Report
from coach.core.signs.nouns import Book, Noted
from coach.named import NamedTuple


class Whole(NamedTuple):
    """A report, with names and what goes along with the numbers."""

    report: Report
    titles: Mapping[str, str]
    """Of the habits, by their keys."""
    effects: tuple[Effect, ...]
    """What can be said of each habit of the config."""
    cramps: Cramps
    activities: tuple[Activity, ...]
    ticks: tuple[Fact, ...]
    """What was ticked on the list of signs in the period."""
    reasons: tuple[Noted, ...]
    doctor: bool
    """Whether the person wants the list of reasons."""
    book: Book
    made: date
