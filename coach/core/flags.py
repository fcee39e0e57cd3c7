"""Published reasons to see a doctor: which of them the person's own entries match.

A rule matches because of what the person ticked, wrote down, or has in the config, and shows those
entries. Nothing is guessed: no score, no probability, and where nothing matches nothing is said to
be well (research: published checklists; their sources stand with each rule in content/signs.toml).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from coach.core.history import Facts
from coach.core.model import Fact, Person, Signs
from coach.core.patterns import DIARY, patterns

Urgency = Literal["E", "U", "S", "R", "I"]
"""E emergency, U today, S within about two weeks, R at the next visit, I worth knowing."""

URGENCIES: tuple[Urgency, ...] = ("E", "U", "S", "R", "I")

AT_ONCE: tuple[Urgency, ...] = ("E", "U")
"""Told each time."""

QUIET: Mapping[Urgency, int] = {"S": 7, "R": 14, "I": 14}
"""For so many nights a reason is not told again, unless more entries lead to it."""

REMEMBERED = timedelta(days=365)
"""What may bear on a reason goes back so far."""

CHILD, TEEN, OLDER = range(8), range(13, 20), 65

OTHER_TERMS = (
    "note:pregnant",
    "note:past-clot",
    "age:under-8",
    "age:teen",
    "age:from-65",
    *(f"diary:{name}" for name in DIARY),
)
"""What a rule may ask for besides signs."""


class Group(NamedTuple):
    """Signs that are asked for together."""

    id: str
    question: str
    """A yes opens its signs."""


class Sign(NamedTuple):
    """What can be ticked."""

    id: str
    group: str
    name: str
    """In few words, after "You told:"."""
    question: str
    holds: int
    """For so many nights a tick counts."""


class Rule(NamedTuple):
    """A published reason to see a doctor."""

    id: str
    level: Urgency
    needs: tuple[tuple[str, ...], ...]
    """One term of each group has to hold."""
    nights: int
    """On so many nights signs have to be ticked."""
    within: int
    """Of so many nights; 0: as long as each tick holds."""
    text: str
    source: str
    strength: str


class Match(NamedTuple):
    """A rule that the person's entries match."""

    rule: Rule
    entries: Facts
    """What led to it, in the order in which it was recorded."""
    told: tuple[str, ...]
    """Notes of the config and the age that led to it as well: `note:pregnant`."""


class News(NamedTuple):
    """What is told now, and what was told lately and is not repeated."""

    now: tuple[Match, ...]
    before: tuple[tuple[Match, date], ...]


class Book(NamedTuple):
    """Everything that can be asked and matched."""

    groups: tuple[Group, ...]
    signs: Mapping[str, Sign]
    rules: tuple[Rule, ...]


def matches(facts: Facts, night: date, person: Person, book: Book) -> tuple[Match, ...]:
    """The rules that hold on a night, the most urgent first.

    Args:
        facts: Effective facts, from `REMEMBERED` before the night on.
        night: As seen from here; later facts are not looked at.
        person: From the config.
        book: The rules.
    """
    known = tuple(fact for fact in facts if night - REMEMBERED <= fact.night <= night)
    places = {fact.id: place for place, fact in enumerate(known)}
    evidence: dict[str, Facts] = _ticks(known, night, book.signs) | _about(person, night)
    evidence |= {f"diary:{name}": entries for name, entries in patterns(known, night).items()}
    found = (_match(rule, evidence, known, night) for rule in book.rules)
    held = [
        match._replace(entries=tuple(sorted(match.entries, key=lambda fact: places[fact.id])))
        for match in found
        if match is not None
    ]
    return tuple(sorted(held, key=lambda match: URGENCIES.index(match.rule.level)))


def news(found: Iterable[Match], facts: Facts, person: Person, book: Book) -> News:
    """What of the reasons is told in answer to the newest ticks.

    Emergencies and what is for today each time; the rest not again for `QUIET` nights, unless
    more entries lead to it than when it was told.

    Args:
        found: What matches now.
        facts: As for `matches`; the last ticks are the ones that are answered.
        person: From the config.
        book: The rules.
    """
    *earlier, last = [n for n, fact in enumerate(facts) if isinstance(fact.event, Signs)]
    told: dict[str, _Told] = {}
    for place in earlier:
        night = facts[place].night
        if facts[last].night - night <= _LOOKED_BACK:
            _tell(told, night, matches(facts[: place + 1], night, person, book))
    now = _tell(told, facts[last].night, found)
    rest = (match for match in found if match not in now)
    return News(now, tuple((match, told[match.rule.id].night) for match in rest))


class _Told(NamedTuple):
    night: date
    entries: int


_LOOKED_BACK = timedelta(days=2 * max(QUIET.values()))


def _tell(told: dict[str, _Told], night: date, found: Iterable[Match]) -> tuple[Match, ...]:
    """What of the reasons is told on a night; notes that it was."""
    now = []
    for match in found:
        last, count = told.get(match.rule.id), len(match.entries)
        quiet = timedelta(days=QUIET.get(match.rule.level, 0))
        if last is None or night - last.night >= quiet or count > last.entries:
            told[match.rule.id] = _Told(night, count)
            now.append(match)
    return tuple(now)


def because_of(found: Iterable[Match], fact: Fact) -> tuple[Match, ...]:
    """Those to which one entry led."""
    return tuple(match for match in found if fact in match.entries)


def _ticks(facts: Facts, night: date, signs: Mapping[str, Sign]) -> dict[str, Facts]:
    """Each sign that holds, with the entry that ticked it last; the last word on it counts."""
    last: dict[str, Facts] = {}
    for fact in facts:
        if isinstance(fact.event, Signs):
            for name in fact.event.denied:
                last.pop(name, None)
            for name in fact.event.ticked:
                if name in signs and (night - fact.night).days < signs[name].holds:
                    last[name] = (fact,)
    return last


def _about(person: Person, night: date) -> dict[str, Facts]:
    age = None if person.birth_year is None else night.year - person.birth_year
    told = [f"note:{note}" for note in person.notes]
    if age is not None:
        told += ["age:under-8"] if age in CHILD else []
        told += ["age:teen"] if age in TEEN else []
        told += ["age:from-65"] if age >= OLDER else []
    return dict.fromkeys(told, ())


def _match(rule: Rule, evidence: Mapping[str, Facts], facts: Facts, night: date) -> Match | None:
    if rule.within:
        evidence = _repeated(rule, facts, night) | _other(evidence)
    entries: list[Fact] = []
    told: list[str] = []
    for group in rule.needs:
        held = [term for term in group if term in evidence]
        if not held:
            return None
        entries += (fact for term in held for fact in evidence[term])
        told += (term for term in held if term.startswith(("note:", "age:")))
    return Match(rule, tuple(dict.fromkeys(entries)), tuple(dict.fromkeys(told)))


def _other(evidence: Mapping[str, Facts]) -> dict[str, Facts]:
    """What is known beside the signs."""
    return {term: entries for term, entries in evidence.items() if ":" in term}


def _repeated(rule: Rule, facts: Facts, night: date) -> dict[str, Facts]:
    """Signs of a rule that were ticked on enough nights; a later no takes none of these back."""
    first = night - timedelta(days=rule.within - 1)
    terms = {term for group in rule.needs for term in group if ":" not in term}
    ticked = tuple(
        fact
        for fact in facts
        if isinstance(fact.event, Signs)
        and fact.night >= first
        and not terms.isdisjoint(fact.event.ticked)
    )
    enough = len({fact.night for fact in ticked}) >= rule.nights
    return dict.fromkeys(terms, ticked) if enough else {}
