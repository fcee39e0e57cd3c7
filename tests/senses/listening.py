"""How the loop listens to a sense, and a count of what a sense asks."""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from jeepney import Message

from coach.notify.bus import Bus
from coach.senses.inquiry import Inquiry
from tests.support.bus import PATIENCE


def awake(sense: Inquiry, within: float = 0.1) -> bool:
    """Whether something comes that wakes the loop."""
    number = sense.fileno()
    return number is not None and bool(select.select([number], [], [], within)[0])


def woken(sense: Inquiry) -> bool:
    """Wait as the loop does; returns whether what came calls for a turn."""
    assert awake(sense, PATIENCE), "nothing came"
    called = sense.read()
    while awake(sense):
        called = sense.read() or called
    return called


def read_ahead(bus: Bus) -> None:
    """Have what was sent by now read from the socket, as if it had come with the last answer."""
    assert select.select([bus.fileno()], [], [], PATIENCE)[0], "nothing came"
    bus._parser.add_data(bus._socket.recv(1 << 16))


@contextmanager
def after_calls(happens: Callable[[Bus, Message], object]) -> Iterator[None]:
    """Have something happen each time a call has been answered."""
    call = Bus.call

    def watched(bus: Bus, message: Message, expected: str) -> Any:  # noqa: ANN401 - D-Bus
        answer = call(bus, message, expected)
        happens(bus, message)
        return answer

    with patch.object(Bus, "call", watched):
        yield


@contextmanager
def questions() -> Iterator[list[Message]]:
    """Every call that is made over any bus meanwhile."""
    asked: list[Message] = []
    with between_calls(asked.append):
        yield asked


@contextmanager
def between_calls(happens: Callable[[Message], object]) -> Iterator[None]:
    """Have something happen each time just before a call goes out."""
    call = Bus.call

    def watched(bus: Bus, message: Message, expected: str) -> Any:  # noqa: ANN401 - D-Bus
        happens(message)
        return call(bus, message, expected)

    with patch.object(Bus, "call", watched):
        yield
