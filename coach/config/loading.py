"""The config that is in force: the person's file, or the last good one where it has mistakes.

The person's file is only ever read here. The last good text is kept beside the journal, so
that commands and a restarted daemon follow the same config as the daemon that runs.
"""

import os
import stat
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal

from coach.config.reading import LARGEST, Problem, Reading, read
from coach.core.model import Config
from coach.named import NamedTuple
from coach.wording.translating import _

LAST_GOOD = "last-good.toml"


class Loaded(NamedTuple):
    """What is in force, and what is wrong with the person's file."""

    config: Config | None
    """None where nothing usable was ever written."""
    source: Literal["file", "last good", "good parts", "nothing"]
    problems: tuple[Problem, ...]
    written: datetime | None
    """When the text in force was written."""
    data: bytes
    """The person's file, as read."""


def load(path: str, folder: str) -> Loaded:
    """Read the config that is in force.

    Args:
        path: The person's file.
        folder: The data folder, with the last good text.
    """
    reading, written, data = _read(path)
    if reading.config is not None and not reading.problems:
        return Loaded(reading.config, "file", (), written, data)
    spare, kept, _ = _read(os.path.join(folder, LAST_GOOD))
    if spare.config is not None and not spare.problems:
        return Loaded(spare.config, "last good", reading.problems, kept, data)
    source: Literal["good parts", "nothing"] = "good parts" if reading.config else "nothing"
    return Loaded(reading.config, source, reading.problems, written, data)


def keep_last_good(loaded: Loaded, folder: str) -> None:
    """Keep the text of a config without mistakes, with the time at which it was written.

    Raises:
        OSError: it could not be written; the last one is untouched.
    """
    if loaded.source != "file":
        return
    path = os.path.join(folder, LAST_GOOD)
    with suppress(OSError), open(path, "rb") as kept:
        if kept.read(LARGEST + 1) == loaded.data:
            return
    fresh = f"{path}.new"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(loaded.data)
    if loaded.written is not None:
        os.utime(fresh, (loaded.written.timestamp(),) * 2)
    os.replace(fresh, path)


def _read(path: str) -> tuple[Reading, datetime | None, bytes]:
    """Read one file, whatever stands there: nothing, a folder, a pipe, 100 MB."""
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                return (
                    _wrong(path, _("this is not a file"), _("a config is a text file")),
                    None,
                    b"",
                )
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return (
            _wrong(path, _("there is no config here yet"), _("write one with: coach init")),
            None,
            b"",
        )
    except IsADirectoryError:
        return _wrong(path, _("this is a folder"), _("name the config file in it")), None, b""
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        wrong = _("the file cannot be read ({reason})").format(reason=reason)
        return _wrong(path, wrong, _("check who may read it with: ls -l")), None, b""
    return read(data, path), datetime.fromtimestamp(about.st_mtime, UTC), data


def _wrong(path: str, message: str, hint: str) -> Reading:
    return Reading(None, (Problem(path, 0, "", message, hint),))
