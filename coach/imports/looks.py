"""What an event looks like: a hike, a trip, or nothing that tires legs."""

import re
from collections.abc import Iterable
from typing import Literal

from coach.core.model import Calendar
from coach.named import NamedTuple

_MODES = (
    ("flight", r"flights?|fly|flying|plane"),
    ("train", r"trains?|rail"),
    ("bus", r"bus|coach"),
    ("car", r"drive|driving|car|road trip"),
)
_MODE = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _MODES), re.IGNORECASE
)


class Look(NamedTuple):
    """What a title or a category makes of an event."""

    sort: Literal["hike", "trip"]
    mode: str | None = None


class Looks:
    """The person's words, ready to be looked for."""

    def __init__(self, calendar: Calendar) -> None:
        self._hike = _any_of(calendar.hike_words)
        self._trip = _any_of(calendar.trip_words)

    def of(self, title: str, categories: Iterable[str] = ()) -> Look | None:
        """What an event is: by its title, else by its categories; the first word counts."""
        for text in (title, *categories):
            hike, trip = self._hike.search(text), self._trip.search(text)
            if hike and (trip is None or hike.start() < trip.start()):
                return Look("hike")
            if trip:
                return Look("trip", _mode(title) or _mode(text))
        return None


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words, not as a part of another; without words, nothing."""
    longest_first = sorted((" ".join(word.split()) for word in words), key=len, reverse=True)
    joined = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _mode(text: str) -> str | None:
    found = _MODE.search(text)
    return found.lastgroup if found else None
