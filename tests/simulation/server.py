"""A notification server and the connections to it, with the manners of real ones.

Numbers begin again with each server; a press is told only to the connection that put the card
up last; a connection hears only of cards that it knows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Final, NamedTuple

from coach.core.model import Handle, Reminder
from coach.core.turning import Showing
from coach.notify.port import (
    Arrived,
    ChannelEvent,
    Closed,
    Found,
    Lost,
    Notice,
    Pressed,
    Unreachable,
)
from coach.simulating.clock import VirtualClock
from tests.simulation.killing import Switch

DEADLINE = timedelta(seconds=5)


class Put(NamedTuple):
    """A notification that came on the screen."""

    handle: Handle
    notice: Notice
    ring: tuple[Reminder, ...]
    carried: tuple[Reminder, ...]
    replaces: Handle | None
    by: "Connection"
    at: datetime
    """By the machine's clock."""
    late: bool = False
    """The server put it up after the deadline."""

    @property
    def names(self) -> tuple[str, ...]:
        """The reminders on it."""
        return tuple(reminder.id for reminder in self.ring + self.carried)


class Server:
    """What draws. `screen` is what a person would see now."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.screen: dict[Handle, Put] = {}
        self.forgotten: dict[Handle, Put] = {}
        """Cards that vanished without a word: whoever showed them takes them to be up."""
        self.up = True
        self.failing = 0
        """How many of the next notices it refuses."""
        self.stalling: list[timedelta] = []
        """How much later the next notices come up, after the deadline has passed."""
        self.put: Callable[[Put], None] = lambda _: None
        """Who looks at the screen."""
        self.arrive_later: Callable[[timedelta, Callable[[], None]], None] = lambda *_: None
        self.troubled: datetime | None = None
        """When a notice last failed, in true time."""
        self.troubled_by_clock = clock.now()
        """The same, by the machine's clock."""
        self._found_by: Connection | None = None
        self._found_at = clock.true
        self.connection: Connection | None = None
        """The one that is alive."""
        self.incarnation = 1
        self._numbers = count(1)

    def draw(self, put: Put, number_of: Handle | None) -> Handle:
        """Put a card up, in the place of another if that is still there."""
        handle = number_of if number_of in self.screen else None
        self.forgotten.pop(number_of or "", None)
        if handle is None:
            handle = f"{self.incarnation}/{next(self._numbers)}"
        put = put._replace(handle=handle)
        self.screen.pop(handle, None)
        self.screen[handle] = put
        self.put(put)
        return handle

    def draw_late(self, put: Put) -> Handle:
        """Put up what was asked for before; what was asked for since stands in its place."""
        standing = self.screen.get(put.replaces or "")
        if standing is not None and standing.at > put.at:
            return standing.handle
        return self.draw(put._replace(at=self.clock.now(), late=True), put.replaces)

    def has_trouble(self) -> None:
        """A notice fails."""
        self.troubled, self.troubled_by_clock = self.clock.true, self.clock.now()

    def go(self) -> None:
        """Die, with all that is up."""
        if self.screen:
            self.has_trouble()
        self.screen.clear()
        self.forgotten.clear()
        self.up = False
        self.stalling.clear()
        if self.connection:
            self.connection.tell(Lost("The notification server has gone."))

    def come(self) -> None:
        """Come again as another: its numbers begin anew."""
        self.incarnation += 1
        self.forgotten.clear()
        self._numbers = count(1)
        self.up = True
        self.failing = 0
        if self.connection:
            self.connection.tell(Found())
            self._found_by = self.connection
            self._found_at = self.clock.true

    def is_own(self, handle: Handle | None) -> bool:
        """Whether a handle is one of this server, and not of one that died."""
        return self.up and handle is not None and handle.split("/")[0] == str(self.incarnation)

    def fresh(self) -> bool:
        """Whether the daemon knows that this server came after the last failure."""
        known = self._found_by is not None and self._found_by is self.connection
        return known and (self.troubled is None or self._found_at > self.troubled)

    def forget(self) -> None:
        """Lose every card without a word."""
        self.forgotten.update(self.screen)
        self.screen.clear()

    def press(self, handle: Handle, choice: str) -> None:
        """The person presses a button."""
        put = self.screen.get(handle)
        if put is not None and put.by is self.connection:
            put.by.hear(Pressed(handle, choice))

    def close(self, handle: Handle, *, by_person: bool) -> None:
        """A card goes, by the person or by itself."""
        if self.screen.pop(handle, None) is not None and self.connection:
            self.connection.hear(Closed(handle, by_person))


