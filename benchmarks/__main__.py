"""Measure, and print a report in Markdown: see README.md.

    python -m benchmarks                        # all of it, some fifteen minutes
    python -m benchmarks --minutes 1            # all of it, with a shorter rest
    python -m benchmarks at_rest --minutes 10   # one of it

What is measured goes to standard output, what goes wrong to standard error.
"""

import sys
from collections.abc import Sequence

from benchmarks import (
    at_rest,
    calendars,
    done,
    lateness,
    machine,
    phone,
    reports,
    tracks,
    turns,
)

BENCHMARKS = {
    "done": done.main,
    "turns": turns.main,
    "reports": reports.main,
    "lateness": lateness.main,
    "phone": phone.main,
    "tracks": tracks.main,
    "calendars": calendars.main,
    "at_rest": at_rest.main,
}


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark that is named first, or all of them."""
    named = arguments[0] if arguments and arguments[0] in BENCHMARKS else None
    print(machine.described(), end="\n\n", flush=True)
    if named:
        print(BENCHMARKS[named](arguments[1:]))
        return
    at_rest.options(arguments)  # a slip is better told now than after the others
    for name, measure in BENCHMARKS.items():
        print(measure(arguments if name == "at_rest" else ()), end="\n\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
