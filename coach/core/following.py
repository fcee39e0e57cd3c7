"""What an activity asks of the evenings after it: follow-ups deepen before they add."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import itemgetter

from coach.core.history import Facts
from coach.core.load import (
    LONG_DESCENT,
    MOST_EVENINGS,
    Loaded,
    descent,
    level,
    load,
    reaches,
    residual,
    steep,
)
from coach.core.model import Activity, Aftercare, Anchored, Because, Config, Habit, Level, Plan
from coach.core.trips import joined, with_what_it_goes_on_from
from coach.named import NamedTuple

REMEMBERED = timedelta(days=45)
"""How far back activities bear on an evening: six weeks without a descent, and a little."""

TRIP_EVENINGS = 2
WEEK = 7
CHECK_MORNINGS = (1, 3, 7, 14, 28)
"""After a long trip: the days on which the legs are asked about (a clot shows within weeks)."""

MORNING = timedelta(hours=5)
"""How long a morning's question stays open."""

EARLY_AFTER = timedelta(minutes=60)
EARLY_UNTIL = timedelta(hours=2)
"""A gentle session comes within two hours of return."""
AFTER_LOGGING = timedelta(minutes=15)
SNOOZE = timedelta(minutes=10)
APART = timedelta(minutes=90)
"""Nearer than this to the evening's own stretch, an early session would be the same twice."""

GENTLE = "after-hike-8min"
FULL = "standard-6min"
LONGER: tuple[Level, ...] = ("moderate", "hard", "very hard")


class Follow(NamedTuple):
    """One follow-up that is asked beside the habits."""

    key: str
    due: datetime
    until: datetime
    because: Because


def because(config: Config, evening: date, facts: Facts) -> Because | None:
    """Why an evening deserves more care: the strongest reason alone, so that none pile up."""
    made = _activities(facts, evening)
    why = (
        _hike(config, evening, made) or _work(config, evening, made) or _trip(config, evening, made)
    )
    if why is None or why.since:
        return why
    return why._replace(extra=_after(config, why.activity.sort).extra)


def evenings(config: Config, activity: Activity, evening: date, facts: Facts) -> int:
    """On how many evenings, its own included, an activity is followed up.

    A hike counts with what is still felt of those before it, a trip with what it goes on from.

    Args:
        config: The config in force.
        activity: A new one, not yet among the facts.
        evening: Its own.
        facts: Effective facts of the weeks before.
    """
    if activity.sort == "trip":
        journey = with_what_it_goes_on_from((evening, activity), _recorded(facts, evening))
        return TRIP_EVENINGS if is_long(config, journey) else 0
    if activity.sort == "ride":
        return 0
    if activity.sort == "work":
        return int(load(activity) >= _min_load(config, "work"))
    own = _loaded(evening, activity)
    hikes = _of_sort("hike", _activities(facts, evening))
    loads = [*(_loaded(when, one) for when, one in hikes), own]
    if own.load < _min_load(config, "hike") and not steep(own, loads):
        return 0
    days = (evening + timedelta(days=n) for n in range(MOST_EVENINGS))
    return sum(reaches(loads, day, _min_load(config, "hike")) for day in days)


def routine(habit: Habit, why: Because) -> str:
    """The routine that an evening deserves: longer and gentler after a hike, full after sitting."""
    if not habit.routine:
        return ""
    if why.activity.sort == "trip":
        return FULL
    felt = why.level in LONGER or descent(why.activity) >= LONG_DESCENT
    return GENTLE if felt else habit.routine


def extras(config: Config, frame: Plan, facts: Facts) -> Iterator[Follow]:
    """What may be added to a night, the most useful first."""
    yield from _early(config, frame, facts)
    yield from _leg_check(config, frame, facts)
    yield from _soreness(config, frame, facts)


def as_habit(follow: Follow) -> Habit:
    """A follow-up asks like a habit that comes once and does not insist."""
    return Habit(
        key=follow.key,
        title="",
        at=(),
        until=Anchored("bedtime", timedelta(0)),
        cue="",
        days=frozenset(range(7)),
        routine=GENTLE if follow.key == "stretch-early" else "",
        snooze=SNOOZE,
        repeat=0,
        repeat_after=SNOOZE,
    )


def _activities(facts: Facts, evening: date) -> list[tuple[date, Activity]]:
    return joined(_recorded(facts, evening))


