"""The command `coach`."""

import gc
import os
import sys

gc.disable()  # before the imports: collecting in between would cost a command 2 ms

# The usual places, which zoneinfo else reads from a table of Python's build: 1 ms a command.
# https://docs.python.org/3/library/zoneinfo.html#configuring-the-data-sources
ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
if os.path.isdir("/usr/share/zoneinfo/Europe"):
    os.environ.setdefault("PYTHONTZPATH", ZONES)

from coach.cli import run  # noqa: E402 - it imports zoneinfo


def main() -> None:
    """Run the command line and leave with its exit code.

    A command lives for a moment: it neither collects garbage nor lets Python take itself down
    piece by piece, which would cost as much again as what most commands do. Everything is
    flushed and closed by then; what lives longer switches the collector on again.
    """
    code = run(sys.argv[1:])
    os._exit(code)


if __name__ == "__main__":
    main()
