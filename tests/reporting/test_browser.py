"""The pages in Chromium: for who sees them, who hears them, on a telephone and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.reporting import clinician, page
from coach.reporting.whole import Whole
from tests.support.browser import Scheme, look, pages

KINDS: dict[str, Callable[[Whole], str]] = {"report": page.page, "clinician": clinician.page}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1100, "light"), (1100, "dark"), (320, "light"), (320, "dark")]
)
def test_axe_finds_nothing_wrong_and_nothing_is_cut_off(
    half: Whole, tmp_path: Path, kind: str, width: int, scheme: Scheme
) -> None:
    file = tmp_path / "report.html"
    file.write_text(KINDS[kind](half))
    seen = look(file, tmp_path, width, scheme)
    assert seen.violations == []
    assert seen.passes > 15
    assert (seen.width, seen.dark) == (width, scheme == "dark")
    assert seen.needs <= width


def test_it_would_find_what_is_wrong(half: Whole, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(
        page.page(half).replace("--ink: #1c1c1c", "--ink: #cccccc").replace(' lang="en"', "")
    )
    found = {name for name, _ in look(file, tmp_path, 1100, "light").violations}
    assert {"color-contrast", "html-has-lang"} <= found


def test_the_report_prints_on_two_sheets_and_the_page_for_a_clinician_on_one(
    half: Whole, tmp_path: Path
) -> None:
    for kind, most in (("report", 2), ("clinician", 1)):
        file = tmp_path / f"{kind}.html"
        file.write_text(KINDS[kind](half))
        assert pages(file, tmp_path) <= most, kind
