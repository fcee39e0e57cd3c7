"""What kind of file something is: told by how it begins, never by its name."""

import os
import re
from typing import Literal

from coach.journal.lines import regular

Kind = Literal["journal", "gpx", "tcx", "fit", "calendar", "packed", "table", "empty", "unknown"]
"""A table is an export of coach for a spreadsheet."""

HEAD = 64 * 1024
"""Bytes that are looked at; comments and declarations may stand before the first element."""

_JOURNAL = (b"SQLite format 3\0", b"{")
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")
_TABLE = b"id,at,night,kind,"
_FIT = slice(8, 12)
_ELEMENTS: tuple[tuple[bytes, Kind], ...] = (
    (b"gpx", "gpx"),
    (b"TrainingCenterDatabase", "tcx"),
)
_FIRST_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NOT_ELEMENTS = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


def kind_of(path: str) -> Kind:
    """The kind of a file.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    with regular(path) as file:
        return kind(file.read(HEAD), os.fstat(file.fileno()).st_size)


def kind(head: bytes, size: int) -> Kind:
    """The kind of what begins so.

    Args:
        head: The first bytes, `HEAD` at most.
        size: Bytes of the whole.
    """
    if not size or not head.strip():
        return "empty"
    if head[_FIT] == b".FIT":
        return "fit"
    if head.startswith(_PACKED):
        return "packed"
    text = _as_text(head).lstrip()
    if text.startswith(_JOURNAL):
        return "journal"
    if text.startswith(_TABLE):
        return "table"
    if text[:15].upper() == b"BEGIN:VCALENDAR":
        return "calendar"
    return _of_xml(text)


def _of_xml(text: bytes) -> Kind:
    if not text.startswith(b"<"):
        return "unknown"
    first = _FIRST_ELEMENT.search(_NOT_ELEMENTS.sub(b"", text))
    return dict(_ELEMENTS).get(first[1], "unknown") if first else "unknown"


def _as_text(head: bytes) -> bytes:
    """Without the mark of its encoding; of two-byte letters, those that ASCII has."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
