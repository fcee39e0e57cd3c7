"""Config x night -> plan: a pure function, never stored to be read back."""

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from operator import attrgetter

from coach.core import nights
from coach.core.model import Config, Habit, Moment, Plan, Reminder, ReminderId

QUIET = timedelta(minutes=15)
"""Nothing new is shown in this last stretch before bedtime (design, config)."""


def plan(config: Config, night: date, zone: tzinfo) -> Plan:
    """What will be shown in a night.

    The budget keeps what stands first in the config: the person wrote it in that order.
    """
    frame = nights.borders(config, night, zone)
    asked = tuple(_reminders(config, frame, zone))
    kept, left_out = asked[: config.budget], asked[config.budget :]
    return frame._replace(
        reminders=tuple(sorted(kept, key=attrgetter("due"))),
        left_out=tuple(sorted(left_out, key=attrgetter("due"))),
    )


def reminder_id(night: date, habit: str, slot: int) -> ReminderId:
    """Spell a reminder's name from its meaning."""
    return f"{night.isoformat()}/{habit}/{slot}"


def habit_of(reminder: ReminderId) -> str:
    """The habit's key in a reminder's name."""
    return reminder.split("/")[1]


def night_in(reminder: ReminderId) -> date:
    """The night in a reminder's name."""
    return date.fromisoformat(reminder.split("/")[0])


def timetable(config: Config) -> dict[str, tuple[str, ...]]:
    """The wall times that a config asks for: what a `Timetable` fact keeps.

    Returns:
        `habit/slot` -> seven spelled wall times, Monday's evening first, `""` where the
        habit is not asked.
    """
    return {
        f"{habit.key}/{slot}": tuple(_spell(config, habit, moment, weekday) for weekday in range(7))
        for habit in config.habits
        for slot, moment in enumerate(habit.at, start=1)
    }


def _spell(config: Config, habit: Habit, moment: Moment, weekday: int) -> str:
    if weekday not in habit.days:
        return ""
    return nights.wall_time(nights.moment_in(config, moment, weekday))


def _reminders(config: Config, frame: Plan, zone: tzinfo) -> Iterator[Reminder]:
    for habit in config.habits:
        if frame.night.weekday() in habit.days:
            for slot, moment in enumerate(habit.at, start=1):
                yield _reminder(config, frame, zone, habit, slot, moment)


def _reminder(
    config: Config, frame: Plan, zone: tzinfo, habit: Habit, slot: int, moment: Moment
) -> Reminder:
    weekday = frame.night.weekday()
    at = nights.moment_in(config, moment, weekday)
    end = nights.moment_in(config, habit.until, weekday)
    due = nights.instant(zone, frame.night, at)
    until = nights.instant(zone, frame.night, end)
    if until <= due:  # a spring change pushed the due time past the end: keep the length
        until = due + (end - at)
    return Reminder(
        id=reminder_id(frame.night, habit.key, slot),
        night=frame.night,
        habit=habit,
        slot=slot,
        due=due,
        until=until,
        quiet=frame.bedtime - QUIET,
        bedtime=frame.bedtime,
        moment=moment,
    )
