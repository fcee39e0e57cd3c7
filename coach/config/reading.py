"""TOML text -> Config and every problem at once; a bad habit does not silence the good ones."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any

from coach.config.checking import misplaced_habit, misplaced_sleep
from coach.config.options import (
    AFTER,
    CALENDAR,
    COACHING,
    COLD,
    DESKTOP,
    HABIT,
    INBOX,
    PERSON,
    PUSH,
    TOP,
    Option,
    Table,
)
from coach.config.values import Fault, Path, clipped, did_you_mean, shown
from coach.core.model import (
    Aftercare,
    Calendar,
    Coaching,
    Config,
    Desktop,
    Habit,
    Inbox,
    Person,
    Push,
    Thermometer,
)
from coach.named import NamedTuple
from coach.wording.translating import _, marked

LARGEST = 1024 * 1024
"""Bytes; a config of years of habits has a few thousand."""


class Problem(NamedTuple):
    """One mistake: where it stands (line 0: nowhere in it), what is wrong, what to write."""

    file: str
    line: int
    key: str
    message: str
    hint: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{where}:{key} {self.message}" + (f"; {self.hint}" if self.hint else "")


class Reading(NamedTuple):
    """What a config file says. `config` is None where the file cannot be read at all."""

    config: Config | None
    problems: tuple[Problem, ...]


def read(data: bytes, file: str) -> Reading:
    """Read a config.

    Args:
        data: The file's bytes, whatever they are.
        file: How the problems call the file.
    """
    try:
        text, tree = _parse(data)
    except _Unreadable as fault:
        return Reading(None, (Problem(file, fault.line, "", fault.message, fault.hint),))
    faults = _Faults()
    config = _config(tree, faults)
    return Reading(config, faults.problems(text, file))


class _Unreadable(Fault):
    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.line = line


def _parse(data: bytes) -> tuple[str, dict[str, Any]]:
    import tomli  # noqa: PLC0415 - a command that reads no config should not pay for it

    if len(data) > LARGEST:
        raise _Unreadable(
            1,
            _("the file is larger than {n} KiB").format(n=LARGEST // 1024),
            _("is this the right file? A config is a short text"),
        )
    data = data.removeprefix(BOM_UTF8)  # not the codec utf-8-sig: a module more for each command
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Unreadable(
            line, _("this is not text in UTF-8"), _("save the file as UTF-8")
        ) from None
    try:
        return text, tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _Unreadable(error.lineno, *_in_plain_words(error.msg)) from None
    except RecursionError:
        raise _Unreadable(1, _("brackets are nested too deep"), _("write plain lists")) from None
    except ValueError:  # Python refuses to read thousands of digits
        raise _Unreadable(1, _("a number has too many digits"), _("write a shorter one")) from None


_PLAIN = (
    (
        "overwrite",
        marked("the same name is given a value twice"),
        marked("keep one of the two lines; each habit begins with [[habit]], in two brackets"),
    ),
    (
        "twice",
        marked("the same [table] stands here twice"),
        marked("keep one; a new habit begins with [[habit]]"),
    ),
    (
        "Invalid value",
        marked("this value cannot be read"),
        marked('texts and times stand in "straight quotes"'),
    ),
    (
        "Unterminated string",
        marked("a text is not closed"),
        marked('end it with " on the same line'),
    ),
    (
        "Unclosed array",
        marked("a list is not closed"),
        marked("end it with ], with commas between its entries"),
    ),
    (
        "newline",
        marked("something stands after the value"),
        marked("give each setting a line; comments need a #"),
    ),
    (
        "'=' after",
        marked("an equals sign is missing"),
        marked("each line reads: name = value"),
    ),
)
"""What in the parser's message -> what to say, and what to write instead."""


def _in_plain_words(message: str) -> tuple[str, str]:
    for part, plain, hint in _PLAIN:
        if part in message:
            return _(plain), _(hint)
    hint = _("each line reads: name = value, with texts in quotes")
    return message[:1].lower() + message[1:], hint


