"""The week in a minute: one observation with its fraction, one question."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.core.coaching.reviewing import recorded, review, week
from coach.core.model import Activity, Morning, Remark
from coach.core.nights import DAY
from tests.support.lives import Life
from tests.support.people import NIGHT, TEACHER, at, before_bed, config, habit, minutes

OWN = config(habit("stretch", before_bed(45), routine="evidence-3min"))


def test_the_week_is_the_seven_evenings_before_tonight() -> None:
    life = Life().evenings("stretch", "ddidsddu").evenings("warm", "i")
    for back, said in ((8, "cramps"), (3, "cramps"), (2, "none"), (1, "unsure")):
        life.add(NIGHT - back * DAY, Morning(said, "button"), "23:00")  # type: ignore[arg-type]
    life.add(NIGHT - 2 * DAY, Activity("hike", at("16:00"), minutes(200)), "17:00")
    lived = life.lived()
    found = week(TEACHER, lived.facts, lived.outcomes, NIGHT)
    assert (found.first, found.last) == (NIGHT - 7 * DAY, NIGHT - DAY)
    rates = {one.key: (rate.done, rate.of) for one, rate in found.habits}
    assert rates == {"stretch": (4, 5), "warm": (0, 1), "calcium": (0, 0)}
    assert (found.cramps.done, found.cramps.of, found.hikes) == (1, 2, 1)


def test_of_a_week_of_which_nothing_is_known_nothing_is_said() -> None:
    assert review(OWN, Life().lived()) == (None, None)
    assert review(OWN, Life().evenings("stretch", "uuuuuuu").lived()) == (None, None)
    assert review(OWN, Life().evenings("stretch", "iiiiiii").lived()) == (None, None)


def test_of_a_few_evenings_nothing_is_made() -> None:
    """Back from a week away: `1 of 1 evenings, a steady week` would be odd."""
    assert review(OWN, Life().evenings("stretch", "duuuuuu").lived()) == (None, None)
    assert review(OWN, Life().evenings("stretch", "uuuuddd").lived()) == (None, None)
    assert review(OWN, Life().evenings("stretch", "uuudddd").lived()).observation is not None


def test_more_than_the_week_before_needs_a_week_before() -> None:
    life = Life().evenings("stretch", "uuuuiud" + "ddddiii")
    observed = review(OWN, life.lived()).observation
    assert observed is not None
    assert observed.name.startswith("week-some")


def test_an_observation_names_its_fraction_and_a_question_comes_with_it() -> None:
    observed, question = review(OWN, Life().evenings("stretch", "ddiddds").lived())
    assert observed is not None
    assert observed[1:] == ("stretch", 5, 6)
    assert question is not None
    assert question.name.startswith("ask.")


def test_what_was_recorded_is_read_back_until_the_next_one() -> None:
    life = Life()
    said = Remark("week-some.1", "stretch", 2, 7), Remark("ask.3")
    for remark in said:
        life.add(NIGHT - 6 * DAY, remark, "12:00")
    life.add(NIGHT - 5 * DAY, Remark("lapse.1", "stretch", 2, 7), "12:00")
    assert recorded(life.lived().facts, NIGHT) == (NIGHT - 6 * DAY, said)
    assert recorded(life.lived().facts, NIGHT + DAY) is None


@given(st.text("dbisu", min_size=70, max_size=140))
def test_no_observation_and_no_question_comes_twice_in_four_weeks(letters: str) -> None:
    life = Life()
    said: dict[str, date] = {}
    for n, letter in enumerate(letters):
        night = NIGHT + n * DAY
        if n % 7 == 0:
            for remark in filter(None, review(OWN, life.lived(night))):
                assert night - said.get(remark.name, night - 99 * DAY) >= timedelta(days=28)
                said[remark.name] = night
                life.add(night, remark, "12:00")
        life.evening(night, "stretch", letter)


@given(st.text("dbisu", min_size=0, max_size=40))
def test_an_observation_is_true(letters: str) -> None:
    """No fraction is over what there was, and none is larger than one."""
    observed, _ = review(OWN, Life().evenings("stretch", letters).lived())
    if observed is not None:
        assert observed.done is not None
        assert observed.of is not None
        assert 0 < observed.done <= observed.of
        lately = letters[-28:] if observed.name.startswith("week-month") else letters[-7:]
        assert observed.done <= lately.count("d") + lately.count("b")
