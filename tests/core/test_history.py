"""Which facts still hold, and what they say of pauses."""

from datetime import date, timedelta

from coach.core.history import FAR, effective, paused
from coach.core.model import Answer, ClockSet, Delivery, Event, Fact, Pause, Resume, Undo
from tests.support.people import NIGHT, at, minutes

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


# --- a clock that was wrong ----------------------------------------------------------------

AHEAD = date(2027, 12, 27)
"""Where a clock that is 400 days ahead believes to be."""
RANG = Delivery("shown", (f"{AHEAD}/stretch/1",))
PRESSED = Answer("done", f"{AHEAD}/stretch/1", "button")


def from_ahead(number: int, event: Event) -> Fact:
    return Fact(str(number), at("21:45", day=AHEAD), AHEAD, event)


def set_back(number: int) -> Fact:
    return fact(number, ClockSet(at("21:50", day=AHEAD), at("20:00")))


def test_what_a_clock_far_ahead_had_rung_does_not_hold_once_it_is_set_back() -> None:
    rang, pressed = from_ahead(1, RANG), from_ahead(2, PRESSED)
    assert effective([rang, pressed]) == (rang, pressed)
    back = set_back(3)
    assert effective([rang, pressed, back]) == (back,)


def test_what_a_person_noted_under_a_wrong_clock_still_holds() -> None:
    paused_then, back = from_ahead(1, Pause()), set_back(2)
    assert effective([paused_then, back]) == (paused_then, back)


def test_an_answer_for_a_night_that_had_come_holds_whatever_the_clock_said() -> None:
    done = Fact("1", at("22:00"), NIGHT, Answer("done", f"{NIGHT}/stretch/1", "button"))
    rang = Fact("2", at("22:00"), NIGHT, Delivery("shown", (f"{NIGHT}/warm/1",)))
    back = fact(3, ClockSet(at("22:00"), at("15:00")), "15:00")
    assert effective([done, rang, back]) == (done, back)


def test_what_rang_before_the_wrong_time_or_after_it_holds() -> None:
    early = fact(1, Delivery("shown", (f"{NIGHT}/calcium/1",)), "19:30")
    again = fact(4, Delivery("shown", (f"{NIGHT}/stretch/1",)), "21:45")
    back = set_back(3)
    assert effective([early, from_ahead(2, RANG), back, again]) == (early, back, again)


def test_a_clock_that_jumps_back_to_where_it_was_had_been_right() -> None:
    """Somebody set it to last year, and then right again: the evening is not asked twice."""
    rang = fact(1, Delivery("shown", (f"{NIGHT}/stretch/1",)), "21:45")
    wrong = at("21:50") - timedelta(days=365)
    back = fact(2, ClockSet(at("21:50"), wrong))
    assert effective([rang, back]) == (back,)
    forth = fact(3, ClockSet(wrong, at("21:55")))
    assert rang in effective([rang, back, forth])
    elsewhere = fact(3, ClockSet(wrong, at("21:50") - FAR - minutes(1)))
    assert rang not in effective([rang, back, elsewhere])
