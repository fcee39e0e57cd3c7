"""What a file of another program tells of one activity, whatever its format."""

from datetime import datetime, timedelta

from coach.named import NamedTuple


class Unreadable(Exception):
    """Nothing can be told from a file; the text says why, as a sentence without its name."""


class Nothing(Unreadable):
    """A file is whole and has no recorded activity: a plan, a course, a list of places."""


class Motion(NamedTuple):
    """How much one moved. None: the file does not tell."""

    metres: float | None = None
    seconds: float | None = None
    """In motion, without rests."""
    up: float | None = None
    down: float | None = None
    """Metres of height."""


class Track(NamedTuple):
    """One recorded activity."""

    sport: str
    """As the file calls it; empty where it does not."""
    begun: datetime
    """With the offset of the place where the file tells it, else in UTC."""
    ended: datetime
    """The same."""
    whole: Motion
    carried: Motion = Motion()
    """The part of it at a speed that no legs keep up: the way home in the car, or a ride."""
    placed: bool = True
    """Whether it says where one was. Without, a distance may have been swum, or be a machine's."""

    @property
    def duration(self) -> timedelta:
        """From the first moment to the last, rests included."""
        return self.ended - self.begun
