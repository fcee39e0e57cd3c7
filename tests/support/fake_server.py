"""A notification server on a real bus that can misbehave, as a process of its own.

    python -m tests.support.fake_server slow=2 forgetful=true

Modes are the fields of `Modes`, values are JSON. It says `ready` on its standard output.
`tests.support.remote` starts, switches and asks it through a control name on the same bus.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from tests.support.bus import NOTIFICATIONS

PATH = "/org/freedesktop/Notifications"
CONTROL = "org.example.FakeServer"
CAPABILITIES = ("actions", "body", "body-markup")
DISMISSED, WITHDRAWN = 2, 3
TAKE_OVER = NameFlag.ALLOW_REPLACEMENT | NameFlag.REPLACE_EXISTING | NameFlag.DO_NOT_QUEUE


@dataclass(frozen=True)
class Modes:
    """How it misbehaves; by default it does not."""

    slow: float = 0
    """Seconds before it answers Notify."""
    deaf: bool = False
    """Answers nothing at all."""
    error: str = ""
    """The D-Bus error with which it answers Notify."""
    garbled: bool = False
    """Answers Notify with a text in place of a number."""
    forgetful: bool = False
    """Never says that a notification was closed: lxqt-notificationd, mako."""
    stays: bool = False
    """Keeps a notification up after a button of it was pressed: dunst."""
    hasty: bool = False
    """Closes each notification at once: do not disturb."""
    renumbers: bool = False
    """Gives what replaces a notification another number."""
    crosses: str = ""
    """The button that is pressed on each notification just before it is withdrawn."""
    late: float = 0
    """Seconds before it takes its name, at the start only."""
    name: str = "fake"
    capabilities: tuple[str, ...] = CAPABILITIES


@dataclass
class FakeServer:
    """The server, and what a test may have it do."""

    modes: Modes
    calls: list[dict[str, Any]] = field(default_factory=list)
    open: set[int] = field(default_factory=set)
    next: int = 1
    bus: MessageBus | None = None
    replaced: list[MessageBus] = field(default_factory=list)
    """Connections that lost the name to a later one, and are still there."""

    async def order(self, do: str, what: dict[str, Any]) -> object:
        """Carry out an order, and be sure that the bus has passed on all it led to."""
        result = await getattr(self, f"do_{do}")(**what)
        if self.bus:
            await _round_trip(self.bus)
        return result

    async def do_set(self, **modes: Any) -> None:  # noqa: ANN401 - JSON
        """Switch modes."""
        self.modes = replace(self.modes, **modes)

    async def do_calls(self, since: int = 0) -> list[dict[str, Any]]:
        """Tell the calls so far, or those after the first `since`, with the instant of each."""
        return self.calls[since:]

    async def do_open(self) -> list[int]:
        """Tell the notifications that are up."""
        return sorted(self.open)

    async def do_number(self, following: int) -> None:
        """Go on counting from another number."""
        self.next = following

    async def do_press(self, number: int, key: str) -> None:
        """Press a button, also one of a notification that it never showed."""
        self._emit("ActionInvoked", "us", number, key)
        if not self.modes.stays:
            self._close(number, DISMISSED)

    async def do_dismiss(self, number: int, reason: int = DISMISSED) -> None:
        """Close a notification."""
        self._close(number, reason)

    async def do_forge(self, number: int, key: str) -> None:
        """Have another connection, which does not own the name, claim that a button was pressed."""
        forger = await MessageBus().connect()
        forger.send(_signal("ActionInvoked", "us", number, key))
        await _round_trip(forger)
        forger.disconnect()

    async def do_leave(self) -> None:
        """Leave the bus."""
        leaving = [*self.replaced, *filter(None, [self.bus])]
        self.bus, self.replaced = None, []
        for bus in leaving:
            bus.disconnect()
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    async def do_come(self) -> None:
        """Take the name on a new connection, counting from 1, also from one that still has it."""
        if self.bus:
            self.replaced.append(self.bus)
        self.next, self.open = 1, set()
        self.bus = await MessageBus().connect()
        self.bus.add_message_handler(partial(self._handle, self.bus))
        await self.bus.request_name(NOTIFICATIONS, TAKE_OVER)

    async def do_restart(self) -> None:
        """Leave, and come back as another owner of the name."""
        await self.do_leave()
        await self.do_come()

    async def do_reset(self) -> None:
        """Be as new."""
        self.modes, self.calls = Modes(), []
        await self.do_restart()

    def _handle(self, bus: MessageBus, call: Message) -> bool:
        if call.message_type is not MessageType.METHOD_CALL or call.interface != NOTIFICATIONS:
            return False
        record = {"at": time.time(), "method": call.member, "body": _plain(call.body)}
        self.calls.append(record)
        if self.modes.deaf:
            return True
        match call.member:
            case "GetServerInformation":
                _answer(bus, call, "ssss", self.modes.name, "tests", "1.0", "1.2")
            case "GetCapabilities":
                _answer(bus, call, "as", list(self.modes.capabilities))
            case "CloseNotification":
                if self.modes.crosses:
                    self._emit("ActionInvoked", "us", call.body[0], self.modes.crosses)
                self._close(call.body[0], WITHDRAWN)
                _answer(bus, call, "")
            case "Notify":
                show = partial(self._show, bus, call, record)
                asyncio.get_running_loop().call_later(self.modes.slow, show)
        return True

    def _show(self, bus: MessageBus, call: Message, record: dict[str, Any]) -> None:
        if self.modes.error:
            bus.send(Message.new_error(call, self.modes.error, "as the test wants it"))
        elif self.modes.garbled:
            _answer(bus, call, "s", "shown")
        else:
            number = record["number"] = self._number(call.body[1])
            _answer(bus, call, "u", number)
            if self.modes.hasty:
                self._close(number, DISMISSED)

    def _number(self, replaced: int) -> int:
        if replaced in self.open and not self.modes.renumbers:
            return replaced
        number, self.next = self.next, self.next + 1
        self.open.add(number)
        return number

    def _close(self, number: int, reason: int) -> None:
        self.open.discard(number)
        if not self.modes.forgetful:
            self._emit("NotificationClosed", "uu", number, reason)

    def _emit(self, member: str, signature: str, *body: object) -> None:
        if self.bus:
            self.bus.send(_signal(member, signature, *body))


def _answer(bus: MessageBus, call: Message, signature: str, *body: object) -> None:
    bus.send(Message.new_method_return(call, signature, list(body)))


def _signal(member: str, signature: str, *body: object) -> Message:
    return Message.new_signal(PATH, NOTIFICATIONS, member, signature, list(body))


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a message holds, as JSON can hold it
    if isinstance(value, Variant):
        return _plain(value.value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


async def _round_trip(bus: MessageBus) -> None:
    """Hear from the bus: it has passed on what was sent before."""
    await bus.call(
        Message("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId")
    )


async def serve(modes: Modes) -> None:
    """Be the server, and take orders, until the bus has gone."""
    server = FakeServer(modes)
    control = await MessageBus().connect()
    tasks: set[asyncio.Task[None]] = set()

    async def carry_out(call: Message) -> None:
        order = json.loads(call.body[0])
        result = await server.order(order.pop("do"), order)
        control.send(Message.new_method_return(call, "s", [json.dumps(result)]))

    def handle(call: Message) -> bool:
        if call.interface != CONTROL or call.message_type is not MessageType.METHOD_CALL:
            return False
        task = asyncio.create_task(carry_out(call))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return True

    control.add_message_handler(handle)
    await control.request_name(CONTROL)
    await asyncio.sleep(modes.late)
    await server.do_come()
    print("ready", flush=True)
    with suppress(EOFError, OSError):
        await control.wait_for_disconnect()  # type: ignore[no-untyped-call]


def _modes(arguments: list[str]) -> Modes:
    pairs = (argument.split("=", 1) for argument in arguments)
    return Modes(**{key: json.loads(value) for key, value in pairs})


if __name__ == "__main__":
    asyncio.run(serve(_modes(sys.argv[1:])))
