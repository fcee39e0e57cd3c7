"""What the buttons of notifications say."""

from coach.core.model import CHOICES, Asks
from coach.notify.port import Button
from coach.wording.translating import _, marked

LABELS = {
    "done": marked("Done"),
    "snooze": marked("Snooze"),
    "skip": marked("Skip"),
    "none": marked("None"),
    "cramp": marked("Cramp"),
    "unsure": marked("Unsure"),
    "mild": marked("Mild"),
    "middling": marked("Middling"),
    "bad": marked("Bad"),
    "yes": marked("Yes"),
    "no": marked("No"),
    "later": marked("Later"),
}
"""One short word each: servers cut long ones, and draw no more than three."""

PRIVATE = {"cramp": marked("Some")}
"""What a lock screen may show in its place."""


def buttons(asks: Asks, *, private: bool = False) -> tuple[Button, ...]:
    """The answers to what a notification asks."""
    labels = LABELS | PRIVATE if private else LABELS
    return tuple(Button(choice, _(labels[choice])) for choice in CHOICES[asks])
