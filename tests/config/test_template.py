"""The config that `coach init` writes works for whoever it is written for."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config import template
from coach.config.reading import read

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(TIMES, TIMES)
def test_it_reads_without_problems_for_every_pair_of_times_that_fits(
    bedtime: time, wake: time
) -> None:
    if not template.fits(bedtime, wake):
        return
    config, problems = read(template.text(bedtime, wake).encode(), "config.toml")
    assert problems == ()
    assert config is not None
    assert (config.bedtime, config.wake) == ((bedtime,) * 7, (wake,) * 7)
    assert [habit.key for habit in config.habits] == ["calcium", "warm", "stretch"]


@pytest.mark.parametrize(
    ("bedtime", "wake", "fits"),
    [
        ("22:30", "07:00", True),
        ("08:00", "16:00", True),  # a night worker
        ("03:00", "11:30", True),
        ("22:30", "22:30", False),
        ("22:30", "22:29", False),
        ("22:30", "18:30", False),
        ("22:30", "18:29", True),
        ("22:30", "22:31", True),
    ],
)
def test_times_fit_when_they_leave_an_evening(bedtime: str, wake: str, *, fits: bool) -> None:
    assert template.fits(time.fromisoformat(bedtime), time.fromisoformat(wake)) is fits


@pytest.mark.parametrize(
    ("bedtime", "wake", "rollover"),
    [
        ("22:30", "07:00", "12:00"),
        ("03:00", "11:30", "12:00"),
        ("08:00", "16:00", "21:00"),
        ("13:00", "20:30", "01:30"),
    ],
)
def test_nights_begin_at_noon_unless_one_sleeps_then(
    bedtime: str, wake: str, rollover: str
) -> None:
    begins = template.rollover(time.fromisoformat(bedtime), time.fromisoformat(wake))
    assert f"{begins:%H:%M}" == rollover


def test_noon_is_not_spelled_out() -> None:
    assert "rollover" not in template.text(time(22, 30), time(7))
    assert 'rollover = "21:00"' in template.text(time(8), time(16))
