"""Mistakes that no single value shows: windows that do not fit their night."""

from datetime import timedelta

from coach.config.values import DAY_NAMES, Fault
from coach.core import nights
from coach.core.model import Config, Habit
from coach.core.planning import QUIET


class Misplaced(Fault):
    """A habit's times do not fit; `about` is the option that the person should look at."""

    def __init__(self, about: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.about = about


def misplaced_sleep(config: Config) -> Fault | None:
    """Bedtime to wake must lie within one night."""
    wrong = [
        day for day in range(7) if nights.wake_in(config, day) <= nights.bedtime_in(config, day)
    ]
    if not wrong:
        return None
    bed, wake = (f"{times[wrong[0]]:%H:%M}" for times in (config.bedtime, config.wake))
    return Fault(
        f"bedtime {bed} to wake {wake} does not lie within one night{_on(wrong)}",
        f"nights begin at rollover, {config.rollover:%H:%M}: set rollover to an hour when you "
        "are up, well before bedtime",
    )


def misplaced_habit(config: Config, habit: Habit) -> Misplaced | None:
    """A window must lie within its night, begin before it ends, and not in the quiet end."""
    for moment in habit.at:
        spans = {
            day: (nights.moment_in(config, moment, day), nights.moment_in(config, habit.until, day))
            for day in sorted(habit.days)
        }
        for is_wrong, sentence in _RULES:
            days = [day for day, span in spans.items() if is_wrong(config, day, *span)]
            if days:
                return sentence(config, days, *spans[days[0]])
    return None


def _outside(config: Config, _day: int, at: timedelta, until: timedelta) -> bool:
    begins = nights.since_midnight(config.rollover)
    return not (begins <= at < begins + nights.DAY and until <= begins + nights.DAY)


def _say_outside(config: Config, days: list[int], at: timedelta, until: timedelta) -> Misplaced:
    return Misplaced(
        "until" if until > at else "at",
        f"{nights.wall_time(at)} to {nights.wall_time(until)} leaves its night{_on(days)}",
        f"a night runs from {config.rollover:%H:%M} to {config.rollover:%H:%M}; "
        "write times within it",
    )


def _ends_first(_config: Config, _day: int, at: timedelta, until: timedelta) -> bool:
    return until <= at


def _say_ends_first(_config: Config, days: list[int], at: timedelta, until: timedelta) -> Misplaced:
    start, end = nights.wall_time(at), nights.wall_time(until)
    return Misplaced(
        "until",
        f"the window ends at {end}, before it begins at {start}{_on(days)}",
        "write an earlier `at` or a later `until`",
    )


def _too_late(config: Config, day: int, at: timedelta, _until: timedelta) -> bool:
    bedtime = nights.bedtime_in(config, day)
    return bedtime - QUIET < at < bedtime


def _say_too_late(_config: Config, days: list[int], at: timedelta, _until: timedelta) -> Misplaced:
    return Misplaced(
        "at",
        f"{nights.wall_time(at)} is in the last 15 minutes before bedtime, when nothing new "
        f"is shown{_on(days)}",
        'write "bedtime - 20min" or earlier',
    )


_RULES = (
    (_outside, _say_outside),
    (_ends_first, _say_ends_first),
    (_too_late, _say_too_late),
)


def _on(days: list[int]) -> str:
    return "" if len(days) == len(DAY_NAMES) else " on " + ", ".join(DAY_NAMES[d] for d in days)
