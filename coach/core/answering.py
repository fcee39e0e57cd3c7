"""What an answer means: which reminder it settles, and when a snoozed one returns."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from coach.core.model import Answer, ReminderId
from coach.core.standing import Standing

Verb = Literal["done", "snooze", "skip"]
Via = Literal["button", "command"]

LAST_CALL = timedelta(minutes=5)
"""A snooze that would pass the end of its window comes this long before that end."""


class NothingOpen(Exception):
    """No reminder takes this answer; `places` tell where each of the habit's stands."""

    def __init__(self, places: tuple[Standing, ...]) -> None:
        super().__init__("no reminder takes this answer")
        self.places = places


def settle(places: Iterable[Standing], verb: Literal["done", "skip"]) -> ReminderId:
    """The reminder of one habit that Done or Skip is for.

    The one that was asked first, else the next to come: a habit may be done before its
    reminder. A later word changes an earlier one: Done after Skip counts.

    Raises:
        NothingOpen: all of them have this answer already.
    """
    places = tuple(places)
    state = {"done": "done", "skip": "skipped"}[verb]
    candidates = [place for place in places if place.state != state]
    if not candidates:
        raise NothingOpen(places)
    return min(candidates, key=_urgency).reminder.id


def snooze(places: Iterable[Standing], now: datetime, span: timedelta | None) -> Answer:
    """Send the open reminder of one habit away for a while.

    Args:
        places: Where the habit's reminders stand.
        now: The present instant.
        span: How long; None for the habit's own.

    Raises:
        NothingOpen: none of them is open.
    """
    places = tuple(places)
    open_ones = [place for place in places if is_open(place, now)]
    if not open_ones:
        raise NothingOpen(places)
    place = min(open_ones, key=_urgency)
    back = returns(place, now, span)
    return Answer("snooze", place.reminder.id, "command", back=back)


def pressed(verb: Verb, reminder: ReminderId, place: Standing | None, now: datetime) -> Answer:
    """What a button means for one reminder of its card.

    Args:
        verb: The button.
        reminder: Named by the card.
        place: Where it stands; None where the config no longer asks for it.
        now: The present instant.
    """
    back = returns(place, now, None) if verb == "snooze" and place is not None else None
    return Answer(verb, reminder, "button", back=back)


def is_open(place: Standing, now: datetime) -> bool:
    """Whether a reminder can be sent away for a while: due, unsettled, its window open."""
    in_window = place.reminder.due <= now < place.reminder.until
    return in_window and place.state in ("waiting", "asked", "snoozed")


def returns(place: Standing, now: datetime, span: timedelta | None) -> datetime | None:
    """When a snoozed reminder comes back; None when its window leaves no room for that."""
    wanted = now + (place.reminder.habit.snooze if span is None else span)
    back = min(wanted, place.reminder.until - LAST_CALL)
    return back if back > now else None


def _urgency(place: Standing) -> tuple[int, datetime]:
    order = ("asked", "snoozed", "waiting", "upcoming", "paused")
    rank = order.index(place.state) if place.state in order else len(order)
    return rank, place.reminder.due
