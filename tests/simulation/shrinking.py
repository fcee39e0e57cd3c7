"""From a year of trouble to the few events that matter: delta debugging, within a time."""

import time
from collections.abc import Callable

from tests.simulation.playing import Played, Task, play
from tests.simulation.trouble import history

PATIENCE = 60.0
"""Seconds to spend on one failing history."""


def shrink(task: Task, failed: Played, patience: float = PATIENCE) -> Task:
    """The same task with fewer events, still breaking the same promise.

    Args:
        task: One that failed.
        failed: How it did.
        patience: Seconds after which the shortest so far will do.
    """
    until = time.monotonic() + patience
    events = history(task.seed, task.nights).events
    numbers = range(len(events)) if task.only is None else task.only
    kept = [number for number in numbers if events[number].at <= failed.ended]
    fewer = _smaller(kept, lambda some: _fails(task, some, failed), until)
    return task._replace(only=tuple(fewer))


def _fails(task: Task, only: list[int], failed: Played) -> bool:
    return play(task._replace(only=tuple(only))).promise == failed.promise


def _smaller(kept: list[int], fails: Callable[[list[int]], bool], until: float) -> list[int]:
    """Drop ever smaller pieces while what is left still fails (Zeller's ddmin)."""
    size = max(len(kept) // 2, 1)
    while size and time.monotonic() < until:
        dropped = False
        for begin in range(len(kept) - size, -1, -size):
            if time.monotonic() > until:
                break
            less = kept[:begin] + kept[begin + size :]
            if fails(less):
                kept, dropped = less, True
        if size == 1 and not dropped:
            break
        size = max(size // 2, 1) if size > 1 or dropped else 0
    return kept
