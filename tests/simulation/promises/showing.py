"""What is on the screen, and what must be: nothing over or settled stays, what is owed has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulation.promises.believing import FAR
from tests.simulation.promises.view import FOLLOW_UPS, View

if TYPE_CHECKING:
    from coach.core.model import Reminder
    from tests.simulation.ledger import State
    from tests.simulation.settings import Due, Night

MORNING = timedelta(hours=5)


class Showing:
    """Holds the screen against what is promised of it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._up_before: set[str] = set()

    def new_turn(self) -> None:
        """A turn begins; what came after its deadline may have come again, and goes."""
        cards = [put for put in self._view.open_cards() if not put.late]
        self._up_before = {name for put in cards for name in put.names}

    def after_turn(self) -> None:
        """The daemon has looked and acted."""
        night = self._view.night()
        self._nothing_stays(night, timedelta(0))
        self._nothing_open_went_down()
        self._nothing_is_owed(timedelta(0))

    def between_turns(self, grace: timedelta) -> None:
        """The daemon had this long to look and act."""
        night = self._view.night()
        self._nothing_stays(night, grace)
        self._nothing_is_owed(grace)

    def next_change(self) -> datetime:
        """The next instant, by the machine's clock, at which something must have happened."""
        view = self._view
        night, now = view.night(), view.now()
        instants = [night.ends]
        for due in view.asked().values():
            state = view.state(due.id, view.since(due))
            instants += [due.due, due.until, due.bedtime]
            if state.back is not None:
                instants.append(state.back)
            if state.last is not None:
                instants.append(state.last + timedelta(minutes=due.habit.repeat_after))
        return min((instant for instant in instants if instant > now), default=night.ends)

    def _nothing_stays(self, night: Night, grace: timedelta) -> None:
        """No card stays that is over or settled, and none twice."""
        seen: set[str] = set()
        asked = self._view.asked()
        for put in self._view.open_cards():
            for reminder in put.ring + put.carried:
                self._view.checks += 1
                if reminder.id in seen:
                    self._view.broken("set right", f"{reminder.id} is on two cards")
                seen.add(reminder.id)
                self._may_stay(reminder, asked, self._end_of(reminder, night), grace)

    def _may_stay(
        self, reminder: Reminder, asked: dict[str, Due], end: datetime, grace: timedelta
    ) -> None:
        view, name = self._view, reminder.id
        now, due = view.now() - grace, asked.get(name)
        until = due.until if due else end
        known = due is not None or reminder.habit.key in (*FOLLOW_UPS, "ask.expected")
        state = view.state(name)
        if not known or now >= until or state.settled or state.snoozed:
            view.broken("set right", f"{name} stays on the screen: {state}")
        if view.ledger.paused(reminder.night):
            view.broken("set right", f"{name} stays on the screen in a pause")

    def _end_of(self, reminder: Reminder, night: Night) -> datetime:
        """Where the window of a follow-up ends: a morning's question travels along."""
        morning = reminder.habit.key in ("leg-check", "soreness") and reminder.night == night.night
        return min(night.wake + MORNING, night.ends) if morning else reminder.until

    def _nothing_open_went_down(self) -> None:
        """What is still open stays, unless the server takes it away."""
        view = self._view
        if not view.world.server.up or view.stalled():
            return
        asked = view.asked()
        up = {name for put in view.world.server.screen.values() for name in put.names}
        for name in self._up_before - up:
            due = asked.get(name)
            if due is None or not due.due <= view.now() < due.until:
                continue
            if view.ledger.paused(due.night):
                continue
            state = view.state(name, view.since(due))
            if state.rings and not state.settled and not state.snoozed:
                view.broken("stays", f"{name} was taken down while open: {state}")

    def _nothing_is_owed(self, grace: timedelta) -> None:
        """What is due, open, unanswered, and could be seen, has come."""
        view = self._view
        reachable = view.world.runs and view.world.away is None and view.world.server.up
        if not reachable or view.recently_troubled():
            return
        now = view.now()
        for due in view.asked().values():
            is_open = due.due <= now - grace and now < due.until
            if is_open and not view.ledger.paused(due.night):
                view.checks += 1
                self._came(due, now, grace)

    def _came(self, due: Due, now: datetime, grace: timedelta) -> None:
        view = self._view
        state = view.state(due.id, view.since(due))
        if state.settled:
            return
        if state.snoozed:
            back = state.back is not None and state.back <= now - grace
            if back and not self._is_uncertain():
                view.broken("back", f"{due.id} did not come back at {state.back}")
        elif due.quiet <= now and now - grace < due.bedtime:
            return
        elif state.rings:
            self._came_again(due, state, now, grace)
        elif not view.written_too_late(due) and not self._is_uncertain():
            view.broken("comes", f"{due.id} did not come at {due.due}, now {now}")

    def _is_uncertain(self) -> bool:
        """By a clock years behind, the settings themselves are from the future.

        And who flies over the date line and edits a time may live an evening's date twice.
        """
        return self._view.world.clock.ahead < -FAR or self._view.edited_on_a_journey()

    def _came_again(self, due: Due, state: State, now: datetime, grace: timedelta) -> None:
        if state.owed:
            self._view.broken("returns", f"{due.id} was lost and did not come again")
        assert state.last is not None
        again = state.last + timedelta(minutes=due.habit.repeat_after)
        if state.repeats < due.habit.repeat and again <= now - grace:
            self._view.broken("repeats", f"{due.id} did not come again at {again}, now {now}")
