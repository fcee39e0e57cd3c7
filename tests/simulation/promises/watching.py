"""Watches a world and holds it against the promises, safety and liveness in pairs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.core.model import Cold, Delivery, Fact
from tests.simulation.promises.coaching import Coaching
from tests.simulation.promises.cooling import Cooling
from tests.simulation.promises.mistakes import Mistakes
from tests.simulation.promises.pushing import Pushing
from tests.simulation.promises.recording import Recording
from tests.simulation.promises.ringing import Ringing
from tests.simulation.promises.showing import Showing
from tests.simulation.promises.view import GRACE, View

if TYPE_CHECKING:
    from coach.cli.virtual import Reply
    from tests.simulation.server import Put
    from tests.simulation.settings import Settings
    from tests.simulation.world import World

MOST_TURNS = 300
"""In an hour: a full disk is tried twice a minute."""


class Watching:
    """Is told by the world what happens, and looks just after something must have happened."""

    def __init__(self, world: World) -> None:
        self.rings = 0
        self._world = world
        self._view = View(world)
        self._recording = Recording(self._view)
        self._ringing = Ringing(self._view)
        self._showing = Showing(self._view)
        self._mistakes = Mistakes(self._view)
        self._coaching = Coaching(self._view)
        self._pushing = Pushing(self._view)
        self._cooling = Cooling(self._view)
        self._view.heard = self._heard
        self._turns = (world.clock.true, 0)
        self._next_look: datetime | None = None

    @property
    def checks(self) -> int:
        """How often something was held against a promise."""
        return self._view.checks

    # --- the daemon ----------------------------------------------------------------------

    def daemon_started(self) -> None:
        """A new life begins."""
        self._mistakes.begin()
        self._recording.read()
        world, view = self._world, self._view
        newest = [fact.at for fact in (world.spill.durable or world.kept)[-1:]]
        view.believing.start(max([*newest, *view.ledger.to_come(view.now())], default=None))

    def daemon_died(self) -> None:
        """It was killed, within a turn or between two."""
        self._pushing.daemon_died()
        self._recording.daemon_died()

    def before_turn(self) -> None:
        """The daemon is about to look."""
        self._count_turn()
        self._recording.read()
        self._view.look()
        self._view.take_up_settings()
        self._mistakes.new_turn()
        self._recording.new_turn()
        self._ringing.new_turn()
        self._showing.new_turn()

    def after_turn(self) -> None:
        """The daemon has looked and acted."""
        self._recording.read()
        self._recording.after_turn()
        if not self._view.believing.doubting:
            self._showing.after_turn()
            self._mistakes.after_turn()
            self._pushing.after_turn()
        self._plan_look()

    # --- the world -----------------------------------------------------------------------

    def server_goes(self) -> None:
        """Every card that the daemon takes to be up vanishes, and it hears of that."""
        self._mistakes.server_goes()
        if self._world.alive:
            forgotten = self._world.server.forgotten.values()
            for put in (*self._view.open_cards(), *forgotten):
                if put.handle not in self._view.orphans:
                    self._recording.lost(put)

    def typed(self, words: tuple[str, ...], reply: Reply) -> None:
        """A command has returned."""
        self._recording.typed(words, reply)
        self._coaching.typed(words, reply)

    def file_changed(self, words: tuple[str, ...]) -> Settings:
        """A command changed the config; returns what it says now."""
        return self._coaching.file_changed(words)

    def seen(self, put: Put) -> None:
        """Something came up on the screen."""
        if not put.late:
            self._coaching.shows(put)
        if not put.names:
            self._mistakes.said(put)
            self._cooling.said(put)
        elif put.late and put.by is not self._world.server.connection:
            self._view.orphans.add(put.handle)
        elif put.ring:
            self._rings(put)
        elif not self._world.server.is_own(put.replaces):
            self._view.broken("once", f"{put.names} came up again without being due")

    def sent(self, names: tuple[str, ...]) -> None:
        """Something is handed over for the phone."""
        self._recording.read()
        self._pushing.begun(names)

    def _heard(self, fact: Fact) -> None:
        self._coaching.heard(fact)
        match fact.event:
            case Cold(via="thermometer"):
                self._cooling.heard(fact, fact.event)
            case Delivery("attempted", channel="push"):
                self._pushing.tries(fact)
            case Delivery("shown" | "failed" as stage, channel="push"):
                self._pushing.ended(taken=stage == "shown")

    def at_the_end(self) -> None:
        """The history is over."""
        self._recording.at_the_end()

    def _rings(self, put: Put) -> None:
        self.rings += 1
        self._recording.read()
        if not put.late:
            self._recording.late_ones_that_went()
            self._recording.claimed(put)
        self._cooling.rings(put)
        self._recording.rang(put, self._ringing.rings(put))

    # --- looking between turns -----------------------------------------------------------

    def _count_turn(self) -> None:
        since, turns = self._turns
        now = self._world.clock.true
        if now - since > timedelta(hours=1):
            since, turns = now, 0
        self._turns = since, turns + 1
        if turns >= MOST_TURNS:
            self._view.broken("rest", f"{turns} turns within an hour")

    def _plan_look(self) -> None:
        """A daemon that overslept takes no turn that could be looked at."""
        clock = self._world.clock
        at = self._showing.next_change() - clock.ahead + GRACE * 1.2
        if self._next_look is None or at < self._next_look or self._next_look <= clock.true:
            self._next_look = at
            self._world.later(at - clock.true, lambda: self._look(at))

    def _look(self, at: datetime) -> None:
        if self._next_look != at:
            return
        self._next_look = None
        if not self._world.runs:
            return
        self._recording.read()
        believing = self._view.believing
        if not believing.doubting and believing.looked is not None:
            self._showing.between_turns(GRACE)
        self._plan_look()
