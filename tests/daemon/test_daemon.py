"""The daemon's turns: what is kept, what is shown, what survives trouble."""

from collections.abc import Callable
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from coach.core.model import Activity, Answer, Delivery, Pause, Timetable, Undo
from coach.journal import fresh
from tests.support.desk import CONFIG, Desk
from tests.support.people import NIGHT, at, minutes

STRETCH = "Stretch calves"
CALCIUM = "Something rich in calcium"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_reminder_is_attempted_shown_and_withdrawn_at_the_end_of_its_window(desk: Desk) -> None:
    desk.play("21:45")
    assert desk.screen == [CALCIUM, STRETCH]
    desk.play("22:30")
    assert desk.screen == []
    assert desk.deliveries("stretch") == ["attempted", "shown", "withdrawn"]


def test_the_attempt_is_kept_before_the_channel_is_called(desk: Desk) -> None:
    kept: list[int] = []
    show = desk.channel.show

    def watched(*arguments: object) -> str:
        kept.append(len(desk.deliveries("calcium")))
        return show(*arguments)  # type: ignore[arg-type]

    desk.channel.show = watched  # type: ignore[method-assign, assignment]
    desk.play("19:30")
    assert kept == [1]


def test_a_button_is_kept_and_takes_the_card_down(desk: Desk) -> None:
    desk.play("21:46")
    desk.press("done", STRETCH)
    assert desk.answers() == [("done", "stretch")]
    assert desk.screen == [CALCIUM]


def test_the_first_of_two_buttons_wins(desk: Desk) -> None:
    desk.play("21:46")
    handle = desk.handle(STRETCH)
    desk.channel.press(handle, "snooze")
    desk.channel.press(handle, "skip")
    desk.daemon.turn()
    assert desk.answers() == [("snooze", "stretch")]


def test_a_command_takes_the_card_down_at_the_next_turn(desk: Desk) -> None:
    desk.play("21:46")
    desk.done("stretch")
    assert desk.screen == [CALCIUM]


def test_an_answer_that_is_undone_no_longer_settles(desk: Desk) -> None:
    desk.play("21:00")
    fact = desk.done("stretch")
    desk.command(Undo(fact.id))
    desk.play("21:45")
    assert STRETCH in desk.screen


def test_closing_is_kept_as_closing_and_is_no_answer(desk: Desk) -> None:
    desk.play("21:46")
    desk.channel.dismiss(desk.handle(STRETCH))
    desk.daemon.turn()
    assert desk.deliveries("stretch")[-1] == "closed"
    assert desk.answers() == []


def test_what_the_server_closes_of_itself_is_not_the_persons_doing(desk: Desk) -> None:
    desk.play("21:46")
    desk.channel.expire(desk.handle(STRETCH))
    desk.daemon.turn()
    assert desk.deliveries("stretch")[-1] == "withdrawn"


def test_a_digest_names_each_and_its_buttons_answer_all(desk: Desk) -> None:
    desk.sleep("22:00")
    ((_, notice),) = desk.channel.shown
    assert STRETCH in notice.body
    assert CALCIUM in notice.body
    assert "21:45" in notice.body
    desk.press("done", notice.title)
    assert sorted(desk.answers()) == [("done", "calcium"), ("done", "stretch")]


def test_a_button_on_a_digest_leaves_alone_what_was_answered_meanwhile(desk: Desk) -> None:
    desk.sleep("22:00")
    (title,) = desk.screen
    skip = Answer("skip", f"{NIGHT}/stretch/1", "command")
    desk.channel.press(desk.handle(title), "done")
    desk.command(skip)
    assert sorted(desk.answers()) == [("done", "calcium"), ("skip", "stretch")]


def test_private_words_name_no_habit(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG + "[channels.desktop]\nprivate = true\n")
    desk.play("21:45")
    text = " ".join(notice.title + notice.body for _, notice in desk.channel.shown).lower()
    assert not any(word in text for word in ("stretch", "calcium", "leg", "cramp"))


def test_a_pause_silences_and_a_zone_follows_the_traveller(desk: Desk) -> None:
    desk.play("19:31")
    desk.clock.place = ZoneInfo("America/New_York")
    desk.play("23:00")
    assert desk.shown == [CALCIUM], "in New York it is the afternoon"
    desk.command(Pause())
    assert desk.screen == []


# --- a daemon that starts again ----------------------------------------------------------


