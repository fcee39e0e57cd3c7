"""What of another journal's entries bears on this one."""

from collections.abc import Iterable

from coach.core.history import Facts, effective
from coach.core.model import ClockSet, Fact, Held, Pause, Resume, Timetable, Undo

_OF_ITS_MACHINE = ClockSet | Timetable | Held
"""What coach noted about the machine that it ran on: its clock, its config, its screen."""


def bearing(new: Iterable[Fact], here: Facts) -> Facts:
    """Those of some new entries that are to be kept beside others.

    They come last, wherever they are from. So what another machine's clock did must not be read
    as if this one's had done it; and an old pause, or its end, is no word on what was said here
    since.

    Args:
        new: Entries of another journal, in their order.
        here: All that is here already. Where that is nothing, the other journal becomes this one.
    """
    if not here:
        return tuple(new)
    words = [fact.at for fact in effective(here) if isinstance(fact.event, Pause | Resume)]
    kept: list[Fact] = []
    left_out: set[str] = set()
    for fact in new:
        event = fact.event
        old = isinstance(event, Pause | Resume) and words and fact.at < words[-1]
        of_nothing = isinstance(event, Undo) and event.target in left_out
        if old or of_nothing or isinstance(event, _OF_ITS_MACHINE):
            left_out.add(fact.id)
        else:
            kept.append(fact)
    return tuple(kept)
