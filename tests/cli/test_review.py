"""The week in a minute at the command line; what a yes changes, and how it is taken back."""

import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pytest

from coach.config.rewriting import rewrite
from coach.core.model import Decided, Event, Fact, Morning, Proposed, Remark
from coach.core.nights import DAY, local
from coach.journal import SqliteJournal, fresh
from tests.support.lives import Life
from tests.support.people import NIGHT, PRAGUE, at
from tests.support.real_terminal import RealTerminal
from tests.support.terminal import Said, Terminal

ROOT = Path(__file__).parents[2]
TONIGHT = "2026-11-22 20:30"
MINE = """\
bedtime = "22:30"
wake = "07:00"

[[habit]]
key = "stretch"
title = "Stretch calves"
at = "21:15"    # after the news
"""


@pytest.fixture
def mine(bare: Terminal) -> Terminal:
    """A terminal of someone who stretches half an hour later than planned, and told of nights."""
    bare.config.write_text(MINE)
    bare.now = TONIGHT
    life = Life().evenings("stretch", "d" * 20)
    for back in range(7, 0, -1):
        life.add(NIGHT - back * DAY, Morning("cramps" if back == 2 else "none", "button"), "23:00")
    os.makedirs(bare.data)
    with SqliteJournal(str(bare.data / "journal.db")) as journal:
        journal.keep(life.facts)
    return bare


def facts(terminal: Terminal) -> tuple[Fact, ...]:
    with SqliteJournal(str(terminal.data / "journal.db")) as journal:
        return journal.between(date.min, date.max)


def keep(terminal: Terminal, *events: Event) -> tuple[Fact, ...]:
    found = fresh(local(at("20:00"), PRAGUE), *((NIGHT, event) for event in events))
    with SqliteJournal(str(terminal.data / "journal.db")) as journal:
        journal.keep(found)
    return found


def told(terminal: Terminal) -> list[Decided]:
    return [fact.event for fact in facts(terminal) if isinstance(fact.event, Decided)]


# --- the review --------------------------------------------------------------------------


def test_the_review_in_json_has_the_four_parts(mine: Terminal) -> None:
    document = mine.json("review")
    assert list(document)[:4] == ["week", "observation", "proposal", "question"]
    week = document["week"]
    assert (week["from"], week["to"]) == ("2026-11-15", "2026-11-21")
    assert week["habits"] == [{"habit": "stretch", "title": "Stretch calves", "done": 7, "of": 7}]
    assert week["cramps"] == {"nights": 1, "of": 7}
    observed = document["observation"]
    assert f"{observed['done']} of {observed['of']}" in observed["text"].replace(" the ", " ")
    assert document["proposal"]["was"] == "21:15"
    assert document["proposal"]["now"] == "21:45"
    assert len(document["proposal"]["evidence"]) == 14
    assert document["question"].endswith("?")


def test_the_review_is_the_same_until_the_next_one(mine: Terminal) -> None:
    first = mine("review")
    assert first.code == 0
    before = facts(mine)
    mine.now = "2026-11-23 09:00"
    assert mine("review") == first
    assert facts(mine) == before


def test_for_people_it_is_plain_and_names_the_commands(mine: Terminal) -> None:
    said = mine("review").out
    assert said.startswith("Your week, Sunday 15 November to Saturday 21 November\n")
    assert "Stretch calves      7 of 7 evenings\n" in said
    assert "Nights with cramps  1 of the 7 that you told of\n" in said
    assert "Stretch calves: shall it come at 21:45 from now on, instead of at 21:15?\n" in said
    assert "coach review --yes" in said
    assert "To think about: " in said
    assert max(map(len, said.splitlines())) <= 90


def test_with_nothing_known_nothing_is_summed_up(coach: Terminal) -> None:
    said = coach("review")
    assert said == Said(0, "Too little is known of these evenings to sum them up.\n", "")
    document = coach.json("review")
    assert [document[key] for key in ("observation", "proposal", "question")] == [None] * 3
    assert facts(coach) == ()


def test_a_word_without_a_suggestion_is_nothing_to_do(coach: Terminal) -> None:
    for verb in ("--yes", "--no", "--later"):
        said = coach("review", verb)
        assert said.code == 3
        assert "No suggestion waits" in said.err
    assert coach("review", "--yes", "--no").code == 2


def test_with_proposals_off_there_is_none(mine: Terminal) -> None:
    mine.config.write_text(f"{MINE}\n[coaching]\nproposals = false\n")
    assert mine.json("review")["proposal"] is None
    assert mine("review", "--yes").code == 3


# --- a yes -------------------------------------------------------------------------------


