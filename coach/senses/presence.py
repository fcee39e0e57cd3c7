"""Whether somebody would see a reminder now."""

from collections.abc import Mapping
from datetime import timedelta

from coach.core.model import Absence
from coach.senses.inquiry import DEADLINE, SOON, Inquiry
from coach.senses.logind import Logind
from coach.senses.quiet import Quiet

UNHEARD = timedelta(minutes=1)
"""How soon to look again where the end of an absence may come without a signal."""


class Unknown:
    """Nothing can be known here: somebody counts as there."""

    def absence(self) -> None:
        """Nobody is known to be away."""


class Whereabouts:
    """What logind and the notification server know, put together.

    None of it is needed: what cannot be asked knows nothing, and somebody counts as there.
    """

    def __init__(
        self, environ: Mapping[str, str], platform: str, deadline: float = DEADLINE
    ) -> None:
        """Connect to nothing yet.

        Args:
            environ: The environment.
            platform: As `sys.platform` spells it; only Linux has any of this.
            deadline: Seconds for each question.
        """
        self._logind = Logind(environ, deadline)
        self._quiet = Quiet(environ, deadline)
        self.senses: tuple[Inquiry, ...] = ()
        """What the loop listens to: `read` tells whether it calls for a turn."""
        if platform.startswith("linux"):
            self.senses = (self._logind, self._quiet)

    def absence(self) -> Absence | None:
        """Why nobody would see a reminder now: asleep, locked, idle, quiet, in this order.

        Asks nothing where nothing has changed, save what no signal tells (see `Quiet`).
        """
        return next(filter(None, (sense.absence() for sense in self.senses)), None)

    def look_again(self) -> timedelta | None:
        """How soon to look again; None: a signal tells when the person is back."""
        if any(sense.slow for sense in self.senses):
            return SOON
        return UNHEARD if self._quiet.unannounced else None

    def noticed(self) -> tuple[Absence, ...]:
        """Which absences would be noticed here if they came to be."""
        for sense in self.senses:
            sense.absence()
        return self._logind.noticed() + self._quiet.noticed()

    def close(self) -> None:
        """Leave the buses."""
        for sense in self.senses:
            sense.close()
