"""Whether messages would reach the phone: looked at, or tried with a message that says so."""

from collections.abc import Mapping
from contextlib import closing
from importlib.util import find_spec
from selectors import EVENT_READ, DefaultSelector

from coach.core.model import Config, Push
from coach.named import NamedTuple
from coach.notify.address import NoAddress, address, open_to_others
from coach.notify.push import SENT
from coach.notify.sending import Sender
from coach.wording import pushes
from coach.wording.times import span


class Finding(NamedTuple):
    """One thing that was looked at. `ok` is False where a reminder could not be shown or kept."""

    ok: bool
    text: str


def look(config: Config | None, environ: Mapping[str, str], path: str) -> Finding:
    """Whether everything is there; nothing is sent.

    Args:
        config: The one in force.
        environ: The environment.
        path: Of the config: it may hold the secret itself.
    """
    push = config.push if config else None
    if config is None or push is None:
        needed = config is not None and not config.desktop.enabled
        return Finding(not needed, pushes.nothing_reminds() if needed else pushes.not_set_up())
    try:
        address(push, environ)
    except NoAddress as missing:
        return Finding(ok=False, text=str(missing))
    if find_spec("apprise") is None:
        return Finding(ok=False, text=pushes.reason("missing"))
    readable = open_to_others(push, environ, path)
    if readable:
        return Finding(ok=False, text=pushes.open_to_others(readable))
    alone = not config.desktop.enabled
    return Finding(True, pushes.phone_alone() if alone else pushes.set_up(span(push.after)))


def send_test(push: Push, environ: Mapping[str, str]) -> Finding:
    """Send a message that says what it is, and wait for what becomes of it."""
    try:
        outcome = _sent(address(push, environ), environ)
    except NoAddress as missing:
        return Finding(ok=False, text=str(missing))
    except OSError as error:
        why = pushes.no_child(error.strerror or str(error))
        return Finding(ok=False, text=pushes.test_failed(why))
    if outcome == SENT:
        return Finding(ok=True, text=pushes.tested())
    return Finding(ok=False, text=pushes.test_failed(pushes.reason(outcome)))


def _sent(where: str, environ: Mapping[str, str]) -> str:
    with closing(Sender(environ)) as sender, DefaultSelector() as selector:
        sender.begin(where, pushes.test_message())
        selector.register(sender.fileno() or 0, EVENT_READ)
        while (outcome := sender.outcome()) is None:
            if selector.select(sender.left):
                sender.read()
        return outcome
