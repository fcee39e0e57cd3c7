"""The nouns, frozen.

All instants are aware datetimes. Values are NamedTuples, not dataclasses: importing
`dataclasses` alone would cost a command as much as starting Python (docs/decisions.md).
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from coach.named import NamedTuple

Days = frozenset[int]
"""Weekdays of the evening on which a night begins, Monday = 0."""

ReminderId = str
"""Spelled from meaning: night / habit / slot, as in `2026-11-22/stretch/1`."""

Handle = str
"""What a channel calls one notification that it shows; opaque outside its channel."""


# --- what the person wants: the config ---------------------------------------------------


class Anchored(NamedTuple):
    """A time that moves with bedtime or wake: `bedtime - 45min`."""

    anchor: Literal["bedtime", "wake"]
    offset: timedelta


Moment = time | Anchored
"""When in a night: a wall time, or one tied to bedtime or wake."""


class Habit(NamedTuple):
    """A commitment from the config."""

    key: str
    title: str
    at: tuple[Moment, ...]
    until: Moment
    cue: str
    days: Days
    routine: str
    snooze: timedelta
    repeat: int
    """How often an unanswered reminder comes back."""
    repeat_after: timedelta


AVOIDABLE = ("dairy", "fish", "nuts", "soy", "sesame", "gluten", "meat", "animal")
"""What a person may ask never to be shown, as in the config."""

NOTABLE = (
    "levothyroxine-bedtime",
    "reduced-sensation",
    "diabetes",
    "poor-balance",
    "pregnant",
    "kidney-disease",
    "kidney-stones",
    "artery-disease",
    "past-clot",
    "restless-legs",
    "knee-or-hip-replacement",
)
"""What the texts heed, as in the config."""


class Person(NamedTuple):
    """What changes the texts; never leaves the machine."""

    birth_year: int | None = None
    avoid: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()


class Aftercare(NamedTuple):
    """What follows an activity of one kind."""

    extra: tuple[str, ...]
    min_load: float | None = None
    min_hours: float | None = None


class Desktop(NamedTuple):
    """The desktop channel."""

    private: bool = False
    enabled: bool = True
    """False: this machine has no desktop for it, or the phone alone is wanted."""


class Push(NamedTuple):
    """The push channel; one of `url`, `url_file` and `url_env` is given."""

    url: str | None
    url_file: str | None
    after: timedelta
    url_env: str | None = None
    private: bool = True


class Inbox(NamedTuple):
    """Where recordings of watches and phones arrive."""

    folder: str | None = None
    """A whole path; None: nowhere is looked."""


class Coaching(NamedTuple):
    """What the coach does beside reminding; each can be switched off."""

    morning_check: bool = True
    """Ask in the morning how the night was."""
    review: str = "sun"
    """The evening on which the week is summed up, `mon` to `sun`; `off`: it is not announced."""
    proposals: bool = True
    """Suggest changes of the plan."""
    back_off: bool = True
    """Ask less while reminders are seen and not answered."""
    remarks: bool = True
    """Say a line with a reminder on a few evenings."""
    doctor_signs: bool = True
    """Name published reasons to see a doctor, from what the person ticked."""


TRIP_WORDS = (
    "flight",
    "fly to",
    "train to",
    "night train",
    "bus to",
    "coach to",
    "drive to",
    "drive home",
    "road trip",
    "by train",
    "by bus",
    "by car",
    "travel to",
    "trip to",
)
HIKE_WORDS = ("hike", "hiking", "walk", "walking", "trek", "mountain", "mountains", "hut tour")
"""What trips and hikes are called in calendars, unless the person says otherwise."""


class Calendar(NamedTuple):
    """Which calendars are read, and what in them looks like long sitting or a hike."""

    files: tuple[str, ...] = ()
    """ICS files and folders of them; none: no calendar is read."""
    trip_words: tuple[str, ...] = TRIP_WORDS
    """Looked for in titles and categories, as whole words; small and capital letters alike."""
    hike_words: tuple[str, ...] = HIKE_WORDS
    min_hours: float = 4.0
    """A trip that is shorter does not count."""
    addresses: frozenset[str] = frozenset()
    """The person's own, in small letters: what one of them declined does not count."""


