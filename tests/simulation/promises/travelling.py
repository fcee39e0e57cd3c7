"""What a calendar leads to: asked only on the way, never of who drives, until denied or dropped."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.core.model import Activity, Undo
from coach.core.questions.confirming import slot_of
from tests.simulation.journeys import EVENING, HOUR, MOST, SEATED, WAITS
from tests.simulation.promises.view import GRACE, View

if TYPE_CHECKING:
    from coach.core.model import Reminder
    from tests.simulation.expected import Trip

SOON = timedelta(minutes=15)


class Travelling:
    """Holds what rings for a journey against what is promised of it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._on_the_way: defaultdict[object, set[str]] = defaultdict(set)
        """By what a night's plan follows from: a trip that moves is asked about anew."""

    def rings(self, reminder: Reminder, now: datetime) -> None:
        """Something rings."""
        key = reminder.habit.key
        if key == "on-the-way":
            self._view.checks += 1
            self._is_on_the_way(reminder, now)
        elif key == "ask.expected":
            self._view.checks += 1
            self._may_be_asked(reminder, now)
        activity = reminder.because.activity if reminder.because else None
        if activity is not None and activity.source == "calendar":
            trips = self._view.ledger.expected()
            ends = [one for one in trips if one.event.ends == activity.when]
            if not any(one.happened is not False for one in ends):
                self._view.broken("denied", f"{reminder.id} rang for {activity}")

    def _is_on_the_way(self, reminder: Reminder, now: datetime) -> None:
        trips = [one for one in self._view.ledger.expected() if one.happened is not False]
        if not any(_is_under_way(one, now) for one in trips):
            self._view.broken("on the way", f"{reminder.id} rang at {now}, and of {trips}")
        night = self._view.planned(reminder.night)
        if night.bedtime <= now < night.wake:
            self._view.broken("on the way", f"{reminder.id} rang in the night")
        events = tuple(one.event for one in trips)
        # Whoever logs a trip has it count instead of the one that was expected.
        told = sum(isinstance(fact.event, Activity | Undo) for fact in self._view.world.kept)
        of_night = self._on_the_way[reminder.night, self._view.zone(), events, told]
        of_night.add(reminder.id)
        if len(of_night) > MOST:
            self._view.broken("on the way", f"{sorted(of_night)} in one night")

    def _may_be_asked(self, reminder: Reminder, now: datetime) -> None:
        bedtime = self._view.planned(reminder.night).bedtime
        trips = [
            one
            for one in self._view.ledger.expected()
            if slot_of(one.event.key) == reminder.slot and one.happened is None
        ]
        if not any(timedelta(0) <= reminder.night - one.night < WAITS for one in trips):
            self._view.broken("expected", f"{reminder.id} rang, and of {trips}")
        over = any(one.event.ends + SOON <= now for one in trips)
        if not over or not bedtime - EVENING <= now < bedtime + GRACE:
            self._view.broken("expected", f"{reminder.id} rang at {now}, and of {trips}")


def _is_under_way(trip: Trip, now: datetime) -> bool:
    event = trip.event
    if event.sort != "trip" or not event.timed:
        return False
    if event.mode in SEATED:
        return event.begins + HOUR <= now < event.ends + GRACE
    return event.ends <= now < event.ends + HOUR + GRACE
