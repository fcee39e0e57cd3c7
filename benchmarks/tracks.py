"""Recorded tracks: how long one takes, what a huge one takes, and what the daemon notices of it."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import NamedTuple

from benchmarks.installed import Installed, environ, install
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.processes import Process, Rest
from benchmarks.report import Figure, table
from tests.support.tracks import Spot, gpx, walk

POINTS = 20_000
TIMES = 20
HUGE = 100 * 1024 * 1024
"""Bytes."""
SETTLING = 5
PATIENCE = 60
INBOX = '\n[channels.desktop]\nenabled = false\n\n[inbox]\nfolder = "{folder}"\n'


WEIGHED = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
took = time.perf_counter() - began
print(took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Run by a small Python: what a process weighs at its peak counts what it was forked from."""


class Took(NamedTuple):
    """What a command took."""

    seconds: float
    mebibytes: float
    """At its peak."""


def main(_arguments: Sequence[str] = ()) -> str:
    """Measure all three."""
    with folder() as place:
        coach = _Coach(place, install(place))
        usual = place / "usual.gpx"
        usual.write_text(gpx(_points(POINTS)))
        took = [coach.imports(usual) for _ in range(TIMES)]
        huge = coach.imports(_huge(place / "huge.gpx"))
        before, after = coach.beside_the_daemon(usual)
    return table(
        f"`coach import` of {POINTS:,} points (GPX), median of {TIMES}; of 100 MiB; the inbox",
        (
            Figure(f"{POINTS:,} points", median(one.seconds for one in took) * 1000, "ms", 500),
            Figure("the same, memory", max(one.mebibytes for one in took), "MiB"),
            Figure("100 MiB", huge.seconds, "s"),
            Figure("the same, memory", huge.mebibytes, "MiB", most=32),
            Figure("the daemon before a file of the first kind came", before.rss, "MiB"),
            Figure("the daemon after it was taken in", after.rss, "MiB", most=before.rss + 0.5),
        ),
    )


class _Coach:
    """The program in a folder of its own."""

    def __init__(self, place: Path, installed: Installed) -> None:
        self._place = place
        self._data = place / "data"
        self._program = installed.coach
        self._environ: Mapping[str, str] = environ(HOME=str(place), TZ="UTC")
        self._config = write_config(place / "config.toml")

    def imports(self, path: Path) -> Took:
        """Import a file into a new journal."""
        rmtree(self._data, ignore_errors=True)
        ended = subprocess.run(
            [sys.executable, "-c", WEIGHED, *self._command("import", str(path))],
            env=self._environ,
            check=True,
            stdout=subprocess.PIPE,
        )
        seconds, kibibytes = ended.stdout.split()
        return Took(float(seconds), int(kibibytes) / 1024)

    def beside_the_daemon(self, path: Path) -> tuple[Rest, Rest]:
        """The daemon at rest, before and after a file came into its inbox."""
        rmtree(self._data, ignore_errors=True)
        inbox = self._place / "inbox"
        inbox.mkdir()
        write_config(self._config, THREE_HABITS + INBOX.format(folder=inbox))
        with Process(self._command("run"), self._environ) as daemon:
            self._waits_for('"files": {}')
            time.sleep(SETTLING)
            before = daemon.rest()
            (inbox / "hike.gpx").write_bytes(path.read_bytes())
            self._waits_for('"hike.gpx"')
            time.sleep(SETTLING)
            return before, daemon.rest()

    def _command(self, *words: str) -> list[str]:
        return [self._program, "--config", str(self._config), "--data", str(self._data), *words]

    def _waits_for(self, words: str) -> None:
        """Until the memory of the inbox has some words."""
        memory = self._data / "inbox.json"
        until = time.monotonic() + PATIENCE
        while not (memory.exists() and words in memory.read_text()):
            if time.monotonic() > until:
                raise TimeoutError(words)
            time.sleep(0.1)


def _points(count: int) -> list[Spot]:
    """A point a second, up to an hour ago."""
    ended = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    return walk(count / 60, 4, every=1, up=900, begun=ended - timedelta(seconds=count))


def _huge(path: Path) -> Path:
    """A file of 100 MiB with all that a watch adds to each point."""
    more = (
        "<extensions><ns3:TrackPointExtension><ns3:atemp>21.0</ns3:atemp><ns3:hr>121</ns3:hr>"
        "<ns3:cad>55</ns3:cad></ns3:TrackPointExtension></extensions>"
    )
    text = gpx(_points(POINTS)).replace("</trkpt>", f"{more}</trkpt>")
    points = HUGE * POINTS // len(text) + 1
    path.write_text(gpx(_points(points)).replace("</trkpt>", f"{more}</trkpt>"))
    return path
