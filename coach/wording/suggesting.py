"""Proposals, what came of them, and what is announced: plain, with what each rests on."""

from collections.abc import Mapping, Sequence

from coach.config.values import Fault
from coach.config.values import moment as read_moment
from coach.core.model import ProposalSort, Proposed, Remark
from coach.wording.times import moment
from coach.wording.translating import _, marked

PROPOSALS: Mapping[ProposalSort, str] = {
    "time": marked("{title}: shall it come {now} from now on, instead of {was}?"),
    "cue": marked('{title}: shall your moment for it be "{now}"?'),
    "halve": marked("{title}: shall the reminder come only every other evening?"),
    "watch": marked("{title}: shall the reminder stop, while coach goes on counting?"),
    "rest": marked("{title}: shall it rest, without reminders?"),
}

WHY: Mapping[ProposalSort, str] = {
    "time": marked("At least half of the last {count} times you did it nearer to that hour."),
    "cue": marked("Fewer than half of the last {count} evenings had it; a cue can help."),
    "halve": marked("In the last {count} evenings you mostly did it before its reminder."),
    "watch": marked("In the last {count} evenings you mostly did it without being reminded."),
    "rest": marked("Fewer than half of {count} evenings had it. It may not fit just now."),
}
"""Each rests on the evenings that the proposal names."""

SENT_ON = marked("You sent it on {count} times lately, by about so much or more.")
MANY = 14
"""A time rests on so many times that it was done, else on snoozes."""

AFTERWARDS: Mapping[ProposalSort, str] = {
    "halve": marked("It comes back by itself if fewer than 4 of 7 evenings are done."),
    "watch": marked("Reminders return by themselves when fewer than 4 of 7 evenings are done."),
    "rest": marked("It stays in your settings, and coach undo brings it back."),
}

HOW = marked("Yes: coach review --yes   No: coach review --no   Later: coach review --later")
ANSWER = marked("Yes, No or Later? [Enter leaves it open]")
NOT_A_WORD = marked("Please type yes, no or later.")
NONE_OPEN = marked("No suggestion waits for an answer. See your week: coach review")

AGREED: Mapping[ProposalSort, str] = {
    "halve": marked("{title}: from tonight on it is asked every other evening."),
    "watch": marked("{title}: from tonight without reminders."),
    "rest": marked("{title} rests from tonight."),
}
CHANGED = marked("Changed in {path}:\n  before: {before}\n  now:    {after}")
CHANGED_ALREADY = marked("It is changed in {path}: {line}")
NEW_LINE = marked("(no such line)")
CAME_OF_IT = marked("About the suggestion")
NEUTRAL = marked("Your word was taken. To see what it changed, type: coach plan")
UNDO = marked("To have it as before: coach undo")
NO = marked("Left as it is. You will not be asked about this for eight weeks.")
LATER = marked("Left open. It may come again in a week or later.")
NOT_CHANGED = marked("Nothing was changed in {path}: {why}.\nTo do it yourself, write: {line}")
NOT_RESTORED = marked(
    "It was not taken back, because the line in {path} could not be restored: {why}.\n"
    "To do it yourself, write: {line}"
)
RESTORED = marked("Restored in {path}:\n  before: {before}\n  now:    {after}")

REASONS = {
    "says something else": marked("it says something else by now"),
    "written oddly": marked("it is written in a way that only you should change"),
    "would have a mistake": marked("it would have a mistake afterwards"),
    "changed meanwhile": marked("it was saved by somebody at this very moment"),
    "two names": marked("the file has a second name (a hard link) and would lose it"),
    "not yours": marked("the file belongs to somebody else"),
    "cannot be written": marked("it cannot be written"),
    "not in force": marked("it has mistakes, so other settings are in force; see coach check"),
}

ANNOUNCED: Mapping[str, tuple[str, ...]] = {
    "less-1": (
        marked(
            "{title}: from now on one reminder an evening, as {of} evenings had no answer. "
            "That is fine, and doing it brings the second one back."
        ),
        marked(
            "One reminder an evening is enough for {title}: the last {of} evenings had no answer. "
            "No harm done: do it again, and the other one returns."
        ),
        marked(
            "{title} will not come twice an evening: the last {of} evenings had no answer. "
            "When you do it again, so does the second reminder."
        ),
        marked(
            "No second reminder for {title} for now: the last {of} evenings had no answer. "
            "That is all right; it returns once you do it."
        ),
    ),
    "less-2": (
        marked(
            "{title}: a reminder every other evening, as the last {of} had no answer. "
            "Each time you do it, a step comes back."
        ),
        marked(
            "Every other evening is enough for {title}: the last {of} had no answer. "
            "Do it once, and it is every evening again."
        ),
        marked(
            "{title} takes turns with a free evening: the last {of} had no answer. "
            "That can change with the next one that you do."
        ),
        marked(
            "From now on {title} comes every second evening: the last {of} had no answer. "
            "It is every evening as soon as you do it."
        ),
    ),
    "less-3": (
        marked(
            "{title}: no reminders for now, as the last {of} had no answer. "
            "Whenever you do it, they come back, step by step."
        ),
        marked(
            "Reminders for {title} pause: the last {of} had no answer. "
            "They wait until you do it again."
        ),
        marked(
            "{title} will not be asked for now: the last {of} had no answer. "
            "Doing it brings the reminders back little by little."
        ),
        marked(
            "Quiet about {title} for now: the last {of} had no answer. "
            "One evening with it, and the reminders begin to return."
        ),
    ),
    "back": (
        marked("{title}: reminders are back, as agreed: fewer than 4 of {of} evenings were done."),
        marked("As agreed, {title} is asked again: fewer than 4 of {of} evenings were done."),
        marked("Reminders for {title} return, as agreed: fewer than 4 of {of} evenings."),
        marked("{title} comes up again, as agreed: fewer than 4 of {of} evenings were done."),
    ),
}
"""By the name of the sentence; the ways in their order."""
TOGETHER: Mapping[str, str] = {
    "less-1": marked(
        "For now one reminder an evening, as the last {of} evenings had no answer: {titles}. "
        "That is fine; what you do gets its second one back."
    ),
    "less-2": marked(
        "For now every other evening, as the last {of} had no answer: {titles}. "
        "What you do is asked every evening again."
    ),
    "less-3": marked(
        "For now no reminders, as the last {of} had no answer: {titles}. "
        "What you do is asked again, step by step."
    ),
    "back": marked("Reminders are back, as agreed: {titles}."),
}
"""For several habits at once."""


