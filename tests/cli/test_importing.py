"""import, of recorded tracks: what a person gets from a file, and what twice the same gives."""

import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.fit_files import Session, fit
from tests.support.terminal import Terminal
from tests.support.tracks import BEGUN, Spot, gpx, tcx, walk

HOUR = timedelta(hours=1)
HIKE = walk(300, 4, up=700)
DRIVE = walk(90, 70, begun=BEGUN + 4 * HOUR)


@pytest.fixture
def home(coach: Terminal) -> Terminal:
    """Sunday, six in the evening."""
    coach.now = "2026-11-22 18:00"
    return coach


def save(folder: Path, content: str | bytes, name: str = "hike.gpx") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def shifted(spots: list[Spot], by: timedelta) -> list[Spot]:
    return [spot._replace(when=spot.when + by) for spot in spots]


def activities(coach: Terminal) -> list[dict[str, object]]:
    facts = coach.json("history", "--from", "2026-11-01")["facts"]
    return [fact for fact in facts if fact["kind"] == "activity" and fact["holds"]]


# --- taken in ----------------------------------------------------------------------------


def test_a_hike_is_noted_and_changes_the_evenings(home: Terminal, tmp_path: Path) -> None:
    said = home("import", save(tmp_path, gpx(HIKE)))
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "hike.gpx: a hike of Sunday 22 November 2026, 20 km and 700 m up in 5 hours. "
        "Leg load 22.5 (moderate).\n"
        "  Your legs get a little more care for 4 evenings, to Wednesday 25 November.\n"
    )
    (hike,) = activities(home)
    assert (hike["sort"], hike["night"]) == ("hike", "2026-11-22")
    assert (hike["duration"], hike["moving"]) == (300, 300)
    assert (hike["ascent_m"], hike["descent_m"]) == (700, 0)
    assert hike["distance_km"] == pytest.approx(20, rel=0.001)
    assert hike["begun"] == "2026-11-22T08:00:00+00:00"
    assert hike["when"] == "2026-11-22T14:00:00+01:00"
    assert "after today's 20 km" in home("plan").out


@pytest.mark.parametrize("kind", ["gpx", "tcx", "fit"])
def test_the_same_twice_changes_nothing(home: Terminal, tmp_path: Path, kind: str) -> None:
    content: dict[str, str | bytes] = {
        "gpx": gpx(HIKE),
        "tcx": tcx(("Other", 20_000, HIKE)),
        "fit": fit([Session("hiking", BEGUN, 18_000, metres=20_000, up=700, down=0)], HIKE),
    }
    path = save(tmp_path, content[kind], "one")
    assert home.json("import", path) == {"imported": 1, "skipped": 0, "problems": []}
    before = activities(home)
    assert home.json("import", path, path) == {"imported": 0, "skipped": 2, "problems": []}
    assert "already imported; nothing was changed" in home("import", path).out
    for other in set(content) - {kind}:
        copy = save(tmp_path, content[other], "copy")
        assert home.json("import", copy) == {"imported": 0, "skipped": 1, "problems": []}
    assert activities(home) == before


def test_another_programs_copy_that_begins_later_is_the_same_hike(
    home: Terminal, tmp_path: Path
) -> None:
    home("import", save(tmp_path, gpx(HIKE)))
    said = home("import", save(tmp_path, gpx(HIKE[300:]), "strava.gpx"))
    assert said.out == (
        "strava.gpx: a hike of these hours is imported already; it stays as it is.\n"
    )
    assert len(activities(home)) == 1


def test_the_next_outing_of_a_day_is_another(home: Terminal, tmp_path: Path) -> None:
    home("import", save(tmp_path, gpx(HIKE)))
    second = walk(60, 4, begun=BEGUN + 6 * HOUR)
    assert home.json("import", save(tmp_path, gpx(second)))["imported"] == 1


@pytest.mark.parametrize(
    "words",
    [
        "--distance 19 --duration 5h --at 14:10",
        "--distance 19",
        "--duration 5h30",
        "--duration 1h --at 10:00",
    ],
)
def test_a_hike_that_one_typed_in_stays_as_it_is(
    home: Terminal, tmp_path: Path, words: str
) -> None:
    home("log", "hike", *words.split())
    said = home("import", save(tmp_path, gpx(HIKE)))
    assert "you noted a hike for these hours yourself; it stays as it is" in said.out
    assert len(activities(home)) == 1


def test_a_hike_that_one_types_in_after_it_was_recorded_is_said_to_be_there(
    home: Terminal, tmp_path: Path
) -> None:
    home("import", save(tmp_path, gpx(HIKE)))
    hint = "This was recorded as well: 20 km and 700 m up."
    assert hint in home("log", "hike", "--distance", "21", "--duration", "5h").out
    assert "Taken back: a hike (21 km" in home("undo").out
    assert hint not in home("log", "trip", "--duration", "5h").out
    assert hint not in home("log", "hike", "--distance", "3", "--at", "08:00").out


