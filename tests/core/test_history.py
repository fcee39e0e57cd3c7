"""Which facts still hold, and what they say of pauses."""

from datetime import date

from coach.core.history import effective, paused
from coach.core.model import Event, Fact, Pause, Resume, Undo
from tests.support.people import NIGHT, at

LATER = date(2026, 11, 25)


def fact(number: int, event: Event, clock: str = "20:00", night: date = NIGHT) -> Fact:
    return Fact(str(number), at(clock), night, event)


def test_an_undone_fact_no_longer_holds() -> None:
    kept, gone = fact(1, Pause()), fact(2, Resume())
    assert effective([kept, gone, fact(3, Undo("2"))]) == (kept,)


def test_an_undone_undo_lets_the_fact_hold_again() -> None:
    first = fact(1, Pause())
    assert effective([first, fact(2, Undo("1")), fact(3, Undo("2"))]) == (first,)


def test_an_undo_of_nothing_known_changes_nothing() -> None:
    first = fact(1, Pause())
    assert effective([first, fact(2, Undo("elsewhere"))]) == (first,)


def test_a_pause_without_end_lasts_until_resumed() -> None:
    facts = (fact(1, Pause()),)
    assert paused(facts, NIGHT)
    assert paused(facts, LATER)
    assert not paused((*facts, fact(2, Resume())), LATER)


def test_a_dated_pause_ends_with_the_evening_of_its_date() -> None:
    facts = (fact(1, Pause(until=LATER)),)
    assert paused(facts, date(2026, 11, 24))
    assert not paused(facts, LATER)


def test_a_pause_says_nothing_of_nights_before_it() -> None:
    assert not paused((fact(1, Pause()),), date(2026, 11, 21))


def test_what_was_said_later_does_not_count_for_an_earlier_moment() -> None:
    facts = (fact(1, Pause(), "20:00"), fact(2, Resume(), "22:00"))
    assert paused(facts, NIGHT, by=at("21:00"))
    assert not paused(facts, NIGHT, by=at("22:30"))
    assert not paused(facts, NIGHT)
