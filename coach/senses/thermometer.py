"""A file with a number, written by whatever program the person's thermometer has."""

import os
import stat
from datetime import UTC, datetime, timedelta

from coach.config.degrees import Unit, celsius
from coach.config.values import Fault
from coach.named import NamedTuple

STOPPED = timedelta(hours=6)
"""A file that was not written for so long belongs to a sensor that has stopped."""

LARGEST = 4096


class Reading(NamedTuple):
    """What the file says."""

    degrees: float
    """Celsius."""
    age: timedelta
    """Since it was written."""

    @property
    def stopped(self) -> bool:
        """Whether the sensor has stopped."""
        return self.age >= STOPPED


class NoReading(Exception):
    """Nothing can be read; the text says why."""


def read(path: str, unit: Unit, now: datetime | None = None) -> Reading:
    """Read the thermometer's file, whatever stands there.

    Raises:
        NoReading: there is no temperature in it.
    """
    path = os.path.expanduser(path)
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise NoReading(f"{path}: this is not a file")
            text = file.read(LARGEST).decode("utf-8", "replace")
        degrees = celsius(text, unit)
    except Fault as fault:
        raise NoReading(f"{path}: {fault.message}") from None
    except (OSError, ValueError) as error:
        raise NoReading(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    return Reading(degrees, _age(path, about.st_mtime, now or datetime.now(UTC)))


def _age(path: str, written: float, now: datetime) -> timedelta:
    """The kernel's own files tell what is now, and their times nothing."""
    if path.startswith("/sys/"):
        return timedelta(0)
    try:
        return max(timedelta(0), now - datetime.fromtimestamp(written, UTC))
    except (OverflowError, ValueError):  # a time that no calendar has
        return STOPPED
