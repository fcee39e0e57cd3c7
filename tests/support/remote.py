"""The test's hand on the fake notification server, and an ear on a channel."""

import json
import select
import time
from typing import Any, Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from coach.notify.port import Channel, ChannelEvent
from tests.support.bus import PATIENCE, PrivateBus, Running, python
from tests.support.fake_server import CONTROL

ADDRESS = DBusAddress("/", bus_name=CONTROL, interface=CONTROL)


class Remote:
    """Gives orders to a fake server that runs already, however it was started."""

    def __init__(self, bus: PrivateBus) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus.address)

    def set(self, **modes: Any) -> None:  # noqa: ANN401 - JSON
        """Switch modes: the fields of `fake_server.Modes`."""
        self._order("set", **modes)

    def calls(self, method: str = "Notify") -> list[dict[str, Any]]:
        """Tell the calls of a method so far: {at, method, body, and number once shown}."""
        return [call for call in self._order("calls") if call["method"] == method]

    def every_call(self, since: int = 0) -> list[dict[str, Any]]:
        """Tell the calls of every method, or those after the first `since`."""
        calls: list[dict[str, Any]] = self._order("calls", since=since)
        return calls

    def open(self) -> list[int]:
        """Tell the notifications that are up."""
        numbers: list[int] = self._order("open")
        return numbers

    def press(self, number: int, key: str) -> None:
        """Press a button, also one of a notification that it never showed."""
        self._order("press", number=number, key=key)

    def dismiss(self, number: int) -> None:
        """Close a notification as the person does."""
        self._order("dismiss", number=number)

    def expire(self, number: int) -> None:
        """Close a notification because its time is over."""
        self._order("dismiss", number=number, reason=1)

    def forge(self, number: int, key: str) -> None:
        """Have somebody else claim that a button was pressed."""
        self._order("forge", number=number, key=key)

    def count_from(self, number: int) -> None:
        """Give the next notification this number."""
        self._order("number", following=number)

    def leave(self) -> None:
        """Have the server leave the bus."""
        self._order("leave")

    def come(self) -> None:
        """Have it come, or another one take the name from it while it stays on the bus."""
        self._order("come")

    def restart(self) -> None:
        """Have it leave and come back."""
        self._order("restart")

    def reset(self) -> None:
        """Have it be as new, with another owner of its name."""
        self._order("reset")

    def _order(self, do: str, **what: Any) -> Any:  # noqa: ANN401 - JSON
        call = new_method_call(ADDRESS, "Do", "s", (json.dumps({"do": do, **what}),))
        reply = self._connection.send_and_get_reply(call, timeout=PATIENCE)
        return json.loads(reply.body[0])

    def close(self) -> None:
        """Let go; the server goes on."""
        self._connection.close()


class RunningServer(Running):
    """A fake server in a process of its own; modes as in `fake_server.Modes`."""

    def __init__(self, bus: PrivateBus, **modes: Any) -> None:  # noqa: ANN401 - JSON
        pairs = (f"{key}={json.dumps(value)}" for key, value in modes.items())
        super().__init__(python("tests.support.fake_server", *pairs), bus.environ)
        self._bus = bus

    def __enter__(self) -> Self:
        super().__enter__()
        self.remote = Remote(self._bus)
        return self

    def __exit__(self, *about: object) -> None:
        self.remote.close()
        super().__exit__(*about)


def hear(channel: Channel, count: int = 1, within: float = PATIENCE) -> tuple[ChannelEvent, ...]:
    """Wait as the daemon does, on `fileno`, until so many events have come."""
    events = channel.events()
    until = time.monotonic() + within
    while len(events) < count and (left := until - time.monotonic()) > 0:
        number = channel.fileno()
        watched = [] if number is None else [number]
        select.select(watched, [], [], left if watched else 0.02)
        events += channel.events()
    return events


def hear_until(channel: Channel, last: ChannelEvent) -> tuple[ChannelEvent, ...]:
    """Wait until one event has come, and tell all up to then; without it, those that came."""
    events: tuple[ChannelEvent, ...] = ()
    while last not in events and (more := hear(channel)):
        events += more
    return events
