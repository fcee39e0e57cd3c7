"""Hypothesis: any fact that the program could have recorded."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from coach.core.model import Event, Expected, Fact
from coach.journal.codec import KINDS

OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2198, 1, 1), timezones=st.just(UTC) | OFFSETS)  # noqa: DTZ001 - Hypothesis wants naive limits
_TURNING = "".join(map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A))))
DAYS = st.dates(date(1970, 1, 2), date(2198, 1, 1))
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=_TURNING)
    | st.sampled_from("\n\t"),
    max_size=40,
)
NAMES = st.text(st.characters(categories=["L", "N"]) | st.sampled_from(" -_."), min_size=1).map(
    lambda text: text[:20]
)
SLOTS = st.integers(1, 9)
REMINDERS = st.builds("{}/{}/{}".format, DAYS, NAMES, SLOTS)
WALLS = st.just("") | st.times().map("{:%H:%M}".format)
TIMES = st.dictionaries(
    st.builds("{}/{}".format, NAMES, SLOTS), st.tuples(*[WALLS] * 7), max_size=3
)
SPECIAL = {
    ("Delivery", "reminders"): st.lists(REMINDERS, min_size=1, max_size=3).map(tuple),
    ("Delivery", "carried"): st.lists(REMINDERS, max_size=3).map(tuple),
    ("Held", "reminders"): st.lists(REMINDERS, min_size=1, max_size=3).map(tuple),
    ("Answer", "reminder"): REMINDERS,
    ("Timetable", "times"): TIMES,
    ("Expected", "key"): st.integers(0, 2**64 - 1).map("{:016x}".format),
    ("Unexpected", "key"): st.integers(0, 2**64 - 1).map("{:016x}".format),
    ("Confirmed", "key"): st.integers(0, 2**64 - 1).map("{:016x}".format),
    ("Undo", "target"): st.integers(0, 2**64 - 1).map("{:016x}".format),
    ("Cold", "degrees"): st.none() | st.floats(-40, 50),
    ("Cramp", "pain"): st.none() | st.integers(0, 10),
    ("Morning", "pain"): st.none() | st.integers(0, 10),
    ("Morning", "sleep_loss"): st.none() | st.integers(0, 10),
    ("Eased", "habit"): NAMES,
    ("Eased", "step"): st.integers(0, 3),
    ("Eased", "evidence"): st.lists(REMINDERS, max_size=3).map(tuple),
    ("Proposed", "habit"): NAMES,
    ("Proposed", "slot"): SLOTS,
    ("Proposed", "evidence"): st.lists(REMINDERS, max_size=3).map(tuple),
    ("Decided", "proposal"): st.integers(0, 2**64 - 1).map("{:016x}".format),
    ("Remark", "name"): NAMES,
    ("Activity", "effort"): st.none() | st.floats(0, 10) | st.integers(0, 10),
    ("Activity", "pack_kg"): st.none() | st.floats(0, 100),
}
"""What not every value of its type can be."""


def of_type(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type
    """Values of a field of the model."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, UnionType):
        return st.one_of([of_type(one) for one in inside])
    if origin is tuple:
        return st.lists(of_type(inside[0]), max_size=3).map(tuple)
    if origin is not None:  # Mapping
        return st.dictionaries(of_type(inside[0]), of_type(inside[1]), max_size=3)
    simple = {
        str: WORDS,
        int: st.integers(0, 1000),
        float: st.floats(0, 1000) | st.integers(0, 1000),
        bool: st.booleans(),
        datetime: MOMENTS,
        date: DAYS,
        timedelta: st.integers(0, 3000).map(lambda halves: timedelta(minutes=halves / 2)),
        type(None): st.none(),
    }
    return simple[hint]


def _possible(event: Any) -> Event:  # noqa: ANN401 - what Hypothesis takes a NamedTuple for
    """What is expected ends after it began."""
    if isinstance(event, Expected):
        return event._replace(ends=event.begins + timedelta(minutes=len(event.key) + 1))
    made: Event = event
    return made


def events() -> st.SearchStrategy[Event]:
    """Any event."""
    return st.one_of(
        [
            st.builds(
                kind,
                **{
                    name: SPECIAL.get((kind.__name__, name), of_type(hint))
                    for name, hint in get_type_hints(kind).items()
                },
            )
            for kind in KINDS.values()
        ]
    ).map(_possible)


IDS = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")

FACTS = st.builds(Fact, IDS, MOMENTS, DAYS, events())

JOURNALS = st.lists(FACTS, max_size=12, unique_by=lambda fact: fact.id).map(tuple)
