"""What a calendar leads to expect, until the person says no."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core import following
from coach.core.expecting import (
    Expectation,
    activity,
    changes,
    counted,
    expectations,
    written,
)
from coach.core.history import effective
from coach.core.load import load
from coach.core.model import Activity, Confirmed, Event, Expected, Fact, Undo, Unexpected
from coach.core.planning import plan
from tests.core.test_following import HIKER, hike
from tests.support.people import NIGHT, PRAGUE, at, minutes

DAY = timedelta(days=1)
HIKE = Expected("hike", "hike", at("10:00"), at("16:00"), source="calendar")
FLIGHT = Expected("flight", "trip", at("12:00"), at("18:00"), mode="flight", source="calendar")
BEFORE = at("09:00", day=NIGHT - 3 * DAY)


def fact(number: int, event: Event, night: date = NIGHT, recorded: datetime = BEFORE) -> Fact:
    return Fact(str(number), recorded, night, event)


def keys(facts: tuple[Fact, ...]) -> list[str]:
    return [one.expected.key for one in expectations(facts)]


def cared_for(facts: tuple[Fact, ...], evenings: int = 5) -> list[bool]:
    """On which evenings the stretch is deepened."""
    made = (plan(HIKER, NIGHT + DAY * n, PRAGUE, effective(facts)) for n in range(evenings))
    return [any(r.because for r in one.reminders if r.habit.key == "stretch") for one in made]


# --- what counts -------------------------------------------------------------------------


def test_what_is_expected_is_followed_up_as_if_it_had_happened_for_two_evenings() -> None:
    assert cared_for((fact(1, HIKE),)) == [True, True, False, False, False]


def test_what_is_confirmed_is_followed_up_as_long_as_its_load_asks_for() -> None:
    facts = (fact(1, HIKE), fact(2, Confirmed("hike", happened=True, via="button")))
    assert load(activity(expectations(facts)[0])) == pytest.approx(21.6)
    assert cared_for(facts) == [True, True, True, True, False]


def test_denying_takes_the_follow_ups_away_and_taking_that_back_brings_them_back() -> None:
    denied = (fact(1, HIKE), fact(2, Confirmed("hike", happened=False, via="button")))
    assert cared_for(denied) == [False] * 5
    assert cared_for((*denied, fact(3, Undo("2"))))[:2] == [True, True]


def test_the_last_word_on_it_counts() -> None:
    words = [Confirmed("hike", happened=word, via="command") for word in (False, True)]
    assert cared_for((fact(1, HIKE), fact(2, words[0]), fact(3, words[1])))[0]
    assert not cared_for((fact(1, HIKE), fact(3, words[1]), fact(2, words[0])))[0]


def test_what_is_gone_from_the_calendar_is_no_longer_expected() -> None:
    assert keys((fact(1, HIKE), fact(2, Unexpected("hike")))) == []


def test_what_was_confirmed_stays_though_the_calendar_forgets_it() -> None:
    yes = Confirmed("hike", happened=True, via="button")
    assert keys((fact(1, HIKE), fact(2, yes), fact(3, Unexpected("hike")))) == ["hike"]


def test_what_moved_to_another_evening_is_asked_about_anew() -> None:
    no = Confirmed("hike", happened=False, via="button")
    later = HIKE._replace(begins=HIKE.begins + DAY, ends=HIKE.ends + DAY)
    longer = HIKE._replace(ends=HIKE.ends + minutes(30))
    (moved,) = expectations((fact(1, HIKE), fact(2, no), fact(3, later, NIGHT + DAY)))
    assert (moved.night, moved.happened) == (NIGHT + DAY, None)
    (same,) = expectations((fact(1, HIKE), fact(2, no), fact(3, longer)))
    assert (same.expected, same.happened) == (longer, False)


def test_unconfirmed_it_is_dropped_after_two_evenings() -> None:
    one = Expectation(HIKE, fact(1, HIKE))
    states = [one.state(NIGHT + DAY * n) for n in range(4)]
    assert states == ["open", "open", "dropped", "dropped"]
    denied = one._replace(happened=False)
    assert denied.state(NIGHT + DAY * 3) == "no"
    assert one._replace(happened=True).state(NIGHT + DAY * 3) == "yes"
    assert not denied.counts(NIGHT)


def test_a_hike_of_unknown_size_counts_as_a_moderate_one() -> None:
    whole_day = HIKE._replace(timed=False)
    assert activity(Expectation(whole_day, fact(1, whole_day))).duration is None
    assert cared_for((fact(1, whole_day),))[0]
    why = following.because(HIKER, NIGHT, counted((fact(1, whole_day),), NIGHT))
    assert why is not None
    assert why.level == "moderate"


# --- what was logged as well ---------------------------------------------------------------


def logged(made: Activity, recorded: datetime | None = None, night: date = NIGHT) -> Fact:
    return fact(9, made, night, recorded or made.when)


def test_what_was_logged_of_the_same_hike_is_the_better_word_on_it() -> None:
    own = hike(when=at("17:00"))
    facts = (fact(1, HIKE), logged(own))
    assert keys(facts) == []
    assert [f.event for f in counted(facts, NIGHT) if isinstance(f.event, Activity)] == [own]


def test_what_was_logged_in_the_evening_without_its_time_is_the_same_hike() -> None:
    assert keys((fact(1, HIKE), logged(Activity("hike", at("21:40"), minutes(120))))) == []
    tomorrow = logged(hike(when=at("12:00", day=NIGHT + DAY)), night=NIGHT + DAY)
    assert keys((fact(1, HIKE), tomorrow)) == ["hike"]


def test_a_walk_in_the_morning_says_nothing_of_the_hike_to_come() -> None:
    early = logged(Activity("hike", at("08:30"), minutes(40)))
    assert keys((fact(1, HIKE), early)) == ["hike"]


def test_a_hike_says_nothing_of_a_flight() -> None:
    assert keys((fact(1, FLIGHT), logged(hike(when=at("17:00"))))) == ["flight"]


def test_one_logged_hike_speaks_of_one_expected_hike() -> None:
    second = HIKE._replace(key="second", begins=at("17:00"), ends=at("19:00"))
    facts = (fact(1, HIKE), fact(2, second), logged(Activity("hike", at("19:00"), minutes(100))))
    assert keys(facts) == ["hike"]


def test_what_was_denied_takes_no_logged_hike_for_itself() -> None:
    no = fact(3, Confirmed("hike", happened=False, via="button"))
    second = HIKE._replace(key="second", begins=at("11:00"))
    facts = (fact(1, HIKE), fact(2, second), no, logged(hike(when=at("15:00"))))
    assert keys(facts) == ["hike"]
    assert [one.happened for one in expectations(facts)] == [False]


# --- what a reading changes ----------------------------------------------------------------

WHOLE = frozenset({"calendar"})


def test_a_reading_records_what_is_new_or_other_and_what_is_gone() -> None:
    known = written((fact(1, HIKE), fact(2, FLIGHT)))
    longer = HIKE._replace(ends=HIKE.ends + minutes(30))
    new = FLIGHT._replace(key="new")
    assert changes(known, [(NIGHT, longer), (NIGHT, new)], WHOLE) == (
        (NIGHT, Unexpected("flight")),
        (NIGHT, longer),
        (NIGHT, new),
    )
    assert changes(known, [(NIGHT, HIKE), (NIGHT, FLIGHT)], WHOLE) == ()


def test_what_a_calendar_that_cannot_be_read_had_is_not_gone() -> None:
    known = written((fact(1, HIKE),))
    assert changes(known, [], frozenset()) == ()
    imported = HIKE._replace(source="")
    assert changes(written((fact(1, imported),)), [], WHOLE) == ()


def test_what_the_person_had_a_word_on_is_not_taken_back() -> None:
    for word in (True, False):
        said = Confirmed("hike", happened=word, via="button")
        assert changes(written((fact(1, HIKE), fact(2, said))), [], WHOLE) == ()


def test_what_was_logged_is_not_found_anew_at_each_reading() -> None:
    facts = (fact(1, HIKE), logged(hike(when=at("17:00"))))
    assert changes(written(facts), [(NIGHT, HIKE)], WHOLE) == ()


CALENDARS = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(0, 3), st.integers(6, 20)), max_size=5
)


def entries(calendar: dict[str, tuple[int, int]]) -> list[tuple[date, Expected]]:
    return [
        (
            NIGHT + DAY * day,
            HIKE._replace(
                key=key,
                begins=at(f"{hour:02}:00", day=NIGHT + DAY * day),
                ends=at(f"{hour + 2:02}:00", day=NIGHT + DAY * day),
            ),
        )
        for key, (day, hour) in calendar.items()
    ]


@given(st.lists(CALENDARS, min_size=1, max_size=5))
def test_after_each_reading_what_stands_is_what_the_calendar_says(
    readings: list[dict[str, tuple[int, int]]],
) -> None:
    facts: tuple[Fact, ...] = ()
    for calendar in readings:
        found = entries(calendar)
        for night, event in changes(written(facts), found, WHOLE):
            facts += (fact(len(facts), event, night),)
        stands = [(one.night, one.expected) for one in written(facts)]
        assert sorted(stands) == sorted(found)
        assert changes(written(facts), found, WHOLE) == ()
