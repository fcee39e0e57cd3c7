"""import --inbox: what comes into a folder, looked at as the daemon's child does."""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.imports import inbox, reading
from coach.journal.port import JournalError
from tests.support.fit_files import Session, fit
from tests.support.terminal import CONFIG, Terminal
from tests.support.tracks import BEGUN, gpx, walk

HIKE = gpx(walk(180, 4, up=700))
DRIVE = gpx(walk(270, 70, every=30), sport="")


CARE = "12 km and 700 m up.\nYour legs get a little more care tonight."


class Killed(BaseException):
    """As a kill does it: nothing of ours answers it."""


class Person:
    """Somebody with a folder for downloads, on Sunday at six in the evening."""

    def __init__(self, coach: Terminal, folder: Path) -> None:
        self.coach = coach
        self.downloads = folder / "Downloads"
        self.downloads.mkdir()
        coach.config.write_text(f'{CONFIG}\n[inbox]\nfolder = "{self.downloads}"\n')
        coach.now = "2026-11-22 18:00"

    def save(self, name: str, content: str | bytes = HIKE) -> Path:
        """A file that was written long ago, as the clock of the tests has it."""
        path = self.downloads / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        return path

    def look(self) -> dict[str, Any]:
        """What the daemon's child tells."""
        return self.coach.json("import", "--inbox")

    def activities(self) -> list[dict[str, Any]]:
        facts = self.coach.json("history", "--from", "2026-10-01")["facts"]
        return [fact for fact in facts if fact["kind"] == "activity" and fact["holds"]]


@pytest.fixture
def person(coach: Terminal, tmp_path: Path) -> Person:
    one = Person(coach, tmp_path)
    one.look()
    return one


def test_a_hike_that_comes_changes_the_evening_and_is_told_once(person: Person) -> None:
    person.save("hike.gpx")
    told = person.look()
    (fact,) = person.activities()
    assert told == {
        "imported": 1,
        "skipped": 0,
        "problems": [],
        "notices": [
            [
                "A hike was taken in",
                f"{CARE}\nTo take it back: coach undo {fact['id'][:6]}",
            ]
        ],
        "more": False,
    }
    assert "after today's 12 km" in person.coach("plan").out
    again = person.look()
    assert (again["imported"], again["skipped"], again["notices"]) == (0, 0, [])
    assert person.coach("import", "--inbox").out == "Nothing new came in.\n"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-22 11:40", "more care tonight"),
        ("2026-11-22 23:40", "more care tomorrow evening"),
        ("2026-11-23 09:00", "more care tonight"),
        ("2026-11-24 18:00", "more care tonight"),
        ("2026-11-25 09:30", "To take it back"),
    ],
)
def test_it_says_on_which_evening_there_is_more_care(person: Person, now: str, words: str) -> None:
    person.coach.now = now
    person.save("hike.gpx", gpx(walk(240, 3.5, up=650, begun=BEGUN - timedelta(hours=3))))
    ((_, body),) = person.look()["notices"]
    assert words in body
    assert ("care" in words) == ("care" in body)


def test_a_hike_that_was_taken_back_does_not_come_again(person: Person) -> None:
    path = person.save("hike.gpx")
    (_, body) = person.look()["notices"][0]
    assert (
        "Taken back: a hike"
        in person.coach(*body.splitlines()[-1].split(": coach ")[1].split()).out
    )
    person.save("hike (1).gpx")
    path.touch()
    os.utime(path, (1_700_000_001, 1_700_000_001))
    assert person.look()["imported"] == 0
    assert person.activities() == []
    assert person.coach.json("import", str(path))["imported"] == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0"),
        ("book.pdf", b"%PDF-1.7"),
        ("mine.jsonl", b'{"format": "coach-journal"}'),
        ("empty.gpx", b""),
        ("plan.gpx", b'<gpx><rte><rtept lat="50" lon="14"/></rte></gpx>'),
        ("hike.gpx.part", HIKE.encode()),
        ("hike.gpx.crdownload", HIKE.encode()),
        (".hike.gpx.a8Xq", HIKE.encode()),
        ("course.fit", fit([], walk(10), kind=6)),
        ("old.gpx", gpx(walk(180, 4, begun=BEGUN - timedelta(days=40))).encode()),
    ],
)
def test_what_is_no_hike_of_late_is_passed_over_in_silence(
    person: Person, name: str, content: bytes
) -> None:
    person.save(name, content)
    told = person.look()
    assert (told["imported"], told["problems"], told["notices"]) == (0, [], [])
    assert person.activities() == []


