"""The calendar files of a folder, as vdirsyncer and desktop calendars lay them out."""

import os
from collections.abc import Iterator

from coach.named import NamedTuple
from coach.wording import calendar_files as words

MOST_FILES = 20_000
DEEPEST = 4
"""Folders in folders."""

ENDINGS = (".ics", ".ical")


class Problem(NamedTuple):
    """What could not be read."""

    path: str
    message: str


class Listed(NamedTuple):
    """What a configured path stands for."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    """Where a change would matter."""
    problems: tuple[Problem, ...]


def listed(path: str) -> Listed:
    """A file itself; of a folder, its calendars and those of the folders in it."""
    if not os.path.isdir(path):
        return Listed((path,), (os.path.dirname(os.path.abspath(path)),), ())
    problems: list[Problem] = []
    folders: list[str] = []
    files: list[str] = []
    for here, names in _walked(path, problems):
        folders.append(here)
        files += [os.path.join(here, name) for name in sorted(names) if _is_calendar(name)]
        if len(files) > MOST_FILES:
            problems.append(Problem(path, words.too_many_files(MOST_FILES)))
            break
    return Listed(tuple(files[:MOST_FILES]), tuple(folders), tuple(problems))


def _walked(path: str, problems: list[Problem]) -> Iterator[tuple[str, list[str]]]:
    def unopened(error: OSError) -> None:
        problems.append(Problem(str(error.filename), words.not_read(error.strerror or "")))

    for here, inside, names in os.walk(path, onerror=unopened):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        if os.path.relpath(here, path).count(os.sep) >= DEEPEST:
            inside.clear()
        yield here, names


def _is_calendar(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not name.startswith(".")
