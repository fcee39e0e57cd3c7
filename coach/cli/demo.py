"""demo."""

import gc
import os
import sys
from argparse import ArgumentParser, Namespace

from coach.cli.context import Context


def add_demo(parser: ArgumentParser) -> None:
    """`coach demo`."""
    parser.set_defaults(run=_demo)


def _demo(_arguments: Namespace, _context: Context) -> int:
    from coach.demo import demo  # noqa: PLC0415 - the scheduler and the bus, only for this

    gc.enable()
    demo(os.environ, sys.platform, sys.stdout)
    return 0
