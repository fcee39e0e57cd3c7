"""What every journal must do: the one in SQLite and the one in memory."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.history import effective
from coach.core.model import (
    Activity,
    Answer,
    ClockSet,
    Cold,
    Confirmed,
    Cramp,
    Decided,
    Delivery,
    Eased,
    Event,
    Expected,
    Fact,
    Held,
    Morning,
    Pause,
    Proposed,
    Remark,
    Resume,
    Signs,
    Stage,
    Timetable,
    Undo,
    Unexpected,
)
from coach.journal import Journal, SqliteJournal, fresh
from coach.journal.patient import PatientJournal
from coach.simulating.memory import MemoryJournal

NIGHT = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 45, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
DAY = timedelta(days=1)

EVENTS: list[Event] = [
    Delivery("attempted", ("2026-11-22/stretch/1",)),
    Delivery(
        "shown",
        ("2026-11-22/warm/1",),
        carried=("2026-11-22/calcium/1",),
        handle="guid/:1.5/7",
        confirmed=False,
    ),
    Delivery("failed", ("2026-11-22/warm/1",), reason="nobody there: \u201cž\u201d"),
    Answer("done", "2026-11-22/stretch/1", "button"),
    Answer("snooze", "2026-11-22/stretch/1", "command", back=NOW),
    Answer("skip", "2026-11-22/stretch/1", "command", reason="tired"),
    Activity("hike", NOW, timedelta(minutes=90.5), 8.5, 60, 70, 2, 3, note="with the dog"),
    Activity("trip", NOW, timedelta(hours=6), mode="train"),
    Activity("work", NOW),
    Cramp(NOW, side="left", place="calf", pain=0, minutes=3, note='"quotes"\nand lines'),
    Cramp(NOW),
    Cold(17.5, "thermometer"),
    Cold(),
    Morning("cramps", "button", cramps=2, pain=6, sleep_loss=5),
    Signs(),
    Signs(("one-sided-swelling", "warm-skin"), denied=("hard-vein",)),
    Pause(),
    Pause(until=date(2026, 12, 1), reason="travel"),
    Resume(),
    Undo("0123456789abcdef"),
    Expected("0f", "trip", NOW, NOW + DAY, timed=False, mode="train", source="ab"),
    Unexpected("0f"),
    Confirmed("0f", happened=False, via="command"),
    Timetable(NOW, {"stretch/1": ("21:45",) * 6 + ("",)}),
    Eased("stretch", 1, "ignored", ("2026-11-20/stretch/1", "2026-11-21/stretch/1")),
    Proposed("time", "stretch", 2, "21:45", "22:05", ("2026-11-20/stretch/1",)),
    Decided("0123456789abcdef", "later", "button"),
    Remark("week.fraction", "stretch", 5, 7),
]

STAGES: tuple[Stage, ...] = ("attempted", "failed", "closed", "withdrawn")

Make = Callable[[], Journal]


@pytest.fixture(params=["sqlite", "patient", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    if request.param == "patient":
        with closing(PatientJournal(str(tmp_path / "journal.db"), print)) as patient:
            yield patient
        return
    with SqliteJournal(str(tmp_path / "journal.db")) as opened:
        yield opened


def kept(journal: Journal, event: Event, night: date = NIGHT) -> Fact:
    facts = fresh(NOW, (night, event))
    journal.keep(facts)
    return facts[0]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_is_kept_is_read_back_equal(journal: Journal, event: Event) -> None:
    fact = kept(journal, event)
    assert journal.between(NIGHT, NIGHT) == (fact,)
    assert journal.between(NIGHT, NIGHT)[0].at.utcoffset() == timedelta(hours=1)


def test_facts_come_back_in_the_order_in_which_they_were_kept(journal: Journal) -> None:
    early, late = fresh(NOW, (NIGHT, Pause()))[0], fresh(NOW - DAY, (NIGHT, Resume()))[0]
    journal.keep([early])
    journal.keep([late])
    assert journal.between(NIGHT, NIGHT) == (early, late)


def test_a_fact_that_is_known_already_is_not_kept_twice(journal: Journal) -> None:
    facts = fresh(NOW, (NIGHT, Pause()))
    journal.keep(facts)
    journal.keep(facts)
    assert journal.between(NIGHT, NIGHT) == facts


def test_ids_never_repeat() -> None:
    ids = {fact.id for fact in fresh(NOW, *[(NIGHT, Pause())] * 1000)}
    assert len(ids) == 1000


def test_around_brings_the_last_word_on_silence_that_holds(journal: Journal) -> None:
    kept(journal, Resume(), NIGHT - 500 * DAY)
    pause = kept(journal, Pause(), NIGHT - 400 * DAY)
    resume = kept(journal, Resume(), NIGHT - 300 * DAY)
    kept(journal, Undo(resume.id), NIGHT - 300 * DAY)
    kept(journal, Answer("done", "2025-01-01/stretch/1", "button"), NIGHT - 200 * DAY)
    tonight = kept(journal, Resume())
    kept(journal, Pause(), NIGHT + DAY)
    assert journal.around(NIGHT, NIGHT) == (pause, tonight)


def test_around_brings_the_timetable_that_was_in_force_before(journal: Journal) -> None:
    old, new, own = (Timetable(NOW, {"a/1": (wall,) * 7}) for wall in ("20:00", "21:00", "22:00"))
    kept(journal, old, NIGHT - 9 * DAY)
    in_force = kept(journal, new, NIGHT - 5 * DAY)
    tonight = kept(journal, own)
    assert journal.around(NIGHT, NIGHT) == (in_force, tonight)


def test_around_brings_how_often_each_habit_is_asked(journal: Journal) -> None:
    kept(journal, Eased("stretch", 1, "ignored"), NIGHT - 300 * DAY)
    stretch = kept(journal, Eased("stretch", 2, "ignored"), NIGHT - 200 * DAY)
    undone = kept(journal, Eased("stretch", 3, "agreed"), NIGHT - 100 * DAY)
    kept(journal, Undo(undone.id), NIGHT - 100 * DAY)
    warm = kept(journal, Eased("warm", 1, "ignored"), NIGHT - DAY)
    tonight = kept(journal, Eased("warm", 0, "answered"))
    kept(journal, Eased("warm", 1, "ignored"), NIGHT + DAY)
    assert journal.around(NIGHT, NIGHT) == (stretch, warm, tonight)


def test_around_brings_the_activities_of_six_weeks_and_their_undoings(journal: Journal) -> None:
    hike = Activity("hike", NOW)
    kept(journal, hike, NIGHT - 46 * DAY)
    recent = kept(journal, hike, NIGHT - 45 * DAY)
    undo = kept(journal, Undo(recent.id), NIGHT - 44 * DAY)
    kept(journal, hike, NIGHT + DAY)
    assert journal.around(NIGHT, NIGHT) == (recent, undo)


def test_around_brings_what_was_expected_for_six_weeks_and_is_to_come(journal: Journal) -> None:
    trip = Expected("trip", "trip", NOW, NOW + DAY / 4)
    kept(journal, trip, NIGHT - 46 * DAY)
    past = kept(journal, trip, NIGHT - 45 * DAY)
    yes = kept(journal, Confirmed("trip", happened=True, via="button"), NIGHT - 45 * DAY)
    undo = kept(journal, Undo(yes.id), NIGHT - 44 * DAY)
    overnight = kept(journal, trip, NIGHT + DAY)
    gone = kept(journal, Unexpected("trip"), NIGHT + 12 * DAY)
    assert journal.around(NIGHT, NIGHT) == (past, yes, undo, overnight, gone)
    assert journal.latest(9) == (yes, undo)


def test_around_brings_the_times_that_the_clock_was_set_and_that_may_bear(
    journal: Journal,
) -> None:
    def clock(was: int, now: int) -> Fact:
        return kept(journal, ClockSet(NOW + was * DAY, NOW + now * DAY), NIGHT + now * DAY)

    clock(-30, -31)
    ahead = clock(400, -20)
    later = [clock(-15, -16), clock(-16, -9)]
    assert journal.around(NIGHT, NIGHT) == (ahead, *later)
    assert journal.around(NIGHT + 390 * DAY, NIGHT + 390 * DAY) == (ahead, *later)
    assert journal.around(NIGHT + 403 * DAY, NIGHT + 403 * DAY) == ()
    recent = clock(-2, -3)
    assert journal.around(NIGHT, NIGHT) == (ahead, *later, recent)


def test_a_clock_that_is_ahead_at_each_boot_costs_an_evening_no_years(journal: Journal) -> None:
    for day in range(-40, 1):
        was, now = NOW + day * DAY, NOW + day * DAY - timedelta(hours=8)
        kept(journal, ClockSet(was, now), NIGHT + day * DAY)
    assert len(journal.around(NIGHT, NIGHT)) == 3
    assert len(journal.around(NIGHT - 20 * DAY, NIGHT - 20 * DAY)) == 23


CLOCK = st.builds(
    lambda was, now: (NIGHT + now * DAY / 8, ClockSet(NOW + was * DAY / 8, NOW + now * DAY / 8)),
    st.integers(-80, 80),
    st.integers(-80, 80),
)
RANG = st.integers(-80, 80).map(lambda day: NOW + day * DAY / 8)


@given(st.lists(CLOCK | RANG, max_size=12), st.integers(-12, 12))
def test_what_holds_of_a_night_does_not_depend_on_how_much_of_the_journal_is_read(
    told: list[tuple[date, ClockSet] | datetime], day: int
) -> None:
    facts: list[Fact] = []
    for one in told:
        if isinstance(one, datetime):
            event = Delivery("shown", (f"{one.date()}/warm/1",))
            facts.append(Fact(str(len(facts)), one, one.date(), event))
        else:
            facts.append(Fact(str(len(facts)), one[1].now, one[0], one[1]))
    night = NIGHT + day * DAY
    of_all = [fact for fact in effective(facts) if fact.night == night]
    around = MemoryJournal(facts).around(night, night)
    assert [fact for fact in effective(around) if fact.night == night] == of_all
    with TemporaryDirectory() as folder, SqliteJournal(f"{folder}/journal.db") as journal:
        journal.keep(facts)
        assert journal.around(night, night) == around


def test_counting_brings_what_counts_in_some_nights_with_what_may_take_it_back(
    journal: Journal,
) -> None:
    kept(journal, Cramp(NOW), NIGHT - 2 * DAY)
    undo = kept(journal, Undo("0123456789abcdef"), NIGHT - 400 * DAY)
    cramp = kept(journal, Cramp(NOW), NIGHT - DAY)
    for stage in STAGES:
        kept(journal, Delivery(stage, ("2026-11-22/stretch/1",), reason="shown"))
    shown = kept(journal, Delivery("shown", ("2026-11-22/stretch/1",)))
    kept(journal, Held(("2026-11-22/stretch/1",), "asleep"))
    clock = kept(journal, ClockSet(NOW, NOW - DAY), NIGHT + 9 * DAY)
    rest = [kept(journal, event) for event in EVENTS if not isinstance(event, Delivery)]
    kept(journal, Morning("none", "button"), NIGHT + DAY)
    found = journal.counting(NIGHT - DAY, NIGHT)
    assert found == (undo, cramp, shown, clock, *rest)


def test_counting_leaves_out_nothing_that_holds_in_numbers(journal: Journal) -> None:
    answer = kept(journal, Answer("done", "2026-11-22/stretch/1", "button"))
    kept(journal, Undo(answer.id), NIGHT + 30 * DAY)
    assert effective(journal.counting(NIGHT, NIGHT)) == ()


def test_latest_knows_only_what_a_person_made(journal: Journal) -> None:
    answer = kept(journal, Answer("done", "2026-11-22/warm/1", "button"))
    kept(journal, Delivery("shown", ("2026-11-22/warm/1",)))
    undo = kept(journal, Undo(answer.id))
    kept(journal, Timetable(NOW, {}))
    kept(journal, Eased("warm", 1, "ignored"))
    kept(journal, Proposed("rest", "warm"))
    kept(journal, Remark("week.fraction", "warm", 1, 7))
    assert journal.latest(5) == (answer, undo)
    assert journal.latest(1) == (undo,)


def test_an_entry_is_found_by_the_beginning_of_its_id(journal: Journal) -> None:
    fact = kept(journal, Pause())
    kept(journal, Pause())
    assert journal.find(fact.id[:8]) == (fact,)
    assert journal.find("no such id") == ()
    assert journal.find("%") == ()


def test_own_writing_is_no_news(journal: Journal) -> None:
    journal.changed()
    kept(journal, Pause())
    assert not journal.changed()
