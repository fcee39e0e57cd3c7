"""What a night can tell."""

from datetime import date, datetime, time, timedelta

import pytest

from coach.core.effect.exposure import Night, Why, observe
from coach.core.model import Activity, Answer, Cramp, Event, Fact, Morning, Pause
from tests.support.habits import DAY, shown
from tests.support.people import NIGHT, PRAGUE, STRETCH, at, config

FIRST = NIGHT - 15 * DAY
"""The first night of which anything is told: the others are beyond the first week."""
PERSON = config(STRETCH)
DONE = Answer("done", f"{NIGHT}/stretch/1", "button")
NONE, CRAMPS, UNSURE = (Morning(said, "button") for said in ("none", "cramps", "unsure"))


def fact(clock: str, event: Event, night: date = NIGHT, later: int = 0) -> Fact:
    """A fact of a night; before noon it is of the next day, or so many days later."""
    day = night + DAY * (later + (clock < "12:00"))
    here = at(clock, day=day).astimezone(PRAGUE)
    return Fact(f"{night}{clock}{type(event).__name__}", here, night, event)


BEGINNING = fact("07:00", NONE, FIRST)
SEEN = fact("21:45", shown(f"{NIGHT}/stretch/1"))


def seen(*facts: Fact, night: date = NIGHT) -> Night:
    """What one night tells, of a person who began a fortnight ago."""
    observed = observe((BEGINNING, *facts), PERSON, NIGHT + 9 * DAY)
    (found,) = (one for one in observed["stretch"] if one.night == night)
    return found


def test_done_before_sleep_and_a_morning_that_was_answered_count() -> None:
    found = seen(SEEN, fact("21:50", DONE), fact("07:10", CRAMPS))
    assert (found.done, found.cramped, found.left_out) == (True, True, None)
    assert found.known == datetime.combine(NIGHT + DAY, time(7, 10))


def test_what_was_asked_and_not_answered_counts_as_not_done_and_says_so() -> None:
    found = seen(SEEN, fact("07:10", NONE))
    assert (found.done, found.cramped, found.left_out, found.silent) == (False, False, None, True)
    skipped = Answer("skip", DONE.reminder, "button")
    found = seen(SEEN, fact("21:50", skipped), fact("07:10", NONE))
    assert (found.done, found.left_out, found.silent) == (False, None, False)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ((fact("21:50", DONE),), "morning unknown"),
        ((fact("21:50", DONE), fact("07:10", UNSURE)), "unsure"),
        ((fact("07:10", NONE),), "habit unknown"),
        ((fact("20:00", Pause()), fact("07:10", NONE)), "paused"),
    ],
)
def test_a_night_of_which_one_half_is_not_known_says_nothing(
    facts: tuple[Fact, ...], why: Why
) -> None:
    assert seen(*facts).left_out == why


def test_a_cramp_that_was_written_down_answers_for_its_night() -> None:
    found = seen(fact("21:50", DONE), fact("04:30", Cramp(at("04:30", day=NIGHT + DAY))))
    assert (found.done, found.cramped, found.left_out) == (True, True, None)


def test_a_stretch_after_a_cramp_is_treatment() -> None:
    cramp = fact("04:30", Cramp(at("04:30", day=NIGHT + DAY)))
    found = seen(SEEN, cramp, fact("04:40", DONE))
    assert (found.done, found.cramped, found.left_out) == (False, True, None)
    early = seen(SEEN, fact("22:40", Cramp(at("22:40"))), fact("23:00", DONE))
    assert not early.done


@pytest.mark.parametrize("cramps", [(), (fact("04:30", Cramp(at("04:30", day=NIGHT + DAY))),)])
def test_what_is_told_in_the_morning_was_done_in_the_evening_whatever_came(
    cramps: tuple[Fact, ...],
) -> None:
    """Else mornings without a cramp alone would make nights with the habit look good."""
    assert seen(SEEN, *cramps, fact("07:20", DONE)).done


