"""What tells the daemon whether somebody is there, whoever asks whom."""

from typing import Protocol, get_args

import pytest

from coach.core.model import Absence
from coach.daemon.daemon import Presence

ABSENCES: tuple[Absence, ...] = tuple(a for a in get_args(Absence) if a != "deskless")
"""That nothing is shown on a desktop is said by the config, and by no presence."""


class Home(Protocol):
    """A presence, and its person to play with."""

    presence: Presence

    def leave(self, how: Absence) -> None:
        """Be away, in this way only."""

    def come_back(self) -> None:
        """Be there again."""


class TellsPresence:
    """What holds for every presence."""

    def test_somebody_is_there_unless_known_to_be_away(self, home: Home) -> None:
        assert home.presence.absence() is None

    @pytest.mark.parametrize("absence", ABSENCES)
    def test_each_absence_is_told_and_told_again_until_it_ends(
        self, home: Home, absence: Absence
    ) -> None:
        for _ in range(2):
            home.leave(absence)
            assert home.presence.absence() == absence
            assert home.presence.absence() == absence
            home.come_back()
            assert home.presence.absence() is None

    def test_one_absence_may_follow_another(self, home: Home) -> None:
        for absence in ABSENCES:
            home.leave(absence)
            assert home.presence.absence() == absence
