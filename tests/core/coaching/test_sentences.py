"""Every sentence that the coach may say has its words: so many ways, plain, without blame."""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

import pytest

from coach.core.coaching import sentences
from coach.core.model import EaseReason, ProposalSort, Remark
from coach.wording import coaching, cueing, remarking, reviewing, suggesting
from tests.support.people import before_bed, habit
from tests.support.reading_grade import grade

TABLES: list[tuple[Mapping[str, int], Mapping[str, tuple[str, ...]]]] = [
    (sentences.IN_REMINDERS, remarking.LINES),
    (sentences.OBSERVATIONS, reviewing.OBSERVATIONS),
    (sentences.QUESTIONS, {"ask": reviewing.QUESTIONS}),
    (sentences.ANNOUNCEMENTS, suggesting.ANNOUNCED),
]


@pytest.mark.parametrize(("names", "words"), TABLES)
def test_there_are_as_many_ways_as_the_rules_believe(
    names: Mapping[str, int], words: Mapping[str, tuple[str, ...]]
) -> None:
    assert {name: len(ways) for name, ways in words.items()} == names
    every = [way for ways in words.values() for way in ways]
    assert len(set(every)) == len(every)


def test_every_proposal_and_every_reason_has_words() -> None:
    for table in (suggesting.PROPOSALS, suggesting.WHY, coaching.PROPOSED):
        assert set(table) == set(get_args(ProposalSort))
    assert set(coaching.BECAUSE) == set(get_args(EaseReason))
    assert len(coaching.STEPS) == 4


def test_a_remark_of_another_version_is_said_nowhere() -> None:
    for name in ("lapse.9", "lapse.0", "lapse", "dance.1", "made", ""):
        assert sentences.place_of(Remark(name)) is None
    assert sentences.place_of(Remark("lapse.4")) == "reminder"


def everything() -> Iterator[str]:
    """All that the coach says, with ordinary values."""
    for remark in remarking.LINES:
        for way in range(len(remarking.LINES[remark])):
            told = Remark(f"{remark}.{way + 1}", "stretch", 5, 7)
            yield remarking.line(told, habit("stretch", before_bed(45)))
    for _names, words in TABLES[1:]:
        for ways in words.values():
            yield from (way.format(title="Warm legs", done=5, of=7) for way in ways)
    for table in (suggesting.PROPOSALS, suggesting.WHY, suggesting.AGREED):
        yield from (
            text.format(title="Warm legs", was="21:30", now="21:50", count=14)
            for text in table.values()
        )
    yield from suggesting.AFTERWARDS.values()
    yield from (suggesting.NO, suggesting.LATER, suggesting.SENT_ON.format(count=3))
    yield from (cueing.ASK, cueing.CHOOSE, cueing.sentence("after tea", "Warm legs"))


HARD = re.compile(
    r"\b(fail\w*|miss(ed|ing)?|must|should|forgot\w*|lazy|guilt\w*|streak|broke\w*|cure\w*|"
    r"prevent\w*|treat\w*|all clear|sorry|bad|again and again)\b|!",
    re.IGNORECASE,
)


def test_nothing_blames_alarms_or_promises() -> None:
    for text in everything():
        assert not HARD.search(text), text


def test_every_sentence_is_easy_to_read() -> None:
    hard = [text for text in everything() if grade(text) > 8]
    assert hard == []


def test_no_fraction_is_told_without_both_numbers() -> None:
    for _names, words in TABLES:
        for ways in words.values():
            assert all("{of}" in way for way in ways if "{done}" in way)
