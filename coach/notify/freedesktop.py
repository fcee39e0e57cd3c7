"""The desktop on Linux: the notification protocol over D-Bus, with buttons."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from jeepney import Message, MessageFlag, new_method_call

from coach.core.model import Choice, Handle
from coach.named import NamedTuple
from coach.notify.bus import (
    Bus,
    NoBus,
    Overdue,
    Refused,
    accept,
    always_readable,
    answers,
    sender,
    session_socket,
    signal,
)
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
from coach.notify.protocol import (
    ADDRESS,
    BUS,
    BY_PERSON,
    NAME,
    RULES,
    Server,
    draft,
    introduced,
)
from coach.wording.translating import _


class _Late(NamedTuple):
    """A notice whose answer is overdue."""

    ticket: str
    replaces: Handle | None
    offers: frozenset[Choice]


class Freedesktop:
    """The notification server on the session bus that the environment names.

    Connects when it is first needed, and again whenever the bus was lost.
    """

    name: Final = "desktop"
    confirms: Final = True

    def __init__(
        self, environ: Mapping[str, str], deadline: float = 5.0, app_name: str = "coach"
    ) -> None:
        self._environ = environ
        self._deadline = deadline
        self._app_name = app_name
        self._events: list[ChannelEvent] = []
        self._parted = False
        self._bell = always_readable()
        self._forget()

    def _forget(self) -> None:
        self._bus: Bus | None = None
        self._owner = ""
        self._server: Server | None = None
        self._open: dict[Handle, frozenset[Choice] | None] = {}
        """What each offers; None for one that an earlier process showed."""
        self._late: dict[int, _Late] = {}

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Put a notice up, in the place of an open one if given.

        Raises:
            Unreachable: it was not shown, or not within the deadline; then with a ticket.
        """
        self._attend()
        server = self._known_server()
        body = draft(notice, self._app_name, self._number(replaces), server)
        offers = frozenset(button.choice for button in notice.buttons)
        try:
            reply = self._call("Notify", "u", "susssasa{sv}i", body)
        except Overdue as overdue:
            raise self._await_later(overdue.serial, replaces, offers) from overdue
        handle = self._keep(reply, replaces, offers)
        if handle is None:
            raise Unreachable(_("The notification server left before the notice was up."))
        return handle

    def withdraw(self, handle: Handle) -> None:
        """Take a notification down; one that is no longer there is no mistake."""
        with suppress(Unreachable, Overdue):
            self._attend()
            if number := self._number(handle):
                self._call("CloseNotification", "", "u", (number,))
        self._open.pop(handle, None)  # last: a press may cross with the call
        self._never_mind_closed(handle)

    def adopt(self, handle: Handle) -> bool:
        """Take over a notification that an earlier process showed; False if it is gone.

        It is gone when the bus or the server is another by now.
        """
        with suppress(Unreachable):
            self._attend()
        if not self._number(handle):
            return False
        self._open[handle] = None
        return True

    def events(self) -> tuple[ChannelEvent, ...]:
        """Tell what happened since the last call, in order; never waits for the server."""
        with suppress(Unreachable):
            self._attend()
        events, self._events = tuple(self._events), []
        return events

    def describe(self) -> Server:
        """Tell who draws the notifications; starts no server that would find no display.

        Raises:
            Unreachable: nobody does, or nobody answers.
        """
        self._attend()
        return self._known_server()

    def fileno(self) -> int | None:
        """Tell what to watch for reading, or None while there is no bus.

        What came in during another call makes nothing readable, so then it is the bell.
        """
        self._listen()
        if self._events:
            return self._bell.fileno()
        return self._bus.fileno() if self._bus else None

    def close(self) -> None:
        """Leave the bus; open notifications stay as they are."""
        if self._bus:
            self._bus.close()
        self._forget()
        self._bell.close()

    # --- the bus ---------------------------------------------------------------------------

    def _attend(self) -> None:
        """Hear all that was said, on a new connection if the old one is gone."""
        self._listen()
        self._connected()
        self._listen()

    def _listen(self) -> None:
        if self._bus:
            try:
                self._hear(self._bus.drain())
            except OSError:
                self._lose()

    def _connected(self) -> Bus:
        if self._bus is None:
            try:
                self._bus, self._owner = self._connect()
            except Unreachable:
                self._parted = True
                raise
            if self._parted and self._owner:
                self._events.append(Found())
            self._parted = False
        return self._bus

    def _connect(self) -> tuple[Bus, str]:
        try:
            bus = Bus(session_socket(self._environ), self._deadline)
            return bus, _enter(bus)
        except NoBus as reason:
            raise Unreachable(str(reason)) from reason
        except (OSError, Refused, Overdue, ValueError) as error:
            text = _("The session bus cannot be reached ({error}).")
            raise Unreachable(text.format(error=error)) from error

    def _lose(self) -> None:
        if self._bus:
            self._hear(self._bus.heard())
            self._bus.close()
        self._forget()
        self._parted = True
        self._events.append(Lost(_("The session bus has gone.")))

    def _call(
        self, member: str, expected: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> Message:
        """Call the server; what came in before its answer is heard before this returns."""
        bus = self._connected()
        call = new_method_call(ADDRESS, member, signature, body)
        if not self._has_display():
            call.header.flags = MessageFlag.no_auto_start
        try:
            return bus.call(call, expected)
        except OSError as error:
            self._lose()
            raise Unreachable(_("The session bus went away during the call.")) from error
        except Refused as refused:
            raise Unreachable(_refusal(refused)) from refused
        finally:
            self._hear(bus.heard())

    # --- the server ------------------------------------------------------------------------

    def _has_display(self) -> bool:
        return bool(self._environ.get("DISPLAY") or self._environ.get("WAYLAND_DISPLAY"))

    def _known_server(self) -> Server:
        if self._server is None:
            self._server = self._ask_server()
        return self._server

    def _ask_server(self) -> Server:
        # A call may start a server by D-Bus activation; without a display it would fail at once.
        if not self._owner and not self._has_display():
            raise Unreachable(
                _("No notification server is running, and without a display none can be started.")
            )
        try:
            information = self._call("GetServerInformation", "ssss").body
            return introduced(information, self._call("GetCapabilities", "as").body[0])
        except Overdue as overdue:
            raise Unreachable(self._silence()) from overdue

    def _silence(self) -> str:
        text = _("The notification server did not answer within {n} seconds.")
        return text.format(n=f"{self._deadline:g}")

    # --- what is open ----------------------------------------------------------------------

    def _prefix(self) -> str | None:
        return f"{self._bus.guid}/{self._owner}" if self._bus and self._owner else None

    def _number(self, handle: Handle | None) -> int:
        """Tell how the present server calls a notification; 0 for one that is not its own."""
        prefix, _, number = (handle or "").rpartition("/")
        return int(number) if prefix == self._prefix() and number.isdecimal() else 0

    def _keep(
        self, reply: Message, replaced: Handle | None, offers: frozenset[Choice]
    ) -> Handle | None:
        """Know a notification as open from now on, unless its server has left meanwhile."""
        if sender(reply) != self._owner:
            return None
        handle = f"{self._prefix()}/{reply.body[0]}"
        # The number may have been in use before: what closed then is not this one.
        self._never_mind_closed(handle)
        self._open.pop(replaced or "", None)
        self._open[handle] = offers
        return handle

    def _never_mind_closed(self, handle: Handle) -> None:
        self._events = [e for e in self._events if not (isinstance(e, Closed) and e[0] == handle)]

    def _await_later(
        self, serial: int, replaces: Handle | None, offers: frozenset[Choice]
    ) -> Unreachable:
        bus = self._connected()
        ticket = f"{bus.guid}/{bus.unique_name}/{serial}"
        self._late[serial] = _Late(ticket, replaces, offers)
        return Unreachable(self._silence(), ticket)

    # --- what is heard ---------------------------------------------------------------------

    def _hear(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if late := self._late.pop(answers(message) or 0, None):
                self._hear_late(message, late)
            elif sender(message) == BUS:
                self._hear_bus(message)
            elif sender(message) == self._owner:
                self._hear_server(message)

    def _hear_late(self, message: Message, late: _Late) -> None:
        with suppress(Refused):
            if handle := self._keep(accept(message, "u"), late.replaces, late.offers):
                self._events.append(Arrived(late.ticket, handle))

    def _hear_bus(self, message: Message) -> None:
        if signal(message) == ("NameOwnerChanged", "sss") and message.body[0] == NAME:
            self._change_owner(message.body[2])

    def _change_owner(self, owner: str) -> None:
        if owner == self._owner:
            return
        if self._owner:
            self._events.append(Lost(_("The notification server has gone.")))
        self._owner, self._server, self._open = owner, None, {}
        if owner:
            self._events.append(Found())

    def _hear_server(self, message: Message) -> None:
        what = signal(message)
        if what not in {("ActionInvoked", "us"), ("NotificationClosed", "uu")}:
            return
        handle = f"{self._prefix()}/{message.body[0]}"
        if handle not in self._open:
            return
        if what[0] == "NotificationClosed":
            del self._open[handle]
            self._events.append(Closed(handle, by_person=message.body[1] == BY_PERSON))
        elif self._offers(handle, message.body[1]):
            self._events.append(Pressed(handle, message.body[1]))

    def _offers(self, handle: Handle, choice: Choice) -> bool:
        offered = self._open[handle]
        return offered is None or choice in offered


def _enter(bus: Bus) -> str:
    """Subscribe to what a server says, and tell who it is; leave the bus if that fails."""
    try:
        for rule in RULES:
            bus.subscribe(rule)
        return bus.owner_of(NAME)
    except BaseException:
        bus.close()
        raise


def _refusal(refused: Refused) -> str:
    if refused.name.startswith(f"{BUS}.Error."):
        return _("There is no notification server to show it ({error}).").format(error=refused)
    return _("The notification server did not take it ({error}).").format(error=refused)
