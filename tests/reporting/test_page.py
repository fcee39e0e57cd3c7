"""What stands in the files: the person's words as words, and nothing that asks for more."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from coach.core.model import Cramp, Fact, Morning, Signs
from coach.reporting import clinician, page
from coach.reporting.markup import Html, escaped, tag
from coach.reporting.plain import plain
from coach.reporting.whole import Whole
from tests.reporting.conftest import whole
from tests.support import half_year

HOSTILE = "<script>alert(1)</script>\"'&amp;</style><img src=x onerror=alert(1)>"
VOID = {"meta"}


class Elements(HTMLParser):
    """Every element with its attributes, well nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((name, dict(attributes)))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == name]


def hostile() -> Whole:
    """A person whose own words are no words."""
    config = half_year.CONFIG.replace("Warm legs", HOSTILE.replace('"', '\\"')[:120])
    cramp = Cramp(half_year.facts()[0].at, note=HOSTILE)
    facts = [*half_year.facts(), Fact("f" * 16, half_year.facts()[0].at, half_year.LAST, cramp)]
    return whole(facts, half_year.FIRST, half_year.LAST, half_year.TONIGHT, config)


@pytest.mark.parametrize("kind", [page.page, clinician.page])
def test_a_persons_words_are_words(kind: object) -> None:
    assert callable(kind)
    text = kind(hostile())
    elements = Elements(text)
    assert {name for name, _ in elements.found} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "div",
        "section", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "defs",
        "pattern", "path", "rect", "text", "details", "summary", "ul", "li", "b", "i", "s", "span",
        "footer",
    }  # fmt: skip
    assert not [key for _, attributes in elements.found for key in attributes if key[:2] == "on"]
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("kind", [page.page, clinician.page])
def test_nothing_is_fetched_and_nothing_runs(half: Whole, kind: object) -> None:
    assert callable(kind)
    text = kind(half)
    assert not re.search(r"https?:|//|@import|<script|<link|<img|src=|href=", text)
    assert set(re.findall(r"url\([^)]*\)", text)) <= {"url(#hatch)"}


def test_who_hears_the_page_is_told_what_the_pictures_show(half: Whole) -> None:
    elements = Elements(page.page(half))
    labels = [svg["aria-label"] or "" for svg in elements.named("svg")]
    assert [svg["role"] for svg in elements.named("svg")] == ["img", "img"]
    assert f"{half.report.cramps} of {half.report.answered} in all" in labels[0]
    assert "Warm legs: 98 in 100 (171 nights)" in labels[1]
    assert all(th.get("scope") in ("row", "col") for th in elements.named("th"))
    assert elements.named("html") == [{"lang": "en"}]
    assert len(elements.named("h1")) == 1


def test_every_night_of_the_calendar_is_told_in_words(half: Whole) -> None:
    heard = re.findall(r'<span class="heard">([^<]*)</span>', page.page(half))
    assert len(heard) == len(half.report.nights) == 182
    assert "6 June: no cramps, 2 of 2 habits, hike" in heard
    assert "1 August: paused" in heard
    assert heard[-1] == "29 November: not known"


def test_a_mark_differs_by_its_shape_and_not_by_its_colour_alone(half: Whole) -> None:
    marks = dict(re.findall(r'<td class="night (\w+)">.*?<b>(.)</b>', page.page(half)))
    assert len(set(marks.values())) == len(marks) == 4


def test_every_fraction_stands_in_the_text(half: Whole) -> None:
    text = plain(half)
    assert f"Cramps on {half.report.cramps} of {half.report.answered} answered nights." in text
    for habit in half.report.habits:
        assert f"{habit.done} of {habit.of}" in text
    assert max(map(len, text.splitlines())) <= 80
    assert not re.search(r"\d\s?%", text)


def test_the_neutral_note_and_the_purpose_are_there(half: Whole) -> None:
    text = page.page(half)
    assert "drift by a third with no change in habits" in text
    assert "does not diagnose, treat, prevent or monitor any disease" in text
    assert "midsummer" not in text


def test_a_long_report_says_what_the_season_does_and_which_weeks_are_shown() -> None:
    first = half_year.LAST - timedelta(days=499)
    long = whole(half_year.facts(), first, half_year.LAST, half_year.TONIGHT, half_year.CONFIG)
    text = page.page(long)
    assert "midsummer" in text
    assert "These are the last 26 weeks." in text


def test_few_answers_are_said_to_mislead() -> None:
    facts = [fact for fact in half_year.facts() if not isinstance(fact.event, Morning)]
    few = whole(facts, half_year.FIRST, half_year.LAST, half_year.TONIGHT, half_year.CONFIG)
    assert "the share looks higher than it is" in plain(few)


def test_of_nobody_nothing_is_claimed() -> None:
    empty = whole((), date(2026, 11, 1), date(2026, 11, 22), date(2026, 11, 22), half_year.CONFIG)
    for text in (page.page(empty), plain(empty)):
        assert "Nothing is known yet: no night was answered." in text
        assert "This is not a check-up" in " ".join(text.split())
    assert "Nights answered" in clinician.plain(empty)


# --- for a clinician -----------------------------------------------------------------------------


def test_a_medicine_is_named_only_where_it_was_entered(half: Whole) -> None:
    assert re.search(r"New or changed medicine +yes, on 11 July", clinician.plain(half))
    facts = [fact for fact in half_year.facts() if not isinstance(fact.event, Signs)]
    without = whole(facts, half_year.FIRST, half_year.LAST, half_year.TONIGHT, half_year.CONFIG)
    assert "edicine" not in clinician.plain(without)
    assert "edicine" not in clinician.page(without)


def test_a_clinician_gets_numbers_and_no_reading_of_them(half: Whole) -> None:
    text = clinician.plain(half)
    assert not re.search(r"Rule|worth|help|See a doctor|strength|in 100", text)
    assert re.search(r"Nights with cramps, of those answered +54 of 160\n", text)
    assert 'cold feet & a "twinge"' in text
    assert max(map(len, text.splitlines())) <= 100


def test_what_is_markup_already_is_left_and_all_else_is_escaped() -> None:
    assert escaped("<b> & \"'") == "&lt;b&gt; &amp; &quot;&#39;"
    assert escaped(Html("<b>")) == "<b>"
    assert tag("p", "a<b", Html("<i>x</i>"), class_="n", aria_label='"', x=None) == (
        '<p class="n" aria-label="&quot;">a&lt;b<i>x</i></p>'
    )
