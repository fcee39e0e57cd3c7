"""Tries coach in a whole machine: real systemd, real suspend, a clock of its own.

python -m tests.guest [--checkout FOLDER] [SCENARIO...]

It needs root, Debian's packages qemu-system-x86, mmdebstrap and e2fsprogs, and a quarter of an
hour. The guest's disk is made once and kept in the cache, together with the log of the last run.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.guest import away, clock, hardening, image, payload, server, service, sleeping
from tests.guest.machine import Dead, Machine
from tests.guest.scene import Check, Scene

SCENARIOS: dict[str, Callable[[Scene], Iterator[Check]]] = {
    "session": service.session,
    "config": service.config,
    "orders": service.orders,
    "killed": service.killed,
    "hung": service.hung,
    "in-time": sleeping.in_time,
    "too-late": sleeping.too_late,
    "clock": clock.forward_and_back,
    "zone": clock.zone,
    "locked": away.locked,
    "idle": away.idle,
    "lid": away.lid,
    "security": hardening.security,
    "removed": service.removed,
    "server": server.server,
}
"""In this order."""

FIRST = ("set-up", "config")
"""Played before all others: the second leaves the config that they need."""

ALONE = {"server"}
"""These need nothing of what others leave."""

MARKS = {True: "ok", False: "FAILED", None: "told"}


def main() -> int:
    """Returns the exit code: 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.guest", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=payload.CHECKOUT, help="what to try")
    parser.add_argument("scenario", nargs="*", help=f"left out: all of {', '.join(SCENARIOS)}")
    told = parser.parse_args()
    unknown = set(told.scenario) - set(SCENARIOS)
    if unknown:
        parser.error(f"no such scenario: {', '.join(unknown)}")
    # The guest must not outlive us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    disk = image.ready()
    log = image.cache() / "log.txt"
    with tempfile.TemporaryDirectory() as folder, log.open("w", encoding="utf-8") as stream:
        tar = payload.pack(told.checkout, Path(folder))
        with Machine(disk, tar, stream) as machine:
            checks = _play(Scene(machine), told.scenario or list(SCENARIOS))
    print(f"\nEverything that was typed, and what came back: {log}\n")
    print(_table(checks))
    print(f"\nLoad of this machine at the end: {os.getloadavg()[0]:.1f}")
    return int(any(check.ok is False for check in checks))


def _play(scene: Scene, names: list[str]) -> list[Check]:
    began = time.monotonic()
    checks = []
    first = () if set(names) <= ALONE else FIRST
    for name, scenario in {"set-up": service.set_up, **SCENARIOS}.items():
        if name not in (*first, *names):
            continue
        print(f"[{time.monotonic() - began:4.0f} s] {name}", flush=True)
        for check in _guarded(name, scenario(scene)):
            print(f"         {MARKS[check.ok]:6}  {check.what}: {check.figures}", flush=True)
            checks.append(check)
    return checks


def _guarded(name: str, checks: Iterator[Check]) -> Iterator[Check]:
    """A scenario that stumbles is a check that failed; the others go on."""
    try:
        yield from checks
    except Dead:
        raise
    except Exception as error:  # noqa: BLE001 - the log has the rest
        yield Check(f"{name} stumbled", ok=False, figures=repr(error))


def _table(checks: list[Check]) -> str:
    """Each thing once: how often it was tried, how often it went well, and the figures."""
    rows: dict[str, list[Check]] = {}
    for check in checks:
        rows.setdefault(check.what, []).append(check)
    lines = ["| what | tried | ok | figures |", "|---|---|---|---|"]
    for what, tries in rows.items():
        good = "-" if tries[0].ok is None else sum(bool(check.ok) for check in tries)
        figures = "; ".join(dict.fromkeys(check.figures for check in tries if check.figures))
        figures = figures.replace("|", "/")
        lines.append(f"| {what.strip()} | {len(tries)} | {good} | {figures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
