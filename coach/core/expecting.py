"""What a calendar leads to expect: it counts as if it had happened, until the person says no."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from coach.core.history import Facts, kinds, of_kinds
from coach.core.load import load
from coach.core.model import Activity, Config, Confirmed, Event, Expected, Fact, Unexpected
from coach.named import NamedTuple

BEARING = Activity | Expected | Unexpected | Confirmed
"""All that a plan follows from, beside the config."""

CALENDAR = "calendar"
"""The source of an activity of which only a calendar tells."""

_WRITTEN = kinds(Expected | Unexpected | Confirmed)

WAITS = 2
"""Evenings, its own included, on which something counts though nobody has confirmed it."""


State = Literal["open", "yes", "no", "dropped"]
"""Dropped: it no longer counts, because nobody confirmed it."""


class Expectation(NamedTuple):
    """Where something that is expected stands."""

    expected: Expected
    fact: Fact
    """Which brought it as it is now."""
    happened: bool | None = None
    """What the person said; None: nothing yet."""

    @property
    def night(self) -> date:
        """The evening that it is cared for on."""
        return self.fact.night

    def counts(self, evening: date) -> bool:
        """Whether it bears on an evening: what is not confirmed does for two evenings only."""
        if self.happened is None:
            return (evening - self.night).days < WAITS
        return self.happened

    def state(self, evening: date) -> State:
        """Where it stands on an evening."""
        if self.happened is None:
            return "open" if self.counts(evening) else "dropped"
        return "yes" if self.happened else "no"


def written(facts: Facts) -> tuple[Expectation, ...]:
    """What stands in the calendars, in order of beginnings.

    One that moved to another evening is asked about anew; what the person confirmed stays, also
    when the calendar no longer has it.

    Args:
        facts: Effective facts.
    """
    standing: dict[str, Expectation] = {}
    for fact in of_kinds(facts, _WRITTEN):
        match fact.event:
            case Expected(key):
                before = standing.get(key)
                same = before is not None and before.night == fact.night
                said = before.happened if same and before else None
                standing[key] = Expectation(fact.event, fact, said)
            case Unexpected(key) if key in standing and not standing[key].happened:
                del standing[key]
            case Confirmed(key, happened) if key in standing:
                standing[key] = standing[key]._replace(happened=happened)
    return tuple(sorted(standing.values(), key=lambda one: (one.expected.begins, one.expected.key)))


def expectations(facts: Facts) -> tuple[Expectation, ...]:
    """The same, without what was logged or imported: that is the better word, and counts once.

    Args:
        facts: Effective facts.
    """
    found = written(facts)
    if not found:
        return ()
    told = _told_otherwise(found, facts)
    return tuple(one for one in found if one.expected.key not in told)


def counted(facts: Facts, evening: date) -> Facts:
    """The facts, with what is expected among them as activities, as far as it counts.

    Args:
        facts: Effective facts.
        evening: The evening that is planned.
    """
    found = {one.fact.id: one for one in expectations(facts)}
    return tuple(
        _as_activity_fact(found[fact.id]) if fact.id in found else fact
        for fact in facts
        if fact.id not in found or found[fact.id].counts(evening)
    )


def activity(one: Expectation) -> Activity:
    """What happens if it takes place."""
    expected = one.expected
    return Activity(
        expected.sort,
        expected.ends,
        duration=expected.ends - expected.begins if expected.timed else None,
        mode=expected.mode,
        source="" if one.happened else CALENDAR,
    )


def matters(config: Config, expected: Expected) -> bool:
    """Whether something would ask anything of an evening; else it is not worth keeping."""
    if not expected.timed:
        return True
    hours = (expected.ends - expected.begins).total_seconds() / 3600
    if expected.sort == "trip":
        return hours >= config.calendar.min_hours
    aftercare = config.after.get("hike")
    least = aftercare.min_load if aftercare else None
    made = Activity("hike", expected.ends, duration=expected.ends - expected.begins)
    return least is not None and load(made) >= least


def changes(
    known: Iterable[Expectation], found: Iterable[tuple[date, Expected]], whole: frozenset[str]
) -> tuple[tuple[date, Event], ...]:
    """What is to be recorded after the calendars were read.

    Args:
        known: What was written so far about the time that was read.
        found: What the calendars say of it now, each with its evening.
        whole: The sources that were read without a gap: only what came from them can be missing.

    Returns:
        Evenings and events, none where nothing changed.
    """
    before = {one.expected.key: one for one in known}
    now = {expected.key: (night, expected) for night, expected in found}
    gone = [
        (one.night, Unexpected(key))
        for key, one in before.items()
        if key not in now and one.expected.source in whole and one.happened is None
    ]
    new = [
        (night, expected)
        for key, (night, expected) in now.items()
        if key not in before or (before[key].night, before[key].expected) != (night, expected)
    ]
    return (*gone, *sorted(new, key=lambda entry: (entry[1].begins, entry[1].key)))


def _told_otherwise(found: Iterable[Expectation], facts: Facts) -> set[str]:
    """The keys of what was logged or imported; each activity speaks of one at most."""
    logged = [fact for fact in facts if isinstance(fact.event, Activity)]
    told: set[str] = set()
    for is_same in (_overlaps, _is_of_the_evening):
        for one in found:
            if one.happened is False or one.expected.key in told:
                continue
            same = next((fact for fact in logged if is_same(one, fact)), None)
            if same is not None:
                logged.remove(same)
                told.add(one.expected.key)
    return told


def _overlaps(one: Expectation, fact: Fact) -> bool:
    made = fact.event
    if not isinstance(made, Activity) or made.sort != one.expected.sort:
        return False
    began = made.when - (made.duration or timedelta(0))
    return began <= one.expected.ends and made.when >= one.expected.begins


def _is_of_the_evening(one: Expectation, fact: Fact) -> bool:
    """Logged after it should be over, for the same evening, with a time that is not exact."""
    made = fact.event
    same = isinstance(made, Activity) and made.sort == one.expected.sort
    return same and fact.night == one.night and fact.at >= one.expected.ends


def _as_activity_fact(one: Expectation) -> Fact:
    return one.fact._replace(event=activity(one))
