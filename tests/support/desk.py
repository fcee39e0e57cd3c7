"""The real daemon on a desk of fakes: a clock that the test moves, a journal, a screen."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from coach.core.model import Absence, Answer, Delivery, Event, Fact
from coach.core.planning import habit_of
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import fresh
from coach.simulating.memory import MemoryJournal
from tests.support.fake_channel import FakeChannel
from tests.support.people import NIGHT, PRAGUE, at

CONFIG = """
bedtime = "22:30"
wake = "07:00"

[[habit]]
key = "stretch"
title = "Stretch calves"
at = "bedtime - 45min"
repeat = 0

[[habit]]
key = "calcium"
title = "Something rich in calcium"
at = "19:30"
repeat = 0
"""


class ManualClock:
    """Stands where it is put."""

    def __init__(self, now: datetime, zone: tzinfo = PRAGUE) -> None:
        self.instant = now
        self.place = zone
        self._always = now
        """The instant from which the time that passed is counted."""

    def now(self) -> datetime:
        """The instant that the test chose."""
        return self.instant

    def zone(self) -> tzinfo:
        """The zone that the test chose."""
        return self.place

    def elapsed(self) -> timedelta:
        """The time that passed, however the clock was set."""
        return self.instant - self._always

    def set(self, instant: datetime) -> None:
        """Somebody sets the clock: no time passes."""
        self._always += instant - self.instant
        self.instant = instant


RESTLESS = 400
"""Turns: an evening with a full disk has two a minute."""


class Whereabouts:
    """Where the person is, as the test says."""

    def __init__(self) -> None:
        self.away: Absence | None = None

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder."""
        return self.away


class Desk:
    """One person's machine."""

    def __init__(
        self, folder: Path, config: str = CONFIG, start: str = "18:00", day: date = NIGHT
    ) -> None:
        self.folder = folder
        self.path = folder / "config.toml"
        self.clock = ManualClock(at(start, day=day))
        self.journal = MemoryJournal()
        self.channel = FakeChannel()
        self.person = Whereabouts()
        self.save(config, clock="12:00", day=day)
        self.daemon = self._daemon()

    def _daemon(self) -> Daemon:
        config = InForce(str(self.path), str(self.folder))
        recorder = Recorder(self.journal, Spill([str(self.folder)]))
        return Daemon(config, recorder, self.channel, self.clock, self.person)

    # --- time and trouble ----------------------------------------------------------------

    def play(
        self, clock: str, day: date = NIGHT, after_each: Callable[[], None] = lambda: None
    ) -> None:
        """Awake until then: a turn at each look, and after each what the test wants to see."""
        until = at(clock, day=day)
        turns = 0
        while (look_again := self.daemon.turn()) <= until:
            after_each()
            self.clock.instant = max(look_again, self.clock.instant)
            turns += 1
            assert turns < RESTLESS, "turns without end"
        after_each()
        self.clock.instant = until
        self.daemon.turn()
        after_each()

    def sleep(self, clock: str, day: date = NIGHT) -> None:
        """Asleep until then, and one turn on waking."""
        self.clock.instant = at(clock, day=day)
        self.daemon.turn()

    def crash(self, *, reboot: bool = False) -> None:
        """Kill the daemon and start another; after a reboot the screen is empty."""
        self.channel = FakeChannel(None if reboot else self.channel)
        self.daemon = self._daemon()

    def save(self, config: str, clock: str | None = None, day: date = NIGHT) -> None:
        """Save the config, at a time of the test's own clock."""
        self.path.write_text(config, encoding="utf-8")
        self.stamp(at(clock, day=day) if clock else self.clock.instant)

    def stamp(self, when: datetime) -> None:
        """Have the config be written at a time of the test's own clock."""
        os.utime(self.path, (when.timestamp(), when.timestamp()))

    # --- the person ----------------------------------------------------------------------

    def press(self, verb: str, title: str) -> None:
        """Press a button of the card with this title."""
        self.channel.press(self.handle(title), verb)
        self.daemon.turn()

    def command(self, event: Event) -> Fact:
        """What a command does: it keeps a fact and is gone; the daemon is woken."""
        (fact,) = fresh(self.clock.instant.astimezone(PRAGUE), (NIGHT, event))
        self.journal.another_process_keeps(fact)
        self.daemon.turn()
        return fact

    def done(self, habit: str) -> Fact:
        """`coach done`."""
        return self.command(Answer("done", f"{NIGHT}/{habit}/1", "command"))

    # --- what is seen --------------------------------------------------------------------

    def handle(self, title: str) -> str:
        """The card with this title."""
        return next(h for h, notice in self.channel.screen.items() if notice.title == title)

    @property
    def screen(self) -> list[str]:
        """The titles that are up."""
        return [notice.title for notice in self.channel.screen.values()]

    @property
    def shown(self) -> list[str]:
        """The titles that came up, since this daemon started."""
        return [notice.title for _, notice in self.channel.shown]

    def deliveries(self, habit: str) -> list[str]:
        """The stages that the journal has for a habit."""
        return [
            fact.event.stage
            for fact in self.journal.facts
            if isinstance(fact.event, Delivery)
            and habit in map(habit_of, fact.event.reminders + fact.event.carried)
        ]

    def rings(self, habit: str) -> int:
        """How often a habit rang."""
        return sum(
            isinstance(fact.event, Delivery)
            and fact.event.stage == "shown"
            and habit in map(habit_of, fact.event.reminders)
            for fact in self.journal.facts
        )

    def answers(self) -> list[tuple[str, str]]:
        """The answers that the journal has."""
        return [
            (fact.event.verb, habit_of(fact.event.reminder))
            for fact in self.journal.facts
            if isinstance(fact.event, Answer)
        ]
