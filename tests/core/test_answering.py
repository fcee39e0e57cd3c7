"""Which reminder an answer is for."""

from datetime import time

import pytest

from coach.core.answering import NothingOpen, settle, snooze
from coach.core.standing import Standing
from tests.support.evening import Evening
from tests.support.people import STRETCH, at, config, habit, minutes

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
