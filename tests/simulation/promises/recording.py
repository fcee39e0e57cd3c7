"""What is kept: every acknowledged fact once, nothing else; what rang is recorded around it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.config.values import duration
from coach.core.model import PUSHED, Answer, ClockSet, Decided, Delivery, Fact, Morning
from coach.notify.port import Closed, Pressed
from tests.simulation.promises.view import FOLLOW_UPS, View
from tests.simulation.questions import PAIN, SAID, how_bad, is_question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.cli.virtual import Reply
    from coach.core.model import Stage
    from tests.simulation.ledger import Entry
    from tests.simulation.server import Put

LAST_CALL = timedelta(minutes=5)
LATELY = 500
"""Facts among which a card that is on the screen was recorded, if it was."""


class Recording:
    """Holds the journal against what happened."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._acknowledged: set[str] = set()
        self._kept_before = 0
        self._new_rings: list[tuple[Put, list[Entry]]] = []
        self._lost: list[tuple[str, Entry]] = []
        """Losses that the daemon may not have recorded yet."""
        self._pressed: list[tuple[str, tuple[str, ...]]] = []

    # --- what happens --------------------------------------------------------------------

    def read(self) -> None:
        """Take up what was kept, or is held by the daemon."""
        for fact in self._view.ledger.read(self._facts()):
            event = fact.event
            self._view.heard(fact)
            if isinstance(event, Answer) and event.verb == "snooze" and event.via == "button":
                self._comes_back_in_time(fact, event, None)

    def typed(self, words: tuple[str, ...], reply: Reply) -> None:
        """A command has returned."""
        self.read()
        may_fail = words[0] == "review" or (words == ("undo",) and self._view.was_decided())
        if reply.code == 1 and not may_fail and not self._view.world.journal.full:
            self._view.broken("kept", f"{' '.join(words)} failed: {reply.text}")
        document = json.loads(reply.text.splitlines()[-1]) if reply.code == 0 else {}
        if "id" not in document:
            return
        self._acknowledged.add(document["id"])
        kept = [fact for fact in self._view.world.kept[-3:] if fact.id == document["id"]]
        if not kept:
            self._view.broken("kept", f"{' '.join(words)} returned, and its fact is not kept")
        if isinstance(kept[0].event, Answer) and kept[0].event.verb == "snooze":
            span = duration(words[words.index("--for") + 1]) if "--for" in words else None
            self._comes_back_in_time(kept[0], kept[0].event, span)

    def rang(self, put: Put, entries: list[Entry]) -> None:
        """A notification rang."""
        self._new_rings.append((put, entries))

    def lost(self, put: Put) -> None:
        """A card vanished with the server, and the daemon hears of it."""
        self._lost += [(put.handle, self._view.note(name, "lost")) for name in put.names]

    def new_turn(self) -> None:
        """A turn begins."""
        self._kept_before = len(self._view.world.kept)
        self._expect_presses()

    def after_turn(self) -> None:
        """The daemon has looked and acted."""
        self._what_rang_is_recorded()
        self._answers_are_right()
        self._new_rings.clear()
        self._lost.clear()
        self._view.believing.unrecorded_step = False

    # --- a kill --------------------------------------------------------------------------

    def daemon_died(self) -> None:
        """What was only in the daemon's memory is gone."""
        view, durable = self._view, self._durable()
        ids = {fact.id for fact in durable}
        held = view.world.machine.daemon._recorder._held
        lost = [fact for fact in held if fact.id not in ids]
        # What it was about to keep at this very instant may be lost with it.
        earlier = [fact for fact in lost if fact.at not in (view.believing.looked, view.now())]
        if earlier and not view.world.spill.refused:
            view.broken("kept", f"held in memory only, and lost by a kill: {earlier}")
        view.ledger.unread(lost)
        view.ledger.read(durable)
        if view.believing.unrecorded_step:
            view.believing.unrecorded_step = False
            if not any(isinstance(fact.event, ClockSet) for fact in durable):
                view.ledger.set_unseen()
                # No daemon will know that cards of quite other nights may be up.
                view.orphans.update(put.handle for put in view.open_cards())
        self._find_unrecorded(durable)
        self._find_orphans()
        self._new_rings.clear()
        self._pressed.clear()

    def _find_unrecorded(self, durable: list[Fact]) -> None:
        """What rang and is not durable may ring once more; a loss like that is not owed."""
        world = self._view.world
        shown = {(event.handle, event.reminders) for event in _deliveries(durable, "shown")}
        unrecorded = [
            (put, entries)
            for put, entries in self._new_rings
            if (put.handle, tuple(reminder.id for reminder in put.ring)) not in shown
        ]
        if len(unrecorded) > 1 and not (world.spill.full or world.journal.full):
            self._view.broken("once", f"{unrecorded} rang and were not recorded")
        failed = {event.handle for event in _deliveries(durable, "failed")}
        not_durable = [entry for handle, entry in self._lost if handle not in failed]
        for entries in (not_durable, *(entries for _, entries in unrecorded)):
            self._view.ledger.never_durable(entries)
        self._lost.clear()

    def _find_orphans(self) -> None:
        """Cards of which no daemon will ever know."""
        world = self._view.world
        lately = (*world.kept[-LATELY:], *world.spill.durable)
        known = {event.handle for event in _deliveries(lately, "shown")}
        for put in world.server.screen.values():
            if put.names and put.handle not in known:
                self._view.orphans.add(put.handle)

    # --- facts ---------------------------------------------------------------------------

    def claimed(self, put: Put) -> None:
        """An attempt is a fact before the server is called, and showing is none yet."""
        ids = {reminder.id for reminder in put.ring}
        events = [fact.event for fact in self._facts_of_this_turn()]
        facts = [e for e in events if isinstance(e, Delivery) and e.channel != PUSHED]
        attempted = [e for e in facts if e.stage == "attempted" and ids <= set(e.reminders)]
        if not attempted:
            self._view.broken("claimed", f"{ids} rang without a recorded attempt")
        after = facts[facts.index(attempted[-1]) :]
        if any(e.stage == "shown" and ids & set(e.reminders) for e in after):
            self._view.broken("claimed", f"{ids} recorded as shown before it was")

    def at_the_end(self) -> None:
        """The history is over."""
        world = self._view.world
        ids = [fact.id for fact in world.journal.inner.between(date.min, date.max)]
        kept = dict.fromkeys(fact.id for fact in world.kept)  # some are kept again after a kill
        if ids != list(kept):
            self._view.broken("kept", "the journal is not what was kept, once and in order")
        if not self._acknowledged <= set(ids):
            self._view.broken("kept", "what a command acknowledged is not in the journal")

    def _facts(self) -> list[Fact]:
        """What was kept since this turn began, and all that is held."""
        world = self._view.world
        held = list(world.machine.daemon._recorder._held) if world.alive else []
        return world.kept[self._kept_before :] + held

    def _facts_of_this_turn(self) -> list[Fact]:
        looked = self._view.believing.looked
        return [fact for fact in self._facts() if fact.at == looked]

    def _durable(self) -> list[Fact]:
        """What of this turn, and of what was held before, survives a kill."""
        world = self._view.world
        return world.kept[self._kept_before :] + list(world.spill.durable)

    def late_ones_that_went(self) -> None:
        """What came after its deadline and was taken down at once rang for nobody."""
        for put, entries in self._new_rings:
            if put.late and put.handle not in self._view.world.server.screen:
                self._view.ledger.never_durable(entries)

    def _what_rang_is_recorded(self) -> None:
        """And what came after the deadline is recorded, or gone again."""
        view = self._view
        shown = {
            (fact.event.handle, fact.event.reminders): fact.id
            for fact in self._facts_of_this_turn()
            if isinstance(fact.event, Delivery) and fact.event.stage == "shown"
        }
        for put, entries in self._new_rings:
            fact = shown.get((put.handle, tuple(reminder.id for reminder in put.ring)))
            if fact is not None:
                view.ledger.rests_on(fact, entries)
            elif not put.late:
                view.broken("kept", f"{put.names} rang and is not recorded")
            else:
                view.ledger.never_durable(entries)
                if view.world.server.screen.get(put.handle) is put:
                    view.broken("set right", f"{put.names} stays twice on the screen")

    # --- answers -------------------------------------------------------------------------

    def _expect_presses(self) -> None:
        """What the daemon is about to hear: of one card, the first button."""
        server = self._view.world.server
        self._pressed.clear()
        taken: set[str] = set()
        for event in server.connection.waiting if server.connection else ():
            if isinstance(event, Pressed) and event.handle not in taken:
                put = server.screen.get(event.handle)
                if put is not None:
                    self._pressed.append((event.choice, put.names))
            if isinstance(event, Pressed | Closed):
                taken.add(event.handle)

    def _answers_are_right(self) -> None:
        """Each press gives its answers, once; nothing else gives any."""
        facts = self._facts_of_this_turn()
        answers = [
            f.event for f in facts if isinstance(f.event, Answer) and f.event.via == "button"
        ]
        given = sorted((answer.verb, answer.reminder) for answer in answers)
        new = {fact.id for fact in facts}
        expected = sorted(
            (verb, name)
            for verb, names in self._pressed
            for name in names
            if not is_question(name)
            and (not self._view.ledger.was_settled(name, new) or self._may_answer_twice(name))
        )
        if given != expected:
            self._view.broken("answers", f"pressed {self._pressed}, kept {given}")
        self._words_are_right(facts, new)
        self._decisions_are_right(facts, new)

    def _words_are_right(self, facts: list[Fact], new: set[str]) -> None:
        """Each press on a question tells its word, once; nothing else tells any."""
        told = [
            (fact.night, fact.event.said, fact.event.pain)
            for fact in facts
            if isinstance(fact.event, Morning) and fact.event.via == "button"
        ]
        expected = [
            (date.fromisoformat(name[:10]), SAID.get(choice, "cramps"), PAIN.get(choice))
            for choice, names in self._pressed
            for name in names
            if "ask.morning" in name or "ask.severity" in name
            if self._is_open(name, new)
        ]
        if told != expected:
            self._view.broken("answers", f"pressed {self._pressed}, told {told}")

    def _decisions_are_right(self, facts: list[Fact], new: set[str]) -> None:
        """Each press on a suggestion that is open decides it, once; nothing else does."""
        view = self._view
        told = [
            (fact.event.proposal, fact.event.verb)
            for fact in facts
            if isinstance(fact.event, Decided) and fact.event.via == "button"
        ]
        expected = [
            (made.id, choice)
            for choice, names in self._pressed
            for name in names
            if "ask.proposal" in name
            if (made := view.suggested(date.fromisoformat(name[:10]))) is not None
            if view.suggests(made.night) and not view.answered_at_once(made, new)
        ]
        if told != expected:
            view.broken("answers", f"pressed {self._pressed}, decided {told}")

    def _is_open(self, name: str, new: set[str]) -> bool:
        """Whether a press on a question tells something: it was not told of otherwise before."""
        if "ask.morning" in name:
            return not self._view.answered(name, new)
        words = self._view.ledger.words(date.fromisoformat(name[:10]), new)
        return not words or how_bad(words) == (True, None)

    def _may_answer_twice(self, name: str) -> bool:
        """What the settings no longer ask for is answered whatever was answered before."""
        night, (_, habit, _) = self._view.night(), name.split("/")
        return name not in night.asked and habit not in FOLLOW_UPS

    def _comes_back_in_time(self, fact: Fact, answer: Answer, told: timedelta | None) -> None:
        """A snooze returns when it should, and at the latest shortly before its window ends."""
        due = self._view.night().asked.get(answer.reminder)
        if due is None or (told is None and answer.via == "command"):
            return
        self._view.checks += 1
        span = timedelta(minutes=due.habit.snooze) if told is None else told
        wanted = min(fact.at + span, due.until - LAST_CALL)
        expected = wanted if wanted > fact.at else None
        if answer.back != expected:
            self._view.broken("snooze", f"{due.id} comes back at {answer.back}, not {expected}")


def _deliveries(facts: Iterable[Fact], stage: Stage) -> list[Delivery]:
    return [f.event for f in facts if isinstance(f.event, Delivery) and f.event.stage == stage]
