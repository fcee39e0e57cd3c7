"""import, of recorded tracks."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from coach.cli.context import Context
from coach.cli.judging import Judge, Outcome
from coach.cli.taking import Slip, Taken
from coach.config.values import legible
from coach.core.history import Facts
from coach.imports import reading
from coach.imports.track import Unreadable
from coach.wording import tracks as words

LOCK = "imports.lock"
"""In the folder of the journal."""


def take(paths: Sequence[str], context: Context) -> Taken:
    """Keep what files recorded, and is not in the journal already."""
    taken = [_taken(path, context) for path in paths]
    return Taken(
        sum(one.imported for one in taken),
        sum(one.skipped for one in taken),
        tuple(text for one in taken for text in one.said),
        tuple(slip for one in taken for slip in one.slips),
        tuple(text for one in taken for text in one.offers),
    )


def _taken(path: str, context: Context) -> Taken:
    try:
        outcomes = outcomes_of(path, context, unasked=False)
    except Unreadable as why:
        return Taken(0, 0, (), (Slip(path, 0, words.sentence(path, str(why))),))
    except OSError as error:
        return Taken(0, 0, (), (Slip(path, 0, f"{legible(path)}: {error.strerror or error}"),))
    slips = tuple(Slip(path, 0, one.said) for one in outcomes if one.slip)
    if slips:
        return Taken(0, 0, (), slips)
    kept = sum(one.fact is not None for one in outcomes)
    return Taken(
        kept,
        len(outcomes) - kept,
        tuple(one.said for one in outcomes if one.trip is None),
        offers=tuple(one.said for one in outcomes if one.trip),
    )


def outcomes_of(path: str, context: Context, *, unasked: bool) -> list[Outcome]:
    """Take over one file, whole or not at all: where one of its tracks cannot be, none is kept.

    Args:
        path: The file.
        context: Of the command.
        unasked: Nobody named the file: it came by itself.

    Raises:
        Unreadable: nothing can be told from it.
        OSError: it cannot be read.
    """
    recorded = reading.read(path)
    with _alone(context.paths.folder):
        outcomes: list[Outcome] = []
        new: Facts = ()
        for number, track in enumerate(recorded.tracks, start=1):
            source = f"{recorded.kind}:{recorded.content}/{number}"
            judge = Judge(os.path.basename(path), source, track, context)
            outcomes.append(judge.outcome(new, unasked=unasked))
            new = tuple(one.fact for one in outcomes if one.fact)
        if not any(one.slip for one in outcomes):
            context.journal.keep(new)
    return outcomes


@contextmanager
def _alone(folder: str) -> Iterator[None]:
    """Nobody else takes tracks in meanwhile: else both find that it is not there yet."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    lock = os.open(os.path.join(folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
