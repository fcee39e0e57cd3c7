"""No sentence bypasses the catalogue: a walk through the program in a language nobody speaks."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from coach import demo
from coach.cli import COMMANDS
from coach.cli.logging import KINDS
from coach.config.reading import read
from coach.content.signs import book
from coach.content.stretches import library
from coach.simulating.events import KNOWN
from coach.wording import setting_up
from tests.messages.leaks import left
from tests.messages.pseudo import Pseudo, wrapped
from tests.support.desk import Desk
from tests.support.record_session import plain_text
from tests.support.terminal import Said, Terminal

pytestmark = pytest.mark.usefixtures("pseudo")

CONFIG = """\
bedtime = "22:30"
timezone = "Europe/Prague"

[person]
birth_year = 1940

[[habit]]
key = "stretch"
title = "Протяжка"
cue = "после чая"
at = "bedtime - 45min"
routine = "after-hike-8min"

[[habit]]
key = "warm"
title = "Тепло"
at = ["bedtime - 60min", "20:00"]

[[habit]]
key = "calcium"
title = "Сыр"
at = "19:30"
days = ["sun", "mon"]
"""
KEYS = ("stretch", "warm", "calcium", "Europe/Prague")


@pytest.fixture
def coach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(tmp_path, capsys.readouterr)
    for name, value in (
        ("HOME", str(tmp_path)),
        ("TZ", "Europe/Prague"),
        ("COACH_CONFIG", str(terminal.config)),
        ("COACH_DATA", str(terminal.data)),
        ("XDG_CONFIG_HOME", str(tmp_path / "x")),
        ("XDG_DATA_HOME", str(tmp_path / "y")),
        ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdin", StringIO())
    terminal.config.write_text(CONFIG)
    return terminal


def said(told: Said) -> str:
    return f"{told.out}\n{told.err}"


def test_the_language_changes_every_letter_and_is_longer() -> None:
    told = wrapped("Back at {time}; see %(value)r.")
    assert told.startswith("⟦")
    assert told.endswith("⟧")
    assert "{time}" in told
    assert "%(value)r" in told
    assert len(told) > 1.3 * len("Back at {time}; see %(value)r.")
    assert left(told.format(time="21:30") % {"value": 1}) == []
    assert left("Back at 21:30") == ["Back", "at"]


def lived_in(coach: Terminal) -> Iterator[Said]:
    """Some days of somebody: what they typed, and what was answered."""
    coach.now = "2026-11-20 21:50"
    yield coach("done", "stretch")
    yield coach("skip", "warm", "--reason", "нет")
    yield coach(
        "log", "hike", "--distance", "14", "--ascent", "900", "--duration", "6h", "--at", "17:00"
    )
    coach.now = "2026-11-21 21:50"
    yield coach("log", "trip", "--duration", "6h", "--mode", "car", "--note", "Брно")
    yield coach("log", "work", "--duration", "8h")
    yield coach(
        "log", "cramp", "--side", "left", "--place", "calf", "--pain", "6", "--minutes", "2"
    )
    yield coach("pause", "--until", "2026-11-22")
    yield coach("resume")
    yield coach("pause")
    yield coach("plan")
    yield coach("undo")
    coach.now = "2026-11-22 19:40"
    yield coach("status")
    yield coach("snooze", "calcium", "--for", "25min")
    yield coach("status")
    coach.now = "2026-11-22 21:50"
    yield coach("status", "--line")
    yield coach("cramp")
    yield coach("log", "cramp", "--pain", "4")
    yield coach("snooze", "warm", "--for", "3h")
    yield coach("done", "warm", "--night", "yesterday")
    yield coach("done", "warm", "--night", "yesterday")
    yield coach("plan", "--nights", "3")
    yield coach("history", "--from", "2026-11-01")
    for habit in KEYS[:3]:
        yield coach("why", habit)
    yield coach("undo")
    yield coach("stretch", "--list")
    coach.now = "2026-11-23 07:30"
    yield coach("morning", "--cramps", "2", "--pain", "4", "--sleep-loss", "3")
    yield coach("morning", "--night", "2026-11-21", "--none")
    yield coach("status", "--rates")
    yield coach("signs", "--list")
    yield coach(
        "signs", "--tick", "one-sided-swelling", "--tick", "warm-skin", "--tick", "dark-urine"
    )
    yield coach("review")
    yield coach("why", "effect")
    yield coach("expected")
    yield coach("report")


def test_days_of_somebody(coach: Terminal) -> None:
    own = (*KEYS, "o1tw", *library().routines, *book().signs, *(rule.id for rule in book().rules))
    # o1tw: signs of what a night had, in a calendar
    for told in lived_in(coach):
        assert left(said(told), *own) == [], said(told)


def test_the_journal_and_its_copies(coach: Terminal, tmp_path: Path) -> None:
    list(lived_in(coach))
    out = str(tmp_path / "mine.jsonl")
    for told in (
        coach("backup"),
        coach("backup", str(tmp_path / "nowhere")),
        coach("export", out),
        coach("export", out),
        coach("import", out),
        coach("restore", out, "--yes"),
        coach("restore", out),
        coach("import", str(coach.config), "/nowhere/else.csv"),
        coach("erase"),
    ):
        assert left(said(told), "No such file or directory") == [], said(told)


def test_help_of_every_command(coach: Terminal) -> None:
    lines = [[], *([name] for name in COMMANDS), *(["log", kind] for kind in KINDS)]
    own = (*COMMANDS, *KINDS, "install", "remove", "status")
    for words in lines:
        told = coach(*words, "--help")
        assert left(said(told), *own) == [], said(told)


MISTAKES = (
    ("nosuch",),
    ("don",),
    ("done",),
    ("done", "nosuch"),
    ("done", "strech"),
    ("done", "warm", "--night", "2026-13-01"),
    ("done", "warm", "--night", "2027-01-01"),
    ("done", "warm", "--colour"),
    ("skip", "warm", "--reason", "и" * 600),
    ("snooze", "warm", "--for", "soon"),
    ("snooze", "warm", "--for", "0"),
    ("undo",),
    ("undo", "f"),
    ("resume",),
    ("pause", "--until", "2020-01-01"),
    ("log", "hike", "--distance", "ы"),
    ("log", "hike", "--distance", "900", "--duration", "5h"),
    ("log", "hike", "--distance", "150", "--duration", "2h"),
    ("log", "hike", "--ascent", "9000", "--duration", "1h"),
    ("log", "hike"),
    ("log", "trip", "--duration", "99h"),
    ("log", "trip", "--duration", "6h", "--mode", "ship"),
    ("log", "cramp", "--pain", "11"),
    ("log", "cramp", "--at", "25:00"),
    ("log", "cramp", "--at", "2030-01-01"),
    ("log", "cramp", "--at", "1800-01-01"),
    ("history", "--from", "2026-12-01", "--to", "2026-11-01"),
    ("plan", "--nights", "many"),
    ("stretch", "nosuch"),
    ("why", "warm", "--night"),
    ("init", "--bedtime", "soon"),
    ("simulate", "--from", "2026-99-99"),
)


@pytest.mark.parametrize("words", MISTAKES)
def test_mistakes_of_the_hand(coach: Terminal, words: tuple[str, ...]) -> None:
    told = coach(*words)
    assert told.code
    assert left(said(told), *words, *KEYS, *library().routines, "whole") == [], said(told)


WRONG = """\
bedtime = "25:00"
wake = "soon"
rollover = 7
budgt = 4
budget = 99
timezone = "Mars"
person = 3
[after.hike]
min_load = "x"
extra = ["swim"]
[channels.push]
after = "9h"
[[habit]]
key = "A b"
at = "21:00"
[[habit]]
key = "one"
[[habit]]
key = "two"
at = []
days = ["xyz"]
repeat = 77
[[habit]]
key = "three"
at = "22:25"
[[habit]]
key = "three"
at = "04:00"
until = "03:00"
snooze = "x"
routine = "none"
"""


@pytest.mark.parametrize(
    "config",
    [WRONG, 'bedtime = "22:30', "a = 1\na = 2", "[x]\n[x]", "a b", "a = [1", "a = 1 2", "a = x"],
)
def test_mistakes_of_the_config(coach: Terminal, config: str) -> None:
    coach.config.write_text(config)
    for told in (coach("check"), coach("plan")):
        problems = said(told).replace(str(coach.config), "")
        assert left(problems, *words_of(config), *KEYS) == [], problems


def words_of(config: str) -> list[str]:
    """Keys and values of a config, which a problem repeats."""
    return [*re.findall(r"[\w-]{2,}", config), *ALLOWED_WORDS]


ALLOWED_WORDS = ("bedtime", "wake", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "budget")


def test_an_evening_on_the_screen(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CONFIG)
    desk.play("21:35")
    desk.press("snooze", "Тепло")
    desk.save("bedtime =")
    desk.play("23:00")
    assert len(desk.channel.shown) > 3
    for _at, notice in desk.channel.shown:
        told = f"{notice.title}\n{notice.body}\n{notice.hint}"
        assert left(told, *KEYS) == [], told


def test_a_stretch_line_by_line() -> None:
    for routine in library().routines.values():
        assert left(plain_text(routine, {1.0: "go", 15.0: "go", 16.0: "go"}, 0)) == []


def test_evenings_to_come(coach: Terminal, tmp_path: Path) -> None:
    events = tmp_path / "events.txt"
    events.write_text(
        "2026-11-22 20:00 off 30min\n2026-11-22 20:10 done warm\n2026-11-22 21:50 done stretch\n"
    )
    told = coach("simulate", "--events", str(events))
    assert told.code == 0
    assert left(said(told), *KEYS, "off", "done") == [], said(told)
    events.write_text("x\n2026-11-22 20:00\n2026-11-22 20:00 off\n2026-11-22 20:00 fly\n")
    told = coach("simulate", "--events", str(events))
    assert left(said(told), "fly", *KNOWN) == [], said(told)


def test_setting_up(coach: Terminal) -> None:
    coach.config.unlink()
    for words in (
        ("plan",),
        ("init", "--bedtime", "22:30"),
        ("init",),
        ("service", "status"),
        ("service", "install", "--dry-run"),
        ("service", "remove"),
    ):
        told = coach(*words)
        assert (
            left(
                said(told),
                "enabled",
                "disabled",
                "active",
                "inactive",
                "not-found",
                "daemon-reload",
            )
            == []
        ), said(told)


def test_the_demo(pseudo: Pseudo) -> None:
    assert left(setting_up.demo_begins(on_desktop=True)) == []
    assert left(setting_up.demo_begins(on_desktop=False)) == []
    assert left(setting_up.demo_pressed("done") + setting_up.demo_shown("Сыр")) == []
    config, problems = read(demo._config().encode(), "demo")
    assert config is not None
    assert problems == ()
    assert [habit.title for habit in config.habits] == [
        pseudo.gettext(title) for title in setting_up.DEMO_TITLES.values()
    ]
