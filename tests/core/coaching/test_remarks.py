"""A line with a reminder: rare, true, and no sentence twice in four weeks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.coaching.remarks import tonight
from coach.core.coaching.sentences import IN_REMINDERS
from coach.core.model import Activity, Eased, Remark
from coach.core.nights import DAY
from tests.support.lives import Life
from tests.support.people import NIGHT, TEACHER, at, before_bed, config, habit, minutes

OWN = config(habit("stretch", before_bed(45), routine="evidence-3min"))


def told(life: Life) -> tuple[str, int | None, int | None] | None:
    """The sentence, without the way it is said, and its fraction."""
    remark = tonight(OWN, life.lived())
    return remark and (remark.name.partition(".")[0], remark.done, remark.of)


def new(letters: str) -> Life:
    """Somebody who began with these evenings."""
    life = Life()
    life.timetable(NIGHT - len(letters) * DAY, {"stretch/1": "21:45"})
    return life.evenings("stretch", letters)


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("", None),
        ("d", None),
        ("dd", None),
        ("ddd", ("first-three", 3, 3)),
        ("dddd", None),
        ("idudd", ("first-three", 3, 4)),
        ("ddddd", None),
        ("dddddii", ("lapse", 5, 7)),
        ("dddiiidd", None),
        ("diddddi", None),
        ("diidddd", ("first-week", 5, 7)),
        ("ddddddd", ("first-week", 7, 7)),
        ("dddddddd", None),
        ("iididddd", ("first-week", 5, 7)),
        ("ddii", ("lapse", 2, 4)),
        ("ddiii", None),
        ("ddiiu", None),
        ("iiii", None),
        ("ii", None),
    ],
)
def test_what_is_said_of_the_first_evenings(
    letters: str, said: tuple[str, int | None, int | None] | None
) -> None:
    assert told(new(letters)) == said


def test_nothing_is_called_the_first_of_an_older_habit() -> None:
    life = Life()
    life.timetable(NIGHT - 300 * DAY, {"stretch/1": "21:45"})
    assert told(life.evenings("stretch", "ddd")) is None


def test_a_return_after_a_week_is_welcomed() -> None:
    assert told(Life().evenings("stretch", "dddduuuuuuud")) == ("return", None, None)
    assert told(Life().evenings("stretch", "dddduuuuuud")) is None


def test_four_of_four_hike_evenings_are_named_the_evening_after() -> None:
    life = Life().evenings("stretch", "d" * 30)
    for back in (22, 15, 8, 1):
        night = NIGHT - back * DAY
        life.add(night, Activity("hike", at("16:00", day=night), minutes(300)), "17:00")
    assert told(life) == ("hikes", 4, 4)
    life.add(NIGHT, Activity("hike", at("16:00"), minutes(300)), "17:00")
    assert told(life) == ("hikes", 4, 4)


def test_one_line_an_evening_and_none_where_nothing_is_asked() -> None:
    life = Life().evenings("stretch", "ddii").evenings("warm", "ddii")
    remark = tonight(TEACHER, life.lived())
    assert remark is not None
    assert remark.habit == "stretch"
    life.add(NIGHT, Eased("stretch", 3, "agreed"), "12:00")
    remark = tonight(TEACHER, life.lived())
    assert remark is not None
    assert remark.habit == "warm"


def test_no_way_to_say_something_is_used_twice_in_four_weeks() -> None:
    life = new("ddii")
    ways = [f"lapse.{n}" for n in range(1, IN_REMINDERS["lapse"] + 1)]
    for n, name in enumerate(ways[1:]):
        life.add(NIGHT - (27 - n) * DAY, Remark(name, "warm"), "12:00")
    left = tonight(OWN, life.lived())
    assert left is not None
    assert left.name == "lapse.1"
    life.add(NIGHT - 3 * DAY, Remark("lapse.1", "warm"), "12:00")
    assert tonight(OWN, life.lived()) is None


@given(st.text("dbiu", min_size=28, max_size=60))
def test_a_life_never_hears_a_sentence_twice_in_four_weeks(letters: str) -> None:
    life = Life()
    said: dict[str, date] = {}
    for n, letter in enumerate(letters):
        night = NIGHT + n * DAY
        remark = tonight(OWN, life.lived(night))
        if remark is not None:
            assert night - said.get(remark.name, night - 99 * DAY) >= 28 * DAY
            said[remark.name] = night
            life.add(night, remark, "12:00")
        life.evening(night, "stretch", letter)
