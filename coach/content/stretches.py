"""Reads stretches.toml, and complains about everything that is not as it has to be."""

import os
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, cast

from coach.content.stretching import Library, Move, Routine, Stretch

FILE = os.path.join(os.path.dirname(__file__), "stretches.toml")

STRENGTHS = ("strong", "moderate", "weak", "expert", "none")
POSITIONS = ("standing", "seated", "bed")
SIDES = ("both", "left-right")


class ContentError(Exception):
    """The content is not what it has to be; the text names the entry and the field."""


@cache
def library() -> Library:
    """The content that comes with coach, read when first asked for."""
    with open(FILE, encoding="utf-8") as file:
        return read(file.read())


def read(text: str) -> Library:
    """Read content from TOML.

    Raises:
        ContentError: something is missing, unknown or of the wrong kind.
    """
    import tomli  # noqa: PLC0415 - late, as everywhere

    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ContentError(str(error)) from error
    entries = [_Entry("stretch", fields) for fields in document.get("stretch", ())]
    routines = [_Entry("routine", fields) for fields in document.get("routine", ())]
    _refuse_twins([*entries, *routines])
    known: dict[str, Stretch] = {}
    for entry in sorted(entries, key=lambda entry: "seated" in entry.fields):
        known[entry.id] = _stretch(entry, known)
    return Library(
        stretches={entry.id: known[entry.id] for entry in entries},
        routines={entry.id: _routine(entry, known) for entry in routines},
        cautions=_Entry("file", {**document, "id": "stretches.toml"}).texts("cautions"),
    )


def _refuse_twins(entries: list["_Entry"]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise entry.wrong("stands twice")
        seen.add(entry.id)


class _Entry:
    """One table of the file; every complaint names it."""

    def __init__(self, noun: str, fields: dict[str, Any]) -> None:
        self.noun = noun
        self.fields = fields
        self.id = str(fields.get("id", "?"))
        self.read: set[str] = set()

    def wrong(self, what: str) -> ContentError:
        """A complaint."""
        return ContentError(f'{self.noun} "{self.id}": {what}')

    def take(self, name: str, fits: Callable[[Any], bool]) -> Any:  # noqa: ANN401 - TOML
        """One field's value.

        Raises:
            ContentError: it is missing or does not fit.
        """
        self.read.add(name)
        if name not in self.fields:
            raise self.wrong(f"{name} is missing")
        if not fits(self.fields[name]):
            raise self.wrong(f"{name} cannot be {self.fields[name]!r}")
        return self.fields[name]

    def text(self, name: str) -> str:
        """Some words."""
        return str(self.take(name, _is_text))

    def texts(self, name: str) -> tuple[str, ...]:
        """Some sentences."""
        return tuple(self.take(name, lambda value: bool(value) and _all_texts(value)))

    def count(self, name: str, least: int = 1) -> int:
        """A whole number."""
        return int(self.take(name, lambda value: type(value) is int and value >= least))

    def flag(self, name: str) -> bool:
        """True, or false where left out."""
        return name in self.fields and bool(self.take(name, lambda value: type(value) is bool))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """A word of a list."""
        return str(self.take(name, lambda value: value in known))

    def finish(self) -> None:
        """Complain about what nobody asked for: a slip of the hand.

        Raises:
            ContentError: there is such a field.
        """
        for name in self.fields:
            if name not in self.read:
                raise self.wrong(f"{name} is not known")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _all_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(entry) for entry in value)


def _stretch(entry: _Entry, known: dict[str, Stretch]) -> Stretch:
    sides = entry.one_of("sides", SIDES)
    stretch = Stretch(
        id=entry.text("id"),
        name=entry.text("name"),
        target=entry.text("target"),
        hold=entry.count("hold"),
        rest=entry.count("rest"),
        change=entry.count("change", least=1 if sides == "left-right" else 0),
        reps=entry.count("reps"),
        sides=cast('Literal["both", "left-right"]', sides),
        position=cast('Literal["standing", "seated", "bed"]', entry.one_of("position", POSITIONS)),
        cues=entry.texts("cues"),
        during=entry.texts("during"),
        caution=entry.text("caution"),
        drawing=tuple(entry.text("drawing").split("\n")),
        source=entry.text("source"),
        strength=entry.one_of("strength", STRENGTHS),
        which=entry.text("which") if sides == "left-right" else "",
        moving=entry.flag("moving"),
        daytime=entry.flag("daytime"),
        not_with=frozenset(entry.texts("not_with")) if "not_with" in entry.fields else frozenset(),
        seated=known[entry.one_of("seated", tuple(known))] if "seated" in entry.fields else None,
    )
    entry.finish()
    return stretch


def _routine(entry: _Entry, known: dict[str, Stretch]) -> Routine:
    def is_tables(value: object) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)

    routine = Routine(
        id=entry.text("id"),
        name=entry.text("name"),
        minutes=entry.count("minutes"),
        moves=tuple(_move(entry, fields, known) for fields in entry.take("moves", is_tables)),
        note=entry.text("note"),
        source=entry.text("source"),
        strength=entry.one_of("strength", STRENGTHS),
    )
    entry.finish()
    return routine


def _move(routine: _Entry, fields: dict[str, Any], known: dict[str, Stretch]) -> Move:
    entry = _Entry("routine", {**fields, "id": routine.id})
    entry.read.add("id")
    stretch = known[entry.one_of("stretch", tuple(known))]
    move = Move(stretch, entry.count("hold"), entry.count("reps"))
    entry.finish()
    return move
