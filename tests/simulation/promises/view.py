"""What every check looks at: the world, what happened in it, the settings in force, the time.

Nothing here asks `coach.core` what it thinks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from zoneinfo import ZoneInfo

from coach.core.model import Decided, Fact, Proposed, Remark
from coach.core.questions.confirming import slot_of
from tests.simulation import journeys
from tests.simulation.easing import eased
from tests.simulation.ledger import Entry, Ledger, State
from tests.simulation.promises.believing import Believing
from tests.simulation.questions import asked, cards, is_question, is_told
from tests.simulation.settings import (
    DAY_NAMES,
    Due,
    Night,
    Settings,
    night_of,
    planned,
    walls,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.simulation.server import Put
    from tests.simulation.world import World

GRACE = timedelta(seconds=5)
"""How long a turn may take in the true world: a server's deadline."""
BACKOFF = timedelta(minutes=16)
"""The longest wait after a refusal, and a little."""
JOURNEY = timedelta(days=3)
DAY = timedelta(days=1)
CARDS = ("less-", "back.", "week-")
"""How the remarks begin that come on a card of their own."""
LINES = ("lapse.", "first-", "return.", "hikes.")
"""How those begin that come with a reminder."""
FOLLOW_UPS = ("stretch-early", "leg-check", "soreness", "on-the-way")


class Broken(AssertionError):
    """A promise was not kept."""

    def __init__(self, promise: str, what: str) -> None:
        super().__init__(f"{promise}: {what}")
        self.promise = promise


class _Written(NamedTuple):
    """When a time was written: by the file, and as far as the daemon could believe that."""

    file: datetime
    noticed: datetime


