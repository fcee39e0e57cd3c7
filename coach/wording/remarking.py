"""A line in a reminder: after two evenings off, and, rarely, because something went well."""

from collections.abc import Mapping

from coach.core.model import Habit, Remark
from coach.wording.translating import _, marked

LINES: Mapping[str, tuple[str, ...]] = {
    "lapse": (
        marked("Two evenings off, and nothing is lost: {done} of the last {of}. {small}"),
        marked("{done} of the last {of} evenings, with two off in a row just now. {small}"),
        marked("It has been two evenings. You have {done} of the last {of}. {small}"),
        marked("Two evenings off happen to everybody: {done} of the last {of} are done. {small}"),
    ),
    "first-three": (
        marked("The first three evenings are done."),
        marked("Three evenings done: that is a beginning."),
        marked("You have done this on three evenings now."),
    ),
    "first-week": (
        marked("{done} of {of} evenings: your first week like this."),
        marked("The first week with {done} of {of} evenings is behind you."),
        marked("{done} evenings of {of}, for the first time."),
    ),
    "return": (
        marked("You took it up again yesterday. Good to have you back."),
        marked("It is back in your evening since yesterday."),
        marked("Yesterday was a new start, and it counts."),
    ),
    "hikes": (
        marked("You did this on each of your last {of} hike evenings."),
        marked("Your last {of} hikes all ended with this."),
    ),
}
"""By the name of the sentence; the ways in their order."""

SMALL_STRETCH = marked("Tonight only the first stretch, half a minute?")
SMALL = marked("Tonight only a small piece of it?")


def line(remark: Remark, habit: Habit) -> str:
    """What is told with a habit's reminder."""
    sentence, way = remark.name.split(".")
    small = SMALL_STRETCH if habit.routine or habit.key == "stretch" else SMALL
    told = _(LINES[sentence][int(way) - 1])
    return told.format(done=remark.done, of=remark.of, small=_(small))
