"""What reports say: easy to read, and no more than the numbers bear."""

import inspect
import re
from collections.abc import Iterator

import pytest

from coach.reporting import clinician, page
from coach.reporting.plain import plain
from coach.reporting.whole import Whole
from coach.wording import clinics
from coach.wording.reports import boxes, files, headings, numbers, reasons, trends
from tests.support.reading_grade import grade

NEVER_SAID = [
    r"prevents", r"cur(e|es|ed|ing)", r"treats", r"proven", r"guarantee\w*", r"clinical\w*",
    r"all clear", r"low risk", r"safe", r"normal", r"healthy", r"fine",
    r"you should", r"must", r"fail\w*", r"forgot\w*", r"you missed", r"lazy",
    r"danger\w*", r"alarm\w*", r"!", r"because of", r"works (for|against)",
    r"improv\w*", r"worse\w*", r"better",
]  # fmt: skip
"""A report has no reading of its own numbers."""


def sentences() -> Iterator[str]:
    """Everything that the modules of words may say, from their own text."""
    for module in (headings, numbers, trends, boxes, reasons, files, clinics):
        source = inspect.getsource(module)
        for call in re.findall(r'\b(?:_|n_|marked)\(\s*((?:"[^"]*"\s*,?\s*)+)', source):
            for part in re.split(r'"\s*,\s*"', call):
                yield "".join(
                    re.findall(r'"([^"]*)"', f'"{part.strip().strip(",")}"'.replace('""', '"'))
                )


@pytest.mark.parametrize("words", NEVER_SAID)
def test_never_said(words: str) -> None:
    edge = "" if words == "!" else r"\b"
    said = [one for one in sentences() if re.search(edge + words + edge, one, re.IGNORECASE)]
    assert not [one for one in said if one not in ALLOWED]


ALLOWED = {headings.purpose()}


def test_read_with_ease() -> None:
    long = [one for one in sentences() if len(one.split()) > 7]
    assert len(long) > 15
    for one in long:
        assert grade(re.sub(r"\{\w+\}", "ten", one)) <= (11 if one in ALLOWED else 8), one


def test_every_percentage_is_spelled_out_and_has_what_it_is_out_of(half: Whole) -> None:
    for text in (plain(half), clinician.plain(half), page.page(half).partition("</style>")[2]):
        assert "%" not in text
