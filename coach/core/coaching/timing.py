"""Another time, proposed from the clock times at which a habit was really done.

From the last 14 times it was done, or from three snoozes alike within five evenings
(coaching.md, 4, rule 3). Nothing is learned from times that belong to an earlier plan.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from coach.core import nights
from coach.core.coaching.evidence import Lived
from coach.core.model import (
    Anchored,
    Answer,
    Config,
    Habit,
    Moment,
    Proposed,
    ReminderId,
    Timetable,
)
from coach.core.planning import QUIET, habit_of, night_in
from coach.named import NamedTuple

TIMES = 14
OFF = timedelta(minutes=20)
"""The middle of the times must be so far from the plan."""
SPREAD = timedelta(minutes=60)
"""And the middle half of them so near to each other."""
MOST = timedelta(minutes=30)
"""A week's step."""
LEAST = timedelta(minutes=10)

SNOOZES = 3
EVENINGS = 5
ALIKE = timedelta(minutes=15)
"""So near to each other snoozes are alike."""

FAR = timedelta(hours=3)
"""What is entered so long before or after was not done then: it was written down later."""
ROUND = timedelta(minutes=5)
ROOM = timedelta(minutes=5)


class _Off(NamedTuple):
    """How much later than planned a habit was done, or wanted."""

    reminder: ReminderId
    later: timedelta


def times(config: Config, lived: Lived) -> tuple[Proposed, ...]:
    """Another time for each of the habits' times that asks for one."""
    found = (
        shift(config, habit, slot, lived)
        for habit in config.habits
        for slot in range(1, len(habit.at) + 1)
    )
    return tuple(proposed for proposed in found if proposed is not None)


def shift(config: Config, habit: Habit, slot: int, lived: Lived) -> Proposed | None:
    """Another time for one of a habit's times, where the evenings ask for it."""
    since = _same_since(lived, habit.key, slot)
    wanted = _from_done(_done(config, habit, slot, lived, since))
    evidence, later = wanted or _from_snoozes(_sent_away(habit, slot, lived, since)) or ((), None)
    moment = habit.at[slot - 1]
    other = _fitting(config, habit, moment, later) if later else None
    if other is None:
        return None
    return Proposed("time", habit.key, slot, spelled(moment), spelled(other), evidence)


def spelled(moment: Moment) -> str:
    """A moment as a config has it: `21:45`, `bedtime - 45min`."""
    if isinstance(moment, time):
        return f"{moment:%H:%M}"
    if not moment.offset:
        return moment.anchor
    sign = "-" if moment.offset < timedelta(0) else "+"
    hours, minutes = divmod(int(abs(moment.offset).total_seconds()) // 60, 60)
    span = f"{hours}h{minutes:02d}" if hours > 1 else f"{60 * hours + minutes}min"
    return f"{moment.anchor} {sign} {span}"


def _same_since(lived: Lived, habit: str, slot: int) -> date:
    """Since which evening the config has asked for it at its present time."""
    since, before = date.min, None
    for fact in lived.facts:
        if isinstance(fact.event, Timetable):
            walls = fact.event.times.get(f"{habit}/{slot}")
            if before is not None and walls != before:
                since = fact.night
            before = walls
    return since


def _done(config: Config, habit: Habit, slot: int, lived: Lived, since: date) -> list[_Off]:
    """When it was begun, measured from the time planned, oldest first."""
    verdicts: dict[ReminderId, tuple[datetime, Answer]] = {}
    for fact in lived.facts:
        event = fact.event
        if isinstance(event, Answer) and event.verb != "snooze" and _is_of(event, habit, slot):
            verdicts[event.reminder] = fact.at, event
    found = []
    for name, (at, answer) in sorted(verdicts.items()):
        night = night_in(name)
        if answer.verb == "done" and since <= night < lived.tonight:
            began = at.replace(tzinfo=None) - timedelta(minutes=answer.minutes or 0)
            planned = nights.moment_in(config, habit.at[slot - 1], night.weekday())
            found.append(_Off(name, began - datetime.combine(night, time()) - planned))
    return [off for off in found if abs(off.later) <= FAR]


def _sent_away(habit: Habit, slot: int, lived: Lived, since: date) -> list[_Off]:
    first = max(since, lived.tonight - EVENINGS * nights.DAY)
    return [
        _Off(name, delay)
        for name, delay in sorted(lived.snoozed.items())
        if _named(name, habit, slot) and first <= night_in(name) < lived.tonight
    ]


def _is_of(answer: Answer, habit: Habit, slot: int) -> bool:
    return _named(answer.reminder, habit, slot)


def _named(name: ReminderId, habit: Habit, slot: int) -> bool:
    return habit_of(name) == habit.key and name.rpartition("/")[2] == str(slot)


def _from_done(offs: Sequence[_Off]) -> tuple[tuple[ReminderId, ...], timedelta] | None:
    last = offs[-TIMES:]
    lower, middle, upper = _quarters(off.later for off in last)
    if len(last) < TIMES or abs(middle) < OFF or upper - lower > SPREAD:
        return None
    return tuple(off.reminder for off in last), middle


def _from_snoozes(offs: Sequence[_Off]) -> tuple[tuple[ReminderId, ...], timedelta] | None:
    if len(offs) < SNOOZES:
        return None
    delays = [off.later for off in offs]
    if max(delays) - min(delays) > ALIKE:
        return None
    return tuple(off.reminder for off in offs), _quarters(delays)[1]


def _quarters(spans: Iterable[timedelta]) -> tuple[timedelta, timedelta, timedelta]:
    """The three that cut a sample into four, between neighbours where need be."""
    ordered = sorted(spans) or [timedelta()]

    def cut(share: float) -> timedelta:
        place = share * (len(ordered) - 1)
        low = ordered[int(place)]
        high = ordered[min(int(place) + 1, len(ordered) - 1)]
        return low + (high - low) * (place - int(place))

    return cut(0.25), cut(0.5), cut(0.75)


def _fitting(config: Config, habit: Habit, moment: Moment, later: timedelta) -> Moment | None:
    """The moment moved as far as it goes, a week's step at most; None where hardly at all."""
    whole = round(min(abs(later), MOST) / ROUND)
    sign = 1 if later > timedelta(0) else -1
    for steps in range(whole, int(LEAST / ROUND) - 1, -1):
        other = _moved(moment, sign * steps * ROUND)
        if other not in habit.at and _fits(config, habit, other):
            return other
    return None


def _moved(moment: Moment, by: timedelta) -> Moment:
    if isinstance(moment, Anchored):
        return moment._replace(offset=moment.offset + by)
    return (datetime.combine(date(2000, 1, 2), moment) + by).time()


def _fits(config: Config, habit: Habit, moment: Moment) -> bool:
    """Whether a moment lies in its night, well before its end, and not in the quiet end."""
    begins = nights.since_midnight(config.rollover)
    for day in habit.days:
        at, until = (nights.moment_in(config, one, day) for one in (moment, habit.until))
        bedtime = nights.bedtime_in(config, day)
        quiet = bedtime - QUIET - ROOM < at < bedtime
        if quiet or not begins <= at <= until - ROOM:
            return False
    return True
