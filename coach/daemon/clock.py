"""The system's clock and zone, read afresh each time."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from coach.senses.zone import local_zone


class SystemClock:
    """What `Clock` asks for, from this machine."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The zone of this machine, also after it travelled."""
        return local_zone(self._environ)
