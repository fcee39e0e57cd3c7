"""Plays histories, several at once, and tells of those that broke a promise."""

import logging
import os
import shutil
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import chdir
from datetime import datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from coach.config.reading import read
from tests.simulation.promises.view import Broken
from tests.simulation.trouble import Event, History, history
from tests.simulation.world import World

_read = lru_cache(maxsize=64)(read)
"""A config's text means the same each time it is read, and it is read at each restart."""

MEMORY = Path("/dev/shm")  # noqa: S108 - each history has a folder of its own there


class Played(NamedTuple):
    """What became of one history."""

    seed: int
    promise: str
    """The broken one, or the class of what the program raised; empty if all were kept."""
    what: str
    ended: datetime
    """In true time: where it broke, or the end of the history."""
    turns: int
    rings: int
    checks: int
    seconds: float


class Task(NamedTuple):
    """One history to play."""

    seed: int
    nights: int = 365
    disk: bool = False
    only: tuple[int, ...] | None = None
    """Which of its events; None for all."""


def play(task: Task) -> Played:
    """Play one history in this process."""
    given = history(task.seed, task.nights)
    if task.only is not None:
        given = given._replace(events=chosen(given, task.only))
    return play_history(given, disk=task.disk)


def play_history(given: History, *, disk: bool = False) -> Played:
    """Play one history in this process."""
    logging.disable(logging.CRITICAL)
    began = time.process_time()
    folder = Path(tempfile.mkdtemp(prefix="coach-simulation-", dir=_place(disk=disk))).resolve()
    world: World | None = None
    promise = what = ""
    try:
        with patch("coach.config.loading.read", _read), chdir(folder):
            world = World(given, folder, disk=disk)
            world.play()
    except Broken as broken:
        promise, what = broken.promise, str(broken)
    except Exception as error:  # noqa: BLE001 - whatever the program raises is a finding
        promise, what = type(error).__name__, traceback.format_exc()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        logging.disable(logging.NOTSET)
    seconds = time.process_time() - began
    watched = world.watching if world else None
    return Played(
        given.seed,
        promise,
        what,
        world.clock.true if world else given.begins,
        world.turns if world else 0,
        watched.rings if watched else 0,
        watched.checks if watched else 0,
        seconds,
    )


def play_all(tasks: Iterable[Task], jobs: int) -> Iterator[Played]:
    """Play many histories, in several processes if asked; in the order of the tasks."""
    if jobs == 1:
        yield from map(play, tasks)
        return
    with get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(play, tasks)


def chosen(given: History, only: Iterable[int]) -> tuple[Event, ...]:
    """Some of a history's events, by their numbers."""
    return tuple(given.events[number] for number in only)


def _place(*, disk: bool) -> str | None:
    """A real disk where syncs count, memory else."""
    if disk:
        return os.environ.get("COACH_SIMULATION_DISK")
    return str(MEMORY) if MEMORY.is_dir() else None