def _recorded(facts: Facts, evening: date) -> list[tuple[date, Activity]]:
    return [
        (fact.night, fact.event)
        for fact in facts
        if isinstance(fact.event, Activity) and fact.night <= evening
    ]


def _of_sort(sort: str, made: list[tuple[date, Activity]]) -> list[tuple[date, Activity]]:
    return [(when, one) for when, one in made if one.sort == sort]


def _loaded(when: date, one: Activity) -> Loaded:
    return Loaded(when, load(one), descent(one))


def _weight(hike: tuple[date, Activity], loads: list[Loaded], evening: date) -> float:
    """How much of what is felt on an evening comes from one hike."""
    one = _loaded(*hike)
    return residual([one], evening) + (1 if steep(one, loads) else 0)


def _hike(config: Config, evening: date, made: list[tuple[date, Activity]]) -> Because | None:
    hikes = _of_sort("hike", made)
    loads = [_loaded(when, one) for when, one in hikes]
    if not reaches(loads, evening, _min_load(config, "hike")):
        return None
    when, one = max(hikes, key=lambda hike: _weight(hike, loads, evening))
    return Because(one, (evening - when).days, level(residual(loads, evening)))


def _work(config: Config, evening: date, made: list[tuple[date, Activity]]) -> Because | None:
    today = [one for when, one in _of_sort("work", made) if when == evening]
    total = sum(load(one) for one in today)
    if not today or total < _min_load(config, "work"):
        return None
    return Because(max(today, key=load), 0, level(total))


def _trip(config: Config, evening: date, made: list[tuple[date, Activity]]) -> Because | None:
    for when, one in reversed(made):
        since = (evening - when).days
        if is_long(config, one) and since < TRIP_EVENINGS:
            return Because(one, since, "none")
    return None


def is_long(config: Config, one: Activity) -> bool:
    """Whether it is a trip that asks something of the evenings."""
    """Whether a trip is followed up; one of which nobody knows how long it was, is as well."""
    least = _after(config, "trip").min_hours
    if one.sort != "trip" or least is None:
        return False
    return one.duration is None or one.duration.total_seconds() / 3600 >= least


def _early(config: Config, frame: Plan, facts: Facts) -> Iterator[Follow]:
    """One gentle session soon after return, on the day itself, if there is still time."""
    for fact in reversed(facts):
        one = fact.event
        if not isinstance(one, Activity) or fact.night != frame.night:
            continue
        asked = "stretch-early" in _after(config, one.sort).extra
        if one.sort == "trip" or not asked or level(load(one)) not in LONGER:
            continue
        due = max(one.when + EARLY_AFTER, fact.at + AFTER_LOGGING)
        until = min(one.when + EARLY_UNTIL, frame.bedtime)
        if due < until:
            yield Follow("stretch-early", due, until, Because(one, 0, level(load(one))))
            return


def _leg_check(config: Config, frame: Plan, facts: Facts) -> Iterator[Follow]:
    """After a long trip, one question on some mornings; who travels daily is not asked daily."""
    for when, one in _journeys(config, facts, frame.night):
        since = (frame.night - when).days
        if since + 1 in CHECK_MORNINGS:
            until = frame.wake + MORNING
            yield Follow("leg-check", frame.wake, until, Because(one, since, "none"))
            return


def _journeys(config: Config, facts: Facts, evening: date) -> list[tuple[date, Activity]]:
    """The long trips that begin a row of questions: none within a week of the one before."""
    begun: list[tuple[date, Activity]] = []
    long = [entry for entry in _activities(facts, evening) if is_long(config, entry[1])]
    for when, one in sorted(long, key=itemgetter(0)):
        if not begun or (when - begun[-1][0]).days >= WEEK:
            begun.append((when, one))
    return begun[::-1]


def _soreness(config: Config, frame: Plan, facts: Facts) -> Iterator[Follow]:
    wake = frame.wake
    for when, one in reversed(_activities(facts, frame.night)):
        asked = "soreness" in _after(config, one.sort).extra
        if when == frame.night and asked and level(load(one)) in LONGER:
            yield Follow("soreness", wake, wake + MORNING, Because(one, 0, level(load(one))))
            return


def _after(config: Config, sort: str) -> Aftercare:
    return config.after.get(sort, Aftercare(extra=()))


def _min_load(config: Config, sort: str) -> float:
    least = _after(config, sort).min_load
    return least if least is not None else float("inf")
