"""Single values, as people write them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config import values
from coach.config.values import Fault
from coach.core.model import Anchored


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22:30", time(22, 30)),
        ("0:05", time(0, 5)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
        (" 7:00 ", time(7)),
        (time(22, 30, 15), time(22, 30)),  # TOML's own local time, without quotes
    ],
)
def test_a_time_of_day_reads(written: object, meant: time) -> None:
    assert values.wall_time(written) == meant


@pytest.mark.parametrize(
    "written",
    ["24:00", "22:60", "2230", "22.30", "10:30 pm", "half past ten", "", "22:3", "-1:00", "٢٢:٣٠",
     22, 22.5, True, None, ["22:30"], {"default": "22:30"}, date(2026, 11, 22)],
)  # fmt: skip
def test_what_is_no_time_of_day_is_refused_with_a_hint(written: object) -> None:
    with pytest.raises(Fault) as caught:
        values.wall_time(written)
    assert "write a time" in caught.value.hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("90min", 90),
        ("1h30", 90),
        ("1h30min", 90),
        ("1h 30 min", 90),
        ("2h", 120),
        ("45", 45),
        (45, 45),
        ("10 minutes", 10),
        ("1 minute", 1),
        ("5m", 5),
        ("0", 0),
        ("1H", 60),
    ],
)
def test_a_duration_reads(written: object, meant: int) -> None:
    assert values.duration(written) == minutes(meant)


@pytest.mark.parametrize(
    "written",
    ["", "h", "min", "1.5h", "-5", -5, "1h-5", "ten", "1d", "30s", "1 30", 1.5, True, None, [],
     "9" * 5000, pytest.param(10**5000, id="no end"), "1h30h"],
)  # fmt: skip
def test_what_is_no_duration_is_refused_with_a_hint(written: object) -> None:
    with pytest.raises(Fault) as caught:
        values.duration(written)
    assert caught.value.hint == values.A_DURATION


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("21:45", time(21, 45)),
        ("bedtime", Anchored("bedtime", minutes(0))),
        ("wake", Anchored("wake", minutes(0))),
        ("bedtime - 45min", Anchored("bedtime", minutes(-45))),
        ("bedtime-45", Anchored("bedtime", minutes(-45))),
        (" bedtime -  1h30 ", Anchored("bedtime", minutes(-90))),
        ("wake + 10min", Anchored("wake", minutes(10))),
    ],
)
def test_a_moment_reads(written: object, meant: object) -> None:
    assert values.moment(written) == meant


@pytest.mark.parametrize(
    "written",
    ["bedtime -", "bedtime * 2", "bedtime 45min", "bed - 45min", "-45min", "45min", "25:00", "",
     "bedtime - ten", "bedtime - bedtime", 45, None, True, []],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_a_hint(written: object) -> None:
    with pytest.raises(Fault) as caught:
        values.moment(written)
    assert caught.value.hint.startswith("write ")


def test_days_read_as_daily_or_by_name() -> None:
    assert values.days("daily") == values.EVERY_DAY
    assert values.days(["mon", "sun", "mon"]) == {0, 6}


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (["tues"], 'did you mean "tue"?'),
        (["Mon"], 'did you mean "mon"?'),
        ("mon", 'write "daily"'),
        ([], 'write "daily"'),
        ([1], 'write "daily"'),
        ([["mon"]], 'write "daily"'),
        ([{}], 'write "daily"'),
        (None, 'write "daily"'),
    ],
)
def test_what_names_no_days_is_refused_with_a_hint(written: object, hint: str) -> None:
    with pytest.raises(Fault) as caught:
        values.days(written)
    assert hint in caught.value.hint


def test_a_date_reads() -> None:
    assert values.calendar_date(" 2026-11-22 ") == date(2026, 11, 22)
    assert values.calendar_date("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "written",
    ["2026-02-29", "22.11.2026", "11/22/2026", "tomorrow", "", "2026-11", "0001-01-01",
     "9999-12-31", "1899-12-31", "2200-01-01", "2026-11-22T00:00"],
)  # fmt: skip
def test_what_is_no_date_of_ours_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(Fault) as caught:
        values.calendar_date(written)
    assert caught.value.hint == "write a date such as 2026-11-22"


def test_own_words_become_one_line() -> None:
    assert values.line("  left\ncalf,\t hard ") == "left calf, hard"


@pytest.mark.parametrize("words", ["křeč v lýtku", "שלום", "🧘‍♀️ yoga", "calf — 4/10"])
def test_own_words_keep_every_script(words: str) -> None:
    assert values.line(words) == words


@pytest.mark.parametrize("mark", ["\x00", "\x1b[31m", "\x7f", "\x9b", "\udcff"])
def test_own_words_that_would_garble_a_screen_are_refused(mark: str) -> None:
    with pytest.raises(Fault):
        values.line(f"a{mark}b")


@given(st.text() | st.integers() | st.lists(st.text()) | st.just(10**5000))
def test_a_value_that_is_shown_fits_a_line(value: object) -> None:
    said = values.shown(value)
    assert len(said) <= 60
    assert said.isprintable()


@pytest.mark.parametrize(
    ("written", "known", "guess"),
    [
        ("strech", ["stretch", "warm"], 'did you mean "stretch"?'),
        ("STRETCH", ["stretch", "warm"], 'did you mean "stretch"?'),
        ("europe/pragu", ["Europe/Prague", "Europe/Paris"], 'did you mean "Europe/Prague"?'),
        ("zzz", ["stretch", "warm"], ""),
        (5, ["stretch"], ""),
    ],
)
def test_a_near_word_is_guessed(written: object, known: list[str], guess: str) -> None:
    assert values.did_you_mean(written, known) == guess
