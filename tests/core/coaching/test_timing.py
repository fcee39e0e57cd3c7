"""Another time, from the times at which things were really done."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.values import moment
from coach.core.coaching.timing import shift, spelled
from coach.core.model import Anchored, Answer, Habit, Moment, Proposed
from coach.core.nights import DAY
from tests.support.lives import Life
from tests.support.people import NIGHT, at, before_bed, config, habit, minutes


def proposed(life: Life, asked: Moment, **changes: object) -> Proposed | None:
    own = habit("stretch", asked, **changes)
    return shift(config(own), own, 1, life.lived())


def done(*clocks: str) -> Life:
    """Done on the last evenings at these times, the oldest first."""
    life = Life()
    for back, clock in zip(range(len(clocks), 0, -1), clocks, strict=True):
        night = NIGHT - back * DAY
        life.add(night, Answer("done", f"{night}/stretch/1", "command"), clock)
    return life


@pytest.mark.parametrize(
    ("clock", "now"),
    [
        ("21:20", None),
        ("21:19", None),
        ("21:21", "21:20"),
        ("21:30", "21:30"),
        ("21:55", "21:30"),
        ("20:40", "20:40"),
        ("19:00", "20:30"),
    ],
)
def test_a_wall_time_moves_by_20_to_30_minutes(clock: str, now: str | None) -> None:
    found = proposed(done(*[clock] * 14), time(21) if clock != "21:20" else time(21, 1))
    assert (found.now if found else None) == now


def test_an_anchored_time_stays_anchored() -> None:
    found = proposed(done(*["21:10"] * 14), before_bed(45))
    assert found is not None
    assert (found.was, found.now) == ("bedtime - 45min", "bedtime - 75min")


def test_the_proposal_names_the_fourteen_evenings() -> None:
    found = proposed(done(*["20:00"] * 3, *["21:30"] * 14), time(21))
    assert found is not None
    assert found.evidence == tuple(f"{NIGHT - n * DAY}/stretch/1" for n in range(14, 0, -1))


def test_thirteen_times_are_too_few() -> None:
    assert proposed(done(*["21:30"] * 13), time(21)) is None


def test_times_that_lie_far_apart_say_nothing() -> None:
    apart = ["20:50", "22:10"] * 7
    assert proposed(done(*apart), time(21)) is None
    near = ["21:10", "21:50"] * 7
    assert proposed(done(*near), time(21)) is not None


def test_what_was_written_down_the_next_morning_was_not_done_then() -> None:
    life = done(*["21:30"] * 13)
    late = Answer("done", f"{NIGHT - 14 * DAY}/stretch/1", "command")
    life.add(NIGHT - 13 * DAY, late, "09:00")
    assert proposed(life, time(21)) is None


def test_a_guided_stretch_counts_from_its_beginning() -> None:
    life = Life()
    for back in range(14, 0, -1):
        night = NIGHT - back * DAY
        name = f"{night}/stretch/1"
        life.add(night, Answer("done", name, "command", minutes=25), "21:30")
    assert proposed(life, time(21)) is None


def test_times_from_before_the_present_plan_teach_nothing() -> None:
    life = done(*["21:30"] * 14)
    life.timetable(NIGHT - 20 * DAY, {"stretch/1": "20:30"})
    life.timetable(NIGHT - 5 * DAY, {"stretch/1": "21:00"})
    assert proposed(life, time(21)) is None


def test_three_snoozes_alike_in_five_evenings_ask_for_the_same() -> None:
    life = Life().evenings("stretch", "zdzdz")
    found = proposed(life, time(21, 45))
    assert found is not None
    assert (found.now, len(found.evidence)) == ("22:05", 3)
    assert proposed(Life().evenings("stretch", "zdzdd"), time(21, 45)) is None
    assert proposed(Life().evenings("stretch", "dzzddz"), time(21, 45)) is not None
    assert proposed(Life().evenings("stretch", "zzddddz"), time(21, 45)) is None


def test_snoozes_of_other_lengths_are_not_alike() -> None:
    life = Life().evenings("stretch", "zdz")
    name = f"{NIGHT - 2 * DAY}/stretch/1"
    back = at("22:20", day=NIGHT - 2 * DAY)
    life.add(NIGHT - 2 * DAY, Answer("snooze", name, "button", back=back), "21:40")
    assert proposed(life, time(21, 45)) is None


def test_no_time_is_proposed_in_the_quiet_end_or_past_the_window() -> None:
    found = proposed(done(*["22:20"] * 14), time(21, 50))
    assert found is not None
    assert found.now == "22:10"
    assert proposed(done(*["22:20"] * 14), time(22, 5)) is None
    early = proposed(done(*["21:30"] * 14), time(21), until=time(21, 20))
    assert early is not None
    assert early.now == "21:15"


MOMENTS = st.times().map(lambda t: t.replace(second=0, microsecond=0)) | st.builds(
    Anchored,
    st.sampled_from(("bedtime", "wake")),
    st.integers(-600, 600).map(lambda n: timedelta(minutes=n)),
)


@given(MOMENTS)
def test_what_is_spelled_is_what_a_config_reads(value: Moment) -> None:
    assert moment(spelled(value)) == value


@given(
    st.lists(st.integers(0, 170), min_size=14, max_size=20),
    st.integers(30, 180),
)
def test_a_proposed_time_is_never_more_than_half_an_hour_away(
    after: list[int], before: int
) -> None:
    base = 19 * 60 + 30
    clocks = [f"{(base + m) // 60:02d}:{(base + m) % 60:02d}" for m in after]
    own: Habit = habit("stretch", before_bed(before))
    found = shift(config(own), own, 1, done(*clocks).lived())
    if found is not None:
        was, now = moment(found.was), moment(found.now)
        assert isinstance(was, Anchored)
        assert isinstance(now, Anchored)
        assert minutes(10) <= abs(now.offset - was.offset) <= minutes(30)
        assert now.offset <= -minutes(20)
