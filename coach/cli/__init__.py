"""The command line: one small module a group of commands, imported when it is named."""

import argparse
import os
import sys
from argparse import SUPPRESS, ArgumentParser, HelpFormatter
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from coach.cli.context import Context, Stop
from coach.journal.port import JournalError
from coach.named import NamedTuple
from coach.wording import replies, translating, usage
from coach.wording.translating import _, marked, n_


class Command(NamedTuple):
    """Where a command lives and what `coach --help` says of it."""

    module: str
    help: str


USUAL_WIDTH = 78

COMMANDS = {
    "init": Command("setup", marked("write a config to begin with")),
    "check": Command("checking", marked("check the config, and whether reminders can be shown")),
    "run": Command("running", marked("remind, in the foreground")),
    "demo": Command("demo", marked("see a whole evening in about a minute")),
    "plan": Command("looking", marked("what will be shown, when, and why")),
    "simulate": Command("simulating", marked("play evenings to come: what would be shown")),
    "status": Command("standing", marked("tonight: asked, answered, still to come")),
    "history": Command("looking", marked("what happened, day by day")),
    "report": Command("reporting", marked("a period in numbers and pictures")),
    "why": Command("reasons", marked("where words and numbers come from, to the last night")),
    "done": Command("answering", marked("say that you did it")),
    "skip": Command("answering", marked("say that you will not, tonight")),
    "snooze": Command("answering", marked("be reminded again a little later")),
    "review": Command("reviewing", marked("the week in a minute, and one suggestion")),
    "undo": Command("answering", marked("take your last entry back")),
    "stretch": Command("stretching", marked("a guided stretch, step by step")),
    "log": Command("logging", marked("write down a hike, a trip, work, a cramp, a cold evening")),
    "expected": Command("expecting", marked("hikes and trips in your calendar: yes or no")),
    "cramp": Command("helping", marked("help with a cramp, now")),
    "morning": Command("mornings", marked("say how the night was")),
    "signs": Command("signs", marked("published reasons to see a doctor, from what you tick")),
    "pause": Command("resting", marked("silence for a while")),
    "resume": Command("resting", marked("end the silence")),
    "service": Command("serving", marked("start coach at login, or stop doing so")),
    "backup": Command("keeping", marked("make a verified copy of the journal, now")),
    "restore": Command("keeping", marked("go back to a copy, all or nothing")),
    "export": Command("keeping", marked("write the journal into a file for other programs")),
    "import": Command(
        "importing", marked("take over a recorded hike, or what was exported elsewhere")
    ),
    "erase": Command("erasing", marked("delete everything that coach keeps")),
}


def run(argv: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        0 done; 1 could not be done; 2 wrong usage or config; 3 nothing to do.
    """
    _show_what_can_be_shown()
    if "--json" not in argv:  # what programs read is the same in every language
        translating.choose(os.environ)
    if list(argv[:1]) == ["help"]:  # as other programs have it
        argv = [*argv[1:2], "--help"]
    named = _named(argv)
    if named is not None and named not in COMMANDS:
        return _unknown(named)
    if not argv:
        parser().print_help(sys.stderr)
        return 2
    try:
        arguments, left = parser(only=named).parse_known_args(argv)
        if left:  # parse_args would name neither the command nor its help
            return _say(usage.too_much(f"coach {named}", " ".join(left)), 2)
        code = _run(arguments)
    except SystemExit as ended:  # argparse, after --help and after wrong usage
        code = int(ended.code or 0)
    return _flushed(code)


def _run(arguments: object) -> int:
    with Context.of(arguments) as context:
        try:
            code = int(arguments.run(arguments, context))  # type: ignore[attr-defined]
            context.say_if_read_only()
        except Stop as stop:
            return _say(str(stop), stop.code)
        except JournalError as error:
            return _say(replies.nothing_recorded(str(error)), 1)
        except BrokenPipeError:
            return 0
        except KeyboardInterrupt:
            return 130
        except OSError as error:
            name = f" ({error.filename})" if error.filename else ""
            return _say(f"coach: {error.strerror or error}{name}", 1)
        return code


# argparse's own words go the way of ours. By itself it looks for its catalogues at each start,
# which costs a command 2 ms.
argparse._ = usage.said  # type: ignore[attr-defined]
argparse.ngettext = n_  # type: ignore[attr-defined]


class _Parser(ArgumentParser):
    """Says what is wrong in one line, without the usage."""

    def _get_formatter(self) -> HelpFormatter:
        # argparse makes one for each option, and asks for the width of the terminal each time.
        return HelpFormatter(self.prog, width=_width())

    def error(self, message: str) -> NoReturn:
        """Leave with the mistake and where to read on."""
        self.exit(2, usage.mistake(self.prog, message) + "\n")


def parser(only: str | None = None) -> ArgumentParser:
    """The parser of the whole command line, or of one command alone: that is faster."""
    top = _Parser(
        prog="coach",
        description=_("A quiet evening coach against night leg cramps."),
        epilog=_("Each command explains itself: coach done --help"),
        allow_abbrev=False,
    )
    top.add_argument("--config", metavar="FILE", help=_("the config file"))
    top.add_argument("--data", metavar="DIR", help=_("the folder of the journal"))
    top.add_argument(
        "--version", action="version", version=_version(), help=_(usage.SHOW_THE_VERSION)
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True, prog="coach")
    for name, command in COMMANDS.items():
        if only in (None, name):
            module = import_module(f"coach.cli.{command.module}")
            text = _(command.help)
            sub = commands.add_parser(
                name, help=text, description=_sentence(text), allow_abbrev=False
            )
            # People write these two behind the command as well.
            sub.add_argument("--config", default=SUPPRESS, help=SUPPRESS)
            sub.add_argument("--data", default=SUPPRESS, help=SUPPRESS)
            getattr(module, f"add_{name}")(sub)
    return top


@cache
def _width() -> int:
    try:
        return os.get_terminal_size().columns - 2
    except OSError:
        return USUAL_WIDTH


def _named(argv: Sequence[str]) -> str | None:
    """The command that a line names, if any, without parsing the rest."""
    words = iter(argv)
    for word in words:
        if word in ("--config", "--data"):
            next(words, None)
        elif not word.startswith("-"):
            return word
        elif not word.startswith(("--config=", "--data=")):
            return None
    return None


def _unknown(name: str) -> int:
    from coach.config.values import did_you_mean, shown  # noqa: PLC0415 - only for mistakes

    return _say(usage.no_command(shown(name), did_you_mean(name, COMMANDS)), 2)


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _version() -> str:
    from coach import __version__  # noqa: PLC0415 - after the module has been set up

    return f"coach {__version__}"


def _show_what_can_be_shown() -> None:
    """A name or a title may have letters that this terminal does not: no reason to stop."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: int) -> int:
    """Hand over what was said; a pipe that was closed early is no mistake of ours."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        # Else Python would try once more at exit:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            return _say(usage.not_written(error.strerror), 1)
    return code
