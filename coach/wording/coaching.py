"""What the coach's own notes, and the words on its proposals, say in a history."""

from collections.abc import Mapping

from coach.core.model import Decided, Decision, Eased, EaseReason, ProposalSort, Proposed, Remark
from coach.wording.suggesting import values
from coach.wording.translating import _, marked

STEPS = (
    marked("{title}: asked as your settings say"),
    marked("{title}: asked once an evening, without a second time"),
    marked("{title}: asked every other evening"),
    marked("{title}: not asked for now"),
)
"""By `Eased.step`."""

BECAUSE: Mapping[EaseReason, str] = {
    "ignored": marked("the last reminders had no answer"),
    "answered": marked("you did it again"),
    "grown": marked("you mostly do it before its reminder"),
    "slipped": marked("you did it less often since"),
    "agreed": marked("you said yes to that"),
    "edited": marked("you gave it other times"),
}

PROPOSED: Mapping[ProposalSort, str] = {
    "time": marked("coach suggested {now} instead of {was} for {title}"),
    "cue": marked('coach suggested "{now}" as your moment for {title}'),
    "halve": marked("coach suggested to remind you of {title} every other evening"),
    "watch": marked("coach suggested not to remind you of {title} any more"),
    "rest": marked("coach suggested to let {title} rest"),
}

DECIDED: Mapping[Decision, str] = {
    "yes": marked("you said yes to a suggestion"),
    "no": marked("you said no to a suggestion"),
    "later": marked("you put a suggestion off"),
}


def eased(word: Eased, titles: Mapping[str, str]) -> str:
    """How often a habit is asked, and why."""
    asked = _(STEPS[word.step]).format(title=titles.get(word.habit, word.habit))
    return _("{asked}, because {why}").format(asked=asked, why=_(BECAUSE[word.because]))


def happened(event: Eased | Proposed | Decided | Remark, titles: Mapping[str, str]) -> str:
    """A line of the history; empty for what the coach said by the way."""
    match event:
        case Eased():
            return eased(event, titles)
        case Proposed(sort, habit):
            was, now = values(event)
            title = titles.get(habit, habit)
            return _(PROPOSED[sort]).format(title=title, was=was, now=now)
        case Decided(_proposal, verb):
            return _(DECIDED[verb])
        case Remark():
            return ""
