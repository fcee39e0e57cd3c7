"""What came of a habit in a night."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from coach.core.history import effective, paused
from coach.core.model import Answer, Delivery, Event, Fact, Pause, Resume, Timetable, Undo
from coach.core.outcomes import Outcome, each_night, outcomes, silent_nights
from coach.core.planning import plan
from coach.core.standing import standing
from tests.support.habits import DAY, LETTERS, lived, shown
from tests.support.people import NIGHT, PRAGUE, TEACHER, at

STRETCH = f"{NIGHT}/stretch/1"
MORROW = NIGHT + DAY


def recorded(*entries: tuple[str, Event], night: date = NIGHT) -> tuple[Fact, ...]:
    """Facts of one night; each at a clock time, after midnight in the night's second day."""
    return tuple(
        Fact(str(number), at(clock, day=night + DAY * (clock < "12:00")), night, event)
        for number, (clock, event) in enumerate(entries)
    )


def on(facts: tuple[Fact, ...], tonight: date = MORROW, habit: str = "stretch") -> Outcome:
    """What came of the habit in the night."""
    found = outcomes(effective(facts), tonight).get(habit, ())
    silent = silent_nights(effective(facts), tonight)
    (outcome,) = each_night(found, silent, NIGHT, NIGHT)
    return outcome


def answer(verb: str, name: str = STRETCH, reason: str = "") -> Answer:
    return Answer(verb, name, "button", reason=reason)  # type: ignore[arg-type]


SHOWN = ("21:45", shown(STRETCH))


def test_done_holds_with_and_without_a_reminder() -> None:
    reminded = on(recorded(SHOWN, ("21:50", answer("done"))))
    assert reminded == Outcome(NIGHT, "done", 1, 1, told=at("21:50"))
    early = on(recorded(("20:00", answer("done"))))
    assert early == Outcome(NIGHT, "done", 1, 1, told=at("20:00"), unprompted=True)


def test_skipped_keeps_its_reason_and_is_not_scored() -> None:
    assert on(recorded(SHOWN, ("21:50", answer("skip", reason="ill")))) == Outcome(
        NIGHT, "skipped", reason="ill"
    )


def test_what_was_seen_and_not_answered_is_missed_once_the_night_is_over() -> None:
    assert on(recorded(SHOWN), tonight=NIGHT).word == "unknown"
    assert on(recorded(SHOWN)) == Outcome(NIGHT, "missed", 0, 1)


def test_a_late_answer_changes_it_again() -> None:
    late = Fact("9", at("09:00", day=NIGHT + 2 * DAY), NIGHT, answer("done"))
    assert on((*recorded(SHOWN), late)).word == "done"


def test_the_last_word_counts_and_an_undone_one_does_not() -> None:
    both = recorded(SHOWN, ("21:50", answer("skip")), ("22:00", answer("done")))
    assert on(both).word == "done"
    assert on((*both, Fact("9", at("22:05"), NIGHT, Undo("2")))).word == "skipped"
    assert on(recorded(SHOWN, ("21:50", answer("done")), ("21:51", Undo("1")))).word == "missed"


def test_a_snooze_alone_is_no_answer() -> None:
    assert on(recorded(SHOWN, ("21:46", answer("snooze")))).word == "missed"


def test_what_nobody_can_have_seen_is_unknown() -> None:
    assert on(()).word == "unknown"
    attempts = (Delivery("attempted", (STRETCH,)), Delivery("failed", (STRETCH,)))
    assert on(recorded(*(("21:45", event) for event in attempts))).word == "unknown"
    assert on(recorded(("21:45", shown(STRETCH, confirmed=False)))).word == "unknown"


def test_what_a_card_only_carries_along_is_not_asked_by_it() -> None:
    card = Delivery("shown", (f"{NIGHT}/warm/1",), carried=(STRETCH,), handle="h")
    assert on(recorded(("21:30", card))).word == "unknown"
    assert on(recorded(("21:30", card)), habit="warm").word == "missed"


def test_a_pause_covers_the_evening_on_which_it_is_said_and_those_until_its_end() -> None:
    facts = recorded(SHOWN, ("23:00", Pause(until=NIGHT + 3 * DAY)))
    assert on(facts).word == "paused"
    assert silent_nights(facts, NIGHT + 9 * DAY) == {NIGHT + n * DAY for n in range(3)}


def test_an_evening_after_the_pause_was_ended_is_asked_again() -> None:
    away = Fact("a", at("20:00", day=NIGHT - DAY), NIGHT - DAY, Pause())
    back = recorded(("18:00", Resume()))
    assert on((away, *back)).word == "paused"
    assert on((away, *back, Fact("b", at("21:45"), NIGHT, shown(STRETCH)))).word == "missed"


