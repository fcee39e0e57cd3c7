"""`coach why effect`: what is said at each stage, and all that it rests on."""

from datetime import date

import pytest

from coach.core.model import Activity, Fact, Morning
from coach.journal import SqliteJournal
from tests.support.habits import DAY, lived
from tests.support.people import NIGHT, at
from tests.support.terminal import Terminal

YESTERDAY = NIGHT - DAY
HELPED = ("dddmdem" * 12, "nnnynny" * 6 + "nnnynnn" * 6)
"""Habit and mornings: cramps hardly ever but on nights without it."""


def live(coach: Terminal, letters: str, cramps: str, last: date = YESTERDAY) -> None:
    """Evenings of the first habit, and the mornings after: `y`, `n`, `-` unanswered."""
    facts = lived(letters, last=last)
    for back, letter in enumerate(reversed(cramps)):
        night = last - back * DAY
        if letter != "-":
            said = Morning("cramps" if letter == "y" else "none", "button")
            facts.append(Fact(f"m{night}", at("07:10", day=night + DAY), night, said))
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        journal.keep(sorted(facts, key=lambda fact: fact.at))


def test_a_new_person_is_told_how_many_nights_it_takes(coach: Terminal) -> None:
    live(coach, "ddmdd", "nnynn")
    said = coach("why", "effect").out
    assert "So far 4 nights can be compared; it takes 14." in said
    assert "in 100" not in said


def test_too_few_nights_of_one_kind_are_no_comparison(coach: Terminal) -> None:
    live(coach, "d" * 7 + "m" + "d" * 20 + "m", "ynn" * 9 + "yn")
    said = coach("why", "effect").out
    assert "You did it on 27 of 29 nights that can be compared." in said
    assert "nobody could tell, and coach does not guess." in said
    assert "in 100 that" not in said


def test_an_estimate_comes_with_both_fractions_and_its_limits(coach: Terminal) -> None:
    live(coach, *HELPED)
    said = coach("why", "effect").out
    assert "With it: cramps on " in said
    assert "Without it: on " in said
    assert "in 100 that it goes with fewer cramps for you." in said
    assert "These nights were not chosen at random" in said
    assert "This is from the nights before Sunday 8 November 2026, and stays so until" in said
    assert "Before any night counts, it is even odds whether a habit helps." in said
    assert "next on Sunday 6 December 2026. Model 2." in said
    for word in ("prove", "cause", "works", "cure", "prevent", "treat", "!"):
        assert word not in said


def test_the_document_has_all_of_it(coach: Terminal) -> None:
    live(coach, *HELPED)
    document = coach.json("why", "effect")
    assert document["model"] == "2"
    found = document["effects"][0]
    assert found["habit"] == "stretch"
    assert found["stage"] >= 3
    assert found["direction"] == "helps"
    assert found["with"].keys() == {"cramps", "nights", "low", "high"}
    assert 0.5 < found["estimate"]["helps"] < 1
    assert found["estimate"]["odds"].keys() == {"low", "middle", "high"}
    assert found["until"] == "2026-11-08"
    assert found["next_look"] == "2026-12-06"
    assert document["effects"][1]["says"] == "counting"


def test_unanswered_mornings_withhold_it_and_show_what_could_be(coach: Terminal) -> None:
    live(coach, "ddm" * 28, "nny-y-" * 14)
    said = coach("why", "effect").out
    assert "mornings are answered, so no estimate is made." in said
    assert "Had all the others been free of cramps: " in said
    assert "Left out, the morning was not answered: 28" in said


def test_hikes_that_differ_are_named(coach: Terminal) -> None:
    live(coach, "dddddddmmmmm" * 7, "nnnnnnynnyyn" * 7)
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        for days in range(4, 84, 12):
            hike = Activity("hike", at("17:00", day=YESTERDAY - days * DAY))
            journal.keep([Fact(f"h{days}", hike.when, YESTERDAY - days * DAY, hike)])
    said = coach("why", "effect").out
    assert "Hike nights were 0 of " in said
    assert "Without regard to hikes it would be " in said
    assert "hike nights: of one sort only, so they say nothing here." in said


@pytest.mark.parametrize("command", [("why", "effect"), ("why", "effect", "--json")])
def test_without_a_morning_it_is_said_and_nothing_is_claimed(
    coach: Terminal, command: tuple[str, ...]
) -> None:
    assert coach(*command).code == 0


def test_a_habit_that_is_called_effect_is_a_habit(coach: Terminal) -> None:
    coach.config.write_text(coach.config.read_text().replace('"warm"', '"effect"'))
    assert "Warm legs" in coach("why", "effect").out
    assert "Nothing counts yet" in coach("why", "effect").out
