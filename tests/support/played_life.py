"""The teacher's half year, played by the real daemon, the real commands and a real config file."""

import sys
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from shlex import split
from typing import NamedTuple

from coach.cli import parser
from coach.cli.context import Context
from coach.cli.virtual import Scene, typed
from coach.config.loading import load
from coach.core.coaching.sentences import place_of
from coach.core.model import Config, Remark
from coach.core.nights import DAY, local
from coach.notify.port import Notice
from coach.paths import Paths
from coach.wording import suggesting
from coach.wording.remarking import line
from coach.wording.translating import _
from tests.support import teacher
from tests.support.desk import Desk
from tests.support.people import PRAGUE, at

NOON, SECOND = timedelta(hours=12), timedelta(seconds=1)
SET_UP = "17:00"
EVENING = ("18:20", "19:20", "19:35", "20:05", "21:03", "21:34", "21:49", "21:59", "22:09", "22:13")
"""When she looks at the screen."""
LATE = "22:09"
HOME = "/home/anna"
HER_OWN = "\n[person]\nbirth_year = 1958   # for texts that suit my age\n"
TITLES = {
    "stretch": "Stretch calves and hamstrings",
    "warm": "Warm legs",
    "calcium": "Something rich in calcium",
}


class Heard(NamedTuple):
    """A notification that came up."""

    at: datetime
    night: date
    title: str
    body: str
    choices: tuple[str, ...]


class Did(NamedTuple):
    """What she pressed, or typed, and what came back."""

    at: datetime
    night: date
    words: str
    reply: str = ""
    on: str = ""
    """The title of the card; empty for a command."""


class Keyboard(StringIO):
    """What is typed at a terminal, or shown on it."""

    def isatty(self) -> bool:
        """A person sits there."""
        return True


