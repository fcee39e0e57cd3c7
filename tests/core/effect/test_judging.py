"""The ladder: what may be said of which nights, and tries to trick it."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.effect.estimate import Count
from coach.core.effect.exposure import Night, Together
from coach.core.effect.gates import EVERY, Effect, at_once
from coach.core.effect.judging import effects, judged
from coach.core.model import Answer, Fact, Morning
from tests.support.habits import DAY, lived
from tests.support.people import NIGHT, STRETCH, WARM, at, config

LOOK = NIGHT - DAY * (NIGHT.toordinal() % EVERY)
"""The last look before the night."""

Arm = tuple[int, int]
"""Nights with cramps, of nights."""


def nights(with_it: Arm, without: Arm, *, hike: bool = False, after: bool = False) -> list[Night]:
    """Nights with and without a habit, mixed so that hardly any resembles the one before it."""
    made = [
        (done, number < cramps)
        for done, (cramps, count) in ((True, with_it), (False, without))
        for number in range(count)
    ]
    order = sorted(range(len(made)), key=lambda n: n * 7 % max(1, len(made)))
    return [Night(date.min, *made[n], hike or after, None, after=after) for n in order]


def unanswered(done: int, without: int) -> list[Night]:
    """Nights of which nothing was told in the morning."""
    both = [True] * done + [False] * without
    return [Night(date.min, one, None, hike=False, left_out="morning unknown") for one in both]


def dated(found: Sequence[Night], until: date = LOOK) -> tuple[Night, ...]:
    """The same, one after another, the last before a night."""
    first = until - len(found) * DAY
    return tuple(night._replace(night=first + n * DAY) for n, night in enumerate(found))


def said(now: Sequence[Night], before: Sequence[Night] = (), tonight: date = NIGHT) -> Effect:
    """What is said of nights that ended with the last look, and of what the look before saw."""
    (found,) = all_said({"stretch": dated(now)}, {"stretch": dated(before)}, tonight)
    return found


def all_said(
    now: Mapping[str, tuple[Night, ...]],
    before: Mapping[str, tuple[Night, ...]],
    tonight: date = NIGHT,
) -> tuple[Effect, ...]:
    looks = [at_once(life, until) for life, until in ((now, tonight), (now, LOOK), (before, LOOK))]
    return judged(*looks)


# --- the ladder ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("with_it", "without", "stage", "says"),
    [
        ((1, 7), (2, 6), 0, "counting"),  # thirteen nights
        ((1, 10), (2, 4), 1, "too few"),  # four without it
        ((1, 10), (2, 6), 1, "too few"),  # three with cramps
        ((1, 9), (3, 5), 2, "described"),
        ((2, 9), (5, 20), 2, "described"),  # nine with it
        ((2, 20), (3, 10), 2, "described"),  # five with cramps
        ((3, 20), (5, 10), 3, "leans"),
        ((6, 40), (10, 20), 3, "suggestive"),
        ((7, 28), (6, 22), 3, "unclear"),
    ],
)
def test_each_stage_needs_what_it_needs(with_it: Arm, without: Arm, stage: int, says: str) -> None:
    found = said(nights(with_it, without))
    assert (found.stage, found.says) == (stage, says)
    assert (found.with_it, found.without) == (Count(*with_it), Count(*without))
    assert (found.estimate is None) == (stage < 3)


def test_a_claim_takes_two_looks_that_agree() -> None:
    strong = nights((6, 40), (10, 20))
    assert said(strong, strong).says == "likely"
    assert said(strong).says == "suggestive"
    assert said(strong, nights((3, 20), (5, 10))).says == "suggestive"  # .89 before
    assert said(strong, nights((10, 20), (6, 40))).says == "suggestive"  # the other way before
    assert said(strong, nights((0, 4), (4, 10))).stage == 3  # none was shown before


def test_harm_is_claimed_on_the_same_terms() -> None:
    strong = nights((20, 40), (3, 20))
    found = said(strong, strong)
    assert (found.says, found.helps) == ("likely", False)
    assert said(nights((6, 40), (10, 20)), nights((6, 40), (10, 20))).helps


def test_a_claim_needs_fourteen_nights_of_each_kind() -> None:
    few = nights((1, 60), (8, 13))
    found = said(few, few)
    assert found.estimate is not None
    assert found.estimate.helps > 0.95
    assert found.says == "suggestive"
    enough = nights((1, 60), (8, 14))
    assert said(enough, enough).says == "likely"


# --- tricks --------------------------------------------------------------------------------


def test_none_of_four_against_two_of_three_says_nothing() -> None:
    found = said(nights((0, 4), (2, 3)))
    assert (found.stage, found.estimate) == (0, None)


def test_twenty_seven_of_twenty_nine_nights_cannot_be_compared() -> None:
    found = said(nights((3, 27), (2, 2)))
    assert (found.stage, found.says) == (1, "too few")


def test_hikes_that_make_all_the_difference_are_seen_through() -> None:
    mixed = nights((4, 6), (6, 9), hike=True) + nights((4, 24), (2, 6))
    found = said(mixed, mixed)
    assert found.estimate is not None
    assert found.crude is not None
    assert found.crude.helps == pytest.approx(0.89, abs=0.02)
    assert found.estimate.helps == pytest.approx(0.63, abs=0.02)
    assert (found.says, found.uneven) == ("unclear", True)


def test_hikes_without_a_night_of_the_other_kind_say_nothing_at_all() -> None:
    """All nights without it were hike nights: there is nothing to compare them with."""
    apart = nights((0, 0), (15, 20), hike=True) + nights((4, 40), (0, 0))
    found = said(apart, apart)
    assert (found.stage, found.says) == (2, "described")
    assert not found.hikes.tells
    assert not found.ordinary.tells


def test_who_is_too_tired_on_the_evening_of_a_hike_and_not_on_the_next_proves_nothing() -> None:
    """Cramps come in the night of the hike; the habit is never done then, and always after."""
    apart = nights((0, 0), (12, 23), hike=True) + nights((0, 25), (0, 0), after=True)
    found = said(apart + nights((0, 49), (0, 0)), apart)
    assert (found.stage, found.says, found.estimate) == (2, "described", None)
    assert found.uneven


def test_mornings_that_were_never_answered_say_nothing() -> None:
    found = said(unanswered(40, 20))
    assert (found.stage, found.answered, found.left_out) == (0, 0, {"morning unknown": 60})


def test_below_four_of_five_mornings_it_is_withheld_with_what_could_be() -> None:
    answered = nights((6, 40), (10, 20))
    found = said(answered + unanswered(10, 6), answered)
    assert (found.stage, found.says, found.estimate) == (2, "withheld", None)
    assert found.bounds is not None
    assert found.bounds.with_it == (Count(6, 50), Count(16, 50))
    assert found.bounds.without == (Count(10, 26), Count(16, 26))
    assert said(answered + unanswered(9, 6), answered).stage == 4


@pytest.mark.parametrize(("with_it", "without"), [((0, 40), (0, 30)), ((40, 40), (30, 30))])
def test_where_all_nights_were_alike_nothing_can_differ(with_it: Arm, without: Arm) -> None:
    alike = nights(with_it, without)
    assert said(alike, alike).says == "too few"


@pytest.mark.parametrize(("with_it", "without"), [((10, 60), (0, 0)), ((0, 0), (10, 60))])
def test_an_empty_arm_is_never_compared(with_it: Arm, without: Arm) -> None:
    one_sided = nights(with_it, without)
    assert said(one_sided, one_sided).says == "too few"


def test_habits_done_on_the_same_nights_are_not_told_apart() -> None:
    stretch = dated(nights((6, 40), (10, 20)))
    warm = tuple(n._replace(done=n.done if k % 21 else not n.done) for k, n in enumerate(stretch))
    life = {"stretch": stretch, "warm": warm}
    for found in all_said(life, life):
        assert (found.stage, found.says, found.estimate) == (2, "together", None)
    assert all_said(life, life)[0].together == (Together("warm", 57, 60),)
    other = {**life, "warm": tuple(n._replace(done=not n.done) for n in stretch)}
    assert {found.stage for found in all_said(other, other)} >= {4}


def test_of_several_habits_each_must_be_surer() -> None:
    """One in twenty is the bound for all of them together."""
    strong = nights((6, 40), (10, 20))
    alone = said(strong, strong)
    life = {
        "stretch": dated(strong),
        "warm": dated(strong[::-1]),
        "calcium": dated(strong[20:] + strong[:20]),
    }
    found = all_said(life, life)
    assert [(e.rivals, e.says) for e in found if e.estimate] == [(3, "suggestive")] * 3
    assert (alone.rivals, alone.says) == (1, "likely")


def test_nights_in_rows_count_for_less() -> None:
    strong = nights((6, 40), (10, 20))
    rows = sorted(strong, key=lambda night: (bool(night.done), bool(night.cramped)))
    found, loose = said(rows), said(strong)
    assert found.estimate is not None
    assert loose.estimate is not None
    assert found.estimate.weight < loose.estimate.weight <= 1
    assert found.estimate.helps < loose.estimate.helps


def test_nights_told_from_memory_are_counted_and_told_apart() -> None:
    strong = nights((6, 40), (10, 20))
    assert said(strong).without_retro is None
    some = [n._replace(retro=not n.done and bool(n.cramped)) for n in strong]
    found = said(some)
    assert found.retro == 10
    assert found.estimate is not None
    assert found.without_retro is not None
    assert found.without_retro.helps < found.estimate.helps


# --- looks ---------------------------------------------------------------------------------


def test_between_looks_fractions_wait_until_one_had_enough() -> None:
    """What could be estimated tonight is only described until the next look."""
    strong = dated(nights((6, 40), (10, 20)), NIGHT)
    (found,) = all_said({"stretch": strong[-35:]}, {"stretch": ()})
    assert (found.stage, found.says, found.estimate) == (2, "described", None)
    assert found.next_look == LOOK + EVERY * DAY


HABIT = config(STRETCH, WARM)


def told(letters: str, cramps: str, last: date) -> tuple[Fact, ...]:
    """A life in letters: the habit's, and `y` or `n` for the morning after, `-` for no answer."""
    facts = lived(letters, last=last)
    for back, letter in enumerate(reversed(cramps)):
        night = last - back * DAY
        morning = Morning("cramps" if letter == "y" else "none", "button")
        if letter != "-":
            facts.append(Fact(f"m{night}", at("07:10", day=night + DAY), night, morning))
    return tuple(sorted(facts, key=lambda fact: fact.at))


