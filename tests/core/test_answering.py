"""Which reminder an answer is for, and what a button means."""

from datetime import time

import pytest

from coach.core.answering import NothingOpen, Press, pressed, settle, snooze
from coach.core.model import CHOICES, Asks, Fact, Morning
from coach.core.planning import question_key, reminder_id
from coach.core.standing import Standing
from tests.support.evening import Evening
from tests.support.people import NIGHT, STRETCH, at, config, habit, minutes

WATER = habit("water", time(18, 0), time(20, 0), time(22, 0), repeat=0)


def places(evening: Evening) -> tuple[Standing, ...]:
    return tuple(evening.place("water", slot) for slot in (1, 2, 3))


def test_done_is_for_the_one_that_was_asked() -> None:
    evening = Evening(config(WATER), at("19:00"))
    evening.play(at("20:05"))
    assert settle(places(evening), "done") == "2026-11-22/water/1"
    evening.command("done", "water")
    assert settle(places(evening), "done") == "2026-11-22/water/2"


def test_done_ahead_of_time_is_for_the_next_to_come() -> None:
    evening = Evening(config(WATER), at("17:00"))
    assert settle(places(evening), "done") == "2026-11-22/water/1"


def test_done_after_skip_counts() -> None:
    evening = Evening(config(STRETCH), at("21:50"))
    evening.command("skip", "stretch")
    assert settle([evening.place("stretch")], "done") == "2026-11-22/stretch/1"
    with pytest.raises(NothingOpen):
        settle([evening.place("stretch")], "skip")


def test_only_what_is_open_can_be_snoozed() -> None:
    evening = Evening(config(STRETCH), at("21:00"))
    with pytest.raises(NothingOpen):
        snooze([evening.place("stretch")], evening.now, None)
    evening.play(at("21:50"))
    answer = snooze([evening.place("stretch")], evening.now, minutes(15))
    assert answer.back == at("22:05")
    evening.command("done", "stretch")
    with pytest.raises(NothingOpen):
        snooze([evening.place("stretch")], evening.now, None)


def test_a_snooze_past_the_end_comes_five_minutes_before_it() -> None:
    evening = Evening(config(STRETCH), at("21:50"))
    answer = snooze([evening.place("stretch")], evening.now, minutes(300))
    assert answer.back == at("22:25")


# --- buttons -------------------------------------------------------------------------------

ASKED = "2026-11-22/ask.morning/1"
HOW_BAD = "2026-11-22/ask.severity/1"


@pytest.mark.parametrize("asks", ["habit", "morning", "severity"])
def test_each_button_of_each_kind_means_something_else(asks: Asks) -> None:
    name = reminder_id(NIGHT, "stretch" if asks == "habit" else question_key(asks), 1)
    meant = [pressed(Press(choice, name, at("22:00"))) for choice in CHOICES[asks]]
    assert None not in meant
    assert len(set(meant)) == len(CHOICES[asks])


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("none", "2026-11-22/stretch/1"),
        ("done", ASKED),
        ("", HOW_BAD),
        ("yes", "2026-11-22/ask.x/1"),
    ],
)
def test_what_is_no_button_of_a_card_means_nothing(choice: str, name: str) -> None:
    assert pressed(Press(choice, name, at("22:00"))) is None


def test_how_bad_keeps_what_is_known() -> None:
    known = (Fact("1", at("22:00"), NIGHT, Morning("cramps", "command", 2, None, 7)),)
    assert pressed(Press("bad", HOW_BAD, at("22:00"), None, known)) == Morning(
        "cramps", "button", 2, 8, 7
    )
