"""One entry of a content file, read strictly: each key once, none unknown, none missing."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from coach.content.nouns import STRENGTHS, Condition
from coach.core.model import NOTABLE
from coach.wording.translating import _


class BrokenContent(Exception):
    """A content file has a mistake; says which entry and what is wrong."""


class Entry:
    """A table of the file, from which each key is taken once."""

    def __init__(self, file: str, table: Mapping[str, Any], *, prefix: str = "") -> None:
        self._file = file
        self._left = dict(table)
        self.id = prefix + str(table.get("id", "an entry without id"))
        self.word("id")

    def broken(self, why: str) -> NoReturn:
        """Say what is wrong with this entry."""
        raise BrokenContent(f"{self._file}: {self.id}: {why}")

    def word(self, key: str, default: str | None = None) -> str:
        """Take a text; without a default it is required and not empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.broken(f"{key} is not a text")
        if value != value.strip():
            self.broken(f"{key} begins or ends with a space")
        return value

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """Take one of the known words."""
        value = self.word(key)
        if value not in known:
            self.broken(f"{key} is {value!r}, not one of {', '.join(known)}")
        return value

    def words(self, key: str, known: Sequence[str]) -> frozenset[str]:
        """Take a list of known words; none where the key is absent."""
        value = self._take(key, [])
        if not isinstance(value, list) or len(set(value)) < len(value):
            self.broken(f"{key} is not a list of different words")
        for item in value:
            if item not in known:
                self.broken(f"{key} has {item!r}, not one of {', '.join(known)}")
        return frozenset(value)

    def whole(self, key: str, *, optional: bool = False) -> int | None:
        """Take a whole number that is not negative."""
        if optional and key not in self._left:
            return None
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.broken(f"{key} is not a whole number")
        return value

    def number(self, key: str) -> int:
        """Take a whole number that has to be there."""
        return self.whole(key) or 0

    def flag(self, key: str) -> bool:
        """Take true or false; false where the key is absent."""
        value = self._take(key, default=False)
        if not isinstance(value, bool):
            self.broken(f"{key} is neither true nor false")
        return value

    def condition(self, key: str) -> Condition:
        """Take notes and bounds of age; no condition where the key is absent."""
        if key not in self._left:
            return Condition()
        table = self._take(key)
        if not isinstance(table, dict) or not table:
            self.broken(f"{key} is not a table with a condition")
        inner = Entry(self._file, {"id": f"{self.id}: {key}", **table})
        found = Condition(
            inner.words("notes", NOTABLE),
            inner.whole("from_age", optional=True),
            inner.whole("to_age", optional=True),
        )
        inner.close()
        return found

    def source(self, sources: Mapping[str, str]) -> str:
        """Take one or more keys of the file's list of sources, spelled out, as they are shown."""
        value = self._take("source")
        keys = value if isinstance(value, list) else [value]
        if not keys:
            self.broken("source is empty")
        for key in keys:
            if key not in sources:
                self.broken(f"source {key!r} is not in the list of sources")
        return "; ".join(_(sources[key]) for key in keys)

    def strength(self) -> str:
        """Take how strong the evidence is."""
        return self.one_of("strength", STRENGTHS)

    def close(self) -> None:
        """Make sure that nothing is left."""
        if self._left:
            self.broken(f"unknown: {', '.join(self._left)}")

    def _take(self, key: str, default: object = None) -> Any:  # noqa: ANN401 - as TOML has it
        if key in self._left:
            return self._left.pop(key)
        if default is None:
            self.broken(f"{key} is missing")
        return default
