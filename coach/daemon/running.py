"""The daemon in its place: the senses that wake it, the loop that waits, the supervisor."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Protocol, TextIO

from coach.daemon.agreeing import Agreeing
from coach.daemon.calendars import Calendars
from coach.daemon.clock import SystemClock
from coach.daemon.daemon import Daemon
from coach.daemon.inbox import Inbox
from coach.daemon.inforce import InForce
from coach.daemon.keeping import Keeping
from coach.daemon.phone import Phone
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import Journal, JournalError
from coach.journal.patient import PatientJournal
from coach.loop import Loop, Sense
from coach.named import NamedTuple
from coach.notify.desktop import open_channel
from coach.paths import Paths
from coach.senses import files
from coach.senses.clock import open_timer
from coach.senses.presence import Whereabouts
from coach.senses.signals import Signals
from coach.senses.zone import LOCALTIME
from coach.supervisor import Supervisor

log = logging.getLogger(__name__)

CALM = 5.0
"""Seconds for which a journal in trouble is left alone."""


class _Speaker(Sense, Protocol):
    """A sense that is read where it is."""

    def read(self) -> bool:
        """Hear it, without waiting; returns whether it calls for a turn."""


class _Helpers(NamedTuple):
    """Who has what is heavy or slow done by a child."""

    keeping: Keeping
    agreeing: Agreeing
    calendars: Calendars
    inbox: Inbox

    @property
    def senses(self) -> tuple[_Speaker, ...]:
        """What the children say, and what changes in the folders that are watched."""
        children = (self.keeping, self.agreeing, self.calendars, self.inbox)
        return (*children, self.calendars.changes, self.inbox.watch)

    def look(self, daemon: Daemon) -> datetime | None:
        """Let each do what is due; when to look again, where one of them waits for something."""
        self.keeping.look(daemon.screen.say)
        self.agreeing.look(daemon.agreed, daemon.screen.say)
        self.inbox.look(daemon.inbox, daemon.screen.say, can_speak=daemon.can_speak)
        return self.calendars.look()


def run(paths: Paths, environ: Mapping[str, str], platform: str, stream: TextIO) -> None:
    """Remind until told to stop.

    Args:
        paths: Where the config and the journal are.
        environ: The environment.
        platform: As `sys.platform` spells it.
        stream: Where reminders are printed if there is no desktop.
    """
    with ExitStack() as stack:
        keeping = stack.enter_context(closing(Keeping(paths.folder)))
        journal = stack.enter_context(closing(PatientJournal(paths.database, keeping.repaired)))
        channel = open_channel(environ, platform, stream)
        stack.callback(channel.close)
        config = InForce(paths.config, paths.folder)
        person = stack.enter_context(closing(Whereabouts(environ, platform)))
        recorder = _recorder(journal, paths, environ)
        phone = Phone(recorder, environ)
        daemon = Daemon(config, recorder, channel, SystemClock(environ), person, phone)
        helpers = _Helpers(
            keeping,
            stack.enter_context(closing(Agreeing(paths, lambda: config.loaded.config))),
            stack.enter_context(closing(Calendars(paths, lambda: config.loaded.config))),
            _inbox(paths, lambda: loop, stack),
        )
        supervisor = Supervisor(environ)
        turn = _helped(_supervised(daemon, supervisor), helpers, daemon)
        loop = Loop(_attentive(turn, person), open_timer(stack))
        _listen_to_signals(loop, daemon, supervisor, stack)
        _listen_to_files(loop, paths, journal, stack)
        loop.listen(channel, lambda: True)
        speakers: tuple[_Speaker, ...] = (phone, *helpers.senses, *person.senses)
        for speaker in speakers:
            loop.listen(speaker, speaker.read)
        if supervisor.watchdog_seconds:
            loop.every("watchdog", supervisor.watchdog_seconds, supervisor.watchdog)
        log.info("coach runs; the config is %s", paths.config)
        loop.start()
        daemon.stop()
        log.info("coach stopped")


def _recorder(journal: Journal, paths: Paths, environ: Mapping[str, str]) -> Recorder:
    """Held facts go beside the journal, or where the session keeps its things."""
    folders = [paths.folder, *filter(None, [environ.get("XDG_RUNTIME_DIR")])]
    return Recorder(journal, Spill(folders))


def _inbox(paths: Paths, loop: Callable[[], Loop], stack: ExitStack) -> Inbox:
    def later(instant: datetime, job: Callable[[], object]) -> None:
        loop().at("inbox", instant, job)

    return stack.enter_context(closing(Inbox(paths, later)))


def _helped(
    turn: Callable[[], datetime], helpers: _Helpers, daemon: Daemon
) -> Callable[[], datetime]:
    """A turn after which the helpers are looked after: no reminder waits for that."""

    def helped() -> datetime:
        look_again = turn()
        wants = helpers.look(daemon)
        return min(look_again, wants) if wants else look_again

    return helped


def _attentive(turn: Callable[[], datetime], person: Whereabouts) -> Callable[[], datetime]:
    """A turn that is soon followed by another where no signal would tell that one is needed."""

    def attentive() -> datetime:
        look_again = turn()
        soon = person.look_again()
        return min(look_again, datetime.now(UTC) + soon) if soon else look_again

    return attentive


def _supervised(daemon: Daemon, supervisor: Supervisor) -> Callable[[], datetime]:
    """A turn that also tells the supervisor what comes next; the first says READY."""
    told: list[str] = []

    def turn() -> datetime:
        look_again = daemon.turn()
        if not told:
            supervisor.ready(daemon.status)
        elif told[-1] != daemon.status:
            supervisor.status(daemon.status)
        told[:] = [daemon.status]
        return look_again

    return turn


def _listen_to_signals(
    loop: Loop, daemon: Daemon, supervisor: Supervisor, stack: ExitStack
) -> None:
    signals = Signals()
    stack.callback(signals.close)

    def heard() -> bool:
        for request in signals.read():
            if request == "stop":
                supervisor.stopping()
                loop.shutdown()
            else:
                supervisor.reloading()
                daemon.reload()
                supervisor.ready(daemon.status)
        return True

    loop.listen(signals, heard)


def _listen_to_files(loop: Loop, paths: Paths, journal: Journal, stack: ExitStack) -> None:
    """Config, journal and the zone of the machine: anything else in their folders is let be."""
    if not files.supported():
        return
    try:
        watcher = files.Watcher()
    except OSError as error:
        log.warning("changes are noticed only at the next reminder: %s", error.strerror)
        return
    stack.callback(watcher.close)
    news = _News(journal)

    def watch() -> None:
        for folder in (*files.places(paths.config), *files.places(LOCALTIME), paths.folder):
            watcher.watch(folder)

    def heard() -> bool:
        changed = watcher.read()
        watch()
        concerned = any(files.concerns(changed, path) for path in (paths.config, LOCALTIME))
        written = any(paths.folder in (path, os.path.dirname(path)) for path in changed)
        return concerned or (written and news.come())

    watch()
    loop.listen(watcher, heard)


class _News:
    """Whether somebody else wrote into the journal.

    A journal in trouble is left alone for a while: to try it touches its folder, which is heard
    again. The daemon's own next look tries it as well.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._calm_until = 0.0

    def come(self) -> bool:
        """Ask the journal, unless it is in trouble."""
        if time.monotonic() < self._calm_until:
            return False
        try:
            return self._journal.changed()
        except JournalError:
            self._calm_until = time.monotonic() + CALM
            return False
