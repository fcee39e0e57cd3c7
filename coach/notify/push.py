"""Hands one message to Apprise: `python -m coach.notify.push`, a short-lived child.

Apprise takes 0.4 s and 44 MiB, so it never lives in the daemon. Address and message come as JSON
on standard input, where no list of processes shows them. What became of it is said in a word on
standard output (`OUTCOMES`). Nothing of what Apprise says is passed on: its messages may hold
parts of the address.
"""

import json
import logging
import os
import re
import signal
import sys
from contextlib import suppress

DEADLINE = 30
"""Seconds that the child gives itself."""

NICE = 10
"""Apprise loads for nearly half a second of work: whatever is on the desktop goes first."""

SENT = "sent"
OUTCOMES = (SENT, "address", "refused", "unreachable", "slow", "missing", "other")
"""`refused` is followed by the code that the service answered, where it told one."""

_CODE = re.compile(r"error=([0-9]{3})\b|Exception: \(([0-9]{3}), b")
"""HTTP's code, or SMTP's."""

_SIGNS = (
    ("slow", ("timed out", "timeout")),
    ("unreachable", ("connection error", "socket exception", "smtp", "errno")),
)
"""What in Apprise's words tells how it went wrong; the first that fits."""


class _Heard(logging.Handler):
    """Keeps what Apprise says, to look for signs in it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def send(address: str, title: str, body: str) -> str:
    """Send, and tell what became of it: one of `OUTCOMES`."""
    try:
        import apprise  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - 0.2 s
    except ImportError:
        return "missing"
    heard = _listen()
    asset = apprise.AppriseAsset(app_id="coach", storage_mode="memory", async_mode=False)
    service = apprise.Apprise(asset=asset)
    if not service.add(address):
        return "address"
    if service.notify(title=title, body=body):
        return SENT
    return _reason("\n".join(heard.lines))


def _listen() -> _Heard:
    """Take all that Apprise would log; nothing of it goes anywhere else."""
    heard = _Heard()
    log = logging.getLogger("apprise")
    log.handlers = [heard]
    log.propagate = False
    log.setLevel(logging.DEBUG)
    return heard


def _reason(said: str) -> str:
    code = _CODE.search(said)
    if code:
        return f"refused {code[1] or code[2]}"
    low = said.lower()
    return next((word for word, signs in _SIGNS if any(sign in low for sign in signs)), "other")


def main() -> int:
    """Send what standard input tells; exit code 0 where it was handed over."""
    # It ends also where the daemon has gone, and whatever thread hangs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(DEADLINE)
    with suppress(OSError):  # a unit that lets nobody change priorities
        os.nice(NICE)
    wanted = json.load(sys.stdin)
    outcome = send(wanted["address"], wanted["title"], wanted["body"])
    print(outcome, flush=True)  # noqa: T201 - the daemon listens
    return int(outcome != SENT)


if __name__ == "__main__":
    sys.exit(main())
