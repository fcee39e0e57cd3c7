"""`coach report` over years of nights, the whole process: how it grows, and what it costs."""

import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import life
from benchmarks.installed import Installed, environ, install
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.report import Figure, table

RUNS = 7
YEARS = (1, 5, 10, 20)
NIGHTS = 365.25
MOST = 1000
"""Milliseconds, over the most years."""


def main(_arguments: Sequence[str] = ()) -> str:
    """Report on all of each journal, as text and as a file."""
    with folder() as place:
        installed = install(place)
        write_config(place / "config.toml")
        bare = median(_milliseconds([installed.python, "-c", "pass"], place) for _ in range(RUNS))
        figures = [Figure("`python -c pass`", bare, "ms")]
        for years in YEARS:
            figures += _of(years, place, installed)
    return table(f"`coach report` over all nights, median of {RUNS} runs", figures)


def _of(years: int, place: Path, installed: Installed) -> list[Figure]:
    data = place / f"{years}-years"
    data.mkdir()
    last = datetime.now(life.ZONE).date()
    facts = life.write(data / "journal.db", THREE_HABITS, last, round(years * NIGHTS))
    first = last - life.DAY * round(years * NIGHTS)
    report = [installed.coach, "--config", str(place / "config.toml"), "--data", str(data)]
    report += ["report", "--from", first.isoformat()]
    page = [*report, "--html", str(place / f"{years}.html")]
    what = f"{years} years ({facts:,} facts)"
    most = MOST if years == max(YEARS) else None
    return [
        Figure(what, median(_milliseconds(report, place) for _ in range(RUNS)), "ms", most=most),
        Figure(f"{what}, `--html`", median(_milliseconds(page, place) for _ in range(RUNS)), "ms",
               most=most),
    ]  # fmt: skip


def _milliseconds(command: Sequence[str], place: Path) -> float:
    began = perf_counter()
    environment = environ(HOME=str(place), TZ=life.ZONE.key)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000
