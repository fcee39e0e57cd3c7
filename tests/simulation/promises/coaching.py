"""What the coach does of itself: asks less by steps, suggests seldom, changes what was agreed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.config.reading import read
from coach.core.model import ClockSet, Decided, Eased, Fact, FromCoach, Proposed, Remark
from tests.simulation.changing import changed, when

if TYPE_CHECKING:
    from coach.cli.virtual import Reply
    from tests.simulation.promises.view import View
    from tests.simulation.server import Put
    from tests.simulation.settings import Settings

WEEK = timedelta(days=7)
QUIET = {"no": 8 * WEEK, "later": WEEK}
WAITS = 2 * WEEK
"""How long a suggestion is open."""
VERDICTS = ("done", "skip")
"""Of which the last counts."""
ROWS = {1: 3, 2: 7, 3: 14}
"""So many evenings without an answer lead to each step."""


class Coaching:
    """Holds what is noted against what is promised of it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._clock_set = date.min
        self._carried_out: set[str] = set()
        """The suggestions that changed the config, and were not taken back since."""

    def heard(self, fact: Fact) -> None:
        """A fact is new."""
        if fact.at == self._view.believing.looked:
            self._is_wanted(fact)
        match fact.event:
            case Eased():
                self._view.checks += 1
                self._asks_less(fact, fact.event)
            case Proposed():
                self._view.checks += 1
                self._suggests(fact, fact.event)
            case ClockSet():
                self._clock_set = fact.night
                # What was said by a clock that was ahead may be asked, and agreed to, once more.
                self._carried_out.clear()
            case Remark(name) if name.startswith("less-"):
                self._view.checks += 1
                self._announces(fact, fact.event)

    # --- what is switched off ------------------------------------------------------------

    def shows(self, put: Put) -> None:
        """A card comes up: nothing on it is of what is switched off."""
        for reminder in put.ring + put.carried:
            said = reminder.about.remarks if isinstance(reminder.about, FromCoach) else ()
            for remark in (*said, *filter(None, [reminder.remark])):
                self._view.checks += 1
                if self._view.is_off(remark, reminder.night):
                    self._view.broken("off", f"{reminder.id} says {remark}")

    def _is_wanted(self, fact: Fact) -> None:
        """The daemon notes nothing of what is switched off; a command may be asked for it."""
        match fact.event:
            case Eased(because="ignored" | "answered"):
                off = "back_off" in self._view.settings.off
            case Proposed():
                off = not self._view.suggests(fact.night)
            case Remark() as remark:
                off = self._view.is_off(remark, fact.night)
            case _:
                return
        self._view.checks += 1
        if off:
            self._view.broken("off", f"{fact.event} was noted")

    # --- asking less ---------------------------------------------------------------------

    def _asks_less(self, fact: Fact, word: Eased) -> None:
        before = self._before(fact, word)
        if word.because == "ignored":
            if word.step <= before or len(word.evidence) < ROWS[word.step]:
                self._view.broken("ladder", f"from {before} to {word}")
            for name in word.evidence:
                self._was_ignored(name)
        elif word.because == "answered":
            done = self._done_since(word, fact)
            if not before - done <= word.step < before:
                self._view.broken("ladder", f"from {before} to {word}, {done} times done")
        elif word.because in ("edited", "slipped") and word.step:
            self._view.broken("ladder", f"asks less for no reason: {word}")
        elif word.because in ("grown", "agreed") and not self._was_agreed(word):
            self._view.broken("ladder", f"nobody agreed to {word}")

    def _before(self, fact: Fact, word: Eased) -> int:
        steps = [
            one.step
            for other, one in self._view.ledger.of_coach(Eased)
            if one.habit == word.habit and other.id != fact.id and other.night <= fact.night
        ]
        return steps[-1] if steps else 0

    def _was_ignored(self, name: str) -> None:
        """The evening was seen, some time of it, and has no answer."""
        night, habit, _ = name.split("/")
        slots = [
            [entry.what for entry in self._view.ledger.holding(f"{night}/{habit}/{slot}")]
            for slot in (1, 2)
        ]
        if not any("ring" in whats for whats in slots):
            self._view.broken("unseen", f"{name} counts as ignored and was never shown")
        last = [[what for what in whats if what in VERDICTS][-1:] for whats in slots]
        left = any("ring" in whats and not said for whats, said in zip(slots, last, strict=True))
        if ["done"] in last or not left:
            self._view.broken("ladder", f"{name} counts as ignored and was answered: {slots}")

    def _done_since(self, word: Eased, fact: Fact) -> int:
        """On how many evenings a habit was done since the word before, tonight not among them."""
        nights = [
            other.night.isoformat()
            for other, one in self._view.ledger.of_coach(Eased)
            if one.habit == word.habit and other.id != fact.id and other.night <= fact.night
        ]
        since, tonight = nights[-1] if nights else "", fact.night.isoformat()
        found = {
            name.split("/")[0]
            for name in self._view.ledger.entries
            if name.split("/")[1] == word.habit and since <= name.split("/")[0] < tonight
            if any(entry.what == "done" for entry in self._view.ledger.holding(name))
        }
        return len(found)

    def _was_agreed(self, word: Eased) -> bool:
        made = {fact.id: one for fact, one in self._view.ledger.of_coach(Proposed)}
        return any(
            said.verb == "yes" and said.proposal in made and made[said.proposal].habit == word.habit
            for _, said in self._view.ledger.of_coach(Decided)
        )

    def _announces(self, fact: Fact, remark: Remark) -> None:
        """Each step once: again only where nobody saw it."""
        ledger = self._view.ledger
        steps = [
            (other.night, one.step)
            for other, one in ledger.of_coach(Eased)
            if one.habit == remark.habit and one.because == "ignored" and other.night <= fact.night
        ]
        if not steps or f"less-{steps[-1][1]}." not in remark.name:
            self._view.broken("announced", f"{remark}, and the steps are {steps}")
        if abs(fact.night - self._clock_set) < 2 * WEEK:
            return  # a wrong clock puts it on another evening
        for other, one in ledger.of_coach(Remark):
            same = one.name == remark.name and one.habit == remark.habit and other.id != fact.id
            if same and steps[-1][0] <= other.night <= fact.night and self._was_seen(other.night):
                self._view.broken("announced", f"{remark} was seen on {other.night}")

    def _was_seen(self, night: date) -> bool:
        names = (f"{night.isoformat()}/ask.{asks}/1" for asks in ("notice", "proposal"))
        return any(
            entry.what == "ring" and not entry.void and not entry.ahead
            for name in names
            for entry in self._view.ledger.entries.get(name, ())
        )

    # --- suggestions ---------------------------------------------------------------------

    def _suggests(self, fact: Fact, new: Proposed) -> None:
        if "proposals" in (self._view.world.file or self._view.settings).off:
            self._view.broken("suggestions", f"{new}, and they are switched off")
        before = [
            (other, one)
            for other, one in self._view.ledger.of_coach(Proposed)
            if other.id != fact.id and other.night <= fact.night
        ]
        if before and fact.night - before[-1][0].night < WEEK:
            self._view.broken("suggestions", f"a second one within a week: {before[-1]}, {fact}")
        if before and self._is_open(before[-1][0], before[-1][1], fact.night):
            self._view.broken("suggestions", f"a second one is open: {before[-1]}, {fact}")
        for other, one in before:
            if (one.sort, one.habit, one.slot) == (new.sort, new.habit, new.slot):
                self._may_come_again(other, fact)

    def _is_open(self, fact: Fact, proposed: Proposed, tonight: date) -> bool:
        if self._view.decided(fact.id) or tonight - fact.night >= WAITS:
            return False
        habits = [one for one in self._view.settings.habits if one.key == proposed.habit]
        if proposed.sort == "time":
            slot = proposed.slot - 1
            return any(one.at[slot : slot + 1] == (when(proposed.was),) for one in habits)
        return any(proposed.sort != "cue" or one.cue == proposed.was for one in habits)

    def _may_come_again(self, earlier: Fact, fact: Fact) -> None:
        words = [
            (other.night, said.verb)
            for other, said in self._view.ledger.of_coach(Decided)
            if said.proposal == earlier.id and other.night <= fact.night
        ]
        night, verb = words[-1] if words else (earlier.night, "no")
        if verb in QUIET and fact.night - night < QUIET[verb]:
            self._view.broken("suggestions", f"{fact.event} again, {verb} was said on {night}")

    # --- the config ----------------------------------------------------------------------

    def file_changed(self, words: tuple[str, ...]) -> Settings:
        """A command changed the config: by one value, and only by what was agreed."""
        view, file = self._view, self._view.world.file
        view.checks += 1
        text = view.world.text_of_file()
        if words[0] not in ("review", "undo") or file is None or text is None:
            view.broken("config", f"{words} changed the config")
        config, back = read(text, "").config, words[0] == "undo"
        for fact, proposed in reversed(view.ledger.of_coach(Proposed)):
            new = changed(file, proposed, back=back)
            if new is not None and config == read(new.text().encode(), "").config:
                self._once(fact.id, back=back)
                return new
        return view.broken("config", f"{words} changed what nobody agreed to")

    def _once(self, proposal: str, *, back: bool) -> None:
        if back:
            self._carried_out.discard(proposal)
        elif proposal in self._carried_out:
            self._view.broken("config", "a yes was carried out twice")
        else:
            self._carried_out.add(proposal)

    def typed(self, words: tuple[str, ...], reply: Reply) -> None:
        """A yes that is done is in the config; one that is not says why."""
        if words[:2] != ("review", "--yes"):
            return
        self._view.checks += 1
        if not reply.text:
            self._view.broken("agreed", "a yes without a word")
        made = {fact.id: one for fact, one in self._view.ledger.of_coach(Proposed)}
        said = [one for _, one in self._view.ledger.of_coach(Decided) if one.verb == "yes"]
        if reply.code == 0:  # by a wrong clock it may be an older one
            name = json.loads(reply.text.splitlines()[-1])["proposal"]
            said = [one for one in said if one.proposal == name]
        proposed = made.get(said[-1].proposal) if said else None
        file = self._view.world.file
        if reply.code == 0 and proposed is not None and proposed.sort in ("time", "cue"):
            if file is None or changed(file, proposed, back=True) is None:
                self._view.broken("agreed", f"{proposed} is said to be made, and is not")
        elif (
            reply.code == 1
            and proposed is not None
            and proposed.now in reply.text  # by a wrong clock an older one is open again
            and self._is_made(proposed, said[-1])
        ):
            self._view.broken("agreed", f"{proposed} is made, and said not to be: {reply.text}")

    def _is_made(self, proposed: Proposed, said: Decided) -> bool:
        file = self._view.world.file
        made = file is not None and changed(file, proposed, back=True) is not None
        return made and said.proposal in self._carried_out
