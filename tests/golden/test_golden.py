"""The words have not changed unseen."""

import pytest

from tests.golden.pages import FOLDER, PAGES, made


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_it_was_read(name: str) -> None:
    there = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert made(name) == there, "if that is meant: make golden, and read the diff"


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PAGES)
