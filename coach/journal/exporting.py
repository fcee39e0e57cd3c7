"""The journal as a file for other programs, and such a file read back.

JSON lines are the whole journal: what is exported and imported again is equal. CSV is for people.
"""

import csv
import errno
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from coach.core.model import Fact
from coach.journal import building, codec, lines
from coach.journal.codec import Row
from coach.journal.disk import created
from coach.journal.port import JournalError
from coach.journal.sanity import sane
from coach.journal.sqlite import SqliteJournal
from coach.named import NamedTuple
from coach.wording.translating import _

FORMAT = "coach-journal"
VERSION = 1

_SQLITE = b"SQLite format 3\0"
_LONGEST = 1 << 20
"""Bytes of a line; no entry has a tenth of that."""

_COLUMNS = ("id", "at", "night", "kind")
_FORMULA = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a cell: https://owasp.org/www-community/attacks/CSV_Injection."""


class Problem(NamedTuple):
    """An entry of a file that cannot be taken over."""

    line: int
    """Its line; in a database, its number. 0: the whole file."""
    message: str


class Content(NamedTuple):
    """What a file has."""

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


# --- written -----------------------------------------------------------------------------


def json_lines(rows: Sequence[Row]) -> Iterator[str]:
    """A header that names the format and counts the entries, then a line for each of them."""
    yield json.dumps({"format": FORMAT, "version": VERSION, "entries": len(rows)})
    yield from map(lines.spelled, rows)


def csv_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """A row for each fact under columns that are always the same; empty where one has no value."""
    yield _csv([*_COLUMNS, *_details()])
    for fact in facts:
        told = codec.plain(fact.event)
        row = codec.to_row(fact)
        details = [_cell(told.get(name, "")) for name in _details()]
        yield _csv([*(_cell(getattr(row, name)) for name in _COLUMNS), *details])


def _details() -> list[str]:
    names = [name for event in codec.KINDS.values() for name in event._fields]
    return list(dict.fromkeys(names))


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever an event has
    if isinstance(value, str):
        text = " ".join(value.splitlines())
        return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
    if isinstance(value, tuple):
        return _cell(" ".join(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False)


def _csv(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


# --- read --------------------------------------------------------------------------------


def content(path: str) -> Content:
    """What an export or a copy of a journal has.

    Raises:
        JournalError: it is neither, or cannot be read.
    """
    try:
        with lines.regular(path) as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                return _of_database(path)
            file.seek(0)
            return _of_lines(path, file)
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror or error}") from error


def _of_lines(path: str, file: BinaryIO) -> Content:
    texts = enumerate(iter(lambda: file.readline(_LONGEST), b""), start=1)
    entries = _announced(path, next(texts, (1, b""))[1])
    facts: list[Fact] = []
    problems: list[Problem] = []
    seen = 0
    for number, text in texts:
        if not text.strip():
            continue
        seen += 1
        if len(text) == _LONGEST:
            wrong = _("it is too long for an entry; the rest was not read")
            problems.append(Problem(number, wrong))
            return Content(tuple(facts), tuple(problems))
        try:
            facts.append(sane(_row(text)))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    if seen < entries:
        wrong = _("it ends early: {seen} of {entries} entries are there")
        problems.append(Problem(0, wrong.format(seen=seen, entries=entries)))
    return Content(tuple(facts), tuple(problems))


def _announced(path: str, text: bytes) -> int:
    """How many entries the header of an export promises.

    Raises:
        JournalError: it is no such header.
    """
    try:
        told = json.loads(text)
        known, version, entries = told["format"] == FORMAT, told["version"], int(told["entries"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        known = False
    if not known:
        wrong = _("{path} is not an export of coach (JSON lines), nor a copy of a journal")
        raise JournalError(wrong.format(path=path))
    if version != VERSION:
        wrong = _("{path} is an export of a newer coach; update this one first")
        raise JournalError(wrong.format(path=path))
    return entries


def _row(text: bytes) -> Row:
    try:
        return lines.to_row(json.loads(text))
    except (KeyError, TypeError, RecursionError):
        raise ValueError(_("it is not an entry")) from None


def _of_database(path: str) -> Content:
    """The entries of a copy; of an older version as well: it is brought up to date on the side."""
    try:
        with building.scratch() as place, SqliteJournal(building.copied(path, place)) as journal:
            if not journal.whole():
                raise JournalError(_("it is damaged"))  # noqa: TRY301 - told below like the others
            rows = list(journal.rows())
    except JournalError as error:
        text = _("{path} cannot be read as a journal: {error}")
        raise JournalError(text.format(path=path, error=error)) from error
    facts, problems = [], []
    for number, row in enumerate(rows, start=1):
        try:
            facts.append(sane(row))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    return Content(tuple(facts), tuple(problems))


def save(path: str, texts: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Write lines into a new file for this person only, whole or not at all.

    Raises:
        FileExistsError: there is a file of this name.
        OSError: it cannot be written.
    """
    place = os.path.dirname(path) or os.curdir
    if not os.path.isdir(place):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), place)
    new = os.path.join(place, f".coach-{os.urandom(8).hex()}.new")
    try:
        with created(new, never_before=True) as file:
            file.write("".join(f"{text}\n" for text in texts).encode(encoding))
        _name(new, path)
    finally:
        with suppress(FileNotFoundError):
            os.remove(new)


def _name(new: str, path: str) -> None:
    """Give a file its name, which another may have got meanwhile."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        os.rename(new, path)
