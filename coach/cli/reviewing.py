"""review: the week in a minute, and the person's word on a suggestion."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any

from coach.cli import agreeing, signs
from coach.cli.asking import can_ask, typed
from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.core.coaching import nightly, proposing, reviewing
from coach.core.coaching.evidence import WINDOW, Lived, lived
from coach.core.coaching.reviewing import Review, Week
from coach.core.history import effective
from coach.core.model import Decision, Fact, Proposed
from coach.wording import cueing, suggesting
from coach.wording import reviewing as wording
from coach.wording.translating import _, marked

DECISIONS: Mapping[str, Decision] = {
    "y": "yes",
    "yes": "yes",
    "n": "no",
    "no": "no",
    "l": "later",
    "later": "later",
}
"""What may be typed, in English or by its first letter."""


def add_review(parser: ArgumentParser) -> None:
    """`coach review`."""
    verbs = parser.add_mutually_exclusive_group()
    for verb, text in (
        ("yes", marked("say yes to the suggestion: the change is made and shown")),
        ("no", marked("say no to it: it will not come again for eight weeks")),
        ("later", marked("put it off for a week")),
    ):
        verbs.add_argument(
            f"--{verb}", dest="verb", action="store_const", const=verb, default="", help=_(text)
        )
    add_json(parser)
    parser.set_defaults(run=_review)


def _review(arguments: Namespace, context: Context) -> int:
    evenings = _lived(context)
    if arguments.verb:
        return _decide(context, evenings, arguments.verb)
    week, review = _summed_up(context, evenings)
    proposal = _open(context)
    text = wording.text(week, review, proposal, context.titles)
    known = any(rate.of for _habit, rate in week.habits) or week.cramps.of
    if review == Review(None, None) and proposal is None and not known:
        text = _(wording.NOTHING)
    reasons, listed = signs.told(signs.of_week(context))
    document = _document(week, review, proposal, context) | {"reasons": listed}
    context.tell("\n\n".join(filter(None, (text, reasons))), document)
    if proposal is not None and can_ask(context):
        _ask(context, proposal)
    return 0


def _lived(context: Context) -> Lived:
    facts = effective(context.journal.around(context.tonight - WINDOW, context.tonight))
    return lived(facts, context.tonight)


def _open(context: Context) -> Fact | None:
    """The suggestion that waits; read anew, because the review may just have made it."""
    if not context.config.coaching.proposals:
        return None
    return proposing.open_one(_lived(context).facts, context.config, context.tonight)


def _summed_up(context: Context, evenings: Lived) -> tuple[Week, Review]:
    """The review of these days: the one that was made, or one that is made now."""
    made = reviewing.recorded(evenings.facts, context.tonight)
    if made is None:
        notes = nightly.summed_up(context.config, evenings, cueing.cues())
        if notes:
            context.record(*((context.tonight, note) for note in notes))
        made = reviewing.recorded(_lived(context).facts, context.tonight)
    night, review = made or (context.tonight, Review(None, None))
    before = {
        key: tuple(outcome for outcome in found if outcome.night < night)
        for key, found in evenings.outcomes.items()
    }
    return reviewing.week(context.config, evenings.facts, before, night), review


def _ask(context: Context, proposal: Fact) -> None:
    """Let the person answer at once; Enter leaves the suggestion open."""
    while True:
        answer = typed(f"\n{_(suggesting.ANSWER)}").lower()
        if not answer:
            return
        if answer in DECISIONS:
            print(agreeing.decide(context, proposal, DECISIONS[answer]))
            return
        print(_(suggesting.NOT_A_WORD))


def _decide(context: Context, evenings: Lived, verb: Decision) -> int:
    proposal = _agreed(evenings, context.tonight) if verb == "yes" else None
    proposal = proposal or _open(context)
    if proposal is None:
        raise Stop(_(suggesting.NONE_OPEN), 3)
    text = agreeing.decide(context, proposal, verb)
    return context.tell(text, {"proposal": proposal.id, "decided": verb})


def _agreed(evenings: Lived, tonight: date) -> Fact | None:
    """What was said yes to, and not carried out yet.

    After a button the daemon does it by this command; a command may have been killed.
    """
    waiting = proposing.agreed(evenings.facts, tonight, ("button", "command"))
    return next((fact for fact in evenings.facts if fact.id == waiting), None)


def _document(
    week: Week, review: Review, proposal: Fact | None, context: Context
) -> dict[str, Any]:
    observed, asked = review
    return {
        "week": {
            "from": week.first.isoformat(),
            "to": week.last.isoformat(),
            "habits": [
                {"habit": habit.key, "title": habit.title, "done": rate.done, "of": rate.of}
                for habit, rate in week.habits
            ],
            "cramps": {"nights": week.cramps.done, "of": week.cramps.of},
            "hikes": week.hikes,
        },
        "observation": observed
        and {
            "text": wording.observation(observed, context.titles),
            "habit": observed.habit or None,
            "done": observed.done,
            "of": observed.of,
        },
        "proposal": _proposal_document(proposal, context),
        "question": asked and wording.question(asked),
    }


def _proposal_document(proposal: Fact | None, context: Context) -> dict[str, Any] | None:
    if proposal is None or not isinstance(proposal.event, Proposed):
        return None
    event = proposal.event
    return {
        "id": proposal.id,
        "sort": event.sort,
        "habit": event.habit,
        "was": event.was or None,
        "now": event.now or None,
        "text": suggesting.question(event, context.titles),
        "why": suggesting.why(event),
        "evidence": list(event.evidence),
    }
