"""Options that several commands share."""

from argparse import ArgumentParser


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