def test_a_yes_changes_the_one_line_and_shows_it(mine: Terminal) -> None:
    mine("review")
    mine.config.chmod(0o640)
    said = mine("review", "--yes")
    assert said.out == (
        f"Changed in {mine.config}:\n"
        '  before: at = "21:15"    # after the news\n'
        '  now:    at = "21:45"    # after the news\n'
        "To have it as before: coach undo\n"
    )
    assert mine.config.read_text() == MINE.replace("21:15", "21:45")
    assert mine.config.stat().st_mode & 0o777 == 0o640
    assert mine.json("review")["proposal"] is None
    assert mine("review", "--yes").code == 3


def test_an_undo_restores_the_line_and_the_suggestion(mine: Terminal) -> None:
    proposed = mine.json("review")["proposal"]
    mine("review", "--yes")
    said = mine("undo").out
    assert said.startswith("Taken back: your word on a suggestion.\nRestored in ")
    assert mine.config.read_text() == MINE
    assert mine.json("review")["proposal"] == proposed


def test_an_undo_that_cannot_restore_says_so_and_takes_nothing_back(mine: Terminal) -> None:
    mine("review")
    mine("review", "--yes")
    mine.config.write_text(MINE.replace("21:15", "20:00"))
    said = mine("undo")
    assert said.code == 1
    assert "it says something else by now" in said.err
    assert 'write: at = "21:15"' in said.err
    assert mine.config.read_text() == MINE.replace("21:15", "20:00")
    assert "yes" in [decided.verb for decided in told(mine)]
    mine.config.write_text(MINE)
    assert mine("undo").out == "Taken back: your word on a suggestion.\n"


@pytest.mark.parametrize(("verb", "words"), [("no", "eight weeks"), ("later", "in a week")])
def test_no_and_later_change_nothing_and_can_be_taken_back(
    mine: Terminal, verb: str, words: str
) -> None:
    proposed = mine.json("review")["proposal"]
    assert words in mine("review", f"--{verb}").out
    assert mine.config.read_text() == MINE
    assert mine.json("review")["proposal"] is None
    assert mine("undo").code == 0
    assert mine.json("review")["proposal"] == proposed


@pytest.mark.parametrize("sort", ["halve", "watch", "rest"])
def test_a_yes_to_fewer_reminders_shows_in_the_plan_and_can_be_undone(
    mine: Terminal, sort: str
) -> None:
    keep(mine, Proposed(sort, "stretch", evidence=(f"{NIGHT - DAY}/stretch/1",)))  # type: ignore[arg-type]
    said = mine("review", "--yes").out
    assert "from tonight" in said
    assert mine.json("plan")["nights"][0]["reminders"] == []
    assert "because" in mine("plan").out
    assert mine.config.read_text() == MINE
    assert mine("undo").code == 0
    assert len(mine.json("plan")["nights"][0]["reminders"]) == 1


def test_a_config_with_mistakes_is_not_touched(mine: Terminal) -> None:
    mine("review")
    broken = f"{MINE}snooze = 5000\n"
    mine.config.write_text(broken)
    said = mine("review", "--yes")
    assert (said.code, mine.config.read_text()) == (1, broken)
    assert "it has mistakes, so other settings are in force" in said.err
    assert 'write: at = "21:45"' in said.err
    assert told(mine) == []


