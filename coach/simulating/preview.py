"""A person's coming evenings, played by the real daemon in a world where nobody answers.

Unless they say so: then what they wrote happens at its time.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from heapq import heapify, heappop, heappush
from itertools import count

from coach.core import nights, planning
from coach.core.model import Absence, Config, Delivery, Fact, Plan, ReminderId
from coach.core.turning import TOGETHER
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.named import NamedTuple
from coach.simulating.board import Board
from coach.simulating.clock import VirtualClock
from coach.simulating.entries import Entry, Gone, Shown, Told
from coach.simulating.events import CLOSE, PRESS, Happening
from coach.simulating.machine import Machine
from coach.simulating.memory import MemoryJournal
from coach.wording import previews
from coach.wording.translating import _

ABSENCES: dict[str, Absence] = {"lock": "locked", "away": "idle", "quiet": "quiet"}

Typed = Callable[[Sequence[str], datetime, MemoryJournal], str]
"""Runs a command in that world at an instant; returns what it said."""


class Given(NamedTuple):
    """What a preview begins with."""

    config: Config
    config_file: str
    """A copy of the text in force, with the time at which it was written."""
    folder: str
    """An empty folder for what the daemon keeps beside its journal."""
    zone: tzinfo
    begins: datetime
    ends: datetime
    facts: tuple[Fact, ...]
    """What is written so far, as far as it may matter."""
    happenings: tuple[Happening, ...]


class Preview:
    """Plays once."""

    def __init__(self, given: Given, typed: Typed) -> None:
        self.away: Absence | None = None
        self._given = given
        self._typed = typed
        self._clock = VirtualClock(given.begins, given.zone)
        self._journal = MemoryJournal(given.facts)
        self._board = Board(self._clock)
        self._machine = Machine(self._clock, self._daemon)
        self._running: Machine | None = self._machine
        """The machine while it is awake."""
        self._told: list[Told] = []
        self._numbers = count()
        self._coming = [(*self._when(one), self._act(one)) for one in given.happenings]
        heapify(self._coming)

    def play(self) -> tuple[Entry, ...]:
        """What is shown and what happens, in order."""
        while self._coming and self._coming[0][0] < self._given.ends:
            at, _, act = heappop(self._coming)
            self._pass(max(at, self._clock.true))
            act()
        self._pass(self._given.ends)
        entries: list[Entry] = [*self._told, *self._gone(), *self._shown()]
        return tuple(sorted(entries, key=lambda entry: entry.at))

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder."""
        return self.away

    # --- what happens --------------------------------------------------------------------

    def _pass(self, until: datetime) -> None:
        if self._running:
            self._running.play(until)
        self._clock.true = until

    def _when(self, one: Happening) -> tuple[datetime, int]:
        since_midnight = nights.since_midnight(one.at)
        return nights.instant(self._given.zone, one.day, since_midnight), next(self._numbers)

    def _act(self, one: Happening) -> Callable[[], None]:
        def act() -> None:
            reply = self._happens(one)
            self._told.append(Told(self._night(), self._clock.now(), one.words, one.span, reply))

        return act

    def _happens(self, one: Happening) -> str:
        word = one.words[0]
        if one.span is not None:
            self._for_a_while(word, one.span)
            return ""
        if self._running is None:
            return _("the computer is off or asleep: nothing happens")
        if word == CLOSE:
            self._board.close_all()
            self._running.turn()
            return ""
        if word == PRESS:
            there = self._board.press(one.words[1])
            self._running.turn()
            return "" if there else _(previews.NO_SUCH_BUTTON)
        said = self._typed(one.words, self._clock.now(), self._journal)
        self._running.turn()
        return said

    def _for_a_while(self, word: str, span: timedelta) -> None:
        if word in ABSENCES:
            self.away = ABSENCES[word]
            self._later(span, self._back)
        else:
            self._running = None
            self._later(span, self._boot if word == "off" else self._wake)
        if self._running:
            self._running.turn()

    def _later(self, span: timedelta, act: Callable[[], None]) -> None:
        heappush(self._coming, (self._clock.true + span, next(self._numbers), act))

    def _back(self) -> None:
        self.away = None
        if self._running:
            self._running.turn()

    def _wake(self) -> None:
        self._running = self._machine
        self._machine.turn()

    def _boot(self) -> None:
        self._board.up.clear()
        self._clock.booted = self._clock.true
        self._machine.restart()
        self._wake()

    def _daemon(self) -> Daemon:
        config = InForce(self._given.config_file, self._given.folder)
        recorder = Recorder(self._journal, Spill([self._given.folder]))
        daemon = Daemon(config, recorder, self._board, self._clock, self)
        daemon.looks_back = False
        return daemon

    # --- what was seen -------------------------------------------------------------------

    def _night(self) -> date:
        given = self._given
        return nights.night_of(self._clock.now(), given.zone, given.config.rollover)

    def _new(self) -> Iterable[tuple[Fact, Delivery]]:
        for fact in self._journal.facts[len(self._given.facts) :]:
            if isinstance(fact.event, Delivery):
                yield fact, fact.event

    def _shown(self) -> Iterable[Shown]:
        put_up = {(one.handle, one.at): one.notice for one in self._board.put_up}
        rung: set[ReminderId] = {
            name
            for fact in self._given.facts
            if isinstance(fact.event, Delivery) and fact.event.stage == "shown"
            for name in fact.event.reminders
        }
        for fact, event in self._new():
            if event.stage == "shown" and event.reminders and event.handle is not None:
                notice = put_up[event.handle, fact.at]
                late = tuple(n for n in event.reminders if n not in rung and self._late(n, fact.at))
                rung.update(event.reminders)
                yield Shown(
                    planning.night_in(event.reminders[0]),
                    fact.at,
                    notice.title,
                    notice.body,
                    event.reminders,
                    event.carried,
                    late,
                )

    def _gone(self) -> Iterable[Gone]:
        """What was taken down of itself; what was answered says so already."""
        answered = {told.at for told in self._told}
        gone: dict[datetime, tuple[ReminderId, ...]] = {}
        for fact, event in self._new():
            if event.stage == "withdrawn" and fact.at not in answered:
                gone[fact.at] = gone.get(fact.at, ()) + event.reminders
        for at, names in gone.items():
            yield Gone(planning.night_in(names[0]), at, names)

    def _late(self, name: ReminderId, at: datetime) -> bool:
        due = {r.id: r.due for r in self._plan(planning.night_in(name)).reminders}
        return name in due and at - due[name] > TOGETHER

    def _plan(self, night: date) -> Plan:
        facts = self._journal.around(night, night)
        return planning.plan(self._given.config, night, self._given.zone, facts)
