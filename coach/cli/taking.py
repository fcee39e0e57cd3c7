"""What becomes of files that are taken in, whatever kind they are."""

from collections.abc import Callable, Sequence

from coach.cli.context import Context
from coach.named import NamedTuple


class Slip(NamedTuple):
    """What could not be imported."""

    file: str
    line: int
    """Of an entry; 0: the whole file."""
    message: str


class Taken(NamedTuple):
    """What became of the files of one kind."""

    imported: int
    """Entries that are in the journal now and were not before."""
    skipped: int
    """Entries that are there already, or do not belong there."""
    said: tuple[str, ...]
    """Sentences for the person."""
    slips: tuple[Slip, ...] = ()
    offers: tuple[str, ...] = ()
    """What the person may say yes to: sentences with the command for it."""


Reader = Callable[[Sequence[str], Context], Taken]
"""Takes over files of its kind, given in the person's order; keeps what is new in the journal.
What is wrong with a file is a slip, never an exception."""
