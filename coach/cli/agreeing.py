"""What a yes does: one value of the config changes, or a habit is asked less; and its undoing.

The person's word is kept first, then the change is made, then it is noted that it was made. After
a kill in between, `coach review --yes` goes on where it was.
"""

from datetime import date

from coach.cli.context import Context, Stop
from coach.core.coaching import proposing
from coach.core.coaching.proposing import MADE, NOT_MADE
from coach.core.easing import EVERY_OTHER, NOT_ASKED
from coach.core.history import effective
from coach.core.model import (
    Decided,
    Decision,
    Eased,
    EaseReason,
    Fact,
    ProposalSort,
    Proposed,
    Remark,
)
from coach.core.nights import DAY
from coach.wording import suggesting
from coach.wording.translating import _

LESS: dict[ProposalSort, int] = {"halve": EVERY_OTHER, "watch": NOT_ASKED, "rest": NOT_ASKED}


def decide(context: Context, proposal: Fact, verb: Decision) -> str:
    """Carry out the person's word.

    Returns:
        What was done.

    Raises:
        Stop: the config could not be changed; it is as it was.
    """
    proposed = proposal.event
    if not isinstance(proposed, Proposed):
        raise Stop(_(suggesting.NONE_OPEN), 3)
    if verb != "yes":
        context.record((context.tonight, Decided(proposal.id, verb, "command")))
        return _(suggesting.NO if verb == "no" else suggesting.LATER)
    if proposed.sort in LESS:
        return _ask_less(context, proposal, proposed)
    return _change(context, proposal, proposed)


def restore(context: Context, decided: Decided) -> str:
    """Give the config the value back that a yes changed; empty where it changed none.

    Raises:
        Stop: it cannot be restored; it is as it was.
    """
    (fact,) = context.journal.find(decided.proposal) or (None,)
    proposed = fact.event if fact else None
    if not isinstance(proposed, Proposed) or decided.verb != "yes" or proposed.sort in LESS:
        return ""
    asked = any(habit.key == proposed.habit for habit in context.config.habits)
    if not asked or proposing.holds(proposed, context.config):
        return ""  # there is no such habit any more, or it is as before already
    from coach.cli import changing  # noqa: PLC0415 - it needs tomlkit

    back = proposed._replace(was=proposed.now, now=proposed.was)
    try:
        done = changing.change(context, back)
    except changing.CannotChange as why:
        line = changing.line(back)
        told = suggesting.not_restored(context.paths.config, why.reason, line, why.detail)
        raise Stop(told, 1) from None
    return suggesting.restored(context.paths.config, done.before, done.after)


def words_after(context: Context, said: Fact) -> list[str]:
    """The ids of the words on how often a habit is asked that a yes led to."""
    later = context.journal.between(said.night, said.night + DAY)
    return [
        fact.id
        for fact in later
        if isinstance(fact.event, Eased)
        and fact.event.because in ("grown", "agreed")
        and fact.at >= said.at
    ]


def _ask_less(context: Context, proposal: Fact, proposed: Proposed) -> str:
    because: EaseReason = "agreed" if proposed.sort == "rest" else "grown"
    word = Eased(proposed.habit, LESS[proposed.sort], because, proposed.evidence)
    context.record(
        *_said(context, proposal),
        (context.tonight, word),
        (context.tonight, Remark(MADE, proposed.habit)),
    )
    return suggesting.agreed(proposed, context.titles)


def _change(context: Context, proposal: Fact, proposed: Proposed) -> str:
    from coach.cli import changing  # noqa: PLC0415 - it needs tomlkit

    try:
        changing.try_out(context, proposed)
        context.record(*_said(context, proposal))
        done = changing.change(context, proposed)
    except changing.CannotChange as why:
        line = changing.line(proposed)
        if changing.is_made(context, proposed):  # before a kill, or by another process just now
            made = (context.tonight, Remark(MADE, proposed.habit))
            context.record(*_said(context, proposal), made)
            return suggesting.changed_already(context.paths.config, line)
        if _is_agreed(context, proposal):
            context.record((context.tonight, Remark(NOT_MADE, proposed.habit)))
        told = suggesting.not_changed(context.paths.config, why.reason, line, why.detail)
        raise Stop(told, 1) from None
    context.record((context.tonight, Remark(MADE, proposed.habit)))
    return suggesting.changed(context.paths.config, done.before, done.after)


def _said(context: Context, proposal: Fact) -> tuple[tuple[date, Decided], ...]:
    """The yes to record, where a button has not said it already."""
    if _is_agreed(context, proposal):
        return ()
    return ((context.tonight, Decided(proposal.id, "yes", "command")),)


def _is_agreed(context: Context, proposal: Fact) -> bool:
    facts = effective(context.journal.around(proposal.night, context.tonight))
    return any(isinstance(f.event, Decided) and f.event.proposal == proposal.id for f in facts)
