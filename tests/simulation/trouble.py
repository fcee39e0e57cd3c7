"""A year of trouble, made from one seed: a list of timed events, nothing hidden."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.simulation import people
from tests.simulation.settings import Settings

ZONES = (
    "Europe/Prague",
    "Europe/Dublin",  # winter time is the daylight saving
    "America/New_York",
    "America/Santiago",  # changes at midnight
    "Africa/Cairo",  # changes at midnight
    "Pacific/Easter",  # changes at ten in the evening
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Auckland",
    "Asia/Kolkata",
    "America/Sao_Paulo",
)

RATES = {
    "mood": 365,
    "command": 70,
    "undo": 25,
    "absence": 80,
    "suspend": 75,
    "off": 35,
    "kill": 20,
    "crash": 80,
    "stop": 10,
    "zone": 12,
    "step": 24,
    "edit": 30,
    "spoil": 16,
    "server dies": 20,
    "server stalls": 20,
    "server refuses": 20,
    "server forgets": 10,
    "card expires": 15,
    "disk full": 6,
    "pause": 6,
    "activity": 35,
}
"""How often in a year."""


class Event(NamedTuple):
    """Something happens to the machine, or the person does something."""

    at: datetime
    """True time, in UTC."""
    what: str
    about: tuple[object, ...] = ()

    def __str__(self) -> str:
        about = ", ".join(map(_told, self.about))
        return f"{self.at:%Y-%m-%d %H:%M:%S}Z  {self.what}{': ' if about else ''}{about}"


class History(NamedTuple):
    """All that is given: the rest follows from the program."""

    seed: int
    home: str
    settings: Settings
    begins: datetime
    ends: datetime
    events: tuple[Event, ...]
    hasty: bool
    """Whether its notification server keeps to the timeouts that it is given."""


def history(seed: int, nights: int = 365) -> History:
    """What one seed means."""
    rng = Random(f"coach {seed}")  # noqa: S311 - a game
    home = rng.choice(ZONES)
    first = date(rng.randrange(2024, 2034), rng.randrange(1, 13), 1)
    settings = people.coached(
        Random(f"coaching {seed}"),  # noqa: S311 - a game of its own
        people.settings(rng),
    )
    zone = ZoneInfo(home)
    of_nights = _nightly(Random(f"nights {seed}"), zone, first, nights)  # noqa: S311 - a game
    events = sorted(
        (
            *_events(rng, settings, zone, first, nights),
            *of_nights,
            *_of_coach(seed, settings, zone, first, nights),
        ),
        key=lambda event: event.at,
    )
    begins = datetime.combine(first, time(3), UTC)
    ends = begins + timedelta(days=nights)
    inside = tuple(event for event in events if begins < event.at < ends)
    return History(seed, home, settings, begins, ends, inside, rng.random() < 0.5)


def _events(
    rng: Random, settings: Settings, zone: ZoneInfo, first: date, nights: int
) -> Iterator[Event]:
    current = settings
    times = {what: _times(rng, rate, settings, zone, first, nights) for what, rate in RATES.items()}
    moods = [_afternoon(zone, first + timedelta(days=n)) for n in range(nights)]
    for at in moods:
        yield Event(at, "mood", _mood(rng))
    for what, when in times.items():
        for at in when if what != "mood" else ():
            if what == "edit":
                current = people.edited(rng, current)
                yield Event(at, what, (current,))
            else:
                yield Event(at, what, _about(rng, what, current))


OF_COACH: dict[tuple[str, ...], int] = {
    ("review", "--yes"): 10,
    ("review", "--no"): 6,
    ("review", "--later"): 6,
    ("review",): 12,
    ("undo",): 6,
}
"""What is typed of what the coach suggests, and how often in a year."""
CHILDREN_THAT_DIE = 12
PHONES_IN_TROUBLE = 20
SWITCHES = 15
"""How often in a year a part of the coach is switched off, or on again."""


def _of_coach(
    seed: int, settings: Settings, zone: ZoneInfo, first: date, nights: int
) -> Iterator[Event]:
    rng = Random(f"of coach {seed}")  # noqa: S311 - a game of its own
    for words, rate in OF_COACH.items():
        for at in _times(rng, rate, settings, zone, first, nights):
            yield Event(at, "command", words)
    yield from _expecting(Random(f"calendar {seed}"), zone, first, nights)  # noqa: S311 - a game
    yield from _spells(rng, zone, first, nights)
    for at in _times(rng, PHONES_IN_TROUBLE, settings, zone, first, nights):
        yield Event(at, "phone", (rng.choice(("refuses", "stalls")), rng.choice((1, 1, 2, 5))))
    for at in _times(rng, CHILDREN_THAT_DIE, settings, zone, first, nights):
        yield Event(at, "child dies", (rng.choice((0, 1, 2)),))
    if settings.cold:
        yield from _sensor(Random(f"sensor {seed}"), zone, first, nights)  # noqa: S311 - a game
    switching = Random(f"switches {seed}")  # noqa: S311 - a game of its own
    for at in _times(switching, SWITCHES, settings, zone, first, nights):
        yield Event(at, "switch", (switching.choice(people.COACHING),))


TRIPS = 24


def _expecting(rng: Random, zone: ZoneInfo, first: date, nights: int) -> Iterator[Event]:
    """What a calendar says at some time or other, changes, calls off; and what is said of it."""
    for number in range(round(TRIPS / 365 * nights)):
        key, day = f"{rng.getrandbits(64):016x}", first + timedelta(days=rng.randrange(nights))
        hour = timedelta(hours=rng.uniform(4, 28))
        begins = (datetime.combine(day, time(), zone) + hour).astimezone(UTC)
        sort = rng.choice(("trip", "trip", "trip", "hike"))
        span = timedelta(minutes=rng.choice((90, 250, 400, 700, 1500)))
        mode = rng.choice(("train", "bus", "flight", "car", None)) if sort == "trip" else None
        about = (key, sort, begins, begins + span, mode)
        known = begins + timedelta(hours=rng.uniform(-60, 12))
        yield Event(known, "expected", about)
        if number % 3 == 0:
            moved = timedelta(hours=rng.choice((-3, 2, 24)))
            later = (key, sort, begins + moved, begins + span + moved, mode)
            yield Event(known + timedelta(hours=rng.uniform(1, 40)), "expected", later)
        if rng.random() < 0.3:
            yield Event(known + timedelta(hours=rng.uniform(1, 60)), "unexpected", (key,))
        if rng.random() < 0.4:
            word = (key, rng.random() < 0.5)
            yield Event(begins + timedelta(hours=rng.uniform(-5, 40)), "confirmed", word)


SPELLS = 6
"""In a year."""


def _spells(rng: Random, zone: ZoneInfo, first: date, nights: int) -> Iterator[Event]:
    """Weeks in which the person is always alike: answers nothing, does all at once, or later."""
    for _ in range(round(SPELLS / 365 * nights)):
        begins, kind = rng.randrange(nights), rng.choice(("nothing", "nothing", "done", "later"))
        after = rng.choice((25, 35)) * 60 if kind == "later" else 30
        mood = () if kind == "nothing" else tuple((after + n, "done") for n in range(8))
        for night in range(begins, min(begins + rng.randrange(4, 40), nights)):
            noon = _afternoon(zone, first + timedelta(days=night))
            yield Event(noon + timedelta(minutes=1), "mood", mood)


SENSOR_STOPS = 0.03
"""So likely on a day, for days."""
LIES: tuple[str | None, ...] = ("", "no reading", "85", "temp=-99.9", None)
"""What a sensor writes that is no temperature of a room; None: its file is gone."""


def _sensor(rng: Random, zone: ZoneInfo, first: date, nights: int) -> Iterator[Event]:
    """A thermometer writes on most afternoons: what it is, and now and then nonsense."""
    level, silent = 19.0, 0
    for night in range(nights):
        level = rng.choice((13.0, 17.0, 18.5, 20.0, 25.0)) if rng.random() < 0.1 else level
        silent = rng.randrange(1, 12) if rng.random() < SENSOR_STOPS else max(silent - 1, 0)
        degrees = round(level + rng.uniform(-1.5, 1.5), 1)
        spelled = rng.choice((f"{degrees}", f"temp={degrees}".replace(".", ","), f"{degrees} C"))
        told = (spelled, degrees) if rng.random() > SENSOR_STOPS else (rng.choice(LIES), None)
        at = _afternoon(zone, first + timedelta(days=night)) + timedelta(hours=rng.uniform(3, 9))
        if not silent:
            yield Event(at, "sensor", told)


NIGHTLY = {
    ("cramp",): 25,
    ("log", "cramp"): 15,
    ("log", "cramp", "--pain", "4"): 15,
    ("log", "cramp", "--at", "04:30"): 15,
    ("morning", "--none"): 15,
    ("morning", "--unsure"): 10,
    ("morning", "--cramps", "3"): 10,
    ("morning", "--cramps", "1", "--pain", "9"): 10,
}
"""What is typed about nights, and how often in a year."""


def _nightly(rng: Random, zone: ZoneInfo, first: date, nights: int) -> Iterator[Event]:
    """Most of it from midnight to noon. A game of its own: the rest of a history stays as it is."""
    for words, rate in NIGHTLY.items():
        for _ in range(round(rate / 365 * nights * rng.uniform(0, 2))):
            night = first + timedelta(days=rng.randrange(nights))
            hours = rng.uniform(24, 36) if rng.random() < 0.8 else rng.uniform(12, 36)
            wall = datetime.combine(night, time(), zone) + timedelta(seconds=int(hours * 3600))
            yield Event(wall.astimezone(UTC), "command", words)


def _times(
    rng: Random, rate: int, settings: Settings, zone: ZoneInfo, first: date, nights: int
) -> list[datetime]:
    """Most trouble where it hurts: in the hours before bedtime."""
    count = sum(rng.random() < rate / 365 * nights - n for n in range(int(rate / 365 * nights) + 1))
    return sorted(_time(rng, settings, zone, first, nights) for _ in range(count))


def _time(rng: Random, settings: Settings, zone: ZoneInfo, first: date, nights: int) -> datetime:
    night = first + timedelta(days=rng.randrange(nights))
    if rng.random() < 0.25:
        minutes = rng.uniform(12 * 60, 36 * 60)
    else:
        bedtime = settings.bedtime[night.weekday()]
        bedtime += 24 * 60 if bedtime < settings.rollover else 0
        minutes = bedtime - rng.triangular(-40, 240, 50)
    wall = datetime.combine(night, time(), zone) + timedelta(seconds=int(minutes * 60))
    return wall.astimezone(UTC)


def _afternoon(zone: ZoneInfo, night: date) -> datetime:
    return datetime.combine(night, time(12, 30), zone).astimezone(UTC)


def _mood(rng: Random) -> tuple[object, ...]:
    """How the person takes the evening's reminders: after how many seconds they do what."""
    actions = (
        *("done", "done", "done", "snooze", "skip"),
        *("close", "twice", "crossed", "typed", "ignore"),
    )
    quick = rng.random() < 0.6
    return tuple(
        (rng.randrange(2, 240) if quick else rng.randrange(60, 3000), rng.choice(actions))
        for _ in range(rng.randrange(1, 8))
    )


