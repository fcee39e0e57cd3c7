"""Every setting in plain words: `python -m coach.config.reference` prints docs/config.md."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from coach.config.options import TABLES, Option, Table
from coach.config.values import EVERY_DAY
from coach.core.model import Anchored

_INTRO = """\
# Every setting

Your settings are a short text file. `coach init` writes one for you and says where: usually
`~/.config/coach/config.toml`. Open it with any text editor, change what you like and save; coach
reads it within a second. Then type

```
coach check
```

It names every mistake with its line and what to write instead. A mistake stops nothing: until it
is mended, your last good settings stay in force.

How to write it:

- One setting on each line: `name = value`. What follows a `#` is a note to yourself.
- Words and times stand in straight quotes: `"22:30"`. Numbers, `true` and `false` do not.
- A line such as `[person]` begins a group; what stands below belongs to it. Settings without a
  group come first, above all groups.
- Durations read `"10min"`, `"1h30"` or just `45` (minutes).

Only `bedtime`, and `key` and `at` of each habit, must be there. A file to begin with, naming
every setting: [config.example.toml](../config.example.toml).
"""


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_INTRO, *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    yield f"## {_heading(table)}\n"
    yield f"{table.help}\n"
    for option in table.options:
        yield from _option(option)


def _heading(table: Table) -> str:
    if not table.name:
        return "At the top"
    return f"`[[{table.name}]]`" if table.listed else f"`[{table.name}]`"


def _option(option: Option) -> Iterator[str]:
    yield f"### `{option.name}`\n"
    yield f"{option.help}\n"
    yield "- Must be there." if option.required else f"- Left out: {_default(option.default)}."
    yield f"- Example: `{option.name} = {option.example}`\n"


def _default(value: Any) -> str:  # noqa: ANN401 - each option has its own type
    return "nothing" if value in (None, "", (), frozenset()) else f"`{written(value)}`"


def written(value: Any) -> str:  # noqa: ANN401 - the same
    """A value of the config as a person writes it in TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}"
        case frozenset():
            return '"daily"' if value == EVERY_DAY else ""
        case Anchored(anchor, offset):
            return f'"{anchor}"' if not offset else ""
        case tuple():
            return written(value[0]) if isinstance(value[0], time) else _list(value)
        case time():
            return f'"{value:%H:%M}"'
        case timedelta():
            return f'"{value // timedelta(minutes=1)}min"'
        case _:
            return f'"{value}"'


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201 - this module is a small program
