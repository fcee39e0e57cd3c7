"""why: where tonight's words come from, and how a number came about."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from coach.cli.answering import places_of
from coach.cli.context import Context, Stop
from coach.cli.options import add_json, add_night
from coach.content.choosing import age_on, calcium_reference
from coach.content.texts import text_for
from coach.core import nights
from coach.core.history import effective
from coach.core.model import Person
from coach.core.outcomes import Outcomes, each_night, outcomes, silent_nights
from coach.core.standing import Standing
from coach.core.strength import LONG, Step, Strength, steps, strength, summary
from coach.wording import reasons, strengths
from coach.wording.translating import _

EFFECT = "effect"
"""What is asked for instead of a habit: whether they seem to help."""
CALCIUM = "calcium"
"""The key of the habit of which guides have numbers."""


def add_why(parser: ArgumentParser) -> None:
    """`coach why HABIT`."""
    parser.add_argument(
        "habit", metavar="HABIT", help=_("the key of a habit, or effect: do they help?")
    )
    parser.add_argument(
        "--all", action="store_true", help=_("every night, not the last four weeks")
    )
    add_night(parser)
    add_json(parser)
    parser.set_defaults(run=_why)


def _why(arguments: Namespace, context: Context) -> int:
    if arguments.habit == EFFECT and all(h.key != EFFECT for h in context.config.habits):
        from coach.cli import effects  # noqa: PLC0415 - who asks for a habit does without

        return effects.tell(context)
    night = context.night(arguments.night)
    places = places_of(context, arguments.habit, night)
    facts = effective(context.journal.between(date.min, date.max))
    found = outcomes(facts, context.tonight).get(arguments.habit, ())
    if not places and not found:
        raise Stop(reasons.not_planned(arguments.habit), 3)
    silent = silent_nights(facts, context.tonight)
    made, table = _made(found, silent, context.tonight, whole=arguments.all)
    text, document = _words(places, arguments.habit, night, context)
    numbers = summary(found, context.tonight)
    lines = strengths.summed(numbers)
    if numbers.strength.of:
        lines += ["", *strengths.table(table, made), "", *strengths.rule()]
    document["sum"] = {
        "strength": numbers.strength._asdict(),
        "rates": [rate._asdict() for rate in numbers.rates],
        "unprompted": numbers.unprompted._asdict(),
        "weeks": numbers.weeks._replace(this=numbers.weeks.this._asdict())._asdict(),  # type: ignore[arg-type]
        "earlier": made._asdict(),
        "nights": [_step_document(step) for step in table],
    }
    return context.tell("\n".join([text, "", *(f"  {line}".rstrip() for line in lines)]), document)


def _words(
    places: tuple[Standing, ...], habit: str, night: date, context: Context
) -> tuple[str, dict[str, Any]]:
    """Where the words of the night's reminder come from."""
    reminder = places[0].reminder if places else None
    text = text_for(reminder, context.config.person) if reminder else None
    document = {
        "night": night.isoformat(),
        "habit": habit,
        "text": text.text if text else None,
        "source": text.source if text else None,
        "strength": text.strength if text else None,
    }
    told = reasons.why(reminder, text) if reminder else reasons.not_planned(habit)
    guides = _guides(context.config.person, night) if habit == CALCIUM else ""
    return "\n  ".join(filter(None, (told, guides))), document


def _guides(person: Person, night: date) -> str:
    """What is advised of calcium at the person's age; nothing where a care team decides."""
    found = calcium_reference(person, night)
    known = age_on(person, night) is not None
    return reasons.guides(found, for_age=known) if found else ""


def _made(
    found: Outcomes, silent: frozenset[date], tonight: date, *, whole: bool
) -> tuple[Strength, tuple[Step, ...]]:
    """What the nights before the table had made, and the table: four weeks, or everything."""
    begun = found[0].night if found else tonight
    first = begun if whole else max(begun, tonight - nights.DAY * (LONG - 1))
    earlier = strength(tuple(outcome for outcome in found if outcome.night < first))
    return earlier, steps(each_night(found, silent, first, tonight), earlier.value)


def _step_document(step: Step) -> dict[str, Any]:
    outcome = step.outcome
    return {
        "night": outcome.night.isoformat(),
        "outcome": outcome.word,
        "done": outcome.done,
        "of": outcome.of,
        "reason": outcome.reason or None,
        "strength": step.strength,
    }
