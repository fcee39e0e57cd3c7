"""Where things are kept, by the usual rules of the desktop (XDG base directories)."""

import os
from collections.abc import Mapping

from coach.named import NamedTuple


class Paths(NamedTuple):
    """The person's config file and the folder of everything that coach writes."""

    config: str
    folder: str

    @property
    def database(self) -> str:
        """The journal's file."""
        return os.path.join(self.folder, "journal.db")

    @property
    def lock(self) -> str:
        """Held by the daemon that runs."""
        return os.path.join(self.folder, "daemon.lock")

    @property
    def options(self) -> list[str]:
        """How a command is told of them: the words before its name."""
        return ["--config", self.config, "--data", self.folder]


def find(environ: Mapping[str, str], config: str | None = None, data: str | None = None) -> Paths:
    """The paths in force: told, from the environment, or the usual ones.

    https://specifications.freedesktop.org/basedir-spec/latest/
    """
    return Paths(
        config=_absolute(config or environ.get("COACH_CONFIG"))
        or os.path.join(_base(environ, "XDG_CONFIG_HOME", ".config"), "coach", "config.toml"),
        folder=_absolute(data or environ.get("COACH_DATA"))
        or os.path.join(_base(environ, "XDG_DATA_HOME", ".local/share"), "coach"),
    )


def _base(environ: Mapping[str, str], variable: str, fallback: str) -> str:
    told = environ.get(variable, "")
    # The specification: a relative path in the variable is to be ignored.
    return told if os.path.isabs(told) else os.path.join(os.path.expanduser("~"), fallback)


def _absolute(path: str | None) -> str | None:
    return os.path.abspath(os.path.expanduser(path)) if path else None


if __name__ == "__main__":
    print(find(os.environ).config)  # noqa: T201 - for the Makefile
