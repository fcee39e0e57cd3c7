"""Plan x standings x facts x presence x now -> what to send to the phone, and when to look again.

Decided from facts alone, so a restart changes nothing. A message cannot be taken back or
replaced: each reminder is handed over once a night at most.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from coach.core.history import Facts, sorted_out
from coach.core.model import PUSHED, Absence, Delivery, Reminder
from coach.core.standing import BACKOFF, Standing, quiet_end
from coach.core.turning import TOGETHER
from coach.named import NamedTuple

UNREACHABLE = 2
"""After so many failures in a row nothing is waited for at the desktop: one may be a hiccup."""

ELSEWHERE: frozenset[Absence] = frozenset({"locked", "idle", "deskless"})
"""Absences in which the phone is told at once. Who asked the desktop for quiet wants it of the
phone as well; a machine that goes to sleep has no time to send."""


class Pushing(NamedTuple):
    """What to send now as one message, and when to look again; None: nothing is to come."""

    send: tuple[Reminder, ...]
    look_again: datetime | None


class _Trail(NamedTuple):
    """What the facts say of one reminder on its way to the phone and on the desktop."""

    sent: bool = False
    tries: int = 0
    tried: datetime | None = None
    """When the last try failed, or began if no end of it is known."""
    seen: datetime | None = None
    """When it first came up on the desktop."""
    failures: int = 0
    """How often in a row the desktop could not show it."""


def pushing(
    places: Iterable[Standing],
    facts: Facts,
    now: datetime,
    after: timedelta,
    absence: Absence | None,
) -> Pushing:
    """Decide.

    Args:
        places: Where the reminders of the night stand, after the desktop's turn.
        facts: Effective facts of that night.
        now: The present instant.
        after: How long an answer at the desktop is waited for.
        absence: Why nobody would see the desktop now; None: somebody is there, or nobody can
            know.
    """
    _, own = sorted_out(facts)
    wanted = [
        (place.reminder, at)
        for place in places
        if (at := _wanted(place, own.get(place.reminder.id, ()), now, after, absence))
    ]
    due = any(at <= now for _, at in wanted)
    send = tuple(r for r, at in wanted if due and at <= now + TOGETHER and _open(r, at, now))
    later = [at for r, at in wanted if r not in send and at > now]
    return Pushing(send, min(later, default=None))


def _wanted(
    place: Standing, facts: Facts, now: datetime, after: timedelta, absence: Absence | None
) -> datetime | None:
    """When a reminder is to be sent; may have passed. None where it is not, as things are."""
    if place.reminder.asks != "habit":  # no answer comes back from a phone
        return None
    if place.answer is not None or place.state not in ("waiting", "asked"):
        return None
    trail = _trail(facts)
    if trail.sent:
        return None
    first = _first(place, trail, after, absence)
    if first is None:
        return None
    reminder = place.reminder
    at = max(first, _again(trail, now) or first)
    if quiet_end(reminder, first, max(at, now)):
        at = reminder.bedtime
    return at if max(at, now) < reminder.until else None


def _first(
    place: Standing, trail: _Trail, after: timedelta, absence: Absence | None
) -> datetime | None:
    """When it would be sent if nothing had been tried before."""
    due = place.reminder.due
    if absence is not None and absence not in ELSEWHERE:
        return None
    if absence is None and trail.seen is not None:
        return max(trail.seen, due) + after
    # What was written after its time had come asks for nothing tonight.
    asked_for = place.rings is not None or trail.seen is not None
    at_once = absence is not None or trail.failures >= UNREACHABLE
    return due if asked_for and at_once else None


def _again(trail: _Trail, now: datetime) -> datetime | None:
    """When the next try is due; one from the future (the clock was ahead) holds nothing back."""
    if trail.tried is None or trail.tried > now:
        return None
    return trail.tried + BACKOFF[min(trail.tries, len(BACKOFF)) - 1]


def _open(reminder: Reminder, at: datetime, now: datetime) -> bool:
    return reminder.due <= now < reminder.until and not quiet_end(reminder, at, now)


def _trail(facts: Facts) -> _Trail:
    trail = _Trail()
    for fact in facts:
        match fact.event:
            case Delivery(stage=stage, channel=channel) if channel == PUSHED:
                trail = _pushed(trail, stage, fact.at)
            case Delivery(stage="shown"):
                trail = trail._replace(seen=trail.seen or fact.at, failures=0)
            case Delivery(stage="failed"):
                trail = trail._replace(failures=trail.failures + 1)
    return trail


def _pushed(trail: _Trail, stage: str, at: datetime) -> _Trail:
    match stage:
        case "attempted":
            return trail._replace(tries=trail.tries + 1, tried=at)
        case "shown":
            return trail._replace(sent=True)
        case _:
            return trail._replace(tried=at)
