"""The command line on a kernel without realtime timers: the loop naps, briefly."""

import sys
from datetime import timedelta

from coach import cli, loop
from coach.senses import clock

if __name__ == "__main__":
    clock.supported = lambda: False
    loop.NAP = timedelta(seconds=0.2)
    sys.exit(cli.run(sys.argv[1:]))
