"""What the next daemon sets right; each of these was found by the simulation."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coach.core.model import Answer, Delivery, Timetable
from coach.core.nights import local
from coach.daemon.planner import Planner
from coach.journal import fresh
from coach.notify.port import Arrived
from tests.support.desk import CONFIG, Desk
from tests.support.people import CALCIUM, NIGHT, PRAGUE, at, config, minutes

STRETCH = "Stretch calves"


class Killed(BaseException):
    """`kill -9`."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_kill_while_a_card_is_taken_down_leaves_no_card_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.play("21:46")
    handle = desk.handle(STRETCH)

    def killed(_: str) -> None:
        raise Killed

    monkeypatch.setattr(desk.channel, "withdraw", killed)
    with pytest.raises(Killed):
        desk.done("stretch")
    desk.crash()
    assert handle in desk.channel.screen
    desk.daemon.turn()
    assert handle not in desk.channel.screen


def test_a_card_of_a_night_to_come_is_taken_down_after_the_clock_was_set_back(desk: Desk) -> None:
    desk.clock.set(at("21:46") + timedelta(days=20))
    desk.daemon.turn()
    assert len(desk.screen) == 1
    desk.clock.set(at("18:10"))
    desk.crash()
    desk.clock.instant += minutes(16)
    desk.daemon.turn()
    desk.clock.instant += minutes(16)
    desk.daemon.turn()
    assert desk.screen == []


def test_a_fact_of_a_night_to_come_raises_doubt_though_others_followed_it(desk: Desk) -> None:
    future = at("21:46") + timedelta(days=20)
    night = NIGHT + timedelta(days=20)
    ahead = fresh(future, (night, Answer("done", f"{night}/stretch/1", "button")))
    right = fresh(at("17:00"), (NIGHT, Timetable(at("12:00"), {})))
    desk.journal.another_process_keeps(*ahead, *right)
    desk.crash()
    desk.daemon.turn()
    desk.clock.instant += minutes(16)
    desk.daemon.turn()
    desk.clock.instant = future
    desk.daemon.turn()
    assert desk.rings("stretch") == 1, "that evening was not written off"


def test_what_comes_after_its_window_is_taken_down_and_was_never_shown(desk: Desk) -> None:
    desk.play("21:44")
    desk.channel.be_late()
    desk.sleep("21:45")
    desk.clock.instant = at("22:30")
    desk.channel.arrive("ticket/1")
    desk.daemon.turn()
    assert STRETCH not in desk.screen
    assert desk.rings("stretch") == 0


def test_a_late_card_does_not_count_for_a_night_that_the_clock_had_not_reached(desk: Desk) -> None:
    desk.clock.set(at("21:45") + timedelta(days=2))
    desk.channel.be_late()
    desk.daemon.turn()
    desk.clock.set(at("21:00"))
    desk.channel.arrive("ticket/1")
    desk.daemon.turn()
    shown = [f for f in desk.journal.facts if isinstance(f.event, Delivery)]
    night = str(NIGHT + timedelta(days=2))
    names = [n for f in shown if f.event.stage == "shown" for n in f.event.reminders]  # type: ignore[union-attr]
    assert not any(name.startswith(night) for name in names)


def test_a_late_card_whose_place_was_taken_by_the_next_attempt_is_left_alone(desk: Desk) -> None:
    desk.save(CONFIG.replace("repeat = 0", "repeat = 1"))
    desk.play("21:46")
    desk.channel.be_late()
    desk.play("22:06")
    (ticket,) = desk.channel._late
    handle = desk.handle(STRETCH)
    desk.channel._late.clear()
    desk.channel._events.append(Arrived(ticket, handle))
    desk.play("22:07")
    assert STRETCH in desk.screen
    assert desk.rings("stretch") == 2


def test_a_repeat_that_arrives_late_takes_the_place_of_its_card(desk: Desk) -> None:
    desk.save(CONFIG.replace("repeat = 0", "repeat = 1"))
    desk.play("22:04")
    desk.channel.be_late()
    desk.sleep("22:05")
    (ticket,) = desk.channel._late
    desk.channel.arrive(ticket)
    desk.clock.instant = at("22:05:10")
    desk.daemon.turn()
    assert STRETCH in desk.screen
    assert desk.rings("stretch") == 2


def test_an_edit_of_something_else_does_not_ring_again_for_a_traveller(desk: Desk) -> None:
    desk.daemon.turn()
    tuesday = NIGHT + timedelta(days=2)
    auckland = ZoneInfo("Pacific/Auckland")
    desk.clock.place, desk.clock.instant = auckland, at("19:30", day=tuesday, zone=auckland)
    desk.daemon.turn()
    assert desk.rings("calcium") == 1
    desk.clock.place, desk.clock.instant = PRAGUE, at("11:00", day=tuesday)
    desk.save(CONFIG.replace("bedtime - 45min", "bedtime - 50min"))
    desk.daemon.turn()
    desk.clock.instant = at("19:30", day=tuesday)
    desk.daemon.turn()
    assert desk.rings("calcium") == 1, "19:30 of that evening has been"


def test_a_fact_keeps_the_offset_of_its_moment() -> None:
    before = datetime(2026, 10, 24, 23, 50, tzinfo=UTC)  # 01:50, an hour before the change
    kept = local(before, PRAGUE)
    assert kept.utcoffset() == timedelta(hours=2)
    assert (kept + timedelta(hours=2)) - before == timedelta(hours=2), "time, not wall time"


def test_a_plan_is_made_anew_for_another_zone_config_or_night() -> None:
    planner, plans = Planner(), []
    person = config(CALCIUM, timezone="local")
    for zone in (PRAGUE, ZoneInfo("America/New_York")):
        plans.append(planner.plan(person, NIGHT, zone, ()))
    plans.append(planner.plan(person, NIGHT + timedelta(days=1), zone, ()))
    plans.append(planner.plan(person._replace(habits=()), NIGHT, zone, ()))
    assert len({(plan.night, plan.bedtime, len(plan.reminders)) for plan in plans}) == 4
    first, again = (planner.plan(person, NIGHT, zone, ()).reminders for _ in range(2))
    assert first is again
