"""The daemon in its place: the senses that wake it, the loop that waits, the supervisor."""

import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from typing import TextIO

from coach.daemon.clock import SystemClock
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import Journal, JournalError
from coach.journal.patient import PatientJournal
from coach.loop import Loop
from coach.notify.desktop import open_channel
from coach.paths import Paths
from coach.senses import files
from coach.senses.clock import open_timer
from coach.senses.presence import Unknown
from coach.senses.signals import Signals
from coach.senses.zone import LOCALTIME
from coach.supervisor import Supervisor

log = logging.getLogger(__name__)


def run(paths: Paths, environ: Mapping[str, str], platform: str, stream: TextIO) -> None:
    """Remind until told to stop.

    Args:
        paths: Where the config and the journal are.
        environ: The environment.
        platform: As `sys.platform` spells it.
        stream: Where reminders are printed if there is no desktop.
    """
    with ExitStack() as stack:
        journal = stack.enter_context(closing(PatientJournal(paths.database)))
        channel = open_channel(environ, platform, stream)
        stack.callback(channel.close)
        config = InForce(paths.config, paths.folder)
        daemon = Daemon(
            config, _recorder(journal, paths, environ), channel, SystemClock(environ), Unknown()
        )
        supervisor = Supervisor(environ)
        loop = Loop(_supervised(daemon, supervisor), open_timer(stack))
        _listen_to_signals(loop, daemon, supervisor, stack)
        _listen_to_files(loop, paths, journal, stack)
        loop.listen(channel, lambda: True)
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


def _supervised(daemon: Daemon, supervisor: Supervisor) -> Callable[[], datetime | None]:
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

    def watch() -> None:
        for folder in (*files.places(paths.config), *files.places(LOCALTIME), paths.folder):
            watcher.watch(folder)

    def heard() -> bool:
        changed = watcher.read()
        watch()
        concerned = any(files.concerns(changed, path) for path in (paths.config, LOCALTIME))
        written = any(paths.folder in (path, os.path.dirname(path)) for path in changed)
        return concerned or (written and _news(journal))

    watch()
    loop.listen(watcher, heard)


def _news(journal: Journal) -> bool:
    """Whether somebody else wrote; a journal in trouble is worth a look as well."""
    try:
        return journal.changed()
    except JournalError:
        return True
