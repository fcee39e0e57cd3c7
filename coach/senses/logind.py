"""Lock, idle and sleep, as logind tells them of the person's display session.

https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""

import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from jeepney import DBusAddress, Message, Properties, new_method_call

from coach.core.model import Absence
from coach.named import NamedTuple
from coach.notify.bus import Bus, sender, signal, system_socket
from coach.senses.inquiry import BUS, DEADLINE, Inquiry, has_new_owner, path_of

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
MANAGER, USER, SESSION = f"{NAME}.Manager", f"{NAME}.User", f"{NAME}.Session"
GRAPHICAL = [("s", kind) for kind in ("x11", "wayland", "mir")]
NO_SESSION = ("", "/")
NO_SEAT = ("(so)", ("", "/"))

OWNER_RULE = f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{NAME}'"
FROM_LOGIND = f"type='signal',sender='{NAME}'"
FROM_MANAGER = f"{FROM_LOGIND},interface='{MANAGER}'"
SLEEP_RULE = f"{FROM_MANAGER},member='PrepareForSleep'"
ANY_SESSION_RULE = f"{FROM_MANAGER},member='SessionNew'"
CHANGED = f"{FROM_LOGIND},interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'"


class Session(NamedTuple):
    """A session, as far as it is of interest here."""

    locked: bool
    graphical: bool
    idle: bool
    in_front: bool
    closing: bool

    @property
    def absence(self) -> Absence | None:
        """Why nobody looks at it.

        A program that runs in a text session may still have its screen elsewhere: with
        startx, X draws on a terminal of its own, and what logind takes for idle is that the
        first terminal was not typed on. So only a lock is believed there.
        https://github.com/systemd/systemd/blob/v252/src/login/logind-session.c (idle hint)
        """
        if self.closing:
            return None
        if self.locked or (self.graphical and not self.in_front):
            return "locked"
        return "idle" if self.graphical and self.idle else None


class Logind(Inquiry):
    """What logind knows; nothing where there is no system bus, no logind or no session.

    Not "the session of this process": a user service belongs to none. It is the session that
    logind itself calls the display of the user.
    """

    def __init__(self, environ: Mapping[str, str], deadline: float = DEADLINE) -> None:
        super().__init__(partial(system_socket, environ), deadline)

    @property
    def answer(self) -> Absence | None:
        """`asleep` before `locked` before `idle`."""
        if self._asleep:
            return "asleep"
        return self._session.absence if self._session else None

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder now."""
        if self._asleep:
            self._doubt = True  # the end of sleep may have been missed
        return super().absence()

    def noticed(self) -> tuple[Absence, ...]:
        """What would be noticed if it came to be."""
        if not self._owner:
            return ()
        if not self._session:
            return ("asleep",)
        return ("locked", "idle", "asleep") if self._session.graphical else ("locked", "asleep")

    def _forget(self) -> None:
        self._owner = ""
        self._user_path = ""
        self._session_path = ""
        self._session: Session | None = None
        self._asleep = False

    def _enter(self, bus: Bus) -> None:
        bus.subscribe(OWNER_RULE)
        self._owner = bus.owner_of(NAME)
        if not self._owner:
            return
        bus.subscribe(SLEEP_RULE)
        # The number alone does not do: logind spells the path.
        find = new_method_call(self._at(PATH, MANAGER), "GetUser", "u", (os.getuid(),))
        self._user_path = self._told(bus, find, "o") or ""
        number, self._session_path = self._display(bus)
        if number:
            bus.subscribe(f"{CHANGED},path='{self._session_path}'")
            bus.subscribe(f"{FROM_MANAGER},member='SessionRemoved',arg0='{number}'")
        else:
            # Only now: cron begins sessions as well, all day long.
            bus.subscribe(ANY_SESSION_RULE)

    def _display(self, bus: Bus) -> tuple[str, str]:
        if not self._user_path:
            return NO_SESSION
        bus.subscribe(f"{CHANGED},path='{self._user_path}'")
        value = self._told(bus, Properties(self._at(self._user_path, USER)).get("Display"), "v")
        return value[1] if value and value[0] == "(so)" else NO_SESSION

    def _ask(self, bus: Bus) -> None:
        if not self._owner:
            return
        preparing = Properties(self._at(PATH, MANAGER)).get("PreparingForSleep")
        self._asleep = self._told(bus, preparing, "v") == ("b", True)
        if self._session_path != NO_SESSION[1]:
            everything = Properties(self._at(self._session_path, SESSION)).get_all()
            self._session = _session(self._told(bus, everything, "a{sv}"))

    def _hear(self, message: Message) -> None:
        if has_new_owner(message, NAME):
            self._moved = True
        elif sender(message) == self._owner:
            self._hear_logind(message)

    def _hear_logind(self, message: Message) -> None:
        match signal(message):
            case ("PrepareForSleep", "b"):
                self._asleep = message.body[0]
            case ("SessionNew" | "SessionRemoved", _):
                self._moved = True
            case ("PropertiesChanged", "sa{sv}as"):
                _, changed, outdated = message.body
                if path_of(message) == self._session_path:
                    self._doubt = True
                elif "Display" in {*changed, *outdated}:
                    self._moved = True

    def _at(self, path: str, interface: str) -> DBusAddress:
        """Its unique name: a call to this one starts no other logind."""
        return DBusAddress(path, bus_name=self._owner, interface=interface)


def _session(told: Mapping[str, tuple[str, Any]] | None) -> Session | None:
    """A session from its properties; a lock or an idle hint that nobody sets is False."""
    if told is None:
        return None
    return Session(
        locked=told.get("LockedHint") == ("b", True),
        graphical=told.get("Type") in GRAPHICAL,
        idle=told.get("IdleHint") == ("b", True),
        # Another user's session, or a login screen, may be in front. Only a seat has a front.
        in_front=told.get("State") != ("s", "online") or told.get("Seat") == NO_SEAT,
        closing=told.get("State") == ("s", "closing"),
    )