def test_what_another_machine_shows_during_a_pause_is_held_against_nobody() -> None:
    away = Fact("a", at("20:00", day=NIGHT - DAY), NIGHT - DAY, Pause(until=MORROW))
    assert on((away, *recorded(SHOWN))).word == "paused"
    assert on((away, *recorded(SHOWN, ("21:50", answer("done"))))).word == "done"


def test_what_rang_for_a_time_that_was_moved_was_not_asked_for_the_new_one() -> None:
    def table(wall: str) -> Timetable:
        return Timetable(at("12:00"), {"stretch/1": (wall,) * 7})

    first = ("12:00", table("21:00"))
    assert on(recorded(first, ("21:00", shown(STRETCH)), ("21:05", table("22:00")))).word == (
        "unknown"
    )
    assert on(recorded(first, ("21:00", shown(STRETCH)), ("21:05", table("21:00")))).word == (
        "missed"
    )


def test_of_several_times_a_night_a_share_is_done() -> None:
    second = f"{NIGHT}/stretch/2"
    half = recorded(SHOWN, ("21:50", answer("done")), ("22:10", shown(second)))
    assert on(half)[1:4] == ("done", 1, 2)
    assert on(half, tonight=NIGHT)[1:4] == ("done", 1, 1)
    assert on((*half, Fact("9", at("22:15"), NIGHT, answer("skip", second))))[1:4] == ("done", 1, 1)
    both = (*half, Fact("9", at("22:15"), NIGHT, answer("done", second)))
    assert on(both)[1:4] == ("done", 2, 2)


def test_half_of_what_was_asked_keeps_a_night() -> None:
    assert Outcome(NIGHT, "done", 1, 2).kept
    assert not Outcome(NIGHT, "done", 1, 3).kept
    assert not Outcome(NIGHT, "skipped").kept


def test_a_night_that_has_not_come_is_left_out() -> None:
    assert outcomes(recorded(SHOWN, ("21:50", answer("done"))), NIGHT - DAY) == {}


def test_nights_come_in_their_order() -> None:
    words = [outcome.word for outcome in outcomes(tuple(lived("dmsd-e")), MORROW)["stretch"]]
    assert words == ["done", "missed", "skipped", "done", "done"]


WORDS = {"done": "done", "skipped": "skipped", "missed": "missed", "unseen": "unknown"}
EVENTS = st.sampled_from(
    [shown(STRETCH), shown(STRETCH, confirmed=False), *map(answer, ("done", "skip", "snooze"))]
    + [Delivery(stage, (STRETCH,), handle="h") for stage in ("failed", "closed", "withdrawn")]
)


@given(st.lists(EVENTS, max_size=6), st.sets(st.integers(0, 5)))
def test_it_agrees_with_where_the_reminder_stands_after_the_night(
    events: list[Event], undone: set[int]
) -> None:
    facts = [*recorded(*((f"21:4{n}", event) for n, event in enumerate(events)))]
    for n in sorted(undone):
        if n < len(facts) and isinstance(facts[n].event, Answer):
            facts.append(Fact(f"u{n}", at("22:00"), NIGHT, Undo(str(n))))
    held = effective(facts)
    evening = plan(TEACHER, NIGHT, PRAGUE)
    (reminder,) = (r for r in evening.reminders if r.id == STRETCH)
    state = standing(reminder, held, evening, evening.ends + timedelta(hours=1)).state
    assert on(tuple(facts)).word == WORDS[state]


PAUSES = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.just(Resume()) | st.builds(Pause, st.none() | st.dates(NIGHT, NIGHT + 15 * DAY)),
    ),
    max_size=6,
)


@given(PAUSES)
def test_the_sweep_finds_the_nights_that_are_paused(
    words: list[tuple[int, Pause | Resume]],
) -> None:
    facts = tuple(
        Fact(str(n), at("20:00"), NIGHT + DAY * after, event)
        for n, (after, event) in enumerate(words)
    )
    last = NIGHT + 14 * DAY
    silent = silent_nights(facts, last)
    for n in range(15):
        night = NIGHT + DAY * n
        said = [event for after, event in words if after == n]
        if not said:
            assert (night in silent) == paused(facts, night)
        elif any(isinstance(event, Pause) for event in said):
            assert night in silent


@given(st.text(LETTERS, max_size=20), st.randoms(use_true_random=False))
def test_the_order_in_which_nights_are_answered_does_not_matter(
    letters: str, random: Random
) -> None:
    nights: dict[date, list[Fact]] = {}
    for fact in lived(letters):
        nights.setdefault(fact.night, []).append(fact)
    mixed = list(nights.values())
    random.shuffle(mixed)
    facts = tuple(fact for of_night in mixed for fact in of_night)
    assert outcomes(facts, MORROW) == outcomes(tuple(lived(letters)), MORROW)
