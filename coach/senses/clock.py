"""The clock as a sense: a timer that keeps wall time."""

import errno
import os
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Literal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# The year 2242, or 2038 where a C long has 32 bits: still within what settime can hold.
_FAR = min(2**33, sys.maxsize) * 10**9


def supported() -> bool:
    """Whether this kernel has realtime timers; where it has none, the loop naps."""
    return sys.platform == "linux"


class RealtimeTimer:
    """Wakes its reader at a wall time, and whenever the clock was set or the machine resumed.

    Other waits count on CLOCK_MONOTONIC, which stands still during suspend; this one does not.
    https://man7.org/linux/man-pages/man2/timerfd_create.2.html
    """

    def __init__(self) -> None:
        self._fd = _create()

    def arm(self, instant: datetime | None) -> bool:
        """Wake at `instant` (aware; at once if past); None: only when the clock is set.

        Returns whether the clock was set since the last look: the kernel says so here when that
        fell between two waits, and then not again. The timer is armed in either case.
        """
        try:
            _settime(self._fd, _nanoseconds(instant))
        except OSError as error:
            if error.errno != errno.ECANCELED:
                raise
            return True
        return False

    def read(self) -> Literal["due", "changed", "nothing"]:
        """What woke us, without waiting; `changed`: the clock was set, or we slept."""
        try:
            os.read(self._fd, 8)
        except BlockingIOError:
            return "nothing"
        except OSError as error:
            if error.errno != errno.ECANCELED:
                raise
            return "changed"
        return "due"

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._fd

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._fd)


def open_timer(stack: ExitStack) -> RealtimeTimer | None:
    """A timer that is given back with the stack; None where this kernel has none."""
    if not supported():
        return None
    timer = RealtimeTimer()
    stack.callback(timer.close)
    return timer


def _nanoseconds(instant: datetime | None) -> int:
    """Since the epoch, and never 0, which would disarm."""
    if instant is None:
        return _FAR
    return min(max((instant - _EPOCH) // _MICROSECOND * 1000, 1), _FAR)


if sys.version_info >= (3, 13):

    def _create() -> int:
        return os.timerfd_create(time.CLOCK_REALTIME, flags=os.TFD_NONBLOCK | os.TFD_CLOEXEC)

    def _settime(fd: int, nanoseconds: int) -> None:
        flags = os.TFD_TIMER_ABSTIME | os.TFD_TIMER_CANCEL_ON_SET
        os.timerfd_settime_ns(fd, flags=flags, initial=nanoseconds)

else:

    def _create() -> int:
        from coach.senses import libc  # noqa: PLC0415 - only the daemon needs ctypes

        return libc.timerfd_create()

    def _settime(fd: int, nanoseconds: int) -> None:
        from coach.senses import libc  # noqa: PLC0415 - only the daemon needs ctypes

        libc.timerfd_settime(fd, nanoseconds)
