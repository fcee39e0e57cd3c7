"""What a person lets happen in a preview: one line a thing, as they would type it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time, timedelta
from shlex import split

from coach.config.reading import Problem
from coach.config.values import Fault, calendar_date, did_you_mean, duration, shown, wall_time
from coach.core.model import CHOICES
from coach.named import NamedTuple
from coach.wording.translating import _, marked

MACHINE = ("sleep", "off", "lock", "away", "quiet")
"""What happens to the computer or before it, each for a while."""

LOGGED = ("hike", "trip", "work", "cramp")
"""What `coach log` takes may be written without `log`."""

TYPED = ("done", "skip", "snooze", "undo", "pause", "resume", "log", "expected", "morning")
CLOSE = "close"
"""The person closes what is on the screen, without an answer."""

PRESS = "press"
"""The person presses a button, on each card that has it."""
BUTTONS = tuple(dict.fromkeys(choice for choices in CHOICES.values() for choice in choices))

KNOWN = (*TYPED, *LOGGED, CLOSE, PRESS, *MACHINE)
EXAMPLE = marked("write a line such as: 2026-11-24 21:50 done stretch")

Mistake = Callable[[Sequence[str]], str | None]
"""What is wrong with a command, if anything."""


class Happening(NamedTuple):
    """One line of the file."""

    day: date
    at: time
    """By the clock on the wall."""
    words: tuple[str, ...]
    span: timedelta | None = None
    """How long, for what happens to the computer."""
    number: int = 0
    """Of its line."""


def read(text: str, file: str, mistake: Mistake) -> tuple[list[Happening], list[Problem]]:
    """Read a file of happenings: all of them, or every mistake with its line and cure.

    Args:
        text: The file's text.
        file: How the mistakes call it.
        mistake: Looks at commands.
    """
    happenings: list[Happening] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            happenings.append(_read(line, mistake)._replace(number=number))
        except Fault as fault:
            problems.append(Problem(file, number, "", fault.message, fault.hint))
    return sorted(happenings, key=lambda one: (one.day, one.at, one.number)), problems


def _read(line: str, mistake: Mistake) -> Happening:
    try:
        day, at, *words = split(line, comments=True)
    except ValueError:
        text = _("{value} is not a line of this file").format(value=shown(line.strip()))
        raise Fault(text, _(EXAMPLE)) from None
    if not words:
        raise Fault(_("nothing happens at that time"), _(EXAMPLE))
    when = calendar_date(day), wall_time(at)
    if words[0] in MACHINE:
        return Happening(*when, tuple(words[:1]), span=_span(words))
    return Happening(*when, _typed(words, mistake))


def _span(words: list[str]) -> timedelta:
    if len(words) != 2:  # noqa: PLR2004 - the word and how long
        raise _no_span(words[0], _("{word} needs to know how long"))
    span = duration(words[1])
    if not span:
        raise _no_span(words[0], _("{word} lasts no time at all"))
    return span


def _no_span(word: str, text: str) -> Fault:
    return Fault(text.format(word=word), _("write: {line}").format(line=f"{word} 2h"))


def _typed(words: list[str], mistake: Mistake) -> tuple[str, ...]:
    name = words[0]
    if name not in KNOWN:
        known = _("known are: {words}").format(words=", ".join(KNOWN))
        text = _("nothing is called {name} here").format(name=shown(name))
        raise Fault(text, did_you_mean(name, KNOWN) or known)
    if name == CLOSE:
        return (CLOSE,)
    if name == PRESS:
        return (PRESS, _button(words[1:]))
    command = _command(words)
    wrong = mistake(command)
    if wrong is not None:
        said = wrong.splitlines()[-1].partition("; ")[0]
        named = " ".join(command[:2] if command[0] == "log" else command[:1])
        raise Fault(
            said.removeprefix(f"coach {named}: "),
            _("see: {command}").format(command=f"coach {named} --help"),
        )
    return command


def _button(words: list[str]) -> str:
    if len(words) != 1 or words[0] not in BUTTONS:
        known = _("known are: {words}").format(words=", ".join(BUTTONS))
        raise Fault(_("{word} needs to know which button").format(word=PRESS), known)
    return words[0]


def _command(words: Iterable[str]) -> tuple[str, ...]:
    name, *rest = words
    return ("log", name, *rest) if name in LOGGED else (name, *rest)
