"""What is said of copies of the journal, and of a journal that had to be repaired."""

from datetime import datetime
from typing import TYPE_CHECKING

from coach.notify.port import Notice
from coach.wording.times import dated
from coach.wording.translating import _, marked, n_

if TYPE_CHECKING:  # a daemon that has nothing to say of these does not load what they need
    from coach.journal.exporting import Content
    from coach.journal.records import Backup
    from coach.journal.recovering import Repair

RESTORE = "restore"
TYPE_RESTORE = marked('Type "restore" to go on:')
NOT_RESTORED = marked("Nothing was changed.")
NOTHING_TO_COPY = marked("There is no journal yet, so there is nothing to copy.")
NO_BACKUP = marked("none yet; coach makes one every day while it runs. At once: coach backup")
TO_STDOUT_ONLY = marked("Write either --json or -, not both: each is for the whole output.")
NOON, EVENING = 12, 18


def counted(entries: int) -> str:
    """`1 entry`, `1,234 entries`."""
    return n_("{n:,} entry", "{n:,} entries", entries).format(n=entries)


# --- repaired ----------------------------------------------------------------------------


def repaired(repair: "Repair") -> str:
    """After a journal was rebuilt."""
    if not repair.entries and not repair.lost and repair.aside:
        return _(
            "The journal could not be read. It was set aside as {path}, and a new one "
            "begins. If you have a copy somewhere: coach restore FILE"
        ).format(path=repair.aside)
    was = (
        _("The journal was damaged. It was set aside as {path} and rebuilt from its copies.")
        if repair.aside
        else _("The journal file was gone. It was rebuilt from its copies.")
    )
    return f"{was.format(path=repair.aside)} {_back(repair)}"


def repaired_notice(text: str) -> Notice:
    """The same, on the screen."""
    return Notice(_("The journal was repaired"), text)


def _back(repair: "Repair") -> str:
    back = n_("{n:,} entry is back", "{n:,} entries are back", repair.entries)
    told = {"back": back.format(n=repair.entries), "lost": counted(repair.lost)}
    if repair.lost:
        return _("{back}; {lost} could not be brought back.").format(**told)
    if repair.sure:
        return _("{back}: nothing is lost.").format(**told)
    return _("{back}; whether others are missing cannot be known.").format(**told)


# --- copies ------------------------------------------------------------------------------


def copied(path: str, entries: int) -> str:
    """After backup."""
    return _("Copied and verified: {entries}\n{path}").format(entries=counted(entries), path=path)


def no_folder_to_copy_to(folder: str, path: str) -> str:
    """When a folder for one more copy is not there; the usual copy was made."""
    return _(
        "There is no folder {folder}, so nothing was copied there. Is the stick plugged in?\n"
        "The usual copy was made: {path}"
    ).format(folder=folder, path=path)


def last_copy(backup: "Backup", now: datetime) -> str:
    """How old the last verified copy is."""
    at = backup.at.astimezone(now.tzinfo)
    text = _("The last verified copy is from {when}: {entries}.")
    return text.format(when=_when(at, now), entries=counted(backup.entries))


def copies_altered(backup: "Backup") -> str:
    """When no copy is any more what was verified."""
    text = _("The last copy is no longer what was verified: {path}. Make one: coach backup")
    return text.format(path=backup.path)


TODAY = {
    "morning": marked("this morning, {time}"),
    "afternoon": marked("this afternoon, {time}"),
    "evening": marked("this evening, {time}"),
}
YESTERDAY = {
    "morning": marked("yesterday morning, {time}"),
    "afternoon": marked("yesterday afternoon, {time}"),
    "evening": marked("yesterday evening, {time}"),
}


def _when(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    if days in (0, 1):
        part = "morning" if at.hour < NOON else "afternoon" if at.hour < EVENING else "evening"
        return _((TODAY, YESTERDAY)[days][part]).format(time=f"{at:%H:%M}")
    if days < 0:
        return dated(at.date())
    text = n_("{date}, {n} day ago", "{date}, {n} days ago", days)
    return text.format(date=dated(at.date()), n=days)


# --- restored ----------------------------------------------------------------------------


def will_restore(path: str, entries: int, now_there: int | None) -> str:
    """Before the confirmation."""
    text = (
        _("This puts {path} ({entries}) in the place of your journal.")
        if now_there is None
        else _("This puts {path} ({entries}) in the place of your journal ({there}).")
    )
    told = text.format(path=path, entries=counted(entries), there=counted(now_there or 0))
    return f"{told}\n" + _("What is there now is kept in a folder beside it.")


def restored(entries: int, aside: str) -> str:
    """After restore."""
    told = _("Restored: {entries}.").format(entries=counted(entries))
    if not aside:
        return told
    return f"{told}\n" + _("What was there before: {path}").format(path=aside)


def not_whole(path: str, content: "Content") -> str:
    """When a file to restore has something that cannot be read."""
    line, message = content.problems[0]
    more = len(content.problems) - 1
    others = " " + _("(and {n} more)").format(n=more) if more else ""
    where = f"{path}:{line}" if line else path
    whole = _(
        "A journal is restored whole or not at all; nothing was changed. "
        "To take over what can be read: coach import {path}"
    )
    return f"{where}: {message}{others}\n{whole.format(path=path)}"


# --- exported and imported ---------------------------------------------------------------


def exported(path: str, entries: int) -> str:
    """After export."""
    return _("Exported {entries} to {path}").format(entries=counted(entries), path=path)


def left_out(entries: int) -> str:
    """What an export could not write."""
    text = _("{entries} of the journal cannot be read and were left out; see: coach check")
    return text.format(entries=counted(entries))


def exists(path: str) -> str:
    """When export finds a file."""
    text = _("There is a file already: {path}\nIt was left as it is; choose another name.")
    return text.format(path=path)


def no_folder(folder: str) -> str:
    """When export has no place for its file."""
    text = _("There is no folder {folder}. Make it first, or choose another.")
    return text.format(folder=folder)


def imported(new: int, known: int, elsewhere: int, problems: int, files: int) -> str:
    """After import."""
    if new or known:
        parts = [_("Imported {entries}").format(entries=counted(new))]
    else:
        parts = [_("Nothing was imported")]
    if known:
        text = n_("{n:,} entry was here already", "{n:,} entries were here already", known)
        parts.append(text.format(n=known))
    if elsewhere:
        text = n_(
            "{n:,} entry only matters on the computer they are from",
            "{n:,} entries only matter on the computer they are from",
            elsewhere,
        )
        parts.append(text.format(n=elsewhere))
    if problems:
        parts.append(_("{entries} could not be taken over").format(entries=counted(problems)))
    if files:
        text = n_(
            "{n:,} file could not be read to the end",
            "{n:,} files could not be read to the end",
            files,
        )
        parts.append(text.format(n=files))
    return "; ".join(parts) + "."
