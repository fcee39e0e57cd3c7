"""The mutants are in step with the code: each still has its one place to be planted."""

from pathlib import Path

import pytest

from tests.mutants.__main__ import ROOT, planted
from tests.mutants.planted import MUTANTS, Mutant

KINDS = (
    "window",
    "fold",
    "gap",
    "night",
    "rollover",
    "snooze not persisted",
    "snooze past the window",
    "repeat unbounded",
    "budget",
    "digest",
    "stale notification id",
    "owner not checked",
    "close taken for an answer",
    "attempted not recorded",
    "recorded before shown",
    "transaction not committed",
    "sync turned off",
    "migration without its version",
    "last good config",
    "wake-up lost",
    "timer armed relative",
    "zone cached",
    "unknown counted as missed",
    "undo that undoes a delivery",
)
"""What must be among them."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.kind)
def test_a_mutant_changes_the_code_at_one_place(mutant: Mutant) -> None:
    sound = (ROOT / mutant.file).read_text(encoding="utf-8")
    broken = planted(mutant, sound)
    assert broken != sound
    compile(broken, mutant.file, "exec")


@pytest.mark.parametrize("folder", sorted({f for mutant in MUTANTS for f in mutant.tests}))
def test_the_tests_that_should_notice_exist(folder: str) -> None:
    assert list(Path(ROOT / folder).rglob("test_*.py")) or Path(ROOT / folder).is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_break_is_planted(kind: str) -> None:
    assert any(kind in mutant.kind for mutant in MUTANTS)


def test_there_are_at_least_forty() -> None:
    assert len({(mutant.file, mutant.old, mutant.new) for mutant in MUTANTS}) >= 40
