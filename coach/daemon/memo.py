"""What was computed last, for a few keys, until what it rests on changes."""

from collections.abc import Callable, Hashable
from operator import eq
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Basis = TypeVar("Basis")
Value = TypeVar("Value")

KEYS = 3
"""Tonight, the night before, and one that a button names."""


class Memo(Generic[Key, Basis, Value]):
    """Values by key, each with what it was computed from."""

    def __init__(self, same: Callable[[Basis, Basis], bool] = eq) -> None:
        self._same = same
        self._known: dict[Key, tuple[Basis, Value]] = {}

    def of(self, key: Key, basis: Basis, compute: Callable[[], Value]) -> Value:
        """The value of a key: computed, unless it was from the same before."""
        known = self._known.get(key)
        if known is not None and self._same(known[0], basis):
            return known[1]
        value = compute()
        self._known.pop(key, None)
        self._known[key] = basis, value
        if len(self._known) > KEYS:
            del self._known[next(iter(self._known))]
        return value
