"""import: which kind each file is, and who reads that kind."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.cli.taking import Reader, Slip, Taken
from coach.imports.sniffing import Kind, kind_of
from coach.wording import importing as words
from coach.wording.translating import _

READERS: dict[Kind, str] = {
    "journal": "taking_exports",
    "calendar": "taking_calendars",
    "gpx": "taking_tracks",
    "tcx": "taking_tracks",
    "fit": "taking_tracks",
}
"""The module in coach.cli whose `take` is the reader; it is imported when there is such a file."""


def add_import(parser: ArgumentParser) -> None:
    """`coach import FILE...`."""
    parser.add_argument("files", nargs="*", metavar="FILE", help=_(words.FILES))
    parser.add_argument("--inbox", action="store_true", help=_(words.INBOX))
    add_json(parser)
    parser.set_defaults(run=_import)


def _import(arguments: Namespace, context: Context) -> int:
    if arguments.inbox:
        from coach.cli.inbox import look  # noqa: PLC0415 - seldom wanted, and it needs more

        return look(context)
    if not arguments.files:
        raise Stop(_(words.WHICH), 2)
    by_reader, slips = _sorted_out(arguments.files)
    taken = [_reader(module)(paths, context) for module, paths in by_reader.items()]
    slips += [slip for one in taken for slip in one.slips]
    slips.sort(key=lambda slip: arguments.files.index(slip.file))
    for slip in slips:
        print(words.slip(slip.file, slip.line, slip.message), file=sys.stderr)
    offers = [text for one in taken for text in one.offers]
    said = [text for one in taken for text in one.said] + offers
    context.tell("\n".join(said) or _(words.NOTHING), _document(taken, slips, offers))
    return 1 if slips else 0


def _document(taken: Sequence[Taken], slips: list[Slip], offers: list[str]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "imported": sum(one.imported for one in taken),
        "skipped": sum(one.skipped for one in taken),
        "problems": [slip._asdict() for slip in slips],
    }
    return document | ({"offers": offers} if offers else {})


def _sorted_out(files: Sequence[str]) -> tuple[dict[str, list[str]], list[Slip]]:
    """The files of each reader, and those that nobody reads."""
    by_reader: dict[str, list[str]] = {}
    slips: list[Slip] = []
    for path in files:
        try:
            kind = kind_of(path)
        except OSError:
            kind = "journal"  # whose reader says why it cannot be read
        if kind in READERS:
            by_reader.setdefault(READERS[kind], []).append(path)
        else:
            slips.append(Slip(path, 0, words.not_taken(path, kind)))
    return by_reader, slips


def _reader(module: str) -> Reader:
    reader: Reader = import_module(f"coach.cli.{module}").take
    return reader
