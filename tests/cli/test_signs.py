"""signs: ticks are kept, answered in fixed words, and can be taken back."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.real_terminal import RealTerminal
from tests.support.terminal import CONFIG, Terminal

OFF = CONFIG.replace("\n\n", "\n\n[coaching]\ndoctor_signs = false\n\n", 1)


def ticks(*names: str) -> list[str]:
    return ["signs", *(word for name in names for word in ("--tick", name))]


def test_ticks_are_answered_with_who_lists_them_and_what_was_told(coach: Terminal) -> None:
    said = coach(*ticks("one-sided-swelling", "warm-skin"))
    assert said.code == 0
    assert said.out.startswith("Get medical help today.\n")
    assert "same day" in said.out
    assert "You told: one leg swollen, warm skin on the leg (Sunday 22 November).\n" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert "Source: NHS, deep vein thrombosis. Strength: expert. Rule U1." in said.out
    assert said.out.endswith("It is not a check-up.\n")


def test_the_document_has_the_rule_the_entries_and_the_source(coach: Terminal) -> None:
    told = coach.json(*ticks("sudden-cold-leg"))
    assert set(told) == {"id", "night", "ticked", "reasons"}
    assert (told["night"], told["ticked"]) == ("2026-11-22", ["sudden-cold-leg"])
    (reason,) = told["reasons"]
    assert (reason["rule"], reason["level"], reason["entries"]) == ("E3", "E", [told["id"]])
    assert reason.keys() >= {"text", "because", "source", "strength"}


def test_an_emergency_names_no_number_of_one_country(coach: Terminal) -> None:
    said = coach(*ticks("sudden-cold-leg"))
    assert said.out.startswith("Call your local emergency number now.")


def test_what_matches_nothing_is_noted_and_is_no_all_clear(coach: Terminal) -> None:
    said = coach(*ticks("one-sided-swelling"))
    assert said.out.startswith("Noted. What you ticked is not, by itself, one of the listed")
    assert "This is not a check-up. If something worries you, ask a doctor." in said.out


def test_ticks_can_be_taken_back(coach: Terminal) -> None:
    coach(*ticks("one-sided-swelling"))
    assert coach("undo").out == "Taken back: the signs that you ticked (Sunday 22 November).\n"
    assert coach.json(*ticks("warm-skin"))["reasons"] == []
    coach(*ticks("one-sided-swelling"))
    assert [r["rule"] for r in coach.json(*ticks("hard-vein"))["reasons"]] == ["U1"]


def test_history_tells_what_was_ticked(coach: Terminal) -> None:
    coach(*ticks("twitching", "unwell"))
    assert "signs for a doctor: twitching, unwell\n" in coach("history").out


def test_what_was_told_lately_is_named_and_not_told_again(coach: Terminal) -> None:
    coach(*ticks("twitching"))
    coach.now = "2026-11-24 21:00"
    again = coach(*ticks("twitching")).out
    assert "Told on Sunday 22 November and still so: rule S4. See a doctor within" in again
    assert "muscle" not in again
    coach.now = "2026-11-29 21:00"
    assert "A muscle that is weaker" in coach(*ticks("twitching")).out


def test_the_list_has_every_sign_and_keeps_nothing(coach: Terminal) -> None:
    listed = coach("signs", "--list").out
    assert "  one-sided-swelling\n      Is one leg swollen" in listed
    assert len(coach.json("signs", "--list")["signs"]) == 42
    assert "Nothing is written down" in coach("history").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--tick", "one-sided-sweling"], 'There is no sign "one-sided-sweling"; did you mean'),
        (["--tick", "x"], 'There is no sign "x"; see: coach signs --list'),
        ([], "Say which signs: coach signs --tick"),
    ],
)
def test_what_cannot_be_ticked_is_refused(coach: Terminal, words: list[str], why: str) -> None:
    said = coach("signs", *words)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert "Nothing is written down" in coach("history").out


def test_it_can_be_switched_off(coach: Terminal) -> None:
    coach.config.write_text(OFF)
    said = coach(*ticks("sudden-cold-leg"))
    assert (said.code, said.out) == (1, "")
    assert "switched off" in said.err
    assert "ten minutes" not in coach("log", "cramp", "--minutes", "12").out


def test_a_long_cramp_is_answered_at_once(coach: Terminal) -> None:
    said = coach("log", "cramp", "--minutes", "12").out
    assert said.startswith("Noted: a cramp at 21:50")
    assert "Get medical help today.\n\n  A cramp of over ten minutes" in said
    assert "You told: a cramp of 12 minutes (Sunday 22 November)." in said
    assert said.endswith("It is not a check-up.\n")
    assert coach("log", "cramp", "--minutes", "10").out.count("\n") == 1


def test_a_long_cramp_that_was_taken_back_leads_to_nothing(coach: Terminal) -> None:
    coach("log", "cramp", "--minutes", "12")
    coach("undo")
    assert coach.json(*ticks("twitching"))["reasons"][0]["rule"] == "S4"


def test_the_review_of_the_week_tells_the_reasons_too(coach: Terminal) -> None:
    assert coach.json("review")["reasons"] == []
    coach(*ticks("slow-wound"))
    assert "Get medical help today.\n\n  Pain at rest" in coach("review").out
    assert [reason["rule"] for reason in coach.json("review")["reasons"]] == ["U6"]
    coach.config.write_text(OFF)
    assert "doctor" not in coach("review").out


# --- asked on a terminal ---------------------------------------------------------------------


def asked(folder: Path) -> RealTerminal:
    (folder / "config.toml").write_text(CONFIG)
    environ = {
        **os.environ,
        "COACH_CONFIG": str(folder / "config.toml"),
        "COACH_DATA": str(folder / "data"),
    }
    return RealTerminal([sys.executable, "-m", "coach", "signs"], environ, 80, 40)


def test_a_group_that_is_answered_no_is_not_gone_into(tmp_path: Path) -> None:
    with asked(tmp_path) as terminal:
        terminal.sees("Does a leg look or feel wrong")
        terminal.type("\n" * 7)
        assert terminal.wait() == 0
        shown = terminal.read()
        assert "Is one leg swollen" not in shown
        assert "No listed sign was ticked. This is not a check-up." in shown


def test_a_yes_opens_its_questions(tmp_path: Path) -> None:
    with asked(tmp_path) as terminal:
        terminal.sees("Does a leg look or feel wrong")
        terminal.type("y\n")
        terminal.sees("Is one leg swollen")
        terminal.type("y\n\nYES\n" + "\n" * 5)
        terminal.sees("chest pain")
        terminal.type("\n" * 6)
        assert terminal.wait() == 0
        assert "one leg swollen, warm skin on the leg" in terminal.read().replace("\r\n", "")


def test_who_breaks_off_has_noted_nothing(tmp_path: Path) -> None:
    with asked(tmp_path) as terminal:
        terminal.sees("Does a leg look or feel wrong")
        terminal.type("y\n")
        terminal.sees("Is one leg swollen")
        terminal.type("\x04")
        assert terminal.wait() == 1
        assert "Nothing was noted." in terminal.read()
