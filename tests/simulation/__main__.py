"""Plays simulated years against the promises: `python -m tests.simulation --years 1000`."""

import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence

from tests.simulation.playing import Played, Task, play_all
from tests.simulation.shrinking import shrink
from tests.simulation.telling import Total, failure, summary

YEAR = 365
DISK_NIGHTS = 30
"""A history on a real disk is a month: each fact is synced there."""


def main(argv: Sequence[str] | None = None) -> int:
    """Play, and tell of what fails; returns the exit code."""
    arguments = _parser().parse_args(argv)
    tasks = planned(arguments)
    failures: list[tuple[Task, Played]] = []
    total = Total()
    began = time.monotonic()
    for task, played in zip(tasks, play_all(tasks, arguments.jobs), strict=True):
        total = total.plus(played)
        if played.promise:
            failures.append((task, played))
            sys.stdout.write(_told(task, played, arguments) + "\n")
            if len(failures) >= arguments.most:
                break
    took = time.monotonic() - began
    sys.stdout.write(f"{summary(total)}, {took:.0f} s in all; {len(failures)} failed\n")
    return 1 if failures else 0


def planned(arguments: Namespace) -> list[Task]:
    """What is to be played: years in memory, and a share of them as months on a disk."""
    seeds = range(arguments.seed, arguments.seed + arguments.years)
    on_disk = round(arguments.years * arguments.disk)
    tasks = [Task(seed, arguments.nights, only=arguments.only) for seed in seeds]
    for place in range(on_disk):
        number = place * len(tasks) // on_disk
        nights = min(arguments.nights, DISK_NIGHTS) if arguments.only is None else arguments.nights
        tasks[number] = tasks[number]._replace(nights=nights, disk=True)
    return tasks


def _told(task: Task, played: Played, arguments: Namespace) -> str:
    if task.only is None and arguments.shrink:
        task = shrink(task, played, arguments.shrink)
    return failure(task, played)


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in text.split(",")) if text != "none" else ()
    except ValueError:
        raise ArgumentTypeError("write numbers with commas between them") from None


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--years", type=int, default=10, help="how many histories")
    parser.add_argument("--nights", type=int, default=YEAR, help="how long each of them is")
    parser.add_argument("--seed", type=int, default=1, help="the first; the others follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes")
    parser.add_argument(
        "--disk", type=float, default=0.0, help="which share is played on a real disk, with syncs"
    )
    parser.add_argument("--only", type=_numbers, help="the numbers of the events to play")
    parser.add_argument(
        "--shrink", type=float, default=60.0, help="seconds to spend on each failing history"
    )
    parser.add_argument("--most", type=int, default=5, help="failures after which to stop")
    return parser


if __name__ == "__main__":
    sys.exit(main())