@pytest.mark.parametrize("said", [NONE, CRAMPS])
def test_done_in_the_middle_of_the_night_is_not_before_sleep_whatever_came(said: Morning) -> None:
    assert not seen(SEEN, fact("03:00", DONE), fact("07:10", said)).done
    assert seen(SEEN, fact("00:20", DONE), fact("07:10", said)).done


def test_only_nights_without_it_of_the_first_week_are_left_out() -> None:
    week = FIRST + 6 * DAY
    name = f"{week}/stretch/1"
    morning = fact("07:10", CRAMPS, week)
    without = seen(fact("21:45", shown(name), week), morning, night=week)
    assert without.left_out == "first week"
    done = fact("21:50", Answer("done", name, "button"), week)
    assert seen(done, morning, night=week).left_out is None
    eighth = week + DAY
    asked = fact("21:45", shown(f"{eighth}/stretch/1"), eighth)
    assert seen(asked, fact("07:10", NONE, eighth), night=eighth).left_out is None


def test_hikes_and_long_trips_make_that_night_and_the_next_hike_nights() -> None:
    def window(sort: str, hours: float | None) -> list[str]:
        duration = timedelta(hours=hours) if hours else None
        tired = fact("17:00", Activity(sort, at("17:00"), duration))  # type: ignore[arg-type]
        found = [seen(tired, night=NIGHT + n * DAY) for n in (-1, 0, 1, 2)]
        return [("after" if one.after else "that day") if one.hike else "" for one in found]

    assert window("hike", None) == ["", "that day", "after", ""]
    assert window("trip", 5) == ["", "that day", "after", ""]
    assert window("trip", 1) == window("work", 9) == [""] * 4


def test_what_is_told_days_later_is_from_memory() -> None:
    assert not seen(fact("21:50", DONE), fact("07:10", NONE)).retro
    assert seen(fact("21:50", DONE), fact("07:10", NONE, later=3)).retro
    assert seen(fact("21:50", DONE, later=3), fact("07:10", NONE)).retro


def test_nights_before_the_first_answer_and_from_tonight_on_are_not_looked_at() -> None:
    observed = observe((BEGINNING,), PERSON, NIGHT)["stretch"]
    assert (observed[0].night, observed[-1].night) == (FIRST, NIGHT - DAY)
    assert observe((), PERSON, NIGHT) == {"stretch": ()}


def test_a_long_break_is_no_part_of_it() -> None:
    """Nor what lies between a morning of 1970, by a clock without a battery, and today."""
    old = fact("07:00", NONE, date(1970, 1, 1))
    observed = observe((old, BEGINNING, fact("07:10", NONE)), PERSON, NIGHT + DAY)["stretch"]
    whys = [one.left_out for one in observed]
    assert whys.count("break") == (FIRST - date(1970, 1, 1)).days - 1
    for nights, broken in ((28, 0), (29, 29)):
        back = fact("07:00", NONE, FIRST + (nights + 1) * DAY)
        observed = observe((BEGINNING, back), PERSON, back.night + DAY)["stretch"]
        assert [one.left_out for one in observed].count("break") == broken


def test_the_week_after_a_break_is_a_first_week_again() -> None:
    old = fact("07:00", NONE, NIGHT - 60 * DAY)
    asked = fact("21:45", shown(f"{NIGHT}/stretch/1"))
    (*_, found) = observe((old, asked, fact("07:10", NONE)), PERSON, NIGHT + DAY)["stretch"]
    assert found.left_out == "first week"


def test_a_night_worker_sleeps_by_day() -> None:
    """To bed at 08:00: Done at 07:30 is before sleep, at 11:00 in the middle of it."""
    worker = config(
        STRETCH,
        bedtime=(time(8),) * 7,
        wake=(time(16),) * 7,
        rollover=time(18),
    )

    def done(clock: str) -> bool | None:
        told = fact("17:00", NONE)._replace(at=at("17:00", day=NIGHT + DAY))
        facts = (BEGINNING, fact(clock, DONE), told)
        observed = observe(facts, worker, NIGHT + DAY)
        return observed["stretch"][-1].done

    assert done("07:30")
    assert not done("11:00")
