"""The port in memory: what the daemon's tests show on, with a person and a server to play."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from coach.core.model import Handle
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

_GONE = Notice("", "")


class FakeChannel:
    """Passes the contract of the port, like the real ones.

    `screen` is what is up now, `shown` all that ever was. `FakeChannel(after=earlier)` is that
    of a daemon that was started again while the server went on.
    """

    name: Final = "desktop"
    confirms: Final = True

    def __init__(self, after: "FakeChannel | None" = None) -> None:
        self.screen: dict[Handle, Notice] = after.screen if after else {}
        self._numbers: Iterator[int] = after._numbers if after else count(1)
        self.shown: list[tuple[Handle, Notice]] = []
        self._known: set[Handle] = set()
        self._own: set[Handle] = set()
        self._events: list[ChannelEvent] = []
        self._late: dict[str, tuple[Notice, Handle | None]] = {}
        self._gone = ""
        self._slow = False
        self.crosses = ""
        """The button that is pressed on each card just before it is withdrawn."""

    # --- the port ------------------------------------------------------------------------

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Put a notice up.

        Raises:
            Unreachable: the test wants it so.
        """
        if self._gone:
            raise Unreachable(self._gone)
        if self._slow:
            self._slow = False
            ticket = f"ticket/{len(self._late) + 1}"
            self._late[ticket] = (notice, replaces)
            raise Unreachable("The notification server did not answer in time.", ticket)
        return self._put_up(notice, replaces)

    def withdraw(self, handle: Handle) -> None:
        """Take a notification down."""
        if self.crosses:
            self.press(handle, self.crosses)
        self._known.discard(handle)
        self.screen.pop(handle, None)

    def adopt(self, handle: Handle) -> bool:
        """Take over what an earlier process showed."""
        if handle not in self.screen:
            return False
        self._known.add(handle)
        return True

    def events(self) -> tuple[ChannelEvent, ...]:
        """Tell what the test made happen since the last call."""
        events, self._events = tuple(self._events), []
        return events

    def fileno(self) -> int | None:
        """Tell that there is nothing to watch: the test takes the turns."""
        return None

    def close(self) -> None:
        """Let go; what is up stays up."""

    # --- the person ----------------------------------------------------------------------

    def press(self, handle: Handle, choice: str) -> None:
        """Press a button; as with dunst, the card stays up, and only who showed it is told."""
        notice = self.screen.get(handle, _GONE)
        heard = handle in self._known and handle in self._own
        if heard and choice in [button.choice for button in notice.buttons]:
            self._events.append(Pressed(handle, choice))

    def dismiss(self, handle: Handle) -> None:
        """Close a notification without an answer."""
        self._end(handle, by_person=True)

    # --- the server ----------------------------------------------------------------------

    def expire(self, handle: Handle) -> None:
        """Have the server close a notification of itself."""
        self._end(handle, by_person=False)

    def be_late(self) -> None:
        """Have the next notice miss the deadline; `arrive` shows it after all."""
        self._slow = True

    def arrive(self, ticket: str) -> Handle:
        """Show what was late."""
        handle = self._put_up(*self._late.pop(ticket))
        self._events.append(Arrived(ticket, handle))
        return handle

    def lose(self, reason: str = "The notification server has gone.") -> None:
        """Have the server go, and all that is up with it."""
        self.screen.clear()
        self._known.clear()
        self._late.clear()
        self._gone = reason
        self._events.append(Lost(reason))

    def find(self) -> None:
        """Have a server come."""
        self._gone = ""
        self._events.append(Found())

    def _put_up(self, notice: Notice, replaces: Handle | None) -> Handle:
        handle = replaces if replaces in self.screen else f"fake/{next(self._numbers)}"
        assert handle is not None
        self.shown.append((handle, notice))
        self.screen[handle] = notice
        self._known.add(handle)
        self._own.add(handle)
        return handle

    def _end(self, handle: Handle, *, by_person: bool) -> None:
        self.screen.pop(handle, None)
        if handle in self._known:
            self._known.discard(handle)
            self._events.append(Closed(handle, by_person))