def suggestion(proposed: Proposed, titles: Mapping[str, str]) -> str:
    """A proposal, what it rests on, and how to answer."""
    return "\n".join([question(proposed, titles), why(proposed), _(HOW)])


def on_a_card(proposed: Proposed, titles: Mapping[str, str]) -> str:
    """A proposal and what it rests on; the buttons answer it."""
    return "\n".join([question(proposed, titles), why(proposed)])


def question(proposed: Proposed, titles: Mapping[str, str]) -> str:
    """What is asked."""
    was, now = values(proposed)
    title = titles.get(proposed.habit, proposed.habit)
    return _(PROPOSALS[proposed.sort]).format(title=title, was=was, now=now)


def values(proposed: Proposed) -> tuple[str, str]:
    """What it is and what it would be, in words: a config's `bedtime - 45min` is none."""
    if proposed.sort != "time":
        return proposed.was, proposed.now
    return _hour(proposed.was), _hour(proposed.now)


def _hour(spelled: str) -> str:
    try:
        return moment(read_moment(spelled))
    except Fault:  # a fact of another version
        return spelled


def why(proposed: Proposed) -> str:
    """What it rests on, and what would follow."""
    count = len(proposed.evidence)
    of_snoozes = proposed.sort == "time" and count < MANY
    told = _(SENT_ON if of_snoozes else WHY[proposed.sort]).format(count=count)
    after = AFTERWARDS.get(proposed.sort)
    return f"{told} {_(after)}" if after else told


def agreed(proposed: Proposed, titles: Mapping[str, str]) -> str:
    """After a yes to fewer reminders."""
    title = titles.get(proposed.habit, proposed.habit)
    return f"{_(AGREED[proposed.sort]).format(title=title)}\n{_(UNDO)}"


def changed(path: str, before: str, after: str) -> str:
    """After a yes that changed the config."""
    return f"{_lines(CHANGED, path, before, after)}\n{_(UNDO)}"


def changed_already(path: str, line: str) -> str:
    """After a yes that was carried out, though nobody was told."""
    return f"{_(CHANGED_ALREADY).format(path=path, line=line)}\n{_(UNDO)}"


def restored(path: str, before: str, after: str) -> str:
    """After an undo that changed it back."""
    return _lines(RESTORED, path, before, after)


def not_changed(path: str, reason: str, line: str, detail: str = "") -> str:
    """When the config was left alone."""
    return _(NOT_CHANGED).format(path=path, why=_because(reason, detail), line=line)


def not_restored(path: str, reason: str, line: str, detail: str = "") -> str:
    """When an undo would have to change the config and cannot."""
    return _(NOT_RESTORED).format(path=path, why=_because(reason, detail), line=line)


def announced(remarks: Sequence[Remark], titles: Mapping[str, str]) -> list[str]:
    """What is said once when habits are asked less, or again; each in a line, or all in one."""
    told: dict[str, list[Remark]] = {}
    for remark in remarks:
        told.setdefault(remark.name.split(".")[0], []).append(remark)
    return [_announced(sentence, of_it, titles) for sentence, of_it in told.items()]


def _announced(sentence: str, remarks: Sequence[Remark], titles: Mapping[str, str]) -> str:
    called = [titles.get(remark.habit, remark.habit) for remark in remarks]
    if len(called) > 1:
        return _(TOGETHER[sentence]).format(titles=", ".join(called), of=remarks[0].of)
    way = int(remarks[0].name.split(".")[1])
    return _(ANNOUNCED[sentence][way - 1]).format(title=called[0], of=remarks[0].of)


def _lines(form: str, path: str, before: str, after: str) -> str:
    none = _(NEW_LINE)
    return _(form).format(path=path, before=before or none, after=after or none)


def _because(reason: str, detail: str) -> str:
    told = _(REASONS.get(reason, reason))
    return f"{told} ({detail})" if detail else told
