"""What an answer means: which reminder it settles, and when a snoozed one returns."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from coach.core.history import Facts
from coach.core.model import (
    CHOICES,
    Answer,
    Asks,
    Choice,
    Confirmed,
    Decided,
    Decision,
    Event,
    FromCoach,
    Morning,
    ReminderId,
)
from coach.core.mornings import nights_told
from coach.core.planning import asks_of, night_in, slot_in
from coach.core.questions.confirming import asked_about
from coach.core.standing import Standing
from coach.named import NamedTuple

Verb = Literal["done", "snooze", "skip"]
Said = Literal["none", "cramps", "unsure"]

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


class Press(NamedTuple):
    """A button that was pressed, for one reminder or question of its card."""

    choice: Choice
    reminder: ReminderId
    now: datetime
    place: Standing | None = None
    """Where it stands; None where the config no longer asks for it."""
    facts: Facts = ()
    """Effective facts of its night."""


def pressed(press: Press) -> Event | None:
    """What to record for the night of what was asked.

    None for what is no button of it, and for what is settled already.
    """
    try:
        asks = asks_of(press.reminder)
    except ValueError:
        return None
    if press.choice not in CHOICES[asks] or (press.place and press.place.settled):
        return None
    return _MEANINGS[asks](press)


def _habit(press: Press) -> Event:
    verb, place = _VERBS[press.choice], press.place
    back = returns(place, press.now, None) if verb == "snooze" and place is not None else None
    return Answer(verb, press.reminder, "button", back=back)


def _morning(press: Press) -> Event:
    return Morning(_SAID[press.choice], "button")


def _severity(press: Press) -> Event | None:
    """A second word on the night, which keeps what is known of it.

    None where the night was told of otherwise meanwhile: that is left alone.
    """
    pain, told = PAIN[press.choice], nights_told(press.facts).get(night_in(press.reminder))
    if told is None:
        return Morning("cramps", "button", pain=pain)
    if told.cramps != "yes" or told.pain is not None:
        return None
    return Morning("cramps", "button", told.number, pain, told.sleep_loss)


def _expected(press: Press) -> Event | None:
    """A word on what the calendar has; none where it has changed its mind meanwhile."""
    one = asked_about(slot_in(press.reminder), press.facts)
    if one is None or one.happened is not None:
        return None
    return Confirmed(one.expected.key, press.choice == "yes", "button")


_VERBS: Mapping[Choice, Verb] = {"done": "done", "snooze": "snooze", "skip": "skip"}
_SAID: Mapping[Choice, Said] = {"none": "none", "cramp": "cramps", "unsure": "unsure"}
_DECISIONS: Mapping[Choice, Decision] = {"yes": "yes", "no": "no", "later": "later"}
PAIN = {"mild": 2, "middling": 5, "bad": 8}
"""0 to 10, our own choice."""


def _proposal(press: Press) -> Event | None:
    """None where the suggestion is no longer known: of another night, or taken back."""
    about = press.place.reminder.about if press.place else None
    if not isinstance(about, FromCoach) or not about.proposal:
        return None
    return Decided(about.proposal, _DECISIONS[press.choice], "button")


_MEANINGS: Mapping[Asks, Callable[[Press], Event | None]] = {
    "habit": _habit,
    "morning": _morning,
    "severity": _severity,
    "expected": _expected,
    "proposal": _proposal,
}
"""What the buttons of each kind mean."""


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
