"""The person before the screen: answers early, late, twice, closes, ignores."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from coach.core.model import CHOICES
from tests.simulation.questions import is_question

if TYPE_CHECKING:
    from tests.simulation.server import Put
    from tests.simulation.world import World

BETWEEN = timedelta(seconds=1)
BUTTONS = {"done": 0, "snooze": 1, "skip": 2, "twice": 1, "crossed": 0}


class Person:
    """Does with each card that rings what the mood of the evening says."""

    def __init__(self, world: World) -> None:
        self.reactions: list[tuple[int, str]] = []
        """What the person will still do this evening; then they have had enough."""
        self._world = world

    def sees(self, put: Put) -> None:
        """A card came up."""
        lasts = put.notice.lasts
        if lasts is not None and self._world.history.hasty:
            self._world.later(lasts, lambda: self._expires(put))
        if put.ring and self.reactions:
            seconds, action = self.reactions.pop(0)
            self._world.later(timedelta(seconds=seconds), lambda: self._acts(put, action))

    def _expires(self, put: Put) -> None:
        """The server keeps to the timeout of the card, if it is still that one."""
        if self._world.server.screen.get(put.handle) is put:
            self._world.expire(put.handle)

    def _acts(self, put: Put, action: str) -> None:
        world = self._world
        there = put.handle in world.server.screen and world.away is None
        if not there or not world.wakeful or action == "ignore":
            return
        if is_question(put.names[0]):
            self._tells(put, action)
            return
        if action == "typed":
            world.type(("done", put.names[0].split("/")[1]))
            return
        if action == "crossed":  # a command, and a button before the daemon has seen it
            world.type(("skip", put.names[0].split("/")[1]), unseen=True)
            world.server.press(put.handle, "done")
        elif action == "close":
            world.server.close(put.handle, by_person=True)
        elif action == "twice":
            world.server.press(put.handle, "snooze")
            world.server.press(put.handle, "done")
        else:
            world.server.press(put.handle, action)
        world.turn()

    def _tells(self, put: Put, action: str) -> None:
        """The same moods before a question: the first button is the calm one."""
        world, (asked,) = self._world, put.ring + put.carried
        choices = CHOICES[asked.asks]
        if not choices:  # it asks nothing
            world.server.close(put.handle, by_person=True)
            world.turn()
            return
        if asked.asks == "proposal" and action in ("typed", "crossed"):
            verb = choices[asked.night.day % len(choices)]
            world.type(("review", f"--{verb}"), unseen=action == "crossed")
            if action == "typed":
                return
            action = "done"
        night = ("--night", asked.night.isoformat())
        if asked.asks == "expected" and action in ("typed", "crossed"):
            action = "done"
        if action == "typed":
            world.type(("morning", "--cramps", "2", *night))
            return
        if action == "close":
            world.server.close(put.handle, by_person=True)
        else:
            if action == "crossed":
                world.type(("morning", "--unsure", *night), unseen=True)
            world.server.press(put.handle, choices[min(BUTTONS[action], len(choices) - 1)])
            if action == "twice":
                world.server.press(put.handle, choices[0])
        world.turn()