def test_a_broken_recording_is_said_once_and_stands_in_check(person: Person) -> None:
    path = person.save("hike.gpx", HIKE[:-400])
    (problem,) = person.look()["problems"]
    assert problem == f"{path}: it breaks off before its end; copy it once more."
    assert person.look()["problems"] == []
    found = person.coach("check", "--json").document["surroundings"]["inbox"]
    assert found["ok"]
    assert problem in found["text"]
    path.write_text(HIKE)
    os.utime(path, (1_700_000_009, 1_700_000_009))
    assert person.look()["imported"] == 1
    assert problem not in person.coach("check").out


def test_a_drive_is_offered_and_not_taken_in(person: Person) -> None:
    person.save("track.gpx", DRIVE)
    told = person.look()
    assert (told["imported"], told["skipped"]) == (0, 1)
    (title, body) = told["notices"][0]
    assert title == "A drive came in"
    assert "coach log trip --duration 4h30 --at 2026-11-22T13:30" in body
    assert "coach log trip" in person.coach("check").out
    assert person.activities() == []
    assert person.look()["notices"] == []
    person.save("short.gpx", gpx(walk(30, 70, begun=BEGUN + timedelta(hours=6)), sport=""))
    assert person.look()["notices"] == [], "nothing would follow from it"


def test_what_is_still_being_written_is_waited_for(person: Person) -> None:
    path = person.save("hike.gpx", HIKE[:900])
    seconds = 1_795_366_799  # a second before six in the evening
    os.utime(path, (seconds, seconds))
    told = person.look()
    assert (told["more"], told["problems"], told["imported"]) == (True, [], 0)
    path.write_text(HIKE)
    os.utime(path, (seconds - 9, seconds - 9))
    told = person.look()
    assert (told["more"], told["imported"]) == (False, 1)


def test_files_in_bulk_come_in_one_after_the_other_and_are_one_notice(person: Person) -> None:
    for day in range(20):
        person.save(f"{day}.gpx", gpx(walk(60, 5, begun=BEGUN - timedelta(days=day, hours=2))))
    for copy in range(40):
        person.save(f"copy {copy}.gpx", gpx(walk(60, 5, begun=BEGUN - timedelta(hours=2))))
    first = person.look()
    assert first["more"]
    second = person.look()
    assert not second["more"]
    assert first["imported"] + second["imported"] == 20
    assert len(person.activities()) == 20
    assert len(first["notices"]) + len(second["notices"]) <= 4


def test_of_what_lay_there_before_only_the_last_days_count(coach: Terminal, tmp_path: Path) -> None:
    person = Person(coach, tmp_path)
    later = datetime.now(UTC) + timedelta(days=3)  # when a file came, the file system says itself
    coach.now = f"{later:%Y-%m-%d %H:%M}"
    person.save("hike.gpx", gpx(walk(180, 4, begun=later - timedelta(hours=9))))
    assert person.look()["imported"] == 0
    assert person.look()["imported"] == 0
    person.save("new.gpx", gpx(walk(60, 4, begun=later - timedelta(hours=4))))
    assert person.look()["imported"] == 1


def test_files_stay_as_they_are(person: Person) -> None:
    path = person.save("hike.gpx")
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
    person.look()
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode) == before
    assert [one.name for one in person.downloads.iterdir()] == ["hike.gpx"]


def test_without_a_folder_it_says_what_to_write(coach: Terminal, tmp_path: Path) -> None:
    said = coach("import", "--inbox")
    assert said.code == 3
    assert 'folder = "~/Downloads"' in said.err
    person = Person(coach, tmp_path)
    person.downloads.rmdir()
    said = coach("import", "--inbox")
    assert said.code == 1
    assert str(person.downloads) in said.err
    found = coach("check", "--json").document["surroundings"]["inbox"]
    assert (found["ok"], "is not there" in found["text"]) == (False, True)


