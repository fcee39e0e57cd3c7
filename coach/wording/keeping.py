"""What is said of copies of the journal, and of a journal that had to be repaired."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.notify.port import Notice
from coach.wording.times import dated

if TYPE_CHECKING:  # a daemon that has nothing to say of these does not load what they need
    from coach.journal.backups import Backup
    from coach.journal.exporting import Content
    from coach.journal.recovering import Repair

RESTORE = "restore"
TYPE_RESTORE = f'Type "{RESTORE}" to go on: '
NOT_RESTORED = "Nothing was changed."
NOTHING_TO_COPY = "There is no journal yet, so there is nothing to copy."
NO_BACKUP = "none yet; coach makes one every day while it runs. At once: coach backup"
TO_STDOUT_ONLY = "Write either --json or -, not both: each is for the whole output."
NOON, EVENING = 12, 18


def counted(entries: int) -> str:
    """`1 entry`, `1,234 entries`."""
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}"


# --- repaired ----------------------------------------------------------------------------


def repaired(repair: "Repair") -> str:
    """After a journal was rebuilt."""
    if not repair.entries and not repair.lost and repair.aside:
        return (
            f"The journal could not be read. It was set aside as {repair.aside}, and a new one "
            "begins. If you have a copy somewhere: coach restore FILE"
        )
    was = (
        f"The journal was damaged. It was set aside as {repair.aside}"
        if repair.aside
        else "The journal file was gone. It was"
    )
    return f"{was}{' and' if repair.aside else ''} rebuilt from its copies. {_back(repair)}"


def repaired_notice(text: str) -> Notice:
    """The same, on the screen."""
    return Notice("The journal was repaired", text)


def _back(repair: "Repair") -> str:
    back = f"{counted(repair.entries)} {'is' if repair.entries == 1 else 'are'} back"
    if repair.lost:
        return f"{back}; {counted(repair.lost)} could not be brought back."
    if repair.sure:
        return f"{back}: nothing is lost."
    return f"{back}; whether others are missing cannot be known."


# --- copies ------------------------------------------------------------------------------


def copied(path: str, entries: int) -> str:
    """After backup."""
    return f"Copied and verified: {counted(entries)}\n{path}"


def no_folder_to_copy_to(folder: str, path: str) -> str:
    """When a folder for one more copy is not there; the usual copy was made."""
    return (
        f"There is no folder {folder}, so nothing was copied there. Is the stick plugged in?\n"
        f"The usual copy was made: {path}"
    )


def last_copy(backup: "Backup", now: datetime) -> str:
    """How old the last verified copy is."""
    at = backup.at.astimezone(now.tzinfo)
    return f"The last verified copy is from {_when(at, now)}: {counted(backup.entries)}."


def copies_altered(backup: "Backup") -> str:
    """When no copy is any more what was verified."""
    return f"The last copy is no longer what was verified: {backup.path}. Make one: coach backup"


def _when(at: datetime, now: datetime) -> str:
    part = "morning" if at.hour < NOON else "afternoon" if at.hour < EVENING else "evening"
    if at.date() == now.date():
        return f"this {part}, {at:%H:%M}"
    if at.date() == now.date() - timedelta(days=1):
        return f"yesterday {part}, {at:%H:%M}"
    days = (now.date() - at.date()).days
    return f"{dated(at.date())}" + (f", {days} days ago" if days > 0 else "")


# --- restored ----------------------------------------------------------------------------


def will_restore(path: str, entries: int, now_there: int | None) -> str:
    """Before the confirmation."""
    there = "your journal" if now_there is None else f"your journal ({counted(now_there)})"
    return (
        f"This puts {path} ({counted(entries)}) in the place of {there}.\n"
        "What is there now is kept in a folder beside it."
    )


def restored(entries: int, aside: str) -> str:
    """After restore."""
    kept = f"\nWhat was there before: {aside}" if aside else ""
    return f"Restored: {counted(entries)}.{kept}"


def not_whole(path: str, content: "Content") -> str:
    """When a file to restore has something that cannot be read."""
    line, message = content.problems[0]
    more = len(content.problems) - 1
    others = f" (and {more} more)" if more else ""
    where = f"{path}:{line}" if line else path
    return (
        f"{where}: {message}{others}\nA journal is restored whole or not at all; nothing was "
        f"changed. To take over what can be read: coach import {path}"
    )


# --- exported and imported ---------------------------------------------------------------


def exported(path: str, entries: int) -> str:
    """After export."""
    return f"Exported {counted(entries)} to {path}"


def left_out(entries: int) -> str:
    """What an export could not write."""
    return f"{counted(entries)} of the journal cannot be read and were left out; see: coach check"


def exists(path: str) -> str:
    """When export finds a file."""
    return f"There is a file already: {path}\nIt was left as it is; choose another name."


def no_folder(folder: str) -> str:
    """When export has no place for its file."""
    return f"There is no folder {folder}. Make it first, or choose another."


def imported(new: int, known: int, elsewhere: int, problems: int, files: int) -> str:
    """After import."""
    parts = [f"Imported {counted(new)}"]
    if known:
        parts.append(f"{counted(known)} {'was' if known == 1 else 'were'} here already")
    if elsewhere:
        mattered = "matters" if elsewhere == 1 else "matter"
        parts.append(f"{counted(elsewhere)} only {mattered} on the computer they are from")
    if problems:
        parts.append(f"{counted(problems)} could not be taken over")
    if files:
        parts.append(f"{files:,} {'file' if files == 1 else 'files'} could not be read to the end")
    return "; ".join(parts) + "."