def test_after_a_crash_what_is_on_the_screen_is_heard_again_and_rings_no_more(desk: Desk) -> None:
    desk.play("21:46")
    handle = desk.handle(STRETCH)
    desk.crash()
    desk.play("21:50")
    assert desk.handle(STRETCH) == handle, "put up again in its own place"
    assert desk.rings("stretch") == 1
    desk.press("done", STRETCH)
    assert desk.answers() == [("done", "stretch")]


def test_after_a_reboot_what_was_shown_is_not_shown_again(desk: Desk) -> None:
    desk.play("21:46")
    desk.crash(reboot=True)
    desk.play("23:00")
    assert desk.shown == []
    assert desk.deliveries("stretch")[-1] == "withdrawn"


def test_an_answer_given_while_it_was_down_takes_the_card_down(desk: Desk) -> None:
    desk.play("21:46")
    answer = Answer("done", f"{NIGHT}/stretch/1", "command")
    desk.journal.another_process_keeps(*fresh(desk.clock.now(), (NIGHT, answer)))
    desk.crash()
    desk.daemon.turn()
    assert STRETCH not in desk.screen


def test_a_crash_between_showing_and_recording_shows_that_one_once_more(desk: Desk) -> None:
    desk.play("21:46")
    shown = next(
        fact
        for fact in desk.journal.facts
        if isinstance(fact.event, Delivery)
        and fact.event.stage == "shown"
        and fact.event.reminders == (f"{NIGHT}/stretch/1",)
    )
    desk.journal.facts.remove(shown)
    desk.crash()
    desk.play("22:30")
    assert desk.rings("stretch") == 1
    assert desk.rings("calcium") == 1


def test_a_card_may_go_by_itself_at_the_end_of_its_window(desk: Desk) -> None:
    desk.play("21:45")
    _, notice = desk.channel.shown[-1]
    assert notice.lasts == minutes(45)


def test_a_snooze_survives_a_crash(desk: Desk) -> None:
    desk.play("21:46")
    desk.press("snooze", STRETCH)
    desk.crash()
    desk.play("21:55")
    assert STRETCH not in desk.screen
    desk.play("21:56")
    assert STRETCH in desk.screen
    assert desk.rings("stretch") == 2


def test_what_was_due_while_it_was_down_comes_at_once(desk: Desk) -> None:
    desk.play("19:00")
    desk.crash(reboot=True)
    desk.sleep("22:00")
    assert desk.shown == ["Two things for this evening"]


def test_stopping_takes_the_cards_down_because_nobody_would_hear_them(desk: Desk) -> None:
    desk.play("21:46")
    desk.daemon.stop()
    assert desk.screen == []
    desk.crash()
    desk.play("22:30")
    assert desk.shown == []


def test_a_press_that_crosses_with_the_end_of_its_window_is_kept(desk: Desk) -> None:
    desk.play("22:29")
    desk.channel.crosses = "done"
    desk.play("22:30")
    assert sorted(desk.answers()) == [("done", "calcium"), ("done", "stretch")]


def test_a_press_that_crosses_with_a_newer_card_is_kept_and_takes_it_off_that_one(
    desk: Desk,
) -> None:
    repeats = CONFIG.replace("repeat = 0", "repeat = 1", 1)  # at 22:05, with what came at 22:04
    desk.save(repeats + '[[habit]]\nkey = "warm"\nat = "22:04"\nrepeat = 0\n')
    desk.play("22:04")
    assert desk.screen == [CALCIUM, STRETCH, "Warm"]
    desk.channel.crosses = "done"
    desk.play("22:05")
    assert "Two things for this evening" in desk.shown
    assert desk.answers() == [("done", "warm")]
    assert desk.screen == [CALCIUM, STRETCH]


def test_a_press_that_crosses_with_the_end_of_coach_is_kept(desk: Desk) -> None:
    desk.play("21:46")
    desk.channel.crosses = "skip"
    desk.daemon.stop()
    assert sorted(desk.answers()) == [("skip", "calcium"), ("skip", "stretch")]


# --- servers -----------------------------------------------------------------------------


def test_a_server_that_dies_and_returns_gets_the_open_card_once(desk: Desk) -> None:
    desk.play("21:50")
    desk.channel.lose()
    desk.daemon.turn()
    assert desk.deliveries("stretch")[-1] == "failed"
    desk.clock.instant = at("21:50:20")
    desk.channel.find()
    desk.daemon.turn()
    assert desk.screen == ["Two things for this evening"]
    desk.play("22:30")
    assert len(desk.shown) == 3