LIFE = told("dddmdem" * 10, "nnnyynn" * 4 + "nnyynny" * 6, LOOK - DAY)


def test_what_a_look_found_does_not_move_until_the_next() -> None:
    found, _ = effects(LIFE, HABIT, LOOK)
    assert found.stage >= 3
    more = told("d" * 20 + "m" * 7, "y" * 27, LOOK + 26 * DAY)
    for days in (1, 13, 27):
        later = tuple(fact for fact in LIFE + more if fact.at < at("12:00", day=LOOK + days * DAY))
        assert effects(later, HABIT, LOOK + days * DAY)[0] == found
    anew, _ = effects(LIFE + more, HABIT, LOOK + EVERY * DAY)
    assert anew.until == found.next_look
    assert anew.estimate != found.estimate


def test_a_late_answer_waits_for_the_next_look() -> None:
    late = Fact("late", at("08:00", day=LOOK + DAY), LOOK - 3 * DAY, Morning("cramps", "command"))
    short = tuple(fact for fact in LIFE if fact.id != f"m{LOOK - 3 * DAY}")
    found, _ = effects(short, HABIT, LOOK + 2 * DAY)
    assert effects((*short, late), HABIT, LOOK + 2 * DAY)[0] == found
    anew, _ = effects((*short, late), HABIT, LOOK + EVERY * DAY)
    assert anew.answered == found.answered + 1


