"""A bound on what a hostile file may cost: the time that this process computes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(BaseException):
    """It was computed for longer than allowed.

    No `Exception`: libraries catch those, and would go on.
    """


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TooLong` inside when so much time of the processor is used up; not nested.

    Only in the main thread of a process, and where there is such a timer: elsewhere nothing is
    bounded.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong
