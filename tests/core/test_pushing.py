"""What goes to the phone, and when: an evening on the pure floor with somebody who walks about."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.history import effective
from coach.core.model import PUSHED, Absence, Anchored, Config, Delivery, Habit, Held, Reminder
from coach.core.pushing import Pushing, pushing
from coach.core.standing import standing
from coach.core.turning import Turn, turn
from tests.support.evening import Evening
from tests.support.people import (
    CALCIUM,
    PRAGUE,
    STRETCH,
    WARM,
    at,
    before_bed,
    config,
    habit,
    minutes,
)

AFTER = minutes(10)
ONCE = STRETCH._replace(repeat=0)


class Sent(NamedTuple):
    """One message."""

    at: datetime
    reminders: tuple[Reminder, ...]
    delivered: bool

    @property
    def told(self) -> tuple[str, tuple[str, ...]]:
        """The wall time and the habits."""
        clock = f"{self.at.astimezone(PRAGUE):%H:%M:%S}".removesuffix(":00")
        return clock, tuple(reminder.habit.key for reminder in self.reminders)


class Evenings(Evening):
    """An evening with a phone. Time passes by looks, as in the daemon."""

    def __init__(self, plan: Config, now: datetime) -> None:
        super().__init__(plan, now)
        self.away: Absence | None = None
        self.reached: Callable[[datetime], bool] = lambda _: True
        self.messages: list[Sent] = []

    def decide(self) -> Turn:
        """The desktop's part."""
        facts = effective(self.facts)
        return turn(self.plan, facts, self.screen, self.now, self.found, self.away)

    def push(self) -> Pushing:
        """The phone's part."""
        facts = effective(self.facts)
        places = tuple(
            standing(r, facts, self.plan, self.now, self.found) for r in self.plan.reminders
        )
        return pushing(places, facts, self.now, AFTER, self.away)

    def turn(self) -> datetime:
        """Both; a message is there or refused at once."""
        hold = self.decide().hold
        if self.away and hold:
            self.record(Held(tuple(r.id for r in hold), self.away))
        look_again = super().turn()
        decision = self.push()
        if decision.send:
            self._send(decision.send)
            decision = self.push()
            assert not decision.send, "one message after another"
        return min(look_again, decision.look_again or look_again)

    def _send(self, reminders: tuple[Reminder, ...]) -> None:
        names = tuple(reminder.id for reminder in reminders)
        delivered = self.reached(self.now)
        for stage in ("attempted", "shown" if delivered else "failed"):
            self.record(Delivery(stage, names, channel=PUSHED, confirmed=False))
        self.messages.append(Sent(self.now, reminders, delivered))

    def sent(self) -> list[tuple[str, tuple[str, ...]]]:
        """When what was tried."""
        return [message.told for message in self.messages]


def evening(*habits: Habit, start: str = "19:00") -> Evenings:
    return Evenings(config(*habits), at(start))


def test_who_does_not_answer_is_reminded_by_phone_after_a_while_and_once() -> None:
    played = evening(STRETCH)
    played.play(at("23:00"))
    assert played.sent() == [("21:55", ("stretch",))]


def test_who_answers_at_the_desktop_is_let_be() -> None:
    for verb in ("done", "skip", "snooze"):
        played = evening(STRETCH)
        played.play(at("21:50"))
        played.command(verb, "stretch")
        played.play(at("23:00"))
        assert played.sent() == []


def test_an_answer_that_is_taken_back_is_none() -> None:
    played = evening(STRETCH)
    played.play(at("21:46"))
    fact = played.command("done", "stretch")
    played.play(at("22:00"))
    played.undo(fact)
    played.play(at("22:01"))
    assert played.sent() == [("22:00", ("stretch",))]


def test_closing_is_no_answer() -> None:
    played = evening(ONCE)
    played.play(at("21:46"))
    played.close("stretch")
    played.play(at("23:00"))
    assert played.sent() == [("21:55", ("stretch",))]


