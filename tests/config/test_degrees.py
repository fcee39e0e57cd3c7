"""Temperatures as people and programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.degrees import Unit, celsius
from coach.config.values import Fault
from coach.core.cold import COLDEST, WARMEST


@pytest.mark.parametrize(
    ("text", "unit", "degrees"),
    [
        ("19.5", "C", 19.5),
        ("19,5\n", "C", 19.5),
        ("  -3", "C", -3.0),
        ("68 F", "C", 20.0),
        ("68°F", "C", 20.0),
        ("64", "F", 17.8),
        ("17.5 C", "F", 17.5),
        ("19.5 degrees", "C", 19.5),
        ("temp=19.5", "C", 19.5),
        ("2026-11-30 21:30 temperature: 18,25 °C, humidity 45", "C", 18.2),
        ('{"humidity": 45, "temperature": 19.5}', "C", 19.5),
        ("19500\n", "C", 19.5),
        ("a2 01 4b 46 7f : crc=7f YES\na2 01 4b 46 7f t=19437\n", "C", 19.4),
        ("21.5 calm", "C", 21.5),
    ],
)
def test_a_temperature_is_read(text: str, unit: Unit, degrees: float) -> None:
    assert celsius(text, unit) == degrees


@pytest.mark.parametrize(
    "text",
    ["", "cold", "85.1", "-127", "2026-11-30 21:30 19.5", "nan", "1e3", "999999", "99", "--"],
)
def test_what_is_none_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Fault) as fault:
        celsius(text, "C")
    assert "17.5" in fault.value.hint


@given(st.text(), st.sampled_from(["C", "F"]))
def test_whatever_stands_there_is_a_temperature_of_a_room_or_none(text: str, unit: Unit) -> None:
    try:
        degrees = celsius(text, unit)
    except Fault:
        return
    assert COLDEST <= degrees <= WARMEST
