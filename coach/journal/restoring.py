"""Another journal in the place of the present one, all or nothing.

What is there now goes into a folder first: the leaves, the copies, at last the database, in whose
place the new one comes in the same moment. That moment decides. Until then the folder is called
`restoring`: whoever finds one that nobody is at looks which database is there, and moves everything
back if it is the old one. So at each instant the old journal is in two places that belong together.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from coach.core.model import Fact
from coach.journal import building, codec, leaves, lines
from coach.journal.checking import Unfit
from coach.journal.disk import created, sync
from coach.journal.places import BACKUPS, RESTORING, alone
from coach.journal.port import JournalError
from coach.journal.records import record_of, recorded
from coach.journal.trouble import TORN
from coach.named import NamedTuple
from coach.wording.translating import _

ASIDE = "before-restore-"

_MARK = "restoring.json"
_LINEAGE = slice(68, 72)
"""Where SQLite has the application's id: https://www.sqlite.org/fileformat.html, 1.3."""


class _Mark(NamedTuple):
    """What a restore notes before it moves anything."""

    lineage: int
    """The new journal's."""
    name: str
    """What the folder shall be called in the end."""


def restore(database: str, facts: Iterable[Fact], at: datetime) -> str:
    """Replace the journal.

    What was there, with its copies and leaves, is kept in a folder beside it: they would bring
    the entries back that this takes away. The new journal is of another lineage, so that a daemon
    that still has the old one open carries nothing over.

    Args:
        database: The journal's file.
        facts: All that it shall have.
        at: The aware local instant of now.

    Returns:
        The folder with what was there; empty if nothing was.

    Raises:
        JournalError: it cannot be done; the journal is as it was.
    """
    folder, real = os.path.dirname(database), os.path.realpath(database)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with (
            alone(os.path.join(folder, BACKUPS)),  # nobody makes a copy meanwhile
            alone(folder),
            building.workshop(os.path.dirname(real)) as place,
        ):
            finish(database)
            new, lineage = os.path.join(place, "journal.db"), _another_lineage(real)
            building.build(new, map(codec.to_row, facts), lineage)
            building.settle(real)
            try:
                _begin(folder, _Mark(lineage, f"{ASIDE}{at:%Y-%m-%dT%H%M%S}"))
                _take_away(folder)
                building.exchange(real, new, _kept(folder, real))
            except OSError:
                aside = finish(database)
                if aside is None:
                    raise
                return aside
            return finish(database) or ""
    except (OSError, *TORN, Unfit) as error:
        why = getattr(error, "strerror", None) or error
        text = _("the journal {path} could not be replaced: {why}")
        raise JournalError(text.format(path=database, why=why)) from error


def finish(database: str) -> str | None:
    """Finish a restore, or undo it if the old journal is still in its place.

    The caller is `alone`.

    Returns:
        The folder with what was there, empty if nothing was; None: the old journal has all again.

    Raises:
        OSError: neither can be done now; it can be tried again.
    """
    folder, real = os.path.dirname(database), os.path.realpath(database)
    if not os.path.isdir(os.path.join(folder, RESTORING)):
        return None
    mark = _mark(folder)
    if mark is not None and _lineage(real) == mark.lineage:
        return _finished(folder, mark.name)
    _undo(folder, real)
    return None


# --- there -------------------------------------------------------------------------------


def _begin(folder: str, mark: _Mark) -> None:
    place = os.path.join(folder, RESTORING)
    os.mkdir(place, mode=0o700)
    with created(os.path.join(place, _MARK)) as file:
        file.write(json.dumps(mark._asdict()).encode())
    sync(place)


def _take_away(folder: str) -> None:
    """Move leaves and copies into the folder."""
    place = os.path.join(folder, RESTORING)
    for leaf in leaves.leaves(folder):
        with suppress(FileNotFoundError):
            os.rename(leaf, os.path.join(place, os.path.basename(leaf)))
    copies, kept = os.path.join(folder, BACKUPS), os.path.join(place, BACKUPS)
    try:
        if os.path.islink(copies):
            _take_copies(folder, copies, kept)
        else:
            os.rename(copies, kept)
    except FileNotFoundError:
        pass
    except OSError:  # another disk is mounted there
        _take_copies(folder, copies, kept)
    sync(place)
    sync(folder)


