"""A clock that is set, that was far ahead, that is behind after a boot."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.core.model import ClockSet, Delivery
from coach.daemon.timekeeping import PATIENCE, Timekeeping
from tests.support.desk import Desk
from tests.support.people import NIGHT, at, minutes

STRETCH = "Stretch calves"
CALCIUM = "Something rich in calcium"
HOUR = timedelta(hours=1)
NEXT_YEAR = date(2027, 12, 27)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def steps(desk: Desk) -> list[ClockSet]:
    """How the journal says that the clock was set."""
    return [fact.event for fact in desk.journal.facts if isinstance(fact.event, ClockSet)]


def rings(desk: Desk, night: date) -> int:
    """How often the stretch of a night rang."""
    events = [fact.event for fact in desk.journal.facts if isinstance(fact.event, Delivery)]
    return sum(e.stage == "shown" and f"{night}/stretch/1" in e.reminders for e in events)


def set_clock(desk: Desk, instant: datetime) -> None:
    """Somebody sets the clock; the daemon is woken by it."""
    desk.clock.set(instant)
    desk.daemon.turn()


# --- while it runs -----------------------------------------------------------------------


def test_time_that_passes_is_no_step_also_in_suspend(desk: Desk) -> None:
    desk.play("19:00")
    desk.sleep("22:00")
    desk.play("23:30")
    assert steps(desk) == []


def test_a_clock_set_by_three_hours_is_no_matter_and_by_more_is_a_fact(desk: Desk) -> None:
    desk.play("18:30")
    set_clock(desk, at("21:30"))
    assert steps(desk) == []
    set_clock(desk, at("18:29"))
    assert steps(desk) == [ClockSet(was=at("21:30"), now=at("18:29"))]


def test_a_clock_set_back_a_little_repeats_nothing(desk: Desk) -> None:
    desk.play("21:46")
    set_clock(desk, at("21:10"))
    assert desk.screen == [CALCIUM]
    desk.play("22:40")
    assert desk.rings("stretch") == 1
    assert desk.rings("calcium") == 1


def test_a_clock_that_was_a_year_ahead_writes_no_evening_off(desk: Desk) -> None:
    desk.play("18:10")
    set_clock(desk, at("21:00", day=NEXT_YEAR))
    desk.clock.instant = at("21:45", day=NEXT_YEAR)
    desk.daemon.turn()
    desk.press("done", STRETCH)
    assert desk.rings("stretch") == 1
    set_clock(desk, at("18:20"))
    desk.clock.instant = at("12:30", day=NEXT_YEAR)
    desk.daemon.turn()
    assert steps(desk)[-1].now == at("18:20")
    desk.clock.instant = at("21:45", day=NEXT_YEAR)
    desk.daemon.turn()
    assert rings(desk, NEXT_YEAR) == 2
    assert desk.screen == ["Two things for this evening"]


def test_a_clock_set_to_last_year_and_right_again_asks_nothing_twice(desk: Desk) -> None:
    desk.play("21:46")
    set_clock(desk, at("21:46", day=date(2025, 11, 22)))
    set_clock(desk, at("21:50"))
    desk.play("22:40")
    assert rings(desk, NIGHT) == 1


# --- after a boot ------------------------------------------------------------------------


def boot(desk: Desk, instant: datetime) -> None:
    """The machine was off; its clock shows this when it starts."""
    desk.crash(reboot=True)
    desk.clock.set(instant)
    desk.daemon.turn()


def test_a_clock_behind_the_last_entry_is_not_believed_at_once(desk: Desk) -> None:
    desk.play("19:31")
    boot(desk, at("21:46", day=date(2010, 1, 1)))
    assert desk.screen == []
    assert "waiting for the network" in desk.daemon.status
    assert desk.daemon.turn() == desk.clock.instant + PATIENCE


def test_the_time_from_the_network_ends_the_doubt_and_the_evening_goes_on(desk: Desk) -> None:
    desk.play("19:31")
    boot(desk, at("21:46", day=date(2010, 1, 1)))
    set_clock(desk, at("21:46"))
    assert desk.screen == [STRETCH]
    assert desk.rings("calcium") == 1


def test_after_a_quarter_of_an_hour_the_clock_is_believed(desk: Desk) -> None:
    """The entry came from a clock far ahead: this evening is asked as usual."""
    desk.clock.instant = at("21:45", day=NEXT_YEAR)
    desk.daemon.turn()
    boot(desk, at("21:50"))
    assert desk.screen == []
    desk.play("22:05")
    assert desk.screen == ["Two things for this evening"]
    assert [step.now for step in steps(desk)] == [at("22:05")]


def test_a_clock_a_little_behind_is_believed(desk: Desk) -> None:
    desk.play("21:44")
    boot(desk, at("19:35"))
    assert desk.daemon.turn() > desk.clock.instant
    assert "waiting" not in desk.daemon.status


def test_what_is_on_the_screen_stays_while_the_clock_is_in_doubt(desk: Desk) -> None:
    desk.play("21:45")
    desk.press("done", STRETCH)
    desk.play("21:46")
    desk.crash()
    desk.clock.set(at("17:00"))
    desk.daemon.turn()
    assert desk.screen == [CALCIUM]
    desk.clock.instant = at("17:10")
    desk.daemon.turn()
    assert desk.screen == [CALCIUM]


def test_a_new_journal_leaves_no_doubt() -> None:
    keeping = Timekeeping()
    assert keeping.look(at("21:45"), HOUR, None) is None
    assert keeping.doubt() is None


def test_the_doubt_is_counted_in_time_that_passes_not_in_what_the_clock_shows() -> None:
    keeping = Timekeeping()
    keeping.look(at("12:00"), HOUR, at("18:00"))
    keeping.look(at("12:10"), HOUR + minutes(10), None)
    assert keeping.doubt() == minutes(5)
    step = keeping.look(at("12:15"), HOUR + minutes(15), None)
    assert step == ClockSet(at("18:00"), at("12:15"))
    assert keeping.doubt() is None
    assert keeping.look(at("12:16"), HOUR + minutes(16), None) is None
