"""Reports of a made-up half year, and of other lives."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from coach.config.reading import read
from coach.content.signs import book
from coach.core import cramping, reporting
from coach.core.effect.judging import effects
from coach.core.history import effective
from coach.core.model import Fact, Signs
from coach.core.nights import DAY
from coach.core.outcomes import outcomes
from coach.core.signs import flags
from coach.reporting.whole import Whole
from tests.support import half_year

Make = Callable[..., Whole]


def whole(facts: Sequence[Fact], first: date, last: date, tonight: date, config_text: str) -> Whole:
    """What a command makes of facts."""
    config = read(config_text.encode(), "config").config
    assert config is not None
    known = effective(facts)
    report = reporting.report(known, first, last, tonight, outcomes(known, tonight))
    return Whole(
        report=report,
        titles={habit.key: habit.title for habit in config.habits},
        effects=effects(known, config, last),
        cramps=cramping.cramps(n.told for n in report.nights if n.told is not None),
        activities=reporting.activities(known, first, last),
        ticks=tuple(fact for fact in known if isinstance(fact.event, Signs)),
        reasons=flags.over(known, first, last, config.person, book()),
        doctor=True,
        book=book(),
        made=tonight + DAY,
    )


@pytest.fixture
def half() -> Whole:
    """Half a year."""
    return whole(
        half_year.facts(),
        half_year.TONIGHT - DAY * (reporting.USUAL - 1),
        half_year.TONIGHT,
        half_year.TONIGHT,
        half_year.CONFIG,
    )
