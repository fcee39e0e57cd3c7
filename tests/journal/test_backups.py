"""Verified copies: what makes one, what refuses one, which are kept."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.model import Cramp, Fact
from coach.journal import (
    JournalError,
    SqliteJournal,
    backups,
    checking,
    codec,
    leaves,
    lines,
    records,
    restoring,
)
from coach.journal.patient import PatientJournal
from coach.journal.port import Damaged
from coach.journal.recovering import Repair
from tests.support.people import NIGHT, PRAGUE, at

NOW = at("23:00").astimezone(PRAGUE)
DAY = timedelta(days=1)


class Place:
    """A journal, and everything beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = str(folder / "journal.db")
        self.repairs: list[Repair] = []
        self.journal = PatientJournal(self.path, self.repairs.append)
        self._number = 0

    def keep(self, count: int = 1) -> None:
        """Keep some facts, one by one."""
        for _ in range(count):
            self._number += 1
            when = at("04:30") + timedelta(seconds=self._number)
            event = Cramp(when, note=f"{self._number} " + "calf " * 20)
            self.journal.keep([Fact(f"{self._number:016x}", when, NIGHT, event)])

    def names(self, where: str = "backups") -> list[str]:
        """The copies."""
        return sorted(n for n in os.listdir(self.folder / where) if n.endswith(".db"))

    def damage(self, text: bytes = b"calf calf") -> None:
        """Alter a note where it lies, without SQLite noticing."""
        self.journal.close()
        data = Path(self.path).read_bytes()
        place = data.rindex(text)
        Path(self.path).write_bytes(data[:place] + b"x" + data[place + 1 :])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    with closing(made.journal):
        yield made


def test_a_copy_has_everything_is_one_file_and_is_for_this_person_only(place: Place) -> None:
    os.umask(0o022)
    place.keep(5)
    backup = place.journal.backup(NOW)
    assert (backup.entries, backup.at) == (5, NOW)
    assert backup.path.endswith("backups/journal-2026-11-22T230000.db")
    folder = place.folder / "backups"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    with SqliteJournal(str(_elsewhere(place, backup.path))) as copy:
        assert copy.between(date.min, date.max) == place.journal.between(date.min, date.max)
        assert copy.sound()
    assert sorted(os.listdir(folder)) == [
        "journal-2026-11-22T230000.db",
        "journal-2026-11-22T230000.json",
        "journal.lock",
    ]
    assert records.newest(str(place.folder)) == backup


def _elsewhere(place: Place, path: str) -> Path:
    copy = place.folder / "elsewhere" / "journal.db"
    copy.parent.mkdir()
    copy.write_bytes(Path(path).read_bytes())
    return copy


def test_a_copy_is_synced_and_verified_before_it_gets_its_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep()
    steps: list[str] = []

    def noting(step: str, real: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: str) -> object:
            steps.append(step or os.path.splitext(arguments[1])[1])
            if step == "sync":
                steps.append(os.path.basename(os.readlink(f"/proc/self/fd/{arguments[0]}")))
            return real(*arguments)

        return noted

    monkeypatch.setattr("os.fsync", noting("sync", os.fsync))
    monkeypatch.setattr("coach.journal.backups.check", noting("check", checking.check))
    monkeypatch.setattr("os.replace", noting("", os.replace))
    place.journal.backup(NOW)
    named = steps.index(".db")
    assert "check" in steps[:named]
    assert "journal-2026-11-22T230000.db.new" in steps[steps.index("check") : named]


