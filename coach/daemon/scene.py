"""When and where a turn is taken, and what is to be said there."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import partial

from coach.content.texts import words_for
from coach.core import nights
from coach.core.model import Config, Reminder
from coach.core.turning import Showing
from coach.named import NamedTuple
from coach.notify.port import Notice
from coach.wording import questions, reminders

Line = Callable[[Reminder], str]
"""A line for a reminder; mostly empty."""


class Scene(NamedTuple):
    """When and where a turn is taken, and under which config."""

    config: Config
    zone: tzinfo
    night: date
    now: datetime

    @property
    def local(self) -> datetime:
        """Now, with the local offset, as facts keep it."""
        return nights.local(self.now, self.zone)

    def notice(self, showing: Showing, *, private: bool, cold: Line) -> Notice:
        """What a card says: of some habits together, or of one question.

        Args:
            showing: What it is about.
            private: Whether others may see it.
            cold: What is said of a cool evening with a reminder.
        """
        names = showing.names
        if names[0].asks == "habit":
            notice = reminders.notice(
                showing, self.zone, partial(self._text, cold), private=private
            )
        else:
            notice = questions.notice(names[0], self.zone, private=private)
        return notice._replace(lasts=max(r.until for r in names) - self.now)

    def _text(self, cold: Line, reminder: Reminder) -> str:
        """A few words worth reading with a reminder."""
        lines = (cold(reminder), words_for(reminder, self.config.person))
        return "\n".join(filter(None, lines))
