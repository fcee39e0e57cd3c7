"""Where a text comes from, and how much is known."""

from coach.content.nouns import CalciumRange, Text
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


def guides(found: CalciumRange, *, for_age: bool) -> str:
    """What is advised of calcium a day: a range, because those who advise differ."""
    bodies = dict.fromkeys(one.body for one in found.references)
    each = (_("{body} {range}").format(body=body, range=_range_of(body, found)) for body in bodies)
    for_whom = _("for your age") if for_age else _("for adults")
    text = _(
        "Guides {for_whom}: {range} mg of calcium a day, from all that you eat. "
        "They differ ({each}), and none of them is about cramps."
    )
    whole = _span(found.low, found.high)
    return text.format(for_whom=for_whom, range=whole, each=", ".join(each))


def _range_of(body: str, found: CalciumRange) -> str:
    own = [one for one in found.references if one.body == body]
    return _span(min(one.low for one in own), max(one.high for one in own))


def _span(low: int, high: int) -> str:
    return str(low) if low == high else _("{low} to {high}").format(low=low, high=high)


def _evidence(text: Text) -> str:
    """For a food, the figure is well known; that it helps against cramps is not."""
    if text.id.startswith("food/"):
        return _(MEASURED)
    return _(STRENGTHS[text.strength])
