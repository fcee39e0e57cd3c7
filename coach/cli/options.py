"""Options that several commands share, and how argparse reads their values."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable

from coach.config.values import Fault, line, shown

LONGEST = 500
"""Characters of a person's own words in one entry."""


def add_json(parser: ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def add_night(parser: ArgumentParser) -> None:
    """`--night`."""
    parser.add_argument(
        "--night",
        metavar="N",
        help="the date of the evening, or today, or yesterday; left out: the present night",
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
        raise ArgumentTypeError(f"the text has {len(told)} characters; {LONGEST} fit")
    return told


def whole(least: int, most: int) -> Callable[[str], int]:
    """What reads a whole number between two limits."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ArgumentTypeError(f"{shown(text)} is not a whole number") from None
        if not least <= number <= most:
            hint = f"write a number from {least} to {most}"
            raise ArgumentTypeError(f"{shown(number)} is out of range; {hint}")
        return number

    return read
