"""The desktop where there is no session bus: plyer, which shows and never tells.

Linux without a bus, macOS and Windows. Measured with plyer 2.1: docs/decisions.md.
"""

import os
import shutil
import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import count
from typing import Final

from coach.core.model import Handle
from coach.notify.bus import NoBus, session_socket
from coach.notify.port import ChannelEvent, Notice, Unreachable
from coach.notify.text import clip, clip_above, escape, plain
from coach.wording.translating import _

LIMITS = (100, 400)
WINDOWS_LIMITS = (63, 255)  # szInfoTitle and szInfo of NOTIFYICONDATAW; plyer fails unheard beyond


class Plyer:
    """Notifications without buttons, events or any word on whether they were drawn."""

    name: Final = "desktop"
    confirms: Final = False

    def __init__(self, environ: Mapping[str, str], platform: str, app_name: str = "coach") -> None:
        self._environ = environ
        self._platform = platform
        self._app_name = app_name
        self._numbers = count(1)

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:  # noqa: ARG002 - it cannot
        """Hand a notice to plyer.

        Raises:
            Unreachable: plyer cannot show it here, or failed.
        """
        obstacle = self.obstacle()
        if obstacle:
            raise Unreachable(obstacle)
        title, body = self._text(notice)
        try:
            _notify(title, body, self._app_name)
        except Exception as error:
            text = _("plyer could not show it ({error}).")
            raise Unreachable(text.format(error=_told(error))) from error
        return f"plyer/{next(self._numbers)}"

    def obstacle(self) -> str:
        """Tell, as a sentence, why plyer cannot work here; an empty text if it may."""
        if self._platform == "darwin" and not find_spec("pyobjus"):
            return _("plyer needs the Python package pyobjus to show notifications on macOS.")
        return self._obstacle_on_linux() if self._platform.startswith("linux") else ""

    def _obstacle_on_linux(self) -> str:
        # plyer runs notify-send and looks neither at its exit code nor at what it says.
        if not (self._on_path("notify-send") or find_spec("dbus")):
            return _("Neither notify-send nor the Python module dbus is installed.")
        try:
            session_socket(self._environ)
        except NoBus as reason:
            return "" if self._starts_a_bus() else str(reason)
        return ""

    def _starts_a_bus(self) -> bool:
        # GLib and libdbus start one for a display, if dbus-launch (Debian: dbus-x11) is there.
        return bool(self._environ.get("DISPLAY")) and self._on_path("dbus-launch")

    def _on_path(self, program: str) -> bool:
        return shutil.which(program, path=self._environ.get("PATH", os.defpath)) is not None

    def _text(self, notice: Notice) -> tuple[str, str]:
        limits = WINDOWS_LIMITS if self._platform == "win32" else LIMITS
        title = clip(plain(notice.title), limits[0])
        body = clip_above(plain(notice.body), plain(notice.hint), limits[1])
        if self._platform.startswith("linux"):
            return _no_option(title), _no_option(escape(body))
        return title, body

    def withdraw(self, handle: Handle) -> None:
        """Do nothing: plyer cannot take anything down."""

    def adopt(self, handle: Handle) -> bool:  # noqa: ARG002 - none can be taken over
        """Tell that it is gone: nobody would notice what becomes of it."""
        return False

    def events(self) -> tuple[ChannelEvent, ...]:
        """Tell nothing: plyer hears nothing."""
        return ()

    def fileno(self) -> int | None:
        """Tell that there is nothing to watch."""
        return None

    def close(self) -> None:
        """Let go of nothing."""


def _notify(title: str, body: str, app_name: str) -> None:
    with warnings.catch_warnings():  # plyer warns that dbus-python is missing
        warnings.simplefilter("ignore")
        from plyer import notification  # noqa: PLC0415 - 20 ms that only this channel needs

        notification.notify(title=title, message=body, app_name=app_name)


def _no_option(text: str) -> str:
    """Keep notify-send from reading a text as an option, and losing it: a space does."""
    return f" {text}" if text.startswith("-") else text


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