def _take_copies(folder: str, copies: str, kept: str) -> None:
    """Of a folder that must stay where it is, move what it has into one in it."""
    mark = _mark(folder)
    inner = _free(os.path.join(os.path.realpath(copies), mark.name if mark else ASIDE))
    os.symlink(inner, kept)
    os.mkdir(inner, mode=0o700)
    for copy in recorded(folder):
        for path in (record_of(copy.path), copy.path):
            os.rename(path, os.path.join(inner, os.path.basename(path)))
    sync(inner)


def _finished(folder: str, name: str) -> str:
    place, aside = os.path.join(folder, RESTORING), _free(os.path.join(folder, name))
    if os.listdir(place) == [_MARK]:
        os.remove(os.path.join(place, _MARK))
        os.rmdir(place)
        return ""
    os.rename(place, aside)
    sync(folder)
    with suppress(OSError):
        os.remove(os.path.join(aside, _MARK))
    return aside


# --- and back ----------------------------------------------------------------------------


def _undo(folder: str, real: str) -> None:
    """Move everything back to where it was; to be done again where it was interrupted."""
    place = os.path.join(folder, RESTORING)
    for suffix in ("", *building.HELPERS):
        _give_back(f"{_kept(folder, real)}{suffix}", f"{real}{suffix}")
    for name in sorted(os.listdir(place), key=_written_last):
        if leaves.is_leaf(name):
            os.rename(os.path.join(place, name), _free_leaf(folder, name))
    _give_copies_back(os.path.join(place, BACKUPS), os.path.join(folder, BACKUPS))
    sync(folder)
    with suppress(FileNotFoundError):  # the last thing that is needed of it
        os.remove(os.path.join(place, _MARK))
    os.rmdir(place)


def _give_back(kept: str, path: str) -> None:
    if os.path.lexists(kept) and not os.path.lexists(path):
        building.set_aside(kept, path)
    with suppress(FileNotFoundError):  # it was a second name, or a copy
        os.remove(kept)


def _written_last(name: str) -> bool:
    return name == lines.RECENT


def _free_leaf(folder: str, name: str) -> str:
    """Where a leaf belongs; under another number if a daemon has begun one meanwhile."""
    path = os.path.join(folder, name)
    return leaves.next_leaf(folder) if os.path.lexists(path) else path


def _give_copies_back(kept: str, copies: str) -> None:
    if os.path.lexists(kept) and not os.path.islink(kept) and not os.path.lexists(copies):
        os.rename(kept, copies)
        return
    inner = os.path.realpath(kept)
    if os.path.isdir(inner):
        for name in os.listdir(inner):
            os.rename(os.path.join(inner, name), os.path.join(copies, name))
        os.rmdir(inner)
    if os.path.islink(kept):
        os.remove(kept)


# --- what is where -----------------------------------------------------------------------


def _kept(folder: str, real: str) -> str:
    return os.path.join(folder, RESTORING, os.path.basename(real))


def _free(path: str) -> str:
    """A name that nothing has: two restores may come in one second."""
    names = (f"{path}-{number}" if number > 1 else path for number in range(1, 1000))
    return next(name for name in names if not os.path.lexists(name))


def _mark(folder: str) -> _Mark | None:
    try:
        with open(os.path.join(folder, RESTORING, _MARK), "rb") as file:
            return _Mark(**json.load(file))
    except (OSError, ValueError, TypeError):  # it was killed before it moved anything
        return None


def _lineage(path: str) -> int:
    """Read without SQLite, which would look for a -wal."""
    try:
        with open(path, "rb") as file:
            return int.from_bytes(file.read(_LINEAGE.stop)[_LINEAGE], "big")
    except FileNotFoundError:
        return 0


def _another_lineage(path: str) -> int:
    before, number = _lineage(path), 0
    while number in (0, before):
        number = int.from_bytes(os.urandom(3), "big")
    return number