class Thermometer(NamedTuple):
    """A thermometer that the person has, and from where on an evening counts as cool."""

    file: str | None = None
    """What some program of the person's writes: a file with a number."""
    below: float | None = None
    """Degrees Celsius; None: what is advised for the person's age."""
    unit: Literal["C", "F"] = "C"
    """Of numbers that come without a letter, in the file and in the config."""


class Config(NamedTuple):
    """One person's plan for every night."""

    bedtime: tuple[time, ...]
    """Seven, Monday's evening first."""
    wake: tuple[time, ...]
    """Seven: the wake time that ends the night of that evening."""
    timezone: str
    """`local` or an IANA name."""
    rollover: time
    budget: int
    habits: tuple[Habit, ...]
    person: Person
    after: Mapping[str, Aftercare]
    desktop: Desktop
    push: Push | None
    coaching: Coaching = Coaching()
    inbox: Inbox = Inbox()
    calendar: Calendar = Calendar()
    cold: Thermometer = Thermometer()


# --- what tires legs ---------------------------------------------------------------------


class Activity(NamedTuple):
    """Something that tires legs: a hike, long sitting (trip), hard work. None: not told.

    A ride on a bicycle is counted and told of, and asks nothing of the evening.
    """

    sort: Literal["hike", "trip", "work", "ride"]
    when: datetime
    """When it ended."""
    duration: timedelta | None = None
    """From its beginning to its end, rests included."""
    distance_km: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    effort: float | None = None
    """How hard it felt, 0 to 10."""
    pack_kg: float | None = None
    mode: str | None = None
    """What a trip was made by: car, train, bus, flight."""
    note: str = ""
    begun: datetime | None = None
    """When a recording of it begins, with the offset of the place where that is known."""
    moving: timedelta | None = None
    """The part of a recording in which one moved."""
    source: str = ""
    """The recording that it was taken from: its kind and content (`coach/imports/taking.py`)."""


class Expected(NamedTuple):
    """Something in a calendar that tires legs; the newest word on its key counts.

    Neither its title nor its place, people or words are kept: they are not needed to ask whether it
    took place.
    """

    key: str
    """Of one occurrence: a digest of its uid and of which repetition it is."""
    sort: Literal["hike", "trip"]
    begins: datetime
    ends: datetime
    timed: bool = True
    """False where only the day is known: how much of it, nobody can tell."""
    mode: str | None = None
    """What a trip is made by, where the title says so: car, train, bus, flight."""
    source: str = ""
    """A digest of the configured file or folder; empty where it was imported once."""


class Unexpected(NamedTuple):
    """What was expected is no longer in the calendar, or was called off."""

    key: str


class Confirmed(NamedTuple):
    """The person's word on whether something that was expected took place; the last one counts."""

    key: str
    happened: bool
    via: Literal["button", "command"]


Level = Literal["none", "light", "moderate", "hard", "very hard"]
"""What a load is called."""


class Because(NamedTuple):
    """Why an evening gets more care."""

    activity: Activity
    since: int
    """Evenings since the activity: 0 on its own."""
    level: Level
    """Of everything that is still felt."""
    extra: tuple[str, ...] = ()
    """What the config adds on the activity's own evening: drink, walk, pumps."""


# --- what is meant to happen: the plan ---------------------------------------------------


Asks = Literal["habit", "morning", "severity", "proposal", "expected", "notice"]
"""What a notification asks: whether a habit was done; how the night was; how bad the cramps
were; whether a suggested change is wanted; whether an expected trip takes place. A notice asks
nothing."""

Choice = str
"""What a button says, as one word; which there are is in CHOICES."""

CHOICES: Mapping[Asks, tuple[Choice, ...]] = {
    "habit": ("done", "snooze", "skip"),
    "morning": ("none", "cramp", "unsure"),
    "severity": ("mild", "middling", "bad"),
    "proposal": ("yes", "no", "later"),
    "expected": ("yes", "no"),
    "notice": (),
}
"""The answers to each: three at most, which is what every server draws."""


