"""Which channel reaches the person at this machine."""

from collections.abc import Mapping
from typing import TextIO

from coach.notify.bus import NoBus, session_socket
from coach.notify.freedesktop import Freedesktop
from coach.notify.plyer import Plyer
from coach.notify.port import Channel
from coach.notify.terminal import Terminal


def open_channel(environ: Mapping[str, str], platform: str, stream: TextIO | None) -> Channel:
    """Choose the best channel that may work here: session bus, plyer, terminal.

    Where none may, it is plyer, which says why each time.
    """
    if platform.startswith("linux") and _has_session_bus(environ):
        return Freedesktop(environ)
    plyer = Plyer(environ, platform)
    if stream is not None and plyer.obstacle() and stream.isatty():
        return Terminal(stream)
    return plyer


def _has_session_bus(environ: Mapping[str, str]) -> bool:
    try:
        session_socket(environ)
    except NoBus:
        return False
    return True
