"""Every text that a person reads: plain, kind, short, and no more than the evidence says."""

import re
from typing import NamedTuple

import pytest

from coach.content.loading import foods, references, tips
from coach.content.nouns import STRENGTHS, TOPICS, Food, Reference, Tip
from tests.support.reading_grade import grade, syllables


class Line(NamedTuple):
    id: str
    text: str


def shown() -> list[Line]:
    told = [Line(tip.id, tip.text) for topic in TOPICS for tip in tips().tips[topic]]
    return told + [Line(food.id, food.suggestion) for food in foods() if food.suggestion]


def every() -> list[Line]:
    return shown() + [Line(f"{food.id} note", food.note) for food in foods() if food.note]


NEVER_SAID = [
    # more than the evidence
    r"prevent\w*", r"cur(e|es|ed|ing)", r"treat\w*", r"heal(s|ed|ing)?", r"proven", r"proves?",
    r"guarantee\w*", r"clinical\w*", r"scientific\w*", r"medical-grade", r"remed(y|ies)",
    r"ensures?", r"calcium (stops|eases|helps)", r"stops? (your |the )?cramps?", r"works? against",
    # reassurance and findings
    r"all clear", r"low risk", r"safe for everyone", r"nothing to worry", r"no need to see",
    r"harmless", r"detect\w*", r"diagnos\w*", r"monitor\w*", r"you have (a|an) \w+itis",
    # guilt and orders
    r"you should( have)?", r"should", r"fail\w*", r"must", r"never", r"forgot\w*", r"lazy",
    r"miss(ed)?", r"again and again", r"disappoint\w*", r"at last", r"finally",
    r"have to", r"you need to",
    # alarm
    r"danger\w*", r"emergency", r"warning", r"deadly", r"die[sd]?", r"death\w*", r"urgent\w*", r"!",
    # what is not ours to advise
    r"quinine", r"tonic", r"magnesium", r"potassium", r"vitamins?", r"k2", r"paracetamol",
    r"ibuprofen", r"stop taking", r"doses?",
    r"(pills?|tablets?|capsules?)[^.]*\d+\s*(mg|g|iu)", r"\d+\s*(mg|iu)[^.]*(pills?|tablets?)",
    r"supplements?", r"lit(re|er)s?", r"\d+ ?ml", r"glasses", r"pints?",
    r"drink (more|plenty|lots)", r"hot tubs?", r"sauna",
    r"(raise|elevate|put)\w* (your )?(legs|feet)", r"(legs|feet) up", r"elevat\w*",
    r"driv(e|es|er|ers|ing)", r"at the wheel", r"lorry", r"red lights?",
    # odd words
    r"utili[sz]e\w*", r"mitigat\w*", r"etc",
]  # fmt: skip


@pytest.mark.parametrize("words", NEVER_SAID)
def test_never_said(words: str) -> None:
    edge = "" if words == "!" else r"\b"
    found = [line for line in every() if re.search(edge + words + edge, line.text, re.IGNORECASE)]
    assert not found


def test_every_entry_has_a_source_and_a_known_strength() -> None:
    told = [tip for topic in TOPICS for tip in tips().tips[topic]]
    entries: list[Tip | Food | Reference] = [*told, *foods(), *references()]
    for entry in entries:
        assert len(entry.source) > 8, entry.id
        assert entry.strength in STRENGTHS, entry.id


def test_the_strengths_are_the_six() -> None:
    assert set(STRENGTHS) == {"strong", "moderate", "weak", "expert", "none", "design"}


def test_what_is_our_own_choice_says_so() -> None:
    for topic in TOPICS:
        for tip in tips().tips[topic]:
            ours = tip.source == "our choice; no direct evidence"
            assert not ours or tip.strength == "design", tip.id


def test_ids_and_texts_are_unique() -> None:
    lines = shown()
    assert len({line.id for line in lines}) == len(lines)
    assert len({line.text.casefold() for line in lines}) == len(lines)
    assert len({entry.id for entry in references()}) == len(references())
    for line in lines:
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", line.id)


def test_short_enough_for_a_notification() -> None:
    for line in shown():
        assert len(line.text) <= (120 if line.id.startswith("food/") else 160), line.id


def test_written_as_sentences() -> None:
    for line in every():
        assert line.text[0].isupper(), line
        assert line.text[-1] in ".?", line
        assert "  " not in line.text, line
        assert line.text.isprintable(), line
        assert set(line.text) <= set(map(chr, range(32, 127))) | {"°"}, line
        assert not re.search(r"[<>&*_`]", line.text), line  # servers read these as markup


def test_read_with_ease() -> None:
    for line in shown():
        assert grade(line.text) <= 8, (grade(line.text), line)


def test_easier_still_on_the_whole() -> None:
    for topic in TOPICS:
        assert grade(" ".join(tip.text for tip in tips().tips[topic])) <= 6, topic


def test_the_grade_is_reckoned_as_published() -> None:
    counted = {"calcium": 3, "cheese": 1, "muscles": 2, "baked": 1, "ended": 2, "trial": 2, "mg": 3}
    assert {word: syllables(word) for word in counted} == counted
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    assert grade("The cat sat on the mat") == pytest.approx(-1.45)
    assert grade("It is late. It is cold.") == pytest.approx(-2.62)
    hard = "Individualised nutritional interventions necessitate interdisciplinary coordination."
    assert grade(hard) > 20


def test_enough_to_say() -> None:
    said = {topic: sum(not tip.last for tip in tips().tips[topic]) for topic in TOPICS}
    assert min(said["stretch"], said["warm"], said["calcium"]) >= 14
    assert min(said.values()) >= 5