def test_without_a_server_the_failure_is_kept_with_its_reason_and_tried_again(desk: Desk) -> None:
    desk.play("19:29")
    desk.channel.lose("nobody is there")
    desk.play("19:30")
    reasons = [f.event.reason for f in desk.journal.facts if isinstance(f.event, Delivery)]
    assert "nobody is there" in reasons
    desk.channel.find()
    desk.play("19:40")
    assert desk.shown == [CALCIUM]


def test_a_late_server_is_believed_when_it_shows_after_all(desk: Desk) -> None:
    desk.play("21:44")
    desk.channel.be_late()
    desk.sleep("21:45")
    assert desk.deliveries("stretch") == ["attempted", "failed"]
    desk.channel.arrive("ticket/1")
    desk.clock.instant = at("21:45:06")
    desk.play("22:20")
    assert desk.shown == [CALCIUM, STRETCH]
    assert desk.deliveries("stretch") == ["attempted", "failed", "shown"]


def test_a_late_server_after_the_retry_is_told_to_take_the_second_down(desk: Desk) -> None:
    desk.play("21:44")
    desk.channel.be_late()
    desk.play("21:47")
    assert desk.screen == [CALCIUM, STRETCH]
    desk.channel.arrive("ticket/1")
    desk.daemon.turn()
    assert desk.screen == [CALCIUM, STRETCH]


# --- the config --------------------------------------------------------------------------


def test_a_saved_config_is_in_force_at_the_next_turn(desk: Desk) -> None:
    desk.play("20:00")
    desk.save(CONFIG.replace("bedtime - 45min", "20:30"))
    desk.play("20:30")
    assert STRETCH in desk.screen


def test_done_then_moved_does_not_ring_again(desk: Desk) -> None:
    desk.play("21:46")
    desk.press("done", STRETCH)
    desk.save(CONFIG.replace("bedtime - 45min", "22:00"))
    desk.play("22:30")
    assert desk.shown.count(STRETCH) == 1


def test_a_time_written_after_it_was_due_does_not_ring_late(desk: Desk) -> None:
    desk.play("20:00")
    desk.save(CONFIG.replace("bedtime - 45min", "19:45"))
    desk.play("22:30")
    assert STRETCH not in desk.shown


def test_a_time_written_while_it_was_down_and_already_past_does_not_ring_late(desk: Desk) -> None:
    desk.play("20:00")
    desk.save(CONFIG.replace("bedtime - 45min", "20:10"), clock="20:20")
    desk.crash()
    desk.sleep("20:30")
    assert STRETCH not in desk.shown


def test_a_config_with_mistakes_changes_nothing_and_is_told_once(desk: Desk) -> None:
    desk.play("19:00")
    desk.save(CONFIG.replace('"19:30"', '"29:30"'))
    desk.play("22:00")
    told = [title for title in desk.shown if title == "The settings need a look"]
    assert len(told) == 1
    assert CALCIUM in desk.shown, "the last good config is in force"


def test_the_last_good_config_survives_a_restart(desk: Desk) -> None:
    desk.play("19:00")
    desk.save("bedtime = ")
    desk.crash()
    desk.play("22:00")
    assert STRETCH in desk.shown


def test_a_deleted_config_leaves_the_last_good_one_in_force(desk: Desk) -> None:
    desk.play("19:00")
    desk.path.unlink()
    desk.play("22:00")
    assert STRETCH in desk.shown


def test_a_config_that_was_never_good_is_told_and_waited_for(tmp_path: Path) -> None:
    desk = Desk(tmp_path, config="bedtime = ")
    desk.play("19:00")
    assert desk.shown == ["The settings need a look"]
    desk.save(CONFIG)
    desk.play("19:30")
    assert CALCIUM in desk.screen


def test_the_times_are_written_down_once_and_again_when_they_change(desk: Desk) -> None:
    desk.play("20:00")
    desk.save(CONFIG.replace("Stretch calves", "Stretch a little"))
    desk.play("20:30")
    desk.save(CONFIG.replace("45min", "50min"))
    desk.play("21:00")
    tables = [f.event for f in desk.journal.facts if isinstance(f.event, Timetable)]
    assert [table.written for table in tables] == [at("12:00"), at("20:30")]


# --- a journal in trouble ----------------------------------------------------------------


Fill = Callable[[Desk], None]


def _full(desk: Desk) -> None:
    """No room for another fact; what is there can be read."""
    desk.journal.full = "the disk is full"


