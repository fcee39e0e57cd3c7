"""Which facts still hold, and what they say of pauses."""

from datetime import date, timedelta
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from coach.core.history import FAR, effective, paused, wrong_until
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


def shown(number: int, clock: timedelta) -> Fact:
    """What rang at some distance from now, by the clock of then."""
    dated = at("20:00") + clock
    return Fact(str(number), dated, dated.date(), Delivery("shown", (f"{dated.date()}/warm/1",)))


def stepped(number: int, was: timedelta, now: timedelta) -> Fact:
    dated = at("20:00") + now
    return Fact(str(number), dated, dated.date(), ClockSet(at("20:00") + was, dated))


HERE, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)


def test_a_clock_set_back_long_ago_says_nothing_of_what_came_after_it_had_shown() -> None:
    """Its entry may be in a later place: an import puts old entries last."""
    today = shown(1, HERE)
    of_then = stepped(2, -200 * DAY, -300 * DAY)
    assert effective([today, of_then]) == (today, of_then)


def test_an_empty_battery_does_not_make_a_clock_that_was_ahead_right() -> None:
    """On the very evening that it had shown, the network sets a clock that began years ago."""
    rang, back = shown(1, 30 * DAY), stepped(2, 30 * DAY, HERE)
    boot = stepped(3, -300 * DAY, 30 * DAY)
    assert effective([rang, back, boot]) == (back, boot)


def test_a_step_forward_makes_up_for_the_last_step_back_first() -> None:
    """Set right; a month later set back ten days by mistake, and right again."""
    ahead, back = shown(1, 30 * DAY), stepped(2, 30 * DAY, HERE)
    today = shown(3, 30 * DAY - 4 * HOUR)
    mistake = stepped(4, 30 * DAY - 3 * HOUR, 20 * DAY)
    right = stepped(5, 20 * DAY + HOUR, 30 * DAY - 2 * HOUR)
    assert effective([ahead, back, today, mistake]) == (back, mistake)
    assert effective([ahead, back, today, mistake, right]) == (back, today, mistake, right)


def test_one_step_forward_makes_up_for_several_back() -> None:
    today = shown(1, HERE)
    steps = [stepped(2, HERE, -90 * DAY), stepped(3, HOUR - 90 * DAY, -400 * DAY)]
    assert effective([today, *steps]) == tuple(steps)
    right = stepped(4, HOUR - 400 * DAY, 2 * HOUR)
    assert effective([today, *steps, right]) == (today, *steps, right)


def test_an_answer_of_before_a_year_of_another_time_holds_again_after_an_empty_battery() -> None:
    """The network was late, so the last entry was doubted; it is there after all."""
    today = shown(1, HERE)
    given_up = stepped(2, HERE, -300 * DAY)
    restored = stepped(3, HOUR - 300 * DAY, 40 * DAY)
    assert effective([today, given_up]) == (given_up,)
    assert effective([today, given_up, restored]) == (today, given_up, restored)


HOURS = st.integers(-2000, 2000).map(lambda hours: timedelta(hours=hours))
SPANS = st.tuples(HOURS, HOURS)


@given(st.lists(HOURS | SPANS, max_size=12))
def test_what_is_void_lies_in_a_span_that_a_later_step_took_back(
    told: list[timedelta | tuple[timedelta, timedelta]],
) -> None:
    """As the rule is said, each fact with each step."""
    facts = [
        stepped(n, *one) if isinstance(one, tuple) else shown(n, one) for n, one in enumerate(told)
    ]
    steps = {n: fact.event for n, fact in enumerate(facts) if isinstance(fact.event, ClockSet)}
    wrong = wrong_until(steps)
    held = tuple(
        fact
        for place, fact in enumerate(facts)
        if isinstance(fact.event, ClockSet)
        or not any(
            steps[later].now < fact.at <= steps[later].was + FAR for later in wrong if later > place
        )
    )
    assert effective(facts) == held


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 48)), min_size=1, max_size=6))
def test_mistakes_within_mistakes_write_nothing_off_once_all_are_set_right(
    mistakes: list[tuple[int, int]],
) -> None:
    """Whatever was set back by how many days, and hours later forward again in reverse order."""
    facts: list[Fact] = []
    today, clock = shown(0, HERE), HOUR
    for days, hours in mistakes:
        facts.append(stepped(len(facts) + 1, clock, clock - days * DAY))
        clock += hours * HOUR - days * DAY
    for days, hours in reversed(mistakes):
        facts.append(stepped(len(facts) + 1, clock, clock + days * DAY))
        clock += hours * HOUR + days * DAY
    assert effective([today, *facts]) == (today, *facts)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 900)), max_size=6))
def test_no_empty_battery_brings_back_what_a_clock_far_ahead_had_rung(
    boots: list[tuple[int, int]],
) -> None:
    """A clock 400 days ahead was set right; then only batteries die, so that it begins earlier."""
    ahead, facts, clock = shown(0, 400 * DAY), [stepped(1, 400 * DAY, HERE)], HERE
    for days, behind in boots:
        began = clock - behind * DAY
        clock += days * DAY
        facts.append(stepped(len(facts) + 1, began, clock))
    assert ahead not in effective([ahead, *facts])


def test_years_of_a_clock_that_is_ahead_at_each_boot_are_read_in_a_moment() -> None:
    """A second system on the machine that keeps local time: one step back a day."""
    steps = [stepped(n, n * DAY + 8 * HOUR, n * DAY) for n in range(4000)]
    began = perf_counter()
    assert len(effective(steps)) == 4000
    assert perf_counter() - began < 2
