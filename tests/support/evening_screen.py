"""What a person saw of an evening on the fake server: which reminders came up, and when."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

_NAME = re.compile(r"\br\d\d\b")
"""How the reminders of these evenings are called, alone in a title or several in a body."""


class Showing(NamedTuple):
    """A card that came up or was brought up to date."""

    at: datetime
    number: int
    replaces: int
    names: frozenset[str]
    new: frozenset[str]
    """Those that did not stand on the card in whose place it came."""
    same: bool
    """Whether it came in the place of a card that said just the same."""


class Screen:
    """Follows the calls that a fake server took."""

    def __init__(self) -> None:
        self.seen = 0
        """How many calls were followed so far."""
        self.showings: list[Showing] = []
        self._names: dict[int, frozenset[str]] = {}
        self._ever: dict[int, set[str]] = {}
        self._card: dict[str, int] = {}

    def follow(self, calls: Iterable[dict[str, Any]], ahead: timedelta) -> None:
        """Take up more calls, made while the daemon's clock was `ahead`."""
        for call in calls:
            # A Notify that waits for its answer has no number yet: it is read again later.
            if call["method"] == "Notify" and "number" not in call:
                return
            self.seen += 1
            if call["method"] == "Notify" and call["body"][5]:  # with buttons: a reminder
                self._shown(call, ahead)

    def _shown(self, call: dict[str, Any], ahead: timedelta) -> None:
        number, replaces = call["number"], call["body"][1]
        names = frozenset(_NAME.findall(f"{call['body'][3]}\n{call['body'][4]}"))
        before = self._names.get(number, frozenset()) if number == replaces else frozenset()
        at = datetime.fromtimestamp(call["at"], UTC) + ahead
        showing = Showing(at, number, replaces, names, names - before, names == before)
        self.showings.append(showing)
        self._names[number] = names
        self.ever(number).update(names)
        self._card |= dict.fromkeys(names, number)

    def names(self, number: int) -> frozenset[str]:
        """What stands on a card."""
        return self._names.get(number, frozenset())

    def ever(self, number: int) -> set[str]:
        """What has stood on a card so far, and may yet: the set grows."""
        return self._ever.setdefault(number, set())

    def cards(self, up: Iterable[int]) -> list[int]:
        """Those of the cards that are up which are the newest to name something."""
        return [number for number in up if number in self._card.values()]
