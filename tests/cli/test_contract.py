"""Each command's exit codes, and the keys of its document."""

import re
from datetime import UTC, date, datetime

import pytest

from coach.core.model import Delivery
from coach.journal import SqliteJournal, fresh
from tests.support.terminal import Said, Terminal

ID = re.compile(r"[0-9a-f]{16}")


def refused(said: Said, code: int) -> str:
    """What stderr says when a command did nothing."""
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    return said.err


def test_init_writes_a_config_and_never_overwrites_one(bare: Terminal) -> None:
    assert bare.json("init", "--bedtime", "23:00", "--wake", "06:30") == {"path": str(bare.config)}
    text = bare.config.read_text()
    assert 'bedtime = "23:00"' in text
    assert 'wake = "06:30"' in text
    assert bare.config.stat().st_mode & 0o777 == 0o600
    assert "already" in refused(bare("init"), 1)
    assert bare.config.read_text() == text


def test_init_without_a_terminal_asks_nothing_and_says_what_it_assumed(bare: Terminal) -> None:
    assert "to bed at 22:30, up at 07:00" in bare("init").out


@pytest.mark.parametrize("times", [("22:30", "22:30"), ("22:30", "20:00"), ("25:00", "07:00")])
def test_init_with_times_that_cannot_be_writes_nothing(
    bare: Terminal, times: tuple[str, str]
) -> None:
    refused(bare("init", "--bedtime", times[0], "--wake", times[1]), 2)
    assert not bare.config.exists()


def test_plan_tells_what_comes_when_and_why(coach: Terminal) -> None:
    (night,) = coach.json("plan")["nights"]
    assert night["night"] == "2026-11-22"
    assert [reminder["habit"] for reminder in night["reminders"]] == ["calcium", "warm", "stretch"]
    stretch = night["reminders"][-1]
    assert stretch.keys() >= {"id", "habit", "due", "until", "title", "body", "reason"}
    assert stretch["id"] == "2026-11-22/stretch/1"
    assert stretch["due"] == "2026-11-22T21:45:00+01:00"
    assert stretch["until"] == "2026-11-22T22:30:00+01:00"
    assert stretch["reason"] == "your habit, every evening, 45 minutes before bedtime"


def test_plan_tells_several_nights(coach: Terminal) -> None:
    nights = coach.json("plan", "--night", "2026-12-30", "--nights", "4")["nights"]
    assert [n["night"] for n in nights] == ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]


def test_plan_tells_what_the_budget_leaves_out(coach: Terminal) -> None:
    coach.config.write_text("budget = 2\n" + coach.config.read_text())
    assert "(budget in the config): Something rich in calcium" in coach("plan").out
    assert coach.json("plan")["nights"][0]["left_out"] == ["2026-11-22/calcium/1"]


def test_status_tells_where_each_habit_stands(coach: Terminal) -> None:
    coach("done", "warm")
    coach("snooze", "calcium")
    status = coach.json("status")
    assert status.keys() >= {"night", "habits", "next"}
    states = {habit["habit"]: habit["state"] for habit in status["habits"]}
    assert states == {"calcium": "snoozed", "warm": "done", "stretch": "waiting"}
    assert datetime.fromisoformat(status["habits"][0]["due"]).utcoffset()
    assert status["next"]["habit"] == "stretch"


def test_status_in_one_line_is_one_line(coach: Terminal) -> None:
    coach("done", "warm")
    assert coach("status", "--line").out == "Something rich in calcium 19:30 - 1 of 3 done\n"


def test_status_after_everything_is_done_has_no_next(coach: Terminal) -> None:
    for habit in ("stretch", "warm", "calcium"):
        coach("done", habit)
    assert coach.json("status")["next"] is None
    assert coach("status", "--line").out == "3 of 3 done\n"


@pytest.mark.parametrize("verb", ["done", "skip", "snooze"])
def test_an_answer_tells_its_id_and_its_night(coach: Terminal, verb: str) -> None:
    document = coach.json(verb, "stretch")
    assert document.keys() >= {"id", "night"}
    assert ID.fullmatch(document["id"])
    assert document["night"] == "2026-11-22"


@pytest.mark.parametrize("verb", ["done", "skip"])
def test_the_same_answer_again_is_nothing_to_do(coach: Terminal, verb: str) -> None:
    coach(verb, "warm")
    assert "Warm legs: already noted as" in refused(coach(verb, "warm"), 3)


def test_a_habit_may_be_done_after_it_was_skipped(coach: Terminal) -> None:
    coach("skip", "warm")
    assert coach("done", "warm").code == 0


