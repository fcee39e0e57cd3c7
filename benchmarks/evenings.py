"""Evenings full of reminders, played fast by the real daemon: a process of its own.

    python -m benchmarks.evenings FOLDER NIGHTS

It shows on the session bus of its environment; where that has an address of a phone in
COACH_PUSH_URL, each reminder goes there as well, at once. When all is over it prints each
reminder's title and real due instant, in seconds since the epoch, as JSON.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import life
from benchmarks.place import THREE_HABITS, write_config
from coach.core import planning
from coach.core.following import REMEMBERED
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.phone import Phone
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import SqliteJournal
from coach.loop import Loop
from coach.notify.freedesktop import Freedesktop
from coach.notify.push import DEADLINE
from coach.notify.sending import GRACE, Sender
from coach.senses.clock import RealtimeTimer
from coach.senses.presence import Unknown

SPEED = 600
"""A minute passes in a tenth of a second."""

A_NIGHT = 24
"""Reminders: as many as a config may ask for."""

APART = timedelta(minutes=3)
"""What comes within two minutes of each other would be one notification."""

PHONE = "COACH_PUSH_URL"
PUSH = f'[channels.push]\nurl_env = "{PHONE}"\nafter = "0min"\n'

FIRST = date(2026, 1, 5)
BEGINS = timedelta(hours=19)
LASTS = APART * (A_NIGHT + 1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ZONE = ZoneInfo("UTC")


class Evenings:
    """A fast clock that goes from the end of an evening to the next evening's beginning."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self._first = datetime.combine(FIRST, datetime.min.time(), UTC) + BEGINS

    def now(self) -> datetime:
        """The present instant of the evening."""
        evening, since = divmod(datetime.now(UTC) - self._began, LASTS / SPEED)
        return self._first + evening * DAY + since * SPEED

    def zone(self) -> tzinfo:
        """Where it takes place."""
        return ZONE

    def elapsed(self) -> timedelta:
        """As if the days between the evenings had passed: nobody sets this clock."""
        return self.now() - self._first

    def real(self, instant: datetime) -> datetime:
        """When an instant of the evenings comes in reality."""
        evening, since = divmod(instant - self._first, DAY)
        return self._began + (evening * LASTS + min(since, LASTS)) / SPEED

    def end(self, evenings: int) -> datetime:
        """When so many evenings are over, in reality."""
        return self._began + evenings * LASTS / SPEED


def config_text(push: str = "") -> str:
    """A config with as many reminders as there may be, none of which comes back."""
    habits = "".join(
        f'[[habit]]\nkey = "h{n}"\nat = "{_wall(n)}"\nrepeat = 0\n' for n in range(1, A_NIGHT + 1)
    )
    return f'bedtime = "22:30"\ntimezone = "UTC"\nbudget = {A_NIGHT}\n{habits}{push}'


def _wall(number: int) -> str:
    hours, minutes = divmod((BEGINS + APART * number) // MINUTE, 60)
    return f"{hours}:{minutes:02d}"


def play(folder: Path, nights: int) -> list[tuple[str, float]]:
    """Remind through so many evenings; returns titles and real due instants."""
    path = write_config(folder / "config.toml", config_text(PUSH if PHONE in os.environ else ""))
    life.write(folder / "journal.db", THREE_HABITS, FIRST - REMEMBERED - DAY, 365)
    with ExitStack() as stack:
        journal = stack.enter_context(SqliteJournal(str(folder / "journal.db")))
        channel = stack.enter_context(closing(Freedesktop(os.environ)))
        timer = stack.enter_context(closing(RealtimeTimer()))
        config = InForce(str(path), str(folder))
        clock = Evenings()
        recorder = Recorder(journal, Spill(()))
        # Its deadline is told in seconds of the evening, and meant in real ones.
        phone = Phone(recorder, os.environ, Sender(os.environ, SPEED * (DEADLINE + GRACE)))
        stack.callback(lambda: phone.stop(clock.now()))
        daemon = Daemon(config, recorder, channel, clock, Unknown(), phone)
        loop = Loop(lambda: clock.real(daemon.turn()), timer)
        loop.listen(channel, lambda: True)
        loop.listen(phone, phone.read)
        loop.at("end", clock.end(nights), loop.shutdown)
        loop.start()
    return [due for night in range(nights) for due in _due(config, FIRST + night * DAY, clock)]


def _due(config: InForce, night: date, clock: Evenings) -> Iterator[tuple[str, float]]:
    assert config.loaded.config, "the benchmark's config is wrong"  # noqa: S101
    for reminder in planning.plan(config.loaded.config, night, ZONE).reminders:
        yield reminder.habit.title, clock.real(reminder.due).timestamp()


if __name__ == "__main__":
    print(json.dumps(play(Path(sys.argv[1]), int(sys.argv[2]))))
