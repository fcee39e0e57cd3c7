"""The question whether something that was expected took place."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.answering import Press, pressed
from coach.core.model import Activity, Confirmed, Event, Expected, Fact, Reminder
from coach.core.planning import plan
from coach.core.questions.confirming import asked_about, slot_of
from coach.core.questions.kinds import with_questions
from tests.core.test_following import HIKER
from tests.support.people import NIGHT, PRAGUE, at, minutes

DAY = timedelta(days=1)
HIKE = Expected("a1b2c3", "hike", at("10:00"), at("16:00"))
FLIGHT = Expected("ffeedd", "trip", at("12:00"), at("17:00"), mode="flight")


def facts(*events: Event, night: date = NIGHT) -> tuple[Fact, ...]:
    return tuple(Fact(str(n), at("08:00"), night, event) for n, event in enumerate(events))


def asked(known: tuple[Fact, ...], night: date = NIGHT) -> list[Reminder]:
    made = with_questions(HIKER, plan(HIKER, night, PRAGUE, known), known)
    return [question for question in made.questions if question.asks == "expected"]


def test_it_is_asked_the_same_evening_and_once_more_the_next() -> None:
    known = facts(HIKE)
    (same,) = asked(known)
    assert (same.due, same.until, same.about) == (at("19:30"), at("22:30"), HIKE)
    (next_one,) = asked(known, NIGHT + DAY)
    assert next_one.due == at("19:30", day=NIGHT + DAY)
    assert next_one.id != same.id
    assert asked(known, NIGHT + 2 * DAY) == []
    assert asked(known, NIGHT - DAY) == []


def test_nobody_is_asked_before_it_is_over() -> None:
    late = HIKE._replace(ends=at("21:00"))
    assert [question.due for question in asked(facts(late))] == [at("21:15")]
    later = HIKE._replace(ends=at("22:10"))
    assert asked(facts(later)) == []
    assert len(asked(facts(later), NIGHT + DAY)) == 1


@pytest.mark.parametrize(
    "word",
    [
        Confirmed("a1b2c3", happened=True, via="command"),
        Confirmed("a1b2c3", happened=False, via="button"),
        Activity("hike", at("16:00"), minutes(300)),
    ],
)
def test_what_was_told_already_is_not_asked(word: Event) -> None:
    assert asked(facts(HIKE, word)) == []


def test_what_would_change_nothing_is_not_asked() -> None:
    assert asked(facts(HIKE._replace(ends=at("10:30")))) == []


def test_a_question_keeps_its_name_whatever_else_is_asked() -> None:
    (alone,) = asked(facts(HIKE))
    both = asked(facts(FLIGHT, HIKE))
    assert alone.id in [question.id for question in both]
    said = Confirmed("ffeedd", happened=True, via="button")
    assert [question.id for question in asked(facts(FLIGHT, HIKE, said))] == [alone.id]


@pytest.mark.parametrize(("choice", "happened"), [("yes", True), ("no", False)])
def test_a_button_says_it_for_what_its_card_asked(choice: str, happened: bool) -> None:
    known = facts(FLIGHT, HIKE)
    (question,) = [one for one in asked(known) if one.about == HIKE]
    press = Press(choice, question.id, at("20:00"), facts=known)
    assert pressed(press) == Confirmed("a1b2c3", happened, "button")


def test_a_button_says_nothing_twice_and_nothing_of_what_is_gone() -> None:
    known = facts(HIKE)
    (question,) = asked(known)
    said = Confirmed("a1b2c3", happened=True, via="command")
    for later in (facts(HIKE, said), facts(FLIGHT), ()):
        assert pressed(Press("no", question.id, at("20:00"), facts=later)) is None


@given(st.text(max_size=20))
def test_every_key_has_a_slot_that_may_stand_in_a_name(key: str) -> None:
    assert 1 <= slot_of(key) <= 9999
    assert asked_about(slot_of(key), facts(HIKE._replace(key=key))) is not None
