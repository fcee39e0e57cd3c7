# ruff: noqa: ANN401 - a class that is not there yet has no type
"""NamedTuple, as `typing` has it, whose class is finished when its first value is made.

A command defines fifty of them and uses few. What `typing` does for each at once, most of it to
compile a constructor, cost `coach done` a tenth of its time (docs/decisions.md).
"""

import sys
from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 14):  # from 3.14 on, annotations are lazy themselves
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - handed on
else:

    class _Maker(type):
        """Turns the body of a class into a tuple with names."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            """A class as it was written; `NamedTuple` itself stays what it is."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            named = {
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__slots__": (),
            }
            return type(name, (_Unfinished,), {**named, **body})

    class _Unfinished(tuple):
        """Becomes a whole named tuple with its first value."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Any:
            _finish(cls)
            return cls(*values, **named)

        @classmethod
        def _make(cls, values: Any) -> Any:
            _finish(cls)
            return cls._make(values)

    def _finish(unfinished: Any) -> None:
        whole = namedtuple(  # noqa: PYI024 - what typing makes of a class as well
            unfinished.__name__,
            unfinished._fields,
            defaults=tuple(unfinished._field_defaults.values()),
        )
        for name, member in vars(whole).items():
            if name not in vars(unfinished):
                setattr(unfinished, name, member)

    class NamedTuple(metaclass=_Maker):
        """The base to write: `class Card(NamedTuple): ...`."""
