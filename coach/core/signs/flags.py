"""Published reasons to see a doctor: which of them the person's own entries match.

A rule matches because of what the person ticked, wrote down, or has in the config, and shows those
entries. Nothing is guessed: no score, no probability, and where nothing matches nothing is said to
be well (research: published checklists; their sources stand with each rule in content/signs.toml).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from coach.core.history import Facts
from coach.core.model import Fact, Person, Signs
from coach.core.signs.nouns import URGENCIES, Book, Match, News, Noted, Rule, Sign, Urgency
from coach.core.signs.patterns import DIARY, View, diary
from coach.named import NamedTuple

AT_ONCE: tuple[Urgency, ...] = ("E", "U")
"""Told each time."""

QUIET: Mapping[Urgency, int] = {"S": 7, "R": 14, "I": 14}
"""For so many nights a reason is not told again, unless more entries lead to it."""

REMEMBERED = timedelta(days=365)
"""What may bear on a reason goes back so far."""

WEEK = 7

CHILD, TEEN, OLDER = range(8), range(13, 20), 65


def matches(facts: Facts, night: date, person: Person, book: Book) -> tuple[Match, ...]:
    """The rules that hold on a night, the most urgent first.

    Args:
        facts: Effective facts, from `REMEMBERED` before the night on.
        night: As seen from here; later facts are not looked at.
        person: From the config.
        book: The rules.
    """
    return _Reader(facts, person, book).on(night)


def over(facts: Facts, first: date, last: date, person: Person, book: Book) -> tuple[Noted, ...]:
    """The rules that held on some night of a period, the most urgent first.

    Args:
        facts: Effective facts, from `REMEMBERED` before the first night on.
        first: The first night.
        last: The last night.
        person: From the config.
        book: The rules.
    """
    reader = _Reader(facts, person, book)
    held: dict[str, Noted] = {}
    for night in reader.eventful():
        if first <= night <= last:
            for match in reader.on(night):
                since = held[match.rule.id].first if match.rule.id in held else night
                held[match.rule.id] = Noted(match, since, night)
    return tuple(sorted(held.values(), key=lambda noted: _rank(noted.match)))


def of_week(facts: Facts, tonight: date, person: Person, book: Book) -> tuple[Match, ...]:
    """What the review of a week tells: the urgent ones each week, the rest every other week.

    So nothing is repeated within `QUIET`, and nobody need remember what was told.

    Args:
        facts: As for `matches`.
        tonight: The night on which the week is looked back at.
        person: From the config.
        book: The rules.
    """
    held = over(facts, tonight - timedelta(days=WEEK - 1), tonight, person, book)
    whole = (tonight.toordinal() - 1) // WEEK % 2 == 0
    found = (noted.match for noted in held)
    return tuple(match for match in found if whole or QUIET.get(match.rule.level, 0) <= WEEK)


def because_of(found: Iterable[Match], fact: Fact) -> tuple[Match, ...]:
    """Those to which one entry led."""
    return tuple(match for match in found if fact in match.entries)


class _Reader:
    """Facts and rules, sorted out once for many nights."""

    def __init__(self, facts: Facts, person: Person, book: Book) -> None:
        self._person = person
        self._book = book
        self._diary = diary(facts)
        signs = set(book.signs)
        self._without_ticks = [
            rule for rule in book.rules if not any(signs.issuperset(group) for group in rule.needs)
        ]
        """Those that may hold where nothing is ticked: most nights of many years."""
        self._places = {fact.id: place for place, fact in enumerate(facts)}
        self._ticks = [fact for fact in facts if isinstance(fact.event, Signs)]

    def eventful(self) -> list[date]:
        """The nights on which something may have come to hold: with cramps, lost sleep, ticks."""
        told = self._diary.told
        nights = {night for night in told if told[night].cramps == "yes" or told[night].sleep_loss}
        return sorted(nights.union(fact.night for fact in self._ticks))

    def on(self, night: date) -> tuple[Match, ...]:
        """The rules that hold on a night."""
        ticks = [f for f in self._ticks if night - REMEMBERED <= f.night <= night]
        evidence = _Evidence(_ticked(ticks, night, self._book.signs), View(self._diary, night))
        evidence.known.update(_about(self._person, night))
        rules = self._book.rules if ticks else self._without_ticks
        found = (self._match(rule, evidence, ticks) for rule in rules)
        return tuple(sorted((match for match in found if match is not None), key=_rank))

    def _match(self, rule: Rule, evidence: "_Evidence", ticks: list[Fact]) -> Match | None:
        if rule.within:
            evidence = evidence.with_ticks(_repeated(rule, ticks, evidence.view.night))
        entries: dict[str, Fact] = {}
        told: list[str] = []
        for group in rule.needs:
            held = {term: found for term in group if (found := evidence.of(term)) is not None}
            if not held:
                return None
            entries |= {fact.id: fact for found in held.values() for fact in found}
            told += (term for term in held if term.startswith(("note:", "age:")))
        ordered = sorted(entries, key=self._places.__getitem__)
        return Match(rule, tuple(entries[name] for name in ordered), tuple(dict.fromkeys(told)))


class _Evidence:
    """What holds on a night, term by term; the diary is looked at only where a rule asks."""

    def __init__(self, ticked: Mapping[str, Facts], view: View) -> None:
        self.known: dict[str, Facts] = dict(ticked)
        self.view = view
        self._looked: dict[str, Facts] = {}

    def of(self, term: str) -> Facts | None:
        """The entries that make a term hold; None where it does not."""
        topic, _, name = term.partition(":")
        if topic != "diary" or not name:
            return self.known.get(term)
        if name not in self._looked:
            self._looked[name] = DIARY[name](self.view)
        return self._looked[name] or None

    def with_ticks(self, ticked: Mapping[str, Facts]) -> "_Evidence":
        """The same with other ticks."""
        other = _Evidence(ticked, self.view)
        other.known |= {term: found for term, found in self.known.items() if ":" in term}
        return other


def _rank(match: Match) -> int:
    return URGENCIES.index(match.rule.level)


def _ticked(ticks: list[Fact], night: date, signs: Mapping[str, Sign]) -> dict[str, Facts]:
    """Each sign that holds, with the entry that ticked it last; the last word on it counts."""
    last: dict[str, Facts] = {}
    for fact in ticks:
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


def _repeated(rule: Rule, ticks: list[Fact], night: date) -> dict[str, Facts]:
    """Signs of a rule that were ticked on enough nights; a later no takes none of these back."""
    first = night - timedelta(days=rule.within - 1)
    terms = {term for group in rule.needs for term in group if ":" not in term}
    ticked = tuple(
        fact
        for fact in ticks
        if isinstance(fact.event, Signs)
        and fact.night >= first
        and not terms.isdisjoint(fact.event.ticked)
    )
    enough = len({fact.night for fact in ticked}) >= rule.nights
    return dict.fromkeys(terms, ticked) if enough else {}


# --- what is told, and what was told already ------------------------------------------------


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