def test_at_once_while_the_screen_is_locked_or_nobody_is_there() -> None:
    away: tuple[Absence, ...] = ("locked", "idle", "deskless")
    for absence in away:
        played = evening(STRETCH)
        played.away = absence
        played.play(at("23:00"))
        assert played.sent() == [("21:45", ("stretch",))]
        assert played.rang() == []


def test_who_locks_the_screen_without_an_answer_is_reminded_then() -> None:
    played = evening(STRETCH)
    played.play(at("21:47"))
    played.away = "locked"
    played.play(at("23:00"))
    assert played.sent() == [("21:47", ("stretch",))]


def test_who_wants_quiet_of_the_desktop_wants_it_of_the_phone() -> None:
    played = evening(STRETCH)
    played.away = "quiet"
    played.play(at("22:00"))
    assert played.sent() == []
    played.away = None
    played.play(at("23:00"))
    assert played.sent() == [("22:10", ("stretch",))]


def test_what_was_pushed_still_comes_at_the_desktop_for_who_returns() -> None:
    played = evening(STRETCH)
    played.away = "locked"
    played.play(at("22:00"))
    played.away = None
    played.play(at("22:05"))
    assert played.rang() == [("22:00", ("stretch",))]
    assert played.sent() == [("21:45", ("stretch",))]


def test_what_only_the_phone_was_told_is_never_seen_and_never_missed() -> None:
    played = evening(STRETCH)
    played.away = "locked"
    played.play(at("22:31"))
    assert played.place("stretch").state == "unseen"


def test_a_message_that_fails_does_not_disturb_the_desktop() -> None:
    told, untold = evening(STRETCH), evening(STRETCH)
    for played in (told, untold):
        played.reached = lambda _: False
        played.play(at("21:56"))
    assert told.rang() == untold.rang() == [("21:45", ("stretch",))]
    assert told.place("stretch").state == "asked"


def test_a_failure_is_tried_again_after_one_five_and_fifteen_minutes() -> None:
    played = evening(habit("warm", time(20, 0), repeat=0))
    played.reached = lambda _: False
    played.play(at("23:00"))
    clocks = ["20:10", "20:11", "20:16", "20:31", "20:46"]
    assert [clock for clock, _ in played.sent()][:5] == clocks
    assert played.sent()[-1][0] < "22:15", "nothing new before bedtime"


def test_what_is_delivered_at_last_is_not_sent_again() -> None:
    played = evening(STRETCH)
    played.reached = lambda now: now >= at("21:56")
    played.play(at("23:00"))
    assert [clock for clock, _ in played.sent()] == ["21:55", "21:56"]


def test_a_try_of_which_no_end_is_known_counts_as_failed() -> None:
    played = evening(STRETCH)
    played.away = "locked"
    played.play(at("21:44"))
    name = (f"{played.plan.night}/stretch/1",)
    played.now = at("21:45")
    played.record(Delivery("attempted", name, channel=PUSHED, confirmed=False))
    assert played.push() == Pushing((), at("21:46"))
    played.play(at("23:00"))
    assert played.sent() == [("21:46", ("stretch",))]


def test_what_comes_together_is_one_message() -> None:
    played = evening(STRETCH, WARM, CALCIUM)
    played.away = "idle"
    played.sleep(at("22:00"))
    assert played.sent() == [("22:00", ("calcium", "warm", "stretch"))]
    near = evening(STRETCH, habit("near", before_bed(44)))
    near.play(at("23:00"))
    assert near.sent() == [("21:55", ("stretch", "near"))]


def test_a_desktop_that_cannot_show_it_is_not_waited_for() -> None:
    played = evening(STRETCH)
    played.reachable = lambda _: False
    played.play(at("23:00"))
    assert played.sent() == [("21:46", ("stretch",))]


def test_what_coach_asks_of_itself_stays_at_the_desktop() -> None:
    played = evening(STRETCH)
    played.play(at("21:45"))
    place = played.place("stretch")
    asked = place._replace(reminder=place.reminder._replace(asks="morning"))
    away: tuple[Absence | None, ...] = (None, "locked")
    for absence in away:
        decision = pushing((asked,), played.facts, at("22:00"), AFTER, absence)
        assert decision == Pushing((), None)


