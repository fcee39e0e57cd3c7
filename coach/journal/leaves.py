"""The leaves: files of lines that bridge the time since the last copy; see backups.py."""

import os
from contextlib import suppress

from coach.journal import lines


def leaves(folder: str) -> list[str]:
    """The paths of what was kept lately, oldest first; the last is the one that is written to."""
    return [*old(folder), os.path.join(folder, lines.RECENT)]


def old(folder: str) -> list[str]:
    """The paths of leaves that are not written to any more, oldest first."""
    with suppress(OSError):
        names = filter(_number, os.listdir(folder))
        return [os.path.join(folder, name) for name in sorted(names, key=_number)]
    return []


def is_leaf(name: str) -> bool:
    """Whether a file of this name is a leaf."""
    return name == lines.RECENT or _number(name) > 0


def next_leaf(folder: str) -> str:
    """The path under which the leaf that is written to is kept when a new one begins."""
    number = max(map(_number, os.listdir(folder)), default=0) + 1
    return os.path.join(folder, f"recent.{number}.jsonl")


def turn_over(folder: str) -> None:
    """Have what is kept from now on go to a new leaf."""
    with suppress(FileNotFoundError):
        os.rename(os.path.join(folder, lines.RECENT), next_leaf(folder))
    with suppress(OSError):
        lines.append(os.path.join(folder, lines.RECENT), ())


def _number(name: str) -> int:
    """The number of a leaf that was renamed; 0 for any other file."""
    parts = name.split(".")
    is_one = len(parts) == 3 and parts[0] == "recent" and parts[2] == "jsonl"  # noqa: PLR2004
    return int(parts[1]) if is_one and parts[1].isdecimal() else 0