class NightSoFar(NamedTuple):
    """What a morning's question builds on."""

    cramps: tuple[datetime, ...] = ()
    """When those were that are written down."""
    unseen: tuple[Habit, ...] = ()
    """What could not be shown in the evening: nobody was there, or the machine was off."""
    carried: tuple[str, ...] = ()
    """The morning's other questions, by their keys, for which the budget has no room."""


class FromCoach(NamedTuple):
    """What the coach says on an evening, and suggests."""

    titles: Mapping[str, str]
    """What the habits are called, by their keys."""
    remarks: "tuple[Remark, ...]" = ()
    proposed: "Proposed | None" = None
    proposal: str = ""
    """The id of its fact."""


About = NightSoFar | FromCoach | Expected | None
"""What a question is about, as far as its words need that; each kind has a class of its own."""


class Reminder(NamedTuple):
    """One planned nudge for a habit, or one question. Shown only from `due` until `until`."""

    id: ReminderId
    night: date
    habit: Habit
    slot: int
    due: datetime
    until: datetime
    quiet: datetime
    """From here to bedtime only what the person snoozed is shown."""
    bedtime: datetime
    moment: Moment | None = None
    """The expression it came from; None for a follow-up."""
    because: Because | None = None
    """Why it is more than, or beside, what the config asks for."""
    asks: Asks = "habit"
    about: About = None
    remark: "Remark | None" = None
    """What the coach says with it, on a few evenings."""


class Plan(NamedTuple):
    """A night's reminders in order of their due instants, and the night's borders."""

    night: date
    begins: datetime
    ends: datetime
    bedtime: datetime
    wake: datetime
    reminders: tuple[Reminder, ...] = ()
    left_out: tuple[Reminder, ...] = ()
    """What the evening's budget had no room for."""
    questions: tuple[Reminder, ...] = ()
    """What is asked beside; questions do not count in the budget."""
    eased: tuple["Eased", ...] = ()
    """What of the evening's habits is asked less than the config says."""


# --- whether the person can see it -------------------------------------------------------


Absence = Literal["locked", "idle", "asleep", "quiet", "deskless"]
"""Why nobody would see a reminder now: the screen is locked, nobody is at the machine, the
machine goes to sleep, the person asked their desktop for quiet, or there is no desktop."""


# --- what happened: facts ----------------------------------------------------------------


Stage = Literal["attempted", "shown", "failed", "closed", "withdrawn"]
"""Closed is by the person, withdrawn by us or by the server."""


PUSHED = "push"
"""The channel of what goes to the phone: handed over, never known to be seen."""


class Delivery(NamedTuple):
    """One step in the life of a notification."""

    stage: Stage
    reminders: tuple[ReminderId, ...]
    """Those that ring with it."""
    carried: tuple[ReminderId, ...] = ()
    """Those that it names as well, without ringing anew."""
    channel: str = "desktop"
    handle: Handle | None = None
    confirmed: bool = True
    """False where the channel cannot know whether anything was drawn (plyer)."""
    reason: str = ""


class Answer(NamedTuple):
    """Done, snooze or skip; from a button, a command or another face."""

    verb: Literal["done", "snooze", "skip"]
    reminder: ReminderId
    via: Literal["button", "command"]
    back: datetime | None = None
    """When a snoozed reminder returns; None when its window leaves no room."""
    reason: str = ""
    minutes: int | None = None
    """How long it took, where that is known: a guided stretch."""


class Cramp(NamedTuple):
    """A cramp, as far as the person told."""

    when: datetime
    side: str | None = None
    place: str | None = None
    pain: int | None = None
    minutes: int | None = None
    note: str = ""
    at_once: bool = False
    """Noted by `coach cramp`, in the night; details may follow."""