def test_a_pause_silences_the_phone_as_well() -> None:
    played = evening(STRETCH)
    played.away = "locked"
    played.pause()
    played.play(at("23:00"))
    assert played.sent() == []


def test_nothing_new_in_the_quiet_end_but_what_is_due_as_it_begins() -> None:
    late = evening(habit("late", before_bed(20)))
    late.play(at("23:00"))
    assert late.sent() == []
    last = evening(habit("last", before_bed(15)))
    last.away = "deskless"
    last.play(at("23:00"))
    assert last.sent() == [("22:15", ("last",))]


def test_what_is_held_back_in_the_quiet_end_comes_after_bedtime_if_its_window_is_open_then() -> (
    None
):
    played = evening(habit("long", before_bed(20), until=Anchored("bedtime", minutes(60))))
    played.play(at("23:30"))
    assert played.sent() == [("22:30", ("long",))]


HABITS = st.lists(
    st.builds(
        lambda at_, repeat: (at_, repeat),
        st.times(time(19, 0), time(22, 29)).map(lambda t: t.replace(second=0, microsecond=0)),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=3,
)
STEPS = st.lists(
    st.tuples(
        st.integers(1, 45),
        st.sampled_from(
            ["lock", "idle", "quiet", "asleep", "back", "down", "up", "done", "snooze", "close"]
        ),
    ),
    max_size=12,
)
AWAY: dict[str, Absence | None] = {
    "lock": "locked", "idle": "idle", "quiet": "quiet", "asleep": "asleep", "back": None,
}  # fmt: skip


@settings(deadline=None)
@given(HABITS, STEPS)
def test_never_outside_its_window_never_twice_never_after_an_answer_never_too_soon(
    habits: list[tuple[time, int]], steps: list[tuple[int, str]]
) -> None:
    plan = [habit(f"h{n}", at_, repeat=repeat) for n, (at_, repeat) in enumerate(habits)]
    played = Watched(config(*plan), at("18:55"))
    for pause, act in steps:
        played.play(played.now + timedelta(minutes=pause))
        played.do(act)
    played.play(at("23:30"))


class Watched(Evenings):
    """Every message is looked at as it goes."""

    def do(self, act: str) -> None:
        """What the world or the person does."""
        first = self.plan.reminders[0]
        if act in AWAY:
            self.away = AWAY[act]
        elif act in ("up", "down"):
            self.reached = lambda _, up=act == "up": up  # type: ignore[misc]
        elif act == "close" and self.card(first.habit.key):
            self.close(first.habit.key)
        elif act in ("done", "snooze") and first.due <= self.now < first.until:
            self.command(act, first.habit.key)

    def turn(self) -> datetime:
        """Whoever is away and has open reminders has been told or is tried again."""
        look_again = super().turn()
        if self.away in ("locked", "idle"):
            assert not self._untold()
        return look_again

    def _untold(self) -> list[Reminder]:
        tried = {r for message in self.messages for r in message.reminders}
        return [
            place.reminder
            for place in (self.place(r.habit.key) for r in self.plan.reminders)
            if place.state in ("waiting", "asked")
            and place.answer is None
            and place.reminder.due <= self.now < place.reminder.until
            and not place.reminder.quiet <= self.now
            and place.reminder not in tried
        ]

    def _send(self, reminders: tuple[Reminder, ...]) -> None:
        for reminder in reminders:
            assert reminder.due <= self.now < reminder.until
            assert not reminder.quiet < self.now < reminder.bedtime
            assert self.place(reminder.habit.key).answer is None
            assert self.away not in ("quiet", "asleep")
            if self.away is None:
                assert self._waited(reminder)
            assert all(reminder not in m.reminders for m in self.messages if m.delivered)
        super()._send(reminders)

    def _waited(self, reminder: Reminder) -> bool:
        shown = [
            fact.at
            for fact in self.facts
            if isinstance(fact.event, Delivery)
            and fact.event.stage == "shown"
            and reminder.id in fact.event.reminders
        ]
        return bool(shown) and self.now - shown[0] >= AFTER - minutes(2)
