"""What reminders are called."""

from coach.core.model import Reminder
from coach.wording.translating import _, marked

FOLLOW_UPS = {
    "stretch-early": marked("A gentle stretch"),
    "leg-check": marked("A look at your legs"),
    "soreness": marked("How are your legs?"),
    "on-the-way": marked("A little movement on the way"),
}


def title_of(reminder: Reminder) -> str:
    """The title that the person gave, or ours for a follow-up."""
    return reminder.habit.title or _(FOLLOW_UPS[reminder.habit.key])


def follow_ups() -> dict[str, str]:
    """What each follow-up is called, by its key."""
    return {key: _(title) for key, title in FOLLOW_UPS.items()}
