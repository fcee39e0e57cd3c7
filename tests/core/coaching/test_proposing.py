"""Which proposal is made, when, and what keeps it quiet."""

from datetime import time

import pytest

from coach.core.coaching.evidence import WINDOW
from coach.core.coaching.proposing import NO, OPEN, open_one, proposal
from coach.core.model import Answer, Coaching, Config, Decided, Decision, Eased, Proposed, Undo
from coach.core.nights import DAY
from tests.support.lives import Life
from tests.support.people import NIGHT, TEACHER, before_bed, config, habit

CUES = ("after brushing my teeth", "after I let the cat out")
LATE = config(habit("stretch", time(21)))
PLAIN = config(habit("stretch", before_bed(45), cue=CUES[0]))


def late(evenings: int = 20) -> Life:
    """Done half an hour after the plan, each evening."""
    life = Life()
    for back in range(evenings, 0, -1):
        night = NIGHT - back * DAY
        life.add(night, Answer("done", f"{night}/stretch/1", "button"), "21:30")
    return life


def made(life: Life, plan: Config = LATE) -> Proposed | None:
    return proposal(plan, life.lived(), CUES)


def test_nothing_is_proposed_of_an_empty_journal() -> None:
    assert made(Life(), TEACHER) is None


def test_with_proposals_off_there_are_none() -> None:
    assert made(late()) is not None
    assert made(late(), LATE._replace(coaching=Coaching(proposals=False))) is None


def test_one_is_open_at_a_time_for_two_weeks_at_most() -> None:
    for ago, waits in ((1, True), (13, True), (14, False)):
        life = late()
        life.add(NIGHT - ago * DAY, Proposed("time", "stretch", 1, "21:00", "21:30"), "12:00")
        lived = life.lived()
        assert (open_one(lived.facts, LATE, NIGHT) is not None) is waits
        assert made(life) is None


def test_one_that_no_longer_fits_the_config_does_not_wait() -> None:
    life = Life()
    life.add(NIGHT, Proposed("time", "stretch", 1, "20:00", "20:30"), "12:00")
    life.add(NIGHT, Proposed("cue", "stretch", 1, "by the sea", CUES[1]), "12:00")
    life.add(NIGHT, Proposed("rest", "yoga"), "12:00")
    for count in (1, 2, 3):
        assert open_one(tuple(life.facts[:count]), PLAIN, NIGHT) is None


def test_there_is_one_a_week_at_most() -> None:
    for ago, quiet in ((6, True), (7, False)):
        life = late()
        other = life.add(NIGHT - ago * DAY, Proposed("rest", "warm"), "12:00")
        life.add(NIGHT - ago * DAY, Decided(other.id, "yes", "command"), "12:00")
        assert (made(life) is None) is quiet


@pytest.mark.parametrize(
    ("verb", "ago", "quiet"),
    [
        ("no", 55, True),
        ("no", 56, False),
        ("later", 6, True),
        ("later", 7, False),
        ("yes", 7, False),
    ],
)
def test_a_no_is_a_no_for_eight_weeks_and_later_for_one(
    verb: Decision, ago: int, *, quiet: bool
) -> None:
    life = late()
    asked = life.add(NIGHT - 60 * DAY, Proposed("time", "stretch", 1, "21:00", "21:30"), "12:00")
    life.add(NIGHT - ago * DAY, Decided(asked.id, verb, "command"), "12:00")
    assert (made(life) is None) is quiet


def test_a_no_that_is_said_on_the_last_day_is_read_as_long_as_it_holds() -> None:
    assert NO + OPEN <= WINDOW


def test_silence_counts_as_a_no_and_a_word_can_be_taken_back() -> None:
    life = late()
    asked = life.add(NIGHT - 20 * DAY, Proposed("time", "stretch", 1, "21:00", "21:30"), "12:00")
    assert made(life) is None
    said = life.add(NIGHT - 8 * DAY, Decided(asked.id, "yes", "command"), "12:00")
    assert made(life) is not None
    life.add(NIGHT - 8 * DAY, Undo(said.id), "12:30")
    assert made(life) is None


@pytest.mark.parametrize(
    ("letters", "sort"),
    [
        ("diidiidiidiidi", "cue"),
        ("dddiiiiddddiii", None),
        ("dididididididi", None),
        ("uuuuuuuudiidid", None),
        ("diidi" * 6, "rest"),
        ("b" * 31, "halve"),
        ("b" * 29, None),
        ("d" * 30, None),
        ("d" * 22 + "bbbbbbbbdbdddb", "halve"),
        ("d" * 22 + "bbbbbbbbdbdddd", None),
        ("bbbb", None),
    ],
)
def test_each_rule_asks_for_enough_evenings(letters: str, sort: str | None) -> None:
    found = made(Life().evenings("stretch", letters, clock="21:46"), PLAIN)
    assert (found.sort if found else None) == sort


def test_a_cue_is_another_than_the_present_one() -> None:
    found = made(Life().evenings("stretch", "diidiidiidiidi", clock="21:46"), PLAIN)
    assert found is not None
    assert (found.was, found.now, len(found.evidence)) == (CUES[0], CUES[1], 14)


def test_what_nobody_answers_may_rest() -> None:
    life = Life().evenings("stretch", "iiiiiii")
    rows = tuple(f"{NIGHT - n * DAY}/stretch/1" for n in range(7, 0, -1))
    life.add(NIGHT, Eased("stretch", 2, "ignored", rows), "12:00")
    found = made(life, PLAIN)
    assert found is not None
    assert (found.sort, found.evidence) == ("rest", rows)


def test_half_the_reminders_become_none_after_four_weeks() -> None:
    for ago, sort in ((28, "watch"), (27, None)):
        life = Life().evenings("stretch", "b" * 35, clock="21:46")
        life.add(NIGHT - ago * DAY, Eased("stretch", 2, "grown"), "12:00")
        found = made(life, PLAIN)
        assert (found.sort if found else None) == sort
