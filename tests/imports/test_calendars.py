"""What calendar files lead to expect."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.core.model import Aftercare, Calendar, Expected
from coach.imports.calendars import MOST, Person, Reading, read, read_once
from coach.wording.calendar_files import too_many
from tests.support.calendars import event, written
from tests.support.people import PRAGUE, TEACHER

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
AFTER = {"hike": Aftercare((), min_load=6), "trip": Aftercare((), min_hours=4)}
ZONE = "DTSTART;TZID=Europe/Prague:"
SATURDAY = (f"{ZONE}20261205T090000", "DTEND;TZID=Europe/Prague:20261205T150000")
"""Six hours."""


def person(*files: str, now: datetime = NOW, **changes: object) -> Person:
    calendar = Calendar(files=files, **changes)  # type: ignore[arg-type]
    return Person(TEACHER._replace(after=AFTER, calendar=calendar), PRAGUE, now)


def reading(path: Path, *events: list[str], header: tuple[str, ...] = ()) -> Reading:
    return read(person(written(path / "calendar.ics", *events, header=header)))


def when(one: Expected) -> str:
    begins, ends = one.begins.astimezone(PRAGUE), one.ends.astimezone(PRAGUE)
    return f"{begins:%d %H:%M} to {ends:%d %H:%M}"


def times(found: Reading) -> list[str]:
    assert found.problems == ()
    return [when(one) for _night, one in found.found]


# --- what counts ---------------------------------------------------------------------------


def test_a_hike_is_found_by_a_word_of_its_title(tmp_path: Path) -> None:
    dentist = event("b", "Dentist", *SATURDAY)
    found = reading(tmp_path, event("a", "A HIKE\\, with Jana", *SATURDAY), dentist)
    ((night, hike),) = found.found
    assert (night, hike.sort, hike.timed) == (date(2026, 12, 5), "hike", True)
    assert when(hike) == "05 09:00 to 05 15:00"
    assert found.seen == 2


def test_nothing_of_what_is_written_in_the_event_is_kept(tmp_path: Path) -> None:
    secret = ("DESCRIPTION:with Jana", "LOCATION:Hut", "ATTENDEE:mailto:jana@example.org")
    found = reading(tmp_path, event("uid@example.org", "Hike with Jana", *SATURDAY, *secret))
    for word in ("Jana", "Hut", "example", "calendar.ics", str(tmp_path)):
        assert word not in repr(found.found)


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Flight to Rome", "flight"),
        ("Train to Vienna", "train"),
        ("Bus to Brno", "bus"),
        ("Drive to Brno", "car"),
        ("Trip to Brno", None),
    ],
)
def test_what_a_trip_is_made_by_is_told_by_its_title(
    tmp_path: Path, title: str, mode: str | None
) -> None:
    ((_, trip),) = reading(tmp_path, event("a", title, *SATURDAY)).found
    assert (trip.sort, trip.mode) == ("trip", mode)


@pytest.mark.parametrize("title", ["Hiker", "Moonwalk", "Cake walkers", "Retrain to be kind", ""])
def test_a_part_of_another_word_is_no_word(tmp_path: Path, title: str) -> None:
    assert reading(tmp_path, event("a", title, *SATURDAY)).found == ()


def test_a_category_counts_as_a_title_does(tmp_path: Path) -> None:
    found = reading(tmp_path, event("a", "Saturday", *SATURDAY, "CATEGORIES:Fun,Hiking"))
    assert [one.sort for _, one in found.found] == ["hike"]


def test_of_two_words_in_a_title_the_first_counts(tmp_path: Path) -> None:
    trip, hike = event("a", "Drive to the hike", *SATURDAY), event("b", "Hike, trip to hut")
    assert [one.sort for _, one in reading(tmp_path, trip).found] == ["trip"]
    assert [one.sort for _, one in reading(tmp_path, [*hike[:-1], *SATURDAY, hike[-1]]).found] == [
        "hike"
    ]


def test_the_persons_own_words_take_the_place_of_ours(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.ics",
        event("a", "Zug nach Wien", *SATURDAY),
        event("b", "Hike", f"{ZONE}20261206T090000", "DURATION:PT6H"),
    )
    found = read(person(file, trip_words=("zug nach",), hike_words=()))
    assert [one.sort for _, one in found.found] == ["trip"]


def test_what_asks_nothing_of_an_evening_is_not_kept(tmp_path: Path) -> None:
    stroll = event("a", "Walk", f"{ZONE}20261205T090000", "DURATION:PT1H")
    hop = event("b", "Flight to Vienna", f"{ZONE}20261206T090000", "DURATION:PT3H")
    file = written(tmp_path / "a.ics", stroll, hop)
    assert read(person(file)).found == ()
    assert [one.sort for _, one in read(person(file, min_hours=3.0)).found] == ["trip"]


# --- recurrence ------------------------------------------------------------------------------

DAILY = (f"{ZONE}20261130T090000", "DURATION:PT3H")


def test_a_series_with_its_exceptions(tmp_path: Path) -> None:
    series = event(
        "a",
        "Hike",
        *DAILY,
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE;TZID=Europe/Prague:20261201T090000",
        "RDATE;TZID=Europe/Prague:20261207T100000",
    )
    moved = event(
        "a",
        "Hike",
        "RECURRENCE-ID;TZID=Europe/Prague:20261202T090000",
        f"{ZONE}20261202T130000",
        "DURATION:PT3H",
    )
    other = event(
        "a",
        "Dentist",
        "RECURRENCE-ID;TZID=Europe/Prague:20261203T090000",
        f"{ZONE}20261203T090000",
        "DURATION:PT3H",
    )
    found = reading(tmp_path, series, moved, other)
    assert times(found) == [
        "30 09:00 to 30 12:00",
        "02 13:00 to 02 16:00",
        "04 09:00 to 04 12:00",
        "07 10:00 to 07 13:00",
    ]
    assert len({one.key for _, one in found.found}) == 4


def test_each_repetition_keeps_its_key_when_it_is_moved(tmp_path: Path) -> None:
    series = event("a", "Hike", *DAILY, "RRULE:FREQ=DAILY;COUNT=2")
    moved = event(
        "a",
        "Hike",
        "RECURRENCE-ID;TZID=Europe/Prague:20261201T090000",
        f"{ZONE}20261203T130000",
        "DURATION:PT3H",
    )
    before, after = reading(tmp_path, series), reading(tmp_path, series, moved)
    assert [one.key for _, one in before.found] == [one.key for _, one in after.found]


def test_a_single_event_keeps_its_key_when_it_is_moved(tmp_path: Path) -> None:
    ((_, before),) = reading(tmp_path, event("a", "Hike", *SATURDAY)).found
    ((_, after),) = reading(tmp_path, event("a", "Hike", *DAILY)).found
    assert before.key == after.key
    assert before.begins != after.begins


def test_weekly_since_years_by_the_wall_clock_over_the_change_of_clocks(tmp_path: Path) -> None:
    weekly = event("a", "Hike", f"{ZONE}20100103T090000", "DURATION:PT3H", "RRULE:FREQ=WEEKLY")
    file = written(tmp_path / "a.ics", weekly)
    october = read(person(file, now=datetime(2026, 10, 21, tzinfo=UTC)))
    assert times(october) == ["25 09:00 to 25 12:00", "01 09:00 to 01 12:00"]
    assert [one.begins.utcoffset() for _, one in october.found] == [timedelta(hours=1)] * 2


def test_an_event_over_midnight_is_cared_for_the_next_evening(tmp_path: Path) -> None:
    bus = event("a", "Night bus to Rome", f"{ZONE}20261204T220000", "DURATION:PT9H")
    file = written(tmp_path / "a.ics", bus)
    ((night, _),) = read(person(file, trip_words=("bus to",))).found
    assert night == date(2026, 12, 5)


# --- zones -----------------------------------------------------------------------------------

VTIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Customized Time Zone",
    "BEGIN:STANDARD",
    "DTSTART:16010101T000000",
    "TZOFFSETFROM:{0}",
    "TZOFFSETTO:{0}",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART:20261205T090000Z", "05 10:00 to 05 13:00"),
        ("DTSTART:20261205T090000", "05 09:00 to 05 12:00"),
        ("DTSTART;TZID=America/New_York:20261205T090000", "05 15:00 to 05 18:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261205T090000", "05 09:00 to 05 12:00"),
        ("DTSTART;TZID=Eastern Standard Time:20261205T090000", "05 15:00 to 05 18:00"),
        ('DTSTART;TZID="/freeassociation.sourceforge.net/Asia/Tokyo":20261205T180000',
         "05 10:00 to 05 13:00"),
        ("DTSTART;TZID=Nowhere/Known:20261205T090000", "05 09:00 to 05 12:00"),
    ],
    ids=["utc", "floating", "iana", "windows", "windows us", "vendor", "unknown"],
)  # fmt: skip
def test_times_in_whatever_zone(tmp_path: Path, line: str, expected: str) -> None:
    found = reading(tmp_path, event("a", "Hike", line, "DURATION:PT3H"))
    assert times(found) == [expected]


def test_a_zone_of_a_files_own_holds_in_that_file_only(tmp_path: Path) -> None:
    hike = ("DTSTART;TZID=Customized Time Zone:20261205T090000", "DURATION:PT3H")
    for name, offset in (("east", "+0500"), ("west", "-0500")):
        zone = [line.format(offset) for line in VTIMEZONE]
        written(tmp_path / f"{name}.ics", event(name, "Hike", *hike), header=zone)
    found = read(person(str(tmp_path)))
    assert times(found) == ["05 05:00 to 05 08:00", "05 15:00 to 05 18:00"]


# --- whole days ------------------------------------------------------------------------------


def test_a_hike_without_times_is_a_day_of_unknown_size(tmp_path: Path) -> None:
    found = reading(tmp_path, event("a", "Hike", "DTSTART;VALUE=DATE:20261205"))
    assert [(night.day, one.timed) for night, one in found.found] == [(5, False)]
    assert times(found) == ["05 00:00 to 06 00:00"]


def test_of_several_days_each_is_a_hike_but_only_the_first_a_trip(tmp_path: Path) -> None:
    days = ("DTSTART;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261207")
    hut = reading(tmp_path, event("a", "Mountains", *days))
    assert [night.day for night, _ in hut.found] == [4, 5, 6]
    assert len({one.key for _, one in hut.found}) == 3
    assert [
        night.day for night, _ in reading(tmp_path, event("a", "Trip to Rome", *days)).found
    ] == [4]


@pytest.mark.parametrize("lines", [("DURATION:PT30H",), ("DURATION:PT0S",), ()])
def test_what_is_entered_too_long_or_without_an_end_is_a_days_entry(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    found = reading(tmp_path, event("a", "Trip to Rome", f"{ZONE}20261204T080000", *lines))
    assert [(night.day, one.timed) for night, one in found.found] == [(4, False)]


# --- called off ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ("STATUS:CANCELLED",),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:ANNA@example.org", "ATTENDEE:mailto:b@example.org"),
        ("ORGANIZER:mailto:b@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org",
         "ATTENDEE;PARTSTAT=DECLINED:mailto:me@other.example"),
    ],
    ids=["cancelled", "declined", "everybody declined"],
)  # fmt: skip
def test_what_was_called_off_or_declined_does_not_count(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    file = written(tmp_path / "a.ics", event("a", "Hike", *SATURDAY, *lines))
    assert read(person(file, addresses=frozenset({"anna@example.org"}))).found == ()


def test_a_calendar_that_is_called_by_its_owners_address_knows_who_declined(
    tmp_path: Path,
) -> None:
    lines = ("ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org",
             "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org")  # fmt: skip
    hike = event("a", "Hike", *SATURDAY, *lines)
    assert len(reading(tmp_path, hike).found) == 1
    assert reading(tmp_path, hike, header=("X-WR-CALNAME:Anna@example.org",)).found == ()


def test_what_others_declined_counts(tmp_path: Path) -> None:
    lines = ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.org",
             "ATTENDEE;PARTSTAT=DECLINED:mailto:b@example.org")  # fmt: skip
    assert len(reading(tmp_path, event("a", "Hike", *SATURDAY, *lines)).found) == 1


def test_a_mail_that_calls_something_off_brings_nothing(tmp_path: Path) -> None:
    found = reading(tmp_path, event("a", "Flight to Rome", *SATURDAY), header=("METHOD:CANCEL",))
    assert found.found == ()


def test_one_repetition_may_be_called_off(tmp_path: Path) -> None:
    series = event("a", "Hike", *DAILY, "RRULE:FREQ=DAILY;COUNT=2")
    off = event("a", "Hike", "RECURRENCE-ID;TZID=Europe/Prague:20261201T090000",
                f"{ZONE}20261201T090000", "DURATION:PT3H", "STATUS:CANCELLED")  # fmt: skip
    assert times(reading(tmp_path, series, off)) == ["30 09:00 to 30 12:00"]


# --- several files -----------------------------------------------------------------------------


def test_a_folder_as_vdirsyncer_keeps_it(tmp_path: Path) -> None:
    home = tmp_path / "calendars"
    written(home / "private" / "1.ics", event("a", "Hike", *SATURDAY))
    written(home / "work" / "2.ics", event("b", "Dentist", *SATURDAY))
    (home / "private" / ".hidden.ics").write_text("no calendar")
    (home / "private" / "color").write_text("#ff0000")
    found = read(person(str(home)))
    assert (len(found.found), found.seen, found.problems) == (1, 2, ())
    assert sorted(found.folders) == [str(home), str(home / "private"), str(home / "work")]


def test_the_same_event_in_two_files_counts_once_and_the_newer_holds(tmp_path: Path) -> None:
    old = event("a", "Hike", *SATURDAY, "SEQUENCE:1")
    new = event("a", "Hike", *DAILY, "SEQUENCE:2")
    for first, second in ((old, new), (new, old)):
        written(tmp_path / "1.ics", first)
        written(tmp_path / "2.ics", second)
        assert times(read(person(str(tmp_path)))) == ["30 09:00 to 30 12:00"]


def test_a_copy_under_another_uid_at_the_same_time_counts_once(tmp_path: Path) -> None:
    written(tmp_path / "1.ics", event("a", "Hike", *SATURDAY))
    written(tmp_path / "2.ics", event("b", "Our hike", *SATURDAY))
    assert len(read(person(str(tmp_path))).found) == 1


def test_a_source_with_a_flaw_is_not_whole_the_others_are(tmp_path: Path) -> None:
    good = written(tmp_path / "good.ics", event("a", "Hike", *SATURDAY))
    bad = tmp_path / "bad.ics"
    bad.write_bytes(Path(good).read_bytes()[:-30])
    found = read(person(good, str(bad), str(tmp_path / "missing.ics")))
    assert [one.path for one in found.problems] == [str(bad), str(tmp_path / "missing.ics")]
    assert len(found.found) == 1
    assert found.whole == {found.found[0][1].source}


def test_files_are_read_once_up_to_a_day_that_is_asked_for(tmp_path: Path) -> None:
    flight = event("a", "Flight to Rome", f"{ZONE}20270305T090000", "DURATION:PT9H")
    file = written(tmp_path / "mail.ics", flight, header=("METHOD:REQUEST",))
    assert read(person(file)).found == ()
    found = read_once([file], person(), NOW + timedelta(days=366))
    assert [(night, one.source) for night, one in found.found] == [(date(2027, 3, 5), "")]


# --- files that mean no good ---------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=MINUTELY;INTERVAL=3",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2;BYHOUR=1,2,3,4;BYSECOND=1,2,3",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=NEVER",
        "RRULE:FREQ=DAILY;UNTIL=99999999T999999Z",
        "RRULE:" + "FREQ=DAILY;" * 5000,
        "EXDATE:nonsense",
        "RDATE;VALUE=PERIOD:20261201T000000Z/PT99999999999H",
    ],
)
def test_a_rule_without_sense_or_end_costs_little_and_is_said(tmp_path: Path, rule: str) -> None:
    begun = time.process_time()
    bad = event("a", "Hike", "DTSTART:19000101T090000Z", "DURATION:PT3H", rule)
    good = event("b", "Hike", *SATURDAY)
    found = reading(tmp_path, bad, good)
    assert time.process_time() - begun < 5
    assert when(found.found[-1][1]) == "05 09:00 to 05 15:00" or len(found.found) > 1
    assert all(str(tmp_path) in one.path or not one.path for one in found.problems)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 5000,
        b"BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR\r\n" * 2000,
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Hike" + b"x" * 3_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Hike\nDTSTART:20261205\nEND:VEVENT\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\r\n".encode("utf-16"),
        b"END:VEVENT\r\nEND:VCALENDAR\r\n" * 100,
        b"<html>not a calendar</html>",
    ],
    ids=["empty", "zeros", "one line", "calendars", "deep", "long", "odd date", "utf-16", "ends",
         "html"],
)  # fmt: skip
def test_a_file_that_is_none_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ics").write_bytes(content)
    found = read(person(str(tmp_path / "a.ics")))
    assert found.found == () or found.found[0][1].timed is False
    assert all(one.message for one in found.problems)
    assert found.problems or found.whole


def test_letters_of_another_encoding_are_no_trouble(tmp_path: Path) -> None:
    text = "\r\n".join(
        event("a", "Hike na Sn\u011b\u017eku", *SATURDAY, "CATEGORIES:\u00e9t\u00e9")
    )
    body = text.encode("cp1250", "replace")
    (tmp_path / "a.ics").write_bytes(b"BEGIN:VCALENDAR\r\n" + body + b"\r\nEND:VCALENDAR\r\n")
    assert len(read(person(str(tmp_path / "a.ics"))).found) == 1


def test_an_event_that_is_larger_than_any_true_one_is_left_out(tmp_path: Path) -> None:
    many = [
        f"EXDATE:20{n % 70:02}0101T{n % 24:02}0000Z" + ",20200101T000000Z" * 50 for n in range(2000)
    ]
    found = reading(tmp_path, event("a", "Hike", *DAILY, "RRULE:FREQ=DAILY", *many))
    assert found.found == ()
    assert [one.message for one in found.problems] == ["1 event is too large and was left out"]


def test_more_hikes_than_anybody_makes_are_cut(tmp_path: Path) -> None:
    spelled = (NOW + timedelta(minutes=20 * n) for n in range(MOST * 2))
    events = [
        event(str(n), "Hike", f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", "DURATION:PT3H")
        for n, begins in enumerate(spelled)
    ]
    found = reading(tmp_path, *events)
    assert len(found.found) == MOST
    assert [one.message for one in found.problems] == [too_many(MOST)]
    assert found.whole == frozenset(), "nothing is gone because it was not read"