def test_a_folder_that_cannot_be_written_is_told_and_the_word_is_kept(
    mine: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine("review")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coach.cli.changing.rewrite", full)
    said = mine("review", "--yes")
    assert said.code == 1
    assert "it cannot be written (No space left on device)" in said.err
    assert mine.config.read_text() == MINE


def test_a_link_to_a_file_elsewhere_stays_a_link(mine: Terminal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.toml"
    mine.config.rename(elsewhere)
    mine.config.symlink_to(elsewhere)
    mine("review")
    assert mine("review", "--yes").code == 0
    assert mine.config.is_symlink()
    assert '"21:45"' in elsewhere.read_text()


# --- a yes on a button -------------------------------------------------------------------


def test_a_buttons_yes_is_carried_out_once(mine: Terminal) -> None:
    (made,) = keep(mine, Proposed("time", "stretch", 1, "21:15", "21:45"))
    keep(mine, Decided(made.id, "yes", "button"))
    assert mine("review", "--yes").out.startswith("Changed in ")
    assert len(told(mine)) == 1
    mine.config.write_text(MINE)
    assert mine("review", "--yes").code == 3
    assert mine.config.read_text() == MINE


def test_a_buttons_yes_that_cannot_be_carried_out_is_not_tried_again(mine: Terminal) -> None:
    (made,) = keep(mine, Proposed("time", "stretch", 1, "20:15", "20:45"))
    keep(mine, Decided(made.id, "yes", "button"))
    assert mine("review", "--yes").code == 1
    assert mine("review", "--yes").code == 3
    assert Remark("not-made", "stretch") in [fact.event for fact in facts(mine)]


@pytest.mark.parametrize("via", ["button", "command"])
@pytest.mark.parametrize("made", [False, True], ids=["before the change", "after it"])
def test_a_kill_between_the_word_and_its_note_is_made_good(
    mine: Terminal, via: Literal["button", "command"], *, made: bool
) -> None:
    (proposed,) = keep(mine, Proposed("time", "stretch", 1, "21:15", "21:45"))
    keep(mine, Decided(proposed.id, "yes", via))
    after = MINE.replace("21:15", "21:45")
    mine.config.write_text(after if made else MINE)
    said = mine("review", "--yes")
    assert (said.code, mine.config.read_text()) == (0, after)
    assert [f.event for f in facts(mine)][-1] == Remark("made", "stretch")
    assert mine("review", "--yes").code == 3
    assert mine("undo").code == 0
    assert mine.config.read_text() == MINE


def test_of_two_that_carry_out_one_yes_neither_says_that_nothing_was_changed(
    mine: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(mine, Proposed("time", "stretch", 1, "21:15", "21:45"))

    def another_is_first(path: str, before: bytes, after: bytes) -> None:
        rewrite(path, before, after)
        rewrite(path, before, after)

    monkeypatch.setattr("coach.cli.changing.rewrite", another_is_first)
    assert mine("review", "--yes").code == 0
    assert Remark("not-made", "stretch") not in [fact.event for fact in facts(mine)]


def test_a_word_on_a_habit_that_is_gone_can_be_taken_back(mine: Terminal) -> None:
    keep(mine, Proposed("time", "stretch", 1, "21:15", "21:45"))
    mine("review", "--yes")
    renamed = mine.config.read_text().replace('"stretch"', '"legs"')
    mine.config.write_text(renamed)
    assert mine("undo").out == "Taken back: your word on a suggestion.\n"
    assert mine.config.read_text() == renamed


# --- on a terminal -----------------------------------------------------------------------


@pytest.fixture
def typed(mine: Terminal) -> Iterator[RealTerminal]:
    """`coach review` on a real terminal, today."""
    now = datetime.now(PRAGUE)
    tonight = now.date() if now.hour >= 12 else now.date() - DAY
    for path in mine.data.iterdir():
        path.unlink()
    proposed = Proposed("time", "stretch", 1, "21:15", "21:45")
    with SqliteJournal(str(mine.data / "journal.db")) as journal:
        journal.keep(fresh(now, (tonight, proposed), (tonight, Remark("ask.1"))))
    environ = {**os.environ, "TZ": "Europe/Prague", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "coach", "review"]
    with RealTerminal(command, environ, 90, 30) as terminal:
        yield terminal


def test_on_a_terminal_the_word_is_asked_for(typed: RealTerminal, mine: Terminal) -> None:
    typed.sees("Yes, No or Later?")
    typed.type("perhaps\n")
    typed.sees("Please type yes, no or later.")
    typed.type("y\n")
    typed.sees("Changed in")
    assert typed.wait() == 0
    assert '"21:45"' in mine.config.read_text()


def test_enter_leaves_it_open(typed: RealTerminal, mine: Terminal) -> None:
    typed.sees("Yes, No or Later?")
    typed.type("\n")
    assert typed.wait() == 0
    assert told(mine) == []


def test_init_offers_cues_and_shows_the_sentence_back(bare: Terminal) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "coach", "init"]
    with RealTerminal(command, environ, 90, 40) as terminal:
        terminal.sees("go to bed")
        terminal.type("23:00\n\n")
        terminal.sees("Enter: none")
        terminal.type("9\n")
        terminal.sees("Please type a number from 1 to 6")
        terminal.type('after I feed "Mimi"\n')
        terminal.sees('After I feed "Mimi", I will stretch calves and hamstrings.')
        assert terminal.wait() == 0
    bare.now = TONIGHT
    assert 'Your moment: after I feed "Mimi".' in str(bare.json("plan"))


def test_init_without_a_cue_is_fine(bare: Terminal) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with RealTerminal([sys.executable, "-m", "coach", "init"], environ, 90, 40) as terminal:
        terminal.sees("go to bed")
        terminal.type("\n\n\n")
        assert terminal.wait() == 0
    bare.now = TONIGHT
    assert bare("check").code == 0
    assert "Your moment" not in str(bare.json("plan"))
