"""The content files, read when first asked for and then kept; a mistake in one is an error."""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from coach.content.entries import BrokenContent, Entry
from coach.content.nouns import (
    ABSORPTIONS,
    FOOD_TAGS,
    TOPICS,
    Absorption,
    Condition,
    Food,
    Reference,
    Tip,
    Tips,
    Topic,
)
from coach.core.model import AVOIDABLE, NOTABLE
from coach.wording.translating import _

NOTHING: frozenset[str] = frozenset()
FROM_ANIMALS = frozenset({"dairy", "fish", "meat"})


@cache
def foods() -> tuple[Food, ...]:
    """Every food of the table."""
    return read_foods(text_of("foods.toml"))


@cache
def tips() -> Tips:
    """Every tip."""
    return read_tips(text_of("tips.toml"))


@cache
def references() -> tuple[Reference, ...]:
    """Every calcium reference."""
    return read_references(text_of("references.toml"))


def read_foods(text: str) -> tuple[Food, ...]:
    """Read a file of foods.

    Raises:
        BrokenContent: it has a mistake; the message names the entry.
    """
    tree = parse("foods.toml", text, ("sources", "food"))
    sources = tree["sources"]
    entries = [Entry("foods.toml", table, prefix="food/") for table in tree["food"]]
    all_different("foods.toml", (entry.id for entry in entries))
    return tuple(_food(entry, sources) for entry in entries)


def read_tips(text: str) -> Tips:
    """Read a file of tips.

    Raises:
        BrokenContent: it has a mistake; the message names the entry.
    """
    tree = parse("tips.toml", text, ("sources", "careful", *TOPICS))
    careful = _careful(tree["careful"])
    found = {
        topic: tuple(_tip(topic, table, careful[topic], tree["sources"]) for table in tree[topic])
        for topic in TOPICS
    }
    all_different("tips.toml", (tip.id for listed in found.values() for tip in listed))
    for topic, listed in found.items():
        if sum(tip.last for tip in listed) != 1:
            raise BrokenContent(f"tips.toml: {topic}: one tip has to be the last, and only one")
    return Tips(careful, found)


def read_references(text: str) -> tuple[Reference, ...]:
    """Read a file of calcium references.

    Raises:
        BrokenContent: it has a mistake; the message names the entry.
    """
    tree = parse("references.toml", text, ("sources", "reference"))
    entries = [Entry("references.toml", table) for table in tree["reference"]]
    all_different("references.toml", (entry.id for entry in entries))
    return tuple(_reference(entry, tree["sources"]) for entry in entries)


def _food(entry: Entry, sources: Mapping[str, str]) -> Food:
    number = entry.word("ndb", "")
    food = Food(
        id=entry.id,
        name=entry.word("name"),
        serving=entry.word("serving"),
        grams=entry.number("grams"),
        mg=entry.number("mg"),
        tags=entry.words("tags", FOOD_TAGS),
        contains=_contains(entry),
        absorption=cast("Absorption", entry.one_of("absorption", ABSORPTIONS)),
        suggestion=entry.word("suggestion", ""),
        note=entry.word("note", ""),
        never=entry.condition("never"),
        source=entry.source(sources)
        + (_(", no. {number}").format(number=number) if number else ""),
        strength=entry.strength(),
    )
    entry.close()
    if food.suggestion and not food.counted:
        entry.broken("a food of which little is absorbed is never suggested")
    return food


def _tip(
    topic: Topic, table: Mapping[str, Any], careful: frozenset[str], sources: Mapping[str, str]
) -> Tip:
    entry = Entry("tips.toml", table, prefix=f"{topic}/")
    tip = Tip(
        id=entry.id,
        topic=topic,
        text=entry.word("text"),
        contains=_contains(entry),
        only=entry.condition("only"),
        never=entry.condition("never"),
        fits=entry.words("fits", sorted(careful)),
        today=entry.flag("today"),
        last=entry.flag("last"),
        source=entry.source(sources),
        strength=entry.strength(),
    )
    entry.close()
    if tip.last and (tip.contains, tip.only, tip.never) != (NOTHING, Condition(), Condition()):
        entry.broken("the last tip of a topic has no conditions")
    return tip


def _careful(table: Mapping[str, Any]) -> dict[Topic, frozenset[str]]:
    entry = Entry("tips.toml", {"id": "careful", **table})
    found: dict[Topic, frozenset[str]] = {topic: entry.words(topic, NOTABLE) for topic in TOPICS}
    entry.close()
    return found


def _reference(entry: Entry, sources: Mapping[str, str]) -> Reference:
    reference = Reference(
        id=entry.id,
        body=entry.word("body"),
        from_age=entry.number("from_age"),
        to_age=entry.whole("to_age", optional=True),
        low=entry.number("low"),
        high=entry.number("high"),
        source=entry.source(sources),
        strength=entry.strength(),
    )
    entry.close()
    if reference.low > reference.high:
        entry.broken("low is above high")
    return reference


def _contains(entry: Entry) -> frozenset[str]:
    found = entry.words("contains", AVOIDABLE)
    if found & FROM_ANIMALS and "animal" not in found:
        entry.broken("what contains dairy, fish or meat contains animal as well")
    return found


def text_of(name: str) -> str:
    """The text of a content file."""
    path = os.path.join(os.path.dirname(__file__), name)
    with open(path, encoding="utf-8") as file:
        return file.read()


def parse(file: str, text: str, expected: tuple[str, ...]) -> dict[str, Any]:
    """Read TOML with just these tables at the top.

    Raises:
        BrokenContent: it is no TOML, or has others.
    """
    import tomli  # noqa: PLC0415 - a command that shows no content does without it

    try:
        tree = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BrokenContent(f"{file}: {error}") from error
    if set(tree) != set(expected):
        raise BrokenContent(f"{file}: has {sorted(tree)}, not {sorted(expected)}")
    return tree


def all_different(file: str, ids: Iterable[str]) -> None:
    """Make sure that no id stands twice.

    Raises:
        BrokenContent: one does.
    """
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise BrokenContent(f"{file}: {name}: there are two")
        seen.add(name)
