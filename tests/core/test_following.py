"""What activities ask of the evenings after them."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.core import following
from coach.core.model import Activity, Aftercare, Config, Fact, Plan
from coach.core.planning import plan
from tests.support.people import CALCIUM, NIGHT, PRAGUE, STRETCH, WARM, at, config, minutes

DAY = timedelta(days=1)
AFTER = {
    "hike": Aftercare(("stretch-early", "drink", "soreness"), min_load=6),
    "trip": Aftercare(("walk", "pumps"), min_hours=4),
    "work": Aftercare(("stretch-early",), min_load=6),
}
EVIDENCE = STRETCH._replace(routine="evidence-3min")
HIKER = config(EVIDENCE, WARM, CALCIUM, budget=4, after=AFTER)


def happened(activity: Activity, night: date = NIGHT, recorded: datetime | None = None) -> Fact:
    return Fact(f"{activity.sort}{night}", recorded or activity.when, night, activity)


def hike(
    km: float = 12, up: float = 700, down: float | None = None, when: datetime | None = None
) -> Activity:
    return Activity(
        "hike",
        when or at("17:00"),
        duration=minutes(300),
        distance_km=km,
        ascent_m=up,
        descent_m=down,
        effort=5,
        pack_kg=6,
    )


TRIP = Activity("trip", at("17:00"), duration=minutes(300), mode="car")
WORK = Activity("work", at("17:00"), duration=minutes(480), effort=5)


def planned(facts: tuple[Fact, ...], night: date = NIGHT, who: Config = HIKER) -> Plan:
    return plan(who, night, PRAGUE, facts)


def keys(made: Plan) -> list[str]:
    return [reminder.habit.key for reminder in made.reminders]


def routine_on(facts: tuple[Fact, ...], night: date = NIGHT) -> str:
    return next(r.habit.routine for r in planned(facts, night).reminders if r.because)


def test_without_activities_an_evening_is_as_the_config_says() -> None:
    made = planned(())
    assert keys(made) == ["calcium", "warm", "stretch"]
    assert all(reminder.because is None for reminder in made.reminders)


def test_a_hike_deepens_the_stretch_on_four_evenings() -> None:
    facts = (happened(hike()),)
    routines = [
        [r.habit.routine for r in planned(facts, NIGHT + DAY * n).reminders if r.because][-1:]
        for n in range(6)
    ]
    assert routines == [["after-hike-8min"]] * 4 + [[], []]


def test_each_follow_up_knows_why_and_since_when() -> None:
    facts = (happened(hike()),)
    whys = [following.because(HIKER, NIGHT + DAY * n, facts) for n in range(4)]
    assert [why.since for why in whys if why] == [0, 1, 2, 3]


def test_an_early_session_comes_within_two_hours_of_return() -> None:
    made = planned((happened(hike()),))
    early = next(r for r in made.reminders if r.habit.key == "stretch-early")
    assert (early.due, early.until) == (at("18:00"), at("19:00"))


def test_a_hike_that_is_logged_late_plans_only_what_is_still_ahead() -> None:
    soon = planned((happened(hike(), recorded=at("18:30")),))
    early = next(r for r in soon.reminders if r.habit.key == "stretch-early")
    assert (early.due, early.until) == (at("18:45"), at("19:00"))
    assert "stretch-early" not in keys(planned((happened(hike(), recorded=at("18:50")),)))


def test_a_return_shortly_before_the_evening_stretch_needs_no_second_one() -> None:
    made = planned((happened(hike(when=at("20:00"))),))
    assert "stretch-early" not in keys(made)
    assert any(r.because for r in made.reminders)


def test_an_easy_walk_adds_nothing_but_its_reason() -> None:
    stroll = Activity("hike", at("17:00"), duration=minutes(120), distance_km=8, effort=3)
    assert keys(planned((happened(stroll),))) == ["calcium", "warm", "stretch"]
    assert routine_on((happened(stroll),)) == "evidence-3min"


def test_overlapping_activities_do_not_stack() -> None:
    facts = (happened(hike()), happened(TRIP), happened(WORK), happened(hike(when=at("16:00"))))
    made = planned(facts)
    assert keys(made).count("stretch-early") == 1
    assert len(made.reminders) == HIKER.budget


def test_a_long_trip_is_followed_up_this_evening_and_the_next() -> None:
    facts = (happened(TRIP),)
    assert [following.because(HIKER, NIGHT + DAY * n, facts) is not None for n in range(3)] == [
        True,
        True,
        False,
    ]
    short = TRIP._replace(duration=minutes(239))
    assert following.because(HIKER, NIGHT, (happened(short),)) is None


def test_after_a_long_trip_the_legs_are_asked_about_on_five_mornings() -> None:
    facts = (happened(TRIP),)
    mornings = [n + 1 for n in range(40) if "leg-check" in keys(planned(facts, NIGHT + DAY * n))]
    assert mornings == [1, 3, 7, 14, 28]
    first = next(r for r in planned(facts).reminders if r.habit.key == "leg-check")
    assert first.due == at("07:00", day=date(2026, 11, 23))


def test_who_travels_every_day_is_not_asked_every_morning() -> None:
    facts = tuple(happened(TRIP, NIGHT + DAY * n) for n in range(14))
    mornings = [n + 1 for n in range(14) if "leg-check" in keys(planned(facts, NIGHT + DAY * n))]
    assert mornings == [1, 3, 7, 8, 10, 14]


def test_hard_work_is_followed_up_this_evening_only() -> None:
    facts = (happened(WORK),)
    assert following.because(HIKER, NIGHT, facts) is not None
    assert following.because(HIKER, NIGHT + DAY, facts) is None


def test_the_count_of_evenings_is_told_per_activity() -> None:
    assert following.evenings(HIKER, hike(), NIGHT, ()) == 4
    assert following.evenings(HIKER, TRIP, NIGHT, (happened(hike()),)) == 2
    assert following.evenings(HIKER, WORK, NIGHT, (happened(hike()),)) == 1


def test_three_days_in_a_row_add_up() -> None:
    facts: tuple[Fact, ...] = ()
    counts = []
    for n in range(3):
        counts.append(following.evenings(HIKER, hike(), NIGHT + DAY * n, facts))
        facts += (happened(hike(), NIGHT + DAY * n),)
    assert counts == [4, 6, 6]


def test_own_habits_come_before_follow_ups_in_the_budget() -> None:
    tight = HIKER._replace(budget=3)
    made = planned((happened(hike()),), who=tight)
    assert keys(made) == ["calcium", "warm", "stretch"]
    assert any(r.habit.key == "stretch-early" for r in made.left_out)


def test_a_habit_of_the_same_name_is_not_asked_twice() -> None:
    own = config(EVIDENCE, STRETCH._replace(key="stretch-early"), after=AFTER)
    assert keys(planned((happened(hike()),), who=own)).count("stretch-early") == 1


@given(
    kinds=st.lists(
        st.tuples(
            st.sampled_from(["hike", "trip", "work"]), st.integers(0, 10), st.integers(0, 900)
        ),
        max_size=6,
    ),
    budget=st.integers(0, 6),
    data=st.data(),
)
def test_whatever_happens_the_budget_holds_and_order_does_not_matter(
    kinds: list[tuple[str, int, int]], budget: int, data: st.DataObject
) -> None:
    facts = tuple(
        Fact(
            str(number),
            at("17:00") + DAY * day,
            NIGHT + DAY * day,
            Activity(sort, at("17:00") + DAY * day, minutes(span), effort=5),  # type: ignore[arg-type]
        )
        for number, (sort, day, span) in enumerate(kinds)
    )
    shuffled = tuple(data.draw(st.permutations(facts)))
    who = HIKER._replace(budget=budget)
    for n in range(0, 20, 3):
        made = planned(facts, NIGHT + DAY * n, who)
        assert len(made.reminders) <= budget
        other = planned(shuffled, NIGHT + DAY * n, who)
        assert [r.id for r in made.reminders] == [r.id for r in other.reminders]


def test_a_ride_asks_nothing_of_the_evening() -> None:
    ride = hike(90, 1500)._replace(sort="ride")
    assert following.evenings(HIKER, ride, NIGHT, ()) == 0
    assert plan(HIKER, NIGHT, PRAGUE, (happened(ride),)) == plan(HIKER, NIGHT, PRAGUE)
    both = (happened(hike()), happened(ride))
    assert plan(HIKER, NIGHT, PRAGUE, both) == plan(HIKER, NIGHT, PRAGUE, both[:1])
