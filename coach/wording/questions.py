"""The words of questions: what each kind asks on the screen, and how to answer by a command."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from coach.core.model import Asks, Reminder
from coach.named import NamedTuple
from coach.notify.port import Notice
from coach.wording import calendars, mornings, reviewing
from coach.wording.buttons import buttons
from coach.wording.titles import title_of
from coach.wording.translating import _, marked


class Words(NamedTuple):
    """What one kind of question says."""

    body: Callable[[Reminder, tzinfo], str]
    hint: str
    """Marked: how to answer where there are no buttons."""
    private_title: str
    """Marked, like all that follow: neutral words, for a lock screen."""
    private_body: str
    private_hint: str
    reason: str
    """Why it stands in the plan."""


WORDS: Mapping[Asks, Words] = {
    "morning": Words(
        body=mornings.how_it_was,
        hint=marked("To answer, type: coach morning --none, or: coach morning --cramps 1"),
        private_title=marked("Good morning"),
        private_body=marked("A short question waits for you."),
        private_hint=marked("To answer, type: coach morning"),
        reason=marked("the morning check, after every night"),
    ),
    "severity": Words(
        body=mornings.how_bad,
        hint=marked("To answer, type: coach morning --cramps 1 --pain 5"),
        private_title=marked("One more question"),
        private_body=marked("How strong was it?"),
        private_hint=marked("To answer, type: coach morning"),
        reason=marked("after a cramp"),
    ),
    "expected": Words(
        body=calendars.question,
        hint=marked("To answer, type: coach expected"),
        private_title=marked("A short question"),
        private_body=marked("Something in your calendar waits for a yes or no."),
        private_hint=marked("To answer, type: coach expected"),
        reason=marked("it stands in your calendar"),
    ),
    "proposal": Words(
        body=reviewing.suggested,
        hint=marked("To answer, type: coach review"),
        private_title=marked("A suggestion"),
        private_body=marked("Something in your plan could change, if you like."),
        private_hint=marked("To see it, type: coach review"),
        reason=marked("a suggestion; nothing changes without your yes"),
    ),
    "notice": Words(
        body=reviewing.noticed,
        hint=marked("To see the week, type: coach review"),
        private_title=marked("A note"),
        private_body=marked("There is a line or two to read."),
        private_hint=marked("To see it, type: coach review"),
        reason=marked("what is new this evening"),
    ),
}


def body(question: Reminder, zone: tzinfo) -> str:
    """What a question says under its title."""
    return WORDS[question.asks].body(question, zone)


def reason(question: Reminder) -> str:
    """Why a question stands in the plan."""
    return _(WORDS[question.asks].reason)


def notice(question: Reminder, zone: tzinfo, *, private: bool) -> Notice:
    """What a question puts before the person."""
    words, offered = WORDS[question.asks], buttons(question.asks, private=private)
    if private:
        told = words.private_title, words.private_body, words.private_hint
        heading, text, hint = map(_, told)
        return Notice(heading, text, offered, hint)
    return Notice(title_of(question), body(question, zone), offered, _(words.hint))
