"""Text for a medium, with every text there is."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.notify.text import ELLIPSIS, clip, clip_above, escape, plain

ANY = st.text(st.characters(exclude_categories=()))
LIMITS = st.integers(min_value=0, max_value=60)
WORDS = st.lists(st.text("abcde", min_size=1, max_size=5), min_size=1).map(" ".join)


@given(ANY)
def test_plain_text_has_no_control_characters_but_line_breaks(text: str) -> None:
    categories = {unicodedata.category(sign) for sign in plain(text) if sign != "\n"}
    assert not categories & {"Cc", "Cs"}


@given(ANY)
def test_plain_text_can_be_sent(text: str) -> None:
    assert plain(text).encode().decode() == plain(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "M"))))
def test_what_can_be_drawn_is_kept(text: str) -> None:
    assert plain(text) == text


def test_line_breaks_of_all_kinds_are_one_kind() -> None:
    assert plain("a\r\nb\rc\nd\te") == "a\nb\nc\nd e"


@given(ANY, LIMITS)
def test_nothing_is_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(clip(text, limit)) <= limit


@given(ANY)
def test_what_fits_is_left_alone(text: str) -> None:
    assert clip(text, len(text)) == text


@given(ANY, st.integers(min_value=1, max_value=60))
def test_what_is_clipped_begins_the_same_and_shows_it(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    if clipped != text:
        assert clipped.endswith(ELLIPSIS)
        assert text.lstrip().startswith(clipped.removesuffix(ELLIPSIS).lstrip())


@given(WORDS, st.integers(min_value=7, max_value=60))
def test_words_stay_whole(text: str, limit: int) -> None:
    assert set(clip(text, limit).removesuffix(ELLIPSIS).split()) <= set(text.split())


def test_a_single_long_word_is_cut() -> None:
    assert clip("a" * 20, 8) == "a" * 7 + ELLIPSIS


@given(ANY, st.text(min_size=1, max_size=20))
def test_the_hint_below_is_never_cut(body: str, hint: str) -> None:
    text = clip_above(body, hint, 40)
    assert text.endswith(hint)
    assert len(text) <= 40


@pytest.mark.parametrize(
    ("body", "hint", "text"), [("a", "b", "a\nb"), ("", "b", "b"), ("a", "", "a"), ("", "", "")]
)
def test_hint_and_body_stand_on_lines_of_their_own(body: str, hint: str, text: str) -> None:
    assert clip_above(body, hint, 40) == text


@given(ANY)
def test_escaped_text_reads_as_it_was_and_holds_no_markup(text: str) -> None:
    assert not set(escape(text)) & set("<>")
    assert escape(text).count("&") == sum(map(text.count, "&<>"))
    assert html.unescape(escape("<b>&amp;")) == "<b>&amp;"
