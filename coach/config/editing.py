"""One value of a config's text changed, and nothing else: comments and layout stay.

Only a command imports this: it needs tomlkit, which takes longer to load than most commands run.
"""

from codecs import BOM_UTF8
from itertools import takewhile
from typing import Any, Literal

import tomli
import tomlkit
from tomlkit.exceptions import TOMLKitError

from coach.config.places import places
from coach.config.reading import read
from coach.config.values import Fault, moment
from coach.core.model import Config, Habit
from coach.named import NamedTuple

Option = Literal["at", "cue"]


class Change(NamedTuple):
    """One value of one habit, from what it must be now to what it is to become."""

    habit: str
    option: Option
    slot: int
    """Which of a list of times, counted from 1."""
    was: str
    now: str
    """Empty: the line goes, or is not there yet."""


class Edited(NamedTuple):
    """A config's text after a change."""

    data: bytes
    before: str
    """The line as it was; empty where it is new."""
    after: str
    """The line as it is; empty where it is gone."""
    raw: str
    """The value as it was spelled."""


Reason = Literal[
    "says something else",
    "written oddly",
    "would have a mistake",
    "changed meanwhile",
    "two names",
    "not yours",
]


class Unchangeable(Exception):
    """The file cannot be changed with certainty."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def edited(data: bytes, change: Change) -> Edited:
    """Change one value.

    Args:
        data: A config without mistakes.
        change: What to change.

    Raises:
        Unchangeable: what the file says is not what is to be changed, or it cannot be changed
            without touching anything else.
    """
    config = read(data, "").config
    text = data.removeprefix(BOM_UTF8).decode()
    position = _position(config, change.habit)
    if config is None or position is None:
        raise Unchangeable("says something else")
    raw = _raw(tomli.loads(text), position, change)
    if not _means(raw, change.was, change.option):
        raise Unchangeable("says something else")
    fresh = _rewritten(text, position, change)
    before, after = _one_line(text, fresh)
    _check(text, fresh, config, position, change)
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    return Edited(mark + fresh.encode(), before, after, raw)


def _position(config: Config | None, key: str) -> int | None:
    keys = [habit.key for habit in config.habits] if config else []
    return keys.index(key) if key in keys else None


def _raw(tree: dict[str, Any], position: int, change: Change) -> str:
    """The value as the person spelled it; empty where it is not there."""
    value = tree["habit"][position].get(change.option, "")
    if isinstance(value, list):
        value = value[change.slot - 1] if change.slot <= len(value) else ""
    elif change.slot > 1:
        value = ""
    return str(value)


def _means(raw: str, was: str, option: Option) -> bool:
    if option == "cue":
        return " ".join(raw.split()) == was
    try:
        return moment(raw) == moment(was)
    except Fault:
        return False


def _rewritten(text: str, position: int, change: Change) -> str:
    try:
        if not change.was:
            return _with_line(text, position, change)
        if not change.now:
            return _without_line(text, position, change)
        return _with_value(text, position, change)
    except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, RecursionError):
        raise Unchangeable("written oddly") from None


def _with_value(text: str, position: int, change: Change) -> str:
    document = tomlkit.parse(text)
    habits: Any = document["habit"]
    habit = habits[position]
    if isinstance(habit[change.option], list):
        habit[change.option][change.slot - 1] = change.now
    else:
        habit[change.option] = change.now
    return tomlkit.dumps(document)


def _with_line(text: str, position: int, change: Change) -> str:
    """A new line below the habit's key: at the end of its table may stand what is on the next."""
    lines = text.split("\n")
    line = places(text)["habit", position, "key"]
    above = lines[line - 1]
    indent = above[: len(above) - len(above.lstrip())]
    ending = "\r" if above.endswith("\r") else ""
    value = tomlkit.item(change.now).as_string()
    lines.insert(line, f"{indent}{change.option} = {value}{ending}")
    return "\n".join(lines)


def _without_line(text: str, position: int, change: Change) -> str:
    lines = text.split("\n")
    del lines[places(text)["habit", position, change.option] - 1]
    return "\n".join(lines)


def _one_line(before: str, after: str) -> tuple[str, str]:
    """The one line in which two texts differ.

    Raises:
        Unchangeable: they differ in more.
    """
    old, new = before.split("\n"), after.split("\n")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    first = sum(1 for _ in same)
    gone = old[first : first + 1] if len(old) >= len(new) else []
    come = new[first : first + 1] if len(new) >= len(old) else []
    if old[first + len(gone) :] != new[first + len(come) :] or gone == come:
        raise Unchangeable("written oddly")
    return "".join(gone).strip(), "".join(come).strip()


def _check(text: str, fresh: str, config: Config, position: int, change: Change) -> None:
    """That the text says what it did before, but for the one value.

    Raises:
        Unchangeable: it does not.
    """
    if _rest(fresh, position, change) != _rest(text, position, change):
        raise Unchangeable("written oddly")
    reading = read(fresh.encode(), "config")
    for problem in reading.problems:
        raise Unchangeable("would have a mistake", f"{problem.message}; {problem.hint}")
    changed = _changed(config.habits[position], change)
    habits = (*config.habits[:position], changed, *config.habits[position + 1 :])
    if reading.config != config._replace(habits=habits):
        raise Unchangeable("written oddly")


def _rest(text: str, position: int, change: Change) -> dict[str, Any]:
    """Everything that a text says but the one value."""
    try:
        tree = tomli.loads(text)
        tree["habit"][position].pop(change.option, None)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Unchangeable("written oddly") from None
    return tree


def _changed(habit: Habit, change: Change) -> Habit:
    if change.option == "cue":
        return habit._replace(cue=change.now)
    times = list(habit.at)
    times[change.slot - 1] = moment(change.now)
    return habit._replace(at=tuple(times))
