"""The daemon left alone, beside peers that Debian packages."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.installed import install
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.processes import Process, Rest, Supervised
from benchmarks.report import Figure, table
from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.calendars import event, written
from tests.support.need import need

SETTLING = 60
"""Seconds until everything has started and drawn what it draws, and the calendars were read."""

NOON_AND_AN_HOUR = 13

COACH, EVERYTHING = "coach", "coach with everything on"

LIFE = """
[inbox]
folder = "{place}/downloads"

[calendar]
files = ["{place}/calendars"]

[cold]
file = "{place}/thermometer"

[channels.push]
url_file = "{place}/phone"
"""

REMIND = "".join(f"REM AT {wall} MSG {wall}\n" for wall in ("19:30", "21:30", "21:45"))


def main(arguments: Sequence[str] = ()) -> str:
    """Measure all of them over the same minutes."""
    minutes = options(arguments).minutes
    need("workrave", "remind")
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        processes, supervised = _start(place, stack)
        time.sleep(SETTLING)
        for supervisor in supervised.values():
            supervisor.messages()
        before = {name: process.rest() for name, process in processes.items()}
        time.sleep(minutes * 60)
        after = {name: process.rest() for name, process in processes.items()}
        beats = {name: one.messages().count("WATCHDOG=1") for name, one in supervised.items()}
    figures = [
        figure
        for name in processes
        for figure in _figures(name, before[name], after[name], beats.get(name))
    ]
    title = f"At rest for {minutes:g} minutes; the watchdog was fed {beats[COACH]} times in them"
    return table(title, figures)


def options(arguments: Sequence[str]) -> Namespace:
    """What may be said on the command line."""
    parser = ArgumentParser(prog="python -m benchmarks at_rest")
    parser.add_argument("--minutes", type=float, default=10, help="how long to leave them alone")
    return parser.parse_args(arguments)


def _start(place: Path, stack: ExitStack) -> tuple[dict[str, Process], dict[str, Supervised]]:
    bus = stack.enter_context(PrivateBus(place))
    display = stack.enter_context(Xvfb())
    dunst = stack.enter_context(Dunst(place, bus, display))
    coach = install(place, "calendar", "fit", "push").coach
    configs = {COACH: THREE_HABITS, EVERYTHING: THREE_HABITS + _life(place)}
    supervised = {
        name: stack.enter_context(Supervised(place / f"notify-{number}"))
        for number, name in enumerate(configs)
    }
    environ = {**dunst.environ, "TZ": _early_afternoon()}

    def start(command: Sequence[str | Path], **more: str) -> Process:
        return stack.enter_context(Process(command, environ | more))

    def start_coach(name: str) -> Process:
        home = place / name.replace(" ", "-")
        home.mkdir()
        config = write_config(home / "config.toml", configs[name])
        command: list[str | Path] = [coach, "--config", config, "--data", home / "data", "run"]
        return start(command, **supervised[name].environ)

    processes = {name: start_coach(name) for name in configs}
    processes["workrave"] = start(["workrave"])
    processes["remind"] = start(["remind", "-z1", _remind(place)])
    return processes, supervised


def _life(place: Path) -> str:
    """Everything that may come in by itself is there, and the phone; returns its settings."""
    for name in ("downloads", "calendars"):
        (place / name).mkdir()
    begins = datetime.now(UTC) + timedelta(days=3)
    spelled = (f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", "DURATION:PT5H")
    written(place / "calendars" / "hike.ics", event("hike", "Hike", *spelled))
    (place / "thermometer").write_text("19.5\n")
    phone = place / "phone"
    phone.touch(mode=0o600)
    phone.write_text("json://127.0.0.1:9/\n")
    return LIFE.format(place=place)


def _remind(place: Path) -> Path:
    path = place / "reminders"
    path.write_text(REMIND)
    return path


def _early_afternoon() -> str:
    """A zone where the first reminder is hours away. In its name, east is minus (POSIX)."""
    east = (NOON_AND_AN_HOUR - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}"


def _figures(name: str, before: Rest, after: Rest, beats: int | None) -> list[Figure]:
    """Lines for one process; only ours, which is fed to a watchdog, is bound to anything."""
    ours = beats is not None
    switches = after.switches - before.switches
    return [
        Figure(f"{name}: RSS", after.rss, "MiB", 32 if ours else None),
        Figure(f"{name}: PSS", after.pss, "MiB", 28 if ours else None),
        Figure(f"{name}: threads", after.threads, "", 1 if ours else None),
        Figure(f"{name}: context switches", switches, "", beats if ours else None),
    ]
