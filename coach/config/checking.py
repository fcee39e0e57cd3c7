"""Mistakes that no single value shows: windows that do not fit their night."""

from datetime import timedelta

from coach.config.values import DAY_NAMES, Fault
from coach.core import nights
from coach.core.model import Config, Habit
from coach.core.planning import QUIET
from coach.wording.translating import _


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
    told = _on(_("bedtime {bed} to wake {wake} does not lie within one night"), wrong)
    hint = _(
        "nights begin at rollover, {time}: set rollover to an hour when you "
        "are up, well before bedtime"
    )
    return Fault(told.format(bed=bed, wake=wake), hint.format(time=f"{config.rollover:%H:%M}"))


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
    told = _on(_("{start} to {end} leaves its night"), days)
    hint = _("a night runs from {time} to {time}; write times within it")
    return Misplaced(
        "until" if until > at else "at",
        told.format(start=nights.wall_time(at), end=nights.wall_time(until)),
        hint.format(time=f"{config.rollover:%H:%M}"),
    )


def _ends_first(_config: Config, _day: int, at: timedelta, until: timedelta) -> bool:
    return until <= at


def _say_ends_first(_config: Config, days: list[int], at: timedelta, until: timedelta) -> Misplaced:
    told = _on(_("the window ends at {end}, before it begins at {start}"), days)
    return Misplaced(
        "until",
        told.format(start=nights.wall_time(at), end=nights.wall_time(until)),
        _("write an earlier `at` or a later `until`"),
    )


def _too_late(config: Config, day: int, at: timedelta, _until: timedelta) -> bool:
    bedtime = nights.bedtime_in(config, day)
    return bedtime - QUIET < at < bedtime


def _say_too_late(_config: Config, days: list[int], at: timedelta, _until: timedelta) -> Misplaced:
    told = _on(
        _("{time} is in the last 15 minutes before bedtime, when nothing new is shown"), days
    )
    return Misplaced(
        "at", told.format(time=nights.wall_time(at)), _('write "bedtime - 20min" or earlier')
    )


_RULES = (
    (_outside, _say_outside),
    (_ends_first, _say_ends_first),
    (_too_late, _say_too_late),
)


def _on(mistake: str, days: list[int]) -> str:
    """The mistake, and on which days it is one."""
    if len(days) == len(DAY_NAMES):
        return mistake
    names = ", ".join(DAY_NAMES[day] for day in days)
    return _("{mistake} on {days}").format(mistake=mistake, days=names)
