"""Facts as lines of JSON: in the leaf beside the database, and while they wait to be kept.

The leaf has what was kept lately. It takes no sync: written whole at once, it survives the end of
the program and whatever becomes of the database; a power cut is the database's part. Each line
carries a checksum, for it must never put something wrong in the place of something right.
"""

import errno
import json
import os
import stat
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coach.journal.codec import Row

if TYPE_CHECKING:
    from io import BufferedReader

RECENT = "recent.jsonl"
"""The leaf that is written to; older ones are `recent.1.jsonl` and so on."""

_PRIME = 4294967291
_CHECK = b',"check":'
_TAILS = (1 << 11, 1 << 16)
"""Bytes from the end; the usual line is found in the first, the longest by far in the second."""


Line = tuple[int, Row]
"""Where a fact stands in the order of recording, 0 for what is not recorded yet; and the fact."""


def spelled(row: Row) -> str:
    """A fact as one line of JSON."""
    told = {"id": row.id, "at": row.at, "night": row.night, "kind": row.kind}
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"event":{row.body}}}'


def checked(line: Line) -> bytes:
    """A line with its place and a checksum."""
    seq, row = line
    text = f'{{"seq":{seq},{spelled(row)[1:-1]}'.encode()
    return b"%s%s%d}" % (text, _CHECK, _checksum(text))


def parse(text: bytes) -> Line | None:
    """What `checked` wrote; None where that is torn or altered."""
    begin, _, check = text.strip().rpartition(_CHECK)
    try:
        if int(check.removesuffix(b"}")) != _checksum(begin):
            return None
        told = json.loads(begin + b"}")
        return told["seq"], to_row(told)
    except (ValueError, KeyError, TypeError):
        return None


def to_row(told: Mapping[str, object]) -> Row:
    """A row from what `spelled` wrote, parsed; of whatever types its values are.

    Raises:
        KeyError, TypeError: something is missing.
    """
    event = told["event"]
    target = event.get("target") if told["kind"] == "undo" and isinstance(event, dict) else None
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    parts: list[object] = [told["id"], told["at"], told["night"], told["kind"], target, body]
    return Row._make(parts)


def append(path: str, lines: Iterable[Line]) -> None:
    """Add lines to a leaf, in one write.

    Raises:
        OSError: it takes none.
    """
    # Each line is begun, not ended, with a line break: behind one that a full disk cut short,
    # the next is whole again.
    text = b"".join(b"\n" + checked(line) for line in lines)
    how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
    leaf = os.open(path, how, 0o600)
    try:
        os.write(leaf, text)
    finally:
        os.close(leaf)


def read(path: str) -> tuple[Line, ...]:
    """The whole lines of a file, in their order; none where there is no such file."""
    try:
        with regular(path) as file:
            return tuple(filter(None, map(parse, file)))
    except OSError:
        return ()


def last(path: str) -> Line | None:
    """The last whole line of a leaf, as far as it can be read."""
    try:
        with regular(path) as file:
            size = file.seek(0, os.SEEK_END)
            for tail in _TAILS:
                file.seek(max(0, size - tail))
                newest_first = reversed(file.read().splitlines())
                line = next(filter(None, map(parse, newest_first)), None)
                if line is not None:
                    return line
    except OSError:  # none yet
        return None
    return None


def regular(path: str) -> "BufferedReader":
    """A file, to be read; nothing that has no end, or whose beginning one waits for.

    Raises:
        OSError: there is none, or it is something else.
    """
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return os.fdopen(number, "rb")
    os.close(number)
    raise OSError(errno.EINVAL, "it is no ordinary file", path)


def _checksum(text: bytes) -> int:
    """A remainder by a prime: no single altered byte leaves it as it is. Needs no import."""
    return int.from_bytes(text, "big") % _PRIME