def test_until_a_look_had_enough_what_is_told_counts_at_once() -> None:
    short = told("dddmdem" * 2, "nnnyynn" * 2, NIGHT - DAY)
    late = Fact("late", at("14:00"), NIGHT - DAY, Morning("cramps", "command"))
    before, _ = effects(short, HABIT, NIGHT)
    after, _ = effects((*short, late), HABIT, NIGHT)
    assert after.with_it.cramps + after.without.cramps == 4
    assert before.with_it.cramps + before.without.cramps == 3


def test_a_habit_of_which_nothing_is_known_is_counted_and_no_more() -> None:
    _, warm = effects(LIFE, HABIT, LOOK)
    assert (warm.habit, warm.stage, warm.says) == ("warm", 0, "counting")


def test_what_is_taken_back_no_longer_counts() -> None:
    found, _ = effects(LIFE, HABIT, LOOK)
    gone = tuple(fact for fact in LIFE if not isinstance(fact.event, Answer))
    assert effects(gone, HABIT, LOOK)[0].with_it.nights < found.with_it.nights


@given(st.text("demsu-", max_size=80), st.text("yn-", max_size=80))
def test_any_life_is_judged_and_no_claim_passes_its_gate(letters: str, cramps: str) -> None:
    for found in effects(told(letters, cramps, LOOK - DAY), HABIT, NIGHT):
        both = found.with_it.nights, found.without.nights
        counts = found.with_it.cramps + found.without.cramps, sum(both)
        assert (found.estimate is not None) == (found.stage >= 3)
        if found.stage >= 2:
            assert min(both) >= 5
            assert 4 <= counts[0] <= counts[1] - 4
        if found.stage >= 3:
            assert min(both) >= 10
            assert found.answered >= 0.8 * found.nights
        if found.stage == 4:
            assert found.before is not None