class _Faults:
    """Collects what is wrong, by path; the lines are looked up at the end, if at all."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str, Fault]] = []

    def add(self, path: Path, key: str, fault: Fault) -> None:
        self.found.append((path, key, fault))

    def problems(self, text: str, file: str) -> tuple[Problem, ...]:
        if not self.found:
            return ()
        lines = _lines(text)
        return tuple(
            sorted(
                (
                    Problem(file, _line(lines, path), key, fault.message, fault.hint)
                    for path, key, fault in self.found
                ),
                key=lambda problem: problem.line,
            )
        )


def _lines(text: str) -> dict[Path, int]:
    """Where everything stands; a text too odd for the scanner gets its problems without."""
    from coach.config.places import places  # noqa: PLC0415 - only needed for mistakes

    try:
        return places(text)
    except (ValueError, IndexError, RecursionError):
        return {}


def _line(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest table around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _config(tree: dict[str, Any], faults: _Faults) -> Config:
    known = [option.name for option in TOP.options] + [
        "person",
        "habit",
        "after",
        "coaching",
        "inbox",
        "calendar",
        "cold",
        "channels",
    ]
    top = _fields(tree, TOP, (), "", faults, known=known)
    after = _subtable(tree, "after", faults, [table.name.partition(".")[2] for table in AFTER])
    channels = _subtable(tree, "channels", faults, ["desktop", "push"])
    config = Config(
        **top,
        habits=(),
        person=Person(**_table(tree, PERSON, (), faults)),
        after={
            table.name.partition(".")[2]: Aftercare(**_table(after, table, ("after",), faults))
            for table in AFTER
        },
        desktop=Desktop(**_table(channels, DESKTOP, ("channels",), faults)),
        push=_push(channels, faults),
        coaching=Coaching(**_table(tree, COACHING, (), faults)),
        inbox=Inbox(**_table(tree, INBOX, (), faults)),
        calendar=Calendar(**_table(tree, CALENDAR, (), faults)),
        cold=_cold(tree, faults),
    )
    misplaced = misplaced_sleep(config)
    if misplaced is not None:
        faults.add(("wake",) if "wake" in tree else ("bedtime",), "wake", misplaced)
    return config._replace(habits=tuple(_habits(tree, config, faults)))


def _subtable(tree: dict[str, Any], name: str, faults: _Faults, known: list[str]) -> dict[str, Any]:
    """A table that only holds tables: `after`, `channels`."""
    table = tree.get(name, {})
    if not isinstance(table, dict):
        faults.add(
            (name,),
            name,
            Fault(_("this must be a table"), _("write {this}").format(this=f"[{name}.{known[0]}]")),
        )
        return {}
    for key in table:
        if key not in known:
            _unknown((name, key), _dotted(name, key), key, known, faults)
    return table


def _table(tree: dict[str, Any], table: Table, path: Path, faults: _Faults) -> dict[str, Any]:
    name = table.name.rpartition(".")[2]
    content = tree.get(name, {})
    if not isinstance(content, dict):
        fault = Fault(
            _("{value} is not a table").format(value=shown(content)),
            _("write [{table}] on a line").format(table=table.name),
        )
        faults.add((*path, name), table.name, fault)
        content = {}
    return _fields(content, table, (*path, name), table.name, faults)


def _fields(
    content: dict[str, Any],
    table: Table,
    path: Path,
    name: str,
    faults: _Faults,
    *,
    known: list[str] | None = None,
) -> dict[str, Any]:
    """Every option of a table, with the default where it is absent or wrong."""
    known = known or [option.name for option in table.options]
    for key in content:
        if key not in known:
            _unknown((*path, key), _dotted(name, key), key, known, faults)
    return {
        option.name: _field(content, option, path, _dotted(name, option.name), faults)
        for option in table.options
    }


def _field(content: dict[str, Any], option: Option, path: Path, name: str, faults: _Faults) -> Any:  # noqa: ANN401 - each option has its own type; the nouns fix it
    if option.name not in content:
        if option.required:
            hint = _("write {this}").format(this=f"{option.name} = {option.example}")
            faults.add(path, name, Fault(_("this is missing"), hint))
        return option.default
    try:
        return option.read(content[option.name])
    except Fault as fault:
        faults.add((*path, option.name), name, fault)
        return option.default


def _unknown(path: Path, name: str, key: str, known: list[str], faults: _Faults) -> None:
    guess = did_you_mean(key, known)
    hint = guess or _("remove it, or see docs/config.md for what can be written")
    faults.add(path, name, Fault(_("there is no such setting"), hint))


def _dotted(table: str, key: str) -> str:
    return f"{table}.{clipped(key)}" if table else clipped(key)


def _cold(tree: dict[str, Any], faults: _Faults) -> Thermometer:
    """The limit is kept in degrees Celsius, whatever it was written in."""
    cold = Thermometer(**_table(tree, COLD, (), faults))
    if cold.below is None or cold.unit == "C":
        return cold
    return cold._replace(below=round((cold.below - 32) / 1.8, 1))


def _push(channels: dict[str, Any], faults: _Faults) -> Push | None:
    if "push" not in channels:
        return None
    push = Push(**_table(channels, PUSH, ("channels",), faults))
    if sum(way is not None for way in (push.url, push.url_file, push.url_env)) != 1:
        hint = _('write one of url = "ntfy://..." and url_file = "..."')
        fault = Fault(_("an address is needed, once"), hint)
        faults.add(("channels", "push"), "channels.push", fault)
        return None
    return push


def _habits(tree: dict[str, Any], config: Config, faults: _Faults) -> Iterator[Habit]:
    listed = tree.get("habit", [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        fault = Fault(_("habits are a list of tables"), _("write [[habit]] with two brackets"))
        faults.add(("habit",), "habit", fault)
        return
    seen: set[str] = set()
    for position, entry in enumerate(listed):
        habit = _habit(entry, position, config, faults)
        if habit is None:
            continue
        if habit.key in seen:
            wrong = _('another habit is called "{key}" too').format(key=habit.key)
            fault = Fault(wrong, _("give each its own key"))
            faults.add(("habit", position, "key"), f"habit.{habit.key}.key", fault)
            continue
        seen.add(habit.key)
        yield habit


def _habit(entry: dict[str, Any], position: int, config: Config, faults: _Faults) -> Habit | None:
    """One habit, or None where too little of it can be read to ask for it."""
    path: Path = ("habit", position)
    key = entry.get("key")
    name = _dotted("habit", key) if isinstance(key, str) else f"habit[{position + 1}]"
    fields = _fields(entry, HABIT, path, name, faults)
    if fields["key"] is None or fields["at"] is None:
        return None
    fields["title"] = fields["title"] or fields["key"].capitalize()
    habit = Habit(**fields)
    fault = misplaced_habit(config, habit)
    if fault is not None:
        where = "until" if "until" in entry and fault.about == "until" else "at"
        faults.add((*path, where), f"{name}.{where}", fault)
        return None
    return habit
