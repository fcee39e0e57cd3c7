"""The change of the settings that a suggestion asks for, made here on plain data."""

import re

from coach.core.model import Proposed
from tests.simulation.settings import Settings, When

_ANCHORED = re.compile(r"(bedtime|wake)(?: ([-+]) (?:(\d+)h(\d+)|(\d+)min))?")


def changed(settings: Settings, proposed: Proposed, *, back: bool = False) -> Settings | None:
    """The settings after a suggestion was agreed to; None where it no longer fits them.

    Args:
        settings: As they are.
        proposed: What was suggested.
        back: Whether it is taken back instead.
    """
    was, now = (proposed.now, proposed.was) if back else (proposed.was, proposed.now)
    keys = [habit.key for habit in settings.habits]
    if proposed.habit not in keys or proposed.sort not in ("time", "cue"):
        return None
    place = keys.index(proposed.habit)
    habit, slot = settings.habits[place], proposed.slot - 1
    if proposed.sort == "cue":
        if habit.cue != was:
            return None
        habit = habit._replace(cue=now)
    elif habit.at[slot : slot + 1] != (when(was),):
        return None
    else:
        habit = habit._replace(at=(*habit.at[:slot], when(now), *habit.at[slot + 1 :]))
    return settings._replace(
        habits=(*settings.habits[:place], habit, *settings.habits[place + 1 :])
    )


def when(spelled: str) -> When:
    """A time as the config has it."""
    if found := _ANCHORED.fullmatch(spelled):
        anchor, sign, hours, rest, minutes = found.groups()
        span = int(minutes or 0) + 60 * int(hours or 0) + int(rest or 0)
        return When(anchor, -span if sign == "-" else span)
    hour, minute = spelled.split(":")
    return When("", 60 * int(hour) + int(minute))
