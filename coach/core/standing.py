"""Where a reminder stands: derived from the facts each time, never stored."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Literal

from coach.core.history import Facts, asked, paused
from coach.core.model import PUSHED, Absence, Answer, Delivery, Fact, Held, Plan, Reminder
from coach.core.questions.settling import settled_by
from coach.named import NamedTuple

State = Literal[
    "upcoming",  # not due yet
    "waiting",  # due, its window is open, nothing was shown yet
    "asked",  # shown, no answer yet
    "snoozed",  # comes back
    "done",
    "skipped",
    "answered",  # a question, by whatever fact tells
    "paused",
    "missed",  # asked, and the night ended without an answer
    "unseen",  # never shown: nobody could have answered
]

ON_TIME = timedelta(minutes=1)
"""What rings within this after its due instant is on time."""

BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long to wait after the first, second and every further failed attempt."""


ANSWERED = "answered"
NOT_OPEN = "no longer open"
"""Why we take a card down. A question that went so is put up again if its answer is taken back
while it is open; a habit then comes back with its repeat."""


class Standing(NamedTuple):
    """Where one reminder stands at one instant."""

    reminder: Reminder
    state: State
    rings: datetime | None
    """When it is to ring next; may have passed; None when nothing more will ring."""
    answer: Fact | None
    """The last answer that holds, if any."""
    on_screen: bool
    """Whether a notification that names it may stay on the screen."""
    held: Absence | None = None
    """Why it was held back since it last rang; None if it was not."""
    since: datetime | None = None
    """Since when the config asks for it at this time, where that is known."""

    @property
    def is_from_tomorrow(self) -> bool:
        """Whether its time was written after it had come, so that nothing rings this evening."""
        unasked = self.state in ("waiting", "unseen")
        return unasked and self.since is not None and self.since > self.reminder.due

    @property
    def settled(self) -> bool:
        """Whether Done or Skip has closed it for the night, or a question is answered."""
        return self.state in ("done", "skipped", "answered")


class _Trail(NamedTuple):
    """What the facts say of one reminder, folded in their order."""

    answer: Fact | None = None
    verdict: Answer | None = None
    told: bool = False
    """A question is answered."""
    snooze: Answer | None = None
    shown: int = 0
    confirmed: bool = False
    last_shown: datetime | None = None
    repeats: int = 0
    owed: bool = False
    """It was on the screen and vanished with the server, or with an answer that no longer holds:
    it is to be put up again."""
    failures: int = 0
    last_failure: datetime | None = None
    held: Absence | None = None


def standing(
    reminder: Reminder, facts: Facts, plan: Plan, now: datetime, found: datetime | None = None
) -> Standing:
    """Where a reminder stands.

    Args:
        reminder: One of `plan`.
        facts: Effective facts that may concern it.
        plan: The reminder's night.
        now: The present instant.
        found: Since when a server is known to be there: what failed before that may be
            tried again at once.
    """
    since, moved = asked(facts, reminder, now)
    trail = _trail(reminder, facts, moved)
    over = reminder.until if now >= reminder.until else None
    is_paused = paused(facts, reminder.night, by=over)
    state = _state(reminder, trail, plan, now, is_paused=is_paused)
    silent = state in ("done", "skipped", "answered", "paused", "missed", "unseen")
    return Standing(
        reminder=reminder,
        state=state,
        rings=None if silent else _rings(reminder, trail, since, found, now),
        answer=trail.answer,
        on_screen=state == "asked" and reminder.due <= now < reminder.until,
        held=trail.held,
        since=since,
    )


def following(places: Iterable[Standing]) -> tuple[Standing, datetime] | None:
    """What rings next, and when; None when nothing more will."""
    coming = [(place, place.rings) for place in places if place.rings is not None]
    return min(coming, key=itemgetter(1), default=None)


def may_ring(place: Standing, now: datetime) -> bool:
    """Whether a reminder is to be put up now: due, inside its window, not in the quiet end."""
    reminder, rings = place.reminder, place.rings
    if rings is None or not max(rings, reminder.due) <= now < reminder.until:
        return False
    return place.state == "snoozed" or not quiet_end(reminder, rings, now)


