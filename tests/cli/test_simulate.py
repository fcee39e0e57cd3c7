"""simulate: what would be shown, in a world that leaves no trace."""

import os
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

MONDAY = ("simulate", "--from", "2026-11-23")


def events(coach: Terminal, text: str) -> str:
    file = coach.config.parent / "events.txt"
    file.write_text(text, encoding="utf-8")
    return str(file)


def times(document: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    return [(one["at"][11:16], one["title"]) for one in document["shown"]]


def test_it_says_what_would_be_shown(coach: Terminal) -> None:
    said = coach(*MONDAY)
    assert said.code == 0
    assert said.out.startswith("Monday 23 November 2026\n  19:30  Something rich in calcium\n")
    assert "  22:30  (taken down: " in said.out
    assert said.out.endswith("nothing of it is written into your journal.\n")


def test_plan_and_simulate_agree_where_nothing_happens(coach: Terminal) -> None:
    """For a week: then less is asked of who never answers, which no plan can know."""
    planned = coach.json("plan", "--night", "2026-11-23", "--nights", "7")
    played = coach.json(*MONDAY, "--nights", "7")
    due = {
        r["id"]: (r["due"], night["night"])
        for night in planned["nights"]
        for r in night["reminders"]
    }
    first: dict[str, tuple[str, str]] = {}
    for shown in played["shown"]:
        for reminder in shown["reminders"]:
            first.setdefault(reminder, (shown["at"], shown["night"]))
    assert first == due
    bodies = {r["body"] for night in planned["nights"] for r in night["reminders"]}
    assert {shown["body"] for shown in played["shown"]} <= bodies
    assert not any(shown["late"] for shown in played["shown"])


def test_it_agrees_over_a_change_of_the_clocks(coach: Terminal) -> None:
    planned = coach.json("plan", "--night", "2027-03-26", "--nights", "4")
    played = coach.json("simulate", "--from", "2027-03-26", "--nights", "4")
    dues = sorted(r["due"] for night in planned["nights"] for r in night["reminders"])
    assert set(dues) <= {shown["at"] for shown in played["shown"]}


def test_what_happens_meanwhile_is_told_with_its_answer(coach: Terminal) -> None:
    file = events(coach, "# my evening\n\n2026-11-23 21:50 done stretch\n")
    said = coach(*MONDAY, "--events", file)
    assert (
        "  21:50  > done stretch\n         Stretch calves and hamstrings: noted as done.\n"
        in said.out
    )
    rang = times(coach.json(*MONDAY, "--events", file))
    assert rang.count(("22:05", "Stretch calves and hamstrings")) == 0


def test_what_lies_outside_is_said_to_be_left_out(coach: Terminal) -> None:
    file = events(coach, "2026-11-01 21:50 done stretch\n2026-11-23 21:50 done warm\n")
    said = coach(*MONDAY, "--events", file)
    assert said.err.endswith("are not played (--from, --nights): line 1.\n")
    assert "done warm" in said.out


@pytest.mark.parametrize(
    ("line", "at"),
    [("20:00 sleep 2h", "22:00"), ("19:00 lock 3h", "22:00"), ("18:00 off 4h10min", "22:10")],
)
def test_what_came_due_meanwhile_comes_together_and_late(
    coach: Terminal, line: str, at: str
) -> None:
    document = coach.json(*MONDAY, "--events", events(coach, f"2026-11-23 {line}\n"))
    (late,) = [one for one in document["shown"] if one["late"]]
    assert late["at"][11:16] == at
    assert {"2026-11-23/stretch/1", "2026-11-23/warm/1"} <= set(late["late"])


def test_a_hike_brings_a_gentle_stretch_and_kinder_evenings(coach: Terminal) -> None:
    line = "2026-11-23 17:00 hike --distance 12 --ascent 700 --duration 5h\n"
    document = coach.json(*MONDAY, "--events", events(coach, line))
    assert ("18:00", "A gentle stretch") in times(document)


def test_a_closed_card_comes_back_and_a_snoozed_one_too(coach: Terminal) -> None:
    lines = "2026-11-23 19:31 close\n2026-11-23 21:46 snooze stretch --for 7min\n"
    rang = times(coach.json(*MONDAY, "--events", events(coach, lines)))
    assert ("19:50", "Something rich in calcium") in rang
    assert ("21:53", "Stretch calves and hamstrings") in rang


def test_every_mistake_is_told_with_its_line_and_a_cure(coach: Terminal) -> None:
    lines = [
        "2026-11-23 25:00 done stretch",
        "done stretch",
        "2026-11-23 21:00 doen stretch",
        "2026-11-23 21:00 hike --distnce 3",
        "2026-11-23 21:00 sleep",
        "2026-11-23 21:00 sleep 0min",
        "2026-11-23 21:00",
        '2026-11-23 21:00 skip stretch --reason "tired',
    ]
    said = coach(*MONDAY, "--events", events(coach, "\n".join(lines)))
    assert said.code == 2
    told = said.err.splitlines()
    assert [line.split(":")[1] for line in told] == [str(n) for n in range(1, len(lines) + 1)]
    assert all("; " in line for line in told), "each with a cure"
    assert 'did you mean "done"?' in said.err


def test_an_answer_that_is_not_possible_is_told(coach: Terminal) -> None:
    said = coach(*MONDAY, "--events", events(coach, "2026-11-23 15:00 snooze stretch\n"))
    assert said.code == 0
    assert "> snooze stretch\n         Stretch calves" in said.out


def test_it_begins_now_with_what_is_written(coach: Terminal) -> None:
    os.utime(coach.config, (0, 0))  # written long before: nothing was due before it was asked for
    coach("done", "stretch")
    document = coach.json("simulate")
    rang = {name for one in document["shown"] for name in one["reminders"]}
    assert "2026-11-22/stretch/1" not in rang
    assert "2026-11-22/warm/1" in rang


def test_nothing_of_it_is_written(coach: Terminal) -> None:
    coach("done", "stretch")
    before = coach.json("history")
    coach(*MONDAY, "--events", events(coach, "2026-11-23 21:50 done stretch\n"))
    assert coach.json("history") == before
    assert not (coach.data / "last-good.toml").exists()


def test_a_pause_is_heeded(coach: Terminal) -> None:
    coach("pause", "--until", "2026-11-25")
    document = coach.json(*MONDAY, "--nights", "3")
    assert {one["night"] for one in document["shown"]} == {"2026-11-25"}


def test_a_file_that_is_not_there_is_named(coach: Terminal, tmp_path: Path) -> None:
    said = coach(*MONDAY, "--events", str(tmp_path / "none.txt"))
    assert said.code == 1
    assert "none.txt" in said.err


def test_mornings_are_asked_apart_from_what_is_reminded_of(coach: Terminal) -> None:
    document = coach.json(*MONDAY)
    asked = [(one["at"], one["title"]) for one in document["asked"]]
    assert asked == [("2026-11-24T07:00:00+01:00", "How was the night?")]
    assert not any("ask." in name for one in document["shown"] for name in one["reminders"])
    assert "  07:00  How was the night?\n" in coach(*MONDAY).out


def test_buttons_can_be_pressed(coach: Terminal) -> None:
    pressed = "2026-11-24 07:10 press cramp\n2026-11-24 07:11 press bad\n"
    said = coach(*MONDAY, "--events", events(coach, f"2026-11-23 19:31 press done\n{pressed}"))
    assert "  07:10  > press cramp\n  07:10  How bad was it?\n" in said.out
    assert "  07:11  > press bad\n" in said.out
    assert "(taken down: How bad was it?)" not in said.out
    assert "Something rich in calcium\n" not in said.out.partition("press done")[2]
    none = coach(*MONDAY, "--events", events(coach, "2026-11-23 19:20 press cramp\n"))
    assert "nothing on the screen has that button" in none.out


@pytest.mark.parametrize("line", ["press", "press it", "press done skip"])
def test_a_button_that_does_not_exist_is_told(coach: Terminal, line: str) -> None:
    said = coach(*MONDAY, "--events", events(coach, f"2026-11-23 19:31 {line}\n"))
    assert said.code == 2
    assert "press needs to know which button; known are: done, snooze, skip, none" in said.err


def test_a_night_can_be_told_in_a_preview(coach: Terminal) -> None:
    file = events(coach, "2026-11-24 06:30 morning --none\n")
    said = coach(*MONDAY, "--events", file)
    assert "The night of Monday 23 November: no cramp." in said.out
    assert "How was the night?" not in said.out