class Life:
    """Played once; then it can be read."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[Heard] = []
        self.did: list[Did] = []
        self._mornings = teacher.mornings()
        self._seen = 0
        self._folder = folder
        self.desk = self._set_up()
        for n in range((teacher.LAST - teacher.FIRST).days + 1):
            self._day(teacher.FIRST + DAY * n)
        self._morning(teacher.LAST + DAY)

    # --- the beginning -------------------------------------------------------------------

    def _set_up(self) -> Desk:
        """Answer what `coach init` asks, and write the year of birth below."""
        path = self._folder / "config.toml"
        arguments = parser(only="init").parse_args(["init"])
        context = Context(self._paths(), as_json=False)
        keys, sys.stdin = sys.stdin, Keyboard(f"{teacher.BEDTIME:%H:%M}\n{teacher.WAKE:%H:%M}\n1\n")
        try:
            with redirect_stdout(Keyboard()) as screen:
                arguments.run(arguments, context)
        finally:
            sys.stdin = keys
        desk = Desk(self._folder, path.read_text() + HER_OWN, SET_UP, teacher.FIRST)
        desk.save(path.read_text())
        when = local(desk.clock.instant, PRAGUE)
        reply = self._plain(screen.getvalue())
        self.did.append(Did(when, teacher.FIRST, "coach init", reply))
        desk.daemon.turn()
        return desk

    def _paths(self) -> Paths:
        return Paths(str(self._folder / "config.toml"), str(self._folder))

    def _plain(self, said: str) -> str:
        return said.replace(str(self._folder), f"{HOME}/.config/coach")

    # --- the days ------------------------------------------------------------------------

    def _day(self, day: date) -> None:
        if day > teacher.FIRST:
            self._morning(day)
        if teacher.is_away(day):
            return
        self._afternoon(day)
        looks = dict.fromkeys(EVENING, "") | self._before(day)
        self.desk.person.away = "idle" if day == teacher.OUT else None
        for clock, words in sorted(looks.items()):
            if not self._is_home(day, clock):
                continue
            self._come(day, clock)
            if words:
                self.type(day, words)
            self._look(day, clock)
            if clock == "21:03" and day.weekday() == 6 and not self._is_paused(day):
                self.type(day, "review")
        self._come(day, "23:59")

    def _is_home(self, day: date, clock: str) -> bool:
        return day != teacher.OUT and self._is_back(day, clock)

    def _is_back(self, day: date, clock: str) -> bool:
        return day != teacher.AWAY[1] or clock >= "20:00"

    def _is_paused(self, day: date) -> bool:
        return teacher.PAUSED[0] <= day < teacher.PAUSED[1]

    def _come(self, day: date, clock: str) -> None:
        """The time comes; after a week away the computer is switched on."""
        if self.desk.clock.instant < at("12:00", day=day) - DAY:
            self.desk.clock.instant = at(clock, day=day)
            self._listen()
            self._seen = 0
            self.desk.crash(reboot=True)
        self.desk.play(clock, day, self._listen)

    def _before(self, day: date) -> dict[str, str]:
        return {"19:20": "done calcium"} if teacher.intended(day, "calcium") == "b" else {}

    def _afternoon(self, day: date) -> None:
        look = (("18:30", "why effect"),) if day in teacher.LOOKS else ()
        for clock, words in (*teacher.TYPED.get(day, ()), *look):
            self._come(day, clock)
            self.type(day, words)

    def _morning(self, day: date) -> None:
        night, told = day - DAY, self._mornings[day - DAY]
        if teacher.is_away(night):
            return
        self.desk.person.away = None
        self._come(day, "07:10")
        if told.told and not self._is_paused(night):
            self._press("How was the night?", "cramp" if told.cramps else "none", night)
            self._listen()
            self._press("How bad was it?", told.pain, night)
        for title in ("How are your legs?", "A look at your legs"):
            self._press(title, "done", night)

    # --- the evening ---------------------------------------------------------------------

    def _look(self, night: date, clock: str) -> None:
        """Look at each card, and answer as she means to."""
        self._press("A gentle stretch", "done", night)
        for habit, title in TITLES.items():
            letter = teacher.intended(night, habit)
            if letter == "b":
                letter = "d"
            choice = {
                "d": "done",
                "x": "skip",
                "s": "done" if clock >= LATE else "snooze",
                "l": "done" if clock >= LATE else "",
            }.get(letter, "")
            if choice:
                self._press(title, choice, night)
        if night in teacher.SAYS:
            self._press("A suggestion for your evenings", teacher.SAYS[night], night)

    def _press(self, title: str, choice: str, night: date) -> None:
        """Press a button of the card that has, or names, a title."""
        desk = self.desk
        for handle, notice in list(desk.channel.screen.items()):
            there = choice in [button.choice for button in notice.buttons]
            if there and (title == notice.title or title in notice.body.split("\n")):
                desk.channel.press(handle, choice)
                when = local(desk.clock.instant, PRAGUE)
                self.did.append(Did(when, night, choice, on=notice.title))
                desk.daemon.turn()
                self._listen()
                self._carry_out()
                return

    def _carry_out(self) -> None:
        """What the daemon's child does after a yes."""
        if self.desk.daemon.agreed:
            self.desk.clock.instant += SECOND
            reply = self._run("review --yes")
            self.desk.daemon.screen.say(Notice(_(suggesting.CAME_OF_IT), reply))
            self.desk.daemon.turn()
            self._listen()

    def type(self, night: date, words: str) -> None:
        """Type a command."""
        when = local(self.desk.clock.instant, PRAGUE)
        self.did.append(Did(when, night, f"coach {words}", self._run(words)))
        self.desk.daemon.turn()
        self._listen()

    def _run(self, words: str) -> str:
        desk, paths = self.desk, self._paths()
        loaded = load(paths.config, paths.folder)
        scene = Scene(desk.clock.instant, PRAGUE, loaded, desk.journal, paths)
        reply = typed(split(words), scene)
        assert reply.code == 0, (words, reply.text)
        if load(paths.config, paths.folder).data != loaded.data:
            desk.stamp(desk.clock.instant)
        return self._plain(reply.text)

    def _listen(self) -> None:
        """Take down what came up since."""
        fresh = self.desk.channel.shown[self._seen :]
        self._seen = len(self.desk.channel.shown)
        when = local(self.desk.clock.instant, PRAGUE)
        for _handle, notice in fresh:
            choices = tuple(button.choice for button in notice.buttons)
            self.heard.append(Heard(when, self._night(when), notice.title, notice.body, choices))

    def remarks(self) -> frozenset[str]:
        """The lines that were said with reminders."""
        habits = {habit.key: habit for habit in self._config().habits}
        return frozenset(
            line(fact.event, habits[fact.event.habit])
            for fact in self.desk.journal.facts
            if isinstance(fact.event, Remark) and place_of(fact.event) == "reminder"
        )

    def _config(self) -> Config:
        config = load(str(self._folder / "config.toml"), str(self._folder)).config
        assert config is not None
        return config

    def _night(self, when: datetime) -> date:
        return (when.replace(tzinfo=None) - NOON).date()
