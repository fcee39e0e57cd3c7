"""The stretches, the routines, and whom they suit."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.options import ROUTINES
from coach.content.stretches import FILE, ContentError, library, read
from coach.content.stretching import Routine, Stretch, gentle_for, seconds, steps
from coach.core.model import NOTABLE, Person
from coach.wording import stretching as words

LIBRARY = library()
YEAR = 2026
THE_NINE = {
    "wall-calf", "soleus", "ham-stand", "towel", "ham-seat", "pumps", "raises", "toes", "quad",
}  # fmt: skip
FORBIDDEN = re.compile(
    r"prevent|\bcur(e|es|ed|ing)\b|\btreat|proven|guarantee|heal(s|ing)?\b|no pain|diagnos"
    r"|safe for everyone|medical|dose|magnesium|quinine|reset|detect|low risk",
    re.IGNORECASE,
)

every_routine = pytest.mark.parametrize("routine", LIBRARY.routines.values(), ids=lambda r: r.id)
every_stretch = pytest.mark.parametrize("stretch", LIBRARY.stretches.values(), ids=lambda s: s.id)
people = st.builds(
    Person,
    birth_year=st.none() | st.integers(1920, YEAR),
    avoid=st.just(frozenset()),
    notes=st.frozensets(st.sampled_from(NOTABLE)),
)


def text() -> str:
    with open(FILE, encoding="utf-8") as file:
        return file.read()


def sentences() -> Iterator[str]:
    """Everything that a person may read during a session."""
    yield from LIBRARY.cautions
    for routine in LIBRARY.routines.values():
        yield from (routine.name, routine.note)
    for stretch in LIBRARY.stretches.values():
        yield from (stretch.name, *stretch.cues, *stretch.during, stretch.caution, stretch.which)
        yield from stretch.drawing
    yield from (value for value in vars(words).values() if isinstance(value, str))


# --- the facts ---------------------------------------------------------------------------


def test_all_stretches_of_the_research_are_there_and_all_routines_of_the_config() -> None:
    assert set(LIBRARY.stretches) >= THE_NINE
    assert tuple(LIBRARY.routines) == ROUTINES


@every_stretch
def test_a_drawing_fits_beside_the_words_and_is_plain(stretch: Stretch) -> None:
    assert 5 <= len(stretch.drawing) <= 12
    assert max(map(len, stretch.drawing)) <= 36
    assert "".join(stretch.drawing).isascii()
    assert not any(line.endswith(" ") for line in stretch.drawing)
    assert stretch.drawing[0].strip()


@every_stretch
def test_its_sentences_are_short_enough_for_forty_columns(stretch: Stretch) -> None:
    for told in (*stretch.cues, *stretch.during, stretch.caution):
        assert len(told) <= 38, told
        assert told.isascii()


@every_stretch
def test_what_stands_in_for_standing_is_itself_no_standing(stretch: Stretch) -> None:
    if stretch.position == "standing" and not stretch.daytime:
        assert stretch.seated is not None
        assert stretch.seated.position != "standing"
    assert stretch.not_with <= set(NOTABLE)


def test_nothing_promises_what_the_evidence_does_not() -> None:
    for told in sentences():
        assert not FORBIDDEN.search(told), told


def test_the_cautions_are_two_lines_of_an_ordinary_terminal() -> None:
    assert len(LIBRARY.cautions) == 2
    assert all(len(line) <= 78 for line in LIBRARY.cautions)


# --- steps -------------------------------------------------------------------------------


@every_routine
def test_a_routine_takes_about_as_long_as_its_name_says(routine: Routine) -> None:
    told = int(routine.id.rsplit("-", 1)[1].removesuffix("min"))
    assert routine.minutes == told
    assert seconds(steps(routine)) == pytest.approx(60 * told, rel=0.15)


def test_the_routine_of_the_trial_stays_within_its_three_minutes() -> None:
    assert seconds(steps(LIBRARY.routines["evidence-3min"])) <= 180


def test_in_the_routine_of_the_trial_each_leg_holds_ten_seconds_three_times() -> None:
    plan = steps(LIBRARY.routines["evidence-3min"])
    for name in ("wall-calf", "ham-stand"):
        holds = [s for s in plan if s.kind == "hold" and s.stretch.id == name]
        assert [s.side for s in holds] == ["left", "right"] * 3
        assert {s.seconds for s in holds} == {10}


@every_routine
def test_sides_alternate_and_each_change_is_announced(routine: Routine) -> None:
    for move in routine.moves:
        plan = [s for s in steps(routine) if s.stretch == move.stretch]
        holds = [s.side for s in plan if s.kind == "hold"]
        if move.stretch.sides == "both":
            assert holds == [None] * move.reps
        else:
            assert holds == ["left", "right"] * move.reps
        for one, other in pairwise(plan):
            if "hold" in (one.kind, other.kind):
                assert other.side == one.side or (one.kind, other.kind) == ("hold", "change")
            assert (one.kind, other.kind) != ("hold", "hold")


@every_routine
def test_each_stretch_begins_with_time_to_get_into_place_and_ends_with_a_hold(
    routine: Routine,
) -> None:
    plan = steps(routine)
    begins = [number for number, step in enumerate(plan) if step.kind == "prepare"]
    assert len(begins) == len(routine.moves)
    assert begins[0] == 0
    assert all(plan[number - 1].kind == "hold" for number in begins)
    assert all(step.seconds > 0 for step in plan)


# --- gentle ------------------------------------------------------------------------------


def gentle(routine: str, **about: object) -> Routine:
    return gentle_for(LIBRARY.routines[routine], Person(**about), YEAR)  # type: ignore[arg-type]


def done(routine: Routine) -> list[str]:
    return [move.stretch.id for move in routine.moves]


def test_nothing_changes_for_somebody_without_notes() -> None:
    for name, routine in LIBRARY.routines.items():
        assert gentle(name, birth_year=1961) == routine


def test_from_seventy_five_on_it_is_done_sitting_with_the_reason() -> None:
    assert done(gentle("evidence-3min", birth_year=1952)) == ["wall-calf", "ham-stand"]
    changed = gentle("evidence-3min", birth_year=1951)
    assert done(changed) == ["towel", "ham-seat"]
    (reason,) = changed.reasons
    assert "75" in reason


@pytest.mark.parametrize("note", ["poor-balance", "pregnant", "reduced-sensation"])
def test_some_notes_mean_sitting_too(note: str) -> None:
    changed = gentle("standard-6min", notes=frozenset({note}))
    assert done(changed) == ["towel", "heel-lifts", "ham-seat", "toes"]
    assert len(changed.reasons) == 1


def test_a_new_knee_or_hip_has_no_thigh_stretch_standing_or_lying() -> None:
    notes = frozenset({"knee-or-hip-replacement"})
    changed = gentle("after-hike-8min", notes=notes)
    assert done(changed) == ["pumps", "wall-calf", "soleus", "ham-seat"]
    assert "Standing thigh stretch" in changed.reasons[0]
    both = gentle("after-hike-8min", notes=notes | {"poor-balance"})
    assert not {"quad", "quad-side"} & set(done(both))
    assert len(both.reasons) == 2


def test_calf_raises_never_come_in_the_evening() -> None:
    (move, *_) = LIBRARY.routines["evidence-3min"].moves
    raises = move._replace(stretch=LIBRARY.stretches["raises"])
    routine = LIBRARY.routines["evidence-3min"]._replace(moves=(raises, move))
    for person in (Person(), Person(birth_year=1940)):
        changed = gentle_for(routine, person, YEAR)
        assert "raises" not in done(changed)
        assert any("daytime" in reason for reason in changed.reasons)


def test_a_seated_routine_needs_no_reason_for_sitting() -> None:
    assert gentle("bed-5min", birth_year=1940) == LIBRARY.routines["bed-5min"]


@given(st.sampled_from(list(LIBRARY.routines.values())), people)
def test_whoever_it_is_something_is_left_and_it_suits(routine: Routine, person: Person) -> None:
    changed = gentle_for(routine, person, YEAR)
    assert changed.moves
    assert bool(changed.reasons) == (changed.moves != routine.moves)
    assert len(set(done(changed))) == len(changed.moves)
    assert all(reason.endswith(".") and len(reason) <= 78 for reason in changed.reasons)
    for move in changed.moves:
        assert not move.stretch.daytime
        assert not move.stretch.not_with & person.notes
        old = person.birth_year is not None and YEAR - person.birth_year >= 75
        if old or person.notes & {"poor-balance", "pregnant", "reduced-sensation"}:
            assert move.stretch.position != "standing"
    assert gentle_for(changed._replace(reasons=()), person, YEAR).moves == changed.moves


@pytest.mark.parametrize("routine", [r for r in ROUTINES if r != "after-hike-8min"])
def test_sitting_takes_about_as_long(routine: str) -> None:
    changed = gentle(routine, birth_year=1940)
    assert seconds(steps(changed)) == pytest.approx(60 * changed.minutes, rel=0.15)


# --- the loader --------------------------------------------------------------------------


def without(name: str, within: str) -> str:
    """The file without one field of one entry."""
    head, tail = text().split(f'id = "{within}"\n', 1)
    tail = re.sub(rf"^{name} = .*\n", "", tail, count=1, flags=re.MULTILINE)
    return f'{head}id = "{within}"\n{tail}'


@pytest.mark.parametrize("name", ["source", "strength", "caution", "hold", "sides", "name"])
@pytest.mark.parametrize("within", ["wall-calf", "toes"])
def test_a_stretch_without_a_field_is_refused_by_its_id(name: str, within: str) -> None:
    with pytest.raises(ContentError, match=f'stretch "{within}": {name} is missing'):
        read(without(name, within))


@pytest.mark.parametrize("name", ["source", "strength", "note", "minutes"])
def test_so_is_a_routine(name: str) -> None:
    with pytest.raises(ContentError, match=f'routine "bed-5min": {name} is missing'):
        read(without(name, "bed-5min"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('strength = "weak"', 'strength = "certain"', 'stretch "wall-calf": strength cannot'),
        ("hold = 10", "hold = 0", 'stretch "wall-calf": hold cannot'),
        ("hold = 10", "hold = true", 'stretch "wall-calf": hold cannot'),
        ("hold = 10", 'hold = "10"', 'stretch "wall-calf": hold cannot'),
        ("rest = 10", "rst = 10", 'stretch "wall-calf": rest is missing'),
        ("rest = 10", "rest = 10\nrst = 10", 'stretch "wall-calf": rst is not known'),
        ('seated = "towel"', 'seated = "sofa"', 'stretch "wall-calf": seated cannot'),
        ('stretch = "towel", hold', 'stretch = "sofa", hold', 'routine "bed-5min": stretch'),
        ('id = "toes"', 'id = "towel"', '"towel": stands twice'),
        ('id = "bed-5min"', 'id = "towel"', '"towel": stands twice'),
        ("cautions = [", "caution = [", "cautions is missing"),
        ("[[stretch]]", "[[stretch]", "at line"),
    ],
)
def test_what_is_not_as_it_has_to_be_is_refused(old: str, new: str, complaint: str) -> None:
    assert old in text()
    with pytest.raises(ContentError, match=complaint):
        read(text().replace(old, new, 1))


def test_an_empty_source_is_none() -> None:
    with pytest.raises(ContentError, match='stretch "wall-calf": source cannot'):
        read(re.sub(r'^source = ".*"', 'source = " "', text(), count=1, flags=re.MULTILINE))
