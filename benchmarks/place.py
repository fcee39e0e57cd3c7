"""A throw-away folder, and the config that most benchmarks use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PLACE = "/var/tmp"  # noqa: S108 - on a disk; /tmp often is none, and then a sync costs nothing

THREE_HABITS = """
bedtime = "22:30"
wake = "07:00"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
cue = "after brushing my teeth"
at = "bedtime - 45min"

[[habit]]
key = "warm"
title = "Warm legs"
at = "bedtime - 60min"

[[habit]]
key = "calcium"
title = "Something rich in calcium"
at = "19:30"
"""


@contextmanager
def folder() -> Iterator[Path]:
    """Lend a folder on a disk, for as long as it is needed."""
    with TemporaryDirectory(dir=PLACE, prefix="coach-bench-") as name:
        yield Path(name)


def write_config(path: Path, text: str = THREE_HABITS) -> Path:
    """Write a config that counts as written long ago: nothing in it comes too late."""
    path.write_text(text)
    os.utime(path, (0, 0))
    return path
