"""Evenings played on the pure floor: what is shown, when, and what never is."""

from datetime import date, time

from coach.core.model import Anchored, Asks, Delivery, Fact, Plan, Reminder, Timetable
from coach.core.planning import timetable
from coach.core.questions.asking import question
from coach.core.standing import standing
from coach.core.turning import Card, turn
from tests.support.evening import Evening
from tests.support.people import (
    CALCIUM,
    NIGHT,
    STRETCH,
    TEACHER,
    WARM,
    at,
    before_bed,
    config,
    habit,
    minutes,
)

ONCE = STRETCH._replace(repeat=0)
TOMORROW = date(2026, 11, 23)


def evening(*habits: object, start: str = "18:00") -> Evening:
    return Evening(config(*habits), at(start))  # type: ignore[arg-type]


def test_an_evening_without_answers() -> None:
    played = Evening(TEACHER, at("18:00"))
    played.play(at("23:59"))
    assert played.rang() == [
        ("19:30", ("calcium",)),
        ("19:50", ("calcium",)),
        ("21:30", ("warm",)),
        ("21:45", ("stretch",)),
        ("21:50", ("warm",)),
        ("22:05", ("stretch",)),
    ]
    assert played.screen == ()


def test_nothing_stays_on_the_screen_after_its_window() -> None:
    played = evening(STRETCH)
    played.play(at("22:29:59"))
    assert played.card("stretch")
    played.play(at("22:30"))
    assert not played.card("stretch")


def test_done_takes_it_down_and_it_does_not_come_back() -> None:
    played = evening(STRETCH)
    played.play(at("21:46"))
    played.command("done", "stretch")
    played.turn()
    assert not played.screen
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",))]
    assert played.place("stretch").state == "done"


def test_done_before_it_is_due_means_it_never_rings() -> None:
    played = evening(STRETCH)
    played.command("done", "stretch")
    played.play(at("23:00"))
    assert played.rang() == []


def test_a_snooze_comes_back_once_it_is_over() -> None:
    played = evening(ONCE)
    played.play(at("21:50"))
    played.press("snooze", "stretch")
    played.turn()
    assert not played.screen
    assert played.place("stretch").state == "snoozed"
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",)), ("22:00", ("stretch",))]


def test_a_snooze_is_shown_even_in_the_quiet_end() -> None:
    played = evening(ONCE)
    played.play(at("22:12"))
    played.press("snooze", "stretch")
    played.play(at("23:00"))
    assert played.rang()[-1] == ("22:22", ("stretch",))


def test_a_snooze_never_passes_its_window_it_comes_five_minutes_before() -> None:
    played = evening(ONCE)
    played.play(at("22:18"))
    played.press("snooze", "stretch")
    played.play(at("23:00"))
    assert played.rang()[-1] == ("22:25", ("stretch",))


def test_a_snooze_with_no_room_left_does_not_come_back() -> None:
    played = evening(ONCE)
    played.play(at("22:26"))
    played.press("snooze", "stretch")
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",))]


def test_a_snoozed_reminder_still_has_its_repeat() -> None:
    played = evening(STRETCH)
    played.play(at("21:46"))
    played.press("snooze", "stretch")
    played.play(at("23:00"))
    assert played.rang() == [
        ("21:45", ("stretch",)),
        ("21:56", ("stretch",)),
    ]  # its repeat would be due at 22:16, in the quiet end


def test_repeats_are_bounded() -> None:
    often = habit("often", time(19, 0), repeat=3, repeat_after=minutes(10))
    played = evening(often)
    played.play(at("23:00"))
    assert [clock for clock, _ in played.rang()] == ["19:00", "19:10", "19:20", "19:30"]


def test_what_is_late_is_still_shown_just_before_the_quiet_end() -> None:
    played = evening(ONCE)
    played.sleep(at("22:14:59"))
    assert played.rang() == [("22:14:59", ("stretch",))]


def test_nothing_new_is_shown_in_the_last_fifteen_minutes_before_bedtime() -> None:
    played = evening(STRETCH)
    played.sleep(at("22:15"))
    played.play(at("23:00"))
    assert played.rang() == []


def test_what_is_due_as_the_quiet_end_begins_still_comes_on_time() -> None:
    played = evening(habit("last", before_bed(15)))
    played.play(at("23:00"))
    assert played.rang() == [("22:15", ("last",))]