def test_another_walk_that_one_typed_in_is_another(home: Terminal, tmp_path: Path) -> None:
    home("log", "hike", "--distance", "3", "--duration", "45", "--at", "16:00")
    home("log", "hike", "--distance", "20", "--at", "2026-11-21T14:00")
    assert home.json("import", save(tmp_path, gpx(HIKE)))["imported"] == 1


def test_what_was_taken_back_can_be_imported_again(home: Terminal, tmp_path: Path) -> None:
    path = save(tmp_path, gpx(HIKE))
    home("import", path)
    assert "a hike (20 km and 700 m up" in home("undo").out
    assert home.json("import", path)["imported"] == 1


def test_an_old_hike_is_noted_and_no_evening_is_promised(home: Terminal, tmp_path: Path) -> None:
    said = home("import", save(tmp_path, gpx(shifted(HIKE, timedelta(days=-400)))))
    assert "a hike of Saturday 18 October 2025" in said.out
    assert "care" not in said.out


def test_what_is_exported_is_equal_when_it_comes_back(
    home: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home("import", save(tmp_path, gpx(HIKE)))
    home("import", save(tmp_path, gpx(shifted(HIKE, 7 * HOUR), sport="cycling"), "ride.gpx"))
    before = activities(home)
    path = str(tmp_path / "mine.jsonl")
    home("export", path)
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "other"))
    assert home.json("import", path)["imported"] == len(before)
    assert activities(home) == before


def test_tracks_and_an_export_in_one_breath(home: Terminal, tmp_path: Path) -> None:
    home("log", "cramp")
    path = str(tmp_path / "mine.jsonl")
    home("export", path)
    told = home("import", path, save(tmp_path, gpx(HIKE)), str(home.config), "--json")
    assert told.code == 1
    assert (told.document["imported"], told.document["skipped"]) == (1, 1)
    assert [problem["file"] for problem in told.document["problems"]] == [str(home.config)]


# --- rides, drives, and the rest ---------------------------------------------------------


def test_a_ride_is_told_and_asks_nothing(home: Terminal, tmp_path: Path) -> None:
    plan = home("plan").out
    ride = walk(60, 18, begun=BEGUN)
    said = home("import", save(tmp_path, gpx(ride, sport="cycling")))
    assert said.out == (
        "hike.gpx: a ride of Sunday 22 November 2026, 18 km by bicycle in 1 hour.\n"
    )
    assert home("plan").out == plan
    assert "ride until 10:00: 18 km by bicycle" in home("history").out


def test_what_does_not_say_what_it_was_is_told_by_its_speed(home: Terminal, tmp_path: Path) -> None:
    assert "By its speed it was on foot." in home("import", save(tmp_path, gpx(HIKE, sport=""))).out
    ride = walk(60, 19, begun=BEGUN + 7 * HOUR)
    assert (
        "By its speed it was a ride."
        in home("import", save(tmp_path, gpx(ride, sport=""), "2")).out
    )


@pytest.mark.parametrize("sport", ["hiking", "", "driving"])
def test_a_drive_is_never_a_hike(home: Terminal, tmp_path: Path, sport: str) -> None:
    path = save(tmp_path, gpx(DRIVE, sport=sport), "drive.gpx")
    said = home("import", path)
    command = "coach log trip --duration 1h30 --at 2026-11-22T14:30"
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "drive.gpx: 105 km in 1 hour 30 minutes look like a drive, not a walk. "
        f"If you sat all the while, note it: {command}\n"
    )
    assert activities(home) == []
    document = home.json("import", path)
    assert (document["imported"], document["skipped"]) == (0, 1)
    assert command in document["offers"][0]
    assert home(*command.split()[1:]).code == 0
    assert "you noted a trip for these hours yourself" in home("import", path).out


def test_on_a_terminal_a_drive_is_asked_about(
    home: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    asked: list[str] = []

    def answered(text: str) -> str:
        asked.append(text)
        return "y"

    monkeypatch.setattr("builtins.input", answered)
    home("import", save(tmp_path, gpx(walk(300, 70)), "drive.gpx"))
    assert "look like a drive, not a walk. Note it as a trip?" in asked[0]
    (trip,) = activities(home)
    assert (trip["sort"], trip["duration"]) == ("trip", 300)


def test_the_drive_home_is_left_out_of_a_hike(home: Terminal, tmp_path: Path) -> None:
    hike = walk(240, 4)
    way = hike[-1].longitude - hike[0].longitude
    drive = [
        spot._replace(longitude=spot.longitude + way)
        for spot in walk(30, 60, begun=BEGUN + 4 * HOUR)
    ]
    said = home("import", save(tmp_path, gpx([*hike, *drive[1:]])))
    assert "of Sunday 22 November 2026, 16 km in 4 hours 30 minutes" in said.out
    assert "30.0 km of it were too fast for legs, and are left out." in said.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gpx(HIKE, sport="swimming"), "swimming is neither a walk nor a ride; left out"),
        (gpx(walk(1.5, 4)), "too short to count; left out"),
        (gpx(walk(30, 0.1)), "too short to count; left out"),
    ],
)
def test_what_tires_no_legs_is_left_out(
    home: Terminal, tmp_path: Path, content: str, words: str
) -> None:
    path = save(tmp_path, content)
    said = home("import", path)
    assert (said.code, said.err) == (0, "")
    assert words in said.out
    assert home.json("import", path) == {"imported": 0, "skipped": 1, "problems": []}


