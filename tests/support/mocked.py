"""Programs on a bus that python-dbusmock plays: logind, and servers that know do-not-disturb.

https://github.com/martinpitt/python-dbusmock
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.support.bus import NOTIFICATIONS, PATIENCE, PrivateBus, Running, wait_for
from tests.support.need import need_file

PYTHON = "/usr/bin/python3"
"""Debian's python3-dbusmock is for Debian's own Python."""
MOCK = "org.freedesktop.DBus.Mock"
PROPERTIES = "org.freedesktop.DBus.Properties"

LOGIN = "org.freedesktop.login1"
ROOT = "/org/freedesktop/login1"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
FIND = """
ret = "{}"
if ret not in objects:
    raise dbus.exceptions.DBusException("No such user", name="org.freedesktop.login1.NoSuchUser")
"""
XFCONF, XFCONF_PATH = "org.xfce.Xfconf", "/org/xfce/Xfconf"


class Mocked(Running):
    """A program with a name on a bus, and the test's hand on it."""

    def __init__(self, bus: PrivateBus, name: str, arguments: Sequence[str]) -> None:
        need_file("/usr/lib/python3/dist-packages/dbusmock/__init__.py", "python3-dbusmock")
        self.bus = bus
        self.name = name
        # It says nothing when it is ready, so a shell says something in its place.
        command = ["sh", "-c", 'echo; exec "$@"', "sh", PYTHON, "-m", "dbusmock", "-l", "/dev/null"]
        environ = {**bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address}
        super().__init__([*command, *arguments], environ)
        self._connection: DBusConnection | None = None

    def start(self) -> str:
        """Start it, and wait until it has its name."""
        line = super().start()
        wait_for(lambda: bool(self.bus.owner(self.name)), self.name)
        self._connection = open_dbus_connection(self.bus.address)
        return line

    def kill(self) -> None:
        """End it the hard way."""
        super().kill()
        if self._connection:
            self._connection.close()
            self._connection = None

    def call(self, path: str, interface: str, member: str, signature: str, *body: object) -> Any:  # noqa: ANN401 - D-Bus
        """Call it, or the mock that plays it."""
        assert self._connection, "not started"
        address = DBusAddress(path, bus_name=self.name, interface=interface)
        call = new_method_call(address, member, signature, body)
        reply = self._connection.send_and_get_reply(call, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return reply.body

    def update(self, path: str, interface: str, **values: tuple[str, object]) -> None:
        """Change properties, and tell so by one signal."""
        self.call(path, MOCK, "UpdateProperties", "sa{sv}", interface, values)

    def set(self, path: str, interface: str, name: str, value: tuple[str, object]) -> None:
        """Change a property, and tell so. It takes what UpdateProperties of 0.28 does not."""
        self.call(path, PROPERTIES, "Set", "ssv", interface, name, value)

    def emit(self, path: str, interface: str, member: str, *values: tuple[str, object]) -> None:
        """Send a signal."""
        signature = "".join(value[0] for value in values)
        arguments = (interface, member, signature, list(values))
        self.call(path, MOCK, "EmitSignal", "sssav", *arguments)

    def teach(
        self, path: str, interface: str, member: str, types: tuple[str, str], do: str
    ) -> None:
        """Have it answer a method by running Python that has `args`, `self` and `ret`."""
        self.call(path, MOCK, "AddMethod", "sssss", interface, member, *types, do)


class MockLogind(Mocked):
    """logind on a system bus, with the sessions of the person who runs the test."""

    def __init__(self, bus: PrivateBus) -> None:
        super().__init__(bus, LOGIN, ["--system", "--template", "logind"])
        self.uid = os.getuid()
        self.user = f"{ROOT}/user/{self.uid}"
        self.display = ""
        """The number of the session that is the user's display."""

    def start(self) -> str:
        """Start it with nobody logged in."""
        line = super().start()
        # That of the template adds a number to a text (0.28.7).
        self.teach(ROOT, f"{LOGIN}.Manager", "GetUser", ("u", "o"), FIND.format(self.user))
        return line

    def log_in(self, number: str = "c1", kind: str = "x11", seat: str = "seat0") -> None:
        """Begin a session, which becomes the user's display."""
        add = (number, seat or "seat0", self.uid, "person", True)
        self.call(ROOT, MOCK, "AddSession", "ssusb", *add)
        self._change(number, Type=("s", kind))
        if not seat:
            value = ("(so)", ("", "/"))
            self.set(self._path(number), f"{LOGIN}.Session", "Seat", value)
        self.show(number)
        self.emit(ROOT, f"{LOGIN}.Manager", "SessionNew", ("s", number), ("o", self._path(number)))

    def log_out(self) -> None:
        """End the display session; logind has another or none."""
        gone, self.display = self.display, ""
        path = self._path(gone)
        self._change(gone, State=("s", "closing"))
        self.call(ROOT, MOCK, "RemoveObject", "s", path)
        self.emit(ROOT, f"{LOGIN}.Manager", "SessionRemoved", ("s", gone), ("o", path))
        self.set(self.user, f"{LOGIN}.User", "Display", ("(so)", ("", "/")))

    def show(self, number: str) -> None:
        """Make a session the display of the user."""
        self.display = number
        self.set(self.user, f"{LOGIN}.User", "Display", ("(so)", (number, self._path(number))))

    def lock(self, locked: bool = True) -> None:
        """Lock or unlock the screen."""
        self._change(self.display, LockedHint=("b", locked))

    def idle(self, idle: bool = True) -> None:
        """Leave the keyboard alone, or come back to it."""
        self._change(self.display, IdleHint=("b", idle))

    def put(self, state: str) -> None:
        """Put the session in a state: active, online, opening, closing."""
        self._change(self.display, State=("s", state), Active=("b", state == "active"))

    def sleep(self, asleep: bool = True, *, told: bool = True) -> None:
        """Go to sleep or wake up; `told` is whether the signal is heard."""
        self.set(ROOT, f"{LOGIN}.Manager", "PreparingForSleep", ("b", asleep))
        if told:
            self.emit(ROOT, f"{LOGIN}.Manager", "PrepareForSleep", ("b", asleep))

    def _change(self, number: str, **values: tuple[str, object]) -> None:
        self.update(self._path(number), f"{LOGIN}.Session", **values)

    def _path(self, number: str) -> str:
        return f"{ROOT}/session/{number}"


class MockServer(Mocked):
    """A notification server that only says who it is, and what it holds of do-not-disturb."""

    def __init__(self, bus: PrivateBus, named: str, **values: tuple[str, object]) -> None:
        arguments = ["--session", NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS]
        super().__init__(bus, NOTIFICATIONS, arguments)
        self._named = named
        self._values: Mapping[str, tuple[str, object]] = values

    def start(self) -> str:
        """Start it."""
        line = super().start()
        answer = f'ret = ("{self._named}", "tests", "1.0", "1.2")'
        introduce = ("GetServerInformation", ("", "ssss"), answer)
        self.teach(NOTIFICATIONS_PATH, NOTIFICATIONS, *introduce)
        hush = f'self.props["{NOTIFICATIONS}"]["Inhibited"] = args[0]'
        self.teach(NOTIFICATIONS_PATH, NOTIFICATIONS, "Hush", ("b", ""), hush)
        add = (NOTIFICATIONS, dict(self._values))
        self.call(NOTIFICATIONS_PATH, MOCK, "AddProperties", "sa{sv}", *add)
        return line

    def inhibit(self, inhibited: bool, *, told: bool = True) -> None:
        """Begin or end do-not-disturb; `told` is whether a signal says so."""
        if told:
            self.update(NOTIFICATIONS_PATH, NOTIFICATIONS, Inhibited=("b", inhibited))
        else:
            self.call(NOTIFICATIONS_PATH, NOTIFICATIONS, "Hush", "b", inhibited)


class MockXfconf(Mocked):
    """Xfce's settings, of which it has one."""

    def __init__(self, bus: PrivateBus) -> None:
        super().__init__(bus, XFCONF, ["--session", XFCONF, XFCONF_PATH, XFCONF])

    def switch(self, quiet: bool) -> None:
        """Switch do-not-disturb, as `xfconf-query` does; before the first time it is missing."""
        self.teach(XFCONF_PATH, XFCONF, "GetProperty", ("ss", "v"), f"ret = {quiet}")
        setting = (("s", "xfce4-notifyd"), ("s", "/do-not-disturb"), ("v", ("b", quiet)))
        self.emit(XFCONF_PATH, XFCONF, "PropertyChanged", *setting)


def folder_for(parent: Path, name: str) -> Path:
    """A new folder for one more bus: each has its socket there."""
    folder = parent / name
    folder.mkdir()
    return folder
