"""A period in numbers: each has what it is out of, and unknown is never none."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.cramping import Spread, Tally, cramps
from coach.core.history import effective
from coach.core.model import (
    Activity,
    Answer,
    Cramp,
    Delivery,
    Event,
    Fact,
    Morning,
    Pause,
    Undo,
)
from coach.core.mornings import nights_told
from coach.core.outcomes import outcomes
from coach.core.reporting import Report, activities, spans
from coach.core.reporting import report as reported
from tests.support.facts import FACTS

NIGHT = date(2026, 11, 22)
DAY = timedelta(days=1)


def facts(*entries: tuple[int, Event]) -> tuple[Fact, ...]:
    """Events, each so many nights ago, recorded in this order."""
    return tuple(
        Fact(f"{n:016x}", datetime.combine(NIGHT - ago * DAY, time(23), UTC), NIGHT - ago * DAY, e)
        for n, (ago, e) in enumerate(entries)
    )


def report(known: tuple[Fact, ...], first: date, last: date, tonight: date) -> Report:
    return reported(known, first, last, tonight, outcomes(known, tonight))


def morning(said: str, **more: int) -> Morning:
    return Morning(said, "button", **more)  # type: ignore[arg-type]


def asked(ago: int, habit: str = "stretch") -> tuple[int, Event]:
    return ago, Delivery("shown", (f"{NIGHT - ago * DAY}/{habit}/1",))


def done(ago: int, habit: str = "stretch") -> tuple[int, Event]:
    return ago, Answer("done", f"{NIGHT - ago * DAY}/{habit}/1", "button")


def hike(ago: int, km: float) -> tuple[int, Event]:
    return ago, Activity("hike", datetime.combine(NIGHT - ago * DAY, time(17), UTC), None, km)


def test_nights_with_cramps_are_out_of_answered_ones() -> None:
    known = facts(
        (4, morning("none")),
        (3, morning("cramps")),
        (2, morning("unsure")),
        (1, Cramp(datetime.combine(NIGHT, time(3), UTC))),
    )
    made = report(known, NIGHT - 9 * DAY, NIGHT, NIGHT)
    assert (made.cramps, made.answered, made.unsure, made.over) == (2, 3, 1, 9)
    assert sum(one.cramps for one in made.spans) == 2
    assert sum(one.answered for one in made.spans) == 3
    assert sum(one.nights for one in made.spans) == 10


def test_tonight_could_not_be_answered_yet_unless_it_was() -> None:
    assert report((), NIGHT - 6 * DAY, NIGHT, NIGHT).over == 6
    assert report(facts((0, morning("none"))), NIGHT - 6 * DAY, NIGHT, NIGHT).over == 7


def test_without_any_entry_nothing_is_claimed() -> None:
    made = report((), NIGHT - 6 * DAY, NIGHT, NIGHT)
    assert (made.cramps, made.answered, made.habits) == (0, 0, ())
    assert all(night.told is None for night in made.nights)


def test_a_habit_is_out_of_the_nights_that_count() -> None:
    known = facts(
        asked(40), *[done(ago) for ago in range(30, 20, -1)], asked(3), asked(2), done(2), asked(0)
    )
    (habit,) = report(known, NIGHT - 29 * DAY, NIGHT, NIGHT).habits
    assert (habit.done, habit.of) == (10, 11)
    assert (habit.recent_done, habit.recent_of) == (8, 9)
    assert habit.strength.of == 13
    assert habit.curve[-1] == habit.strength.value


def test_a_strength_is_made_of_the_nights_before_the_period_too() -> None:
    known = facts(*[done(ago) for ago in range(100, 0, -1)])
    (habit,) = report(known, NIGHT - 6 * DAY, NIGHT, NIGHT).habits
    assert habit.strength.of == 100
    assert habit.curve[0] is not None
    assert habit.curve[0] > 0.9


def test_what_comes_after_the_period_is_not_seen() -> None:
    known = facts(done(9), (9, morning("none")), done(2), (2, morning("cramps")), hike(2, 30))
    made = report(known, NIGHT - 20 * DAY, NIGHT - 5 * DAY, NIGHT)
    assert (made.cramps, made.answered) == (0, 1)
    assert made.habits[0].strength.of == 1
    assert sum(one.load for one in made.spans) == 0


def test_load_and_cramps_stand_side_by_side() -> None:
    known = facts(hike(8, 10), hike(8, 5), (8, morning("cramps")), (1, Pause()), hike(1, 4))
    made = report(known, NIGHT - 13 * DAY, NIGHT, NIGHT)
    assert [(s.cramps, s.answered, s.load, s.activities) for s in made.spans] == [
        (1, 1, 15, 2),
        (0, 0, 4, 1),
    ]
    assert made.nights[5].sorts == ("hike", "hike")
    assert [night.paused for night in made.nights[-3:]] == [False, True, True]
    assert len(activities(known, NIGHT - 8 * DAY, NIGHT)) == 3


@pytest.mark.parametrize(
    ("nights", "unit", "parts"),
    [(1, "week", 1), (210, "week", 30), (211, "month", 8), (1830, "month", 61), (1831, "year", 6)],
)
def test_the_longer_the_period_the_longer_its_parts(nights: int, unit: str, parts: int) -> None:
    made = report((), NIGHT - (nights - 1) * DAY, NIGHT, NIGHT)
    assert (made.unit, len(made.spans)) == (unit, parts)
    assert len(made.nights) == nights


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    made = report((), NIGHT - 20 * DAY, NIGHT, NIGHT)
    assert [one.first.weekday() for one in made.spans] == [0, 0, 0]
    assert [one.first.day for one in spans(made.nights, "month")] == [2]


def test_what_was_taken_back_is_not_there() -> None:
    known = facts((3, morning("cramps")), (0, Undo(f"{0:016x}")))
    assert report(effective(known), NIGHT - 6 * DAY, NIGHT, NIGHT).answered == 0


@given(st.lists(FACTS, max_size=20), st.integers(0, 400), st.integers(0, 30))
def test_no_part_is_more_than_the_whole(known: list[Fact], nights: int, later: int) -> None:
    last = NIGHT - later * DAY
    made = report(effective(known), last - nights * DAY, last, NIGHT)
    assert 0 <= made.cramps <= made.answered <= made.over <= len(made.nights) == nights + 1
    assert sum(one.cramps for one in made.spans) == made.cramps
    assert sum(one.answered for one in made.spans) == made.answered
    for habit in made.habits:
        assert 0 <= habit.done <= habit.of <= habit.strength.of
        assert habit.recent_done <= habit.recent_of <= habit.of or nights < 27
        assert len(habit.curve) == len(made.spans)


# --- the cramps --------------------------------------------------------------------------------


def test_each_figure_of_the_cramps_says_how_many_it_was_told_of() -> None:
    at = datetime.combine(NIGHT, time(3, 20), UTC)
    known = facts(
        (5, Cramp(at, "left", "calf", pain=4, minutes=2)),
        (5, Cramp(at.replace(hour=4), "left", None, pain=7)),
        (4, Cramp(at, minutes=5)),
        (3, morning("cramps", cramps=3, pain=9, sleep_loss=6)),
        (2, morning("cramps")),
        (1, morning("none", sleep_loss=2)),
    )
    told = cramps(nights_told(known).values())
    assert (told.number, told.number_of, told.written) == (6, 3, 3)
    assert told.hours == Tally({"03": 2, "04": 1}, 3)
    assert told.sides == Tally({"left": 2}, 2)
    assert told.places == Tally({"calf": 1}, 1)
    assert told.minutes == Spread(2, 3.5, 2, 5)
    assert told.pain == Spread(2, 8, 7, 9)
    assert told.sleep_loss == Spread(1, 6, 6, 6)


def test_of_no_cramps_nothing_is_told() -> None:
    told = cramps(())
    assert (told.number, told.number_of, told.written) == (0, 0, 0)
    assert told.pain == Spread(0, None, None, None)