class Connection:
    """The channel of one daemon's life."""

    name: Final = "desktop"
    confirms: Final = True

    def __init__(self, server: Server, switch: Switch) -> None:
        self.naming: Showing | None = None
        """What the daemon is about to show; None: a word that is no reminder."""
        self.waiting: list[ChannelEvent] = []
        self._server = server
        self._switch = switch
        self._known: set[Handle] = set()
        self._tickets = count(1)
        server.connection = self

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Put a notice up.

        Raises:
            Unreachable: it was not shown.
        """
        self._switch.step("before showing")
        server = self._server
        if not server.up:
            server.has_trouble()
            raise Unreachable("There is no notification server.")
        put = self._put(notice, replaces)
        if server.failing:
            server.failing -= 1
            server.has_trouble()
            raise Unreachable("The notification server did not take it.")
        if server.stalling:
            raise self._overdue(put, server.stalling.pop(0))
        handle = server.draw(put, replaces)
        self._known.add(handle)
        self._switch.step("after showing")
        return handle

    def withdraw(self, handle: Handle) -> None:
        """Take a notification down."""
        self._switch.step("before withdrawing")
        self._known.discard(handle)
        if self._server.is_own(handle):
            self._server.screen.pop(handle, None)
            self._server.forgotten.pop(handle, None)
        self._switch.step("after withdrawing")

    def adopt(self, handle: Handle) -> bool:
        """Take over what an earlier process showed; gone cards of this server are not noticed."""
        if not self._server.is_own(handle):
            return False
        self._known.add(handle)
        return True

    def events(self) -> tuple[ChannelEvent, ...]:
        """What happened since the last call."""
        self._switch.step("before hearing")
        events, self.waiting = tuple(self.waiting), []
        if events:
            self._switch.step("after hearing")
        return events

    def fileno(self) -> int | None:
        """The world takes the turns."""
        return None

    def close(self) -> None:
        """Let go."""

    def hear(self, event: Pressed | Closed) -> None:
        """The server tells of a card; of one that is not known here, nothing is heard."""
        if event.handle in self._known:
            if isinstance(event, Closed):
                self._known.discard(event.handle)
            self.waiting.append(event)

    def tell(self, event: Lost | Found | Arrived) -> None:
        """The bus, or a late answer."""
        if isinstance(event, Lost):
            self._known.clear()
        self.waiting.append(event)

    def _put(self, notice: Notice, replaces: Handle | None) -> Put:
        showing = self.naming
        ring = showing.ring if showing else ()
        carried = showing.carried if showing else ()
        return Put("", notice, ring, carried, replaces, self, self._server.clock.now())

    def _overdue(self, put: Put, later: timedelta) -> Unreachable:
        """The deadline passes; the card comes after all."""
        server = self._server
        ticket = f"{next(self._tickets)}"
        incarnation = server.incarnation
        server.clock.true += DEADLINE
        server.has_trouble()

        def arrive() -> None:
            if not server.up or server.incarnation != incarnation:
                return
            handle = server.draw_late(put)
            if server.connection is self:
                self._known.add(handle)
                self.tell(Arrived(ticket, handle))

        server.arrive_later(later, arrive)
        return Unreachable("The notification server did not answer in time.", ticket)
