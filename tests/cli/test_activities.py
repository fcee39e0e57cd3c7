"""log hike, trip and work: the figures of the contract, and numbers that cannot be."""

from collections.abc import Callable

import pytest

from tests.support.terminal import Terminal

HIKE = ("log", "hike", "--distance", "12", "--ascent", "700", "--pack", "6", "--duration", "5h")


@pytest.mark.parametrize(
    ("words", "load", "level", "evenings"),
    [
        ("--distance 8 --ascent 60 --pack 3 --duration 120min --effort 2", 7.1, "light", 1),
        ("--distance 12 --ascent 700 --pack 6 --duration 5h --effort 5", 27.9, "moderate", 4),
        ("--distance 30 --ascent 2000 --pack 10 --duration 11h --effort 7", 82.4, "very hard", 7),
        ("--distance 4 --ascent 20 --duration 60 --effort 2", 3.4, "none", 0),
        ("--distance 5,5", 5.5, "none", 0),
    ],
)
def test_a_hike_has_the_load_of_the_table(
    coach: Terminal, words: str, load: float, level: str, evenings: int
) -> None:
    told = coach.json("log", "hike", *words.split())
    assert set(told) == {"id", "night", "load", "level", "evenings"}
    assert (told["load"], told["level"], told["evenings"]) == (load, level, evenings)
    assert told["night"] == "2026-11-22"


def test_three_days_in_a_row_add_up(coach: Terminal) -> None:
    counts = []
    for day in (20, 21, 22):
        coach.now = f"2026-11-{day} 18:00"
        counts.append(coach.json(*HIKE, "--effort", "5")["evenings"])
    assert counts == [4, 6, 6]


def test_a_trip_of_four_hours_is_this_evening_and_the_next(coach: Terminal) -> None:
    assert coach.json("log", "trip", "--duration", "4h", "--mode", "train")["evenings"] == 2
    assert coach.json("log", "trip", "--duration", "3h59")["evenings"] == 0


def test_hard_work_is_this_evening_only(coach: Terminal) -> None:
    assert coach.json("log", "work", "--duration", "8h", "--effort", "5")["evenings"] == 1
    assert coach.json("log", "work", "--duration", "30")["evenings"] == 0


def test_a_walk_in_the_morning_is_cared_for_the_same_evening(coach: Terminal) -> None:
    coach.now = "2026-11-22 11:00"
    assert coach.json(*HIKE)["night"] == "2026-11-22"


def test_a_return_after_bedtime_is_cared_for_the_next_evening(coach: Terminal) -> None:
    coach.now = "2026-11-22 23:10"
    assert coach.json(*HIKE)["night"] == "2026-11-23"


def test_the_plan_says_why_on_each_evening_and_undo_takes_it_back(coach: Terminal) -> None:
    coach.now = "2026-11-22 19:00"
    coach(*HIKE, "--effort", "5")
    reasons = [
        next(r["reason"] for r in night["reminders"] if r["habit"] == "stretch")
        for night in coach.json("plan", "--nights", "8")["nights"]
    ]
    assert "after today's 12 km and 700 m up" in reasons[0]
    assert "two evenings after 12 km" in reasons[2]
    assert [("after" in reason) for reason in reasons] == [True] * 4 + [False] * 4
    said = coach("undo")
    assert "12 km" in said.out
    (night,) = coach.json("plan")["nights"]
    assert not any("km" in reminder["reason"] for reminder in night["reminders"])


@pytest.mark.parametrize(
    ("words", "wrong", "accepted"),
    [
        ("hike --distance=-3", "-3", "from 0 to 200"),
        ("hike --ascent 9000 --duration 1h", "9000 m in 1 hour", "up to 3000 m"),
        ("hike --distance 60 --duration 1h", "60 km in 1 hour", "up to 25 km"),
        ("hike --duration 1h --effort 11", "11", "from 0 to 10"),
        ("hike --distance nan", "nan", "from 0 to 200"),
        ("hike --distance far", "far", "from 0 to 200"),
        ("hike --distance 5 --at 2026-11-23T10:00", "to come", "has been"),
        ("hike --distance 5 --at ", "not a time", "04:30"),
        ("hike --distance 5 --pack 300", "300", "from 0 to 100"),
        ("trip --duration 90h", "90h", "48h"),
        ("trip --duration 0", "0", "48h"),
        ("trip --duration soon", "soon", "1h30"),
        ("work --duration 25h", "25h", "24h"),
    ],
)
def test_numbers_that_cannot_be_are_met_with_what_would_be_accepted(
    coach: Terminal, words: str, wrong: str, accepted: str
) -> None:
    said = coach("log", *words.split(" "))
    assert said.code == 2
    assert wrong in said.err
    assert accepted in said.err
    assert coach.json("history")["facts"] == []


@pytest.mark.parametrize("sort", ["hike", "trip", "work"])
def test_without_anything_to_go_by_it_says_what_to_write(coach: Terminal, sort: str) -> None:
    said = coach("log", sort)
    assert said.code == 2
    assert f"coach log {sort} --" in said.err


