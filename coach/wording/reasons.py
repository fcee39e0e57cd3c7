"""Where a text comes from, and how much is known."""

from coach.content.nouns import Text
from coach.core.model import Reminder
from coach.wording.reminders import reason
from coach.wording.titles import title_of
from coach.wording.translating import _, marked

STRENGTHS = {
    "strong": marked("strong: several trials agree"),
    "moderate": marked("moderate: trials or measured results, with limits"),
    "weak": marked("weak: one small trial, or results that differ"),
    "expert": marked("custom: what doctors and their guides advise"),
    "none": marked("none: it was looked for and not found; take it as a kindness to yourself"),
    "design": marked("none: it is our own choice"),
}
MEASURED = marked("the figure is measured (a food table); it says nothing about cramps")


def not_planned(habit: str) -> str:
    """When a habit is not asked on that evening."""
    return _("{habit} is not planned for that evening.").format(habit=habit)


def why(reminder: Reminder, text: Text | None) -> str:
    """Why a reminder comes, and what stands behind its words."""
    lines = [_("Comes because: {reason}.").format(reason=reason(reminder))]
    if text is None:
        lines.append(_("Its words are your own."))
    else:
        lines += [
            _("Says: {text}").format(text=_(text.text)),
            _("Source: {source}").format(source=text.source),
            _("Evidence: {evidence}").format(evidence=_evidence(text)),
        ]
    return "\n  ".join([title_of(reminder), *lines])


def _evidence(text: Text) -> str:
    """For a food, the figure is well known; that it helps against cramps is not."""
    if text.id.startswith("food/"):
        return _(MEASURED)
    return _(STRENGTHS[text.strength])
