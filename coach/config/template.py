"""The config that `coach init` writes: short, commented, right for these two times."""

from collections.abc import Iterator
from datetime import time, timedelta

from coach.core.nights import DAY, since_midnight, wall_time
from coach.wording.translating import _, marked

HOURS_BEFORE = timedelta(hours=4)
"""A night must begin at least this long before bedtime, to hold the evening's habits."""

HOURS_AFTER = timedelta(hours=5)
"""And this long after wake, so that the morning check falls into the night it asks about."""

NOON = time(12)

_TEXT = marked("""\
# Your evenings with coach. Change what you like and save: it is read at once.
# `coach check` looks for mistakes; every setting is explained in docs/config.md.

bedtime = "{bedtime}"   # single evenings: {{ default = "{bedtime}", fri = "{later}" }}
wake = "{wake}"
{rollover}
[[habit]]
key = "calcium"
title = "Something rich in calcium"
at = "bedtime - 3h"           # or a fixed time, such as "19:30"

[[habit]]
key = "warm"
title = "Warm legs"
at = "bedtime - 60min"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
at = "bedtime - 45min"
cue = "after brushing my teeth"   # what you do just before: it helps the habit grow
routine = "evidence-3min"
""")


def text(bedtime: time, wake: time, cue: str | None = None) -> str:
    """A config for these two times, which must fit.

    Args:
        bedtime: When the person goes to bed.
        wake: When they get up.
        cue: What they stretch after; empty for nothing, None for what stands there.
    """
    begins = rollover(bedtime, wake)
    line = _('rollover = "{time}"   # where one night ends and the next begins\n')
    written = _(_TEXT).format(
        bedtime=f"{bedtime:%H:%M}",
        later=wall_time(since_midnight(bedtime) + timedelta(hours=1)),
        wake=f"{wake:%H:%M}",
        rollover="" if begins == NOON else line.format(time=f"{begins:%H:%M}"),
    )
    return written if cue is None else "\n".join(_with_cue(written.split("\n"), cue))


def _with_cue(lines: list[str], cue: str) -> Iterator[str]:
    """The lines with another cue in the place of ours, or with ours as an example."""
    for line in lines:
        if not line.startswith("cue = "):
            yield line
        elif cue:
            comment = line.rpartition('"')[2]
            quoted = cue.replace("\\", "\\\\").replace('"', '\\"')
            yield f'cue = "{quoted}"{comment}'
        else:
            yield f"# {line}"


def rollover(bedtime: time, wake: time) -> time:
    """Noon where that suits these hours; else some time after wake, well before bedtime."""
    noon = since_midnight(NOON)
    if _holds(noon, bedtime, wake):
        return NOON
    begins = since_midnight(wake) + min(HOURS_AFTER, _up(bedtime, wake) - HOURS_BEFORE)
    return time.fromisoformat(wall_time(begins))


def fits(bedtime: time, wake: time) -> bool:
    """Whether these two times leave room for an evening."""
    return _up(bedtime, wake) > HOURS_BEFORE


def _up(bedtime: time, wake: time) -> timedelta:
    return (since_midnight(bedtime) - since_midnight(wake)) % DAY


def _holds(begins: timedelta, bedtime: time, wake: time) -> bool:
    evening = (since_midnight(bedtime) - begins) % DAY
    morning = (since_midnight(wake) - begins) % DAY
    return HOURS_BEFORE <= evening < morning
