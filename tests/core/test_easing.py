"""How often a habit is asked, by the last word on it."""

from datetime import date

import pytest

from coach.core import planning
from coach.core.easing import edited
from coach.core.history import effective
from coach.core.model import Coaching, Eased, Event, Fact, Timetable, Undo
from coach.core.nights import DAY
from tests.support.people import NIGHT, PRAGUE, at, before_bed, config, habit

STRETCH = habit("stretch", before_bed(45), repeat=2)
WARM = habit("warm", before_bed(60))


def fact(number: int, event: Event, night: date = NIGHT) -> Fact:
    return Fact(str(number), at("20:00", day=night), night, event)


def asked(night: date, *facts: Fact) -> dict[str, int]:
    """The habits that a plan asks, and how often each comes back."""
    plan = planning.plan(config(STRETCH, WARM), night, PRAGUE, facts)
    return {r.habit.key: r.habit.repeat for r in plan.reminders}


@pytest.mark.parametrize(
    ("step", "evenings"),
    [
        (0, [{"stretch": 2, "warm": 1}] * 4),
        (1, [{"stretch": 0, "warm": 1}] * 4),
        (2, [{"warm": 1}, {"stretch": 0, "warm": 1}] * 2),
        (3, [{"warm": 1}] * 4),
    ],
)
def test_each_step_asks_less_and_only_of_its_habit(
    step: int, evenings: list[dict[str, int]]
) -> None:
    word = fact(1, Eased("stretch", step, "ignored"))
    assert [asked(NIGHT + DAY * n, word) for n in range(4)] == evenings


def test_a_word_says_nothing_of_the_evenings_before_it() -> None:
    word = fact(1, Eased("stretch", 3, "ignored"))
    assert asked(NIGHT - DAY, word) == {"stretch": 2, "warm": 1}


def test_every_other_evening_counts_only_the_evenings_of_the_habit() -> None:
    weekly = habit("long", before_bed(45), days=frozenset({6}))
    word = fact(1, Eased("long", 2, "ignored"))
    nights = [NIGHT + DAY * 7 * n for n in range(4)]
    plans = [planning.plan(config(weekly), night, PRAGUE, (word,)) for night in nights]
    assert [len(plan.reminders) for plan in plans] == [0, 1, 0, 1]


def test_a_plan_names_what_it_asks_less() -> None:
    word = Eased("stretch", 2, "ignored")
    plan = planning.plan(config(STRETCH, WARM), NIGHT, PRAGUE, (fact(1, word),))
    assert plan.eased == (word,)


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    first, second = fact(1, Eased("stretch", 1, "ignored")), fact(2, Eased("stretch", 3, "agreed"))
    assert asked(NIGHT, first, second) == {"warm": 1}
    undone = effective((first, second, fact(3, Undo("2"))))
    assert asked(NIGHT, *undone) == {"stretch": 0, "warm": 1}


def test_who_gives_a_habit_another_time_is_asked_as_written() -> None:
    def times(clock: str) -> dict[str, tuple[str, ...]]:
        return {"stretch/1": (clock,) * 7, "warm/1": ("21:30",) * 7}

    before = Timetable(at("20:00"), times("21:45"))
    eased = (fact(1, Eased("stretch", 3, "ignored")), fact(2, Eased("warm", 1, "ignored")))
    new = edited(before, times("22:00"), eased, NIGHT)
    assert new == (Eased("stretch", 0, "edited"),)
    assert asked(NIGHT, *eased, *(fact(3, word) for word in new)) == {"stretch": 2, "warm": 0}
    assert edited(before, times("21:45"), eased, NIGHT) == ()
    assert edited(before, times("22:00"), (fact(1, Eased("stretch", 0, "answered")),), NIGHT) == ()


def test_without_backing_off_only_what_was_agreed_counts() -> None:
    as_written = config(STRETCH)._replace(coaching=Coaching(back_off=False))
    for because, asked_for in (("ignored", 1), ("grown", 0), ("agreed", 0)):
        word = fact(1, Eased("stretch", 3, because))  # type: ignore[arg-type]
        plan = planning.plan(as_written, NIGHT, PRAGUE, (word,))
        assert len(plan.reminders) == asked_for