def test_words_of_ones_own_stay_with_the_entry(coach: Terminal) -> None:
    coach("log", "hike", "--distance", "8", "--note", "with the dog")
    assert "with the dog" in coach("history").out


RARE = ("log", "hike", "--distance", "90")


@pytest.mark.parametrize(
    "words",
    [("--distance", "12km", "--ascent", "700m"), ("--distance", "12 km", "--ascent", "700 metres"),
     ("--distance", "12,0", "--ascent", "700")],
)  # fmt: skip
def test_a_unit_may_stand_behind_a_number(coach: Terminal, words: tuple[str, ...]) -> None:
    assert "12 km and 700 m up" in coach("log", "hike", *words).out


def test_miles_are_not_taken_for_kilometres(coach: Terminal) -> None:
    assert coach("log", "hike", "--distance", "7 miles").code == 2


def sit_down(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], str]) -> None:
    """Somebody reads what is asked, and types an answer."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)


@pytest.mark.parametrize(
    ("answer", "kept"), [("", True), ("y", True), ("Yes", True), ("n", False), ("what", False)]
)
def test_what_is_rare_is_asked_about(
    coach: Terminal, monkeypatch: pytest.MonkeyPatch, answer: str, *, kept: bool
) -> None:
    sit_down(monkeypatch, lambda _question: answer)
    assert coach(*RARE).code == (0 if kept else 1)
    assert bool(coach.json("history")["facts"]) == kept


def test_a_program_is_asked_nothing(coach: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, lambda _question: pytest.fail("it was asked"))
    assert coach.json(*RARE)["load"] > 0


def test_a_bare_number_that_may_mean_hours_is_asked_about(
    coach: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "n"

    sit_down(monkeypatch, no)
    assert coach("log", "work", "--duration", "8").code == 1
    assert asked == ["8 minutes is short. Is that right? [Y/n] "]
    assert coach("log", "work", "--duration", "8h").code == 0


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Somebody types these lines, one for each question."""
    lines = iter(answers)
    sit_down(monkeypatch, lambda _question: next(lines))


def test_what_cannot_be_read_is_asked_once_more(
    coach: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "twelve", "12", "", "5 hours and", "5h", "11", "6")
    said = coach("log", "hike")
    assert said.code == 0
    assert '"twelve" is not a number; a number from 0 to 200 km is accepted.' in said.out
    assert "--" not in said.out
    kept = coach.json("history")["facts"][0]
    assert (kept["distance_km"], kept["effort"], kept.get("ascent_m")) == (12, 6, None)


def test_of_a_trip_it_asks_how_long_and_how(
    coach: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "7h", "by zeppelin", "Plane")
    said = coach("log", "trip")
    assert "by zeppelin is not known; car, train, bus or plane is accepted." in said.out
    assert "7 hours by plane" in said.out


@pytest.mark.parametrize("word", ["plane", "flight", "Aeroplane"])
def test_a_flight_has_many_names(coach: Terminal, word: str) -> None:
    assert "by plane" in coach("log", "trip", "--duration", "7h", "--mode", word).out


# --- the day before the time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        ("yesterday 17:30", "2026-11-21T17:30"),
        ("Yesterday 5.30pm", "2026-11-21T17:30"),
        ("saturday 9am", "2026-11-21T09:00"),
        ("thu 17:30", "2026-11-19T17:30"),
        ("today 08:00", "2026-11-22T08:00"),
        ("sunday 08:00", "2026-11-22T08:00"),  # this morning
        ("sunday 23:30", "2026-11-15T23:30"),  # not tonight: a week ago
    ],
)
def test_a_day_may_be_named(coach: Terminal, typed: str, ended: str) -> None:
    assert coach("log", "hike", "--distance", "8", "--at", typed).code == 0
    assert coach.json("history")["facts"][0]["when"].startswith(ended)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("yesterday", "tells the day, and no time"),
        ("sunday noonish", "tells the day, and no time"),
        ("today 23:30", "still to come"),
        ("su 17:30", "is not a time"),
        ("yesterday 26:00", "26:00"),
    ],
)
def test_a_day_that_does_not_tell_when_is_refused(coach: Terminal, typed: str, why: str) -> None:
    said = coach("log", "hike", "--distance", "8", "--at", typed)
    assert said.code == 2
    assert why in said.err


@pytest.mark.parametrize(
    ("typed", "night"),
    [
        ("yesterday", "2026-11-21"), ("Saturday", "2026-11-21"), ("sun", "2026-11-22"),
        ("mon", "2026-11-16"), ("tomorrow", "2026-11-23"),
    ],
)  # fmt: skip
def test_an_evening_may_be_named_by_its_day(coach: Terminal, typed: str, night: str) -> None:
    assert coach.json("plan", "--night", typed)["nights"][0]["night"] == night


def test_a_pause_until_a_weekday_ends_on_the_next(coach: Terminal) -> None:
    assert "Friday 27 November" in coach("pause", "--until", "friday").out
    assert "Sunday 29 November" in coach("pause", "--until", "sunday").out
