"""Another journal in the place of the present one, all or nothing."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from coach.core.model import Fact
from coach.journal import backups, building, codec
from coach.journal.backups import Unfit
from coach.journal.port import JournalError
from coach.journal.sqlite import BACKUPS, TORN, alone

ASIDE = "before-restore-"


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
    aside = os.path.join(folder, f"{ASIDE}{at:%Y-%m-%dT%H%M%S}")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with alone(folder), building.workshop(os.path.dirname(real)) as place:
            new = os.path.join(place, "journal.db")
            building.build(new, map(codec.to_row, facts), _another_lineage())
            building.settle(real)
            os.mkdir(aside, mode=0o700)
            for path in (*backups.leaves(folder), os.path.join(folder, BACKUPS)):
                with suppress(FileNotFoundError):
                    os.rename(path, os.path.join(aside, os.path.basename(path)))
            building.exchange(real, new, os.path.join(aside, os.path.basename(real)))
    except (OSError, *TORN, Unfit) as error:
        why = getattr(error, "strerror", None) or error
        raise JournalError(f"the journal {database} could not be replaced: {why}") from error
    return "" if _removed_if_empty(aside) else aside


def _another_lineage() -> int:
    return 1 + int.from_bytes(os.urandom(3), "big")


def _removed_if_empty(folder: str) -> bool:
    try:
        os.rmdir(folder)
    except OSError:
        return False
    return True
