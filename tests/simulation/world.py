"""The world around the real daemon: a machine, a person, a screen, and all that goes wrong."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from coach.cli.virtual import Scene, typed
from coach.config.loading import Loaded, load
from coach.core.model import Absence, Confirmed, Expected, Fact, Unexpected
from coach.core.model import Event as Event_
from coach.core.turning import Showing
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.phone import Phone
from coach.daemon.recorder import Recorder
from coach.journal import SqliteJournal, fresh
from coach.notify.port import Notice
from coach.paths import Paths
from coach.simulating.clock import VirtualClock
from coach.simulating.machine import Machine
from coach.simulating.memory import MemoryJournal
from tests.simulation.killing import Killed, MortalConnection, Switch, WatchedJournal, WatchedSpill
from tests.simulation.person import Person
from tests.simulation.phone import Line, Manner, Sending
from tests.simulation.promises.watching import Watching
from tests.simulation.server import Connection, Server
from tests.simulation.settings import ADDRESS, THERMOMETER, Settings, night_of
from tests.simulation.trouble import Event, History

MINUTE = timedelta(minutes=1)
CHILD = timedelta(seconds=2)
"""How long a child needs."""


class Told(NamedTuple):
    """What the thermometer's file says."""

    degrees: float | None
    """None: it is no temperature of a room."""
    written: datetime
    """By the machine's clock."""


