"""The words of questions: what each kind asks on the screen, and how to answer by a command."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from coach.core.model import Asks, Reminder
from coach.core.planning import question_key
from coach.notify.port import Notice
from coach.wording import mornings
from coach.wording.buttons import buttons
from coach.wording.translating import _, marked


class Words(NamedTuple):
    """What one kind of question says."""

    title: str
    """Marked; as it stands in plans and lists as well."""
    body: Callable[[Reminder, tzinfo], str]
    hint: str
    """Marked: how to answer where there are no buttons."""
    private_title: str
    """Marked: neutral words, for a lock screen."""
    private_body: str
    private_hint: str


WORDS: Mapping[Asks, Words] = {
    "morning": Words(
        title=marked("How was the night?"),
        body=mornings.how_it_was,
        hint=marked("To answer, type: coach morning --none, or: coach morning --cramps 1"),
        private_title=marked("Good morning"),
        private_body=marked("A short question waits for you."),
        private_hint=marked("To answer, type: coach morning"),
    ),
    "severity": Words(
        title=marked("How bad was it?"),
        body=mornings.how_bad,
        hint=marked("To answer, type: coach morning --cramps 1 --pain 5"),
        private_title=marked("One more question"),
        private_body=marked("How strong was it?"),
        private_hint=marked("To answer, type: coach morning"),
    ),
}

TITLES: Mapping[str, str] = {question_key(asks): words.title for asks, words in WORDS.items()}
"""Marked, by the key in the name of a question."""


def title(question: Reminder) -> str:
    """What a question is called."""
    return _(WORDS[question.asks].title)


def body(question: Reminder, zone: tzinfo) -> str:
    """What a question says under its title."""
    return WORDS[question.asks].body(question, zone)


def notice(question: Reminder, zone: tzinfo, *, private: bool) -> Notice:
    """What a question puts before the person."""
    words, offered = WORDS[question.asks], buttons(question.asks, private=private)
    if private:
        told = words.private_title, words.private_body, words.private_hint
        heading, text, hint = map(_, told)
        return Notice(heading, text, offered, hint)
    return Notice(title(question), body(question, zone), offered, _(words.hint))