def test_two_times_of_one_habit_are_done_one_by_one(coach: Terminal) -> None:
    text = coach.config.read_text().replace('"19:30"', '["17:00", "19:30"]')
    coach.config.write_text(text)
    assert [coach("done", "calcium").code for _ in range(3)] == [0, 0, 3]


def test_a_habit_may_be_done_on_an_evening_without_it(coach: Terminal) -> None:
    coach.config.write_text(coach.config.read_text() + 'days = ["mon"]\n')
    assert [coach("done", "calcium").code for _ in range(2)] == [0, 3]
    assert refused(coach("snooze", "calcium"), 3)


def test_snooze_says_when_it_comes_back(coach: Terminal) -> None:
    assert coach("snooze", "stretch").out == "Stretch calves and hamstrings: back at 22:00.\n"
    assert coach.json("snooze", "stretch", "--for", "20min")["back"] == "2026-11-22T22:10:00+01:00"


def test_a_snooze_past_the_end_comes_five_minutes_before_it_and_says_so(coach: Terminal) -> None:
    said = coach("snooze", "stretch", "--for", "2h").out
    assert "back at 22:25. That is earlier than you said: its time ends at 22:30." in said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-22 21:00", "nothing to snooze yet; it comes at 21:45"),
        ("2026-11-22 22:40", "nothing to snooze now"),
    ],
)
def test_what_is_not_open_cannot_be_snoozed(coach: Terminal, now: str, said: str) -> None:
    coach.now = now
    assert said in refused(coach("snooze", "stretch"), 3)


def test_what_is_done_cannot_be_snoozed(coach: Terminal) -> None:
    coach("done", "stretch")
    refused(coach("snooze", "stretch"), 3)


@pytest.mark.parametrize("verb", ["done", "skip", "snooze"])
def test_an_unknown_habit_is_wrong_usage(coach: Terminal, verb: str) -> None:
    assert 'did you mean "stretch"?' in refused(coach(verb, "strech"), 2)
    assert "yours are: stretch, warm, calcium" in refused(coach(verb, "xyz"), 2)


@pytest.mark.parametrize("verb", ["done", "skip", "snooze"])
def test_an_evening_that_has_not_come_takes_no_answer(coach: Terminal, verb: str) -> None:
    said = refused(coach(verb, "warm", "--night", "2026-11-23"), 3)
    assert said == "The evening of Monday 23 November 2026 has not come yet.\n"


def test_undo_takes_back_the_last_entry_and_then_the_one_before(coach: Terminal) -> None:
    first, second = (coach.json("done", habit)["id"] for habit in ("warm", "calcium"))
    assert coach.json("undo") == {"undone": second}
    assert coach.json("undo") == {"undone": first}
    refused(coach("undo"), 3)
    assert coach("done", "warm").code == 0


def test_undo_takes_back_the_entry_that_is_named(coach: Terminal) -> None:
    first = coach.json("done", "warm")["id"]
    coach("done", "calcium")
    assert coach.json("undo", first[:6]) == {"undone": first}
    assert "taken back already" in refused(coach("undo", first), 3)


def test_undo_of_nothing_we_know_is_nothing_to_do(coach: Terminal) -> None:
    assert "see: coach history" in refused(coach("undo", "ffff"), 3)


def test_undo_does_not_guess_among_several(coach: Terminal) -> None:
    for habit in ("warm", "calcium"):
        coach("done", habit)
    assert "Several ids begin with" in refused(coach("undo", ""), 2)


def test_undo_of_an_undo_says_what_to_do_instead(coach: Terminal) -> None:
    coach("done", "warm")
    coach("undo")
    undo = coach.json("history")["facts"][-1]
    assert undo["kind"] == "undo"
    assert "enter it anew" in refused(coach("undo", undo["id"]), 2)


def test_what_coach_did_cannot_be_taken_back(coach: Terminal) -> None:
    rang = Delivery("shown", ("2026-11-22/warm/1",))
    with SqliteJournal(str(coach.data / "journal.db")) as journal:
        facts = fresh(datetime(2026, 11, 22, 20, 30, tzinfo=UTC), (date(2026, 11, 22), rang))
        journal.keep(facts)
    assert "not what coach did" in refused(coach("undo", facts[0].id), 2)
    refused(coach("undo"), 3)


def test_pause_and_resume_frame_a_silence(coach: Terminal) -> None:
    assert coach.json("pause", "--until", "2026-11-30", "--reason", "holiday")["until"] == (
        "2026-11-30"
    )
    assert {habit["state"] for habit in coach.json("status")["habits"]} == {"paused"}
    coach.now = "2026-11-30 20:00"
    assert "paused" not in {habit["state"] for habit in coach.json("status")["habits"]}
    coach.now = "2026-11-29 20:00"
    assert coach("resume").code == 0
    refused(coach("resume"), 3)


