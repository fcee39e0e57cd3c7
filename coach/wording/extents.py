"""How much an activity was."""

from coach.core.model import Activity
from coach.wording.times import span
from coach.wording.translating import _, marked

LASTED = {
    "hike": marked("{span} on foot"),
    "work": marked("{span} of work"),
    "trip": marked("{span} of sitting"),
    "car": marked("{span} by car"),
    "train": marked("{span} by train"),
    "bus": marked("{span} by bus"),
    "flight": marked("{span} by plane"),
    "ride": marked("{span} by bicycle"),
}
"""By how one travelled, where that is known, else by the sort."""

WITHOUT = {
    "hike": marked("a hike"),
    "work": marked("a day's work"),
    "trip": marked("a trip"),
    "ride": marked("a ride"),
}
"""Where no more is known than the sort."""


def extent(activity: Activity) -> str:
    """How much was told of it: `14 km and 900 m down`, `6 hours by car`."""
    ways = (
        (activity.distance_km, _("{n} km")),
        (activity.ascent_m, _("{n} m up")),
        (activity.descent_m, _("{n} m down")),
    )
    told = [text.format(n=f"{round(number, 1):g}") for number, text in ways if number]
    if told:
        text = listed(told)
        return _("{extent} by bicycle").format(extent=text) if activity.sort == "ride" else text
    if not activity.duration:
        return _(WITHOUT[activity.sort])
    how = (activity.sort == "trip" and activity.mode) or activity.sort
    text = _(LASTED[how]) if how in LASTED else _("{span} by {mode}")  # from another version
    return text.format(span=span(activity.duration), mode=how)


def listed(names: list[str]) -> str:
    """`14 km, 900 m up and 900 m down`."""
    if len(names) == 1:
        return names[0]
    *others, last = names
    return _("{others} and {last}").format(others=", ".join(others), last=last)
