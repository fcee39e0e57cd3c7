"""What the rules look at: the last ten weeks, folded once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from coach.core import easing
from coach.core.history import Facts
from coach.core.model import Answer, Eased, Habit, ReminderId, Timetable
from coach.core.nights import DAY
from coach.core.outcomes import Outcome, Outcomes, each_night, outcomes, silent_nights
from coach.core.planning import reminder_id
from coach.named import NamedTuple

WINDOW = timedelta(days=70)
"""How far back the rules look: a no holds for eight weeks, and may be said two weeks after what it
answers was suggested."""


class Lived(NamedTuple):
    """How the evenings before tonight went."""

    tonight: date
    facts: Facts
    """Effective facts of the window, with what `journal.around` adds."""
    outcomes: Mapping[str, Outcomes]
    """Of each habit, tonight's not among them."""
    snoozed: Mapping[ReminderId, timedelta]
    """For how long in all each reminder was sent away."""
    silent: frozenset[date]
    """The nights that were paused."""
    words: Mapping[str, tuple[date, Eased]]
    """The last word on how often each habit is asked, and since when."""

    def of(self, habit: str) -> Outcomes:
        """What came of a habit; empty where nothing is known."""
        return self.outcomes.get(habit, ())

    def evenings(self, habit: Habit, count: int) -> Outcomes:
        """The last so many of a habit's evenings that were neither paused nor skipped.

        Also those on which nothing was asked. Fewer, where the window has not as many.
        """
        first, last = self.tonight - WINDOW, self.tonight - DAY
        asked = [
            outcome
            for outcome in each_night(self.of(habit.key), self.silent, first, last)
            if outcome.night.weekday() in habit.days and outcome.word not in ("skipped", "paused")
        ]
        return tuple(asked[-count:])

    def step(self, habit: str) -> int:
        """How much less than written it is asked."""
        return self.words[habit][1].step if habit in self.words else easing.AS_WRITTEN


def lived(facts: Facts, tonight: date) -> Lived:
    """Fold the facts of the window.

    Args:
        facts: Effective facts of `WINDOW` before tonight, and of tonight.
        tonight: The night that has just begun.
    """
    found = {
        habit: tuple(outcome for outcome in known if outcome.night < tonight)
        for habit, known in outcomes(facts, tonight).items()
    }
    silent = silent_nights(facts, tonight)
    words = easing.words(facts, tonight)
    return Lived(tonight, facts, found, _snoozed(facts), silent, words)


def names(habit: str, evenings: Iterable[Outcome]) -> tuple[ReminderId, ...]:
    """The evenings as evidence: by the habit's reminder."""
    return tuple(reminder_id(outcome.night, habit, 1) for outcome in evenings)


def is_new(facts: Facts, habit: Habit, tonight: date) -> bool:
    """Whether a habit is younger than the window, as far as the timetables tell."""
    tables = [fact for fact in facts if isinstance(fact.event, Timetable)]
    if not tables:
        return False
    first = tables[0]
    times = first.event.times if isinstance(first.event, Timetable) else {}
    known = any(slot.rpartition("/")[0] == habit.key for slot in times)
    return not known or first.night > tonight - WINDOW


def _snoozed(facts: Facts) -> dict[ReminderId, timedelta]:
    found: dict[ReminderId, timedelta] = {}
    for fact in facts:
        event = fact.event
        if isinstance(event, Answer) and event.verb == "snooze" and event.back is not None:
            delay = found.get(event.reminder, timedelta()) + (event.back - fact.at)
            found[event.reminder] = delay
    return found
