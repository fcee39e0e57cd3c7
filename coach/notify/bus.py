"""One connection to a message bus, polled: calls with a deadline, all else heard in order."""

import os
import time
from collections import deque
from collections.abc import Iterator, Mapping
from errno import ECONNRESET
from itertools import count
from socket import socket, socketpair

from jeepney import HeaderFields, Message, MessageType, Parser, message_bus
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket

from coach.wording.translating import _

NOBODY = "org.freedesktop.DBus.Error.NameHasNoOwner"
SESSION = "DBUS_SESSION_BUS_ADDRESS"
SYSTEM = "DBUS_SYSTEM_BUS_ADDRESS"


class NoBus(Exception):
    """There is no bus to talk to; the text says why, as a sentence."""


class Refused(Exception):
    """The call was answered with an error, `name`, or with something unexpected."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}" if text else name)
        self.name = name


class Overdue(Exception):
    """No answer within the deadline; one that comes later carries this serial."""

    def __init__(self, serial: int) -> None:
        super().__init__(_("it did not answer in time"))
        self.serial = serial


def session_socket(environ: Mapping[str, str]) -> str:
    """Find the socket of the session bus.

    Raises:
        NoBus: the environment names none that can be used.
    """
    address = environ.get(SESSION)
    if address:
        return _socket_at(address, SESSION)
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime and os.path.exists(found := os.path.join(runtime, "bus")):
        return found
    raise NoBus(
        _(
            "No desktop session was found: {variable} is not set"
            " and there is no socket named bus in XDG_RUNTIME_DIR."
        ).format(variable=SESSION)
    )


def system_socket(environ: Mapping[str, str]) -> str:
    """Find the socket of the system bus, which may not be there.

    Raises:
        NoBus: the environment names one that cannot be used.
    """
    # https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-types-system
    return _socket_at(environ.get(SYSTEM) or "unix:path=/run/dbus/system_bus_socket", SYSTEM)


def _socket_at(address: str, told_by: str) -> str:
    try:
        return str(get_bus(address))
    except (ValueError, RuntimeError) as error:
        text = _("{variable} names no bus that coach can reach: {address}.")
        raise NoBus(text.format(variable=told_by, address=address)) from error


class Bus:
    """A connection with the deadline, in seconds, of every call made over it.

    jeepney's own blocking connection says hello and sends without a deadline, so this is
    made of its parts. Every method that talks raises OSError when the bus has gone.
    """

    def __init__(self, path: str, deadline: float) -> None:
        self._socket = prep_socket(path, timeout=deadline)
        self._deadline = deadline
        self._parser = Parser()
        self._serials = count(1)
        self._inbox: deque[Message] = deque()
        try:
            self.unique_name = str(self.call(message_bus.Hello(), "s").body[0])
            self.guid = str(self.call(message_bus.GetId(), "s").body[0])
        except BaseException:
            self.close()
            raise

    def call(self, message: Message, expected: str) -> Message:
        """Send a call and wait for its answer, whose body has the `expected` signature.

        Raises:
            Refused: the answer is an error, or of another shape.
            Overdue: there is none yet.
        """
        serial = next(self._serials)
        self._socket.settimeout(self._deadline)
        self._socket.sendall(message.serialise(serial=serial))
        return accept(self._await(serial), expected)

    def _await(self, serial: int) -> Message:
        until = time.monotonic() + self._deadline
        while message := self._receive(until - time.monotonic()):
            if answers(message) == serial:
                return message
            self._inbox.append(message)
        raise Overdue(serial)

    def heard(self) -> Iterator[Message]:
        """Hand out what came in before the last answer."""
        while self._inbox:
            yield self._inbox.popleft()

    def drain(self) -> Iterator[Message]:
        """Hand out all that has come in; never waits.

        To the last one: several messages come with one read, and then the socket is not
        readable any more.
        """
        yield from self.heard()
        while message := self._receive(0):
            yield message

    def _receive(self, timeout: float) -> Message | None:
        self._socket.settimeout(max(timeout, 0))
        while (message := self._parser.get_next_message()) is None:
            try:
                data = self._socket.recv(4096)
            except (TimeoutError, BlockingIOError):
                return None
            if not data:
                raise ConnectionResetError(ECONNRESET, _("the bus closed the connection"))
            self._parser.add_data(data)
        return message

    def subscribe(self, rule: str) -> None:
        """Ask for the signals that match a rule."""
        self.call(message_bus.AddMatch(rule), "")

    def owner_of(self, name: str) -> str:
        """Tell the unique name behind a name, or an empty string."""
        try:
            return str(self.call(message_bus.GetNameOwner(name), "s").body[0])
        except Refused as refused:
            if refused.name != NOBODY:
                raise
            return ""

    def fileno(self) -> int:
        """Tell what to watch for reading."""
        return int(self._socket.fileno())

    def close(self) -> None:
        """Leave the bus."""
        self._socket.close()


def answers(message: Message) -> int | None:
    """Tell the serial of the call that a message answers, if it answers any."""
    serial: int | None = message.header.fields.get(HeaderFields.reply_serial)
    return serial


def sender(message: Message) -> str:
    """Tell who sent a message: a unique name, put there by the bus itself."""
    return str(message.header.fields.get(HeaderFields.sender, ""))


def signal(message: Message) -> tuple[str, str] | None:
    """Tell a signal's member and the signature of its body; None for other messages."""
    fields = message.header.fields
    if message.header.message_type is not MessageType.signal:
        return None
    return fields[HeaderFields.member], fields.get(HeaderFields.signature, "")


def always_readable() -> socket:
    """Make something to watch that is readable at once: a socket whose other end is closed."""
    near, far = socketpair()
    far.close()
    return near


def accept(message: Message, expected: str) -> Message:
    """Pass on an answer whose body has the `expected` signature.

    Raises:
        Refused: it is an error, or of another shape.
    """
    fields = message.header.fields
    signature = fields.get(HeaderFields.signature, "")
    if message.header.message_type is MessageType.error:
        text = str(message.body[0]) if signature.startswith("s") else ""
        raise Refused(fields[HeaderFields.error_name], text)
    if signature != expected:
        raise Refused("an answer of another shape", f"{signature!r} instead of {expected!r}")
    return message