def test_closing_is_not_an_answer_the_repeat_still_comes() -> None:
    played = evening(STRETCH)
    played.play(at("21:46"))
    played.close("stretch")
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",)), ("22:05", ("stretch",))]


def test_what_came_due_in_sleep_comes_at_once_together_and_marked_late() -> None:
    played = Evening(TEACHER, at("18:00"))
    played.sleep(at("22:00"))
    (shown,) = played.shown
    assert shown.rang == ("calcium", "warm", "stretch")
    assert shown.late == ("calcium", "stretch", "warm")


def test_what_came_due_in_sleep_and_is_over_is_never_shown() -> None:
    played = Evening(TEACHER, at("18:00"))
    played.sleep(at("22:31"))
    played.play(at("06:59", day=TOMORROW))
    assert played.rang() == []
    assert played.place("stretch").state == "unseen"


def test_two_that_come_due_within_two_minutes_become_one_notification() -> None:
    played = evening(habit("a", time(21, 0), repeat=0), habit("b", time(21, 2), repeat=0))
    played.play(at("21:02"))
    assert [shown.named for shown in played.shown] == [("a",), ("a", "b")]
    assert len(played.screen) == 1


def test_two_that_come_due_further_apart_stay_two() -> None:
    played = evening(habit("a", time(21, 0), repeat=0), habit("b", time(21, 3), repeat=0))
    played.play(at("21:03"))
    assert [shown.named for shown in played.shown] == [("a",), ("b",)]
    assert len(played.screen) == 2


def test_the_buttons_of_a_digest_answer_all_of_it() -> None:
    played = evening(habit("a", time(21, 0)), habit("b", time(21, 0)))
    played.play(at("21:05"))
    played.press("done", "a")
    assert (played.place("a").state, played.place("b").state) == ("done", "done")


def test_a_command_answers_one_of_a_digest_and_the_card_names_the_rest() -> None:
    played = evening(habit("a", time(21, 0), repeat=0), habit("b", time(21, 0), repeat=0))
    played.play(at("21:05"))
    played.command("done", "a")
    played.turn()
    (card,) = played.screen
    assert card.reminders == (f"{NIGHT}/b/1",)
    assert len(played.shown) == 1, "bringing a card up to date rings nothing"


def test_a_pause_takes_everything_down_and_resume_brings_back_what_is_open() -> None:
    played = evening(ONCE)
    played.play(at("21:40"))
    played.pause()
    played.play(at("21:50"))
    assert played.rang() == []
    assert played.place("stretch").state == "paused"
    played.resume()
    played.turn()
    assert played.rang() == [("21:50", ("stretch",))]


def test_a_pause_withdraws_what_is_on_the_screen() -> None:
    played = evening(ONCE)
    played.play(at("21:50"))
    played.pause()
    played.turn()
    assert played.screen == ()


def test_an_answer_that_is_taken_back_leaves_the_reminder_as_it_was() -> None:
    played = evening(STRETCH)
    played.play(at("21:50"))
    done = played.command("done", "stretch")
    played.turn()
    played.undo(done)
    assert played.place("stretch").state == "asked"
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",)), ("22:05", ("stretch",))]


def test_skip_settles_it_too() -> None:
    played = evening(STRETCH)
    played.play(at("21:50"))
    played.press("skip", "stretch")
    played.play(at("23:00"))
    assert played.place("stretch").state == "skipped"
    assert len(played.shown) == 1


def test_the_unanswered_is_missed_when_the_night_ends_and_a_late_answer_changes_that() -> None:
    played = evening(ONCE)
    played.play(at("11:59", day=TOMORROW))
    assert played.place("stretch").state == "asked"
    reminder, plan = played.plan.reminders[0], played.plan
    after = at("12:00", day=TOMORROW)
    assert standing(reminder, played.facts, plan, after).state == "missed"
    played.command("done", "stretch")
    assert standing(reminder, played.facts, plan, after).state == "done"


def test_a_server_that_dies_owes_what_was_on_the_screen() -> None:
    played = evening(ONCE)
    played.play(at("21:50"))
    played.server_dies()
    played.turn()
    assert played.shown[1:] == [], "not before there is a server again, or a minute has passed"
    played.now = at("21:50:10")
    played.found = at("21:50:10")
    played.turn()
    assert played.rang()[1:] == [("21:50:10", ("stretch",))]
    played.play(at("23:00"))
    assert len(played.shown) == 2


