"""Whether a phone delays the desktop: lateness side by side, whatever its service does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.evenings import A_NIGHT
from benchmarks.lateness import measured
from benchmarks.report import percentile
from tests.support.services import Service

ROUNDS = 2
"""Each way in turn, so often: what else the machine does falls on all of them."""

REMINDERS = 4 * A_NIGHT
"""In each round."""

ANSWERS = {"takes": 200, "refuses": 401, "fails": 500, "stalls": None}
WAYS = ("no phone", "takes", "refuses", "fails", "stalls", "is down")


def main(_arguments: Sequence[str] = ()) -> str:
    """Play the same evenings with a phone whose service does each of these things."""
    late: dict[str, list[float]] = {way: [] for way in WAYS}
    tries = dict.fromkeys(WAYS, 0)
    for _ in range(ROUNDS):
        for way in WAYS:
            with _phone(way) as (environ, service):
                late[way] += measured(REMINDERS, **environ)
                tries[way] += service.tries
    rows = [_row(way, late[way], tries[way]) for way in WAYS]
    title = f"Lateness of {ROUNDS * REMINDERS} reminders at the desktop, with a phone whose service"
    head = (
        "| | median | 99th percentile | worst | messages that reached it |\n|---|---|---|---|---|"
    )
    return f"### {title}\n\n{head}\n" + "\n".join(rows)


@contextmanager
def _phone(way: str) -> Iterator[tuple[dict[str, str], Service]]:
    """What stands in the daemon's environment, and the service."""
    with Service() as service:
        service.answer = ANSWERS.get(way, 200)
        if way != "is down":
            yield ({} if way == "no phone" else {"COACH_PUSH_URL": service.address}), service
    if way == "is down":
        yield {"COACH_PUSH_URL": service.address}, service


def _row(way: str, late: list[float], tries: int) -> str:
    figures = (percentile(late, 50), percentile(late, 99), max(late))
    cells = " | ".join(f"{figure:.1f} ms" for figure in figures)
    return f"| {way} | {cells} | {tries} |"
