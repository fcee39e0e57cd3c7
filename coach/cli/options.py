"""Options that several commands share, and how argparse reads their values."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable

from coach.config.values import Fault, line, shown
from coach.wording.translating import _

LONGEST = 500
"""Characters of a person's own words in one entry."""


def add_json(parser: ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def add_night(parser: ArgumentParser) -> None:
    """`--night`."""
    parser.add_argument(
        "--night",
        metavar="N",
        help=_("the date of the evening, or today, yesterday, sunday; left out: the present night"),
    )


def add_words(parser: ArgumentParser, name: str, text: str) -> None:
    """An option for the person's own words: `--note`, `--reason`."""
    parser.add_argument(name, metavar="S", default="", type=words, help=text)


def words(text: str) -> str:
    """Read a person's own words, as one line.

    Raises:
        ArgumentTypeError: they are too long, or cannot be shown.
    """
    try:
        told = line(text)
    except Fault as fault:
        raise ArgumentTypeError(f"{fault.message}; {fault.hint}") from None
    if len(told) > LONGEST:
        text = _("the text has {n} characters; {most} fit")
        raise ArgumentTypeError(text.format(n=len(told), most=LONGEST))
    return told


def whole(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number between two limits."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            wrong = _("{value} is not a whole number").format(value=shown(text))
            raise ArgumentTypeError(wrong) from None
        if not least <= number <= most:
            wrong = _("{value} is out of range; write a number from {least} to {most}")
            told = wrong.format(value=shown(number), least=least, most=most)
            raise ArgumentTypeError(told)
        return number

    return read
