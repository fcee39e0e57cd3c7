"""Which facts answer a question: what settles it is derived, never stored."""

from collections.abc import Callable, Mapping

from coach.core.model import Asks, Cramp, Decided, Fact, FromCoach, Morning, Reminder

SETTLING = Morning | Cramp | Decided
"""What may answer a question."""

Answers = Callable[[Reminder, Fact], bool]
"""Whether a fact that holds answers a question."""


def settled_by(question: Reminder, fact: Fact) -> bool:
    """Whether a fact that holds answers a question."""
    answers = _ANSWERS.get(question.asks)
    return answers is not None and answers(question, fact)


def _morning(question: Reminder, fact: Fact) -> bool:
    """A word on the night does, and so does a cramp that was written down in it."""
    if fact.night != question.night:
        return False
    in_bed = isinstance(fact.event, Cramp) and fact.event.when >= question.bedtime
    return in_bed or isinstance(fact.event, Morning)


def _proposal(question: Reminder, fact: Fact) -> bool:
    about, event = question.about, fact.event
    suggested = about.proposal if isinstance(about, FromCoach) else None
    return isinstance(event, Decided) and event.proposal == suggested


_ANSWERS: Mapping[Asks, Answers] = {"morning": _morning, "proposal": _proposal}
"""For each kind of question. How bad it was is asked only while that is open: it is not here."""
