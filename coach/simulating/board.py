"""A screen that nobody sees: it notes what was put up."""

from datetime import datetime
from itertools import count
from typing import Final

from coach.core.model import Choice, Handle
from coach.named import NamedTuple
from coach.notify.port import ChannelEvent, Closed, Notice, Pressed
from coach.simulating.clock import VirtualClock


class PutUp(NamedTuple):
    """One notification that came up, or was brought up to date."""

    at: datetime
    """By the machine's clock."""
    handle: Handle
    notice: Notice


class Board:
    """A `Channel` that always works."""

    name: Final = "desktop"
    confirms: Final = True

    def __init__(self, clock: VirtualClock) -> None:
        self.up: dict[Handle, frozenset[Choice]] = {}
        """What is on the screen, and the answers that it offers."""
        self.put_up: list[PutUp] = []
        self._clock = clock
        self._events: list[ChannelEvent] = []
        self._numbers = count(1)

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Put a notice up."""
        if replaces is not None and replaces in self.up:
            handle = replaces
        else:
            handle = f"preview/{next(self._numbers)}"
        self.up[handle] = frozenset(button.choice for button in notice.buttons)
        self.put_up.append(PutUp(self._clock.now(), handle, notice))
        return handle

    def withdraw(self, handle: Handle) -> None:
        """Take a notification down."""
        self.up.pop(handle, None)

    def adopt(self, handle: Handle) -> bool:
        """Take over what is on the person's real screen: here it is put up again."""
        self.up[handle] = frozenset()
        return True

    def events(self) -> tuple[ChannelEvent, ...]:
        """What the person did since the last call."""
        events, self._events = tuple(self._events), []
        return events

    def press(self, choice: Choice) -> bool:
        """The person presses a button on each card that has it; whether there was one."""
        offer = [handle for handle, choices in self.up.items() if choice in choices]
        self._events += [Pressed(handle, choice) for handle in offer]
        return bool(offer)

    def close_all(self) -> None:
        """The person closes what is up."""
        self._events += [Closed(handle, by_person=True) for handle in self.up]
        self.up.clear()

    def fileno(self) -> int | None:
        """There is nothing to watch."""
        return None

    def close(self) -> None:
        """There is nothing to let go of."""
