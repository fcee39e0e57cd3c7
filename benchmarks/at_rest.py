"""The daemon left alone, beside peers that Debian packages."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.installed import install
from benchmarks.place import folder, write_config
from benchmarks.processes import Process, Rest, Supervised
from benchmarks.report import Figure, table
from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.need import need

SETTLING = 20
"""Seconds until everything has started and drawn what it draws."""

NOON_AND_AN_HOUR = 13

REMIND = "".join(f"REM AT {wall} MSG {wall}\n" for wall in ("19:30", "21:30", "21:45"))


def main(arguments: Sequence[str] = ()) -> str:
    """Measure all of them over the same minutes."""
    minutes = options(arguments).minutes
    need("workrave", "remind")
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        processes, supervised = _start(place, stack)
        time.sleep(SETTLING)
        supervised.messages()
        before = {name: process.rest() for name, process in processes.items()}
        time.sleep(minutes * 60)
        after = {name: process.rest() for name, process in processes.items()}
        beats = supervised.messages().count("WATCHDOG=1")
    figures = [f for name in processes for f in _figures(name, before[name], after[name], beats)]
    title = f"At rest for {minutes:g} minutes; the watchdog was fed {beats} times in them"
    return table(title, figures)


def options(arguments: Sequence[str]) -> Namespace:
    """What may be said on the command line."""
    parser = ArgumentParser(prog="python -m benchmarks at_rest")
    parser.add_argument("--minutes", type=float, default=10, help="how long to leave them alone")
    return parser.parse_args(arguments)


def _start(place: Path, stack: ExitStack) -> tuple[dict[str, Process], Supervised]:
    bus = stack.enter_context(PrivateBus(place))
    display = stack.enter_context(Xvfb())
    dunst = stack.enter_context(Dunst(place, bus, display))
    supervised = stack.enter_context(Supervised(place / "notify"))
    environ = {**dunst.environ, "TZ": _early_afternoon()}

    def start(command: Sequence[str | Path], **more: str) -> Process:
        return stack.enter_context(Process(command, environ | more))

    processes = {
        "coach": start(_coach(place), **supervised.environ),
        "workrave": start(["workrave"]),
        "remind": start(["remind", "-z1", _remind(place)]),
    }
    return processes, supervised


def _coach(place: Path) -> list[str | Path]:
    config = write_config(place / "config.toml")
    return [install(place).coach, "--config", config, "--data", place / "data", "run"]


def _remind(place: Path) -> Path:
    path = place / "reminders"
    path.write_text(REMIND)
    return path


def _early_afternoon() -> str:
    """A zone where the first reminder is hours away. In its name, east is minus (POSIX)."""
    east = (NOON_AND_AN_HOUR - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}"


def _figures(name: str, before: Rest, after: Rest, beats: int) -> list[Figure]:
    """Lines for one process; only ours is bound to anything."""
    ours = name == "coach"
    switches = after.switches - before.switches
    return [
        Figure(f"{name}: RSS", after.rss, "MiB", 32 if ours else None),
        Figure(f"{name}: PSS", after.pss, "MiB", 28 if ours else None),
        Figure(f"{name}: threads", after.threads, "", 1 if ours else None),
        Figure(f"{name}: context switches", switches, "", beats if ours else None),
    ]
