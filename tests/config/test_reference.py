"""docs/config.md and config.example.toml tell the truth about every setting."""

import re
from pathlib import Path

import pytest
import tomli

from coach.config.options import TABLES, Option, Table
from coach.config.reading import read
from coach.config.reference import reference, written

TOP = Path(__file__).parents[2]
PAGE = TOP / "docs" / "config.md"
EXAMPLE = (TOP / "config.example.toml").read_text()
SWITCHED_OFF = re.compile(r"^#(?=\S)", re.MULTILINE)
"""By the example's own words: a # without a space is a setting that is switched off."""

EVERY_OPTION = [
    pytest.param(table, option, id=f"{table.name or 'top'}.{option.name}")
    for table in TABLES
    for option in table.options
]


def value(text: str) -> object:
    return tomli.loads(f"value = {text}")["value"]


def test_the_page_is_the_one_that_the_options_make() -> None:
    assert PAGE.read_text() == reference(), "run: make docs"


@pytest.mark.parametrize(("table", "option"), EVERY_OPTION)
def test_the_page_has_every_option_with_its_meaning(table: Table, option: Option) -> None:
    assert f"### `{option.name}`\n\n{option.help}\n" in reference()
    assert f"`{option.name} = {option.example}`" in reference()
    assert table.help in reference()


@pytest.mark.parametrize(("_table", "option"), EVERY_OPTION)
def test_every_example_may_be_written_and_is_not_what_holds_anyway(
    _table: Table, option: Option
) -> None:
    read_back = option.read(value(option.example))
    assert option.required or read_back != option.default


@pytest.mark.parametrize(("_table", "option"), EVERY_OPTION)
def test_every_default_is_shown_as_it_may_be_written(_table: Table, option: Option) -> None:
    if option.default in (None, "", (), frozenset()):
        return
    assert option.read(value(written(option.default))) == option.default


def test_the_example_reads_without_problems_and_has_the_three_habits() -> None:
    config, problems = read(EXAMPLE.encode(), "config.example.toml")
    assert problems == ()
    assert config is not None
    assert [habit.key for habit in config.habits] == ["stretch", "warm", "calcium"]


def test_the_example_reads_without_problems_with_everything_switched_on() -> None:
    config, problems = read(SWITCHED_OFF.sub("", EXAMPLE).encode(), "config.example.toml")
    assert problems == ()
    assert config is not None
    assert [habit.key for habit in config.habits][3:] == ["move", "water"]
    assert config.push is not None


@pytest.mark.parametrize(("table", "option"), EVERY_OPTION)
def test_the_example_names_every_option_below_its_table(table: Table, option: Option) -> None:
    assert re.search(rf"\b{option.name} = ", section(table))


@pytest.mark.parametrize(("table", "option"), EVERY_OPTION)
def test_what_the_example_switches_off_is_the_default(table: Table, option: Option) -> None:
    found = re.findall(rf"^#{option.name} = (.*)$", section(table), re.MULTILINE)
    if found and option.default not in (None, (), frozenset()):
        assert option.read(value(found[0])) == option.default


def section(table: Table) -> str:
    """The part of the example from a table's first header to the next header."""
    header = rf"^#?\[+{re.escape(table.name)}\]+" if table.name else r"\A"
    found = re.search(rf"{header}(?:(?!^#?\[).*\n)*", EXAMPLE, re.MULTILINE)
    assert found
    return found[0]
