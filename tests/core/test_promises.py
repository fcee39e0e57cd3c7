"""A machine misuses the pure floor: any order of wakes, answers, sleeps and dead servers.

Each safety property stands beside its liveness property: never outside its window / always
within it when awake and reachable; never twice / back after a snooze.
"""

from datetime import date, datetime, time
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coach.core.model import Answer, Cramp, Delivery, Fact, Morning
from coach.core.planning import habit_of
from coach.core.standing import ANSWERED, NOT_OPEN, may_ring
from tests.support.evening import Evening
from tests.support.people import CALCIUM, NIGHT, STRETCH, WARM, at, config, habit, minutes

HABITS = (STRETCH, WARM, CALCIUM, habit("water", time(19, 31), time(21, 46), repeat=2))
KEYS = st.sampled_from([habit.key for habit in HABITS])
QUESTIONS = ("ask.morning", "ask.severity")
CHOICES = st.sampled_from(["none", "cramp", "unsure", "mild", "bad"])
MORNING = at("11:59", day=date(2026, 11, 23))
"""One night is enough: time stops before the next begins."""
VERBS = st.sampled_from(["done", "snooze", "skip"])


class Person(RuleBasedStateMachine):
    @initialize(budget=st.integers(2, 5))
    def begin(self, budget: int) -> None:
        self.evening = Evening(config(*HABITS, budget=budget), at("19:00"))
        self.up = True
        self.evening.reachable = lambda _: self.up

    @rule(span=st.integers(1, 50))
    def time_passes(self, span: int) -> None:
        self.evening.play(min(self.evening.now + minutes(span), MORNING))

    @rule(span=st.integers(1, 120))
    def the_machine_sleeps(self, span: int) -> None:
        self.evening.sleep(min(self.evening.now + minutes(span), MORNING))

    @rule(span=st.integers(1, 30))
    def the_clock_steps_back(self, span: int) -> None:
        self.evening.sleep(max(self.evening.now - minutes(span), at("12:00")))

    @rule(verb=VERBS, key=KEYS)
    def a_button_is_pressed(self, verb: str, key: str) -> None:
        if self.evening.card(key):
            self.evening.press(verb, key)
            self.evening.turn()

    @rule(verb=st.sampled_from(["done", "skip"]), key=KEYS)
    def a_command_is_typed(self, verb: str, key: str) -> None:
        if any(reminder.habit.key == key for reminder in self.evening.plan.reminders):
            self.evening.command(verb, key)
            self.evening.turn()

    @rule(choice=CHOICES, key=st.sampled_from(QUESTIONS))
    def a_question_is_answered(self, choice: str, key: str) -> None:
        if self.evening.card(key):
            self.evening.press(choice, key)
            self.evening.turn()

    @rule(said=st.sampled_from(["none", "cramps", "unsure"]), pain=st.sampled_from([None, 4]))
    def a_night_is_told(self, said: Literal["none", "cramps", "unsure"], pain: int | None) -> None:
        self.evening.record(Morning(said, "command", pain=pain if said == "cramps" else None))
        self.evening.turn()

    @rule(pain=st.sampled_from([None, 7]))
    def a_cramp_is_written_down(self, pain: int | None) -> None:
        self.evening.record(Cramp(self.evening.now, pain=pain))
        self.evening.turn()

    @rule()
    def the_night_comes(self) -> None:
        self.evening.play(max(self.evening.now, at("07:00", day=date(2026, 11, 23))))

    @rule(key=KEYS | st.sampled_from(QUESTIONS))
    def a_card_is_closed(self, key: str) -> None:
        if self.evening.card(key):
            self.evening.close(key)
            self.evening.turn()

    @rule(data=st.data())
    def an_answer_is_taken_back(self, data: st.DataObject) -> None:
        kinds = Answer | Morning | Cramp
        answers = [fact for fact in self.evening.facts if isinstance(fact.event, kinds)]
        if answers:
            self.evening.undo(data.draw(st.sampled_from(answers)))
            self.evening.turn()

    @precondition(lambda self: self.up)
    @rule()
    def the_server_dies(self) -> None:
        self.up = False
        self.evening.server_dies()
        self.evening.turn()

    @precondition(lambda self: not self.up)
    @rule()
    def the_server_comes_back(self) -> None:
        self.up = True
        self.evening.found = self.evening.now + minutes(0.001)
        self.evening.now += minutes(0.002)
        self.evening.turn()

    # --- what must never be, and what must be --------------------------------------------

    @invariant()
    def nothing_is_shown_outside_its_window(self) -> None:
        plan = self.evening.plan
        reminders = {reminder.id: reminder for reminder in plan.reminders}
        for fact, name in self._rings():
            if "/ask." in name:
                assert plan.wake <= fact.at < plan.wake + minutes(300)
                continue
            reminder = reminders[name]
            assert reminder.due <= fact.at < reminder.until
            quiet = reminder.quiet <= fact.at < reminder.bedtime
            assert not quiet or self._snoozed_before(name, fact)

    @invariant()
    def nothing_rings_more_often_than_asked(self) -> None:
        for reminder in self.evening.plan.reminders:
            rings = sum(name == reminder.id for _, name in self._rings())
            snoozes = self._count(reminder.id, Answer)
            vanished = self._count(reminder.id, Delivery)
            assert rings <= 1 + reminder.habit.repeat + snoozes + vanished

    @invariant()
    def a_question_comes_once_and_again_only_if_its_answer_is_taken_back(self) -> None:
        for key in QUESTIONS:
            name = f"{NIGHT}/{key}/1"
            rings = sum(rung == name for _, rung in self._rings())
            went = [
                fact.event
                for fact in self.evening.facts
                if isinstance(fact.event, Delivery) and name in fact.event.reminders
            ]
            lost = sum(event.stage == "failed" and event.handle is not None for event in went)
            answered = sum(event.reason in (ANSWERED, NOT_OPEN) for event in went)
            assert rings <= 1 + lost + answered

    @invariant()
    def an_open_question_stands_on_the_screen_unless_it_was_closed(self) -> None:
        for question in self.evening.plan.questions:
            place = self.evening.place(question.habit.key)
            closed = any(
                isinstance(fact.event, Delivery)
                and fact.event.stage == "closed"
                and question.id in fact.event.reminders
                for fact in self.evening.facts
            )
            if self.up and place.state in ("waiting", "asked") and not closed:
                inside = question.due <= self.evening.now < question.until
                # By a clock that was set back, the server came before what failed with it.
                waits = place.rings is not None and place.rings > self.evening.now
                assert not inside or waits or self.evening.card(question.habit.key)

    @invariant()
    def a_question_has_a_card_of_its_own(self) -> None:
        for card in self.evening.screen:
            asked = [name for name in card.reminders if "/ask." in name]
            assert not asked or len(card.reminders) == 1

    @invariant()
    def what_is_answered_is_not_on_the_screen(self) -> None:
        for card in self.evening.screen:
            for name in card.reminders:
                place = self.evening.place(habit_of(name), int(name[-1]))
                assert not place.settled
                assert place.reminder.due <= self.evening.now < place.reminder.until

    @invariant()
    def what_may_ring_has_rung(self) -> None:
        for reminder in self.evening.plan.reminders + self.evening.plan.questions:
            place = self.evening.place(reminder.habit.key, reminder.slot)
            assert not (self.up and may_ring(place, self.evening.now))

    @invariant()
    def the_budget_holds(self) -> None:
        assert len(self.evening.plan.reminders) <= self.evening.config.budget

    def _rings(self) -> list[tuple[Fact, str]]:
        return [
            (fact, name)
            for fact in self.evening.facts
            if isinstance(fact.event, Delivery) and fact.event.stage == "shown"
            for name in fact.event.reminders
        ]

    def _count(self, name: str, kind: type[Answer | Delivery]) -> int:
        events = [fact.event for fact in self.evening.facts if isinstance(fact.event, kind)]
        if kind is Answer:
            return sum(event.reminder == name for event in events if isinstance(event, Answer))
        return sum(
            name in event.reminders and event.stage == "failed" and event.handle is not None
            for event in events
            if isinstance(event, Delivery)
        )

    def _snoozed_before(self, name: str, ring: Fact) -> bool:
        before: list[datetime] = [
            fact.at
            for fact in self.evening.facts
            if isinstance(fact.event, Answer)
            and fact.event.verb == "snooze"
            and fact.event.reminder == name
        ]
        return any(at <= ring.at for at in before)


TestPerson = Person.TestCase
TestPerson.settings = settings(stateful_step_count=40)
