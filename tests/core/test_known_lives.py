"""Lives in which the habit does nothing are told so; those in which it does, often enough.

Each life is the same in each run. The full run and its page: `python -m tests.support.known_lives`.
"""

from pathlib import Path

import pytest

from tests.support.known_lives import HEADING, NULL, REAL, Kind, Tally, tally

PAGE = Path(__file__).parents[2] / "docs" / "effect.md"
LIVES = {"null": 200, "real": 60}
"""Of the 800 of the page, the first."""


def shares(kind: Kind) -> list[float]:
    """What the page tells of a kind of life, from 0 to 1."""
    (line,) = (
        line for line in PAGE.read_text().splitlines() if line.startswith(f"| {kind.name} |")
    )
    return [float(cell.removesuffix(" % ")) / 100 for cell in line.split("|")[2:-1]]


def near_the_page(kind: Kind, found: Tally) -> None:
    """Within four standard errors of so few lives."""
    counts = (found.early, found.claimed, found.helps, found.suggestive)
    for share, count in zip(shares(kind), counts, strict=True):
        error = (share * (1 - share) / found.lives) ** 0.5
        assert abs(count / found.lives - share) <= 4 * error + 1 / found.lives


@pytest.mark.parametrize("kind", NULL, ids=lambda kind: kind.name)
def test_of_what_does_nothing_hardly_a_life_is_told_a_claim(kind: Kind) -> None:
    found = tally(kind, LIVES["null"])
    assert found.claimed <= 0.10 * found.lives
    near_the_page(kind, found)


@pytest.mark.parametrize("kind", REAL, ids=lambda kind: kind.name)
def test_what_is_there_is_found_as_often_as_the_page_says(kind: Kind) -> None:
    found = tally(kind, LIVES["real"])
    assert found.claimed == found.helps
    near_the_page(kind, found)


def test_the_page_has_a_line_for_each_kind_and_keeps_the_bound() -> None:
    text = PAGE.read_text()
    assert f"| {' | '.join(HEADING)} |" in text
    for kind in NULL:
        assert shares(kind)[1] <= 0.10
    assert all(shares(kind) for kind in REAL)
