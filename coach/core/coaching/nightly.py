"""What the coach notes when an evening begins: asking less, a line to say, the week's review."""

from collections.abc import Iterator, Sequence

from coach.core.coaching import ladder, proposing, remarks, reviewing
from coach.core.coaching.evidence import Lived
from coach.core.history import paused
from coach.core.model import Config, Eased, Proposed, Remark

Note = Eased | Proposed | Remark


def notes(config: Config, lived: Lived, cues: Sequence[str]) -> tuple[Note, ...]:
    """What is to be recorded for tonight, and is not yet; nothing on an evening of silence.

    Args:
        config: The config in force.
        lived: How the evenings before tonight went.
        cues: Cues to suggest from, in the person's language.
    """
    if paused(lived.facts, lived.tonight):
        return ()
    return (*ladder.changes(config, lived), *_line(config, lived), *_review(config, lived, cues))


def summed_up(config: Config, lived: Lived, cues: Sequence[str]) -> tuple[Note, ...]:
    """The review of tonight: what it says, and the proposal that comes with it."""
    observation, question = reviewing.review(config, lived)
    proposed = proposing.proposal(config, lived, cues)
    return tuple(note for note in (observation, question, proposed) if note is not None)


def _line(config: Config, lived: Lived) -> Iterator[Remark]:
    said = [
        fact.event
        for fact in lived.facts
        if isinstance(fact.event, Remark) and fact.night == lived.tonight
    ]
    remark = None if remarks.of_evening(said) else remarks.tonight(config, lived)
    if remark is not None:
        yield remark


def _review(config: Config, lived: Lived, cues: Sequence[str]) -> Iterator[Note]:
    if not reviewing.is_evening(config, lived.tonight):
        return
    last = reviewing.recorded(lived.facts, lived.tonight)
    if last is None or last[0] < lived.tonight:
        yield from summed_up(config, lived, cues)
