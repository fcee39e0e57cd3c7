"""Mistakes in the config: told, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tests.simulation.promises.view import View
    from tests.simulation.server import Put

NEED_A_LOOK = "The settings need a look"
AT_REST = timedelta(seconds=2)
"""A file that has been as it is for so long is not being written any more."""


class Mistakes:
    """Holds what is said of the config file against what is promised of it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._told = 0
        self._seen: datetime | None = None
        """When the daemon first looked at a file with mistakes."""
        self._text: bytes | None = None
        """What that file says; None: it was deleted."""
        self._unsayable = False

    def begin(self) -> None:
        """Another daemon: it has told nothing."""
        self._seen = None

    def server_goes(self) -> None:
        """What is said now is in the log alone."""
        self._unsayable = True

    def new_turn(self) -> None:
        """The daemon is about to look; mistakes that it has seen already are no new ones."""
        if self._view.world.file is not None:
            self._seen = None
            return
        text = self._view.world.text_of_file()
        if self._seen is None or text != self._text:
            self._text = text
            self._seen = self._view.world.clock.true
            self._told = 0
            self._unsayable = not self._view.world.server.up

    def said(self, put: Put) -> None:
        """A notification came up that is no reminder."""
        if put.notice.title != NEED_A_LOOK or put.late:
            return
        self._told += 1
        if self._view.world.file is not None:
            self._view.broken("mistakes", "told of mistakes where there are none")
        if self._told > 1:
            self._view.broken("mistakes", "told twice of the same mistakes")

    def after_turn(self) -> None:
        """The daemon has looked and acted."""
        if self._seen is None or self._unsayable or self._told:
            return
        troubled = self._view.world.server.troubled
        refused = troubled is not None and troubled >= self._seen
        if not refused and self._view.world.clock.true - self._seen > AT_REST:
            self._view.broken("mistakes", "mistakes in the file were not told")
