"""The process speaks the language that nobody does."""

from collections.abc import Iterator

import pytest

from coach.cli import virtual
from coach.content import loading, signs
from coach.wording import translating
from tests.messages.pseudo import Pseudo

KEPT = (loading.foods, loading.tips, loading.references, signs.book, virtual._parser)
"""What is read once, with the words of the first language that asked."""


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pseudo]:
    """Puts the catalogue in force for one test."""
    for kept in KEPT:
        kept.cache_clear()
    catalogue = Pseudo()
    monkeypatch.setattr(translating, "catalogue", catalogue)
    yield catalogue
    for kept in KEPT:
        kept.cache_clear()
