"""kill -9 at any moment: what was acknowledged stays, and nothing else comes twice."""

import os
from pathlib import Path

from tests.support.bus import Dunst, PrivateBus, Xvfb
from tests.support.faked_clock import FakedClock, sweep
from tests.support.process import Coach, until
from tests.system import kills

KILLS = int(os.environ.get("KILLS", "25"))
"""Five hundred take seven minutes: KILLS=500, or python -m tests.system.kills."""
SEED = 20261123


def test_no_kill_loses_what_was_acknowledged_or_repeats_more_than_one_card(tmp_path: Path) -> None:
    figures = kills.play(tmp_path, KILLS, SEED).figures
    assert figures["kills"] == KILLS
    assert figures["repeated"] <= KILLS
    assert figures["acknowledged by commands"]
    assert figures["acknowledged by buttons"]
    assert figures["shown"] >= len(kills.NAMES)


def test_a_card_on_a_real_server_outlives_kills_and_its_buttons_still_count(
    tmp_path: Path,
) -> None:
    with PrivateBus(tmp_path) as bus, Xvfb() as display, Dunst(tmp_path, bus, display) as dunst:
        clock = FakedClock(tmp_path)
        night = kills.Night(kills.BEGIN)
        clock.put(night.first)
        with Coach(tmp_path, {**dunst.environ, **clock.environ}, clock.wrapped) as coach:
            coach.config.write_text(night.config())
            clock.stamp(coach.config, night.first.replace(hour=1))
            for _ in range(4):
                coach.start()
                until(lambda: dunst.displayed() == 1, "the one card")
                coach.kill()
                assert coach.daemon
                sweep(coach.daemon.pid)
            coach.start()
            shown = [e.body for e in coach.entries() if e.body.get("stage") == "shown"]
            assert [body["reminders"] for body in shown if body["reminders"]] == [
                [night.reminder("r01")]
            ]
            dunst.choose(int(shown[-1]["handle"].rpartition("/")[2]), "done")
            until(lambda: coach.answers() == [night.reminder("r01")], "the button in the journal")
            until(lambda: dunst.displayed() == 0, "the card to go")
            assert coach.stop() == 0
