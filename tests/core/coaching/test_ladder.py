"""Asking less after 3, 7 and 14 evenings that were seen and ignored, and more again by steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.coaching.ladder import change
from coach.core.model import Eased, EaseReason, Pause
from coach.core.nights import DAY
from tests.support.lives import Life
from tests.support.people import NIGHT, before_bed, habit

STRETCH = habit("stretch", before_bed(45))


def after(
    letters: str, step: int = 0, because: EaseReason = "ignored", ago: int = 0
) -> Eased | None:
    """The word that tonight calls for, after a word so many evenings ago."""
    life = Life().evenings("stretch", letters)
    if step:
        life.add(NIGHT - ago * DAY, Eased("stretch", step, because), "12:00")
    return change(STRETCH, life.lived())


def step_after(letters: str, step: int = 0, ago: int = 0) -> int | None:
    word = after(letters, step, ago=ago)
    return None if word is None else word.step


@pytest.mark.parametrize(
    ("letters", "step"),
    [
        ("ii", None),
        ("iii", 1),
        ("iiiiii", 1),
        ("iiiiiii", 2),
        ("i" * 13, 2),
        ("i" * 14, 3),
        ("iidii", None),
        ("iisii", None),
        ("iizii", None),
        ("iiwii", None),
        ("wwww", None),
        ("iuuiui", 1),
        ("iuiu", None),
        ("uuuu", None),
        ("sss", None),
        ("issi", None),
        ("nnnnnnn", None),
        ("dddiii", 1),
        ("", None),
    ],
)
def test_only_evenings_that_were_seen_and_ignored_in_a_row_count(
    letters: str, step: int | None
) -> None:
    assert step_after(letters) == step


def test_the_word_names_the_evenings_that_led_to_it() -> None:
    word = after("diii")
    evenings = tuple(f"{NIGHT - n * DAY}/stretch/1" for n in (3, 2, 1))
    assert word == Eased("stretch", 1, "ignored", evenings)


def test_what_led_up_is_named_also_where_a_done_took_a_step_back_since() -> None:
    word = after("iiiiiiid")
    assert word is not None
    assert (word.step, word.because, len(word.evidence)) == (1, "ignored", 7)
    assert f"{NIGHT - DAY}/stretch/1" not in word.evidence


def test_what_was_said_already_is_not_said_again() -> None:
    assert step_after("iii" + "i", step=1, ago=1) is None
    assert step_after("iii" + "iiii", step=1, ago=4) == 2


@pytest.mark.parametrize(("step", "back"), [(3, 2), (2, 1), (1, 0)])
def test_any_done_restores_one_step_and_not_the_top(step: int, back: int) -> None:
    word = after("i" * 14 + "d", step, ago=1)
    assert word == Eased("stretch", back, "answered", (f"{NIGHT - DAY}/stretch/1",))


def test_a_done_from_before_the_last_word_restores_nothing() -> None:
    assert step_after("diii", step=1, ago=0) is None


def test_after_a_done_the_row_begins_anew() -> None:
    assert step_after("i" * 7 + "d" + "ii", step=2, ago=3) == 1
    assert step_after("i" * 7 + "d" + "iii", step=1, ago=2) is None


def test_a_pause_is_no_row() -> None:
    life = Life().evenings("stretch", "ii")
    life.add(NIGHT - DAY, Pause(), "12:00")
    assert change(STRETCH, life.lived()) is None


def test_what_was_agreed_is_not_taken_back_by_one_done() -> None:
    assert after("d", 3, "agreed", ago=1) is None
    assert after("d" * 7, 3, "grown", ago=1) is None


@pytest.mark.parametrize(
    ("letters", "ends"), [("bbbbuuu", False), ("bbbuuuu", True), ("bbbssss", False)]
)
def test_reminders_come_back_below_four_of_seven(letters: str, ends: bool) -> None:
    word = after("b" * 7 + letters, 3, "grown", ago=8)
    assert (word is not None) is ends
    if word is not None:
        assert (word.step, word.because, len(word.evidence)) == (0, "slipped", 7)


@given(st.text("dbisuzn", max_size=30), st.integers(0, 3))
def test_no_evening_but_an_ignored_one_asks_less(letters: str, step: int) -> None:
    word = after(letters, step, ago=len(letters))
    if word is not None and word.step > step:
        assert "iii" in letters.replace("u", "").replace("n", "")


@given(st.text("isun", max_size=30))
def test_without_a_done_nothing_is_asked_more(letters: str) -> None:
    word = after(letters, 2, ago=len(letters))
    assert word is None or word.step > 2


def test_the_ladder_lived_evening_by_evening() -> None:
    """What is recorded night by night is what one look at the end would say."""
    letters, life, steps = "iiiiiiidiiid", Life(), []
    for n, letter in enumerate(letters):
        night = NIGHT + n * DAY
        for eased in (change(STRETCH, life.lived(night)),):
            if eased:
                life.add(night, eased, "12:00")
                steps.append((n, eased.step))
        life.evening(night, "stretch", letter)
    assert steps == [(3, 1), (7, 2), (8, 1)]
