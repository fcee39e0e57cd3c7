"""What is said of health, wherever it stands, reads with ease: eight years of school are enough."""

import re

import pytest

from tests.messages.extracting import Message, in_code, in_content, sources
from tests.support.reading_grade import grade

EASY = 8
FEW = 5
"""Words; the grade of a shorter text says little."""

OF_HEALTH = re.compile(
    r"\b(cramp(?!-coach)|leg|calf|calves|muscle|knee|heel|toe|foot|feet|skin|vein|clot|blood|breath"
    r"|pain|hurt|ache|sore|swell|swollen|numb|weak|doctor|medic|hospital|pregnan"
    r"|stretch|calcium|food|evidence|trial|sleep)",
    re.IGNORECASE,
)

WHOLLY = ("help_now.py", "signs.py", "mornings.py", "effects.py", "content/stretching.py")
"""Modules that speak of nothing else."""

FIXED = {
    "Call your local emergency number now.": "the words that everybody knows it by",
    "A habit reminder and diary for evening leg comfort. It does not diagnose, treat, prevent "
    "or monitor any disease. It does not take the place of a doctor. "
    "Evidence for stretching is limited and mixed.": "the words of the law on medical devices",
    "dialysis or a liver disease": "who has it calls it so",
}
"""What is harder, and why it stays."""


def spoken(text: str) -> str:
    """With a short word where something is put in."""
    return re.sub(r"\{[^}]*\}|%\(\w+\)\w|%[sr]", "two", text)


def told() -> list[str]:
    of_content = [message for _path, message in in_content()]
    of_code = [message for path, message in in_code() if is_of_health(path, message)]
    texts = {text for message in (*of_content, *of_code) for text in message.texts}
    return sorted(text for text in texts - sources() if len(text.split()) >= FEW)


def is_of_health(path: str, message: Message) -> bool:
    return path.endswith(WHOLLY) or bool(OF_HEALTH.search(message.one))


@pytest.mark.parametrize("text", [text for text in told() if text not in FIXED])
def test_what_is_said_of_health_reads_with_ease(text: str) -> None:
    assert grade(spoken(text)) <= EASY


def test_what_is_fixed_is_still_said() -> None:
    assert set(FIXED) <= set(told())


def test_much_is_said_of_health() -> None:
    assert len(told()) > 400
