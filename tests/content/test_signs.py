"""The list of signs: sound, traced to public sources, and in words that neither calm nor alarm."""

import re

import pytest

from coach.content.entries import BrokenContent
from coach.content.nouns import STRENGTHS
from coach.content.signs import book, read
from coach.core.signs.nouns import URGENCIES
from coach.wording import signs as wording
from tests.support.reading_grade import grade

SOUND = """
[sources]
guide = "a guide of some body"
[[group]]
id = "leg"
question = "Is it the leg?"
[[sign]]
id = "warm"
group = "leg"
name = "a warm leg"
question = "Is it warm?"
holds = 9
[[rule]]
id = "U1"
level = "U"
needs = [["warm"], ["note:pregnant", "diary:weekly"]]
text = "See a doctor today."
source = "guide"
strength = "expert"
"""

FIXED = [*wording.LEVELS.values(), wording.not_a_check_up(), wording.intro()]
TEXTS = [rule.text for rule in book().rules] + FIXED
QUESTIONS = [group.question for group in book().groups]
QUESTIONS += [sign.question for sign in book().signs.values()]

NEVER_SAID = [
    # more than the evidence, and findings
    r"prevent\w*", r"cur(e|es|ed|ing)", r"treat\w*", r"heals", r"proven", r"detect\w*",
    r"diagnos\w*", r"monitor\w*", r"you (have|may have|might have|could have)", r"risk\w*",
    r"likely", r"probab\w*", r"score\w*", r"per ?cent", r"%", r"chances?",
    r"thrombosis", r"dvt", r"embol\w*", r"cauda", r"rhabdo\w*", r"tetan\w*", r"claudication",
    r"motor neurone?", r"restless", r"eclampsia", r"neuropathy", r"arter\w*",
    # calming
    r"all clear", r"normal", r"harmless", r"nothing to worry", r"no need to", r"fine", r"safe",
    r"common", r"do not worry", r"reassur\w*",
    # guilt, orders beyond the published ones, alarm
    r"must", r"you should", r"fail\w*", r"forgot\w*", r"danger\w*", r"deadly", r"die[sd]?",
    r"death\w*", r"!", r"112", r"911", r"999",
    # what is not ours to advise
    r"quinine", r"magnesium", r"aspirin", r"doses?", r"stop taking",
]  # fmt: skip


@pytest.mark.parametrize("words", NEVER_SAID)
def test_never_said(words: str) -> None:
    edge = "" if words in ("!", "%") else r"\b"
    said = [t for t in TEXTS + QUESTIONS if re.search(edge + words + edge, t, re.IGNORECASE)]
    assert not said


def test_read_with_ease() -> None:
    for text in TEXTS + QUESTIONS:
        assert grade(text) <= (9 if text == wording.LEVELS["E"] else 8), (grade(text), text)
    assert grade(" ".join(TEXTS)) <= 8
    assert grade(" ".join(QUESTIONS)) <= 6


def test_written_as_sentences() -> None:
    for text in TEXTS + QUESTIONS:
        assert text[0].isupper(), text
        assert text[-1] in ".?", text
        assert len(text) <= 170, text
        assert not re.search(r"[<>&*_`]", text), text


def test_the_questions_are_questions_and_the_names_fit_into_a_list() -> None:
    assert all(question.endswith("?") for question in QUESTIONS)
    for sign in book().signs.values():
        assert len(sign.name) <= 80, sign
        assert sign.name[-1] not in ".?;", sign


def test_each_urgency_has_its_own_words_and_help_by_phone_has_no_number() -> None:
    assert set(wording.LEVELS) == set(URGENCIES)
    assert "your local emergency number" in wording.LEVELS["E"]


def test_every_rule_has_a_source_and_a_known_strength() -> None:
    for rule in book().rules:
        assert len(rule.source) > 8, rule.id
        assert rule.strength in STRENGTHS, rule.id
        assert rule.id[0] == rule.level, rule.id


def test_every_sign_leads_to_some_reason_and_every_group_has_signs() -> None:
    wanted = {term for rule in book().rules for group in rule.needs for term in group}
    assert set(book().signs) <= wanted
    assert {sign.group for sign in book().signs.values()} == {group.id for group in book().groups}


def test_none_of_it_matching_is_no_all_clear() -> None:
    for ticked in (True, False):
        said = wording.answered((), (), book(), ticked=ticked)
        assert "not a check-up" in said
        assert "ask a doctor" in said
        assert not re.search(r"\b(fine|good|clear|healthy|nothing wrong|ok)\b", said)


def test_the_sample_is_sound() -> None:
    rule = read(SOUND).rules[0]
    assert rule.needs == (("warm",), ("note:pregnant", "diary:weekly"))
    assert (rule.nights, rule.within, rule.source) == (1, 0, "a guide of some body")
    assert read(SOUND).signs["warm"].holds == 9
    assert read(SOUND.replace("holds = 9", "")).signs["warm"].holds == 3


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('[["warm"],', '[["cold"],', "U1: needs has 'cold', which is no sign"),
        ("diary:weekly", "diary:never", "U1: needs has 'diary:never', which is no sign"),
        ('[["warm"], ["note:pregnant", "diary:weekly"]]', "[]", "U1: needs is not a list"),
        ('[["warm"],', "[[],", "U1: needs is not a list"),
        ('level = "U"', 'level = "X"', "U1: level is 'X', not one of E, U, S, R, I"),
        ('level = "U"', 'level = "U"\nnights = 2', "U1: nights and within go together"),
        ('level = "U"', 'level = "U"\nwithin = 9', "U1: nights and within go together"),
        ('source = "guide"', "", "U1: source is missing"),
        ('strength = "expert"', 'strength = "expert"\ncolour = "red"', "U1: unknown: colour"),
        ('group = "leg"', 'group = "arm"', "warm: group is 'arm', not one of leg"),
        ('name = "a warm leg"', "", "warm: name is missing"),
        ("[[rule]]", "[[rules]]", "signs.toml: has"),
        ("[[rule]]", '[[group]]\nid = "leg"\n[[rule]]', "signs.toml: leg: there are two"),
    ],
)
def test_a_broken_entry_is_named(old: str, new: str, why: str) -> None:
    assert old in SOUND
    with pytest.raises(BrokenContent, match=re.escape(why)):
        read(SOUND.replace(old, new))
