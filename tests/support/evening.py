"""Plays an evening on the pure floor: turns, facts and a screen, no clock and no bus."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from coach.core import nights, planning
from coach.core.answering import Press, pressed, returns
from coach.core.history import effective
from coach.core.model import (
    Answer,
    Config,
    Delivery,
    Event,
    Fact,
    Handle,
    Pause,
    Plan,
    Resume,
    Undo,
)
from coach.core.questions.kinds import with_questions
from coach.core.standing import ANSWERED, NOT_OPEN, Standing, standing
from coach.core.turning import Card, Showing, Turn, turn
from tests.support.people import PRAGUE

Reachable = Callable[[datetime], bool]


class Shown(NamedTuple):
    """What a person saw come up."""

    clock: str
    rang: tuple[str, ...]
    """Habits, without night and slot."""
    named: tuple[str, ...]
    late: tuple[str, ...]


class Evening:
    """One person, one config, time that goes where the test says."""

    def __init__(self, config: Config, now: datetime) -> None:
        self.config = config
        self.now = now
        self.facts: tuple[Fact, ...] = ()
        self.screen: tuple[Card, ...] = ()
        self.shown: list[Shown] = []
        self.reachable: Reachable = lambda _: True
        self.found: datetime | None = None
        self._handles = 0

    # --- time passes ---------------------------------------------------------------------

    def play(self, until: datetime) -> None:
        """Awake until then: a turn at each look, as the daemon takes them."""
        while True:
            look_again = self.turn()
            if look_again > until:
                break
            self.now = look_again
        self.now = until
        self.turn()

    def sleep(self, until: datetime) -> None:
        """The machine sleeps: nothing happens; then it wakes."""
        self.now = until
        self.turn()

    def turn(self) -> datetime:
        """Decide and do until nothing is left to do."""
        for _ in range(5):
            decision = self.decide()
            if not decision.show and not decision.withdraw:
                return decision.look_again
            self._apply(decision)
        raise AssertionError("the turn never comes to rest")

    def decide(self) -> Turn:
        """The decision at this instant."""
        return turn(self.plan, effective(self.facts), self.screen, self.now, self.found)

    @property
    def plan(self) -> Plan:
        """The plan of the present night."""
        night = nights.night_of(self.now, PRAGUE, self.config.rollover)
        plan = planning.plan(self.config, night, PRAGUE)
        return with_questions(self.config, plan, effective(self.facts))

    # --- the person ----------------------------------------------------------------------

    def place(self, habit: str, slot: int = 1) -> Standing:
        """Where a reminder, or a question, stands now."""
        asked = self.plan.reminders + self.plan.questions
        reminder = next(r for r in asked if r.habit.key == habit and r.slot == slot)
        return standing(reminder, effective(self.facts), self.plan, self.now, self.found)

    def command(self, verb: str, habit: str) -> Fact:
        """Answer at the command line."""
        place = self.place(habit)
        back = returns(place, self.now, None) if verb == "snooze" else None
        answer = Answer(verb, place.reminder.id, "command", back=back)  # type: ignore[arg-type]
        return self.record(answer)

    def press(self, verb: str, habit: str) -> None:
        """Press a button of the card that names a habit; the card goes down."""
        card = self.card(habit)
        assert card is not None, f"{habit} is not on the screen"
        for name in card.reminders:
            place = self.place(planning.habit_of(name))
            event = pressed(Press(verb, name, self.now, place, effective(self.facts)))
            if event is not None:
                self.record(event)
        self._end(card, "withdrawn", ANSWERED)

    def close(self, habit: str) -> None:
        """Close the card without an answer."""
        card = self.card(habit)
        assert card is not None, f"{habit} is not on the screen"
        self._end(card, "closed")

    def pause(self) -> None:
        """Say `coach pause`."""
        self.record(Pause())

    def resume(self) -> None:
        """Say `coach resume`."""
        self.record(Resume())

    def undo(self, fact: Fact) -> None:
        """Say `coach undo`."""
        self.record(Undo(fact.id))

    def card(self, habit: str) -> Card | None:
        """The open card that names a habit."""
        for card in self.screen:
            if habit in map(planning.habit_of, card.reminders):
                return card
        return None

    # --- the world -----------------------------------------------------------------------

    def server_dies(self) -> None:
        """Everything vanishes from the screen."""
        for card in self.screen:
            self._end(card, "failed")
        self.found = None

    def record(self, event: Event) -> Fact:
        """Keep a fact."""
        fact = Fact(f"f{len(self.facts)}", self.now, self.plan.night, event)
        self.facts += (fact,)
        return fact

    def _apply(self, decision: Turn) -> None:
        for card in decision.withdraw:
            self._end(card, "withdrawn", NOT_OPEN)
        for showing in decision.show:
            self._show(showing)

    def _show(self, showing: Showing) -> None:
        ring = tuple(r.id for r in showing.ring)
        if not self.reachable(self.now):
            self.record(Delivery("failed", ring, reason="no server"))
            return
        handle = self._handle(showing)
        self.record(Delivery("shown", ring, tuple(r.id for r in showing.carried), handle=handle))
        self.screen += (Card(handle, tuple(r.id for r in showing.names), self.now),)
        if ring:
            self.shown.append(
                Shown(
                    f"{self.now.astimezone(PRAGUE):%H:%M:%S}".removesuffix(":00"),
                    tuple(r.habit.key for r in showing.ring),
                    tuple(r.habit.key for r in showing.names),
                    tuple(sorted(map(planning.habit_of, showing.late))),
                )
            )

    def _handle(self, showing: Showing) -> Handle:
        if showing.replaces is not None:
            self.screen = tuple(c for c in self.screen if c != showing.replaces)
            return showing.replaces.handle
        self._handles += 1
        return f"h{self._handles}"

    def _end(self, card: Card, stage: str, reason: str = "") -> None:
        self.screen = tuple(c for c in self.screen if c != card)
        ended = Delivery(stage, card.reminders, handle=card.handle, reason=reason)  # type: ignore[arg-type]
        self.record(ended)

    def rang(self) -> list[tuple[str, tuple[str, ...]]]:
        """When what rang."""
        return [(shown.clock, shown.rang) for shown in self.shown]
