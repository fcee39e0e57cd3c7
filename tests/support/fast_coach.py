"""The command line with a faster clock for guided stretches: `fast_coach SPEED WORD...`."""

import sys
from functools import partial

from coach import cli
from coach.stretching import guiding

if __name__ == "__main__":
    guiding.guide = partial(guiding.guide, speed=float(sys.argv[1]))
    sys.exit(cli.run(sys.argv[2:]))
