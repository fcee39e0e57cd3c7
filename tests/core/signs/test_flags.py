"""Reasons to see a doctor: each fires for what it names, and not for what comes near it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.signs import book
from coach.core.model import Activity, Answer, Cramp, Event, Fact, Morning, Person, Signs
from coach.core.signs.flags import AT_ONCE, QUIET, because_of, matches, news, of_week
from coach.core.signs.nouns import URGENCIES, Match

NIGHT = date(2026, 11, 22)
DAY = timedelta(days=1)

Entry = tuple[int, Event]
"""How many nights ago, and what."""

NOBODY = Person()
PREGNANT = Person(notes=frozenset({"pregnant"}))
CLOT = Person(notes=frozenset({"past-clot"}))


def ticked(*names: str, ago: int = 0) -> Entry:
    return ago, Signs(names)


def when(ago: int) -> datetime:
    return datetime.combine(NIGHT - ago * DAY, time(23), UTC)


def cramp(ago: int, pain: int | None = None, minutes: int | None = None) -> Entry:
    return ago, Cramp(when(ago), pain=pain, minutes=minutes)


def morning(ago: int, *, cramps: bool = True, lost: int | None = None) -> Entry:
    return ago, Morning("cramps" if cramps else "none", "button", sleep_loss=lost)


def mornings(nights: Iterable[int], *, cramps: bool = True, lost: int | None = None) -> list[Entry]:
    return [morning(ago, cramps=cramps, lost=lost) for ago in nights]


def trip(ago: int, hours: float) -> Entry:
    return ago, Activity("trip", when(ago), timedelta(hours=hours))


def stretched(nights: Iterable[int]) -> list[Entry]:
    return [(n, Answer("done", f"{NIGHT - n * DAY}/stretch/1", "button")) for n in nights]


def history(entries: Iterable[Entry]) -> tuple[Fact, ...]:
    """Entries in the order of their nights."""
    ordered = sorted(entries, key=lambda entry: -entry[0])
    return tuple(
        Fact(f"{n:016x}", when(ago), NIGHT - ago * DAY, event)
        for n, (ago, event) in enumerate(ordered)
    )


def found(entries: Iterable[Entry], person: Person = NOBODY, ago: int = 0) -> tuple[Match, ...]:
    return matches(history(entries), NIGHT - ago * DAY, person, book())


def ids(entries: Iterable[Entry], person: Person = NOBODY) -> list[str]:
    return [match.rule.id for match in found(entries, person)]


class Case(NamedTuple):
    """A rule, entries for which it fires, and entries for which it does not."""

    rule: str
    fires: list[Entry]
    near: list[Entry]
    person: Person = NOBODY
    other: Person | None = None
    """Whose entries the near miss is, if somebody else's."""


OFTEN = mornings((0, 2, 4, 7, 9, 11))
"""Three nights in each of two weeks."""
WEEKLY = [cramp(1), cramp(8)]
SINCE_LONG = mornings((44, 46, 48, 50)) + mornings((43, 45, 47, 49), cramps=False)
"""Half of the nights with cramps, before the last six weeks."""
EVERY_OTHER = OFTEN + mornings((1, 3, 5, 6, 8, 10), cramps=False)
QUIET_BEFORE = mornings(range(16, 40), cramps=False) + mornings((40, 41))
A_YEAR = mornings(range(10, 200), cramps=False)