def _about(rng: Random, what: str, settings: Settings) -> tuple[object, ...]:
    """What more there is to say of an event of some kind."""
    if what == "command":
        return _command(rng, settings)
    return _ABOUT[what](rng) if what in _ABOUT else ()


def _boot(rng: Random) -> tuple[object, ...]:
    """How far the clock is wrong after this boot, in minutes, and when the network sets it."""
    if rng.random() < 0.8:
        return 0, 0
    days = rng.choice((-9000, -400, -3, 2, 30, 200))
    return days * 1440, rng.choice((0.2, 3, 12, 25, 300, 3000))


def _step(rng: Random) -> tuple[object, ...]:
    """By how many minutes the clock is set, and after how many more it is set right."""
    if rng.random() < 0.7:
        return rng.uniform(-170, 170), rng.choice((1, 10, 60, 600))
    return rng.choice((-1, 1)) * rng.choice((200, 600, 1440, 4320, 40000, 400000)), rng.choice(
        (1, 20, 200, 1500)
    )


def _command(rng: Random, settings: Settings) -> tuple[object, ...]:
    habit = rng.choice(settings.habits).key
    verb = rng.choice(("done", "done", "done", "skip", "snooze"))
    words = [verb, habit]
    if verb == "snooze" and rng.random() < 0.4:
        words += ["--for", f"{rng.choice((1, 7, 45, 200))}min"]
    if rng.random() < 0.15:
        words += ["--night", "yesterday"]
    return tuple(words)


