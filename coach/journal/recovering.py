"""A damaged journal, rebuilt from its verified copies, its leaves and what can still be read.

Nothing is changed before the new journal is whole and on the disk. Then the damaged file is set
aside under a dated name, never deleted.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from operator import itemgetter

from coach.journal import building, lines, origin, restoring
from coach.journal.checking import Unfit, opened
from coach.journal.codec import Row
from coach.journal.leaves import leaves
from coach.journal.lines import Line
from coach.journal.places import alone
from coach.journal.port import JournalError
from coach.journal.records import Backup, newest
from coach.journal.sanity import sane
from coach.journal.sqlite import SMALLEST
from coach.journal.trouble import TORN
from coach.named import NamedTuple
from coach.wording.translating import _

_LEAST_ROW = 40
"""Bytes; a file has no more rows than bytes divided by this, whatever it claims."""

_BY_INDEX = (
    "SELECT seq FROM fact INDEXED BY fact_of_night",
    "SELECT seq FROM fact INDEXED BY sqlite_autoindex_fact_1",
)
_ROW = "SELECT seq, id, at, night, kind, target, body FROM fact NOT INDEXED"


class Repair(NamedTuple):
    """What became of a journal that was damaged."""

    aside: str
    """Where the damaged file is now; empty if there was none."""
    entries: int
    """How many the journal has now."""
    lost: int
    """How many are known to be missing."""
    sure: bool
    """Whether it is known that no other is missing."""


class _Salvage(NamedTuple):
    """What could be read of a damaged database."""

    lines: tuple[Line, ...]
    whole: bool
    """Whether that was everything."""
    entries: int
    """How many entries it has had, as far as can be seen."""


class _Known(NamedTuple):
    """What copies and leaves have."""

    rows: tuple[Row, ...]
    places: frozenset[int]
    lineage: int
    copy: Backup | None
    noted: frozenset[str]
    """What leaves have."""


def recover(database: str, seen: tuple[int, int] | None) -> Repair | None:
    """Rebuild a journal.

    Args:
        database: Its file.
        seen: Device and inode of the file in which the damage was seen; None: there was none.

    Returns:
        What was done; None if another process has done it meanwhile.

    Raises:
        JournalError: it cannot be done now; nothing has changed.
    """
    folder, real = os.path.dirname(database), os.path.realpath(database)
    try:
        with alone(folder):
            restoring.finish(database)
            if _is_another(real, seen):
                return None
            with building.workshop(os.path.dirname(real)) as place:
                return _rebuild(real, folder, place)
    except (OSError, *TORN, Unfit) as error:
        why = getattr(error, "strerror", None) or error
        text = _("the journal {path} is damaged and cannot be repaired yet: {why}")
        raise JournalError(text.format(path=database, why=why)) from error


def _is_another(path: str, seen: tuple[int, int] | None) -> bool:
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return False
    return about.st_size >= SMALLEST and (about.st_dev, about.st_ino) != seen


def _rebuild(database: str, folder: str, place: str) -> Repair:
    has_leaf = os.path.isfile(os.path.join(folder, lines.RECENT))
    known = _known(folder)
    salvage = _salvage(building.copied(database, place), known.rows)
    rows = _united(known.rows, salvage.lines)
    new = os.path.join(place, "journal.db")
    building.build(new, rows, known.lineage)
    aside = _set_aside_as(database)
    building.exchange(database, new, aside)
    # Who wrote into the damaged file while we read it has left a line, or will look where it wrote.
    late = [row for path in leaves(folder) for _, row in lines.read(path)]
    building.insert(database, late)
    noted = {*known.noted, *(row.id for row in late)}
    if known.copy is not None and known.copy.origin in ("", origin.of(folder)):
        noted.update(row.id for row in known.rows)
    count = _note(database, folder, noted)
    with suppress(OSError):  # last of all: from now on, copies of other machines are no help
        origin.begin(folder)
    expected = max(salvage.entries, max(known.places, default=0))
    gapless = bool(expected) and known.places >= frozenset(range(1, expected + 1))
    return Repair(
        _unless_empty(aside),
        count,
        max(0, expected - count),
        sure=salvage.whole or (has_leaf and gapless),
    )


def _unless_empty(aside: str) -> str:
    """An empty file is worth nobody's look."""
    with suppress(OSError):
        if os.path.getsize(aside):
            return aside
        os.remove(aside)
    return ""


