"""What reminders are called."""

from coach.core.model import Reminder

FOLLOW_UPS = {
    "stretch-early": "A gentle stretch",
    "leg-check": "A look at your legs",
    "soreness": "How are your legs?",
    "on-the-way": "A little movement on the way",
}


def title_of(reminder: Reminder) -> str:
    """The title that the person gave, or ours for a follow-up."""
    return reminder.habit.title or FOLLOW_UPS[reminder.habit.key]
