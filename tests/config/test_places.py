"""Where each key of a TOML text stands."""

from functools import reduce
from operator import getitem
from typing import Any

import tomli
from hypothesis import given

from coach.config.places import places
from tests.support.toml_documents import Document, documents


@given(documents())
def test_each_key_and_element_has_the_line_on_which_it_was_written(document: Document) -> None:
    assert places(document.text) == document.places


@given(documents())
def test_each_path_leads_somewhere_in_what_the_parser_reads(document: Document) -> None:
    tree: Any = tomli.loads(document.text)
    for path in places(document.text):
        reduce(getitem, path, tree)  # raises where there is nothing


def test_an_ordinary_config_reads_as_a_person_counts_lines() -> None:
    text = """\
bedtime = { default = "22:30",
            fri = "23:30" }  # TOML 1.1 lets an inline table break

[[habit]]
key = "stretch"
at = [
  "18:00",  # ] not the end

  "21:00",
]
[[habit]]
key = "warm"
[after.hike]
min_load = 6
"""
    found = places(text)
    assert found[("bedtime", "fri")] == 2
    assert found[("habit",)] == found[("habit", 0)] == 4
    assert found[("habit", 0, "at", 1)] == 9
    assert found[("habit", 1, "key")] == 12
    assert found[("after", "hike", "min_load")] == 14


def test_an_empty_text_has_no_places() -> None:
    assert places("") == places("\n# nothing\r\n\n") == {}
