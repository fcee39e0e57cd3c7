"""What is known of a night: mornings and logged cramps, folded in the order of their telling."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.core.history import effective
from coach.core.model import Cramp, Delivery, Event, Fact, Morning, Undo
from coach.core.mornings import Told, nights_told
from tests.support.people import NIGHT, PRAGUE

WAKE = datetime(2026, 11, 23, 7, tzinfo=PRAGUE)
BEFORE = date(2026, 11, 21)


def fact(number: int, event: Event, at: datetime = WAKE, night: date = NIGHT) -> Fact:
    return Fact(str(number), at, night, event)


def cramp(pain: int | None = None) -> Cramp:
    return Cramp(WAKE - timedelta(hours=3), pain=pain)


def none() -> Morning:
    return Morning("none", "button")


def crampy(cramps: int | None = None, pain: int | None = None, loss: int | None = None) -> Morning:
    return Morning("cramps", "command", cramps, pain, loss)


def told(*events: Event) -> Told:
    facts = effective([fact(number, event) for number, event in enumerate(events)])
    return nights_told(facts)[NIGHT]


def summed(*events: Event) -> tuple[str, int | None, int | None, int | None]:
    return told(*events)[:4]


def test_of_a_night_without_a_word_nothing_is_known() -> None:
    shown = Delivery("shown", ("2026-11-22/stretch/1",))
    assert NIGHT not in nights_told((fact(1, shown),))


def test_absence_is_an_answer() -> None:
    assert summed(none()) == ("no", 0, None, None)


def test_unsure_is_neither() -> None:
    assert summed(Morning("unsure", "button")) == ("unsure", None, None, None)


def test_a_cramp_that_was_written_down_answers_for_its_night() -> None:
    assert summed(cramp()) == ("yes", 1, None, None)
    assert summed(cramp(pain=3), cramp(pain=6), cramp()) == ("yes", 3, 6, None)


def test_a_second_word_keeps_what_the_first_told() -> None:
    assert summed(crampy(2, loss=4), crampy(pain=5)) == ("yes", 2, 5, 4)
    assert summed(cramp(pain=7), crampy()) == ("yes", 1, 7, None)


def test_the_last_word_counts() -> None:
    assert summed(crampy(2, pain=8), none()) == ("no", 0, None, None)
    assert summed(cramp(), none()) == ("no", 0, None, None)
    assert summed(none(), cramp(pain=2)) == ("yes", 1, 2, None)
    assert summed(none(), crampy()) == ("yes", None, None, None)
    assert summed(cramp(pain=8), crampy(1, pain=3)) == ("yes", 1, 3, None)


def test_a_cramp_written_down_later_may_be_among_those_counted() -> None:
    assert summed(crampy(2), cramp(pain=4)) == ("yes", 2, 4, None)
    assert summed(crampy(1), cramp(), cramp()) == ("yes", 2, None, None)


def test_the_cramps_themselves_are_told() -> None:
    assert [one.event for one in told(cramp(1), crampy(), cramp(2)).logged] == [cramp(1), cramp(2)]


def test_what_was_taken_back_tells_nothing() -> None:
    assert summed(crampy(3), none(), Undo("1")) == ("yes", 3, None, None)
    assert not nights_told(effective([fact(1, none()), fact(2, Undo("1"))]))


def test_each_night_has_its_own_word() -> None:
    nights = nights_told((fact(1, none()), fact(2, cramp(), night=BEFORE)))
    assert {night: one.cramps for night, one in nights.items()} == {NIGHT: "no", BEFORE: "yes"}


def test_what_is_told_from_memory_is_known_by_its_time() -> None:
    def retro(at: datetime) -> bool:
        return nights_told((fact(1, none(), at),))[NIGHT].retro

    assert not retro(WAKE)
    assert not retro(datetime(2026, 11, 24, 23, 59, tzinfo=PRAGUE))
    assert retro(datetime(2026, 11, 25, tzinfo=PRAGUE))
    assert told(none()).told_at == WAKE


NIGHTS = st.sampled_from([BEFORE, NIGHT])
WORDS = st.sampled_from([none(), crampy(), crampy(2, 5), crampy(loss=1), cramp(), cramp(9)])


@given(st.lists(st.tuples(NIGHTS, WORDS)))
def test_the_order_in_which_nights_are_told_does_not_matter(
    words: list[tuple[date, Event]],
) -> None:
    facts = tuple(fact(n, event, night=night) for n, (night, event) in enumerate(words))
    by_night = tuple(sorted(facts, key=lambda one: one.night))
    assert nights_told(facts) == nights_told(by_night)
