"""signs: published reasons to see a doctor, from the person's own ticks."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from coach.cli.asking import can_ask, is_yes
from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.config.values import did_you_mean, shown
from coach.content.signs import book
from coach.core.history import Facts, effective
from coach.core.model import Fact, Signs
from coach.core.nights import DAY
from coach.core.signs import flags
from coach.core.signs.nouns import Match
from coach.wording import signs as wording
from coach.wording.translating import _


def add_signs(parser: ArgumentParser) -> None:
    """`coach signs`."""
    parser.add_argument(
        "--tick", metavar="SIGN", action="append", default=[], help=_("a sign that you have")
    )
    parser.add_argument("--list", action="store_true", help=_("every sign that can be ticked"))
    add_json(parser)
    parser.set_defaults(run=_signs)


def _signs(arguments: Namespace, context: Context) -> int:
    if not context.config.coaching.doctor_signs:
        raise Stop(wording.off(), 1)
    if arguments.list:
        return context.tell(wording.listed(book()), {"signs": _list_document()})
    ticks = _told(arguments.tick) if arguments.tick else _asked(context)
    (fact,) = context.record((context.tonight, ticks))
    return _answer(fact, ticks, context)


def _answer(fact: Fact, ticks: Signs, context: Context) -> int:
    facts = history(context)
    found = flags.matches(facts, fact.night, context.config.person, book())
    news = flags.news(found, facts, context.config.person, book())
    text = wording.answered(news.now, news.before, book(), ticked=bool(ticks.ticked))
    document = {
        "id": fact.id,
        "night": fact.night.isoformat(),
        "ticked": list(ticks.ticked),
        "reasons": [wording.document(match, book()) for match in found],
    }
    return context.tell(text, document)


def at_once(fact: Fact, context: Context) -> str:
    """What an entry calls for right now; empty where nothing, or where it is switched off."""
    if not context.config.coaching.doctor_signs:
        return ""
    found = flags.matches(history(context), fact.night, context.config.person, book())
    urgent = [match for match in found if match.rule.level in flags.AT_ONCE]
    return told(flags.because_of(urgent, fact))[0]


def of_week(context: Context) -> tuple[Match, ...]:
    """What the review of a week tells; nothing where it is switched off."""
    if not context.config.coaching.doctor_signs:
        return ()
    return flags.of_week(history(context), context.tonight, context.config.person, book())


def told(found: Sequence[Match]) -> tuple[str, list[dict[str, Any]]]:
    """Reasons in words, and for programs."""
    words = wording.reasons(found, book())
    text = f"{words}\n\n{wording.not_a_check_up()}" if found else ""
    return text, [wording.document(match, book()) for match in found]


def history(context: Context) -> Facts:
    """The entries that may lead to a reason, as they hold tonight."""
    first = context.tonight - flags.REMEMBERED
    last = context.tonight + DAY
    return effective(context.journal.counting(first, last))


def _list_document() -> list[dict[str, str]]:
    return [
        {"sign": sign.id, "group": sign.group, "question": sign.question}
        for sign in book().signs.values()
    ]


def _told(names: Sequence[str]) -> Signs:
    """Ticks of the command line."""
    known = book().signs
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or wording.see_list()
            raise Stop(wording.unknown(shown(name), hint), 2)
    return Signs(ticked=tuple(dict.fromkeys(names)))


def _asked(context: Context) -> Signs:
    """Ticks by question and answer; a group that is answered no is not gone into."""
    if not can_ask(context):
        raise Stop(wording.needed(), 2)
    print(wording.intro(), end="\n\n")
    ticked: list[str] = []
    denied: list[str] = []
    for group in book().groups:
        wanted = _yes(group.question)
        for sign in book().signs.values():
            if sign.group == group.id:
                (ticked if wanted and _yes(f"   {sign.question}") else denied).append(sign.id)
    print()
    return Signs(tuple(ticked), tuple(denied))


def _yes(question: str) -> bool:
    try:
        answer = input(f"{wording.question(question)} ")
    except EOFError:
        raise Stop(wording.nothing_noted(), 1) from None
    return is_yes(answer)