def _set_aside_as(database: str) -> str:
    now = datetime.now(UTC).astimezone()
    path = f"{database.removesuffix('.db')}-damaged-{now:%Y-%m-%dT%H%M%S}"
    number = next(n for n in range(1, 1000) if not os.path.exists(f"{path}{_nth(n)}.db"))
    return f"{path}{_nth(number)}.db"


def _nth(number: int) -> str:
    return f"-{number}" if number > 1 else ""


def _note(database: str, folder: str, noted: set[str]) -> int:
    """Have what only the damaged file had in a leaf, as everything else is.

    Returns:
        How many entries there are.
    """
    with opened(database) as connection:
        found = [(seq, Row._make(values)) for seq, *values in connection.execute(_ROW)]
    fresh = [(seq, row) for seq, row in found if row.id not in noted]
    with suppress(OSError):  # also if there are none: it must be there
        lines.append(os.path.join(folder, lines.RECENT), fresh)
    return len(found)


# --- what is known -----------------------------------------------------------------------


def _known(folder: str) -> _Known:
    """The newest copy that is intact, and then the leaves, in the order of recording."""
    rows: dict[str, Row] = {}
    places: set[int] = set()
    lineage = 0
    copy = newest(folder)
    if copy is not None:
        with opened(copy.path) as connection:
            (lineage,) = connection.execute("PRAGMA application_id").fetchone()
            for seq, *values in connection.execute(f"{_ROW} ORDER BY seq"):
                rows[values[0]] = Row._make(values)
                places.add(seq)
    noted: set[str] = set()
    for leaf in leaves(folder):
        # Two who keep at the same moment may write their lines in the other order.
        for seq, row in sorted(lines.read(leaf), key=itemgetter(0)):
            rows.setdefault(row.id, row)
            places.add(seq)
            noted.add(row.id)
    return _Known(tuple(rows.values()), frozenset(places), lineage, copy, frozenset(noted))


def _united(known: Sequence[Row], salvaged: Sequence[Line]) -> Iterator[Row]:
    """Everything once; what only the damaged file had comes where it stood there.

    What is known is never altered by what was salvaged. A salvaged entry that is like a known one
    in all but its id is that one: it is the id that was altered.
    """
    place = {row.id: index for index, row in enumerate(known)}
    new = any(row.id not in place for _, row in salvaged)
    twin = {row[1:]: index for index, row in enumerate(known)} if new else {}
    following: dict[int, list[Row]] = {}
    here = -1
    for _number, row in salvaged:
        found = place.get(row.id)
        if found is None:
            found = twin.get(row[1:])
        if found is None:
            following.setdefault(here, []).append(row)
        else:
            here = found
    yield from following.get(-1, ())
    for index, row in enumerate(known):
        yield row
        yield from following.get(index, ())


# --- what can still be read --------------------------------------------------------------


def _salvage(path: str, known: Sequence[Row]) -> _Salvage:
    """Read a copy of a damaged database, entry by entry if need be."""
    if not os.path.exists(path):
        return _Salvage((), whole=False, entries=0)
    limit = os.path.getsize(path) // _LEAST_ROW
    same = {row: row for row in known}  # of twenty years, one in memory is enough
    found: dict[int, Row] = {}

    def read(statement: str) -> bool:
        """As far as one gets; returns whether that was to the end."""
        try:
            for seq, *values in connection.execute(statement):
                row = Row._make(values)
                found[seq] = same.get(row, row)
        except TORN:
            return False
        return True

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.text_factory = _text
        whole = read(f"{_ROW} ORDER BY seq")
        indexes = [_seqs(connection, statement) for statement in _BY_INDEX]
        if not whole:
            read(f"{_ROW} ORDER BY seq DESC")
            highest = max(max(seqs, default=0) for seqs in (*indexes, found.keys()))
            for seq in set(range(1, min(highest, limit) + 1)) - found.keys():
                read(f"{_ROW} WHERE seq = {seq}")
    ordered = ((seq, found[seq]) for seq in sorted(found))
    readable = tuple((seq, row) for seq, row in ordered if row in same or _is_sane(row))
    entries = max(len(found), *map(len, indexes))
    return _Salvage(readable, whole and entries == len(readable), entries)


def _seqs(connection: sqlite3.Connection, statement: str) -> set[int]:
    """The places of which an index knows."""
    seqs = set()
    with suppress(*TORN):
        for (seq,) in connection.execute(statement):
            seqs.add(seq)
    return seqs


def _is_sane(row: Row) -> bool:
    try:
        sane(row)
    except ValueError:
        return False
    return True


def _text(text: bytes) -> str:
    return text.decode("utf-8", "replace")
