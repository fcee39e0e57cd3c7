"""Months with the real daemon on a desk of fakes: what a person is told, evening by evening."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coach.core.model import Answer, Event
from coach.core.nights import DAY, local
from coach.core.planning import reminder_id
from coach.journal import fresh
from coach.notify.port import Notice
from tests.support.desk import Desk
from tests.support.people import NIGHT, PRAGUE

CONFIG = """
bedtime = "22:30"
wake = "07:00"

[[habit]]
key = "stretch"
title = "Stretch calves"
at = "21:30"
routine = "evidence-3min"

[coaching]
morning_check = false
"""


class Told(NamedTuple):
    """What came up on an evening."""

    night: date
    clock: str
    title: str
    body: str


class Months:
    """One person; each evening is a letter.

    d done when asked, l done late, b done before it, i not answered, u nobody there.
    """

    def __init__(self, folder: Path, config: str = CONFIG) -> None:
        self.desk = Desk(folder, config, start="12:00")
        self.told: list[Told] = []
        self.night = NIGHT
        self.answers: dict[str, str] = {}
        """What the person says to suggestions: by the beginning of its text, a choice."""

    def live(self, letters: str, habit: str = "stretch") -> None:
        """So many evenings, one after another."""
        for letter in letters:
            self._evening(letter, habit)
            self.night += DAY

    def _evening(self, letter: str, habit: str) -> None:
        night, desk = self.night, self.desk
        desk.person.away = "idle" if letter == "u" else None
        desk.play("12:00", night)
        if letter == "b":
            desk.play("20:00", night)
            self.command(Answer("done", reminder_id(night, habit, 1), "command"))
        for clock in ("21:02", "21:31", "21:55", "22:20", "22:29"):
            desk.play(clock, night)
            self._note(clock)
            self._say(letter, clock)
        desk.play("23:59", night)

    def _note(self, clock: str) -> None:
        """What came up since the last look."""
        shown, desk = self._shown(), self.desk
        self._seen = len(desk.channel.shown)
        self.told += [Told(self.night, clock, one.title, one.body) for one in shown]

    _seen = 0

    def _shown(self) -> Iterator[Notice]:
        return iter([notice for _, notice in self.desk.channel.shown[self._seen :]])

    def _say(self, letter: str, clock: str) -> None:
        for handle, notice in list(self.desk.channel.screen.items()):
            choice = self._choice(notice, letter, clock)
            if choice:
                self.desk.channel.press(handle, choice)
        self.desk.daemon.turn()

    def _choice(self, notice: Notice, letter: str, clock: str) -> str:
        choices = [button.choice for button in notice.buttons]
        if "yes" in choices:
            said = (choice for part, choice in self.answers.items() if part in notice.body)
            return next(said, "")
        presses = {"d": "21:31", "l": "22:20"}.get(letter)
        return "done" if "done" in choices and clock == presses else ""

    def command(self, event: Event) -> None:
        """What a command does: it keeps a fact and is gone; the daemon is woken."""
        now = local(self.desk.clock.instant, PRAGUE)
        self.desk.journal.another_process_keeps(*fresh(now, (now.date(), event)))
        self.desk.daemon.turn()
