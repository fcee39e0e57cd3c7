"""Plan x facts x screen x presence x now -> turn: what to show, to withdraw, to hold back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from coach.core.history import Facts, sorted_out
from coach.core.model import Absence, Handle, Plan, Reminder, ReminderId
from coach.core.standing import Standing, may_ring, standing
from coach.named import NamedTuple

TOGETHER = timedelta(minutes=2)
"""What comes due within this comes as one notification; what is later than this is late."""


class Card(NamedTuple):
    """A notification that is on the screen."""

    handle: Handle
    reminders: tuple[ReminderId, ...]
    since: datetime
    """When it was last rung."""
    heard: bool = True
    """Whether its buttons reach us. Some servers (dunst 1.9, GNOME Shell) tell only the
    connection that showed it: one left by an earlier process is put up again in its place."""


class Showing(NamedTuple):
    """A notification to put up. It names what rings now and what it carries along."""

    ring: tuple[Reminder, ...]
    carried: tuple[Reminder, ...]
    replaces: Card | None
    late: frozenset[ReminderId] = frozenset()
    """Those that should have come before, while nobody could be reached."""

    @property
    def names(self) -> tuple[Reminder, ...]:
        """Everything that it names, in order of due instants."""
        return tuple(sorted(self.ring + self.carried, key=lambda r: (r.due, r.id)))


class Turn(NamedTuple):
    """What to do now, and when to look again."""

    show: tuple[Showing, ...]
    withdraw: tuple[Card, ...]
    look_again: datetime
    places: tuple[Standing, ...]
    """Where each reminder of the night stands; questions are not among them."""
    hold: tuple[Reminder, ...] = ()
    """What would ring if somebody could see it, and was not held back before."""


def turn(
    plan: Plan,
    facts: Facts,
    screen: tuple[Card, ...],
    now: datetime,
    found: datetime | None = None,
    absence: Absence | None = None,
) -> Turn:
    """Decide.

    Args:
        plan: The night that contains `now`.
        facts: Effective facts of that night, with every pause and timetable.
        screen: What is on the screen now, of any night.
        now: The present instant.
        found: Since when a server is known to be there (see `standing`).
        absence: Why nobody would see it now; nothing rings then. None: somebody is there, or
            nobody can know.
    """
    common, own = sorted_out(facts)
    places, asked = (
        tuple(standing(r, common + own.get(r.id, ()), plan, now, found) for r in several)
        for several in (plan.reminders, plan.questions)
    )
    # What the person wants reminding of joins into one card; a question has a card of its own.
    groups = (places, *((question,) for question in asked))
    own_names = {question.reminder.id for question in asked}
    show: list[Showing] = []
    withdraw: list[Card] = []
    hold: list[Reminder] = []
    for group in groups:
        due = tuple(place for place in group if may_ring(place, now))
        ringing = () if absence else due
        hold += [place.reminder for place in due if absence and place.held is None]
        cards = _cards_of(group, screen, own_names)
        showings, gone = _set_right(group, ringing, cards, now)
        show += showings
        withdraw += gone
    look_again = _look_again(places + asked, plan, now)
    return Turn(tuple(show), tuple(withdraw), look_again, places, tuple(hold))


def _cards_of(
    group: tuple[Standing, ...], screen: tuple[Card, ...], questions: set[ReminderId]
) -> tuple[Card, ...]:
    """The cards that concern a group; those that concern none go with the habits."""
    names = {place.reminder.id for place in group}
    if names & questions:
        return tuple(card for card in screen if names & set(card.reminders))
    return tuple(card for card in screen if not questions & set(card.reminders))


def _set_right(
    group: tuple[Standing, ...],
    ringing: tuple[Standing, ...],
    screen: tuple[Card, ...],
    now: datetime,
) -> tuple[list[Showing], list[Card]]:
    """What to put up and to take down of the cards of one group."""
    staying = {place.reminder.id: place.reminder for place in group if place.on_screen}
    for place in ringing:
        staying.pop(place.reminder.id, None)

    joined = _joined(screen, ringing, staying, now)
    showings = [_ring(ringing, joined, staying, now)] if ringing else []
    withdraw = list(joined[1:])
    taken = {reminder.id for showing in showings for reminder in showing.carried}
    # The newest first: a crash may leave an older card beside the one that took over from it.
    for card in reversed([card for card in screen if card not in joined]):
        named = tuple(r for r in _named(card, staying) if r.id not in taken)
        taken |= {reminder.id for reminder in named}
        if not named:
            withdraw.append(card)
        elif len(named) < len(card.reminders) or not card.heard:
            showings.append(Showing(ring=(), carried=named, replaces=card))
    return showings, withdraw


def _ring(
    ringing: tuple[Standing, ...],
    joined: tuple[Card, ...],
    staying: dict[ReminderId, Reminder],
    now: datetime,
) -> Showing:
    """All that rings in one turn comes as one notification, with what it replaces."""
    carried = {r.id: r for card in joined for r in _named(card, staying)}
    return Showing(
        ring=tuple(place.reminder for place in ringing),
        carried=tuple(carried.values()),
        replaces=joined[0] if joined else None,
        late=frozenset(place.reminder.id for place in ringing if _is_late(place, now)),
    )


def _is_late(place: Standing, now: datetime) -> bool:
    return place.state == "waiting" and now - place.reminder.due > TOGETHER


def _joined(
    screen: tuple[Card, ...],
    ringing: tuple[Standing, ...],
    staying: dict[ReminderId, Reminder],
    now: datetime,
) -> tuple[Card, ...]:
    """The open cards that what rings now replaces: its own, and those put up just before."""
    ids = {place.reminder.id for place in ringing}
    return tuple(
        card
        for card in screen
        if ids & set(card.reminders)
        or (ids and timedelta(0) <= now - card.since <= TOGETHER and _named(card, staying))
    )


def _named(card: Card, staying: dict[ReminderId, Reminder]) -> tuple[Reminder, ...]:
    return tuple(staying[name] for name in card.reminders if name in staying)


def _look_again(places: Iterable[Standing], plan: Plan, now: datetime) -> datetime:
    """The next instant at which this decision could come out differently by itself."""
    instants = [plan.ends]
    for place in places:
        if place.rings is not None:
            instants.append(max(place.rings, place.reminder.due))
            instants.append(place.reminder.bedtime)  # the quiet end holds it back until then
        if not place.settled:
            instants.append(place.reminder.until)
    return min(instant for instant in instants if instant > now)
