"""What the kernel offers and Python's `os` does not, called through ctypes."""

import ctypes
import os
import struct
import time
from functools import cache

TFD_TIMER_ABSTIME = 1
TFD_TIMER_CANCEL_ON_SET = 2


def call(name: str, *arguments: int | bytes | None) -> int:
    """Call a libc function that reports failure as -1. Raises OSError with its errno."""
    result = int(getattr(_libc(), name)(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


@cache
def _libc() -> ctypes.CDLL:
    # Not while importing: Windows, where nobody calls it, has nothing to open by no name.
    return ctypes.CDLL(None, use_errno=True)


def timerfd_create() -> int:
    """A non-blocking timer on the wall clock, closed on exec."""
    return call("timerfd_create", time.CLOCK_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC)


def timerfd_settime(fd: int, nanoseconds: int) -> None:
    """Arm `fd` for an instant since the epoch. Raises OSError ECANCELED after a clock set."""
    flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET
    once_at = struct.pack("4l", 0, 0, *divmod(nanoseconds, 10**9))
    call("timerfd_settime", fd, flags, once_at, None)
