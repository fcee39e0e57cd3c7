"""Held facts, kept beside a journal that cannot take them: a kill must not lose them."""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime

from coach.core.model import Fact
from coach.journal import codec

NAME = "held.jsonl"


class Spill:
    """One small file, in the first of some folders that takes it."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._paths = [os.path.join(folder, NAME) for folder in folders]

    def write(self, facts: Sequence[Fact]) -> bool:
        """Keep all that is held; False where no folder takes it."""
        text = "".join(f"{_line(fact)}\n" for fact in facts)
        return any(_written(path, text) for path in self._paths)

    def read(self) -> tuple[Fact, ...]:
        """What an earlier process held."""
        return tuple(fact for path in self._paths for fact in _facts(path))

    def clear(self) -> None:
        """Nothing is held any more."""
        for path in self._paths:
            with suppress(OSError):
                os.remove(path)


def _line(fact: Fact) -> str:
    kind, body = codec.kind_of(fact.event), codec.encode(fact.event)
    return json.dumps([fact.id, fact.at.isoformat(), fact.night.isoformat(), kind, body])


def _written(path: str, text: str) -> bool:
    try:
        fresh = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(fresh, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(f"{path}.new", path)
    except OSError:
        return False
    return True


def _facts(path: str) -> list[Fact]:
    facts = []
    with suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            with suppress(ValueError, KeyError, TypeError):  # a torn line is not a fact
                fact_id, at, night, kind, body = json.loads(line)
                event = codec.decode(kind, body)
                facts.append(
                    Fact(fact_id, datetime.fromisoformat(at), date.fromisoformat(night), event)
                )
    return facts
