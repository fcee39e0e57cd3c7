"""Finds what is said to a person in plain letters."""

import re

from coach.cli import COMMANDS

OURS = (
    r"coach(?: (?:" + "|".join(COMMANDS) + r"))?(?: (?:hike|trip|work|cramp))?",
    r"\b[0-9a-f]{6,}\b",
    r"--[a-z-]+|(?<=\s)-[a-z]\b",
    r"\b[A-Z][A-Z-]*\b",  # how the help calls what is to be filled in
    r"(?:~|\.)?/[\w./-]*",
    r"[\w-]+\.(?:toml|db|csv|jsonl|txt|md|service|desktop|target)\b(?::\d+)?",
    r"\{[\w,-]+\}",  # the words that an option takes
    r"'[\w-]+'|\"[\w -]+\"",  # what was typed, and names of settings, are repeated in quotes
    r"\b(?:km|kg|km/h)\b",
    r"\[Errno \d+\] [A-Z][a-z ]+",  # the system's own words
    r"\bnotify-send\b|\bdbus\b|\bsystemctl[\w .@-]*",
)
"""What has no translation: commands, ids, options, files, names of other programs."""

_OURS = re.compile("|".join(OURS))
_LETTERS = re.compile(r"[A-Za-z]{2,}")


def left(text: str, *own: str) -> list[str]:
    """The words that are neither translated nor the program's nor the person's own."""
    for word in sorted(own, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "", text)
    return _LETTERS.findall(_OURS.sub("", text))
