"""What the coach may say of its own accord, by name, and in how many ways.

A remark is named `sentence.way`; the words stand in coach/wording.
"""

from collections.abc import Mapping
from typing import Literal

from coach.core.model import Remark

Place = Literal["reminder", "observation", "question", "announcement"]

IN_REMINDERS: Mapping[str, int] = {
    "lapse": 4,
    "first-three": 3,
    "first-week": 3,
    "return": 3,
    "hikes": 2,
}
OBSERVATIONS: Mapping[str, int] = {
    "week-steady": 4,
    "week-more": 4,
    "week-before": 3,
    "week-nights": 3,
    "week-hikes": 3,
    "week-month": 3,
    "week-some": 4,
}
QUESTIONS: Mapping[str, int] = {"ask": 8}
ANNOUNCEMENTS: Mapping[str, int] = {"less-1": 4, "less-2": 4, "less-3": 4, "back": 4}
"""Asking less, by its step, and asking as before."""

_PLACES: Mapping[Place, Mapping[str, int]] = {
    "reminder": IN_REMINDERS,
    "observation": OBSERVATIONS,
    "question": QUESTIONS,
    "announcement": ANNOUNCEMENTS,
}


def place_of(remark: Remark) -> Place | None:
    """Where a remark is said; None for what is no sentence of this version."""
    sentence, _, way = remark.name.partition(".")
    for place, sentences in _PLACES.items():
        if sentence in sentences and way in map(str, range(1, sentences[sentence] + 1)):
            return place
    return None
