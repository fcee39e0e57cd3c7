"""backup, restore, export."""

import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime

from coach.cli.asking import word
from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.journal import exporting, restoring
from coach.journal.backups import copy_to
from coach.journal.places import has_copies
from coach.journal.port import JournalError
from coach.journal.sanity import readable
from coach.senses.zone import local_zone
from coach.wording import keeping as words
from coach.wording.translating import _

STDOUT = "-"


def add_backup(parser: ArgumentParser) -> None:
    """`coach backup [DIR]`."""
    parser.add_argument("folder", nargs="?", metavar="DIR", help=_("a folder for one more copy"))
    add_json(parser)
    parser.set_defaults(run=_backup)


def add_restore(parser: ArgumentParser) -> None:
    """`coach restore FILE`."""
    parser.add_argument("file", metavar="FILE", help=_("a copy of a journal, or an export"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    add_json(parser)
    parser.set_defaults(run=_restore)


def add_export(parser: ArgumentParser) -> None:
    """`coach export FILE`."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help=_("a new file; .csv for a spreadsheet; - for standard output"),
    )
    add_json(parser)
    parser.set_defaults(run=_export)


# --- copies ------------------------------------------------------------------------------


def _backup(arguments: Namespace, context: Context) -> int:
    if not _is_there(context):
        raise Stop(_(words.NOTHING_TO_COPY), 3)
    made = context.journal.backup(_now(context))
    path = made.path
    if arguments.folder:
        folder = os.path.abspath(arguments.folder)
        if not os.path.isdir(folder):  # not made: a stick that is not there would seem to be
            raise Stop(words.no_folder_to_copy_to(folder, path), 1)
        path = copy_to(made, folder)
    document = {"path": path, "entries": made.entries, "at": made.at.isoformat()}
    return context.tell(words.copied(path, made.entries), document)


def _restore(arguments: Namespace, context: Context) -> int:
    content = _content(arguments.file)
    if content.problems:
        raise Stop(words.not_whole(arguments.file, content), 1)
    if not arguments.yes:
        _confirm(arguments.file, len(content.facts), context)
    aside = restoring.restore(context.paths.database, content.facts, _now(context))
    try:
        context.journal.backup(_now(context))
    except JournalError as error:  # it is restored all the same; the daemon will make one
        print(error, file=sys.stderr)
    document = {"entries": len(content.facts), "kept_aside": aside or None}
    return context.tell(words.restored(len(content.facts), aside), document)


def _content(path: str) -> exporting.Content:
    """What the file has.

    Raises:
        Stop: it cannot be read.
    """
    try:
        return exporting.content(path)
    except JournalError as error:
        raise Stop(f"{error}\n{_(words.NOT_RESTORED)}", 1) from error


def _confirm(path: str, entries: int, context: Context) -> None:
    """Let the person type a word.

    Raises:
        Stop: it was another, or nobody is there to type.
    """
    print(words.will_restore(path, entries, _entries(context)), file=sys.stderr)
    print(_(words.TYPE_RESTORE), end=" ", file=sys.stderr, flush=True)
    if word() != words.RESTORE:
        raise Stop(_(words.NOT_RESTORED), 1)


def _entries(context: Context) -> int | None:
    """How many entries the journal has; None where it cannot tell, which is why one restores."""
    if not _is_there(context):
        return 0
    try:
        return len(context.journal.rows())
    except JournalError:
        return None
    finally:
        context.journal.close()


def _is_there(context: Context) -> bool:
    return os.path.lexists(context.paths.database) or has_copies(context.paths.folder)


def _now(context: Context) -> datetime:
    """The local instant; a copy needs no config."""
    return context.now.astimezone(local_zone(os.environ))


# --- files for others --------------------------------------------------------------------


def _export(arguments: Namespace, context: Context) -> int:
    path: str = arguments.file
    if path == STDOUT and context.as_json:
        raise Stop(_(words.TO_STDOUT_ONLY), 2)
    if path != STDOUT and os.path.lexists(path):
        raise Stop(words.exists(path), 1)
    if path != STDOUT and not os.path.isdir(os.path.dirname(path) or os.curdir):
        raise Stop(words.no_folder(os.path.dirname(path)), 1)
    rows = context.journal.rows()
    good = [row for row in rows if readable(row)]
    if len(good) < len(rows):
        print(words.left_out(len(rows) - len(good)), file=sys.stderr)
    if path.lower().endswith(".csv"):
        # With a mark of its encoding, without which a spreadsheet takes it for another.
        facts = context.journal.between(date.min, date.max)
        exporting.save(path, exporting.csv_lines(facts), encoding="utf-8-sig")
    elif path == STDOUT:
        print("\n".join(exporting.json_lines(good)))
        return 0
    else:
        exporting.save(path, exporting.json_lines(good))
    return context.tell(words.exported(path, len(good)), {"path": path, "entries": len(good)})
