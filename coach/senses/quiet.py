"""Do-not-disturb, as the desktop that shows the notifications keeps it."""

import subprocess
from collections.abc import Mapping
from functools import partial
from typing import Any

from jeepney import DBusAddress, Message, MessageFlag, Properties, new_method_call

from coach.core.model import Absence
from coach.notify.bus import Bus, sender, session_socket
from coach.notify.protocol import ADDRESS, NAME
from coach.senses.inquiry import BUS, DEADLINE, Inquiry, has_new_owner

DUNST, GNOME, XFCE = "dunst", "gnome-shell", "Xfce Notify Daemon"
"""What these servers call themselves. Any other is asked for `Inhibited`, which Plasma has."""

XFCONF = DBusAddress("/org/xfce/Xfconf", bus_name="org.xfce.Xfconf", interface="org.xfce.Xfconf")
XFCE_SETTING = ("xfce4-notifyd", "/do-not-disturb")
GNOME_SETTING = ("org.gnome.desktop.notifications", "show-banners")

DCONF_FOLDER = "/org/gnome/desktop/notifications/"

RULES = (
    f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{NAME}'",
    f"type='signal',sender='{NAME}',path='{ADDRESS.object_path}',member='PropertiesChanged'",
    # dconf tells one key, or a folder above several; its own clients listen in this way.
    # https://gitlab.gnome.org/GNOME/dconf/-/blob/main/engine/dconf-engine.c
    f"type='signal',interface='ca.desrt.dconf.Writer',arg0path='{DCONF_FOLDER}'",
    f"type='signal',sender='{XFCONF.bus_name}',arg0='{XFCE_SETTING[0]}',arg1='{XFCE_SETTING[1]}'",
)


class Quiet(Inquiry):
    """Whether the person asked the notification server for quiet.

    Nothing where the server has no word for it: that must hold no reminder back.
    """

    def __init__(self, environ: Mapping[str, str], deadline: float = DEADLINE) -> None:
        super().__init__(partial(session_socket, environ), deadline)
        self._environ = environ

    @property
    def answer(self) -> Absence | None:
        """`quiet`, or nothing."""
        return "quiet" if self._quiet else None

    @property
    def unannounced(self) -> bool:
        """Whether there is quiet that came without a signal, and so may end without one."""
        return bool(self._quiet) and self._silently

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder now."""
        # dunst 1.9 tells what `dunstctl` changed and not what SIGUSR1 and SIGUSR2 did, with
        # which many a lock script pauses it. Settings are always told.
        if self._quiet is not None and self._server not in {GNOME, XFCE}:
            self._doubt = True
        return super().absence()

    def noticed(self) -> tuple[Absence, ...]:
        """What would be noticed if it came to be."""
        return () if self._quiet is None else ("quiet",)

    def _forget(self) -> None:
        self._owner = ""
        self._server = ""
        self._quiet: bool | None = None
        self._told_of_change = False
        self._silently = False

    def _enter(self, bus: Bus) -> None:
        for rule in RULES:
            bus.subscribe(rule)
        self._owner = bus.owner_of(NAME)
        if self._owner:
            introduce = new_method_call(self._server_as(NAME), "GetServerInformation")
            self._server = self._told(bus, introduce, "ssss") or ""

    def _ask(self, bus: Bus) -> None:
        before, self._quiet = self._quiet, self._is_quiet(bus) if self._owner else None
        if before is not None and self._quiet != before:
            self._silently = not self._told_of_change
        self._told_of_change = False

    def _is_quiet(self, bus: Bus) -> bool | None:
        """None where the server has no word for it, or does not say it."""
        if self._server == GNOME:
            return self._banners_are_off()
        if self._server == XFCE:
            return self._is_set_in_xfconf(bus)
        if self._server == DUNST:
            return self._property(bus, "org.dunstproject.cmd0", "paused")
        return self._property(bus, NAME, "Inhibited")

    def _property(self, bus: Bus, interface: str, name: str) -> bool | None:
        return _truth(self._told(bus, Properties(self._server_as(interface)).get(name), "v"))

    def _is_set_in_xfconf(self, bus: Bus) -> bool:
        call = new_method_call(XFCONF, "GetProperty", "ss", XFCE_SETTING)
        call.header.flags = MessageFlag.no_auto_start
        # It is refused where nobody ever switched it.
        return _truth(self._told(bus, call, "v")) or False

    def _banners_are_off(self) -> bool | None:
        """GNOME keeps it in a setting, in a file whose form is GNOME's own affair."""
        try:
            told = subprocess.run(  # noqa: S603 - fixed words
                ["gsettings", "get", *GNOME_SETTING],  # noqa: S607 - wherever GNOME has it
                env=dict(self._environ),
                capture_output=True,
                text=True,
                timeout=self._deadline,
                check=False,
            ).stdout
        except (OSError, subprocess.SubprocessError):
            return None
        return {"true": False, "false": True}.get(told.strip())

    def _hear(self, message: Message) -> None:
        if has_new_owner(message, NAME):
            self._moved = True
        elif sender(message) != BUS:
            self._doubt = self._told_of_change = True

    def _server_as(self, interface: str) -> DBusAddress:
        """Its unique name: a call to this one starts no server."""
        return DBusAddress(ADDRESS.object_path, bus_name=self._owner, interface=interface)


def _truth(value: tuple[str, Any] | None) -> bool | None:
    """A variant that holds a bool; anything else says nothing."""
    return value[1] if value and value[0] == "b" else None
