"""A clock that goes where it is put."""

from datetime import datetime, timedelta, tzinfo


class VirtualClock:
    """What `Clock` asks for, in a world that knows the true time.

    Args:
        true: The true instant at which the machine was started, in UTC.
        zone: The zone of the machine.
    """

    def __init__(self, true: datetime, zone: tzinfo) -> None:
        self.true = true
        self.ahead = timedelta(0)
        """How far this machine's clock is ahead of the true time."""
        self.place = zone
        self.booted = true
        """When the machine was started, in true time."""

    def now(self) -> datetime:
        """What the machine takes for the present instant."""
        return self.true + self.ahead

    def zone(self) -> tzinfo:
        """The zone that the machine is set to."""
        return self.place

    def elapsed(self) -> timedelta:
        """The time that passed since the machine was started, however its clock was set."""
        return self.true - self.booted
