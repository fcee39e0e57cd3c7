"""A person's desk with a clock that the test sets; real processes, a config, an evening."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.faked_clock import FakedClock, sweep
from tests.support.process import Coach

EVENING = datetime(2027, 3, 27, 18, 0, tzinfo=UTC)
"""A Saturday at six; bedtime is at eleven."""

HEAD = """
timezone = "UTC"
bedtime = "23:00"
wake = "07:00"
budget = 24
"""
HABIT = """
[[habit]]
key = "{name}"
title = "{name}"
at = "{at}"
until = "{until}"
repeat = 0
"""


def config(*habits: tuple[str, str], head: str = HEAD, until: str = "bedtime") -> str:
    """A config with some habits, each with its time."""
    return head + "".join(HABIT.format(name=name, at=at, until=until) for name, at in habits)


class Home:
    """A desk, and the time there."""

    def __init__(self, coach: Coach, clock: FakedClock) -> None:
        self.coach = coach
        self.clock = clock

    def save(self, text: str) -> None:
        """Have had this config for a month."""
        self.coach.config.write_text(text)
        self.clock.stamp(self.coach.config, EVENING - timedelta(days=30))

    def jump(self, instant: datetime) -> None:
        """Set the clock, and have the daemon woken by something else."""
        self.clock.put(instant)
        self.coach.turn()

    def at(self, clock: str, day: int = 0) -> datetime:
        """A wall time of the evening, or of a later day."""
        hour, minute = map(int, clock.split(":"))
        return EVENING.replace(hour=hour, minute=minute) + timedelta(days=day)

    def kill(self) -> None:
        """End the daemon the hard way."""
        self.coach.kill()
        if self.coach.daemon:
            sweep(self.coach.daemon.pid)


@contextmanager
def at_home(
    folder: Path,
    environ: Mapping[str, str],
    *,
    wrapped: Sequence[str] = (),
    asleep: bool = True,
    module: str = "coach",
) -> Iterator[Home]:
    """At six in the evening; nothing may go wrong in a daemon that runs there."""
    clock = FakedClock(folder, asleep=asleep)
    clock.put(EVENING)
    with Coach(folder, {**environ, **clock.environ}, (*wrapped, *clock.wrapped), module) as coach:
        home = Home(coach, clock)
        try:
            yield home
            assert coach.daemon is None or "Traceback" not in coach.said(), coach.said()
        finally:
            home.kill()