class View:
    """One world as the checks see it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ledger = Ledger()
        self.believing = Believing()
        self.settings: Settings = world.history.settings
        """Those in force."""
        self.orphans: set[str] = set()
        """Cards that no daemon can know of: it died before it could record them."""
        self.heard: Callable[[Fact], None] = lambda _: None
        """Who looks at each new fact."""
        self.checks = 0
        """How often something was held against a promise."""
        begins = world.history.begins
        self._written = dict.fromkeys(walls(self.settings), _Written(begins, begins))
        self._edited = begins
        self._last_asked: tuple[Night, int, dict[str, Due]] | None = None
        self._last_night: tuple[Settings, tzinfo, int, Night] | None = None

    def broken(self, promise: str, what: str) -> NoReturn:
        """A promise was not kept.

        Raises:
            Broken: always.
        """
        raise Broken(promise, f"{what} [{self.world.clock.true:%Y-%m-%d %H:%M:%S}Z]")

    # --- time ----------------------------------------------------------------------------

    def now(self) -> datetime:
        """What the machine takes for the present."""
        return self.world.clock.now()

    def zone(self) -> tzinfo:
        """Where the settings are meant, at present."""
        name = self.settings.timezone
        return self.world.clock.place if name == "local" else ZoneInfo(name)

    def night(self) -> Night:
        """The night that contains the machine's present; computed again when anything changed."""
        zone, now = self.zone(), self.now()
        if self._last_night is not None:
            settings, place, version, night = self._last_night
            same = settings is self.settings and place is zone and version == self.ledger.version
            if same and night.begins <= now < night.ends:
                return night
        night = self.planned(night_of(self.settings, now, zone))
        self._last_night = self.settings, zone, self.ledger.version, night
        return night

    def planned(self, night: date) -> Night:
        """What a night asks: by the settings, and as the coach asks less of it."""
        words = self.ledger.eased(night)
        settings = eased(self.settings, night, words) if words else self.settings
        return planned(settings, night, self.zone())

    def asked(self) -> dict[str, Due]:
        """What tonight asks, and what the night before still does."""
        night, version = self.night(), self.ledger.version
        if self._last_asked is not None:
            same, at, asked = self._last_asked
            if same is night and at == version:
                return asked
        before = self.planned(night.night - DAY)
        found = dict(night.asked)
        for one in (before, night):
            of_calendars = journeys.asked(one, self.ledger.expected(), self.ledger.made())
            for due in (*self._questions(one), *of_calendars):
                if due.until > night.begins:
                    found[due.id] = due
        self._last_asked = night, version, found
        return found

    def _questions(self, night: Night) -> Iterator[Due]:
        if "morning_check" not in self.settings.off:
            yield from asked(night, self.ledger.words(night.night))
        proposal = self.suggests(night.night) and self.suggested(night.night) is not None
        told = any(
            remark.name.startswith(CARDS) and not self.is_off(remark, night.night)
            for fact, remark in self.ledger.of_coach(Remark)
            if fact.night == night.night
        )
        yield from cards(night, proposal=proposal, told=told)

    def is_review(self, night: date) -> bool:
        """Whether the week is summed up on an evening."""
        off = "review" in self.settings.off
        return not off and DAY_NAMES[night.weekday()] == self.settings.review

    def suggests(self, night: date) -> bool:
        """Whether what is suggested comes on an evening."""
        return self.is_review(night) and "proposals" not in self.settings.off

    def is_off(self, remark: Remark, night: date) -> bool:
        """Whether what a remark belongs to is switched off, or not for this evening."""
        if remark.name.startswith("less-"):
            return "back_off" in self.settings.off
        if remark.name.startswith("week-"):
            return not self.is_review(night)
        return remark.name.startswith(LINES) and "remarks" in self.settings.off

    def suggested(self, night: date) -> Fact | None:
        """The last suggestion that was made for an evening."""
        made = [fact for fact, _ in self.ledger.of_coach(Proposed) if fact.night == night]
        return made[-1] if made else None

    @staticmethod
    def night_in(name: str) -> date:
        """The night of a reminder."""
        return date.fromisoformat(name[:10])

    def was_decided(self) -> bool:
        """Whether any suggestion was: taking that back may not be possible any more."""
        return bool(self.ledger.of_coach(Decided))

    def decided(self, proposal: str) -> bool:
        """Whether there is a word on a suggestion."""
        return any(said.proposal == proposal for _, said in self.ledger.of_coach(Decided))

    def answered_at_once(self, made: Fact, without: Iterable[str] = ()) -> bool:
        """Whether there is one of its own evening: a wrong clock may live that once more."""
        words = [fact for fact, said in self.ledger.of_coach(Decided) if said.proposal == made.id]
        return any(fact.night == made.night and fact.id not in without for fact in words)

    def state(self, name: str, since: datetime | None = None) -> State:
        """Where a reminder or a question stands, from what happened."""
        state = self.ledger.state(name, since)
        if not is_question(name):
            return state
        return state._replace(settled=self.answered(name))

    def answered(self, name: str, without: Iterable[str] = ()) -> bool:
        """Whether a question is answered; how bad it was is answered once it is not asked.

        Args:
            name: Of the question.
            without: Facts that do not count.
        """
        night = planned(self.settings, date.fromisoformat(name[:10]), self.zone())
        if "ask.notice" in name:
            return False
        if "ask.expected" in name:
            slot = int(name.split("/")[2])
            trips = [t for t in self.ledger.expected() if slot_of(t.event.key) == slot]
            return all(trip.happened is not None for trip in trips)
        if "ask.proposal" in name:
            made = self.suggested(night.night)
            return made is not None and self.answered_at_once(made, without)
        words = self.ledger.words(night.night, without)
        if "ask.morning" in name:
            return is_told(night, words)
        return name not in {due.id for due in asked(night, words)}

    def look(self) -> None:
        """The daemon looks at its clock."""
        step = self.believing.look(self.now(), self.world.clock.elapsed())
        if step is not None and step.now < step.was:
            night = night_of(self.settings, step.now, self.zone())
            self.ledger.set_back(step.was, step.now, night)
        elif step is not None:
            self.ledger.set_forward(step.was, step.now)

    # --- settings ------------------------------------------------------------------------

    def take_up_settings(self) -> None:
        """The file, where it is good, is in force from the daemon's next look on."""
        new = self.world.file
        if new is None or new == self.settings:
            return
        old_walls, new_walls = walls(self.settings), walls(new)
        written = _Written(self.world.file_written, min(self.world.file_written, self.now()))
        self._written = {
            slot: self._written[slot] if old_walls.get(slot) == wall else written
            for slot, wall in new_walls.items()
        }
        self.settings = new
        self._edited = self.world.clock.true

    def since(self, due: Due) -> datetime | None:
        """Since when a reminder is asked for at its wall time; None: nobody can tell."""
        written = self._written.get((due.slot, due.night.weekday()))
        past = written is not None and written.noticed <= self.now()
        return written.noticed if written is not None and past else None

    def written_too_late(self, due: Due) -> bool:
        """Whether a time may have been written after it was due."""
        written = self._written.get((due.slot, due.night.weekday()))
        return any(due.due < instant <= self.now() for instant in written or ())

    def certain(self, due: Due) -> bool:
        """Whether the clock was not behind the file when its time for this was first read."""
        written = self._written.get((due.slot, due.night.weekday()))
        return written is not None and written.file == written.noticed

    def edited_on_a_journey(self) -> bool:
        """Whether the zone and the settings changed within days.

        A reminder's night may then be another than that of the edit, and of the timetables
        before the last one of earlier nights a journal tells nothing.
        """
        both = (self._edited, self.world.travelled)
        return all(self.world.clock.true - instant < JOURNEY for instant in both)

    # --- what happens --------------------------------------------------------------------

    def note(self, name: str, what: str, **about: object) -> Entry:
        """Something happened to a reminder."""
        night = date.fromisoformat(name.split("/", maxsplit=1)[0])
        entry = Entry(what, self.now(), night, **about)
        self.ledger.add(name, entry)
        return entry

    def open_cards(self) -> list[Put]:
        """The reminders on the screen that the daemon can know of."""
        cards = self.world.server.screen.values()
        return [put for put in cards if put.names and put.handle not in self.orphans]

    def recently_troubled(self) -> bool:
        """Whether the daemon may still be waiting before it tries the server again."""
        server = self.world.server
        if server.troubled is None or server.fresh():
            return False
        by_its_clock = self.now() - server.troubled_by_clock
        return self.world.clock.true - server.troubled < BACKOFF or abs(by_its_clock) < BACKOFF

    def stalled(self) -> bool:
        """Whether a deadline passed within this turn."""
        troubled = self.world.server.troubled
        return troubled is not None and self.world.clock.true - troubled < GRACE * 2
