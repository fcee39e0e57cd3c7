"""TOML documents of every shape, with the line on which each key and element was written."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from coach.config.values import Path

T = TypeVar("T")

SCALARS = (
    "1", "-2.5e3", "0xff", "true", "nan", "2026-11-22", "2026-11-22 22:30:00", "22:30:00",
    '""', "''", '"a # b"', "'a ] } , b'", '"\\" # \\\\"', '"= [x]"', "'\\'",
)  # fmt: skip
LONG_TEXTS = (
    '"""\n[not.a.table]\nx = 1 # no\n"""', "'''\n[[no]]\r\n''x'' \\'''", '""""quoted""""',
    '"""a \\""" b\n\n"""', '"""\\\n   folded"""', '""""""', "''''''",
)  # fmt: skip
SPACES = st.sampled_from(("", " ", "\t "))
REMARKS = st.sampled_from(("", " # [remark] x = 1", "#"))
DEEPEST = 3


class Document(NamedTuple):
    """A text, and where everything in it was written."""

    text: str
    places: dict[Path, int]


class _Writer:
    """Writes a document piece by piece, noting the lines."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw
        self._names = 0
        self.text = ""
        self.places: dict[Path, int] = {}
        self.lists: dict[Path, int] = {}
        """The last position in each list of tables."""
        self.spelled: dict[Path, str] = {}
        """How the header of each is spelled."""

    def document(self) -> Document:
        self.gap()
        self.pairs(())
        for _ in range(self.count(4)):
            self.pairs(self.header())
        return Document(self.text, self.places)

    def header(self) -> Path:
        """A new table, listed or not, on its own or below a list that is there."""
        under = self.choice(((), *self.lists))
        listed = self.yes()
        if not (listed and under and self.yes()):
            under = self.below(under)
        self.write(self.spaces())
        self.mark(under)
        spelled = self.spelled[under]
        self.write(f"[[{spelled}]]" if listed else f"[{spelled}]")
        path = self.listed(under) if listed else under
        self.end_line()
        return path

    def below(self, under: Path) -> Path:
        """A new name below the last table of a list, or at the top."""
        names = [self.name() for _ in range(1 + self.count(1))]
        above = (self.spelled[under],) if under else ()
        path = (*self.latest(under), *(key for _, key in names))
        self.spelled[path] = ".".join((*above, *(spelled for spelled, _ in names)))
        return path

    def listed(self, path: Path) -> Path:
        """One more table of a list; what stood below the one before is out of reach now."""
        position = self.lists.get(path, -1) + 1
        self.lists = {p: n for p, n in self.lists.items() if p[: len(path)] != path}
        self.lists[path] = position
        self.mark((*path, position))
        return (*path, position)

    def latest(self, path: Path) -> Path:
        return (*path, self.lists[path]) if path else ()

    def pairs(self, table: Path) -> None:
        for _ in range(self.count(3)):
            self.write(self.spaces())
            self.pair(table, 0)
            self.end_line()

    def pair(self, table: Path, depth: int) -> None:
        names = [self.name() for _ in range(1 + self.count(2))]
        for length in range(1, len(names) + 1):
            self.mark((*table, *(key for _, key in names[:length])))
        dot = self.spaces() + "." + self.spaces()
        self.write(dot.join(spelled for spelled, _ in names))
        self.write(self.spaces() + "=" + self.spaces())
        self.value((*table, *(key for _, key in names)), depth)

    def value(self, path: Path, depth: int) -> None:
        kinds = ("scalar", "long") + (("array", "inline") if depth < DEEPEST else ())
        match self.choice(kinds):
            case "scalar":
                self.write(self.choice(SCALARS))
            case "long":
                self.write(self.choice(LONG_TEXTS))
            case "array":
                self.array(path, depth)
            case _:
                self.inline(path, depth)

    def array(self, path: Path, depth: int) -> None:
        self.write("[")
        self.gap()
        length = self.count(3)
        for position in range(length):
            self.mark((*path, position))
            self.value((*path, position), depth + 1)
            self.gap()
            if position < length - 1 or self.yes():
                self.write(",")
                self.gap()
        self.write("]")

    def inline(self, path: Path, depth: int) -> None:
        self.write("{" + self.spaces())
        for position in range(self.count(2)):
            self.write("," + self.spaces() if position else "")
            self.pair(path, depth + 1)
            self.write(self.spaces())
        self.write("}")

    def name(self) -> tuple[str, str]:
        """A key that nothing else has: as it is spelled, and as it is meant."""
        self._names += 1
        word = f"k{self._names}"
        forms = (
            (word, word),
            (f'"{word} . #"', f"{word} . #"),
            (f"'{word} = \"'", f'{word} = "'),
            (f'"\\u00e9\\"{word}"', f'é"{word}'),
        )
        return self.choice(forms)

    def gap(self) -> None:
        """Where line breaks and remarks may stand."""
        for _ in range(self.count(2)):
            self.end_line()
        self.write(self.spaces())

    def end_line(self) -> None:
        self.write(self._draw(REMARKS) + self.choice(("\n", "\r\n")))

    def mark(self, path: Path) -> None:
        self.places.setdefault(path, self.text.count("\n") + 1)

    def write(self, text: str) -> None:
        self.text += text

    def spaces(self) -> str:
        return self._draw(SPACES)

    def yes(self) -> bool:
        return self._draw(st.booleans())

    def count(self, most: int) -> int:
        return self.choice(range(most + 1))

    def choice(self, options: Sequence[T]) -> T:
        return self._draw(st.sampled_from(options))


@st.composite
def documents(draw: DrawFn) -> Document:
    """A document of every shape that a config could have."""
    return _Writer(draw).document()
