"""A person's settings as plain data, spelled as TOML for the program.

The wall times and instants here are computed afresh, without `coach.core`: they are what the
program's own are held against. Minutes are counted from midnight of the night's date.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

DAY = 24 * 60
QUIET = 15
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


THERMOMETER = "bedroom"
"""A file in the folder of the history, which is played in there."""
ADDRESS = "COACH_PUSH_URL"
PUSH = f"""\
[channels.push]
url_env = "{ADDRESS}"
after = "{{after}}min\""""


class When(NamedTuple):
    """A wall time (`anchor` empty), or minutes from bedtime or wake."""

    anchor: str
    minutes: int

    def spelled(self) -> str:
        """As the config has it."""
        if not self.anchor:
            return clock(self.minutes)
        sign = "-" if self.minutes < 0 else "+"
        return f"{self.anchor} {sign} {abs(self.minutes)}min" if self.minutes else self.anchor


class Habit(NamedTuple):
    """One habit of the config."""

    key: str
    title: str
    at: tuple[When, ...]
    until: When = When("bedtime", 0)
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    snooze: int = 10
    repeat: int = 1
    repeat_after: int = 20
    routine: str = ""
    cue: str = ""


class Settings(NamedTuple):
    """One config."""

    habits: tuple[Habit, ...]
    bedtime: tuple[int, ...]
    """Seven, minutes of the clock."""
    wake: tuple[int, ...]
    rollover: int
    timezone: str
    budget: int
    private: bool
    off: tuple[str, ...] = ()
    """What of `[coaching]` is switched off."""
    review: str = "sun"
    push: int | None = None
    """After how many minutes without an answer the phone is told; None: there is none."""
    cold: bool = False
    """Whether there is a thermometer."""

    def text(self) -> str:
        """The config file."""
        lines = [
            f"bedtime = {_weekly(self.bedtime)}",
            f"wake = {_weekly(self.wake)}",
            f'rollover = "{clock(self.rollover)}"',
            f'timezone = "{self.timezone}"',
            f"budget = {self.budget}",
            f"[channels.desktop]\nprivate = {str(self.private).lower()}",
            *self._coaching(),
            "" if self.push is None else PUSH.format(after=self.push),
            f'[cold]\nfile = "{THERMOMETER}"' if self.cold else "",
        ]
        return "\n".join([*lines, *map(_habit, self.habits)]) + "\n"

    def _coaching(self) -> list[str]:
        review = "off" if "review" in self.off else self.review
        others = [f"{name} = false" for name in self.off if name != "review"]
        return ["[coaching]", f'review = "{review}"', *others]


class Due(NamedTuple):
    """One reminder of one night, in UTC."""

    id: str
    habit: Habit
    slot: str
    wall: int
    due: datetime
    until: datetime
    quiet: datetime
    bedtime: datetime
    on_time: datetime
    """Until then what is due rings on time, not late."""

    @property
    def night(self) -> date:
        """The night in its name."""
        return date.fromisoformat(self.id[:10])


class Night(NamedTuple):
    """One night of one person, in UTC."""

    night: date
    begins: datetime
    ends: datetime
    bedtime: datetime
    wake: datetime
    asked: dict[str, Due]
    """By id, as far as the budget goes."""


