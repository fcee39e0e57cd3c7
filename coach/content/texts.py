"""Which text goes with which reminder."""

from coach.content.choosing import DEALT, choose, dealt
from coach.content.nouns import Text, Topic
from coach.core.journeys import ON_THE_WAY
from coach.core.model import Person, Reminder
from coach.core.nights import DAY
from coach.wording.translating import _

_TOPICS: dict[str, Topic] = {"warm": "warm", "calcium": "calcium", "stretch": "stretch"}
_AFTER: dict[str, Topic] = {"hike": "hike", "trip": "trip", "work": "work"}


def topic_of(reminder: Reminder) -> Topic | None:
    """What a reminder's text is about; None for a person's own habits and plain questions.

    An early session after a hike has none: the evening's own stretch speaks of the hike.
    """
    key = reminder.habit.key
    if key == ON_THE_WAY:
        return "journey"
    if key == "stretch-early":
        return None
    if reminder.because is not None and (reminder.habit.routine or key == "stretch"):
        return _AFTER.get(reminder.because.activity.sort, "stretch")
    if reminder.habit.routine:
        return "stretch"
    return _TOPICS.get(key)


def text_for(reminder: Reminder, person: Person) -> Text | None:
    """The text of a reminder: a pure function of the reminder, its night and the person."""
    topic = topic_of(reminder)
    if topic is None:
        return None
    if topic in DEALT:
        return _afterwards(topic, reminder, person)
    # Several come in one night; so that each says another thing, they go on to the next days'.
    night = reminder.night + DAY * (reminder.slot - 1) if topic == "journey" else reminder.night
    return choose(topic, person, night, days=reminder.habit.days)


def _afterwards(topic: Topic, reminder: Reminder, person: Person) -> Text:
    """On an evening after a hike, a trip or work: of that, else of stretching."""
    text = dealt(topic, person, reminder.night)
    later = reminder.because is not None and reminder.because.since > 0
    if text is None or (text.today and later):
        return choose("stretch", person, reminder.night, days=reminder.habit.days)
    return text


def words_for(reminder: Reminder, person: Person) -> str:
    """The words alone; empty where there are none."""
    chosen = text_for(reminder, person)
    return _(chosen.text) if chosen else ""
