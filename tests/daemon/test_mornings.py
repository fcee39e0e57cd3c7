"""The morning's questions in the real daemon: asked once, answered by any face, never outside."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from coach.core.model import (
    Activity,
    Cramp,
    Event,
    Held,
    Morning,
    Pause,
    Resume,
    Timetable,
    Undo,
)
from coach.core.nights import DAY
from coach.core.planning import habit_of
from coach.journal import fresh
from coach.notify.port import Pressed
from tests.support.desk import CONFIG, Desk
from tests.support.people import NIGHT, at, minutes

MORNING = date(2026, 11, 23)
ASKED = "How was the night?"
HOW_BAD = "How bad was it?"
LATE_RISER = CONFIG.replace('wake = "07:00"', 'wake = "09:30"')


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def words(desk: Desk) -> list[Event]:
    """What was told of nights."""
    return [f.event for f in desk.journal.facts if isinstance(f.event, Morning)]


def body(desk: Desk, title: str = ASKED) -> str:
    return next(n.body for n in desk.channel.screen.values() if n.title == title)


def cramp(clock: str, day: date = MORNING, **told: int) -> Cramp:
    return Cramp(at(clock, day=day), pain=told.get("pain"))


# --- asked -------------------------------------------------------------------------------


def test_the_night_is_asked_about_at_wake_for_five_hours(desk: Desk) -> None:
    desk.play("06:59", MORNING)
    assert ASKED not in desk.shown
    desk.play("07:00", MORNING)
    assert desk.screen == [ASKED]
    (notice,) = desk.channel.screen.values()
    assert [button.label for button in notice.buttons] == ["None", "Cramp", "Unsure"]
    desk.play("11:59", MORNING)
    assert desk.screen == [ASKED]
    desk.play("12:00", MORNING)
    assert desk.screen == []
    assert desk.rings("ask.morning") == 1
    assert words(desk) == [], "silence tells nothing"


def test_who_comes_to_the_machine_later_is_asked_then(desk: Desk) -> None:
    desk.play("22:40")
    desk.sleep("09:20", MORNING)
    assert desk.screen == [ASKED]


def test_who_comes_after_five_hours_is_not_asked(desk: Desk) -> None:
    desk.play("22:40")
    desk.sleep("12:00", MORNING)
    assert desk.screen == []


def test_a_late_riser_has_five_hours_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path, LATE_RISER)
    desk.play("14:29", MORNING)
    assert desk.screen == [ASKED]
    desk.crash()
    desk.play("14:29", MORNING)
    assert desk.screen == [ASKED]
    assert desk.rings("ask.morning") == 1, "also where the night has ended meanwhile"
    desk.press("cramp", ASKED)
    assert desk.screen == [HOW_BAD]
    desk.play("14:45", MORNING)
    assert desk.screen == []


def test_a_late_riser_who_comes_after_noon_is_asked_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, LATE_RISER)
    desk.play("22:40")
    desk.sleep("13:00", MORNING)
    assert desk.screen == [ASKED]
    desk.press("none", ASKED)
    desk.play("14:40", MORNING)
    assert desk.rings("ask.morning") == 1
    assert [f.night for f in desk.journal.facts if isinstance(f.event, Morning)] == [NIGHT]


def test_who_answers_just_before_noon_has_a_quarter_of_an_hour_for_how_bad(desk: Desk) -> None:
    desk.play("11:53", MORNING)
    desk.press("cramp", ASKED)
    for clock in ("11:59", "12:01", "12:07"):
        desk.play(clock, MORNING)
        assert desk.screen == [HOW_BAD], clock
    desk.press("mild", HOW_BAD)
    assert desk.screen == []
    assert desk.rings("ask.severity") == 1


def test_an_edit_after_it_was_asked_leaves_it_until_noon_and_beyond(tmp_path: Path) -> None:
    """Also where a clock that was ahead once noted that no morning is asked about."""
    desk = Desk(tmp_path, LATE_RISER, day=NIGHT - DAY)
    off = {"ask.morning/1": ("",) * 7}
    table = date(2027, 3, 24), Timetable(at("12:00", day=NIGHT - DAY), off)
    desk.journal.another_process_keeps(*fresh(desk.clock.instant, table))
    desk.play("10:00", MORNING)
    assert desk.screen == [ASKED]
    desk.save(LATE_RISER.replace("19:30", "19:40"))
    desk.play("13:00", MORNING)
    assert desk.screen == [ASKED]
    assert desk.rings("ask.morning") == 2, "of two nights, each once"


def test_who_is_away_is_asked_on_return(desk: Desk) -> None:
    desk.play("23:00")
    desk.person.away = "locked"
    desk.play("08:10", MORNING)
    assert desk.screen == []
    desk.person.away = None
    desk.daemon.turn()
    assert desk.screen == [ASKED]
    held = [f.event.reminders for f in desk.journal.facts if isinstance(f.event, Held)]
    assert [tuple(map(habit_of, names)) for names in held] == [("ask.morning",)]


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG + "[coaching]\nmorning_check = false\n")
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown


def test_a_paused_night_is_not_asked_about(desk: Desk) -> None:
    desk.play("21:00")
    desk.command(Pause())
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown


def test_a_pause_takes_it_down_and_its_end_brings_it_back(desk: Desk) -> None:
    desk.play("07:30", MORNING)
    desk.command(Pause())
    assert desk.screen == []
    desk.command(Resume())
    assert desk.screen == [ASKED]


def test_who_switches_it_on_after_wake_is_asked_tomorrow(tmp_path: Path) -> None:
    off = CONFIG + "[coaching]\nmorning_check = false\n"
    desk = Desk(tmp_path, off)
    desk.play("08:00", MORNING)
    desk.save(CONFIG)
    desk.play("08:05", MORNING)
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown
    desk.play("07:00", date(2026, 11, 24))
    assert ASKED in desk.screen


def test_it_never_joins_a_habit_or_takes_its_place(tmp_path: Path) -> None:
    early = '[[habit]]\nkey = "tea"\nat = "07:00"\nuntil = "wake + 60min"\nrepeat = 0\n'
    desk = Desk(tmp_path, CONFIG + early)
    desk.play("07:01", MORNING)
    assert sorted(desk.screen) == [ASKED, "Tea"]
    desk.press("done", "Tea")
    assert desk.screen == [ASKED]


# --- answered ----------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "said"), [("none", "none"), ("unsure", "unsure")])
def test_none_and_unsure_are_all_there_is_to_say(desk: Desk, choice: str, said: str) -> None:
    desk.play("07:10", MORNING)
    desk.press(choice, ASKED)
    assert words(desk) == [Morning(said, "button")]  # type: ignore[arg-type]
    desk.play("12:00", MORNING)
    assert desk.shown.count(ASKED) == 1
    assert HOW_BAD not in desk.shown


@pytest.mark.parametrize(("choice", "pain"), [("mild", 2), ("middling", 5), ("bad", 8)])
def test_a_cramp_leads_to_how_bad(desk: Desk, choice: str, pain: int) -> None:
    desk.play("07:10", MORNING)
    desk.press("cramp", ASKED)
    assert desk.screen == [HOW_BAD]
    desk.press(choice, HOW_BAD)
    assert desk.screen == []
    assert words(desk)[-1] == Morning("cramps", "button", pain=pain)
    desk.play("12:00", MORNING)
    assert desk.shown == [*desk.shown[:-2], ASKED, HOW_BAD]


def test_the_second_word_keeps_what_the_first_told(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.command(Morning("cramps", "button", cramps=3, sleep_loss=4))
    desk.press("bad", HOW_BAD)
    assert words(desk)[-1] == Morning("cramps", "button", 3, 8, 4)


def test_how_bad_that_is_left_open_is_no_answer_and_ends_with_the_morning(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.press("cramp", ASKED)
    desk.play("12:00", MORNING)
    assert desk.screen == []
    assert words(desk) == [Morning("cramps", "button")]


def test_closing_is_no_answer_and_it_does_not_come_again(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.channel.dismiss(desk.handle(ASKED))
    desk.play("12:00", MORNING)
    assert words(desk) == []
    assert desk.rings("ask.morning") == 1


def test_a_word_by_command_takes_the_card_down(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.command(Morning("cramps", "command", 2))
    assert desk.screen == [], "who types has said what there is to say"


def test_who_told_before_wake_is_not_asked(desk: Desk) -> None:
    desk.play("06:00", MORNING)
    desk.command(Morning("none", "command"))
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown


def test_a_word_that_is_taken_back_brings_the_question_back_while_it_is_open(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.press("none", ASKED)
    (told,) = [f for f in desk.journal.facts if isinstance(f.event, Morning)]
    desk.command(Undo(told.id))
    assert desk.screen == [ASKED]
    desk.press("unsure", ASKED)
    told = [f for f in desk.journal.facts if isinstance(f.event, Morning)][-1]
    desk.play("12:00", MORNING)
    desk.command(Undo(told.id))
    assert desk.screen == []


def test_a_button_that_was_not_offered_means_nothing(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    before = len(desk.journal.facts)
    desk.channel._events.append(Pressed(desk.handle(ASKED), "done"))
    desk.daemon.turn()
    assert len(desk.journal.facts) == before
    assert desk.screen == [ASKED]


# --- what is known already ---------------------------------------------------------------


def test_a_cramp_noted_in_the_night_is_told_and_only_how_bad_is_asked(desk: Desk) -> None:
    desk.play("04:30", MORNING)
    desk.command(cramp("04:30"))
    desk.play("07:00", MORNING)
    assert desk.screen == [HOW_BAD]
    assert body(desk, HOW_BAD).startswith("You noted a cramp at 04:30.\n")
    desk.press("bad", HOW_BAD)
    assert words(desk) == [Morning("cramps", "button", 1, 8)]
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown


def test_nothing_is_asked_where_that_is_known_too(desk: Desk) -> None:
    desk.play("04:30", MORNING)
    desk.command(cramp("04:30", pain=6))
    desk.play("12:00", MORNING)
    assert ASKED not in desk.shown
    assert HOW_BAD not in desk.shown


def test_a_cramp_before_bedtime_does_not_tell_how_the_night_was(desk: Desk) -> None:
    desk.play("20:00")
    desk.command(cramp("20:00", NIGHT))
    desk.play("07:00", MORNING)
    assert desk.screen == [ASKED]
    assert "You noted a cramp at 20:00." in body(desk)


def test_a_cramp_written_down_in_the_morning_takes_the_card_down(desk: Desk) -> None:
    desk.play("08:00", MORNING)
    desk.command(cramp("03:00"))
    assert desk.screen == []


# --- what else the morning has -----------------------------------------------------------


def test_what_nobody_could_see_is_told_in_one_line(desk: Desk) -> None:
    desk.play("19:31")
    desk.sleep("07:00", MORNING)
    assert "Stretch calves could not be shown last evening." in body(desk)
    assert "calcium" not in body(desk)


def test_what_was_seen_is_not_told(desk: Desk) -> None:
    desk.play("07:00", MORNING)
    assert "could not be shown" not in body(desk)


def test_what_the_budget_has_no_room_for_is_carried_by_the_card(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG.replace("[[habit]]", "budget = 2\n[[habit]]", 1))
    hike = Activity("hike", at("17:00"), minutes(300), 16, 900, 900)
    desk.play("18:00")
    desk.command(hike)
    desk.play("07:00", MORNING)
    assert desk.screen == [ASKED]
    assert "Sore legs after yesterday are usual" in body(desk)


def test_private_words_tell_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG + "[channels.desktop]\nprivate = true\n")
    desk.play("07:00", MORNING)
    desk.press("cramp", "Good morning")
    told = [
        " ".join([n.title, n.body, n.hint, *(button.label for button in n.buttons)]).lower()
        for _, n in desk.channel.shown[-2:]
    ]
    assert not any(word in text for word in ("stretch", "night", "leg", "cramp") for text in told)


# --- trouble -----------------------------------------------------------------------------


def test_after_a_crash_a_press_is_heard(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.crash()
    desk.play("07:20", MORNING)
    assert desk.rings("ask.morning") == 1
    desk.press("cramp", ASKED)
    desk.crash()
    desk.play("07:30", MORNING)
    desk.press("mild", HOW_BAD)
    assert words(desk)[-1] == Morning("cramps", "button", pain=2)


def test_a_server_that_dies_shows_it_again_when_it_is_back(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.channel.lose()
    desk.play("07:20", MORNING)
    desk.channel.find()
    desk.play("07:21", MORNING)
    assert desk.screen == [ASKED]


def test_a_press_that_cannot_be_kept_is_held_and_told(desk: Desk) -> None:
    desk.play("07:10", MORNING)
    desk.journal.full = "the disk is full"
    desk.press("none", ASKED)
    assert desk.screen == ["Not saved yet"]
    desk.journal.full = ""
    desk.play("07:12", MORNING)
    assert words(desk) == [Morning("none", "button")]


def test_a_word_from_a_clock_that_was_ahead_does_not_answer_the_night_that_comes(
    desk: Desk,
) -> None:
    desk.play("22:40")
    desk.clock.set(at("08:00", day=date(2026, 12, 24)))
    desk.daemon.turn()
    desk.press("none", ASKED)
    desk.clock.set(at("22:50"))
    desk.daemon.turn()
    desk.play("22:00", date(2026, 12, 23))
    desk.play("07:00", date(2026, 12, 24))
    assert ASKED in desk.screen


def test_a_first_answer_by_a_clock_far_ahead_does_not_put_the_second_question_off(
    desk: Desk,
) -> None:
    desk.play("07:05", MORNING)
    desk.clock.set(at("07:20", day=MORNING) + timedelta(days=364))
    desk.press("cramp", ASKED)
    desk.clock.set(at("07:30", day=MORNING))
    desk.daemon.turn()
    desk.clock.instant += minutes(16)
    desk.daemon.turn()
    assert desk.screen == [HOW_BAD]
