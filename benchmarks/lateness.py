"""How long after its due instant a reminder reaches the notification server."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

from benchmarks.evenings import A_NIGHT
from benchmarks.place import folder
from benchmarks.report import Figure, percentile, table
from tests.support.bus import ROOT, PrivateBus, python
from tests.support.remote import RunningServer

REMINDERS = 500


def main(_arguments: Sequence[str] = ()) -> str:
    """Play evenings with so many reminders, and compare when each was due and received."""
    late = measured(REMINDERS)
    return table(
        f"Lateness of {len(late)} reminders: due instant to the server's receipt",
        (
            Figure("median", percentile(late, 50), "ms"),
            Figure("99th percentile", percentile(late, 99), "ms", most=20),
            Figure("worst", max(late), "ms"),
        ),
    )


def measured(reminders: int, **environ: str) -> list[float]:
    """How late each of so many was, in milliseconds; with more in the daemon's environment."""
    with folder() as place, PrivateBus(place) as bus, RunningServer(bus, hasty=True) as server:
        due = _play(place, reminders, {**bus.environ, **environ})
        received = [(call["body"][3], call["at"]) for call in server.remote.calls()]
    return _late(due, received)


def _play(place: Path, reminders: int, environ: Mapping[str, str]) -> list[tuple[str, float]]:
    """Have the daemon remind, in a process of its own; returns titles and due instants."""
    journal = place / "journal"
    journal.mkdir()
    command = python("benchmarks.evenings", str(journal), str(ceil(reminders / A_NIGHT)))
    done = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE)
    return [(title, instant) for title, instant in json.loads(done.stdout)]


def _late(due: list[tuple[str, float]], received: list[tuple[str, float]]) -> list[float]:
    """Every reminder, in milliseconds.

    Raises:
        RuntimeError: one did not come, or not as a notification of its own.
    """
    if [title for title, _ in due] != [title for title, _ in received]:
        raise RuntimeError(f"{len(due)} reminders were due, {len(received)} came, or others")
    return [(at - wanted) * 1000 for (_, wanted), (_, at) in zip(due, received, strict=True)]
