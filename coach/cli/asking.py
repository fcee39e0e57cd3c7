"""How a command asks on a terminal: a question, and a line that is typed."""

import sys

from coach.cli.context import Context
from coach.wording import usage
from coach.wording.translating import _


def can_ask(context: Context) -> bool:
    """Whether somebody can answer; with `--json` it is a program that reads."""
    streams = (sys.stdin, sys.stdout)
    return not context.as_json and all(one is not None and one.isatty() for one in streams)


def typed(question: str) -> str:
    """What is typed, without spaces around it; the end of the input is like Enter."""
    try:
        return input(f"{question} ").strip()
    except EOFError:
        return ""


def is_yes(answer: str) -> bool:
    """Whether it means yes, in the person's language or by its first letter; Enter does not."""
    return answer.strip().lower() in _(usage.YES).split()


def word() -> str:
    """A word that is typed or comes through a pipe, in small letters."""
    return sys.stdin.readline().strip().lower() if sys.stdin is not None else ""
