"""`coach done stretch` and `coach status`, whole processes, against a Python that does nothing."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from shutil import copy
from statistics import median
from time import perf_counter

from benchmarks import life
from benchmarks.installed import Installed, environ, install
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.report import Figure, table

PAIRS = 60
YEAR = 365


def main(_arguments: Sequence[str] = ()) -> str:
    """Run all three in turn; each answer is given to a fresh copy of a year's journal."""
    with folder() as place:
        installed = install(place)
        facts = life.write(place / "year.db", THREE_HABITS, _tonight(), YEAR)
        write_config(place / "config.toml")
        rounds = [_round(place, installed) for _ in range(PAIRS)]
    return table(
        f"Commands with a year's journal ({facts:,} facts), median of {PAIRS} rounds",
        (
            Figure("`python -c pass`", median(bare for bare, *_ in rounds), "ms"),
            *_figures("coach done stretch", [(bare, done) for bare, done, _ in rounds]),
            *_figures("coach status", [(bare, status) for bare, _, status in rounds]),
        ),
    )


def _figures(command: str, pairs: Sequence[tuple[float, float]]) -> tuple[Figure, Figure]:
    return (
        Figure(f"`{command}`", median(ours for _, ours in pairs), "ms"),
        Figure(f"{command}: ratio", median(ours / bare for bare, ours in pairs), "times", most=4),
    )


def _tonight() -> date:
    """Until noon tonight is still yesterday's night: so no answer in the journal is tonight's."""
    return datetime.now(life.ZONE).date() - life.DAY


def _round(place: Path, installed: Installed) -> tuple[float, float, float]:
    _refresh(place)
    files = ["--config", str(place / "config.toml"), "--data", str(place / "data")]
    environment = environ(HOME=str(place), TZ=life.ZONE.key)
    bare = _milliseconds([installed.python, "-c", "pass"], environment)
    done = _milliseconds([installed.coach, *files, "done", "stretch"], environment)
    status = _milliseconds([installed.coach, *files, "status"], environment)
    return bare, done, status


def _refresh(place: Path) -> None:
    """A new copy of the journal, on the disk before the clock runs."""
    data = place / "data"
    data.mkdir(exist_ok=True)
    for old in data.iterdir():
        old.unlink()
    copy(place / "year.db", data / "journal.db")
    os.sync()


def _milliseconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    began = perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000