def test_a_screen_that_others_see_names_nothing(person: Person) -> None:
    text = person.coach.config.read_text()
    person.coach.config.write_text(f"{text}\n[channels.desktop]\nprivate = true\n")
    person.save("hike.gpx")
    ((title, body),) = person.look()["notices"]
    assert "hike" not in (title + body).lower()
    person.save("drive.gpx", gpx(walk(270, 70, begun=BEGUN - timedelta(days=1)), sport=""))
    ((title, body),) = person.look()["notices"]
    assert "km" not in body


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"folder": 3}', '{"folder": "F", "files": 7}'])
def test_a_memory_that_is_damaged_is_made_anew(person: Person, damage: str) -> None:
    person.save("hike.gpx")
    assert person.look()["imported"] == 1
    path = person.coach.data / inbox.MEMORY
    path.write_text(damage.replace("F", str(person.downloads)))
    assert person.look()["imported"] == 0
    assert json.loads(path.read_text())["folder"] == str(person.downloads)
    assert path.stat().st_mode & 0o777 == 0o600


def test_erase_takes_the_memory_too(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    import io  # noqa: PLC0415 - only here

    person.save("hike.gpx")
    person.look()
    monkeypatch.setattr("sys.stdin", io.StringIO("erase\n"))
    assert person.coach("erase").code == 0
    assert not person.coach.data.exists()
    assert (person.downloads / "hike.gpx").exists()


def test_a_session_that_cannot_be_keeps_the_whole_file_out(person: Person) -> None:
    sessions = [
        Session("hiking", BEGUN, 3600, metres=4000),
        Session("hiking", BEGUN - timedelta(days=20), 900_000, metres=4000),
    ]
    person.save("two.fit", fit(sessions))
    told = person.look()
    assert (told["imported"], len(told["problems"])) == (0, 1)
    assert person.activities() == []


def test_a_file_that_kills_its_reading_holds_up_the_others_only_once(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading.read

    def killed(path: str) -> reading.Recorded:
        if "bomb" in path:
            raise Killed
        return whole(path)

    bomb = person.save("bomb.gpx")
    os.utime(bomb, (1_600_000_000, 1_600_000_000))  # the oldest comes first
    person.save("hike.gpx")
    for _ in range(inbox.TRIES):
        with suppress(Killed), monkeypatch.context() as here:
            here.setattr("coach.imports.reading.read", killed)
            person.look()
    assert len(person.activities()) == 1
    assert person.look()["problems"] == []
    told = person.coach("check").out
    assert "bomb.gpx: its reading was begun and did not come to an end" in told
    person.save("bomb.gpx", gpx(walk(60, 4, begun=BEGUN - timedelta(days=2))))
    assert person.look()["imported"] == 1


def test_a_full_journal_is_no_fault_of_the_file(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("No space left on device")

    person.save("hike.gpx")
    with monkeypatch.context() as at_that_time:
        at_that_time.setattr("coach.journal.patient.PatientJournal.keep", full)
        for _ in range(inbox.TRIES + 1):
            assert person.coach("import", "--inbox", "--json").code == 1
    assert person.look()["imported"] == 1


def test_thousands_of_files_are_not_opened_in_one_look(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def kind_of(path: str) -> str:
        opened.append(path)
        return "gpx"

    monkeypatch.setattr(inbox, "kind_of", kind_of)
    for number in range(200):
        person.save(f"{number}.gpx", b"<gpx>")
    assert person.look()["more"]
    assert len(opened) == inbox.MOST


def test_a_name_forges_no_line(person: Person) -> None:
    person.save("a\n<3>forged\x1b[31m.gpx", HIKE[:-400])
    (problem,) = person.look()["problems"]
    assert problem.isprintable()
    said = person.coach("import", str(person.downloads / "a\n<3>forged\x1b[31m.gpx"))
    assert len(said.err.splitlines()) == 1
    assert "\x1b" not in said.err