def test_without_a_server_it_is_tried_again_ever_more_rarely_and_shown_late() -> None:
    played = evening(ONCE)
    played.reachable = lambda now: now >= at("22:00")
    played.play(at("23:00"))
    (shown,) = played.shown
    assert (shown.clock, shown.late) == ("22:06", ("stretch",))  # 21:45, 46, 51, then 22:06
    assert (
        sum(isinstance(f.event, Delivery) and f.event.stage == "failed" for f in played.facts) == 3
    )


def test_a_time_moved_after_done_does_not_ring_again() -> None:
    played = evening(ONCE)
    played.play(at("21:46"))
    played.press("done", "stretch")
    played.config = config(habit("stretch", time(22, 0), repeat=0))
    played.play(at("23:00"))
    assert len(played.shown) == 1


def written(played: Evening) -> None:
    """The daemon keeps the new times when it reads the config."""
    played.record(Timetable(played.now, timetable(played.config)))


def test_a_time_written_after_it_was_due_does_not_ring_late() -> None:
    played = evening(start="18:00")
    written(played)
    played.play(at("21:50"))
    played.config = config(STRETCH)
    written(played)
    played.play(at("23:00"))
    assert played.rang() == []


def test_a_time_written_before_it_was_due_rings_late_after_sleep() -> None:
    played = evening(STRETCH)
    written(played)
    played.sleep(at("21:50"))
    assert played.rang() == [("21:50", ("stretch",))]


def test_another_edit_does_not_make_an_old_time_new() -> None:
    played = evening(STRETCH)
    written(played)
    played.now = at("21:50")
    played.config = config(STRETCH, WARM._replace(at=(time(22, 0),)))
    written(played)
    played.turn()
    assert played.rang() == [("21:50", ("stretch",))]


def test_a_time_moved_later_while_it_is_on_the_screen_rings_at_the_new_time() -> None:
    played = evening(ONCE)
    written(played)
    played.play(at("21:50"))
    played.config = config(habit("stretch", time(22, 10), repeat=0))
    written(played)
    played.turn()
    assert played.screen == (), "before its time it is not on the screen"
    played.play(at("23:00"))
    assert played.rang() == [("21:45", ("stretch",)), ("22:10", ("stretch",))]


def test_a_timetable_from_the_future_silences_nothing() -> None:
    played = evening(STRETCH)
    played.record(Timetable(at("12:00", day=date(2027, 6, 1)), timetable(played.config)))
    played.play(at("21:46"))
    assert played.rang() == [("21:45", ("stretch",))]


def test_a_clock_that_steps_back_repeats_nothing() -> None:
    played = evening(ONCE)
    played.play(at("21:50"))
    played.close("stretch")
    played.now = at("20:00")
    played.play(at("23:00"))
    assert len(played.shown) == 1


def test_a_card_of_an_earlier_night_comes_down() -> None:
    played = evening(ONCE)
    played.play(at("21:50"))
    played.sleep(at("18:00", day=date(2026, 11, 25)))
    assert played.screen == ()


def test_a_habit_with_two_times_is_asked_at_each_of_them() -> None:
    water = habit("water", time(18, 0), time(20, 0), repeat=0)
    played = evening(water, start="17:00")
    played.play(at("18:05"))
    played.press("done", "water")
    played.play(at("20:05"))
    assert [clock for clock, _ in played.rang()] == ["18:00", "20:00"]


def test_a_window_of_its_own_ends_before_bedtime() -> None:
    played = evening(CALCIUM._replace(until=Anchored("bedtime", -minutes(120)), repeat=5))
    played.play(at("20:31"))
    assert played.screen == ()
    assert all(clock < "20:30" for clock, _ in played.rang())


def test_the_end_of_a_window_is_a_moment_to_look_again() -> None:
    played = evening(ONCE)
    played.play(at("23:30"))
    withdrawn = next(
        fact
        for fact in played.facts
        if isinstance(fact.event, Delivery) and fact.event.stage == "withdrawn"
    )
    assert withdrawn.at == at("22:30")


