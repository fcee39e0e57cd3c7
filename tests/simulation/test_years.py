"""Years of trouble against the promises: a few here, two hundred where the tests run for a merge.

To look further: `python -m tests.simulation --years 1000 --jobs 2`.
"""

import os

import pytest

from tests.simulation.playing import Task, play, play_all
from tests.simulation.shrinking import shrink
from tests.simulation.telling import failure

YEARS = 200 if os.environ.get("CI") else 6
ON_DISK = 4 if os.environ.get("CI") else 1
"""Months whose journal is on a real disk, with every sync."""

TASKS = [
    *(Task(seed) for seed in range(1, YEARS + 1)),
    *(Task(seed, nights=30, disk=True) for seed in range(1, ON_DISK + 1)),
]


def test_every_promise_is_kept_for_years() -> None:
    jobs = len(os.sched_getaffinity(0))
    told = []
    for task, played in zip(TASKS, play_all(TASKS, jobs), strict=True):
        if played.promise:
            told.append(failure(shrink(task, played), played))
            break
    assert not told, told[0]


def test_one_seed_is_one_history() -> None:
    first, second = play(Task(7, nights=40)), play(Task(7, nights=40))
    assert first._replace(seconds=0) == second._replace(seconds=0)


def test_a_failing_history_is_shrunk_and_told_with_its_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coach.core.turning._is_late", lambda *_: False)
    task = Task(3, nights=60)
    played = play(task)
    assert played.promise == "late"
    short = shrink(task, played)
    assert short.only is not None
    assert len(short.only) <= 3
    assert play(short).promise == "late"
    text = failure(short, played)
    only = ",".join(map(str, short.only))
    assert f"python -m tests.simulation --seed 3 --years 1 --nights 60 --only {only}" in text
