"""Config x facts x night -> plan: a pure function, never stored to be read back."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from operator import attrgetter

from coach.core import easing, expecting, following, journeys, nights
from coach.core.coaching.sentences import place_of
from coach.core.following import Follow
from coach.core.history import Facts, kinds
from coach.core.model import (
    CHOICES,
    Asks,
    Because,
    Config,
    Eased,
    Habit,
    Moment,
    Plan,
    Remark,
    Reminder,
    ReminderId,
)

QUIET = timedelta(minutes=15)
"""Nothing new is shown in this last stretch before bedtime (design, config)."""

ASK = "ask."
"""How the keys of questions begin. No habit can be called so: its key has no full stop."""

FOLLOWED = kinds(expecting.BEARING | Eased | Remark)
"""The facts that a plan follows from."""


def plan(config: Config, night: date, zone: tzinfo, facts: Facts = ()) -> Plan:
    """What will be shown in a night.

    The budget keeps what stands first in the config, because the person wrote it in that
    order, and then follow-ups, the most useful first. What is asked on the way of a trip has a
    small budget of its own: it is not the evening's.

    Args:
        config: The config in force.
        night: The night.
        zone: Where the person is.
        facts: Effective facts with the activities of the weeks before, what is expected, and the
            last word on how often each habit is asked.
    """
    words = _words(config, facts, night)
    frame = nights.borders(config, night, zone)._replace(eased=_eased(config, words, night))
    on_the_way = tuple(_on_the_way(config, frame, facts))
    counted = expecting.counted(facts, night)
    why = following.because(config, night, counted)
    habits = tuple(_reminders(config, frame, zone, why, words))
    if config.coaching.remarks:
        habits = _remarked(habits, facts)
    asked = habits + tuple(_follow_ups(config, frame, counted, habits))
    kept, left_out = asked[: config.budget], asked[config.budget :]
    return frame._replace(
        reminders=tuple(sorted(kept + on_the_way, key=attrgetter("due"))),
        left_out=tuple(sorted(left_out, key=attrgetter("due"))),
    )


def _remarked(habits: tuple[Reminder, ...], facts: Facts) -> tuple[Reminder, ...]:
    """The reminders with what the coach says on their evening, each to the first of its habit."""
    said = {
        (fact.night, fact.event.habit): fact.event
        for fact in facts
        if isinstance(fact.event, Remark) and place_of(fact.event) == "reminder"
    }
    return tuple(
        one._replace(remark=said.get((one.night, one.habit.key))) if one.slot == 1 else one
        for one in habits
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


def slot_in(reminder: ReminderId) -> int:
    """The slot in a reminder's name."""
    return int(reminder.split("/")[2])


def question_key(asks: Asks) -> str:
    """What stands in the place of a habit's key in the name of a question."""
    return f"{ASK}{asks}"


def asks_of(reminder: ReminderId) -> Asks:
    """What a reminder's name says that it asks.

    Raises:
        ValueError: a question that this version does not know.
    """
    key = habit_of(reminder)
    if not key.startswith(ASK):
        return "habit"
    for asks in CHOICES:
        if key == question_key(asks):
            return asks
    raise ValueError(f"{reminder} asks what this version does not know")


def timetable(config: Config) -> dict[str, tuple[str, ...]]:
    """The wall times that a config asks for: what a `Timetable` fact keeps.

    Returns:
        `habit/slot` -> seven spelled wall times, Monday's evening first, `""` where the
        habit is not asked. The morning's question is among them.
    """
    asked = config.coaching.morning_check
    wakes = (nights.wall_time(nights.wake_in(config, day)) for day in range(7))
    morning = {f"{question_key('morning')}/1": tuple(wake if asked else "" for wake in wakes)}
    return morning | {
        f"{habit.key}/{slot}": tuple(_spell(config, habit, moment, weekday) for weekday in range(7))
        for habit in config.habits
        for slot, moment in enumerate(habit.at, start=1)
    }


def _spell(config: Config, habit: Habit, moment: Moment, weekday: int) -> str:
    if weekday not in habit.days:
        return ""
    return nights.wall_time(nights.moment_in(config, moment, weekday))


def _words(config: Config, facts: Facts, night: date) -> Mapping[str, tuple[date, Eased]]:
    """How often each habit is asked; without backing off, only what the person agreed to counts."""
    words = easing.words(facts, night)
    agreed = ("grown", "agreed")
    return {
        habit: (since, eased)
        for habit, (since, eased) in words.items()
        if config.coaching.back_off or eased.because in agreed
    }


def _eased(
    config: Config, words: Mapping[str, tuple[date, Eased]], night: date
) -> tuple[Eased, ...]:
    of_evening = [habit.key for habit in config.habits if night.weekday() in habit.days]
    said = [words[key][1] for key in of_evening if key in words]
    return tuple(eased for eased in said if eased.step)


def _reminders(
    config: Config,
    frame: Plan,
    zone: tzinfo,
    why: Because | None,
    words: Mapping[str, tuple[date, Eased]],
) -> Iterator[Reminder]:
    for written in config.habits:
        if frame.night.weekday() in written.days:
            since, eased = words.get(written.key, (frame.night, None))
            habit = easing.asks(written, eased, since, frame.night)
            if habit is None:
                continue
            for slot, moment in enumerate(habit.at, start=1):
                reminder = _reminder(config, frame, zone, habit, slot, moment)
                yield _deepened(reminder, why) if why and _stretches(habit) else reminder


def _stretches(habit: Habit) -> bool:
    return bool(habit.routine) or habit.key == "stretch"


def _deepened(reminder: Reminder, why: Because) -> Reminder:
    """The same reminder, with the routine that the evening deserves."""
    habit = reminder.habit._replace(routine=following.routine(reminder.habit, why))
    return reminder._replace(habit=habit, because=why)


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
    due, until = _inside(frame, due, until)
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


def _inside(frame: Plan, due: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Move a window back into its night, where a spring change pushed it over a border.

    Only a rollover in the hour of the change or the next can do that; else it would be lost,
    because no other night asks for it.
    """
    early, late = frame.begins - due, until - frame.ends
    shift = max(early, timedelta(0)) or -max(late, timedelta(0))
    return due + shift, until + shift


def _follow_ups(
    config: Config, frame: Plan, facts: Facts, habits: tuple[Reminder, ...]
) -> Iterator[Reminder]:
    """What comes beside the habits, unless it would be one of them twice."""
    taken = {reminder.habit.key for reminder in habits}
    for follow in following.extras(config, frame, facts):
        near = any(r.because and abs(r.due - follow.due) < following.APART for r in habits)
        if follow.key not in taken and not (follow.key == "stretch-early" and near):
            yield _follow_up(frame, follow)


def _on_the_way(config: Config, frame: Plan, facts: Facts) -> Iterator[Reminder]:
    for follow in journeys.prompts(config, frame, facts):
        yield _follow_up(frame, follow, journeys.slot_at(follow.due))


def _follow_up(frame: Plan, follow: Follow, slot: int = 1) -> Reminder:
    return Reminder(
        id=reminder_id(frame.night, follow.key, slot),
        night=frame.night,
        habit=following.as_habit(follow),
        slot=slot,
        due=follow.due,
        until=min(follow.until, frame.ends),
        quiet=frame.bedtime - QUIET,
        bedtime=frame.bedtime,
        because=follow.because,
    )
