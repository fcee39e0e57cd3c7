"""What is said of failing histories: the short one, and how to play it again."""

from typing import NamedTuple

from tests.simulation.playing import Played, Task, chosen
from tests.simulation.trouble import history

MOST_TOLD = 40
"""Events of a history that was not shrunk: the last so many."""


def failure(task: Task, failed: Played) -> str:
    """A failing history in a few lines, with the command that replays it."""
    given = history(task.seed, task.nights)
    events = given.events if task.only is None else chosen(given, task.only)
    events = tuple(event for event in events if event.at <= failed.ended)
    lines = [
        f"seed {task.seed} breaks a promise ({failed.promise}): {failed.what}",
        f"  at home in {given.home}, from {given.begins:%Y-%m-%d}; {len(events)} events:",
        *(f"    {event}" for event in events[-MOST_TOLD:]),
        f"  play it again: {command(task)}",
    ]
    return "\n".join(lines)


def command(task: Task) -> str:
    """The command line that plays a task."""
    words = [f"python -m tests.simulation --seed {task.seed} --years 1"]
    if task.nights != Task(0).nights:
        words.append(f"--nights {task.nights}")
    if task.disk:
        words.append("--disk 1")
    if task.only is not None:
        words.append(f"--only {','.join(map(str, task.only)) or 'none'}")
    return " ".join(words)


class Total(NamedTuple):
    """What was played so far."""

    histories: int = 0
    turns: int = 0
    rings: int = 0
    checks: int = 0
    seconds: float = 0.0

    def plus(self, one: Played) -> "Total":
        """One more."""
        return Total(
            self.histories + 1,
            self.turns + one.turns,
            self.rings + one.rings,
            self.checks + one.checks,
            self.seconds + one.seconds,
        )


def summary(total: Total) -> str:
    """One line on what was played, by the time of one processor."""
    each = total.seconds / max(total.histories, 1)
    return (
        f"{total.histories} histories, {total.turns} turns, {total.rings} rings, "
        f"{total.checks} checks; {each:.2f} s of a processor each"
    )
