"""What a preview tells."""

from datetime import date, datetime, timedelta

from coach.core.model import ReminderId
from coach.named import NamedTuple


class Shown(NamedTuple):
    """A notification that rang."""

    night: date
    at: datetime
    title: str
    body: str
    reminders: tuple[ReminderId, ...]
    carried: tuple[ReminderId, ...]
    """Named as well, without ringing anew."""
    late: tuple[ReminderId, ...]


class Gone(NamedTuple):
    """A notification that was taken down, unanswered."""

    night: date
    at: datetime
    reminders: tuple[ReminderId, ...]


class Told(NamedTuple):
    """Something that the person let happen, and what coach said to it."""

    night: date
    at: datetime
    words: tuple[str, ...]
    span: timedelta | None
    reply: str


Entry = Shown | Gone | Told
