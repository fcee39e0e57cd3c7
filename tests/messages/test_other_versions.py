"""A journal may have words of a version that knew more."""

from datetime import timedelta

from coach.core.model import Activity, Cramp, Fact
from coach.wording.extents import extent
from coach.wording.histories import history
from tests.support.people import NIGHT, PRAGUE, at


def test_a_way_to_travel_that_is_new_is_told_as_it_is() -> None:
    trip = Activity("trip", at("20:00"), duration=timedelta(hours=6), mode="ferry")
    assert extent(trip) == "6 hours by ferry"


def test_a_place_that_is_new_is_told_as_it_is() -> None:
    cramp = Fact("ab12cd34", at("20:00"), NIGHT, Cramp(at("04:30"), side="left", place="neck"))
    assert "cramp at 04:30: left, neck" in history([cramp], {"ab12cd34"}, {}, PRAGUE)
