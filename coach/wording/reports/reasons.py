"""What a report says around reasons to see a doctor."""

from datetime import date

from coach.wording.times import evening
from coach.wording.translating import _


def reason_when(first: date, last: date) -> str:
    """On which nights a reason held."""
    if first == last:
        return _("Night of {evening}.").format(evening=evening(first))
    return _("Between {first} and {last}.").format(first=evening(first), last=evening(last))


def no_reasons() -> str:
    """Where no rule held: never that all is well."""
    return _(
        "No listed sign was ticked or noted in this period. This is not a check-up. "
        "If something worries you, ask a doctor."
    )


def reasons_note() -> str:
    """Over the list."""
    return _(
        "What health services publish, matched with your own ticks and entries. "
        "It is not a check-up."
    )