def _activity(rng: Random) -> tuple[str, ...]:
    sort = rng.choice(("hike", "hike", "trip", "work"))
    if sort == "hike":
        km, up = rng.choice((3, 8, 14, 25)), rng.choice((50, 400, 900))
        return ("log", "hike", "--distance", f"{km}", "--ascent", f"{up}", "--duration", "6h")
    if sort == "trip":
        return ("log", "trip", "--duration", f"{rng.choice((2, 5, 9))}h")
    return ("log", "work", "--duration", "8h", "--effort", f"{rng.choice((3, 6))}")


_ABOUT: dict[str, Callable[[Random], tuple[object, ...]]] = {
    "absence": lambda rng: (
        rng.choice(("locked", "idle", "quiet")),
        rng.choice((3, 10, 30, 60, 180)),
    ),
    "suspend": lambda rng: (rng.choice((1, 3, 10, 45, 120, 600)) + rng.random(),),
    "off": lambda rng: (rng.choice((2, 10, 60, 600, 3000, 14400)) + rng.random(), *_boot(rng)),
    "kill": lambda rng: (rng.choice((1, 1, 5, 60, 1800)),),
    "crash": lambda rng: (rng.randrange(14),),
    "zone": lambda rng: (rng.choice(ZONES), rng.choice((600, 3000, 10000, 20000))),
    "step": _step,
    "spoil": lambda rng: (
        rng.choice(("mistake", "deleted", "empty", "half")),
        rng.choice((1, 60, 1500)),
    ),
    "server dies": lambda rng: (rng.choice((0, 1, 5, 40)) + 0.1,),
    "server stalls": lambda rng: (rng.choice((3, 30, 70, 400)),),
    "server refuses": lambda rng: (rng.choice((1, 2, 4)),),
    "disk full": lambda rng: (
        rng.choice((2, 10, 40)),
        rng.random() < 0.3,
        rng.random() < 0.5,
    ),
    "pause": lambda rng: (rng.choice((0, 0, 2, 5)), rng.choice((30, 1500, 6000))),
    "activity": lambda rng: (_activity(rng),),
}


def _told(value: object) -> str:
    return value.text().replace("\n", "; ") if isinstance(value, Settings) else str(value)
