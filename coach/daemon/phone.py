"""The person's phone: has sent what is to be sent, and records what became of it."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from coach.core import planning
from coach.core.history import Facts
from coach.core.model import PUSHED, Absence, Delivery, Push, Reminder, ReminderId, Stage
from coach.core.pushing import pushing
from coach.core.standing import Standing
from coach.daemon.recorder import Recorder
from coach.named import NamedTuple
from coach.notify.address import NoAddress, address
from coach.notify.port import Notice
from coach.notify.push import SENT
from coach.notify.sending import Sender
from coach.wording import pushes

log = logging.getLogger(__name__)


class Evening(NamedTuple):
    """What a look at the phone follows from."""

    push: Push | None
    places: tuple[Standing, ...]
    facts: Facts
    absence: Absence | None
    now: datetime
    """With the local offset."""


class Phone:
    """Looked at when the screen is as it should be: nothing on it waits for the phone."""

    def __init__(
        self, recorder: Recorder, environ: Mapping[str, str], sender: Sender | None = None
    ) -> None:
        """Send nothing yet.

        Args:
            recorder: Where each try and its end are kept.
            environ: The environment: the address may be in it.
            sender: What sends; the usual one if left out.
        """
        self._recorder = recorder
        self._environ = environ
        self._sender = sender or Sender(environ)
        self._sending: tuple[ReminderId, ...] = ()

    def hear(self, now: datetime) -> None:
        """Record what became of the message that was on its way."""
        outcome = self._sender.outcome()
        if outcome == SENT:
            self._ended("shown", now)
        elif outcome is not None:
            self._ended("failed", now, pushes.reason(outcome))

    def look(
        self, evening: Evening, words: Callable[[tuple[Reminder, ...]], Notice]
    ) -> datetime | None:
        """Begin to send if something is to be sent.

        Args:
            evening: How things stand.
            words: What a message about some reminders says.

        Returns:
            When to look again; None: nothing is to come.
        """
        if self._sender.left is None and evening.push is not None:
            decision = pushing(
                evening.places, evening.facts, evening.now, evening.push.after, evening.absence
            )
            if not decision.send:
                return decision.look_again
            self._send(evening.push, decision.send, words(decision.send), evening.now)
        elif self._sender.left is None:
            return None
        # What failed at once is looked at again at once, and then waits like any failure.
        return evening.now + timedelta(seconds=self._sender.left or 0.0)

    def read(self) -> bool:
        """Hear the child; a turn is called for when it came to its end."""
        return self._sender.read()

    def fileno(self) -> int | None:
        """What the child says."""
        return self._sender.fileno()

    def stop(self, now: datetime) -> None:
        """Leave no child behind."""
        self._sender.close()
        self.hear(now)  # who was told already is not told again by the next daemon
        if self._sending:
            self._ended("failed", now, pushes.stopped())

    def _send(
        self, push: Push, reminders: tuple[Reminder, ...], notice: Notice, now: datetime
    ) -> None:
        self._sending = tuple(reminder.id for reminder in reminders)
        self._record("attempted", now)
        try:
            self._sender.begin(address(push, self._environ), notice)
        except NoAddress as missing:
            self._ended("failed", now, str(missing))
        except OSError as error:
            self._ended("failed", now, pushes.no_child(error.strerror or str(error)))

    def _ended(self, stage: Stage, now: datetime, reason: str = "") -> None:
        names = ", ".join(self._sending)
        self._record(stage, now, reason)
        self._sending = ()
        if stage == "shown":
            log.info("sent to the phone: %s", names)
        else:
            log.warning("not sent to the phone: %s: %s", names, reason)

    def _record(self, stage: Stage, now: datetime, reason: str = "") -> None:
        night = planning.night_in(self._sending[0])
        event = Delivery(stage, self._sending, channel=PUSHED, confirmed=False, reason=reason)
        self._recorder.record(now, (night, event))
