"""Our NamedTuple is that of `typing`, made when it is first needed."""

import ast
import copy
import pickle
import typing
from pathlib import Path
from typing import Any

import pytest

from coach.named import NamedTuple

COACH = Path(__file__).parents[1] / "coach"


class Ours(NamedTuple):
    """A walk."""

    title: str
    km: float = 1.5
    tags: tuple[str, ...] = ()

    @property
    def metres(self) -> float:
        return self.km * 1000


class Theirs(typing.NamedTuple):
    """A walk."""

    title: str
    km: float = 1.5
    tags: tuple[str, ...] = ()

    @property
    def metres(self) -> float:
        return self.km * 1000


class Untouched(NamedTuple):
    word: str = "none"


class Empty(NamedTuple):
    """Nothing is in it."""


def told(made: Any) -> list[object]:  # noqa: ANN401 - either class
    one = made("hill", tags=("far",))
    match made("a", 2.0):
        case made(title, km):
            matched = (title, km)
    return [
        tuple(one), one.title, one.km, one.tags, one.metres, one._asdict(),
        tuple(one._replace(km=3.0)), tuple(made._make(["x", 1.0, ()])), hash(one), one[0],
        one == ("hill", 1.5, ("far",)), made._fields, made._field_defaults, made.__match_args__,
        made.__doc__, typing.get_type_hints(made), matched,
        repr(one).partition("(")[2], one.__getnewargs__(), hasattr(one, "__dict__"),
    ]  # fmt: skip


def test_it_does_all_that_theirs_does() -> None:
    assert told(Ours) == told(Theirs)


@pytest.mark.parametrize("values", [(), ("a", 1.0, (), "more")])
def test_it_takes_no_other_values(values: tuple[Any, ...]) -> None:
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*values)
        with pytest.raises(TypeError):
            made("a", weight=1)  # type: ignore[call-arg]


def test_it_can_be_copied_and_put_away() -> None:
    one = Ours("hill")
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_the_first_value_may_be_made_of_a_list() -> None:
    assert "word" not in vars(Untouched)
    assert Untouched._make(["some"]).word == "some"
    assert "word" in vars(Untouched)
    assert Untouched().word == "none"


def test_one_may_be_empty() -> None:
    assert Empty() == ()
    assert not Empty()


def test_all_of_coach_uses_it() -> None:
    for path in COACH.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "typing":
                named = [alias.name for alias in node.names]
                assert "NamedTuple" not in named or path.name == "named.py", path
