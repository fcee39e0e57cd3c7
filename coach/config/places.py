"""Where each key of a TOML text stands: no TOML library tells.

The text has been parsed before, so this scanner may trust that it is well formed.
"""

import re
from bisect import bisect_left

from coach.config.values import Path

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")
# Multi-line forms first: the opening of """ would otherwise read as an empty string.
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def places(text: str) -> dict[Path, int]:
    """The line, counted from 1, on which each key and list element of a TOML text stands."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.newlines = [found.start() for found in re.finditer("\n", text)]
        self.at = 0
        self.table: Path = ()
        self.lengths: dict[Path, int] = {}
        self.found: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.table)
            self._skip(_BLANK)
        return self.found

    def _header(self) -> None:
        listed = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if listed else 1
        keys = self._keys()
        self.at += 2 if listed else 1
        path = self._resolved(keys[:-1])
        path = (*path, keys[-1])
        if listed:
            position = self.lengths.get(path, 0)
            self.lengths[path] = position + 1
            self._mark(path, start)
            path = (*path, position)
        self._mark(path, start)
        self.table = path

    def _resolved(self, keys: list[str]) -> Path:
        """A header's path with the position of the last table of each list on the way."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        start = self.at
        keys = self._keys()
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        path = table
        for key in keys:
            path = (*path, key)
            self._mark(path, start)
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self.text.startswith(".", self.at):
            self.at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip(_SPACE)
        if self.text[self.at] in "\"'":
            key = _unquoted(self._take(_STRING))
        else:
            key = self._take(_BARE)
        self._skip(_SPACE)
        return key

    def _value(self, path: Path) -> None:
        if self.text[self.at] == "[":
            self._list(path)
        elif self.text[self.at] == "{":
            self._inline(path)
        elif self.text[self.at] in "\"'":
            self._take(_STRING)
        else:
            self._take(_SCALAR)

    def _list(self, path: Path) -> None:
        position = 0
        self._enter()
        while self.text[self.at] != "]":
            self._mark((*path, position), self.at)
            self._value((*path, position))
            position += 1
            self._next()
        self.at += 1

    def _inline(self, path: Path) -> None:
        self._enter()
        while self.text[self.at] != "}":
            self._pair(path)
            self._next()
        self.at += 1

    def _enter(self) -> None:
        self.at += 1
        self._skip(_BLANK)

    def _next(self) -> None:
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self._enter()

    def _mark(self, path: Path, at: int) -> None:
        self.found.setdefault(path, bisect_left(self.newlines, at) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not well-formed TOML at character {self.at}")
        self.at = found.end()
        return found[0]


def _unquoted(key: str) -> str:
    import tomli  # noqa: PLC0415 - quoted keys are rare

    (name,) = tomli.loads(f"{key} = 0")
    return name
