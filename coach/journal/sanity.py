"""Whether a row is something that this program could have written.

For rows from outside: a file that somebody edited, a page that a disk altered. What is let in here
is folded at every turn, so one instant without an offset would stop the daemon for good.
"""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from coach.core.model import Fact, Undo
from coach.journal import codec
from coach.journal.codec import Row

_YEARS = range(1900, 2200)


def sane(row: Row) -> Fact:
    """The fact in a row.

    Raises:
        ValueError: it is none; the text says what is wrong with it.
    """
    if not all(_fits(part, str) for part in (row.id, row.at, row.night, row.kind, row.body)):
        raise ValueError("a part of it is not text")
    try:
        fact = codec.from_row(row)
    except KeyError:
        raise ValueError(f"this version knows no entry of the kind {row.kind!r}") from None
    except (TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not row.id:
        raise ValueError("it has no id")
    if not (_fits(fact.at, datetime) and _fits(fact.night, date)):
        raise ValueError("its time has no offset, or is not of our days")
    kind: Any = type(fact.event)
    for name, hint in _fields(kind).items():
        if not _fits(getattr(fact.event, name), hint):
            raise ValueError(f"{name} cannot be {getattr(fact.event, name)!r}")
    if row.target != (fact.event.target if isinstance(fact.event, Undo) else None):
        raise ValueError("it does not say what it takes back")
    return fact


def readable(row: Row) -> bool:
    """Whether a row can be read, or is a sound one of a version that knows more."""
    try:
        codec.from_row(row)
    except KeyError:
        return row.kind not in codec.KINDS
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return False
    return True


@cache
def _fields(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401, PLR0911 - a type; a table of types
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in inside)
    if origin is Literal:
        return isinstance(value, str) and value in inside
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(one, inside[0]) for one in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(
            _fits(key, inside[0]) and _fits(one, inside[1]) for key, one in value.items()
        )
    if hint is datetime:
        return isinstance(value, datetime) and bool(value.tzinfo) and value.year in _YEARS
    if hint is date:
        return type(value) is date and value.year in _YEARS
    if hint is float:
        return type(value) in (int, float) and isfinite(value)  # type: ignore[arg-type]
    if hint is str:
        return isinstance(value, str) and _is_text(value)
    return type(value) is hint


def _is_text(value: str) -> bool:
    """A lone half of a character, which JSON can spell, cannot be kept."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
