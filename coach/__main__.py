"""The command `coach`."""

import gc
import os
import sys

from coach.cli import run


def main() -> None:
    """Run the command line and leave with its exit code.

    A command lives for a moment: it neither collects garbage nor lets Python take itself down
    piece by piece, which would cost as much again as what most commands do. Everything is
    flushed and closed by then; what lives longer switches the collector on again.
    """
    gc.disable()
    code = run(sys.argv[1:])
    os._exit(code)


if __name__ == "__main__":
    main()
