"""Two daemons, twenty commands, all in the same moment."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.bus import PrivateBus
from tests.support.process import Coach, until

CONFIG = """
bedtime = "22:30"

[[habit]]
key = "warm"
title = "Warm legs"
at = "21:30"
"""
MANY = 20


@pytest.fixture
def coach(tmp_path: Path) -> Coach:
    """Somebody without a desktop; the journal is not there yet."""
    found = Coach(tmp_path, {})
    found.config.write_text(CONFIG)
    return found


def test_twenty_commands_at_once_are_all_kept_also_as_the_first_ever(coach: Coach) -> None:
    with coach:
        typing = [
            coach.typing("log", "cramp", "--note", f"number {index}", "--json")
            for index in range(MANY)
        ]
        ended = [coach.ended(command) for command in typing]
        assert [command.code for command in ended] == [0] * MANY, ended
        kept = Counter(entry.id for entry in coach.entries())
        assert kept == Counter(command.document["id"] for command in ended)


def test_twenty_commands_beside_a_daemon_are_all_kept_and_it_stays_well(coach: Coach) -> None:
    with coach:
        coach.start()
        typing = [coach.typing("done", "warm", "--json") for _ in range(MANY // 2)]
        typing += [coach.typing("log", "cramp", "--json") for _ in range(MANY // 2)]
        ended = [coach.ended(command) for command in typing]
        # One `done` is enough; who comes a moment later is told so.
        assert {command.code for command in ended} <= {0, 3}, ended
        assert [command.code for command in ended[MANY // 2 :]] == [0] * (MANY // 2)
        told = {command.document["id"] for command in ended if command.code == 0}
        kept = [entry.id for entry in coach.entries() if entry.kind in {"answer", "cramp"}]
        assert sorted(kept) == sorted(told)
        coach.well()
        assert coach.stop() == 0


def test_of_two_daemons_the_second_says_who_runs_and_the_first_goes_on(coach: Coach) -> None:
    with coach:
        coach.start()
        assert coach.daemon
        second = coach("run")
        assert second.code == 1
        assert f"process {coach.daemon.pid}" in second.err
        coach.well()


def test_of_six_daemons_started_at_once_one_runs(tmp_path: Path, coach: Coach) -> None:
    with coach, PrivateBus(tmp_path) as bus:
        coach.environ |= bus.environ
        daemons = [coach.typing("run") for _ in range(6)]
        until(lambda: sum(daemon.poll() is None for daemon in daemons) == 1, "one that is left")
        (alive,) = [daemon for daemon in daemons if daemon.poll() is None]
        for daemon in daemons:
            if daemon is not alive:
                ended = coach.ended(daemon)
                assert ended.code == 1
                assert "process" in ended.err
        # Before its first turn it is not there to be asked: a signal would just end it.
        until(lambda: coach.ready, "its first turn")
        alive.terminate()
        assert coach.ended(alive).code == 0