def quiet_end(reminder: Reminder, rings: datetime, now: datetime) -> bool:
    """Whether what was to come at `rings` is let be now, because it is nearly bedtime."""
    quiet = reminder.quiet <= now < reminder.bedtime
    on_time = rings <= reminder.quiet and now - rings < ON_TIME
    return quiet and not on_time


def _trail(reminder: Reminder, facts: Facts, since: datetime | None) -> _Trail:
    """Fold the facts; what rang before `since` was for a time that was moved."""
    trail = _Trail()
    for fact in facts:
        event = fact.event
        if isinstance(event, Answer) and event.reminder == reminder.id:
            trail = _answered(trail, fact, event)
        elif isinstance(event, Delivery | Held) and _rang_for(event, reminder, fact, since):
            trail = _delivered(trail, fact, event)
            if reminder.asks != "habit" and _taken_down(event):
                trail = trail._replace(owed=True)
        elif reminder.asks != "habit" and settled_by(reminder, fact):
            trail = trail._replace(answer=fact, told=True)
    return trail


def _taken_down(event: Delivery | Held) -> bool:
    withdrawn = isinstance(event, Delivery) and event.stage == "withdrawn"
    return withdrawn and event.reason in (ANSWERED, NOT_OPEN)


def _rang_for(
    event: Delivery | Held, reminder: Reminder, fact: Fact, since: datetime | None
) -> bool:
    """What rang for a time that was since moved does not count for the new one.

    Nor does what went to the phone: nobody knows whether it was seen (see `pushing`).
    """
    pushed = isinstance(event, Delivery) and event.channel == PUSHED
    named = reminder.id in event.reminders and not pushed
    return named and (since is None or fact.at >= since)


def _answered(trail: _Trail, fact: Fact, answer: Answer) -> _Trail:
    if answer.verb == "snooze":
        return trail._replace(answer=fact, snooze=answer, owed=False, failures=0, held=None)
    return trail._replace(answer=fact, verdict=answer, snooze=None)


def _delivered(trail: _Trail, fact: Fact, event: Delivery | Held) -> _Trail:
    if isinstance(event, Held):
        return trail._replace(held=event.reason)
    match event.stage:
        case "shown":
            again = trail.shown > 0 and not trail.owed and trail.snooze is None
            return trail._replace(
                shown=trail.shown + 1,
                confirmed=trail.confirmed or event.confirmed,
                last_shown=fact.at,
                repeats=trail.repeats + again,
                snooze=None,
                owed=False,
                failures=0,
                held=None,
            )
        case "failed":
            return trail._replace(
                owed=trail.owed or event.handle is not None,
                failures=trail.failures + 1,
                last_failure=fact.at,
            )
        case _:
            return trail


def _state(
    reminder: Reminder, trail: _Trail, plan: Plan, now: datetime, *, is_paused: bool
) -> State:
    if trail.verdict is not None:
        return "done" if trail.verdict.verb == "done" else "skipped"
    if trail.told:
        return "answered"
    if is_paused:
        return "paused"
    if trail.snooze is not None and now < reminder.until:
        return "snoozed"
    if trail.shown and now < max(plan.ends, reminder.until):
        return "asked" if now >= reminder.due else "upcoming"
    if trail.confirmed:
        return "missed"
    if now < reminder.due:
        return "upcoming"
    return "waiting" if now < reminder.until else "unseen"


def _rings(
    reminder: Reminder,
    trail: _Trail,
    since: datetime | None,
    found: datetime | None,
    now: datetime,
) -> datetime | None:
    """When it rings; a failure from the future (the clock was ahead) holds nothing back."""
    planned = _planned(reminder, trail, since, now)
    failed = trail.last_failure
    if planned is None or failed is None or not trail.failures or failed > now:
        return planned
    if found is not None and found > failed:
        return planned
    wait = BACKOFF[min(trail.failures, len(BACKOFF)) - 1]
    return max(planned, failed + wait)


def _planned(
    reminder: Reminder, trail: _Trail, since: datetime | None, now: datetime
) -> datetime | None:
    if trail.snooze is not None:
        return trail.snooze.back
    if trail.last_shown is None:
        late_edit = since is not None and since > reminder.due
        return None if late_edit else reminder.due
    if trail.owed:
        return min(trail.last_shown, now)
    if trail.repeats < reminder.habit.repeat:
        return trail.last_shown + reminder.habit.repeat_after
    return None
