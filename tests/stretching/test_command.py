"""`coach stretch`: which routine, and what it leaves in the journal."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from coach.config.options import ROUTINES
from tests.stretching.conftest import CONFIG, Person


def test_without_a_name_it_is_the_routine_of_the_first_habit_that_has_one(person: Person) -> None:
    done = person.coach("stretch", "--json")
    told = json.loads(done.stdout)
    assert (told["routine"], told["state"]) == ("seat-2min", "noted")
    assert (told["held"], told["to_hold"]) == (90, 90)
    assert told["id"] == person.answers()[0]["id"]
    assert "Stretch 1 of 3" in done.stderr


def test_where_no_habit_names_one_it_is_the_usual_one(person: Person) -> None:
    person.config.write_text(CONFIG.replace('routine = "seat-2min"', "").replace("legs", "warm"))
    told = json.loads(person.coach("stretch", "--json").stdout)
    assert (told["routine"], told["state"], told["id"]) == ("evidence-3min", "no habit", None)
    assert "nothing was noted" in person.coach("stretch").stdout
    assert person.answers() == []


def test_a_habit_called_stretch_needs_no_routine(person: Person) -> None:
    person.config.write_text(CONFIG.replace('routine = "seat-2min"', "").replace("legs", "stretch"))
    person.coach("stretch")
    (answer,) = person.answers()
    assert answer["reminder"].endswith("/stretch/1")
    assert answer["minutes"] == 2


def test_another_routine_settles_the_same_habit(person: Person) -> None:
    told = json.loads(person.coach("stretch", "bed-5min", "--json").stdout)
    assert (told["routine"], told["state"]) == ("bed-5min", "noted")
    (answer,) = person.answers()
    assert (answer["reminder"].split("/")[1], answer["minutes"]) == ("legs", 4)


@pytest.mark.parametrize("name", ["evidense", "bed", "seat2min", "evidence_3min"])
def test_an_unknown_routine_is_met_with_a_guess(person: Person, name: str) -> None:
    done = person.coach("stretch", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f'No routine is called "{name}"; ')
    assert done.stderr.count("\n") == 1
    assert any(routine in done.stderr for routine in ROUTINES)


def test_done_before_the_session_runs_and_says_so(person: Person) -> None:
    assert person.coach("done", "legs").returncode == 0
    done = person.coach("stretch")
    assert done.returncode == 0
    assert done.stdout.endswith("Finished.\nWell done. You stretched for 1 minute and 30 seconds.\n"
                                "Stretch the legs: already noted as done tonight.\n")  # fmt: skip
    assert len(person.answers()) == 1


def test_done_after_skip_counts(person: Person) -> None:
    person.coach("skip", "legs")
    assert "noted as done" in person.coach("stretch").stdout
    assert [answer["verb"] for answer in person.answers()] == ["skip", "done"]


def test_on_an_evening_without_it_it_counts_too_but_once(person: Person) -> None:
    never = CONFIG.replace('at = "bedtime', 'days = ["DAY"]\nat = "bedtime')

    day = (datetime.now(UTC) + timedelta(days=3)).strftime("%a").lower()
    person.config.write_text(never.replace("DAY", day))
    assert "noted as done" in person.coach("stretch").stdout
    assert "already noted" in person.coach("stretch").stdout
    assert len(person.answers()) == 1


def test_it_can_be_undone(person: Person) -> None:
    person.coach("stretch")
    assert person.coach("undo").returncode == 0
    assert "Stretch the legs: noted as done." in person.coach("stretch").stdout


def test_a_journal_that_cannot_be_written_is_told_after_the_session(person: Person) -> None:
    person.folder.parent.joinpath("data").write_text("no folder")
    done = person.coach("stretch")
    assert done.returncode == 1
    assert "Finished." in done.stdout
    assert "You stretched for 1 minute and 30 seconds." in done.stderr
    assert "could not be noted" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_names_all_and_the_own_one(person: Person) -> None:
    text = person.coach("stretch", "--list").stdout
    assert [line.split()[0] for line in text.splitlines() if line[:1].strip()] == list(ROUTINES)
    assert "seat-2min (yours)" in text
    told = json.loads(person.coach("stretch", "--list", "--json").stdout)["routines"]
    assert [routine["id"] for routine in told] == list(ROUTINES)
    assert all(routine["source"] and routine["strength"] for routine in told)


def test_the_person_is_heeded_and_told_why(person: Person) -> None:
    person.config.write_text(CONFIG + '\n[person]\nnotes = ["poor-balance"]\n')
    text = person.coach("stretch", "evidence-3min").stdout
    assert "Your notes say poor balance" in text
    assert "Towel calf stretch" in text
    assert "Wall calf" not in text


def test_without_a_config_it_says_how_to_get_one(person: Person) -> None:
    person.config.unlink()
    done = person.coach("stretch")
    assert done.returncode == 2
    assert "coach init" in done.stderr


def test_a_reader_that_goes_away_is_no_mistake(person: Person) -> None:
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        person.command("stretch"),
        env=person.environ,
        stdin=subprocess.DEVNULL,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_and_list_do_not_wait_for_the_drawing_library(person: Person) -> None:
    done = person.coach("--help")
    assert "stretch" in done.stdout

    code = (
        "import sys; from coach import cli; cli.run(['stretch', '--list'])\n"
        "print('rich' in sys.modules, 'dataclasses' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=person.environ, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "False False"


def test_after_a_hike_it_is_the_gentle_session_that_the_evening_asks_for(person: Person) -> None:
    # Nights begin at noon: whenever this runs, that was in the present one.
    person.coach("log", "hike", "--at", "12:00", "--distance", "12", "--ascent", "700")
    told = json.loads(person.coach("stretch", "--json").stdout)
    assert told["routine"] == "after-hike-8min"