@pytest.mark.parametrize("sign", ["integrity", "entry", "count"])
def test_a_copy_that_is_not_what_it_should_be_is_no_copy(
    place: Place, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep(3)
    place.journal.backup(NOW)
    copy = SqliteJournal.copy

    def bad(journal: SqliteJournal, path: str) -> int:
        count = copy(journal, path)
        if sign == "integrity":
            size = os.path.getsize(path)
            Path(path).write_bytes(Path(path).read_bytes()[: size - 4096] + b"\xff" * 4096)
        elif sign == "entry":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("INSERT INTO fact VALUES (9, 'x', '', '', 'cramp', NULL, '{}')")
                connection.commit()
            return count + 1
        return count + (sign == "count")

    monkeypatch.setattr(SqliteJournal, "copy", bad)
    with pytest.raises(Damaged):
        backups.take(place.path, NOW + DAY)
    assert place.names() == ["journal-2026-11-22T230000.db"]
    assert not [n for n in os.listdir(place.folder / "backups") if n.endswith(".new")]


def test_what_sqlite_does_not_notice_is_noticed_by_the_last_copy(place: Place) -> None:
    place.keep(3)
    before = place.journal.between(date.min, date.max)
    place.journal.backup(NOW)
    (place.folder / "recent.1.jsonl").unlink()
    place.damage()
    assert place.journal.between(date.min, date.max) != before
    assert place.journal.backup(NOW + DAY).entries == 3
    assert place.journal.between(date.min, date.max) == before
    (repair,) = place.repairs
    assert (repair.entries, repair.lost, repair.sure) == (3, 0, True)


def test_what_sqlite_does_not_notice_is_noticed_by_the_leaf(place: Place) -> None:
    place.keep(3)
    before = place.journal.between(date.min, date.max)
    place.damage()
    place.journal.backup(NOW)
    assert place.journal.between(date.min, date.max) == before
    assert len(place.repairs) == 1


def test_a_copy_that_was_altered_is_not_believed(place: Place) -> None:
    place.keep(3)
    before = place.journal.between(date.min, date.max)
    first = place.journal.backup(NOW)
    data = Path(first.path).read_bytes()
    Path(first.path).write_bytes(data.replace(b"calf calf", b"calf half"))
    assert records.newest(str(place.folder)) is None
    place.journal.backup(NOW + DAY)
    assert place.journal.between(date.min, date.max) == before
    assert not place.repairs


def test_a_leaf_is_bridged_until_a_copy_is_verified(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_leaves() -> list[int]:
        return [len(lines.read(path)) for path in leaves.leaves(str(place.folder))]

    place.keep(3)
    assert in_leaves() == [3]
    place.journal.backup(NOW)
    place.keep(2)
    assert in_leaves() == [3, 2]
    with monkeypatch.context() as broken:
        broken.setattr("coach.journal.backups._verify", _refuse)
        for _ in range(2):
            with pytest.raises(JournalError):
                place.journal.backup(NOW + DAY)
            place.keep()
    assert in_leaves() == [3, 2, 1, 1], "no line goes while no copy is verified"
    place.journal.backup(NOW + DAY)
    assert in_leaves() == [2, 1, 1, 0], "what the copy before lacks stays, in case this one is lost"
    place.journal.backup(NOW + 2 * DAY)
    assert in_leaves() == [0]


@pytest.mark.parametrize("failed", [0, 2])
def test_when_the_newest_copy_is_lost_with_the_journal_the_one_before_and_the_leaves_have_all(
    place: Place, failed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when both are of one day, and attempts between them failed."""
    place.keep(3)
    place.journal.backup(NOW)
    with monkeypatch.context() as broken:
        broken.setattr("coach.journal.backups._verify", _refuse)
        for number in range(failed):
            place.keep(2)
            with pytest.raises(JournalError):
                place.journal.backup(NOW + timedelta(minutes=1 + number))
    place.keep(2)
    last = place.journal.backup(NOW + timedelta(minutes=9))
    place.keep(1)
    before = place.journal.between(date.min, date.max)
    place.journal.close()
    for path in (last.path, place.path):
        Path(path).write_bytes(b"no database" * 1000)
    assert place.journal.between(date.min, date.max) == before
    (repair,) = place.repairs
    assert (repair.lost, repair.sure) == (0, True)


def test_a_leaf_that_is_missing_is_missed(place: Place) -> None:
    """Whether it had entries cannot be known; that there was one is."""
    place.keep(3)
    place.journal.backup(NOW)
    assert (place.folder / lines.RECENT).read_bytes() == b""
    place.journal.close()
    Path(place.path).write_bytes(b"no database" * 1000)
    assert len(place.journal.between(date.min, date.max)) == 3
    place.keep(2)
    place.journal.close()
    (place.folder / lines.RECENT).unlink()
    Path(place.path).write_bytes(b"no database" * 1000)
    assert len(place.journal.between(date.min, date.max)) == 3
    assert [repair.sure for repair in place.repairs] == [True, False]
    assert (place.folder / lines.RECENT).exists()


def _refuse(*_: object) -> None:
    raise JournalError("not today")


def test_a_disk_with_too_little_room_gets_no_copy(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep()
    real = os.statvfs(place.folder)
    full = os.statvfs_result((*real[:3], 200, 200, *real[5:]))
    monkeypatch.setattr("os.statvfs", lambda _: full)
    with pytest.raises(JournalError, match="too little room"):
        place.journal.backup(NOW)
    assert place.names() == []


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_IOERR_WRITE"])
def test_a_copy_that_cannot_be_looked_at_says_nothing_about_the_journal(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        error = sqlite3.OperationalError("no room for something temporary")
        error.sqlite_errorname = name
        raise error

    place.keep(3)
    monkeypatch.setattr("coach.journal.backups.check", full)
    with pytest.raises(JournalError, match="no room") as told:
        backups.take(place.path, NOW)
    assert not isinstance(told.value, Damaged)
    assert place.names() == []


def test_a_copy_is_compared_without_a_temporary_file(place: Place) -> None:
    place.keep()
    copy = place.journal.backup(NOW)
    with closing(sqlite3.connect(copy.path)) as connection:
        connection.execute("ATTACH ? AS earlier", (copy.path,))
        plan = connection.execute(f"EXPLAIN QUERY PLAN {checking._DIFFERENT}").fetchall()
    assert "SEARCH" in str(plan)
    assert "TEMP" not in str(plan)


_RECORD = '{"at": "2026-11-22T20:00:00+01:00", "entries": %s, "sha256": "x"}'


@pytest.mark.parametrize(
    "text",
    [
        _RECORD % "1e999",
        _RECORD % "-1",
        _RECORD % ("9" * 300),
        _RECORD % "null",
        (_RECORD % "1").replace("x", "x" * 5000),
        "[" * 4000,
        '{"at": "0001-01-01T00:00:00", "entries": 1, "sha256": "x"}',
        "[]",
        "\0",
        None,
    ],
)
def test_a_record_that_is_rubbish_is_none(place: Place, text: str | None) -> None:
    place.keep(2)
    (place.folder / "backups").mkdir()
    (place.folder / "backups" / "x.db").touch()
    if text is None:
        os.mkfifo(place.folder / "backups" / "x.json")
    else:
        (place.folder / "backups" / "x.json").write_text(text)
    assert place.journal.backup(NOW) == records.newest(str(place.folder))
    assert len(records.recorded(str(place.folder))) == 1


@pytest.mark.parametrize("name", ["backups/x.db", "recent.jsonl", "recent.1.jsonl"])
def test_nobody_waits_for_a_pipe_that_bears_the_name_of_a_copy_or_a_leaf(
    place: Place, name: str
) -> None:
    (place.folder / "backups").mkdir()
    (place.folder / "backups" / "x.json").write_text(_RECORD % 99)
    os.mkfifo(place.folder / name)
    place.keep(2)
    assert place.journal.backup(NOW).entries == 2
    place.keep()
    assert len(place.journal.rows()) == 3


def test_what_a_killed_copy_left_behind_is_swept(place: Place) -> None:
    place.keep(2)
    old = place.folder / "backups" / "journal-2026-11-01T120000"
    old.parent.mkdir()
    for ending in (".db.new", ".db.new-journal", ".json.new", ".json"):
        Path(f"{old}{ending}").touch()
    (old.parent / "mine.db.new").touch()
    place.journal.backup(NOW)
    assert sorted(os.listdir(old.parent)) == [
        "journal-2026-11-22T230000.db",
        "journal-2026-11-22T230000.json",
        "journal.lock",
        "mine.db.new",
    ]


def test_a_copy_elsewhere_is_verified_and_changes_nothing_here(place: Place) -> None:
    place.keep(2)
    backup = place.journal.backup(NOW)
    (place.folder / "stick").mkdir()
    path = backups.copy_to(backup, str(place.folder / "stick"))
    assert Path(path).read_bytes() == Path(backup.path).read_bytes()
    assert place.names("stick") == ["journal-2026-11-22T230000.db"]


# --- several machines --------------------------------------------------------------------


def test_two_machines_may_have_one_folder_for_their_copies(tmp_path: Path) -> None:
    (tmp_path / "nas").mkdir()
    places = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        places.append(Place(tmp_path / name))
    one, two = places
    one.keep(2)
    two._number = 100
    two.keep(3)
    for place in places:
        (place.folder / "backups").symlink_to(tmp_path / "nas")
        place.journal.backup(NOW)
    assert len(two.names()) == 2, "of one second, and yet of two names"
    for minute in range(1, 4):
        for place in places:
            place.keep()
            place.journal.backup(NOW + timedelta(minutes=minute))
    assert [place.repairs for place in places] == [[], []]
    before = one.journal.between(date.min, date.max)
    theirs = records.recorded(str(two.folder))
    one.journal.close()
    Path(one.path).write_bytes(b"no database" * 1000)
    assert one.journal.between(date.min, date.max) == before
    restoring.restore(one.path, before[:1], NOW + DAY)
    assert one.journal.backup(NOW + DAY).entries == 1
    assert records.recorded(str(two.folder)) == theirs
    for place in places:
        place.journal.close()


def test_the_copies_of_another_machine_are_none_of_a_new_journal(tmp_path: Path) -> None:
    """Else no copy of it would ever be due."""
    other, place = Place(tmp_path / "other"), Place(tmp_path / "new")
    for each in (other, place):
        each.folder.mkdir()
        each.keep()
    other.journal.backup(NOW)
    (place.folder / "backups").symlink_to(other.folder / "backups")
    assert records.recorded(str(place.folder)) == []
    for each in (other, place):
        each.journal.close()


def test_a_journal_that_is_gone_with_its_origin_comes_back_and_is_another(
    tmp_path: Path,
) -> None:
    first = Place(tmp_path / "first")
    first.folder.mkdir()
    first.keep(3)
    before = first.journal.between(date.min, date.max)
    first.journal.backup(NOW)
    first.journal.close()
    second = Place(tmp_path / "second")
    second.folder.mkdir()
    (second.folder / "backups").symlink_to(first.folder / "backups")
    assert second.journal.between(date.min, date.max) == before
    first.keep()
    first.journal.backup(NOW + DAY)
    second._number = 100
    second.keep()
    second.journal.close()
    Path(second.path).write_bytes(b"no database" * 1000)
    assert len(second.journal.between(date.min, date.max)) == 4, "its leaf has all of it"
    assert second.repairs[-1].lost == 0
    for place in (first, second):
        place.journal.close()


# --- which are kept ----------------------------------------------------------------------


def test_of_years_of_copies_a_week_of_days_a_month_of_weeks_and_a_year_of_months_stay(
    tmp_path: Path,
) -> None:
    days = [NOW - n * DAY for n in reversed(range(800))]
    kept = {day.date() for day in _let_go(tmp_path, days)}
    today = NOW.date()
    assert {today - n * DAY for n in range(7)} <= kept
    assert len(kept) <= 7 + 4 + 12
    assert min(kept) == date(2025, 12, 31)


def test_a_copy_that_cannot_be_deleted_keeps_nothing_else(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = os.remove

    def guarded(path: str) -> None:
        if path.endswith("T230000.db"):
            raise PermissionError(1, "Operation not permitted")
        remove(path)

    monkeypatch.setattr("os.remove", guarded)
    for minute in range(5):
        place.keep()
        place.journal.backup(NOW + timedelta(minutes=minute))
    assert place.names() == [f"journal-2026-11-22T230{minute}00.db" for minute in (0, 3, 4)], (
        "the one, and the newest two"
    )
    assert len(list(place.folder.glob("recent.*.jsonl"))) == 1


@given(times=st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), min_size=1))  # noqa: DTZ001 - Hypothesis wants naive limits
def test_whatever_the_clock_says_the_copy_with_most_entries_stays(
    tmp_path_factory: pytest.TempPathFactory, times: list[datetime]
) -> None:
    moments = [time.replace(tzinfo=PRAGUE, microsecond=0) for time in times]
    folder = tmp_path_factory.mktemp("copies")
    kept = _let_go(folder, moments)
    assert kept
    assert len(kept) <= 2 + 7 + 4 + 12
    assert records.recorded(str(folder))[0].entries == len(moments) - 1


def _let_go(folder: Path, moments: list[datetime]) -> list[datetime]:
    """Which of some copies stay; the later ones in the list have more entries."""
    (folder / "backups").mkdir()
    for entries, moment in enumerate(moments):
        path = str(folder / "backups" / f"journal-{moment:%Y-%m-%dT%H%M%S}-{entries}.db")
        Path(path).touch()
        records.write(records.Backup(path, moment, entries, ""))
    backups._let_go(str(folder))
    left = records.recorded(str(folder))
    assert len(os.listdir(folder / "backups")) == 2 * len(left)
    return [backup.at for backup in left]


# --- others write meanwhile --------------------------------------------------------------


def test_what_is_kept_at_any_moment_of_a_copy_is_in_the_copy_or_in_the_new_leaf(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep(3)
    place.journal.backup(NOW)
    steps = (
        (leaves, "turn_over"),
        (backups, "_copied"),
        (backups, "_verify"),
        (records, "write"),
        (backups, "_let_go"),
    )
    for module, name in steps:
        step = getattr(module, name)

        def between(*arguments: object, step: object = step) -> object:
            _keep_beside(place)
            result = step(*arguments)  # type: ignore[operator]
            _keep_beside(place)
            return result

        monkeypatch.setattr(module, name, between)
    copy = place.journal.backup(NOW + DAY)
    with closing(sqlite3.connect(copy.path)) as connection:
        known = {fact_id for (fact_id,) in connection.execute("SELECT id FROM fact")}
    newest = lines.read(str(place.folder / lines.RECENT))
    known |= {row.id for _, row in newest}
    assert known == {row.id for row in place.journal.rows()}
    assert len(known) == 13


def _keep_beside(place: Place) -> None:
    place.keep()


def test_rows_are_copied_as_they_stand(place: Place) -> None:
    place.keep(2)
    row = codec.to_row(place.journal.between(date.min, date.max)[0])
    newer = row._replace(id="f" * 16, kind="sleep-diary")
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute(
            "INSERT INTO fact (id, at, night, kind, target, body) VALUES (?,?,?,?,?,?)", newer
        )
        connection.commit()
    backup = place.journal.backup(NOW)
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("SELECT max(id) FROM fact").fetchone() == (newer.id,)
