"""Which evenings count as cool."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.cold import MARGIN, Chill, chill, least
from coach.core.model import Cold, Fact
from coach.core.nights import DAY
from tests.support.people import NIGHT, at


def told(*readings: float | None, last: date = NIGHT) -> tuple[Fact, ...]:
    """A reading an evening, tonight's last; None: none that evening."""
    first = last - DAY * (len(readings) - 1)
    return tuple(
        Fact(
            f"f{n}", at("21:30", day=first + DAY * n), first + DAY * n, Cold(degrees, "thermometer")
        )
        for n, degrees in enumerate(readings)
    )


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ((18.0,), None),
        ((17.9,), "cold"),
        ((17.9, 18.5), "cold"),
        ((17.9, 19.0), None),
        ((17.9, 19.0, 18.5), None),
        ((26.0, 26.0, 26.0, 20.0), "drop"),
        ((26.0, 26.0, 26.0, 20.1), None),
        ((26.0, 26.0, 20.0), None),
        ((17.0, None), None),
        ((), None),
    ],
)
def test_cool_below_eighteen_with_a_margin_or_after_a_drop(
    readings: tuple[float | None, ...], expected: Chill | None
) -> None:
    assert chill(told(*readings), NIGHT, 18.0) == expected


def test_the_persons_own_word_counts_for_that_evening_alone() -> None:
    said = Fact("said", at("20:00"), NIGHT, Cold())
    assert chill((said,), NIGHT, 18.0) == "cold"
    assert chill((said,), NIGHT + DAY, 18.0) is None
    assert chill((said, *told(22.0)), NIGHT, 18.0) is None, "the last word counts"
    assert chill((*told(22.0), said), NIGHT, 18.0) == "cold"


def test_the_limit_is_the_persons_own_or_that_for_their_age() -> None:
    assert least(None, None) == least(None, 64) == 18.0
    assert least(None, 65) == 20.0
    assert least(15.5, 80) == 15.5


@given(st.lists(st.floats(-40, 50), min_size=1, max_size=8), st.floats(10, 25))
def test_a_cool_spell_neither_begins_above_the_limit_nor_lasts_beyond_the_margin(
    readings: list[float], limit: float
) -> None:
    word = chill(told(*readings), NIGHT, limit)
    now = readings[-1]
    if now < limit:
        assert word == "cold"
    if now >= limit + MARGIN:
        assert word != "cold"
    if word == "cold" and now >= limit:
        assert any(reading < limit for reading in readings[:-1])


def test_what_is_older_than_a_week_is_forgotten() -> None:
    old = told(10.0, last=NIGHT - timedelta(days=8))
    assert chill((*old, *told(18.5)), NIGHT, 18.0) is None
