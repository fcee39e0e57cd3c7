"""What reminders are called."""

from collections.abc import Mapping

from coach.core.model import Asks, Reminder
from coach.core.planning import question_key
from coach.wording.translating import _, marked

FOLLOW_UPS = {
    "stretch-early": marked("A gentle stretch"),
    "leg-check": marked("A look at your legs"),
    "soreness": marked("How are your legs?"),
    "on-the-way": marked("A little movement on the way"),
}

QUESTIONS: Mapping[Asks, str] = {
    "morning": marked("How was the night?"),
    "severity": marked("How bad was it?"),
    "expected": marked("Did it take place?"),
    "proposal": marked("A suggestion for your evenings"),
    "notice": marked("From your coach"),
}

_OURS = FOLLOW_UPS | {question_key(asks): title for asks, title in QUESTIONS.items()}


def title_of(reminder: Reminder) -> str:
    """The title that the person gave, or ours for a follow-up or a question."""
    return reminder.habit.title or _(_OURS[reminder.habit.key])


def ours() -> dict[str, str]:
    """What each follow-up and question is called, by its key."""
    return {key: _(title) for key, title in _OURS.items()}
