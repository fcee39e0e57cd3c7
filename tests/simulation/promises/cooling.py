"""The thermometer: read once an evening, told of as it is, and once where it is silent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from coach.core.model import Cold, Fact
    from tests.simulation.promises.view import View
    from tests.simulation.server import Put

SILENT = "Your thermometer is silent"
LINES = {"cold": "A cool evening:", "drop": "Much cooler than last week:", "": ""}
WEEK = timedelta(days=7)
STOPPED = timedelta(hours=6)
LIMIT, MARGIN, DROP, ENOUGH = 18.0, 1.0, 6.0, 3


class Cooling:
    """Holds what is said of the cold against what the sensor told."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._told: datetime | None = None
        """When the machine's clock showed what as its silence was told of."""

    def heard(self, fact: Fact, cold: Cold) -> None:
        """A reading was noted: what the file says, one an evening."""
        view = self._view
        view.checks += 1
        readings = view.ledger.readings(fact.night - WEEK, fact.night)
        if sum(night == fact.night for night, _ in readings) > 1:
            view.broken("cold", f"read twice in an evening: {readings}")
        if fact.at != view.believing.looked:
            return
        if cold.degrees != self._true():
            view.broken("cold", f"noted {cold.degrees}, it was {self._true()}")
        before = [degrees for _, degrees in readings[:-1]]
        news = cold.degrees is None and (not before or before[-1] is not None)
        sayable = view.world.server.up and not view.recently_troubled()
        if news and sayable and self._told != fact.at:
            view.broken("cold", "the thermometer is silent, and nobody is told")

    def _true(self) -> float | None:
        """What the sensor wrote; None where that is old, or no temperature."""
        told = self._view.world.thermometer
        if told is None or self._view.now() - told.written >= STOPPED:
            return None
        return told.degrees

    def said(self, put: Put) -> None:
        """A notification that is no reminder: silence is told of once, until it is over."""
        if put.notice.title != SILENT or put.late:
            return
        night = self._view.night().night
        known = self._view.ledger.readings(night - WEEK, night)
        if known and known[-1][1] is None:
            self._view.broken("cold", f"the silence was told of already: {known}")
        self._told = put.at

    def rings(self, put: Put) -> None:
        """The reminder to keep warm says what the readings say; nothing else speaks of it."""
        view = self._view
        if put.late or view.settings.private:
            return
        view.checks += 1
        (first, *others) = put.ring + put.carried
        said = next((k for k, line in LINES.items() if line and line in put.notice.body), "")
        speaks = not others and first.habit.key == "warm" and first.slot == 1
        wanted = self._chill(first.night) if speaks and view.settings.cold else ""
        if said != wanted:
            view.broken("cold", f"{put.names}: {put.notice.body!r}, and it was {wanted!r}")
        if speaks and view.settings.cold and not view.ledger.readings(first.night, first.night):
            view.broken("cold", f"{put.names} rang, and nothing was read")

    def _chill(self, night: date) -> str:
        """What is to be said of an evening, by the readings of its week."""
        readings = self._view.ledger.readings(night - WEEK, night)
        known = [(when, degrees) for when, degrees in readings if degrees is not None]
        cool = False
        for _, degrees in known:
            cool = degrees < LIMIT + (MARGIN if cool else 0)
        before = [degrees for when, degrees in known if when != night]
        now = [degrees for when, degrees in known if when == night]
        if not now or cool:
            return "cold" if now else ""
        dropped = len(before) >= ENOUGH and now[-1] <= sum(before) / len(before) - DROP
        return "drop" if dropped else ""
