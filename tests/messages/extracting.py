"""Every sentence that can be translated: what stands in `_`, `n_`, `marked`, and in the content."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "coach"

SHOWN: dict[str, tuple[str, ...]] = {
    "foods.toml": ("sources.*", "food.suggestion"),
    "references.toml": (),
    "signs.toml": ("sources.*", "group.question", "sign.name", "sign.question", "rule.text"),
    "stretches.toml": (
        "cautions",
        "stretch.name",
        "stretch.cues",
        "stretch.which",
        "stretch.during",
        "stretch.caution",
        "routine.name",
        "routine.note",
    ),
    "tips.toml": (
        "sources.*",
        "stretch.text",
        "warm.text",
        "calcium.text",
        "hike.text",
        "trip.text",
        "work.text",
    ),
}
"""What of a content file is shown to a person. `a.b`: the key b of each table a; `a.*`: all."""

SMALL = {"stretch.name"}
"""Shown within a sentence as well, in small letters: a message of its own."""


class Message(NamedTuple):
    """A sentence; `many` where it goes with a count."""

    one: str
    many: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Its one form or its two."""
        return (self.one,) if self.many is None else (self.one, self.many)


@cache
def messages() -> dict[Message, tuple[str, ...]]:
    """Each message with the files in which it stands."""
    found: dict[Message, list[str]] = {}
    for path, message in (*in_code(), *in_content()):
        places = found.setdefault(message, [])
        if path not in places:
            places.append(path)
    return {message: tuple(found[message]) for message in sorted(found, key=_order)}


def _order(message: Message) -> tuple[str, str]:
    return message.one, message.many or ""


def in_code() -> Iterator[tuple[str, Message]]:
    """The messages of the modules."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (texts := _texts(node)):
                yield path.relative_to(ROOT).as_posix(), Message(*texts)


def _texts(call: ast.Call) -> tuple[str, ...]:
    """What stands in a call of ours, where it stands there in full."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    wanted = {"_": 1, "marked": 1, "n_": 2}.get(name, 0)
    texts = tuple(
        argument.value
        for argument in call.args[:wanted]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
    return texts if len(texts) == wanted else ()


def in_content() -> Iterator[tuple[str, Message]]:
    """The messages of the content files."""
    for name, keys in SHOWN.items():
        path = PACKAGE / "content" / name
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        for key in keys:
            for text in _of_content(tree, key):
                yield path.relative_to(ROOT).as_posix(), Message(text)
                if key in SMALL:
                    yield path.relative_to(ROOT).as_posix(), Message(text.lower())


def sources() -> set[str]:
    """The names of documents, which are as hard as they are."""
    trees = (tomllib.loads((PACKAGE / "content" / n).read_text(encoding="utf-8")) for n in SHOWN)
    return {text for tree in trees for text in tree.get("sources", {}).values()}


def _of_content(tree: dict[str, Any], key: str) -> Iterator[str]:
    table, _dot, field = key.partition(".")
    if not field:
        yield from tree[table]
    elif field == "*":
        yield from tree[table].values()
    else:
        for entry in tree[table]:
            told = entry.get(field, ())
            yield from [told] if isinstance(told, str) else told