@pytest.mark.parametrize("until", ["2026-11-22", "2026-11-21"])
def test_a_pause_must_end_after_tonight(coach: Terminal, until: str) -> None:
    assert "a later evening" in refused(coach("pause", "--until", until), 2)


def test_log_cramp_keeps_what_was_told(coach: Terminal) -> None:
    told = ("--side", "left", "--place", "calf", "--pain", "6", "--minutes", "3", "--note", "ouch")
    document = coach.json("log", "cramp", "--at", "04:30", *told)
    assert document.keys() >= {"id", "night"}
    assert document["night"] == "2026-11-21"
    (fact,) = coach.json("history")["facts"]
    assert (fact["id"], fact["kind"], fact["night"]) == (document["id"], "cramp", "2026-11-21")
    assert (fact["side"], fact["place"], fact["pain"], fact["minutes"], fact["note"]) == (
        ("left", "calf", 6, 3, "ouch")
    )


def test_cramp_helps_first_and_notes_it_at_once(coach: Terminal) -> None:
    said = coach("cramp")
    assert said.code == 0
    assert said.out.index("Straighten the knee") < said.out.index("Noted at 21:50")
    assert coach.json("cramp").keys() >= {"id", "night"}


def test_details_complete_the_cramp_that_was_noted_at_once(coach: Terminal) -> None:
    coach("cramp")
    coach.now = "2026-11-23 08:00"
    coach("log", "cramp", "--pain", "7")
    held = [fact for fact in coach.json("history")["facts"] if fact["holds"]]
    assert [(fact["when"], fact["pain"]) for fact in held] == [("2026-11-22T21:50:00+01:00", 7)]


def test_history_tells_what_happened_and_what_was_taken_back(coach: Terminal) -> None:
    coach("done", "warm")
    coach("skip", "stretch", "--reason", "tired")
    coach("undo")
    assert [(fact["kind"], fact["holds"]) for fact in coach.json("history")["facts"]] == [
        ("answer", True),
        ("answer", False),
        ("undo", False),
    ]
    said = coach("history").out
    assert said.startswith("Sunday 22 November 2026\n")
    assert "Stretch calves and hamstrings: skipped - tired  (taken back)" in said


def test_history_of_other_evenings_is_empty_and_of_none_is_refused(coach: Terminal) -> None:
    coach("done", "warm")
    assert coach.json("history", "--to", "2026-11-21") == {"facts": []}
    assert "Nothing is written down" in coach("history", "--to", "2026-11-21").out
    refused(coach("history", "--from", "2026-11-23", "--to", "2026-11-22"), 2)


def test_without_a_command_the_commands_are_listed(bare: Terminal) -> None:
    said = refused(bare(), 2)
    assert "help with a cramp, now" in said


def test_an_unknown_command_is_wrong_usage(bare: Terminal) -> None:
    assert 'did you mean "status"?' in refused(bare("statsu"), 2)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["done", "--help"]])
def test_help_and_version_need_nothing(bare: Terminal, words: list[str]) -> None:
    assert bare(*words).code == 0


def test_places_may_be_told_before_or_behind_the_command(bare: Terminal) -> None:
    other = str(bare.config.parent / "other.toml")
    assert bare("--config", other, "init").code == 0
    assert bare("plan", "--config", other, "--data", str(bare.data / "there")).code == 0


def test_each_cramp_is_an_entry_of_its_own(coach: Terminal) -> None:
    coach("cramp")
    coach("log", "cramp")
    coach.now = "2026-11-22 22:05"
    coach("log", "cramp")
    assert len(_cramps(coach)) == 3


def test_details_are_added_to_the_cramp_that_was_noted_in_the_night(coach: Terminal) -> None:
    coach.now = "2026-11-23 03:12"
    coach("cramp")
    coach.now = "2026-11-23 08:00"
    said = coach("log", "cramp", "--pain", "6")
    assert "03:12" in said.out
    (cramp,) = _cramps(coach)
    assert (cramp["when"], cramp["pain"]) == ("2026-11-23T03:12:00+01:00", 6)
    coach("undo")
    (cramp,) = _cramps(coach)
    assert "pain" not in cramp


def test_a_plan_says_that_it_is_paused(coach: Terminal) -> None:
    coach("pause")
    assert "Paused" in coach("plan").out
    assert coach.json("plan")["nights"][0]["paused"] is True


def _cramps(coach: Terminal) -> list[dict[str, object]]:
    facts = coach.json("history")["facts"]
    return [fact for fact in facts if fact["kind"] == "cramp" and fact["holds"]]
