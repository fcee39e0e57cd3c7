"""What goes to the phone: in its window, once, not after an answer, at once while locked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.core.model import Delivery
from tests.simulation.promises.view import FOLLOW_UPS, View

if TYPE_CHECKING:
    from coach.core.model import Fact
    from tests.simulation.ledger import Entry
    from tests.simulation.settings import Due

AT_ONCE = ("locked", "idle")
BACKOFF = timedelta(minutes=16)
PUSHED = "/phone"
"""After the name of a reminder: its way to the phone is kept apart from its way to the desktop."""
ON_TIME = timedelta(minutes=1)
LATELY = 20
"""Facts among which the end of a message is."""
TOGETHER = timedelta(minutes=2)
"""What is to be sent within this goes as one message."""


class Pushing:
    """Holds each message against what is promised of them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._under_way: list[Entry] = []
        self._attempt = ""
        """The fact that the last message rests on: one that a full disk loses was never sent."""
        self._tried: datetime | None = None

    def begun(self, names: tuple[str, ...]) -> None:
        """A message is handed over."""
        view = self._view
        if view.settings.push is None:
            view.broken("phone", f"{names} were sent, and there is no phone")
        if view.world.away not in (None, *AT_ONCE):
            view.broken("phone", f"{names} were sent while {view.world.away}")
        for name in names:
            view.checks += 1
            self._may_be_sent(name)
        self._under_way = [view.note(f"{name}{PUSHED}", "push") for name in names]
        view.ledger.rests_on(self._attempt, self._under_way)

    def tries(self, fact: Fact) -> None:
        """A try is recorded; a daemon that dies at once sends nothing, and the next one waits."""
        self._tried = self._view.world.clock.true
        self._attempt = fact.id

    def ended(self, *, taken: bool) -> None:
        """The message that was on its way is recorded as sent, or as not sent."""
        if not taken:
            self._tried = self._view.world.clock.true
            self._view.ledger.never_durable(self._under_way)
        self._under_way = []

    def daemon_died(self) -> None:
        """Nobody will record what became of it, unless that was done already."""
        names = {entry.night for entry in self._under_way}
        events = [fact.event for fact in self._view.world.kept[-LATELY:] if fact.night in names]
        ends = [e for e in events if isinstance(e, Delivery) and e.channel == "push"]
        self.ended(taken=bool(ends) and ends[-1].stage == "shown")

    def _was_sent(self, name: str) -> bool:
        entries = self._view.ledger.entries.get(f"{name}{PUSHED}", ())
        return any(not entry.void and not entry.ahead for entry in entries)

    def _may_be_sent(self, name: str) -> None:
        view, now = self._view, self._view.now()
        if self._was_sent(name):
            view.broken("phone", f"{name} was sent twice")
        due, state = view.asked().get(name), view.state(name)
        if "/ask." in name or (due is None and name.split("/")[1] not in FOLLOW_UPS):
            view.broken("phone", f"{name} was sent and is not asked for")
        if view.ledger.has_answer(name) or view.ledger.paused(view.night_in(name)):
            view.broken("phone", f"{name} was sent after its answer, or in a pause")
        if due is not None and not due.due <= now < due.until:
            view.broken("phone", f"{name} was sent outside its window")
        if due is not None and due.quiet + ON_TIME <= now < due.bedtime:
            view.broken("phone", f"{name} was sent when it was nearly bedtime")
        after = timedelta(minutes=view.settings.push or 0)
        if view.world.away is None and due is not None and state.rings and state.last is not None:
            first = view.ledger.first_ring(name)
            if (
                not view.recently_troubled()
                and first is not None
                and now < first + after - TOGETHER
            ):
                view.broken("phone", f"{name} was sent at {now}, and came up at {first}")

    def after_turn(self) -> None:
        """While the screen is locked, what is due is on its way at once."""
        view = self._view
        world = view.world
        if view.settings.push is None or world.away not in AT_ONCE or self._under_way:
            return
        recently = self._tried is not None and world.clock.true - self._tried < BACKOFF
        if recently or view.edited_on_a_journey() or world.clock.ahead:
            return
        for due in view.asked().values():
            if "/ask." not in due.id and self._is_owed(due):
                view.broken("phone", f"{due.id} is due while {world.away}, and was not sent")

    def _is_owed(self, due: Due) -> bool:
        view, now = self._view, self._view.now()
        is_open = due.due <= now < due.until and not due.quiet <= now < due.bedtime
        silent = view.ledger.has_answer(due.id) or view.ledger.paused(due.night)
        new = not self._was_sent(due.id) and not view.written_too_late(due)
        return is_open and not silent and new
