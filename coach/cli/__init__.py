"""The command line: one small module a group of commands, imported when it is named."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from coach.cli.context import Context, Stop
from coach.journal.port import JournalError


class Command(NamedTuple):
    """Where a command lives and what `coach --help` says of it."""

    module: str
    help: str


COMMANDS = {
    "init": Command("setup", "write a config to begin with"),
    "check": Command("checking", "look for mistakes in the config and at the surroundings"),
    "run": Command("running", "remind, in the foreground"),
    "demo": Command("demo", "see a whole evening in about a minute"),
    "plan": Command("looking", "what will be shown, when, and why"),
    "status": Command("looking", "tonight: asked, answered, still to come"),
    "history": Command("looking", "what happened, day by day"),
    "done": Command("answering", "say that you did it"),
    "skip": Command("answering", "say that you will not, tonight"),
    "snooze": Command("answering", "be reminded again a little later"),
    "undo": Command("answering", "take your last entry back"),
    "log": Command("logging", "write down a cramp"),
    "cramp": Command("helping", "help with a cramp, now"),
    "pause": Command("resting", "silence for a while"),
    "resume": Command("resting", "end the silence"),
    "service": Command("serving", "start coach with your desktop, or no longer"),
    "erase": Command("erasing", "delete everything that coach keeps"),
}


def run(argv: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        0 done; 1 could not be done; 2 wrong usage or config; 3 nothing to do.
    """
    named = _named(argv)
    if named is not None and named not in COMMANDS:
        return _unknown(named)
    arguments = parser(only=named).parse_args(argv)
    try:
        return _run(arguments, argv)
    finally:
        _flush()


def _run(arguments: object, argv: Sequence[str]) -> int:
    with Context.of(arguments) as context:
        try:
            return int(arguments.run(arguments, context))  # type: ignore[attr-defined]
        except Stop as stop:
            return _say(str(stop), stop.code)
        except JournalError as error:
            return _say(f"{error}\nNothing was recorded.", 1)
        except BrokenPipeError:
            return 0
        except KeyboardInterrupt:
            return 130
        except OSError as error:
            name = f" ({error.filename})" if error.filename else ""
            return _say(f"{argv[0]}: {error.strerror or error}{name}", 1)


def parser(only: str | None = None) -> ArgumentParser:
    """The parser of the whole command line, or of one command alone: that is faster."""
    top = ArgumentParser(
        prog="coach",
        description="A quiet evening coach against night leg cramps.",
        epilog="Each command explains itself: coach done --help",
        allow_abbrev=False,
    )
    top.add_argument("--config", metavar="FILE", help="the config file")
    top.add_argument("--data", metavar="DIR", help="the folder of the journal")
    top.add_argument("--version", action="version", version=_version())
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        if only in (None, name):
            module = import_module(f"coach.cli.{command.module}")
            sub = commands.add_parser(
                name, help=command.help, description=_sentence(command.help), allow_abbrev=False
            )
            # People write these two behind the command as well.
            sub.add_argument("--config", default=SUPPRESS, help=SUPPRESS)
            sub.add_argument("--data", default=SUPPRESS, help=SUPPRESS)
            getattr(module, f"add_{name}")(sub)
    return top


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

    guess = did_you_mean(name, COMMANDS)
    return _say(f"coach: there is no command {shown(name)}; {guess or 'see: coach --help'}", 2)


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _version() -> str:
    from coach import __version__  # noqa: PLC0415 - after the module has been set up

    return f"coach {__version__}"


def _flush() -> None:
    """A pipe that was closed early is no mistake of ours, nor worth a traceback at exit."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