def _full_and_unreadable(desk: Desk) -> None:
    desk.journal.full = desk.journal.unreadable = "the disk fails"


@pytest.fixture(params=[_full, _full_and_unreadable])
def fill(request: pytest.FixtureRequest) -> Fill:
    return cast("Fill", request.param)


def test_a_press_that_cannot_be_kept_is_held_told_and_kept_later(desk: Desk, fill: Fill) -> None:
    desk.play("21:46")
    fill(desk)
    desk.press("done", STRETCH)
    assert desk.answers() == []
    assert "Not saved yet" in desk.shown
    assert STRETCH not in desk.screen, "it counts at once"
    desk.play("21:55")
    assert desk.shown.count("Not saved yet") == 1
    desk.journal.full = desk.journal.unreadable = ""
    desk.play("21:56")
    assert desk.answers() == [("done", "stretch")]
    assert desk.shown[-1] == "Saved now"


def test_a_full_disk_does_not_silence_reminders_nor_repeat_them(desk: Desk, fill: Fill) -> None:
    desk.play("19:00")
    fill(desk)
    desk.play("22:00")
    assert desk.shown.count(STRETCH) == 1
    assert desk.shown.count(CALCIUM) == 1
    desk.journal.full = desk.journal.unreadable = ""
    desk.play("22:01")
    assert desk.deliveries("stretch") == ["attempted", "shown"]


def test_of_an_answer_that_is_not_saved_only_who_gave_one_is_told(desk: Desk, fill: Fill) -> None:
    desk.play("19:00")
    fill(desk)
    desk.play("19:40")
    assert desk.shown.count("The journal takes nothing just now") == 1
    assert "Not saved yet" not in desk.shown
    desk.press("done", CALCIUM)
    assert desk.shown.count("Not saved yet") == 1
    desk.journal.full = desk.journal.unreadable = ""
    desk.play("19:41")
    assert desk.shown[-1] == "Saved now"


def test_what_the_program_alone_had_to_note_is_said_to_be_well_again(
    desk: Desk, fill: Fill
) -> None:
    desk.play("19:00")
    fill(desk)
    desk.play("19:40")
    desk.journal.full = desk.journal.unreadable = ""
    desk.play("19:41")
    assert desk.shown[-1] == "All is well again"


def test_a_held_press_survives_the_end_of_the_daemon(desk: Desk, fill: Fill) -> None:
    desk.play("21:46")
    fill(desk)
    desk.press("done", STRETCH)
    desk.daemon.stop()
    desk.crash()
    desk.journal.full = desk.journal.unreadable = ""
    desk.play("21:50")
    assert desk.answers() == [("done", "stretch")]
    desk.play("22:30")
    assert desk.rings("stretch") == 1
    assert not (desk.folder / "held.jsonl").exists(), "what was kept is no longer held"


def test_a_journal_that_can_be_written_but_not_read_rings_nothing_twice(desk: Desk) -> None:
    desk.play("19:00")
    desk.journal.unreadable = "a page is damaged"
    desk.play("22:29")
    assert desk.shown.count(STRETCH) == 1
    assert desk.shown.count(CALCIUM) == 1


# --- activities --------------------------------------------------------------------------


def test_a_hike_that_is_logged_changes_this_evening_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG.replace("repeat = 0", 'routine = "evidence-3min"', 1))
    desk.play("19:00")
    hike = Activity("hike", at("18:00"), minutes(300), 12, 700, None, 5, 6)
    fact = desk.command(hike)
    desk.play("19:20")
    assert "A gentle stretch" in desk.screen
    desk.play("21:45")
    _, notice = desk.channel.shown[-1]
    assert "12 km and 700 m up" in notice.body
    desk.command(Undo(fact.id))
    desk.play("22:10")
    _, notice = desk.channel.shown[-1]
    assert notice.title == STRETCH, "its repeat"
    assert "km" not in notice.body


def test_a_file_that_is_just_being_written_is_no_mistake(desk: Desk) -> None:
    desk.play("19:00")
    desk.save("")
    desk.daemon.turn()
    desk.save(CONFIG)
    desk.play("19:05")
    assert "The settings need a look" not in desk.shown


def test_mistakes_that_stay_are_told_after_a_moment(desk: Desk) -> None:
    desk.play("19:00")
    desk.save("bedtime = ")
    look_again = desk.daemon.turn()
    assert desk.shown == []
    desk.clock.instant = look_again
    desk.daemon.turn()
    assert desk.shown == ["The settings need a look"]