class Morning(NamedTuple):
    """How a night was, as told the morning after. The last word on a night counts.

    Nothing is told of a night without one: silence is never "none".
    """

    said: Literal["none", "cramps", "unsure"]
    via: Literal["button", "command"]
    cramps: int | None = None
    """How many, where that was told."""
    pain: int | None = None
    """Of the worst, 0 to 10."""
    sleep_loss: int | None = None
    """0 to 10."""


class Signs(NamedTuple):
    """What the person ticked on the list of signs for a doctor, and what they said no to.

    The last word on a sign counts; of what is in neither, nothing is known.
    """

    ticked: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


class Cold(NamedTuple):
    """How warm it was in an evening, in degrees Celsius."""

    degrees: float | None = None
    """None: the person only said that it is cold; or their thermometer told nothing."""
    via: Literal["command", "thermometer"] = "command"


class Pause(NamedTuple):
    """Silence until the evening of `until`, or until resumed."""

    until: date | None = None
    reason: str = ""


class Resume(NamedTuple):
    """The end of a pause."""


class Undo(NamedTuple):
    """Takes another fact back."""

    target: str


class Timetable(NamedTuple):
    """The wall times that the config asked for, from the instant they were written."""

    written: datetime
    times: Mapping[str, tuple[str, ...]]
    """`habit/slot` -> seven spelled wall times, Monday first; empty where not asked."""


class Held(NamedTuple):
    """Reminders that were due while nobody could see them, and why; each is told once."""

    reminders: tuple[ReminderId, ...]
    reason: Absence


class ClockSet(NamedTuple):
    """The clock of the machine was set by hours, from one instant to another."""

    was: datetime
    now: datetime


EaseReason = Literal["ignored", "answered", "grown", "slipped", "agreed", "edited"]
"""Why a habit is asked less, or as before: reminders that were seen got no answer; it was done
again; it is mostly done before its reminder; it was done less since; the person said so; the
person gave it other times."""


class Eased(NamedTuple):
    """How often a habit is asked from its night on, where that is less than the config says."""

    habit: str
    step: int
    """0 as the config says, 1 it does not come back, 2 every other evening, 3 not at all."""
    because: EaseReason
    evidence: tuple[ReminderId, ...] = ()
    """The evenings it rests on, by their reminders."""


ProposalSort = Literal["time", "cue", "halve", "watch", "rest"]
"""Another time, another cue; less asking for a habit that has grown, or for one that has not."""


class Proposed(NamedTuple):
    """A change of the plan that the coach suggests; only the person's yes makes it."""

    sort: ProposalSort
    habit: str
    slot: int = 1
    """Which of the habit's times it is about."""
    was: str = ""
    """The value of the config, as it is spelled there; empty where none changes."""
    now: str = ""
    evidence: tuple[ReminderId, ...] = ()
    """The evenings it rests on, by their reminders."""


Decision = Literal["yes", "no", "later"]


class Decided(NamedTuple):
    """The person's word on a proposal."""

    proposal: str
    """The id of its fact."""
    verb: Decision
    via: Literal["button", "command"]


class Remark(NamedTuple):
    """What the coach said on an evening of its own accord, so that it is not said again soon."""

    name: str
    """The name of the sentence, as in `coach.core.coaching`."""
    habit: str = ""
    done: int | None = None
    of: int | None = None
    """The fraction that it names, if it does."""


Event = (
    Delivery
    | Answer
    | Activity
    | Cramp
    | Cold
    | Morning
    | Signs
    | Pause
    | Resume
    | Undo
    | Timetable
    | Held
    | ClockSet
    | Expected
    | Unexpected
    | Confirmed
    | Eased
    | Proposed
    | Decided
    | Remark
)

Kind = Literal[
    "delivery",
    "answer",
    "activity",
    "cramp",
    "cold",
    "morning",
    "signs",
    "pause",
    "resume",
    "undo",
    "timetable",
    "held",
    "clock",
    "expected",
    "unexpected",
    "confirmed",
    "eased",
    "proposed",
    "decided",
    "remark",
]


class Fact(NamedTuple):
    """An event as the journal keeps it."""

    id: str
    at: datetime
    """When it was recorded, with the local offset of that moment."""
    night: date
    event: Event
