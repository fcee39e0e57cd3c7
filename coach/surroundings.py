"""What a reminder needs besides a config: a desktop that can show it, a journal, a service."""

import os
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coach import service, telephone
from coach.config.loading import Loaded
from coach.daemon import lock
from coach.imports import inbox
from coach.journal import JournalError, SqliteJournal, records
from coach.notify.desktop import open_channel
from coach.notify.freedesktop import Freedesktop
from coach.notify.plyer import Plyer
from coach.notify.port import Unreachable
from coach.paths import Paths
from coach.senses.presence import Whereabouts
from coach.senses.thermometer import NoReading, read
from coach.senses.zone import local_zone
from coach.telephone import Finding
from coach.wording import calendar_files, calendars, cold, keeping, pushes, setting_up
from coach.wording import inbox as arrivals
from coach.wording.translating import _

OLD = timedelta(days=7)
"""A last copy older than this is a finding."""


def look(
    paths: Paths, loaded: Loaded, environ: Mapping[str, str], platform: str
) -> dict[str, Finding]:
    """Look at everything, whatever is wrong with any of it."""
    phone = telephone.look(loaded.config, environ, paths.config)
    alone = loaded.config is not None and not loaded.config.desktop.enabled
    return {
        "desktop": Finding(phone.ok, pushes.alone()) if alone else _desktop(environ, platform),
        "push": phone,
        "journal": _journal(paths),
        "backup": _backup(paths, environ),
        "calendar": _calendar(loaded, environ),
        "daemon": _daemon(paths),
        "service": _service(environ),
        "presence": _presence(environ, platform),
        "inbox": _inbox(paths, loaded),
        "timezone": _timezone(loaded, environ),
        **_thermometer(loaded),
    }


def _desktop(environ: Mapping[str, str], platform: str) -> Finding:
    with closing(open_channel(environ, platform, None)) as channel:
        if isinstance(channel, Plyer):
            obstacle = channel.obstacle()
            return Finding(not obstacle, obstacle or _(setting_up.PLYER))
        if not isinstance(channel, Freedesktop):
            return Finding(ok=True, text=_(setting_up.PLYER))
        try:
            server = channel.describe()
        except Unreachable as unreachable:
            return Finding(ok=False, text=str(unreachable))
    return Finding(
        ok=True, text=setting_up.server(server.name, server.version, buttons=server.draws_buttons)
    )


def _presence(environ: Mapping[str, str], platform: str) -> Finding:
    """Where nothing is noticed, reminders come all the same."""
    with closing(Whereabouts(environ, platform)) as person:
        return Finding(ok=True, text=setting_up.presence(person.noticed()))


def _journal(paths: Paths) -> Finding:
    if not os.path.lexists(paths.database):
        return Finding(ok=True, text=_(setting_up.NO_JOURNAL))
    try:
        with SqliteJournal(paths.database) as journal:
            if not journal.sound():
                return Finding(ok=False, text=setting_up.damaged(paths.database))
    except JournalError as error:
        return Finding(ok=False, text=str(error))
    return Finding(ok=True, text=setting_up.sound(paths.database))


def _backup(paths: Paths, environ: Mapping[str, str]) -> Finding:
    copies = records.recorded(paths.folder)
    if not copies:
        return Finding(ok=True, text=_(keeping.NO_BACKUP))
    newest = next(filter(records.is_intact, copies), None)
    if newest is None:
        return Finding(ok=False, text=keeping.copies_altered(copies[0]))
    now = datetime.now(UTC).astimezone(local_zone(environ))
    return Finding(now - newest.at < OLD, keeping.last_copy(newest, now))


def _daemon(paths: Paths) -> Finding:
    who = lock.holder(paths.lock)
    return Finding(who is not None, setting_up.running(who) if who else _(setting_up.NOT_RUNNING))


def _calendar(loaded: Loaded, environ: Mapping[str, str]) -> Finding:
    """Reminders come without a calendar as well: nothing here is needed for one."""
    config = loaded.config
    if config is None or not config.calendar.files:
        return Finding(ok=True, text=_(calendars.NONE_READ))
    from coach.imports import calendars as reader  # noqa: PLC0415 - who has none does without

    zone = local_zone(environ) if config.timezone == "local" else ZoneInfo(config.timezone)
    try:
        reading = reader.read(reader.Person(config, zone, datetime.now(UTC)))
    except ImportError:
        return Finding(ok=False, text=_(calendar_files.NEEDS_EXTRA))
    problems = [calendars.problem(one.path, one.message) for one in reading.problems]
    return Finding(not problems, calendars.found(reading.seen, len(reading.found), problems))


def _service(environ: Mapping[str, str]) -> Finding:
    """A service is a convenience: whether reminders come is the daemon's finding."""
    try:
        state = service.status(environ)
    except service.ServiceError as error:
        return Finding(ok=False, text=str(error))
    return Finding(ok=True, text=setting_up.service(state.installed, state.enabled, state.active))


def _thermometer(loaded: Loaded) -> dict[str, Finding]:
    """Only of who has one."""
    thermometer = loaded.config.cold if loaded.config else None
    if thermometer is None or thermometer.file is None:
        return {}
    try:
        reading = read(thermometer.file, thermometer.unit)
    except NoReading as none:
        return {"cold": Finding(ok=False, text=str(none))}
    if reading.stopped:
        return {"cold": Finding(ok=False, text=cold.stopped(thermometer.file))}
    age = int(reading.age.total_seconds()) // 60
    return {"cold": Finding(ok=True, text=cold.reads(reading.degrees, age))}


def _inbox(paths: Paths, loaded: Loaded) -> Finding:
    """Recordings that could not be read are no alarm: nobody asked for them."""
    folder = loaded.config.inbox.folder if loaded.config else None
    if folder is None:
        return Finding(ok=True, text=_(arrivals.OFF))
    if not os.path.isdir(folder):
        return Finding(ok=False, text=arrivals.missing(folder))
    known = inbox.recall(paths.folder, folder) or {}
    return Finding(
        ok=True, text=arrivals.watched(folder, [m.note for m in known.values() if m.note])
    )


def _timezone(loaded: Loaded, environ: Mapping[str, str]) -> Finding:
    name = loaded.config.timezone if loaded.config else "local"
    if name != "local":
        return Finding(ok=True, text=setting_up.zone(name, told=True))
    return Finding(ok=True, text=setting_up.zone(str(local_zone(environ)), told=False))
