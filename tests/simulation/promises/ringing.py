"""What rings: never outside its window, never too often, never after an answer, marked if late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulation.promises.travelling import Travelling
from tests.simulation.promises.view import FOLLOW_UPS, GRACE, View
from tests.simulation.questions import is_question

if TYPE_CHECKING:
    from coach.core.model import Reminder
    from tests.simulation.easing import Eased
    from tests.simulation.ledger import Entry, State
    from tests.simulation.server import Put
    from tests.simulation.settings import Due, Settings

ON_TIME = timedelta(minutes=1)
TOGETHER = timedelta(minutes=2)


class Ringing:
    """Holds each ring against what is promised of rings."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._travelling = Travelling(view)
        self._in_turn = 0
        self._rung: dict[tuple[date, Settings, tuple[Eased, ...]], set[str]] = {}

    def new_turn(self) -> None:
        """A turn begins."""
        self._in_turn = 0

    def rings(self, put: Put) -> list[Entry]:
        """A notification rings."""
        if any(map(is_question, put.names)):
            if len(put.names) > 1:
                self._view.broken("together", f"a question joined: {put.names}")
        elif not put.late:
            self._in_turn += 1
            if self._in_turn > 1:
                self._view.broken("together", f"two notifications rang in one turn: {put.names}")
            if len(put.names) != len(set(put.names)):
                self._view.broken("together", f"{put.names} names one twice")
        return [self._reminder(put, reminder) for reminder in put.ring]

    def _reminder(self, put: Put, reminder: Reminder) -> Entry:
        view, name = self._view, reminder.id
        view.checks += 1
        if not put.late:  # what a server shows after its deadline is not the daemon's doing
            self._may_ring_at_all(reminder)
            self._travelling.rings(reminder, put.at)
            due = view.asked().get(name)
            if due is None:
                self._follow_up(reminder, put.at)
            else:
                self._asked(put, due)
        self._within_budget(reminder)
        return view.note(name, "ring", handle=put.handle, late=put.late)

    def _within_budget(self, reminder: Reminder) -> None:
        view = self._view
        if reminder.habit.key in FOLLOW_UPS or is_question(reminder.id):
            return
        # What is agreed to in the middle of an evening makes room for another habit.
        basis = reminder.night, view.settings, view.ledger.eased(reminder.night)
        rung = self._rung.setdefault(basis, set())
        rung.add(reminder.id)
        if len(rung) > view.settings.budget:
            view.broken("budget", f"{sorted(rung)} in one evening")

    def _may_ring_at_all(self, reminder: Reminder) -> None:
        view, name = self._view, reminder.id
        if view.world.away is not None:
            view.broken("presence", f"{name} rang while {view.world.away}")
        if view.believing.doubting:
            view.broken("clock", f"{name} rang by a clock that is behind")
        if view.ledger.paused(reminder.night):
            view.broken("pause", f"{name} rang in a pause")
        if view.state(name).settled:
            view.broken("settled", f"{name} rang after it was settled")

    def _follow_up(self, reminder: Reminder, now: datetime) -> None:
        view, name = self._view, reminder.id
        if reminder.habit.key not in (*FOLLOW_UPS, "ask.expected"):
            view.broken("plan", f"{name} rang and is not asked for")
        if not reminder.due <= now < reminder.until + GRACE:
            view.broken("window", f"{name} rang outside its window")
        state = view.state(name)
        if state.rings and not (state.snoozed or state.owed):
            view.broken("once", f"{name} rang again")

    def _asked(self, put: Put, due: Due) -> None:
        view, now = self._view, put.at
        if not due.due <= now or not (now < due.until or view.stalled()):
            view.broken("window", f"{due.id} rang at {now}, not in {due.due} to {due.until}")
        since = view.since(due)
        state = view.state(due.id, since)
        quiet = due.quiet <= now < due.bedtime and not view.stalled()
        if quiet and not self._may_in_the_quiet_end(due, state, now):
            view.broken("quiet", f"{due.id} rang at {now}")
        if state.snoozed:
            if state.back is None or now < state.back:
                view.broken("snooze", f"{due.id} rang at {now}, snoozed until {state.back}")
        elif state.rings and not state.owed:
            self._repeat(due, state, now)
        elif not state.owed:
            self._first(put, due, since if view.certain(due) else None)

    def _repeat(self, due: Due, state: State, now: datetime) -> None:
        if state.repeats >= due.habit.repeat:
            self._view.broken("once", f"{due.id} rang for the {state.repeats + 2}. time at {now}")
        assert state.last is not None
        if now - state.last < timedelta(minutes=due.habit.repeat_after) - GRACE:
            self._view.broken("once", f"{due.id} came back too soon, {now - state.last}")

    def _first(self, put: Put, due: Due, since: datetime | None) -> None:
        view, now = self._view, put.at
        if since is not None and since > due.due:
            view.broken("edit", f"{due.id} rang for a time written later, {since}")
        if view.settings.private or is_question(due.id):
            return
        late = now - due.due > TOGETHER
        marked = f"was for {due.due.astimezone(view.zone()):%H:%M}" in put.notice.body
        if late and not marked:
            view.broken("late", f"{due.id} is not marked late: {put.notice.body}")
        if marked and not late and len(put.names) == 1:
            view.broken("late", f"{due.id} is marked late at {now}")

    def _may_in_the_quiet_end(self, due: Due, state: State, now: datetime) -> bool:
        """What was snoozed, and what rings on time at the very beginning of it."""
        if state.snoozed or self._view.recently_troubled():
            return True
        times = [due.due]
        if state.last is not None:
            times += [state.last, state.last + timedelta(minutes=due.habit.repeat_after)]
        return any(time <= due.quiet and now - time < ON_TIME for time in times)
