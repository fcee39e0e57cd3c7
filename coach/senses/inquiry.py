"""A question to a program on a bus, whose answer is kept until a signal puts it in doubt."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from jeepney import HeaderFields, Message

from coach.core.model import Absence
from coach.notify.bus import Bus, NoBus, Overdue, Refused, sender, signal

log = logging.getLogger(__name__)

BUS = "org.freedesktop.DBus"

DEADLINE = 1.0
"""Seconds that an answer may take."""

REST = 60.0
"""Seconds for which nothing is asked after a failure: a program that hangs costs one deadline."""

SOON = timedelta(seconds=2)
PATIENCE = 3
"""After a resume a program may be slower than the deadline. An absence that was known holds until
it was asked so often, each time so soon; else who locked the screen would be reminded there."""

LOOKS = 3
"""What changes each time while it is looked at is left as it is after so many looks."""


class Inquiry(ABC):
    """Asks when it is connected and when a signal came, so that a quiet evening wakes nobody.

    A sense of the loop, with `absence` for the turn. While the bus or the program is gone
    nothing is known; it connects again when next asked.
    """

    def __init__(self, find_socket: Callable[[], str], deadline: float = DEADLINE) -> None:
        """Connect to nothing yet.

        Args:
            find_socket: Tells the socket of the bus; may raise NoBus.
            deadline: Seconds for each call.
        """
        self._find_socket = find_socket
        self._deadline = deadline
        self._bus: Bus | None = None
        self._rests_until = 0.0
        self._doubt = False
        """Whether the answer may have changed."""
        self._moved = False
        """Whether there may be somebody else to ask, or about somebody else."""
        self._overdue = 0
        """How often in a row there was no answer in time."""
        self._forget()

    @property
    def slow(self) -> bool:
        """Whether it is to be asked again soon: what is known may no longer hold."""
        return self._overdue > 0

    @property
    @abstractmethod
    def answer(self) -> Absence | None:
        """What was last heard; None where nothing is known."""

    @abstractmethod
    def _forget(self) -> None:
        """Know nothing."""

    @abstractmethod
    def _enter(self, bus: Bus) -> None:
        """Find out whom to ask, and subscribe to what they tell."""

    @abstractmethod
    def _ask(self, bus: Bus) -> None:
        """Ask. Whom a signal comes from is asked last: it is older than that answer."""

    @abstractmethod
    def _hear(self, message: Message) -> None:
        """Take note of a signal: set what it tells, or `_doubt`, or `_moved`."""

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder now, as far as this is known. Never raises."""
        self._attend()
        return self.answer

    def read(self) -> bool:
        """Hear what came in; returns whether that changed the answer. Never raises."""
        before = self.answer
        self._attend()
        return self.answer != before

    def fileno(self) -> int | None:
        """What to watch for reading; None while there is no bus."""
        return self._bus.fileno() if self._bus else None

    def close(self) -> None:
        """Leave the bus."""
        if self._bus:
            self._bus.close()
        self._bus = None
        self._doubt = self._moved = False
        self._overdue = 0
        self._forget()

    def _attend(self) -> None:
        try:
            for _ in range(LOOKS):
                # Also what came in one read with the last answer: it makes nothing readable.
                self._hear_all(self._bus.drain() if self._bus else ())
                self._connect_if_needed()
                if not self._bus or not self._doubt or time.monotonic() < self._rests_until:
                    break
                self._ask(self._bus)
                self._doubt = False  # what was heard while asking is older than the answer
                self._overdue = 0
        except Overdue as overdue:
            self._overdue += 1
            self._rests_until = time.monotonic() + SOON.total_seconds()
            if self.answer is None or self._overdue >= PATIENCE:
                self._give_up(overdue)
        except (NoBus, OSError, Refused, ValueError) as error:
            self._give_up(error)

    def _give_up(self, why: Exception) -> None:
        log.debug("%s knows nothing now: %s", type(self).__name__, why)
        self._rests_until = time.monotonic() + REST
        self.close()

    def _connect_if_needed(self) -> None:
        """A new connection has no subscriptions left over from whom we asked before."""
        if self._moved:
            self.close()
        if self._bus is None and time.monotonic() >= self._rests_until:
            self._bus = Bus(self._find_socket(), self._deadline)
            self._enter(self._bus)
            self._doubt = True

    def _hear_all(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if signal(message):
                self._hear(message)

    def _told(self, bus: Bus, question: Message, expected: str) -> Any:  # noqa: ANN401 - D-Bus
        """What is answered, or None where that is refused; then what was heard before it."""
        try:
            return bus.call(question, expected).body[0]
        except Refused:
            return None
        finally:
            self._hear_all(bus.heard())


def has_new_owner(message: Message, name: str) -> bool:
    """Whether the bus tells that a program came, went or took over."""
    told = sender(message) == BUS and signal(message) == ("NameOwnerChanged", "sss")
    return told and message.body[0] == name


def path_of(message: Message) -> str:
    """The object that a signal comes from."""
    return str(message.header.fields.get(HeaderFields.path, ""))
