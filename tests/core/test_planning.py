"""Config x night -> plan."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core import planning
from coach.core.model import Anchored, Coaching
from tests.support.people import (
    CALCIUM,
    NIGHT,
    PRAGUE,
    STRETCH,
    TEACHER,
    WARM,
    at,
    before_bed,
    config,
    habit,
    minutes,
)


def test_the_plan_of_the_contract() -> None:
    plan = planning.plan(TEACHER, NIGHT, PRAGUE)
    assert [(r.id, r.due, r.until) for r in plan.reminders] == [
        ("2026-11-22/calcium/1", at("19:30"), at("22:30")),
        ("2026-11-22/warm/1", at("21:30"), at("22:30")),
        ("2026-11-22/stretch/1", at("21:45"), at("22:30")),
    ]


def test_a_moved_reminder_is_the_same_reminder() -> None:
    moved = config(habit("stretch", time(20, 0)))
    assert planning.plan(moved, NIGHT, PRAGUE).reminders[0].id == "2026-11-22/stretch/1"


def test_a_habit_is_asked_on_its_evenings_only() -> None:
    sundays = config(STRETCH._replace(days=frozenset({6})))
    assert planning.plan(sundays, NIGHT, PRAGUE).reminders
    assert not planning.plan(sundays, date(2026, 11, 23), PRAGUE).reminders


def test_the_second_time_of_a_list_is_slot_two() -> None:
    water = config(habit("water", time(18, 0), before_bed(60)))
    assert [r.id for r in planning.plan(water, NIGHT, PRAGUE).reminders] == [
        "2026-11-22/water/1",
        "2026-11-22/water/2",
    ]


def test_the_budget_keeps_what_stands_first_in_the_config() -> None:
    tight = config(STRETCH, WARM, CALCIUM, budget=2)
    plan = planning.plan(tight, NIGHT, PRAGUE)
    assert [r.habit.key for r in plan.reminders] == ["warm", "stretch"]
    assert [r.habit.key for r in plan.left_out] == ["calcium"]


@given(budget=st.integers(0, 6), night=st.dates(date(2024, 1, 1), date(2037, 12, 31)))
def test_never_more_than_the_budget_and_nothing_forgotten(budget: int, night: date) -> None:
    plan = planning.plan(config(STRETCH, WARM, CALCIUM, budget=budget), night, PRAGUE)
    assert len(plan.reminders) == min(budget, 3)
    assert len(plan.reminders) + len(plan.left_out) == 3


def test_a_spring_change_cannot_swallow_a_window() -> None:
    owl = config(
        habit("late", time(2, 30), until=time(3, 0)),
        bedtime=(time(4, 0),) * 7,
        wake=(time(11, 0),) * 7,
    )
    (reminder,) = planning.plan(owl, date(2026, 3, 28), PRAGUE).reminders
    assert reminder.due == at("03:30", day=date(2026, 3, 29))
    assert reminder.until - reminder.due == minutes(30)


@given(
    night=st.dates(date(2024, 1, 1), date(2037, 12, 31)),
    zone=st.sampled_from(["Europe/Prague", "America/New_York", "Australia/Lord_Howe"]),
    wall=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_every_reminder_lies_within_its_night_and_has_a_window(
    night: date, zone: str, wall: time
) -> None:
    end = Anchored("bedtime", minutes(600))
    asked = config(habit("any", wall, until=end), bedtime=(time(1, 0),) * 7)
    plan = planning.plan(asked, night, ZoneInfo(zone))
    (reminder,) = plan.reminders
    assert plan.begins <= reminder.due < plan.ends
    assert reminder.due < reminder.until or reminder.until <= plan.ends


def test_a_timetable_spells_seven_evenings() -> None:
    weekend = config(STRETCH._replace(days=frozenset({5, 6})))
    assert planning.timetable(weekend) == {
        "stretch/1": ("", "", "", "", "", "21:45", "21:45"),
        "ask.morning/1": ("07:00",) * 7,
    }
    unasked = weekend._replace(coaching=Coaching(morning_check=False))
    assert planning.timetable(unasked)["ask.morning/1"] == ("",) * 7


# --- a change of the clocks at the border of a night ----------------------------------------

SHORT_NIGHTS = [
    # Africa/Cairo springs from 00:00 to 01:00 on 25 April 2025.
    ("Africa/Cairo", date(2025, 4, 24), time(1), time(0, 30), time(0, 55)),
    ("Africa/Cairo", date(2025, 4, 25), time(0, 30), time(1), time(1, 25)),
    # Pacific/Easter springs from 22:00 to 23:00 on 6 September 2025.
    ("Pacific/Easter", date(2025, 9, 5), time(23), time(22, 30), time(22, 55)),
]


@pytest.mark.parametrize(("zone", "night", "rollover", "due", "until"), SHORT_NIGHTS)
def test_what_a_spring_change_pushes_over_the_border_of_its_night_is_moved_back_inside(
    zone: str, night: date, rollover: time, due: time, until: time
) -> None:
    sleeper = config(
        habit("tea", due, until=until),
        rollover=rollover,
        bedtime=(time(9),) * 7,
        wake=(time(17),) * 7,
    )
    plan = planning.plan(sleeper, night, ZoneInfo(zone))
    (reminder,) = plan.reminders
    assert plan.begins <= reminder.due < reminder.until <= plan.ends
    assert reminder.until - reminder.due == minutes(25)
