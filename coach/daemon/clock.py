"""The system's clock and zone, read afresh each time."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from coach.senses.zone import local_zone


class SystemClock:
    """What `Clock` asks for, from this machine."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The zone of this machine, also after it travelled."""
        return local_zone(self._environ)

    def elapsed(self) -> timedelta:
        """The time that passed since this machine started; suspend counts where it can."""
        # https://man7.org/linux/man-pages/man2/clock_gettime.2.html
        number = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return timedelta(seconds=time.clock_gettime(number))
