"""A wall clock for real processes that a test can set, by libfaketime: they all go by it.

What the clock shows is real time and an offset. The offset stands in a file that libfaketime
reads at each look at the clock, so it can be set while a process runs. CLOCK_BOOTTIME moves
along, as it does when a machine sleeps, and so does CLOCK_MONOTONIC, which then does not:
libfaketime knows only both or none. The kernel knows nothing of it: a timerfd that
is armed already rings when it would have rung, and never says ECANCELED.
https://github.com/wolfcw/libfaketime
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.need import need_file

# Each faked process makes two files under its pid in /dev/shm and refuses to start where they
# are there already; one that is killed leaves them, and pids come again. The variable that
# names shared ones is no help: who is killed while holding that semaphore stops all others.
# https://github.com/wolfcw/libfaketime#cleaning-up-shared-memory
_FRESH = (
    "rm -f /dev/shm/faketime_shm_$$ /dev/shm/sem.faketime_sem_$$; "
    'LD_PRELOAD="$FAKETIME_LIBRARY" exec "$@"'
)


class FakedClock:
    """Shows real time and `ahead`."""

    wrapped = ("sh", "-c", _FRESH, "sh")
    """What begins the command line of a process that goes by it."""

    def __init__(self, folder: Path, *, asleep: bool = True) -> None:
        """Show real time at first.

        Not `asleep`, only the wall clock moves, as when somebody sets it. Then `time.sleep` fails
        (EINVAL): Python waits for an instant of the monotonic clock, and libfaketime 0.9.10 takes
        it for one of the clock that it moved.
        """
        self._library = need_file("/usr/lib*/*/faketime/libfaketime.so.1", "libfaketime")
        # In a folder of its own: the daemon watches that of the config, and would be woken.
        self._file = folder / "faketime" / "clock"
        self._file.parent.mkdir(exist_ok=True)
        self._asleep = asleep
        self.ahead = timedelta(0)
        self._write()

    @property
    def environ(self) -> dict[str, str]:
        """The variables of a process that goes by it."""
        return {
            "FAKETIME_LIBRARY": self._library,
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "0" if self._asleep else "1",
            "NO_FAKE_STAT": "1",  # else files would seem to have been written at another time
        }

    def now(self) -> datetime:
        """What it shows."""
        return datetime.now(UTC) + self.ahead

    def put(self, instant: datetime) -> None:
        """Set it."""
        self.ahead = instant - datetime.now(UTC)
        self._write()

    def move(self, span: timedelta) -> None:
        """Set it so much ahead, or back."""
        self.ahead += span
        self._write()

    def stamp(self, path: Path, instant: datetime) -> None:
        """Have a file last written at an instant of this clock."""
        os.utime(path, (instant.timestamp(),) * 2)

    def _write(self) -> None:
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{self.ahead.total_seconds():+.6f}\n")
        draft.replace(self._file)


def sweep(pid: int) -> None:
    """Take away what a killed process that went by a faked clock has left."""
    for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
        with suppress(OSError):
            os.remove(f"/dev/shm/{name}")  # noqa: S108 - where libfaketime puts it
