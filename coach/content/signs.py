"""Reads signs.toml: what can be ticked, and the published reasons to see a doctor."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from coach.content.entries import Entry
from coach.content.loading import all_different, parse, text_of
from coach.core.signs.nouns import OTHER_TERMS, URGENCIES, Book, Group, Rule, Sign, Urgency

FILE = "signs.toml"

USUAL = 3
"""Nights for which a tick counts: tonight, and what was ticked on the two before."""


@cache
def book() -> Book:
    """All of it."""
    return read(text_of(FILE))


def read(text: str) -> Book:
    """Read a file of signs and rules.

    Raises:
        BrokenContent: it has a mistake; the message names the entry.
    """
    tree = parse(FILE, text, ("sources", "group", "sign", "rule"))
    for kind in ("group", "sign", "rule"):
        all_different(FILE, (str(table.get("id")) for table in tree[kind]))
    groups = tuple(_group(Entry(FILE, table)) for table in tree["group"])
    signs = [_sign(Entry(FILE, table), groups) for table in tree["sign"]]
    known = {sign.id: sign for sign in signs}
    rules = tuple(_rule(table, known, tree["sources"]) for table in tree["rule"])
    return Book(groups, known, rules)


def _group(entry: Entry) -> Group:
    group = Group(entry.id, entry.word("question"))
    entry.close()
    return group


def _sign(entry: Entry, groups: tuple[Group, ...]) -> Sign:
    sign = Sign(
        id=entry.id,
        group=entry.one_of("group", [group.id for group in groups]),
        name=entry.word("name"),
        question=entry.word("question"),
        holds=entry.whole("holds", optional=True) or USUAL,
    )
    entry.close()
    return sign


def _rule(table: Mapping[str, Any], signs: Mapping[str, Sign], sources: Mapping[str, str]) -> Rule:
    entry = Entry(FILE, {key: value for key, value in table.items() if key != "needs"})
    rule = Rule(
        id=entry.id,
        level=cast("Urgency", entry.one_of("level", URGENCIES)),
        needs=_needs(entry, table.get("needs"), signs),
        nights=entry.whole("nights", optional=True) or 1,
        within=entry.whole("within", optional=True) or 0,
        text=entry.word("text"),
        source=entry.source(sources),
        strength=entry.strength(),
    )
    entry.close()
    if (rule.nights > 1) != (rule.within > 0):
        entry.broken("nights and within go together")
    return rule


def _needs(entry: Entry, needs: object, signs: Mapping[str, Sign]) -> tuple[tuple[str, ...], ...]:
    """Groups of terms, each of which is known."""
    if not isinstance(needs, list) or not needs or not all(needs):
        entry.broken("needs is not a list of groups")
    for term in (term for group in needs for term in group):
        if term not in signs and term not in OTHER_TERMS:
            entry.broken(f"needs has {term!r}, which is no sign and no other term")
    return tuple(map(tuple, needs))
