"""What is on the screen, and what becomes of it: the only place that talks to the channel."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime

from coach.core import planning
from coach.core.model import Choice, Delivery, Event, Handle, Reminder, ReminderId, Stage
from coach.core.standing import ANSWERED
from coach.core.turning import Card, Showing
from coach.daemon.recorder import Recorder
from coach.notify.port import (
    Arrived,
    Channel,
    ChannelEvent,
    Closed,
    Found,
    Lost,
    Notice,
    Pressed,
    Unreachable,
)
from coach.wording.translating import marked

log = logging.getLogger(__name__)

Answers = Callable[[Choice, tuple[ReminderId, ...]], Iterable[tuple[date, Event]]]
"""What a button means for the reminders of its card: facts, each with its night."""


class Screen:
    """The open cards. Each change is recorded, so that a crash can be set right."""

    def __init__(self, channel: Channel, recorder: Recorder) -> None:
        self.channel = channel
        self.cards: tuple[Card, ...] = ()
        self.found: datetime | None = None
        """Since when a server is known to be there."""
        self._recorder = recorder
        self._late: dict[str, Showing] = {}
        """What a server that let the deadline pass may still show."""
        self._taken_down: dict[Handle, tuple[ReminderId, ...]] = {}
        """Since we last heard, and not answered: a press may have crossed with that."""

    def adopt(self, cards: tuple[Card, ...], now: datetime) -> None:
        """Take over what an earlier process left on the screen."""
        for card in cards:
            if self.channel.adopt(card.handle):
                self.cards += (card._replace(heard=False),)
            else:
                self._record(
                    now, card.reminders, "withdrawn", card.handle, marked("no longer there")
                )

    def hear(self, answers: Answers, now: datetime) -> None:
        """Turn what the channel tells into facts."""
        for event in self.channel.events():
            self._heard(event, answers, now)
        self._taken_down.clear()

    def show(self, showing: Showing, notice: Notice, now: datetime) -> None:
        """Put a notification up. A failure is a fact as well."""
        if showing.ring:
            self._record(now, _ids(showing.ring), "attempted", carried=_ids(showing.carried))
        replaced = showing.replaces.handle if showing.replaces else None
        try:
            handle = self.channel.show(notice, replaced)
        except Unreachable as unreachable:
            self._failed(showing, unreachable, now)
        else:
            self._shown(showing, handle, now)

    def withdraw(self, card: Card, now: datetime, reason: str) -> None:
        """Take a card down, and only then record it: killed between, it is taken down again."""
        self._drop(card)
        if reason != ANSWERED:
            self._taken_down[card.handle] = card.reminders
        self.channel.withdraw(card.handle)
        self._record(now, card.reminders, "withdrawn", card.handle, reason)

    def say(self, notice: Notice) -> None:
        """Tell something that is not a reminder; if it cannot be told, the log has it."""
        log.info("%s: %s", notice.title, notice.body.replace("\n", " "))
        try:
            self.channel.show(notice)
        except Unreachable as unreachable:
            log.warning("could not be shown: %s", unreachable)

    def _heard(self, event: ChannelEvent, answers: Answers, now: datetime) -> None:
        match event:
            case Pressed(handle, choice):
                self._pressed(handle, choice, answers, now)
            case Closed(handle, by_person):
                self._closed(handle, now, by_person=by_person)
            case Arrived(ticket, handle):
                self._arrived(ticket, handle, now)
            case Lost(reason):
                self._lost(reason, now)
            case Found():
                self.found = now

    def _pressed(self, handle: Handle, choice: Choice, answers: Answers, now: datetime) -> None:
        """The first button wins: the card goes down with it."""
        card = self._card(handle)
        if card is None:
            self._recorder.record(now, *answers(choice, self._taken_down.pop(handle, ())))
            return
        given = tuple(answers(choice, card.reminders))
        if not given:  # no button of ours, or settled meanwhile: the turn sets that right
            return
        self._recorder.record(now, *given)
        self.withdraw(card, now, ANSWERED)

    def _closed(self, handle: Handle, now: datetime, *, by_person: bool) -> None:
        card = self._card(handle)
        if card is None:
            return
        self._drop(card)
        if by_person:
            self._record(now, card.reminders, "closed", handle)
        else:
            self._record(now, card.reminders, "withdrawn", handle, marked("the server closed it"))

    def _arrived(self, ticket: str, handle: Handle, now: datetime) -> None:
        """What comes after the deadline counts, unless its window is over or it came again."""
        showing = self._late.pop(ticket, None)
        if showing is not None and self._still_counts(showing, now):
            self._shown(showing, handle, now)
        elif self._card(handle) is None:  # else a later attempt stands in its place
            self.channel.withdraw(handle)

    def _still_counts(self, showing: Showing, now: datetime) -> bool:
        rings = set(_ids(showing.ring))
        since = (card for card in self.cards if card != showing.replaces)
        again = any(rings & set(card.reminders) for card in since)
        return not again and any(r.due <= now < r.until for r in showing.names)

    def _lost(self, reason: str, now: datetime) -> None:
        for card in self.cards:
            self._record(now, card.reminders, "failed", card.handle, reason)
        self.cards = ()
        self.found = None

    def _shown(self, showing: Showing, handle: Handle, now: datetime) -> None:
        old = showing.replaces
        ring, carried = _ids(showing.ring), _ids(showing.carried)
        # First the new card: a kill between the two must not leave one that nobody knows.
        self._record(now, ring, "shown", handle, carried=carried)
        if old is not None:
            self._drop(old)
            if old.handle != handle:
                self._taken_down[old.handle] = old.reminders
                self._record(now, old.reminders, "withdrawn", old.handle, marked("replaced"))
        since = now if ring or old is None else old.since
        self.cards += (Card(handle, _ids(showing.names), since),)
        log.info("shown: %s", ", ".join(_ids(showing.names)))

    def _failed(self, showing: Showing, why: Unreachable, now: datetime) -> None:
        log.warning("not shown: %s: %s", ", ".join(_ids(showing.names)), why)
        if not showing.ring:
            if showing.replaces is not None:  # better no card than one that names what is done
                self.withdraw(showing.replaces, now, marked("could not be brought up to date"))
            return
        if why.ticket is not None:
            self._late[why.ticket] = showing
        self._record(now, _ids(showing.ring), "failed", reason=str(why))

    def _card(self, handle: Handle) -> Card | None:
        return next((card for card in self.cards if card.handle == handle), None)

    def _drop(self, gone: Card) -> None:
        self.cards = tuple(card for card in self.cards if card.handle != gone.handle)

    def _record(
        self,
        now: datetime,
        ring: tuple[ReminderId, ...],
        stage: Stage,
        handle: Handle | None = None,
        reason: str = "",
        *,
        carried: tuple[ReminderId, ...] = (),
    ) -> None:
        event = Delivery(
            stage,
            ring,
            carried=carried,
            channel=self.channel.name,
            handle=handle,
            confirmed=self.channel.confirms,
            reason=reason,
        )
        night = planning.night_in((ring + carried)[0])
        self._recorder.record(now, (night, event))


def _ids(reminders: tuple[Reminder, ...]) -> tuple[ReminderId, ...]:
    return tuple(reminder.id for reminder in reminders)
