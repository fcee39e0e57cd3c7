"""What systemd is told about the daemon, and how often it wants a sign of life."""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from socket import AF_UNIX, SOCK_DGRAM, socket


class Supervisor:
    """Speaks sd_notify where somebody listens; silent elsewhere, and never in the way.

    https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self.watchdog_seconds = _half_the_watchdog(environ)
        """How often `watchdog` should be called; None: never."""

    def ready(self, status: str) -> None:
        """The daemon is up, or has read its config again."""
        self._tell("READY=1", f"STATUS={_one_line(status)}")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._tell(f"STATUS={_one_line(text)}")

    def reloading(self) -> None:
        """The config is being read again; `ready` ends it."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """The daemon is on its way out."""
        self._tell("STOPPING=1")

    def watchdog(self) -> None:
        """A sign of life."""
        self._tell("WATCHDOG=1")

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        # A leading @ stands for the zero byte of an abstract address.
        address = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        with suppress(OSError), socket(AF_UNIX, SOCK_DGRAM) as channel:
            channel.settimeout(1)
            channel.sendto("\n".join(lines).encode(errors="replace"), address)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _half_the_watchdog(environ: Mapping[str, str]) -> float | None:
    """In seconds; None where no watchdog waits, or it waits for another process."""
    period = environ.get("WATCHDOG_USEC", "")
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return int(period) / 2e6 if period.isdecimal() and int(period) else None
