"""The one small port through which a reminder reaches a person.

Every channel passes the contract in tests/notify/contract.py, the fake included.
"""

from datetime import timedelta
from typing import Protocol

from coach.core.model import Choice, Handle
from coach.named import NamedTuple


class Button(NamedTuple):
    """One answer that a notice offers."""

    choice: Choice
    """A word of small letters; each once in a notice, and never `default`."""
    label: str
    """A short word: servers cut long ones."""


class Notice(NamedTuple):
    """What to put before the person: plain text; each channel escapes and clips for its medium."""

    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    """The answers, three at most: what is offered is exactly this. Empty: it only tells."""
    hint: str = ""
    """The command that answers it, for a medium that draws no buttons."""
    lasts: timedelta | None = None
    """After so long it may go by itself, should nobody be left to withdraw it."""


class Pressed(NamedTuple):
    """The person pressed a button that an open notification offers.

    Of one that an earlier process showed it is not known which it offers, until it is shown anew.
    """

    handle: Handle
    choice: Choice


class Closed(NamedTuple):
    """An open notification left the screen, not by our doing."""

    handle: Handle
    by_person: bool


class Arrived(NamedTuple):
    """A server that let the deadline pass has shown the notice after all."""

    ticket: str
    handle: Handle


class Lost(NamedTuple):
    """The server is gone and, with it, every open notification."""

    reason: str


class Found(NamedTuple):
    """A server is there (again): what could not be shown may be tried at once."""


ChannelEvent = Pressed | Closed | Arrived | Lost | Found


class Unreachable(Exception):
    """The notice could not be shown; the text says why, as a sentence for the journal.

    `ticket` is set when the server did not answer in time: should it do so later,
    `Arrived` carries the same ticket.
    """

    def __init__(self, reason: str, ticket: str | None = None) -> None:
        super().__init__(reason)
        self.ticket = ticket


class Channel(Protocol):
    """A way to reach the person."""

    @property
    def name(self) -> str:
        """How the journal calls it."""

    @property
    def confirms(self) -> bool:
        """Whether a `show` that returns means that something was drawn."""

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Put a notice up, in the place of an open one if given.

        Raises:
            Unreachable: it was not shown.
        """

    def withdraw(self, handle: Handle) -> None:
        """Take a notification down; one that is no longer there is no mistake."""

    def adopt(self, handle: Handle) -> bool:
        """Take over a notification that an earlier process showed; False if it is gone.

        Some servers tell only the connection that showed it what becomes of it: show it again
        in its place to be sure of hearing.
        """

    def events(self) -> tuple[ChannelEvent, ...]:
        """What happened since the last call, in order; never waits."""

    def fileno(self) -> int | None:
        """What to watch for reading, or None; ask before each wait.

        It is readable also when something was heard during another call.
        """

    def close(self) -> None:
        """Let go of the medium; open notifications stay as they are."""
