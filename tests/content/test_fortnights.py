"""Six people's fortnights: the page is what the program shows, and nothing in it nags."""

from itertools import pairwise
from pathlib import Path

import pytest

from coach.content.texts import text_for
from tests.support.fortnights import PEOPLE, Somebody, fortnight, page, said

PAGE = Path(__file__).parents[2] / "docs" / "fortnights.md"

EVERYBODY = pytest.mark.parametrize("somebody", PEOPLE, ids=lambda one: one.name)


def test_the_page_is_what_the_program_shows() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@EVERYBODY
def test_no_evening_says_the_same_twice(somebody: Somebody) -> None:
    for _, reminders in fortnight(somebody):
        texts = [text_for(reminder, somebody.person) for reminder in reminders]
        ids = [text.id for text in texts if text]
        assert len(ids) == len(set(ids))


@EVERYBODY
def test_what_comes_every_evening_does_not_repeat_itself_in_a_fortnight(
    somebody: Somebody,
) -> None:
    for key in ("warm", "calcium"):
        texts = [
            text_for(reminder, somebody.person)
            for _, reminders in fortnight(somebody)
            for reminder in reminders
            if reminder.habit.key == key
        ]
        ids = [text.id for text in texts if text]
        assert len(ids) == len(set(ids)) == 14


@EVERYBODY
def test_no_two_evenings_running_have_the_same_words_for_the_stretch(somebody: Somebody) -> None:
    for (_, first), (_, second) in pairwise(fortnight(somebody)):
        one, other = (
            [said(r, somebody.person) for r in reminders if r.habit.key == "stretch"]
            for reminders in (first, second)
        )
        assert one != other


@EVERYBODY
def test_the_budget_holds_on_every_evening(somebody: Somebody) -> None:
    assert all(len(reminders) <= 4 for _, reminders in fortnight(somebody))
