"""A config file -> the config, and every mistake in it at once."""

from datetime import time, timedelta

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from coach.config.options import TABLES, Table
from coach.config.reading import LARGEST, Problem, read
from coach.core.model import Anchored, Config

MISTAKES = """\
bedtime = "25:30"
wakes = "07:00"
budget = -1

[[habit]]
key = "stretch"
at = "bedtme - 45min"

[[habit]]
key = "warm"
at = "21:30"
until = "21:00"
days = ["mon", "tues"]

[[habit]]
key = "warm"
at = "21:30"

[[habit]]
key = "warm"
at = "20:30"

[[habit]]
at = "20:00"
snooze = "soon"

[person]
avoid = ["diary"]

[channels.push]
after = "10min"
"""


def reading(text: str) -> tuple[Config, tuple[Problem, ...]]:
    config, problems = read(text.encode(), "config.toml")
    assert config is not None
    return config, problems


def only_problem(text: str) -> Problem:
    (problem,) = read(text.encode(), "config.toml").problems
    return problem


def habit(text: str) -> str:
    return f'bedtime = "22:30"\n[[habit]]\nkey = "warm"\n{text}'


def test_every_mistake_has_its_line_its_key_and_what_to_write_instead() -> None:
    _, problems = reading(MISTAKES)
    assert [(p.line, p.key, p.hint) for p in problems] == [
        (1, "bedtime", "write a time from 00:00 to 23:59"),
        (2, "wakes", 'did you mean "wake"?'),
        (3, "budget", "write a number from 0 to 24"),
        (7, "habit.stretch.at", 'write a time such as "21:45", or "bedtime - 45min"'),
        (12, "habit.warm.until", "write an earlier `at` or a later `until`"),
        (13, "habit.warm.days", 'did you mean "tue"?'),
        (20, "habit.warm.key", "give each its own key"),
        (23, "habit[5].key", 'write key = "stretch"'),
        (25, "habit[5].snooze", 'write a duration such as "10min", "1h30" or 45 (minutes)'),
        (28, "person.avoid", 'did you mean "dairy"?'),
        (30, "channels.push", 'write one of url = "ntfy://..." and url_file = "..."'),
    ]
    assert all(problem.file == "config.toml" and problem.message for problem in problems)


def test_a_bad_habit_does_not_silence_the_good_ones() -> None:
    config, _ = reading(MISTAKES)
    assert [(one.key, one.at) for one in config.habits] == [("warm", (time(21, 30),))]


def test_what_is_wrong_or_left_out_has_its_default() -> None:
    config, _ = reading(MISTAKES)
    assert config.bedtime == (time(22, 30),) * 7
    assert (config.budget, config.push, config.person.avoid) == (4, None, frozenset())


def test_a_mistake_reads_as_one_line() -> None:
    problem = only_problem('bedtime = "22:30"\nbudgt = 3\n')
    assert str(problem) == (
        'config.toml:2: budgt: there is no such setting; did you mean "budget"?'
    )


def test_single_evenings_may_differ() -> None:
    config, problems = reading(
        'bedtime = { default = "22:30", fri = "23:30", sun = "21:00" }\n'
        'wake = { default = "07:00", sat = "09:00" }\n'
    )
    assert problems == ()
    assert [f"{at:%H:%M}" for at in config.bedtime] == [*["22:30"] * 4, "23:30", "22:30", "21:00"]
    assert config.wake[5] == time(9)


def test_a_table_of_evenings_without_default_must_name_them_all() -> None:
    problem = only_problem('bedtime = { mon = "22:30", sun = "22:30" }')
    assert problem.message == "no time for tue, wed, thu, fri, sat"


def test_a_night_worker_moves_the_rollover() -> None:
    night = 'bedtime = "08:30"\nwake = "16:00"\n'
    problem = only_problem(night)
    assert (problem.line, problem.key) == (2, "wake")
    assert "set rollover to an hour when you are up" in problem.hint
    config, problems = reading(
        f'{night}rollover = "20:00"\n[[habit]]\nkey = "warm"\nat = "bedtime - 1h"\n'
    )
    assert problems == ()
    assert config.habits[0].at == (Anchored("bedtime", -timedelta(hours=1)),)


@pytest.mark.parametrize(
    ("lines", "line", "key", "said"),
    [
        ('at = "21:30"\nuntil = "21:00"', 5, "until", "ends at 21:00, before it begins at 21:30"),
        ('at = "21:30"\nuntil = "21:30"', 5, "until", "ends at 21:30, before it begins at 21:30"),
        ('at = "23:30"', 4, "at", "ends at 22:30, before it begins at 23:30"),
        ('at = "22:20"', 4, "at", "last 15 minutes before bedtime"),
        ('at = "bedtime - 14min"', 4, "at", "last 15 minutes before bedtime"),
        ('at = ["20:00", "22:29"]', 4, "at", "last 15 minutes before bedtime"),
        ('at = "bedtime - 11h"', 4, "at", "11:30 to 22:30 leaves its night"),
        ('at = "21:30"\nuntil = "wake + 6h"', 5, "until", "21:30 to 13:00 leaves its night"),
        ('at = "08:00"\nuntil = "09:00"\ndays = ["sat"]\nkeys = 1', 7, "keys", "no such setting"),
    ],
)
def test_a_window_must_fit_its_night(lines: str, line: int, key: str, said: str) -> None:
    problem = only_problem(habit(lines))
    assert (problem.line, problem.key) == (line, f"habit.warm.{key}")
    assert said in problem.message