def test_a_failure_from_a_clock_that_was_ahead_holds_nothing_back() -> None:
    played = evening(habit("early", time(21, 0), repeat=0), start="20:30")
    played.sleep(at("22:00"))
    played.facts = ()
    played.screen, played.shown = (), []
    played.reachable = lambda _: False
    played.turn()
    played.reachable = lambda _: True
    played.now = at("20:59")
    played.play(at("21:05"))
    assert played.rang() == [("21:00", ("early",))]


def test_a_card_that_vanished_while_the_clock_was_ahead_comes_back() -> None:
    played = evening(ONCE)
    played.play(at("22:10"))
    played.server_dies()
    played.now = at("21:50")
    played.turn()
    assert played.rang()[-1] == ("21:50", ("stretch",))


def test_what_the_quiet_end_held_back_comes_at_bedtime_if_its_window_goes_on() -> None:
    long = habit("long", time(21, 0), until=Anchored("wake", minutes(0)), repeat=0)
    played = evening(long)
    played.sleep(at("22:20"))
    played.play(at("23:00"))
    assert played.rang() == [("22:30", ("long",))]


def test_of_two_cards_that_name_one_reminder_the_newest_keeps_it() -> None:
    """A kill between the new card and the end of the old one leaves both in the journal."""
    played = evening(WARM, STRETCH)
    played.play(at("21:46"))
    (old, new) = played.screen
    both = new._replace(reminders=(*new.reminders, *old.reminders))
    played.screen = (old, both)
    decision = played.decide()
    assert decision.withdraw == (old,)
    assert decision.show == ()


def test_an_older_card_keeps_what_no_newer_one_names() -> None:
    played = evening(WARM, STRETCH)
    played.play(at("21:46"))
    (old, new) = played.screen
    both = old._replace(reminders=(*old.reminders, *new.reminders))
    played.screen = (both, new)
    (showing,) = played.decide().show
    assert showing.replaces == both
    assert [reminder.habit.key for reminder in showing.carried] == ["warm"]


# --- questions ---------------------------------------------------------------------------


def asking(plan: Plan, asks: Asks, due: str, until: str) -> Reminder:
    return question(plan, asks, at(due), at(until))


def test_each_question_has_a_card_of_its_own_beside_that_of_the_habits() -> None:
    played = evening(WARM, habit("tea", before_bed(60)))
    played.sleep(at("21:29"))
    played.now = at("21:31")
    plan = played.plan
    asked = (
        asking(plan, "proposal", "21:30", "22:00"),
        asking(plan, "expected", "21:30", "22:00"),
    )
    decision = turn(plan._replace(questions=asked), (), (), played.now)
    names = [{r.habit.key for r in showing.names} for showing in decision.show]
    assert names == [{"warm", "tea"}, {"ask.proposal"}, {"ask.expected"}]
    assert {place.reminder.habit.key for place in decision.places} == {"warm", "tea"}


def test_a_question_neither_replaces_nor_is_replaced() -> None:
    played = evening(WARM)
    played.play(at("21:30"))
    (card,) = played.screen
    played.now = at("21:31")
    plan = played.plan
    asked = (asking(plan, "proposal", "21:31", "22:00"),)
    decision = turn(plan._replace(questions=asked), played.facts, played.screen, played.now)
    (showing,) = decision.show
    assert showing.replaces is None
    assert decision.withdraw == ()
    assert card.reminders == (f"{NIGHT}/warm/1",)


def test_the_card_of_a_question_that_is_no_longer_asked_goes() -> None:
    played = evening(WARM)
    played.play(at("21:30"))
    gone = Card("h9", (f"{NIGHT}/ask.severity/1",), at("21:30"))
    decision = turn(played.plan, played.facts, (*played.screen, gone), at("21:31"))
    assert decision.withdraw == (gone,)
    assert decision.show == ()


def test_the_turn_looks_again_when_a_question_comes_and_when_it_ends() -> None:
    played = evening(WARM)
    plan = played.plan
    asked = (asking(plan, "proposal", "20:10", "20:40"),)
    plan = plan._replace(questions=asked)
    assert turn(plan, (), (), at("20:00")).look_again == at("20:10")
    shown = Fact("1", at("20:10"), NIGHT, Delivery("shown", (asked[0].id,), handle="h"))
    card = Card("h", (asked[0].id,), at("20:10"))
    assert turn(plan, (shown,), (card,), at("20:11")).look_again == at("20:40")
    assert turn(plan, (shown,), (card,), at("20:40")).withdraw == (card,)
