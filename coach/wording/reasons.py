"""Where a text comes from, and how much is known."""

from coach.content.nouns import Text
from coach.core.model import Reminder
from coach.wording.reminders import reason
from coach.wording.titles import title_of

STRENGTHS = {
    "strong": "strong: several trials agree",
    "moderate": "moderate: trials or measurements, with limits",
    "weak": "weak: one small trial, or results that differ",
    "expert": "custom: what doctors and their guides advise",
    "none": "none: it was looked for and not found; take it as a kindness to yourself",
    "design": "none: it is our own choice",
}


def not_planned(habit: str) -> str:
    """When a habit is not asked on that evening."""
    return f"{habit} is not planned for that evening."


def why(reminder: Reminder, text: Text | None) -> str:
    """Why a reminder comes, and what stands behind its words."""
    lines = [title_of(reminder), f"  Comes because: {reason(reminder)}."]
    if text is None:
        return "\n".join([*lines, "  Its words are your own."])
    lines += [
        f"  Says: {text.text}",
        f"  Source: {text.source}",
        f"  Evidence: {_evidence(text)}",
    ]
    return "\n".join(lines)


def _evidence(text: Text) -> str:
    """For a food, the figure is well known; that it helps against cramps is not."""
    if text.id.startswith("food/"):
        return "the figure is measured (a food table); it says nothing about cramps"
    return STRENGTHS[text.strength]