def clock(minutes: int) -> str:
    """`HH:MM` of minutes since some midnight."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def night_of(settings: Settings, now: datetime, zone: tzinfo) -> date:
    """The night that contains an instant: by comparing instants, forwards and backwards."""
    night = now.astimezone(zone).date()
    while now < instant(zone, night, settings.rollover):
        night -= timedelta(days=1)
    while now >= instant(zone, night + timedelta(days=1), settings.rollover):
        night += timedelta(days=1)
    return night


@lru_cache(maxsize=256)
def instant(zone: tzinfo, night: date, minutes: int) -> datetime:
    """A wall time as an instant, by trial: the first that shows it, else by the offset before."""
    wall = datetime.combine(night, time()) + timedelta(minutes=minutes)
    before, after = (_offset(wall + timedelta(days=days), zone) for days in (-1, 1))
    tries = sorted((wall - offset).replace(tzinfo=UTC) for offset in (before, after))
    if before == after:
        return tries[0]
    shown = [one for one in tries if one.astimezone(zone).replace(tzinfo=None) == wall]
    return shown[0] if shown else (wall - before).replace(tzinfo=UTC)


def _offset(wall: datetime, zone: tzinfo) -> timedelta:
    return wall.replace(tzinfo=zone).utcoffset() or timedelta(0)


@lru_cache(maxsize=64)
def planned(settings: Settings, night: date, zone: tzinfo) -> Night:
    """What the settings ask for in a night."""
    weekday = night.weekday()
    bedtime = _in_night(settings, settings.bedtime[weekday])
    wake = _in_night(settings, settings.wake[weekday])
    to_bed = instant(zone, night, bedtime)
    asked: dict[str, Due] = {}
    for habit, slot, moment in _slots(settings, weekday):
        if len(asked) == settings.budget:
            break
        at = _resolved(settings, moment, bedtime, wake)
        end = _resolved(settings, habit.until, bedtime, wake)
        due, until = instant(zone, night, at), instant(zone, night, end)
        if until <= due:
            until = due + timedelta(minutes=end - at)
        name = f"{night.isoformat()}/{habit.key}/{slot}"
        asked[name] = Due(
            name, habit, f"{habit.key}/{slot}", at, due, until,
            to_bed - timedelta(minutes=QUIET), to_bed, due + timedelta(minutes=2),
        )  # fmt: skip
    return Night(
        night,
        instant(zone, night, settings.rollover),
        instant(zone, night + timedelta(days=1), settings.rollover),
        to_bed,
        instant(zone, night, wake),
        asked,
    )


def walls(settings: Settings) -> dict[tuple[str, int], int]:
    """The wall time of each slot on each weekday: what must change for a reminder to have moved."""
    times = {}
    for weekday in range(7):
        bedtime = _in_night(settings, settings.bedtime[weekday])
        wake = _in_night(settings, settings.wake[weekday])
        for habit, slot, moment in _slots(settings, weekday):
            wall = _resolved(settings, moment, bedtime, wake) % DAY
            times[f"{habit.key}/{slot}", weekday] = wall
        if "morning_check" not in settings.off:
            times["ask.morning/1", weekday] = wake % DAY
    return times


def _slots(settings: Settings, weekday: int) -> Iterator[tuple[Habit, int, When]]:
    for habit in settings.habits:
        if weekday in habit.days:
            for slot, moment in enumerate(habit.at, start=1):
                yield habit, slot, moment


def _in_night(settings: Settings, minutes: int) -> int:
    return minutes + DAY if minutes < settings.rollover else minutes


def _resolved(settings: Settings, moment: When, bedtime: int, wake: int) -> int:
    if moment.anchor:
        return {"bedtime": bedtime, "wake": wake}[moment.anchor] + moment.minutes
    return _in_night(settings, moment.minutes)


def _weekly(times: tuple[int, ...]) -> str:
    usual = max(set(times), key=times.count)
    others = [
        f'{day} = "{clock(minutes)}"'
        for day, minutes in zip(DAY_NAMES, times, strict=True)
        if minutes != usual
    ]
    if not others:
        return f'"{clock(usual)}"'
    return "{ " + ", ".join([f'default = "{clock(usual)}"', *others]) + " }"


def _habit(habit: Habit) -> str:
    days = ", ".join(f'"{DAY_NAMES[day]}"' for day in habit.days)
    at = ", ".join(f'"{moment.spelled()}"' for moment in habit.at)
    lines = [
        "[[habit]]",
        f'key = "{habit.key}"',
        f'title = "{habit.title}"',
        f"at = [{at}]",
        f'until = "{habit.until.spelled()}"',
        f"days = [{days}]",
        f'snooze = "{habit.snooze}min"',
        f"repeat = {habit.repeat}",
        f'repeat_after = "{habit.repeat_after}min"',
        f'routine = "{habit.routine}"' if habit.routine else "",
        f'cue = "{habit.cue}"' if habit.cue else "",
    ]
    return "\n".join(lines)
