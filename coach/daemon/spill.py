"""Held facts, kept beside a journal that cannot take them: a kill must not lose them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from coach.core.model import Fact
from coach.journal import codec, lines

NAME = "held.jsonl"


class Spill:
    """One small file, in the first of some folders that takes it."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._paths = [os.path.join(folder, NAME) for folder in folders]

    def write(self, facts: Sequence[Fact]) -> bool:
        """Keep all that is held; False where no folder takes it."""
        text = b"".join(lines.checked((0, codec.to_row(fact))) + b"\n" for fact in facts)
        return any(_written(path, text) for path in self._paths)

    def read(self) -> tuple[Fact, ...]:
        """What an earlier process held."""
        return tuple(fact for path in self._paths for fact in _facts(path))

    def clear(self) -> None:
        """Nothing is held any more."""
        for path in self._paths:
            with suppress(OSError):
                os.remove(path)


def _written(path: str, text: bytes) -> bool:
    try:
        fresh = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(fresh, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(f"{path}.new", path)
    except OSError:
        return False
    return True


def _facts(path: str) -> Iterator[Fact]:
    for _, row in lines.read(path):
        with suppress(ValueError, KeyError, TypeError):  # of a newer version
            yield codec.from_row(row)
