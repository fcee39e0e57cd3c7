"""How much an activity was."""

from coach.core.model import Activity
from coach.wording.times import span
from coach.wording.translating import _


def extent(activity: Activity) -> str:
    """How much was told of it: `14 km and 900 m down`, `6 hours by car`."""
    down = activity.descent_m
    parts = [
        f"{activity.distance_km:g} km" if activity.distance_km else "",
        f"{activity.ascent_m:g} m up" if activity.ascent_m else "",
        f"{down:g} m down" if down else "",
    ]
    told = [part for part in parts if part]
    if told:
        text = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
        return _("{extent} by bicycle").format(extent=text) if activity.sort == "ride" else text
    how = {
        "hike": "on foot",
        "work": "of work",
        "trip": f"by {activity.mode or 'sitting'}",
        "ride": _("by bicycle"),
    }
    by = how[activity.sort].replace("by sitting", "of sitting")
    return f"{span(activity.duration)} {by}" if activity.duration else f"a {activity.sort}"
