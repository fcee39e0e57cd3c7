"""A turn with twenty years of journal against one with a month."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import life
from benchmarks.place import THREE_HABITS, folder, write_config
from benchmarks.report import Figure, percentile, table
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import SqliteJournal
from coach.senses.presence import Unknown
from tests.support.fake_channel import FakeChannel

NIGHT = date(2026, 11, 22)
BEGINS = datetime(2026, 11, 22, 19, 10, tzinfo=life.ZONE).astimezone(UTC)
MINUTE = timedelta(minutes=1)
TURNS = 240
"""One a minute, from before the first reminder until after bedtime: nobody answers."""

MONTH, YEARS = 30, 20 * 365


class Told:
    """A clock that shows what it is told."""

    def __init__(self) -> None:
        self.instant = BEGINS

    def now(self) -> datetime:
        """That instant."""
        return self.instant

    def zone(self) -> tzinfo:
        """A zone with summer time."""
        return life.ZONE

    def elapsed(self) -> timedelta:
        """The time that passed since the first turn."""
        return self.instant - BEGINS


def main(_arguments: Sequence[str] = ()) -> str:
    """Take the same evening's turns with both journals, in turn."""
    clock = Told()
    with ExitStack() as stack:
        month, few = _daemon(stack.enter_context(folder()), MONTH, clock, stack)
        years, many = _daemon(stack.enter_context(folder()), YEARS, clock, stack)
        pairs = [_pair(month, years, clock) for _ in range(TURNS)]
    short, long = ([pair[n] for pair in pairs] for n in (0, 1))
    return table(
        f"A turn, median of {TURNS}",
        (
            Figure(f"with a month ({few:,} facts)", median(short), "ms"),
            Figure(f"with 20 years ({many:,} facts)", median(long), "ms", most=5),
            Figure("the same, 99th percentile (it shows and syncs)", percentile(long, 99), "ms"),
            Figure("ratio of the medians", median(long) / median(short), "times", most=1.5),
        ),
    )


def _daemon(place: Path, nights: int, clock: Told, stack: ExitStack) -> tuple[Daemon, int]:
    config = write_config(place / "config.toml")
    facts = life.write(place / "journal.db", THREE_HABITS, NIGHT, nights)
    journal = stack.enter_context(SqliteJournal(str(place / "journal.db")))
    in_force = InForce(str(config), str(place))
    recorder = Recorder(journal, Spill(()))
    return Daemon(in_force, recorder, FakeChannel(), clock, Unknown()), facts


def _pair(month: Daemon, years: Daemon, clock: Told) -> tuple[float, float]:
    clock.instant += MINUTE
    return _milliseconds(month), _milliseconds(years)


def _milliseconds(daemon: Daemon) -> float:
    began = perf_counter()
    daemon.turn()
    return (perf_counter() - began) * 1000
