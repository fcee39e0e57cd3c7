"""Years of a made-up life, written into a journal: about eleven facts a day with three habits."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from coach.config.reading import read
from coach.core import planning
from coach.core.model import (
    Activity,
    Answer,
    Config,
    Cramp,
    Delivery,
    Event,
    Fact,
    Morning,
    Pause,
    Plan,
    Reminder,
    Resume,
    Stage,
    Timetable,
    Undo,
)
from coach.journal import SqliteJournal, fresh

DAY = timedelta(days=1)
ZONE = ZoneInfo("Europe/Prague")
DONE_UNASKED = 0.3
UNANSWERED = 0.25
SNOOZED = 0.1
UNDONE = 0.03
CRAMPED = 0.15
MORNINGS = 0.85
ACTIVE = 0.2
PAUSES_A_YEAR = 3
PAUSED_NIGHTS = 4

Dated = tuple[datetime, Event]


def write(database: Path, config_text: str, before: date, nights: int) -> int:
    """Write the journal of so many nights, the last of them that before `before`.

    Returns:
        How many facts it has.
    """
    config = read(config_text.encode(), "config").config
    assert config is not None, "the benchmark's config is wrong"  # noqa: S101
    facts = 0
    with SqliteJournal(str(database)) as journal:
        for year in _years(before - nights * DAY, before, _Life(config)):
            journal.keep(year)
            facts += len(year)
    return facts


def _years(first: date, end: date, life: "_Life") -> Iterator[list[Fact]]:
    while first < end:
        following = min(first + 365 * DAY, end)
        nights = (first + n * DAY for n in range((following - first).days))
        yield [fact for night in nights for fact in life.live(night)]
        first = following


class _Life:
    """One person. A night is the same in every journal, but for the ids of its facts."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._silent = 0

    def live(self, night: date) -> list[Fact]:
        """Tell the facts of one night."""
        self._random = Random(night.toordinal())  # noqa: S311 - nothing here is a secret
        plan = planning.plan(self._config, night, ZONE)
        facts = [_fact(night, entry) for entry in self._entries(plan)]
        answers = [fact for fact in facts if isinstance(fact.event, Answer)]
        if answers and self._chance(UNDONE):
            facts.append(_fact(night, (answers[-1].at, Undo(answers[-1].id))))
        return facts

    def _entries(self, plan: Plan) -> Iterator[Dated]:
        if plan.night.day == 1:
            yield plan.begins, self._timetable(plan)
        if self._silent:
            self._silent -= 1
            if not self._silent:
                yield plan.begins, Resume()
            return
        if self._chance(PAUSES_A_YEAR / 365):
            self._silent = PAUSED_NIGHTS
            yield plan.begins, Pause(plan.night + PAUSED_NIGHTS * DAY, "away")
            return
        if self._chance(ACTIVE):
            yield plan.begins, self._activity(plan)
        for reminder in plan.reminders:
            yield from self._reminder(reminder)
        cramped = self._chance(CRAMPED)
        if cramped:
            at = plan.bedtime + timedelta(hours=4)
            yield at, Cramp(at.astimezone(ZONE), "left", "calf", pain=6, minutes=3)
        if self._chance(MORNINGS):
            yield plan.wake, Morning("cramps" if cramped else "none", "button")

    def _timetable(self, plan: Plan) -> Timetable:
        """What a person changes by some minutes once a month."""
        times = planning.timetable(self._config)
        moved = f"21:{plan.night.month:02d}"
        return Timetable(plan.begins, times | {next(iter(times)): (moved,) * 7})

    def _activity(self, plan: Plan) -> Activity:
        when = (plan.begins + timedelta(hours=5)).astimezone(ZONE)
        if self._chance(0.5):
            return Activity("hike", when, timedelta(hours=4), 14, 700, effort=5)
        return Activity("trip", when, timedelta(hours=6), mode="train")

    def _reminder(self, reminder: Reminder) -> Iterator[Dated]:
        due, name = reminder.due, reminder.id
        if self._chance(DONE_UNASKED):
            yield due - timedelta(minutes=30), Answer("done", name, "command")
            return
        yield from _rung(due, reminder)
        if self._chance(UNANSWERED):
            yield from _rung(due + reminder.habit.repeat_after, reminder)
            yield reminder.until, _delivery("withdrawn", reminder, "no longer open")
            return
        answered = due + timedelta(minutes=3)
        if self._chance(SNOOZED):
            back = answered + reminder.habit.snooze
            yield answered, Answer("snooze", name, "button", back.astimezone(ZONE))
            yield answered, _delivery("withdrawn", reminder, "answered")
            yield from _rung(back, reminder)
            answered = back
        yield answered, Answer("done", name, "button")
        yield answered, _delivery("withdrawn", reminder, "answered")

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def _rung(at: datetime, reminder: Reminder) -> Iterator[Dated]:
    yield at, _delivery("attempted", reminder)
    yield at, _delivery("shown", reminder)


def _delivery(stage: Stage, reminder: Reminder, reason: str = "") -> Delivery:
    handle = None if stage == "attempted" else f"8c2f5a0e9b7d4c61/:1.42/{reminder.due:%y%j%H%M}"
    return Delivery(stage, (reminder.id,), handle=handle, reason=reason)


def _fact(night: date, entry: Dated) -> Fact:
    at, event = entry
    (fact,) = fresh(at.astimezone(ZONE), (night, event))
    return fact