class World:
    """Plays one history.

    Args:
        history: What is given.
        folder: Where the config and the spill file are, best in memory.
        disk: Whether the journal is a database in that folder, with real syncs.
    """

    def __init__(self, history: History, folder: Path, *, disk: bool = False) -> None:
        self.history = history
        self.folder = folder
        self.clock = VirtualClock(history.begins, ZoneInfo(history.home))
        self.server = Server(self.clock)
        self.line = Line(self.clock)
        self.switch = Switch()
        self.kept: list[Fact] = []
        """Every fact that was kept, in order."""
        self.disk = disk
        self._databases = count(1)
        self.database = folder / "journal.0"
        self.journal = WatchedJournal(
            self._open() if disk else MemoryJournal(), self.switch, self.kept
        )
        self.spill = WatchedSpill(str(folder), self.switch)
        self.file: Settings | None = history.settings
        """What the config file says; None while it has mistakes."""
        self.off = history.settings.off
        """What of the coach is switched off, whatever else is edited."""
        self.thermometer: Told | None = None
        self.file_written = history.begins
        self.travelled = history.begins - timedelta(days=30)
        """When the zone changed last, in true time."""
        self.away: Absence | None = None
        self.on = True
        self.asleep = False
        self.alive = False
        self.child_dies_after: int | None = None
        """At which of its steps the next child that carries out a yes is killed."""
        self._begun: set[str] = set()
        """The yeses that this life of the daemon had carried out."""
        self.turns = 0
        self.booted = 0
        """How often the machine was started: what was planned for an earlier time is void."""
        self._timers: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()
        self._loaded: Loaded | None = None
        """What a command finds in force; None: to be read again."""
        self.watching = Watching(self)
        self.person = Person(self)
        self.server.put = self._seen
        self.server.arrive_later = self._arrive_later
        self.line.later = self._arrive_later
        self.save(history.settings.text())
        self.machine = Machine(self.clock, self._daemon)
        self.alive = True
        self.watching.daemon_started()

    # --- time ----------------------------------------------------------------------------

    def play(self) -> None:
        """Live through the whole history."""
        events = iter(self.history.events)
        event = next(events, None)
        while True:
            turn_at = self.machine.next_turn if self.runs else self.history.ends
            timer_at = self._timers[0][0] if self._timers else self.history.ends
            event_at = event.at if event else self.history.ends
            at = min(turn_at, timer_at, event_at)
            if at >= self.history.ends:
                break
            self.clock.true = max(at, self.clock.true)
            if event is not None and event_at == at:
                self.happens(event)
                event = next(events, None)
            elif timer_at == at:
                heappop(self._timers)[2]()
            else:
                self.turn()
        self.watching.at_the_end()

    def later(self, span: timedelta, act: Callable[[], None]) -> None:
        """Do something after a while of true time."""
        heappush(self._timers, (self.clock.true + span, next(self._numbers), act))

    @property
    def runs(self) -> bool:
        """Whether the daemon can take a turn."""
        return self.alive and self.on and not self.asleep

    @property
    def wakeful(self) -> bool:
        """Whether the machine can be used."""
        return self.on and not self.asleep

    def turn(self) -> None:
        """Take a turn, unless nobody can."""
        if not self.runs:
            return
        self.turns += 1
        self.watching.before_turn()
        try:
            self.machine.turn()
        except Killed:
            self.died()
            self._back_after(timedelta(seconds=2))
        else:
            self.watching.after_turn()
            self._look_for_a_yes()

    def _look_for_a_yes(self) -> None:
        """As `coach.daemon.agreeing` does, with a child that is played here."""
        agreed, booted = self.machine.daemon.agreed, self.booted
        if agreed and agreed not in self._begun:
            self._begun.add(agreed)
            self.later(CHILD, lambda: self._carry_out(booted))

    def _carry_out(self, booted: int) -> None:
        if self.asleep:
            self.later(MINUTE, lambda: self._carry_out(booted))
        elif booted == self.booted and self.on:
            child, dies = Switch(), self.child_dies_after
            self.child_dies_after = None
            if dies is not None:
                child.arm(dies)
            with suppress(Killed):
                child.step("before anything")
                self.type(("review", "--yes"), unseen=True, by=child)
            self.turn()  # what it wrote wakes the daemon, however it ended

    # --- trouble -------------------------------------------------------------------------

    def happens(self, event: Event) -> None:
        """One event of the history."""
        act: Callable[..., None] = getattr(self, "_" + event.what.replace(" ", "_"))
        act(*event.about)

    def _mood(self, *reactions: Any) -> None:  # noqa: ANN401 - as the history spells it
        self.person.reactions = list(reactions)

    def _command(self, *words: str) -> None:
        self.type(words)

    def _activity(self, words: tuple[str, ...]) -> None:
        self.type(words)

    def _undo(self) -> None:
        self.type(("undo",))

    def _pause(self, days: int, minutes: int) -> None:
        until = self.clock.now().astimezone(self.clock.zone()).date() + timedelta(days=days + 1)
        self.type(("pause", "--until", until.isoformat()) if days else ("pause",))
        self.later(minutes * MINUTE, lambda: self.type(("resume",)))

    def _absence(self, why: Absence, minutes: int) -> None:
        self.away = why
        self.later(minutes * MINUTE, self._returned)
        self.turn()

    def _returned(self) -> None:
        self.away = None
        self.turn()

    def _suspend(self, minutes: float) -> None:
        if self.wakeful:
            self.asleep = True
            booted = self.booted
            self.later(minutes * MINUTE, lambda: self._resume(booted))

    def _resume(self, booted: int) -> None:
        if booted == self.booted and self.on and self.asleep:
            self.asleep = False
            self.machine.clock_set()
            self.turn()

    def _off(self, minutes: float, wrong_minutes: float, until_set: float) -> None:
        if not self.on:
            return
        if self.alive:
            self.died()
        self.on = self.asleep = False
        self.booted += 1
        self.server.connection = None
        self.server.screen.clear()
        self.server.up = False
        self.later(minutes * MINUTE, lambda: self._boot(wrong_minutes * MINUTE, until_set))

    def _boot(self, ahead: timedelta, until_set: float) -> None:
        self.on = True
        self.clock.ahead = ahead
        self.clock.booted = self.clock.true
        self.server.come()
        if ahead:
            self._set_right_after(until_set * MINUTE)
        self._start()

    def _kill(self, seconds: float) -> None:
        if self.alive and self.wakeful:
            self.died()
            self._back_after(timedelta(seconds=seconds))

    def _crash(self, steps: int) -> None:
        self.switch.arm(steps)

    def _stop(self) -> None:
        if not self.runs:
            return
        with suppress(Killed):
            self.machine.daemon.stop()
        self.died()
        self._back_after(timedelta(seconds=5))

    def _zone(self, name: str, minutes: float) -> None:
        self.clock.place = ZoneInfo(name)
        self.travelled = self.clock.true
        self.later(minutes * MINUTE, self._go_home)
        self.turn()

    def _go_home(self) -> None:
        self.clock.place = ZoneInfo(self.history.home)
        self.travelled = self.clock.true
        self.turn()

    def _step(self, minutes: float, lasting: float) -> None:
        if self.wakeful:
            self._set_clock(self.clock.ahead + minutes * MINUTE)
            self._set_right_after(lasting * MINUTE)

    def _set_right_after(self, span: timedelta) -> None:
        booted = self.booted

        def set_right() -> None:
            if booted == self.booted and self.on:
                self._set_clock(timedelta(0))

        self.later(span, set_right)

    def _set_clock(self, ahead: timedelta) -> None:
        self.clock.ahead = ahead
        self.machine.clock_set()
        self.turn()

    def _edit(self, settings: Settings) -> None:
        self.file = settings._replace(off=self.off)
        self.save(self.file.text())
        self.turn()

    def _switch(self, part: str) -> None:
        rest = tuple(other for other in self.off if other != part)
        self.off = rest if part in self.off else (*rest, part)
        if self.file is not None:
            self._edit(self.file)

    def _spoil(self, how: str, minutes: float) -> None:
        good = self.file
        if good is None:
            return
        self.file = None
        text = good.text()
        if how == "deleted":
            self._loaded = None
            self.path.unlink()
        else:
            half = f"{text[: len(text) // 2]}\n[[ha"
            bad = {"mistake": f'bedtime = "29:99"\n{text}', "empty": "", "half": half}
            self.save(bad[how])
        self.turn()
        self.later(minutes * MINUTE, lambda: self._mend(good))

    def text_of_file(self) -> bytes | None:
        """What the config file says; None: there is none."""
        return self.path.read_bytes() if self.path.exists() else None

    def _mend(self, good: Settings) -> None:
        if self.file is None:
            self._edit(good)

    def _server_dies(self, minutes: float) -> None:
        if self.server.up and self.wakeful:
            self.watching.server_goes()
            self.server.go()
            self.later(minutes * MINUTE, self._server_comes)
            self.turn()

    def _server_comes(self) -> None:
        if self.on and not self.server.up:
            self.server.come()
            self.turn()

    def _server_stalls(self, seconds: float) -> None:
        self.server.stalling.append(timedelta(seconds=seconds))

    def _server_refuses(self, notices: int) -> None:
        self.server.failing += notices

    def _server_forgets(self) -> None:
        self.server.forget()

    def _child_dies(self, steps: int) -> None:
        self.child_dies_after = steps

    def _sensor(self, text: str | None, degrees: float | None) -> None:
        """The thermometer's program writes, or removes its file."""
        file = self.folder / THERMOMETER
        if not self.wakeful:
            return
        file.unlink(missing_ok=True)
        self.thermometer = None
        if text is not None:
            self.thermometer = Told(degrees, self.clock.now())
            file.write_text(text, encoding="utf-8")
            os.utime(file, (self.thermometer.written.timestamp(),) * 2)

    def _expected(
        self,
        key: str,
        sort: Literal["trip", "hike"],
        begins: datetime,
        ends: datetime,
        mode: str | None,
    ) -> None:
        settings = self.file or self.history.settings
        night = night_of(settings, ends, self._zone_of(settings))
        self._child_keeps(night, Expected(key, sort, begins, ends, mode=mode))

    def _unexpected(self, key: str) -> None:
        self._of_known(Unexpected(key))

    def _confirmed(self, key: str, happened: bool) -> None:
        self._of_known(Confirmed(key, happened, "command"))

    def _of_known(self, event: Unexpected | Confirmed) -> None:
        """A word on what stands in the calendar goes to its evening, whatever the clock says."""
        known = (
            fact.night
            for fact in reversed(self.kept)
            if isinstance(fact.event, Expected) and fact.event.key == event.key
        )
        night = next(known, None)
        if night is not None:
            self._child_keeps(night, event)

    def _zone_of(self, settings: Settings) -> tzinfo:
        return self.clock.zone() if settings.timezone == "local" else ZoneInfo(settings.timezone)

    def _child_keeps(self, night: date, event: Event_) -> None:
        """What reads calendars keeps a fact, for an evening, and is gone."""
        if not self.wakeful or self.journal.full:
            return
        zone = self._zone_of(self.file or self.history.settings)
        journal = WatchedJournal(self.journal.inner, Switch(), self.kept)
        journal.keep(fresh(self.clock.now().astimezone(zone), (night, event)))
        self.turn()

    def _phone(self, manner: Manner, messages: int) -> None:
        self.line.manners += [manner] * messages

    def _card_expires(self) -> None:
        for handle in tuple(self.server.screen)[:1]:
            self.expire(handle)

    def expire(self, handle: str) -> None:
        """A card goes by itself."""
        if handle in self.server.screen and self.wakeful:
            self.server.close(handle, by_person=False)
            self.turn()

    def _disk_full(self, minutes: float, spill_too: bool, killed: bool) -> None:
        self.journal.full, self.spill.full = True, spill_too
        self.later(minutes * MINUTE, self._disk_freed)
        if killed:
            self.later(minutes * MINUTE / 2, lambda: self._kill(2))

    def _disk_freed(self) -> None:
        self.journal.full = self.spill.full = False

    # --- the daemon ----------------------------------------------------------------------

    def _daemon(self) -> Daemon:
        config = InForce(str(self.path), str(self.folder))
        channel = Connection(self.server, self.switch)
        recorder = Recorder(self.journal, self.spill)
        sending: Any = Sending(self.line, self.switch)
        phone = Phone(recorder, {ADDRESS: "json://phone"}, sending)
        self.line.begun = lambda: self.watching.sent(phone._sending)
        daemon = Daemon(config, recorder, channel, self.clock, self, phone)
        show = daemon.screen.show

        def watched(showing: Showing, notice: Notice, now: datetime) -> None:
            channel.naming = showing
            try:
                show(showing, notice, now)
            finally:
                channel.naming = None

        self._begun = set()
        daemon.screen.show = watched  # type: ignore[method-assign]
        return daemon

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder."""
        return self.away

    def died(self) -> None:
        """Nothing of the daemon is left but what is durable."""
        self.alive = False
        self.server.connection = None
        if self.disk:
            self._crash_database()
        self.watching.daemon_died()

    def _back_after(self, span: timedelta) -> None:
        self.later(span, self._start)

    def _start(self) -> None:
        if self.on and not self.alive and not self.asleep:
            self.alive = True
            self.machine.restart()
            self.watching.daemon_started()
            self.turn()
        elif self.asleep:
            self.later(MINUTE, self._start)

    # --- files ---------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The config file."""
        return self.folder / "config.toml"

    def save(self, text: str) -> None:
        """Save the config, with the machine's time."""
        fresh = self.folder / "config.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path)
        self._date_file()

    def _date_file(self) -> None:
        """Give the file the machine's time, wherever it comes from."""
        self._loaded = None
        self.file_written = self.clock.now()
        os.utime(self.path, (self.file_written.timestamp(),) * 2)

    def _open(self) -> SqliteJournal:
        journal = SqliteJournal(str(self.database))
        connection = MortalConnection(journal._connection, self.switch)
        journal._connection = connection  # type: ignore[assignment]
        return journal

    def _crash_database(self) -> None:
        """Go on with the files as they lie there: the log not yet folded into the database."""
        old, new = self.database, self.folder / f"journal.{next(self._databases)}"
        for ending in ("", "-wal"):
            if Path(f"{old}{ending}").exists():
                shutil.copy(f"{old}{ending}", f"{new}{ending}")
        inner = self.journal.inner
        assert isinstance(inner, SqliteJournal)
        inner.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{old}{ending}").unlink(missing_ok=True)
        self.database = new
        self.journal.inner = self._open()

    # --- the person ----------------------------------------------------------------------

    def _seen(self, put: Any) -> None:  # noqa: ANN401 - the server's word
        self.watching.seen(put)
        self.person.sees(put)

    def _arrive_later(self, span: timedelta, arrive: Callable[[], None]) -> None:
        def then() -> None:
            if self.asleep:
                self.later(MINUTE, then)
                return
            arrive()
            self.turn()

        self.later(span, then)

    def type(
        self, words: tuple[str, ...], *, unseen: bool = False, by: Switch | None = None
    ) -> None:
        """Type a command, if the machine can be used; the daemon looks, unless it is `unseen`.

        Args:
            words: As after `coach`.
            unseen: Whether the daemon has no time to look.
            by: What may kill the command.
        """
        if not self.wakeful:
            return
        if self._loaded is None or not self.alive:
            self._loaded = load(str(self.path), str(self.folder))
        journal = WatchedJournal(self.journal.inner, by or Switch(), self.kept)
        journal.full = self.journal.full
        paths = Paths(str(self.path), str(self.folder))
        scene = Scene(self.clock.now(), self.clock.zone(), self._loaded, journal, paths)
        before, self.switch.off = self.text_of_file(), True
        try:
            reply = typed((*words, "--json"), scene)
        finally:
            self.switch.off = False
            if self.text_of_file() != before:
                self.file = self.watching.file_changed(words)
                self._date_file()
        self.watching.typed(words, reply)
        if reply.code == 0 and not unseen:
            self.turn()
