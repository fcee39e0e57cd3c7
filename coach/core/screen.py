"""What the facts say is on the screen: for a daemon that starts again."""

from coach.core.history import Facts
from coach.core.model import Delivery, Handle
from coach.core.turning import Card


def open_cards(facts: Facts) -> tuple[Card, ...]:
    """The notifications that were shown and of which no end is recorded."""
    cards: dict[Handle, Card] = {}
    for fact in facts:
        event = fact.event
        if not isinstance(event, Delivery) or event.handle is None:
            continue
        if event.stage == "shown":
            cards[event.handle] = Card(event.handle, event.reminders + event.carried, fact.at)
        else:
            cards.pop(event.handle, None)
    return tuple(cards.values())