@pytest.mark.parametrize("at", ['"bedtime - 15min"', '"22:15"', '"wake"', '"12:00"', '"bedtime"'])
def test_a_window_may_touch_the_borders(at: str) -> None:
    until = '"wake + 5h"' if at in ('"wake"', '"bedtime"') else '"bedtime"'
    _, problems = reading(habit(f"at = {at}\nuntil = {until}"))
    assert problems == ()


def test_a_mistake_of_some_evenings_names_them() -> None:
    problem = only_problem(
        'bedtime = { default = "22:30", fri = "20:00", sat = "20:00" }\n'
        '[[habit]]\nkey = "warm"\nat = "21:00"\n'
    )
    assert problem.message.endswith("on fri, sat")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('bedtime = "22:30"\nbedtime = "23:00"', 2, "the same name is given a value twice"),
        ("[person]\n[person]", 2, "the same [table] stands here twice"),
        ("bedtime = “22:30”", 1, "straight quotes"),
        ('wake = "07:00"\nbedtime = "22:30', 2, "a text is not closed"),
        ("budget = [1,\n\n2", 3, "a list is not closed"),
        ("bedtime", 1, "an equals sign is missing"),
        ("bedtime = 22:30 in winter", 1, "something stands after the value"),
        ("key = warm", 1, "this value cannot be read"),
        ("a\x00b = 1", 1, ""),
        ("budget = " + "9" * 5000, 1, "too many digits"),
        ("budget = " + "[" * 5000, 1, "nested too deep"),
    ],
)
def test_what_is_no_toml_has_a_line_and_a_plain_sentence(text: str, line: int, said: str) -> None:
    config, (problem,) = read(text.encode(), "config.toml")
    assert config is None
    assert problem.line == line
    assert said in f"{problem.message}; {problem.hint}"
    assert problem.hint


def test_a_file_that_is_no_text_names_the_line() -> None:
    assert only_problem_of(b'bedtime = "22:30"\n\xff\xfe').line == 2


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    assert "larger than 1024 KiB" in only_problem_of(b"#" * (LARGEST + 1)).message


def only_problem_of(data: bytes) -> Problem:
    config, (problem,) = read(data, "config.toml")
    assert config is None
    return problem


def test_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    data = b'\xef\xbb\xbfbedtime = "22:30"\r\nbudgt = 3\r\n'
    assert [problem.line for problem in read(data, "config.toml").problems] == [2]


def test_a_key_that_would_garble_the_screen_is_shown_without_that() -> None:
    problem = only_problem('bedtime = "22:30"\n"\\u001b[31m\\n" = 1\n')
    assert str(problem).isprintable()


@pytest.mark.parametrize(
    "text",
    ["habit = 1", "[habit]\nkey = 'x'", "habit = [1]", "person = 1", "after = 'x'",
     "after.hike = []", "channels = []", "channels.desktop = true", "channels.push = 5"],
)  # fmt: skip
def test_a_value_in_the_place_of_a_table_is_a_mistake(text: str) -> None:
    config, problems = reading('bedtime = "22:30"\n' + text)
    assert problems
    assert config.habits == ()


@given(st.binary() | st.text().map(str.encode))
@example(b"a = " + b"[" * 100_000)
@example(b"a" + b".a" * 100_000 + b" = 1")
def test_whatever_the_bytes_reading_never_raises(data: bytes) -> None:
    config, problems = read(data, "config.toml")
    assert config is not None or problems


VALUES = st.recursive(
    st.sampled_from(["nan", "inf", "true", '"daily"', '"bedtime"', '"22:30"', "22:30:00", "[]",
                       "{}", "2026-11-22", "2026-11-22T22:30:00Z", '"wake + 9999h"', '"\\u0000"',
                       "'''a\nb'''", '"bedtime - 99999min"', "0x" + "f" * 5000, "9" * 400])
    | st.integers().map(str)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="'")).map(
        "'{}'".format
    ),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["default", "mon", "key", "at", "x"]), inner).map(
            lambda pairs: f"{{{', '.join(f'{key} = {value}' for key, value in pairs.items())}}}"
        )
    ),
    max_leaves=6,
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn, table: Table) -> str:
    """A table with some of its options, whatever they are set to."""
    names = st.sampled_from([option.name for option in table.options])
    lines = [f"{name} = {draw(VALUES)}" for name in draw(st.lists(names, unique=True))]
    header = f"[[{table.name}]]" if table.listed else f"[{table.name}]"
    return "\n".join([header, *lines] if table.name else lines)


@given(st.tuples(*(tables(table) for table in TABLES)))
def test_whatever_the_values_reading_never_raises_and_each_mistake_has_a_line(
    parts: tuple[str, ...],
) -> None:
    text = "\n".join(parts)
    tomli.loads(text)
    config, problems = reading(text)
    last = text.count("\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= last
        assert problem.message
        assert problem.hint
        assert str(problem).isprintable()
    assert len({one.key for one in config.habits}) == len(config.habits)
