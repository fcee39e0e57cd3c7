"""What the figures were measured on."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.place import PLACE


def described() -> str:
    """One line that names the machine, the software and the day."""
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{_processor()}, {os.cpu_count()} cores; "
        f"{platform.system()} {platform.release()}, journals on {_filesystem()}; "
        f"{platform.python_implementation()} {platform.python_version()}; "
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; load before the run {load}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _filesystem() -> str:
    """The kind of filesystem that holds the journals: it decides what a sync costs."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    above = {mount[1]: mount[2] for mount in mounts if Path(PLACE).is_relative_to(mount[1])}
    return above[max(above, key=len)]
