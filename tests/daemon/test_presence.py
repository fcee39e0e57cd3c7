"""Who is away is not asked; who comes back is, while the window is open."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from coach.core.model import Absence, Held, Undo
from coach.core.planning import habit_of
from coach.core.standing import State
from coach.daemon.running import _attentive
from coach.senses.presence import UNHEARD, Whereabouts
from coach.wording import histories
from tests.support.desk import CONFIG, Desk
from tests.support.people import NIGHT, PRAGUE, at

STRETCH = "Stretch calves"
CALCIUM = "Something rich in calcium"
ONLY_STRETCH = CONFIG.split('[[habit]]\nkey = "calcium"')[0]
REPEATING = ONLY_STRETCH.replace("repeat = 0", 'repeat = 1\nrepeat_after = "20min"')
ABSENCES: tuple[Absence, ...] = ("locked", "idle", "asleep", "quiet")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, ONLY_STRETCH)


def leave(desk: Desk, how: Absence = "locked") -> None:
    """Go away; the sense wakes the daemon."""
    desk.person.away = how
    desk.daemon.turn()


def come_back(desk: Desk) -> None:
    """Return."""
    desk.person.away = None
    desk.daemon.turn()


def held(desk: Desk) -> list[tuple[tuple[str, ...], Absence]]:
    """What the journal has on reminders that were kept for later."""
    events = [fact.event for fact in desk.journal.facts if isinstance(fact.event, Held)]
    return [(tuple(map(habit_of, event.reminders)), event.reason) for event in events]


def state(desk: Desk, habit: str = "stretch") -> State:
    """Where a reminder of the evening stands."""
    config = desk.daemon._config.loaded.config
    assert config
    scene = desk.daemon._scene(config, desk.clock.now())
    outlook = desk.daemon._outlook
    place = outlook._place(scene, NIGHT, outlook.facts(NIGHT), f"{NIGHT}/{habit}/1")
    assert place
    return place.state


@pytest.mark.parametrize("absence", ABSENCES)
def test_who_is_away_is_not_asked_and_the_journal_says_why(desk: Desk, absence: Absence) -> None:
    desk.play("21:00")
    leave(desk, absence)
    desk.play("22:00")
    assert desk.screen == []
    assert desk.deliveries("stretch") == []
    assert held(desk) == [(("stretch",), absence)]
    assert state(desk) == "waiting"


def test_who_comes_back_is_asked_at_once_and_the_card_says_that_it_is_late(desk: Desk) -> None:
    leave(desk)
    desk.play("22:00")
    come_back(desk)
    ((_, notice),) = desk.channel.shown
    assert notice.title == STRETCH
    assert "21:45" in notice.body
    assert desk.rings("stretch") == 1
    desk.press("done", STRETCH)
    assert state(desk) == "done"


def test_several_that_were_held_come_as_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    leave(desk, "idle")
    desk.play("22:00")
    assert held(desk) == [(("calcium",), "idle"), (("stretch",), "idle")]
    come_back(desk)
    assert desk.shown == ["Two things for this evening"]


def test_who_was_away_all_the_time_was_never_asked_and_has_missed_nothing(desk: Desk) -> None:
    leave(desk)
    desk.play("22:30")
    come_back(desk)
    desk.play("23:59")
    assert desk.shown == []
    assert state(desk) == "unseen"
    desk.clock.instant = at("13:00", day=NIGHT.replace(day=NIGHT.day + 1))
    desk.daemon.turn()
    assert state(desk) == "unseen", "and it stays so when the night is over"


def test_a_night_that_nobody_could_know_about_counts_as_asked(desk: Desk) -> None:
    desk.play("22:30")
    assert desk.shown == [STRETCH]
    desk.clock.instant = at("13:00", day=NIGHT.replace(day=NIGHT.day + 1))
    assert state(desk) == "missed"


def test_it_is_kept_for_later_once_however_often_the_daemon_looks(desk: Desk) -> None:
    leave(desk)
    desk.play("21:45")
    for how in ("idle", "asleep", "locked"):
        leave(desk, how)
        desk.play("22:00")
    desk.crash()
    desk.play("22:20")
    assert held(desk) == [(("stretch",), "locked")]


def test_coming_and_going_shows_it_once(desk: Desk) -> None:
    leave(desk, "idle")
    desk.play("21:50")
    for _ in range(5):
        come_back(desk)
        leave(desk, "idle")
    assert desk.rings("stretch") == 1
    assert desk.screen == [STRETCH]


def test_a_card_that_is_up_stays_up_while_nobody_looks(desk: Desk) -> None:
    desk.play("21:46")
    leave(desk)
    desk.play("22:20")
    assert desk.screen == [STRETCH]
    assert held(desk) == []
    desk.play("22:30")
    assert desk.screen == [], "until its window ends"


def test_a_button_counts_whatever_is_known_of_the_person(desk: Desk) -> None:
    desk.play("21:46")
    leave(desk, "quiet")
    desk.press("done", STRETCH)
    assert desk.answers() == [("done", "stretch")]
    assert desk.screen == []


def test_a_repeat_is_held_as_well_and_comes_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, REPEATING)
    desk.play("21:46")
    leave(desk)
    desk.play("22:10")
    assert desk.rings("stretch") == 1
    assert held(desk) == [(("stretch",), "locked")]
    come_back(desk)
    assert desk.rings("stretch") == 2
    desk.play("22:30")
    assert desk.rings("stretch") == 2


def test_a_snooze_that_ends_while_away_comes_on_return(desk: Desk) -> None:
    desk.play("21:46")
    desk.press("snooze", STRETCH)
    leave(desk)
    desk.play("22:05")
    assert desk.screen == []
    assert state(desk) == "snoozed"
    come_back(desk)
    assert desk.screen == [STRETCH]
    assert desk.rings("stretch") == 2


def test_a_snooze_comes_on_return_also_in_the_quiet_end(desk: Desk) -> None:
    desk.play("22:10")
    desk.press("snooze", STRETCH)
    leave(desk)
    desk.play("22:25")
    come_back(desk)
    assert desk.screen == [STRETCH]


def test_who_comes_back_in_the_quiet_end_is_left_to_sleep(desk: Desk) -> None:
    leave(desk)
    desk.play("22:16")
    come_back(desk)
    desk.play("23:59")
    assert desk.shown == []
    assert state(desk) == "unseen"


def test_done_while_away_settles_it(desk: Desk) -> None:
    leave(desk)
    desk.play("21:50")
    desk.done("stretch")
    come_back(desk)
    assert desk.shown == []
    assert state(desk) == "done"


def test_done_and_taken_back_while_away_waits_for_the_return(desk: Desk) -> None:
    leave(desk)
    desk.play("21:50")
    fact = desk.done("stretch")
    desk.command(Undo(fact.id))
    assert desk.shown == []
    come_back(desk)
    assert desk.screen == [STRETCH]


def test_what_a_lost_server_owes_waits_for_the_return(desk: Desk) -> None:
    desk.play("21:46")
    leave(desk)
    desk.channel.lose()
    desk.daemon.turn()
    desk.clock.instant = at("21:50")
    desk.channel.find()
    desk.daemon.turn()
    assert desk.screen == []
    come_back(desk)
    assert desk.screen == [STRETCH]


def test_after_a_restart_it_still_waits(desk: Desk) -> None:
    leave(desk)
    desk.play("21:50")
    desk.crash(reboot=True)
    desk.play("22:00")
    assert desk.screen == []
    come_back(desk)
    assert desk.screen == [STRETCH]


def test_the_history_says_why_it_never_came(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        leave(desk, "quiet")
        desk.play("23:00")
    told = histories.history(desk.journal.facts, set(), {"stretch": STRETCH}, PRAGUE)
    assert f"{STRETCH}: kept for later, you had asked your desktop for quiet" in told
    assert "kept for later (quiet)" in caplog.text


def test_coach_itself_may_speak_to_who_is_away(desk: Desk) -> None:
    """What is wrong with the config is no reminder; the desktop keeps it for them."""
    leave(desk, "quiet")
    desk.save("bedtime = \n")
    desk.clock.instant = at("18:00:30")
    desk.daemon.turn()
    desk.clock.instant = at("18:01")
    desk.daemon.turn()
    assert len(desk.shown) == 1


def test_where_no_word_would_tell_of_the_return_the_next_look_is_soon() -> None:
    far = datetime.now(UTC) + timedelta(hours=5)
    person = Whereabouts({}, "linux")
    attentive = _attentive(lambda: far, person)
    assert attentive() == far
    with patch.object(Whereabouts, "look_again", return_value=UNHEARD):
        assert attentive() <= datetime.now(UTC) + UNHEARD
