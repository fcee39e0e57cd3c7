"""What of another journal's entries bears on this one."""

from coach.core.history import Facts, by_the_right_clock, effective
from coach.core.model import (
    ClockSet,
    Confirmed,
    Eased,
    Expected,
    Fact,
    Held,
    Pause,
    Resume,
    Timetable,
    Undo,
    Unexpected,
)

_OF_ITS_MACHINE = ClockSet | Timetable | Held | Eased | Unexpected
"""What coach noted about the machine that it ran on: its clock, its config, its screen, how often
its reminders go on, and what is no longer in its calendars."""


def bearing(theirs: Facts, here: Facts) -> Facts:
    """Those entries of another journal that are to be kept beside what is here.

    They come last, wherever they are from. So what another machine's clock did must not be read
    as if this one's had done it, and what rang there by a clock that was wrong stays there; and an
    old pause, or its end, is no word on what was said here since. Of what its calendars led to
    expect comes what the person had a word on: the rest is for the calendars here to say.

    Args:
        theirs: All entries of the other journal.
        here: All that is here already. Where that is nothing, the other journal becomes this one.
    """
    if not here:
        return theirs
    words = [fact.at for fact in effective(here) if isinstance(fact.event, Pause | Resume)]
    told = {fact.event.key for fact in effective(theirs) if isinstance(fact.event, Confirmed)}
    kept: list[Fact] = []
    left_out: set[str] = set()
    for fact in by_the_right_clock(theirs):
        event = fact.event
        old = isinstance(event, Pause | Resume) and words and fact.at < words[-1]
        of_nothing = isinstance(event, Undo) and event.target in left_out
        only_there = isinstance(event, Expected) and event.key not in told
        if old or of_nothing or only_there or isinstance(event, _OF_ITS_MACHINE):
            left_out.add(fact.id)
        else:
            kept.append(fact)
    return tuple(kept)
