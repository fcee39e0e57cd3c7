"""Calendar files as they stand on a person's disk."""

from collections.abc import Iterable
from pathlib import Path


def event(uid: str, title: str, *lines: str) -> list[str]:
    """The lines of one event; `lines` say when."""
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"]


def calendar(*events: Iterable[str], header: Iterable[str] = ()) -> bytes:
    """A calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *header]
    for one in events:
        lines += one
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def written(path: Path, *events: Iterable[str], header: Iterable[str] = ()) -> str:
    """The same on disk; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(calendar(*events, header=header))
    return str(path)
