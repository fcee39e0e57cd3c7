"""Signs for a doctor: what is asked, and what is answered to the person's own ticks.

Fixed words only. Nothing here names a disease, rates a risk, or says that all is well.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import fill
from typing import Any

from coach.core.model import Activity, Cramp, Fact, Morning, Signs
from coach.core.signs.nouns import Book, Match, Urgency
from coach.wording.times import evening
from coach.wording.translating import _, marked, n_

LEVELS: Mapping[Urgency, str] = {
    "E": marked("Call your local emergency number now."),
    "U": marked("Get medical help today."),
    "S": marked("See a doctor within about two weeks."),
    "R": marked("Tell your doctor at your next visit."),
    "I": marked("Worth knowing."),
}
STRENGTHS = {
    "strong": marked("strong"),
    "moderate": marked("moderate"),
    "weak": marked("weak"),
    "expert": marked("expert"),
    "none": marked("none"),
    "design": marked("design"),
}
ABOUT = {
    "note:pregnant": marked("pregnant (your config)"),
    "note:past-clot": marked("a clot in the past (your config)"),
    "age:under-8": marked("an age under 8 (your config)"),
    "age:teen": marked("an age from 13 to 19 (your config)"),
    "age:from-65": marked("an age of 65 or more (your config)"),
}

WIDTH = 78
MOST_ENTRIES = 3
"""So many entries are told one by one; of more, how many there are."""


def intro() -> str:
    """Before the questions."""
    return _(
        "Some signs are listed by health services as reasons to see a doctor.\n"
        "Type y for yes, or press Enter for no. Nothing leaves this computer."
    )


def question(text: str) -> str:
    """One question, and how to answer."""
    return f"{_(text)} [y/N]"


def needed() -> str:
    """Where nobody can be asked."""
    return _("Say which signs: coach signs --tick one-sided-swelling; for all: coach signs --list")


def unknown(name: str, hint: str) -> str:
    """A sign that is none."""
    return _("There is no sign {name}; {hint}").format(name=name, hint=hint)


def see_list() -> str:
    """Where the signs stand."""
    return _("see: coach signs --list")


def off() -> str:
    """Where the person does not want it."""
    return _("Signs for a doctor are switched off: doctor_signs = false in your config.")


def nothing_noted() -> str:
    """After the questions were broken off."""
    return _("Nothing was noted.")


def listed(book: Book) -> str:
    """Every sign, under the question that opens it."""
    blocks = []
    for group in book.groups:
        signs = [sign for sign in book.signs.values() if sign.group == group.id]
        lines = [f"  {sign.id}\n      {_(sign.question)}" for sign in signs]
        blocks.append("\n".join([_(group.question), *lines]))
    return "\n\n".join(blocks)


def answered(
    now: Iterable[Match], before: Iterable[tuple[Match, date]], book: Book, *, ticked: bool
) -> str:
    """The answer to a list of ticks.

    Args:
        now: What is told now.
        before: What was told lately and is not repeated, with the night on which it was.
        book: The names of the signs.
        ticked: Whether any sign was.
    """
    told = reasons(now, book)
    again = [_told_before(match, night) for match, night in before]
    if not told and not again:
        return _nothing_matches(ticked=ticked)
    return "\n\n".join(filter(None, [told, "\n".join(again), not_a_check_up()]))


def reasons(matches: Iterable[Match], book: Book) -> str:
    """Each reason with what led to it and who lists it, under how soon."""
    blocks: list[str] = []
    level = ""
    for match in matches:
        if match.rule.level != level:
            level = match.rule.level
            blocks.append(_(LEVELS[match.rule.level]))
        blocks.append(reason(match, book))
    return "\n\n".join(blocks)


def reason(match: Match, book: Book) -> str:
    """One reason."""
    lines = (_(match.rule.text), because(match, book), listed_by(match))
    return "\n".join(
        fill(line, WIDTH, initial_indent="  ", subsequent_indent="  ") for line in lines
    )


def because(match: Match, book: Book) -> str:
    """What the person told that led to a reason."""
    wanted = {term for group in match.rule.needs for term in group}
    told = [_entry(fact, wanted, book) for fact in match.entries if isinstance(fact.event, Signs)]
    told += _diary([fact for fact in match.entries if not isinstance(fact.event, Signs)])
    told += [_(ABOUT[name]) for name in match.told]
    return _("You told: {entries}.").format(entries="; ".join(told))


def listed_by(match: Match) -> str:
    """Where a reason comes from."""
    return _("Source: {source}. Strength: {strength}. Rule {rule}.").format(
        source=match.rule.source,
        strength=_(STRENGTHS[match.rule.strength]),
        rule=match.rule.id,
    )


def document(match: Match, book: Book) -> dict[str, Any]:
    """A reason for programs."""
    return {
        "rule": match.rule.id,
        "level": match.rule.level,
        "text": match.rule.text,
        "because": because(match, book),
        "entries": [fact.id for fact in match.entries],
        "source": match.rule.source,
        "strength": match.rule.strength,
    }


def not_a_check_up() -> str:
    """Under every list of reasons."""
    return _("This is a list of published signs. It is not a check-up.")


def _nothing_matches(*, ticked: bool) -> str:
    if ticked:
        return _(
            "Noted. What you ticked is not, by itself, one of the listed reasons.\n"
            "This is not a check-up. If something worries you, ask a doctor."
        )
    return _(
        "No listed sign was ticked. This is not a check-up.\n"
        "If something worries you, ask a doctor."
    )


def _told_before(match: Match, night: date) -> str:
    return _("Told on {evening} and still so: rule {rule}. {level}").format(
        evening=evening(night), rule=match.rule.id, level=_(LEVELS[match.rule.level])
    )


def _entry(fact: Fact, wanted: set[str], book: Book) -> str:
    assert isinstance(fact.event, Signs)  # noqa: S101 - the caller chose so
    names = [_(book.signs[name].name) for name in fact.event.ticked if name in wanted]
    return f"{', '.join(names)} ({evening(fact.night)})"


def _diary(facts: list[Fact]) -> list[str]:
    """Entries of the diary, one by one where they are few."""
    if len(facts) <= MOST_ENTRIES:
        return [f"{_noted(fact)} ({evening(fact.night)})" for fact in facts]
    nights = sorted({fact.night for fact in facts})
    return [
        n_("{n} entry", "{n} entries", len(facts)).format(n=len(facts))
        + _(" from {first} to {last}").format(first=evening(nights[0]), last=evening(nights[-1]))
    ]


def _noted(fact: Fact) -> str:
    match fact.event:
        case Cramp(minutes=int(minutes)):
            return n_("a cramp of {n} minute", "a cramp of {n} minutes", minutes).format(n=minutes)
        case Cramp():
            return _("a cramp")
        case Morning():
            return _("how the night was")
        case Activity():
            return _("a long trip")
        case _:
            return _("an entry")