CASES = [
    Case("E1", [ticked("sore-leg", "chest-or-breath")], [ticked("chest-or-breath")]),
    Case("E1", [ticked("both-legs-swelling", "chest-or-breath")], [ticked("both-legs-swelling")]),
    Case("E2", [ticked("numb-between-legs")], [ticked("numb-or-tingling")]),
    Case("E2", [ticked("bladder-or-bowel")], [ticked("bladder-or-bowel", ago=3)]),
    Case("E3", [ticked("sudden-cold-leg")], [ticked("warm-skin")]),
    Case("E4", [ticked("dark-urine", "severe-muscle-pain")], [ticked("dark-urine")]),
    Case("E5", [ticked("stiff-jaw")], [ticked("severe-muscle-pain")]),
    Case("U1", [ticked("one-sided-swelling", "warm-skin")], [ticked("one-sided-swelling")]),
    Case(
        "U1",
        [ticked("one-sided-swelling", ago=2), ticked("hard-vein")],
        [ticked("one-sided-swelling", ago=3), ticked("hard-vein")],
    ),
    Case("U1", [ticked("one-sided-swelling", "sore-leg")], [ticked("warm-skin", "hard-vein")]),
    Case("U2", [ticked("warm-skin"), trip(28 - 1, 4)], [ticked("warm-skin"), trip(28, 4)]),
    Case("U2", [ticked("warm-skin"), trip(1, 4)], [ticked("warm-skin"), trip(1, 3.9)]),
    Case(
        "U2",
        [ticked("hard-vein"), ticked("surgery-or-cast", ago=89)],
        [ticked("hard-vein"), ticked("surgery-or-cast", ago=90)],
    ),
    Case("U2", [ticked("sore-leg")], [ticked("sore-leg")], CLOT, NOBODY),
    Case("U3", [cramp(0, minutes=11)], [cramp(0, minutes=10)]),
    Case("U3", [ticked("long-cramp")], [cramp(7, minutes=60)]),
    Case("U4", [ticked("poison-or-dirty-wound"), cramp(0)], [ticked("poison-or-dirty-wound")]),
    Case("U5", [ticked("red-or-dark-skin")], [ticked("red-or-dark-skin")], PREGNANT, NOBODY),
    Case("U5", [ticked("pregnant", "face-headache-or-sight")], [ticked("face-headache-or-sight")]),
    Case("U6", [ticked("rest-pain")], [ticked("walking-pain")]),
    Case("U6", [ticked("slow-wound")], [ticked("sore-leg")]),
    Case("U7", [ticked("weak-leg-with-back-pain")], [ticked("pain-from-the-back")]),
    Case("U8", [ticked("child-limp-or-fever")], [ticked("child-pain")]),
    Case(
        "S1",
        [ticked("numb-or-tingling"), ticked("both-legs-swelling", ago=13), cramp(5)],
        [ticked("numb-or-tingling"), ticked("both-legs-swelling", ago=14), cramp(5)],
    ),
    Case(
        "S1",
        [ticked("numb-or-tingling"), ticked("numb-or-tingling", ago=1), cramp(13)],
        [ticked("numb-or-tingling"), ticked("numb-or-tingling"), cramp(13)],
    ),
    Case(
        "S1",
        [ticked("numb-or-tingling"), ticked("numb-or-tingling", ago=1), cramp(13)],
        [ticked("numb-or-tingling"), ticked("numb-or-tingling", ago=1), cramp(14)],
    ),
    Case(
        "S2",
        [ticked("walking-pain"), ticked("walking-pain", ago=29)],
        [ticked("walking-pain"), ticked("walking-pain", ago=30)],
    ),
    Case("S3", [ticked("pain-from-the-back"), cramp(1)], [ticked("pain-from-the-back")]),
    Case("S4", [ticked("twitching")], [ticked("urge-to-move")]),
    Case("S5", [ticked("cramps-elsewhere", ago=13)], [ticked("cramps-elsewhere", ago=14)]),
    Case(
        "S6",
        [*EVERY_OTHER, *QUIET_BEFORE, ticked("new-medicine", ago=20)],
        [*EVERY_OTHER, *SINCE_LONG, ticked("new-medicine", ago=20)],
    ),
    Case(
        "S6",
        [*EVERY_OTHER, *QUIET_BEFORE, ticked("new-medicine", ago=59)],
        [*EVERY_OTHER, *QUIET_BEFORE, ticked("new-medicine", ago=60)],
    ),
    Case(
        "S7",
        [ticked("dialysis-or-liver", ago=100), *WEEKLY],
        [ticked("dialysis-or-liver", ago=100), cramp(1), cramp(1)],
    ),
    Case("S8", [cramp(1)], [cramp(1)], Person(2019), Person(2018)),
    Case("S8", [ticked("child-pain")], [ticked("child-under-8")]),
    Case("S9", [ticked("unwell")], [ticked("tired-by-day")]),
    Case("R1", OFTEN, OFTEN[1:]),
    Case("R1", mornings((0, 3, 6, 13), lost=5), mornings((0, 3, 6, 14), lost=5)),
    Case("R1", mornings((0, 3, 6, 13), lost=5), mornings((0, 3, 6, 13), lost=4)),
    Case("R2", mornings((0, 6, 13), lost=5), mornings((0, 6, 14), lost=5)),
    Case("R2", [ticked("tired-by-day")], mornings((0, 6, 13), lost=4)),
    Case(
        "R3",
        [cramp(n, pain) for n, pain in enumerate((8, 8, 9, 2, 3))],
        [cramp(n, pain) for n, pain in enumerate((8, 7, 7, 7, 10))],
    ),
    Case("R3", [cramp(n, 9) for n in range(5)], [cramp(n, 9) for n in range(4)]),
    Case("R3", [cramp(n, 9) for n in range(23, 28)], [cramp(n, 9) for n in range(24, 29)]),
    Case(
        "R4",
        EVERY_OTHER + SINCE_LONG + stretched(range(28)),
        EVERY_OTHER + SINCE_LONG + stretched(range(27)),
    ),
    Case(
        "R4",
        EVERY_OTHER + SINCE_LONG + stretched(range(14, 42)),
        EVERY_OTHER + mornings(range(43, 51)) + stretched(range(14, 42)),
    ),
    Case("R5", [cramp(13)], [cramp(14)], PREGNANT),
    Case(
        "R6",
        [ticked("never-before", ago=55), *WEEKLY],
        [ticked("never-before", ago=56), *WEEKLY],
        Person(1961),
    ),
    Case("R6", [ticked("never-before"), *WEEKLY], [ticked("never-before"), *WEEKLY],
         Person(1961), Person(1962)),
    Case("I1", [ticked("urge-to-move")], [ticked("twitching")]),
    Case(
        "I2",
        [*A_YEAR, *[cramp(n) for n in range(4)]],
        [*A_YEAR, *[cramp(n) for n in range(5)]],
        Person(2010),
    ),
    Case("I2", [*A_YEAR, cramp(1)], [*A_YEAR, cramp(1)], Person(2007), Person(2006)),
    Case("I2", [*A_YEAR, cramp(1)], [*A_YEAR[:178], cramp(1)], Person(2010)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_fires_for_what_it_names_and_not_for_what_comes_near(case: Case) -> None:
    assert case.rule in ids(case.fires, case.person)
    assert case.rule not in ids(case.near, case.person if case.other is None else case.other)


def test_every_rule_has_such_a_case() -> None:
    assert {case.rule for case in CASES} == {rule.id for rule in book().rules}


def test_nothing_matches_a_person_of_whom_nothing_is_known() -> None:
    assert found([]) == ()
    assert found([], Person(2020, notes=frozenset({"pregnant", "past-clot"}))) == ()


def test_the_most_urgent_comes_first() -> None:
    levels = [m.rule.level for m in found([(0, Signs(tuple(book().signs))), *OFTEN, *WEEKLY])]
    assert levels == sorted(levels, key=URGENCIES.index)
    assert set(levels) == set(URGENCIES)


def test_each_reason_shows_the_entries_that_led_to_it_and_no_others() -> None:
    facts = history([cramp(9), trip(5, 6), ticked("twitching", ago=1), ticked("warm-skin")])
    (match,) = (m for m in matches(facts, NIGHT, CLOT, book()) if m.rule.id == "U2")
    assert match.entries == (facts[1], facts[3])
    assert match.told == ("note:past-clot",)


def test_a_no_takes_an_earlier_yes_back() -> None:
    later = (0, Signs(denied=("one-sided-swelling",)))
    assert "U1" in ids([ticked("one-sided-swelling", "warm-skin", ago=1)])
    assert "U1" not in ids([ticked("one-sided-swelling", "warm-skin", ago=1), later])


def test_a_sign_of_another_version_leads_to_nothing() -> None:
    assert found([ticked("a-sign-of-tomorrow")]) == ()


def test_what_is_written_down_later_changes_nothing_seen_from_before() -> None:
    assert found([ticked("sudden-cold-leg")], ago=1) == ()


# --- what is not told again ----------------------------------------------------------------


def answers(*ticks: Entry, person: Person = NOBODY) -> Iterator[list[str]]:
    """What is told at each of a row of ticks."""
    for count in range(1, len(ticks) + 1):
        facts = history(ticks[:count])
        night = facts[-1].night
        yield [
            match.rule.id
            for match in news(matches(facts, night, person, book()), facts, person, book()).now
        ]


@pytest.mark.parametrize(("name", "rule"), [("sudden-cold-leg", "E3"), ("slow-wound", "U6")])
def test_what_is_urgent_is_told_each_time(name: str, rule: str) -> None:
    assert list(answers(*[ticked(name, ago=n) for n in (2, 1, 0)])) == [[rule]] * 3


@pytest.mark.parametrize(
    ("name", "rule", "quiet"), [("twitching", "S4", 7), ("tired-by-day", "R2", 14)]
)
def test_the_rest_is_not_told_again_for_a_while(name: str, rule: str, quiet: int) -> None:
    again = [ticked(name, ago=quiet - n) for n in range(quiet + 1)]
    assert list(answers(*again)) == [[rule], *[[]] * (quiet - 1), [rule]]


def test_but_it_is_told_when_more_leads_to_it() -> None:
    worse = [ticked("walking-pain", ago=n) for n in (4, 3, 2)]
    same = (1, Signs(denied=("twitching",)))
    assert list(answers(*worse, same)) == [[], ["S2"], ["S2"], []]


def test_what_is_not_repeated_is_named_with_the_night_on_which_it_was_told() -> None:
    facts = history([ticked("twitching", ago=2), ticked("twitching")])
    told = news(matches(facts, NIGHT, NOBODY, book()), facts, NOBODY, book())
    assert told.now == ()
    assert [(match.rule.id, night) for match, night in told.before] == [("S4", NIGHT - 2 * DAY)]


def test_a_long_cramp_leads_to_what_is_urgent_only() -> None:
    facts = history([*OFTEN, cramp(0, minutes=15)])
    led = because_of(matches(facts, NIGHT, NOBODY, book()), facts[-1])
    assert [match.rule.id for match in led if match.rule.level in AT_ONCE] == ["U3"]
    assert set(QUIET) == {match.rule.level for match in led} - {"U"} | {"S", "I"}


def test_a_review_tells_the_urgent_each_week_and_the_rest_every_other() -> None:
    facts = history(
        ticked(name, ago=n)
        for n in range(60)
        for name in ("slow-wound", "twitching", "tired-by-day")
    )
    reviews = [of_week(facts, NIGHT - n * DAY, NOBODY, book()) for n in (21, 14, 7, 0)]
    told = [[match.rule.id for match in found] for found in reviews]
    assert told in ([["U6", "S4", "R2"], ["U6", "S4"]] * 2, [["U6", "S4"], ["U6", "S4", "R2"]] * 2)


def test_a_review_tells_of_its_own_week_only() -> None:
    facts = history([ticked("slow-wound", ago=10)])
    assert of_week(facts, NIGHT - 4 * DAY, NOBODY, book())
    assert not of_week(facts, NIGHT, NOBODY, book())


# --- whatever is ticked --------------------------------------------------------------------

TICKS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.builds(
            Signs,
            st.lists(st.sampled_from(sorted(book().signs)), max_size=5).map(tuple),
            st.lists(st.sampled_from(sorted(book().signs)), max_size=5).map(tuple),
        ),
    ),
    max_size=6,
)


@given(TICKS)
def test_each_match_traces_to_ticks_that_the_rule_names(ticks: list[Entry]) -> None:
    for match in found(ticks):
        wanted = {term for group in match.rule.needs for term in group}
        assert match.entries
        for fact in match.entries:
            assert isinstance(fact.event, Signs)
            assert not wanted.isdisjoint(fact.event.ticked)


@given(TICKS)
def test_what_is_told_and_what_is_not_repeated_are_together_what_matches(
    ticks: list[Entry],
) -> None:
    facts = history([*ticks, (0, Signs())])
    matching = matches(facts, NIGHT, NOBODY, book())
    told = news(matching, facts, NOBODY, book())
    assert {*told.now, *(match for match, _ in told.before)} == set(matching)
    assert all(night <= NIGHT for _, night in told.before)