# --- what cannot be taken ----------------------------------------------------------------

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + "]><gpx><trk><name>&g;</name></trk></gpx>"
)
FOREIGN = (
    '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><trk><name>&a;</name></trk></gpx>'
)
FAR_FUTURE = [spot._replace(when=spot.when + timedelta(days=1)) for spot in HIKE]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("\n  \n", "is empty"),
        (BOMB, "not made like a track"),
        (FOREIGN, "not made like a track"),
        (gpx(HIKE)[:-300], "breaks off before its end"),
        (gpx(HIKE).replace('lat="50.08', 'lat="150.08', 2), "nowhere on earth"),
        (gpx(HIKE).replace('lon="14.42', 'lon="NaN', 1), "nowhere on earth"),
        (gpx(HIKE[::-1]), "run backwards"),
        (gpx(HIKE[:100], HIKE[::-1]), "run backwards"),
        (gpx(FAR_FUTURE), "ends in the future"),
        (gpx([]), "no recorded track"),
        (gzip.compress(gpx(HIKE).encode()), "is packed. Unpack it"),
        ("%PDF-1.7", "is not an export of coach, nor a track"),
        (fit([Session("hiking", BEGUN, 18_000)], HIKE)[:-900], "breaks off before its end"),
        (fit([Session("hiking", BEGUN, 900_000, metres=20_000)]), "in the future"),
        (
            fit([Session("hiking", BEGUN - timedelta(days=30), 900_000, metres=20_000)]),
            "nobody can have done that",
        ),
        (fit([Session("walking", BEGUN, 18_000, metres=4e7)]), "look like a"),
    ],
)
def test_what_is_broken_or_hostile_gives_one_sentence_and_no_entry(
    home: Terminal, tmp_path: Path, content: str | bytes, words: str
) -> None:
    said = home("import", save(tmp_path, content, "some.gpx"))
    assert words in said.err + said.out
    assert len(said.err.splitlines()) <= 1
    assert activities(home) == []


def test_of_a_file_with_one_impossible_track_none_is_kept(home: Terminal, tmp_path: Path) -> None:
    sessions = [
        Session("hiking", BEGUN, 3600, metres=4000),
        Session("hiking", BEGUN + HOUR, 900_000, metres=4000),
    ]
    said = home("import", save(tmp_path, fit(sessions)), "--json")
    assert (said.code, said.document["imported"], len(said.document["problems"])) == (1, 0, 1)
    assert activities(home) == []


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing", "secret"])
def test_what_is_no_file_is_refused(home: Terminal, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hike.gpx"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "secret":
            path.symlink_to("/dev/zero")
    said = home("import", str(path))
    assert said.code == 1
    assert str(path) in said.err


def test_the_evening_is_that_of_the_place_one_lives_in(home: Terminal, tmp_path: Path) -> None:
    late = walk(60, 4, begun=datetime(2026, 11, 21, 22, 30, tzinfo=UTC))  # 23:30 in Prague
    assert home("import", save(tmp_path, gpx(late))).code == 0
    assert activities(home)[0]["night"] == "2026-11-22"


HUGE = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "2026-11-22T08:00:00Z")


@pytest.mark.parametrize("begun", HUGE)
@pytest.mark.parametrize("figure", ["1e308", "1e300", "86399", "inf", "nan"])
def test_no_figure_of_a_lap_makes_an_import_fall(coach: Terminal, begun: str, figure: str) -> None:
    time, metres = f"<TotalTimeSeconds>{figure}</TotalTimeSeconds>", f"<DistanceMeters>{figure}</"
    points = "".join(
        f"<Trackpoint><Time>2026-11-21T{hour}:00:00Z</Time></Trackpoint>" for hour in ("08", "10")
    )
    lap = f'<Lap StartTime="{begun}">{time}{metres}DistanceMeters><Track>{points}</Track></Lap>'
    path = coach.config.parent / "lap.tcx"
    path.write_text(
        f'<TrainingCenterDatabase><Activity Sport="Running">{lap * 2}</Activity>'
        "</TrainingCenterDatabase>"
    )
    assert coach("import", str(path)).code in (0, 1)
