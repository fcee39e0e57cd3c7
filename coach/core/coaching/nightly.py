"""What the coach notes when an evening begins: asking less, a line to say, the week's review."""

from collections.abc import Iterator, Sequence
from datetime import date

from coach.core.coaching import ladder, proposing, remarks, reviewing
from coach.core.coaching.cards import is_evening, may_be_said
from coach.core.coaching.evidence import Lived
from coach.core.coaching.sentences import ANNOUNCEMENTS, place_of
from coach.core.history import paused
from coach.core.model import Config, Delivery, Eased, Proposed, Remark
from coach.core.nights import DAY
from coach.core.planning import question_key, reminder_id

AGAIN = 7 * DAY
"""So long what nobody could see is announced again each evening."""

Note = Eased | Proposed | Remark


def notes(config: Config, lived: Lived, cues: Sequence[str]) -> tuple[Note, ...]:
    """What is to be recorded for tonight, and is not yet; nothing on an evening of silence.

    Args:
        config: The config in force.
        lived: How the evenings before tonight went.
        cues: Cues to suggest from, in the person's language.
    """
    tonight = lived.tonight
    if paused(lived.facts, tonight):
        return ()
    changes = ladder.changes(config, lived)
    return (
        *changes,
        *(one for one in _announcements(changes, lived) if may_be_said(config, tonight, one)),
        *_line(config, lived),
        *_review(config, lived, cues),
    )


def summed_up(config: Config, lived: Lived, cues: Sequence[str]) -> tuple[Note, ...]:
    """The review of tonight: what it says, and the proposal that comes with it."""
    observation, question = reviewing.review(config, lived)
    proposed = proposing.proposal(config, lived, cues)
    return tuple(note for note in (observation, question, proposed) if note is not None)


def _announcements(changes: Sequence[Eased], lived: Lived) -> Iterator[Remark]:
    """What is announced of changes: asking less, and what was agreed and ends.

    What was announced and nobody could see is announced again.
    """
    said = remarks.said_lately(lived)
    for eased in changes:
        sentence = {"ignored": f"less-{eased.step}", "slipped": "back"}.get(eased.because)
        if sentence is not None:
            ways = ANNOUNCEMENTS[sentence]
            name = remarks.fresh(sentence, ways, lived, said) or f"{sentence}.1"
            said |= {name}
            yield Remark(name, eased.habit, of=len(eased.evidence))
    yield from _unseen(changes, lived)


def _unseen(changes: Sequence[Eased], lived: Lived) -> Iterator[Remark]:
    changed = {eased.habit for eased in changes}
    last = {
        fact.event.habit: (fact.night, fact.event)
        for fact in lived.facts
        if isinstance(fact.event, Remark) and place_of(fact.event) == "announcement"
    }
    for habit, (night, remark) in last.items():
        lately = lived.tonight - AGAIN <= night < lived.tonight
        still = habit not in changed and _holds(remark, lived)
        if lately and still and not _shown(lived, night):
            yield remark


def _holds(remark: Remark, lived: Lived) -> bool:
    """Whether what was announced is still so: meanwhile it may have been done again."""
    sentence = remark.name.partition(".")[0]
    step = lived.step(remark.habit)
    return sentence == (f"less-{step}" if step else "back")


def _shown(lived: Lived, night: date) -> bool:
    cards = {reminder_id(night, question_key(asks), 1) for asks in ("notice", "proposal")}
    return any(
        isinstance(fact.event, Delivery)
        and fact.event.stage == "shown"
        and not cards.isdisjoint(fact.event.reminders)
        for fact in lived.facts
    )


def _line(config: Config, lived: Lived) -> Iterator[Remark]:
    said = any(
        isinstance(fact.event, Remark)
        and fact.night == lived.tonight
        and place_of(fact.event) == "reminder"
        for fact in lived.facts
    )
    quiet = said or not config.coaching.remarks
    remark = None if quiet else remarks.tonight(config, lived)
    if remark is not None:
        yield remark


def _review(config: Config, lived: Lived, cues: Sequence[str]) -> Iterator[Note]:
    if not is_evening(config, lived.tonight):
        return
    last = reviewing.recorded(lived.facts, lived.tonight)
    if last is None or last[0] < lived.tonight:
        yield from summed_up(config, lived, cues)
