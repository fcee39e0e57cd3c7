"""What the journal in SQLite must do beyond the contract."""

import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.core.model import Answer, Pause, Resume
from coach.journal import JournalError, SqliteJournal, fresh
from coach.journal.migrations import CURRENT, STEPS, migrate, version
from coach.journal.port import Damaged

NIGHT = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 45, tzinfo=UTC)
STORED = Path(__file__).parent / "stored"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "journal.db")


def test_the_folder_and_the_files_are_for_this_person_only(path: str) -> None:
    os.umask(0o022)
    with SqliteJournal(path) as journal:
        journal.keep(fresh(NOW, (NIGHT, Pause())))
        folder = os.path.dirname(path)
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        modes = {
            name: stat.S_IMODE(os.stat(f"{folder}/{name}").st_mode) for name in os.listdir(folder)
        }
    helpers = {"journal.db-wal", "journal.db-shm", "journal.lock"}
    assert set(modes) == {"journal.db", "journal.origin", "recent.jsonl"} | helpers
    assert set(modes.values()) == {0o600}


def test_every_commit_is_synced_to_the_disk(path: str) -> None:
    with SqliteJournal(path) as journal:
        assert journal._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        full = 2
        assert journal._connection.execute("PRAGMA synchronous").fetchone() == (full,)


def test_facts_can_neither_be_changed_nor_deleted(path: str) -> None:
    with SqliteJournal(path) as journal:
        journal.keep(fresh(NOW, (NIGHT, Pause())))
        for statement in ("UPDATE fact SET night = ''", "DELETE FROM fact"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                journal._connection.execute(statement)


def test_another_process_that_writes_is_noticed(path: str) -> None:
    with SqliteJournal(path) as ours, SqliteJournal(path) as theirs:
        assert not ours.changed()
        theirs.keep(fresh(NOW, (NIGHT, Pause())))
        assert ours.changed()
        assert not ours.changed()


def test_all_or_none_of_several_facts_are_kept(path: str) -> None:
    with SqliteJournal(path) as journal:
        journal._connection.execute(
            "CREATE TRIGGER no_more BEFORE INSERT ON fact WHEN NEW.kind = 'resume' "
            "BEGIN SELECT RAISE(ABORT, 'out of luck'); END"
        )
        with pytest.raises(JournalError, match="out of luck"):
            journal.keep(fresh(NOW, (NIGHT, Pause()), (NIGHT, Resume())))
        assert journal.between(NIGHT, NIGHT) == ()
        journal.keep(fresh(NOW, (NIGHT, Pause())))


def test_a_killed_writer_loses_nothing_that_was_kept(path: str) -> None:
    program = (
        "import sys, datetime\n"
        "from coach.core.model import Pause\n"
        "from coach.journal import SqliteJournal, fresh\n"
        "night = datetime.date(2026, 11, 22)\n"
        f"journal = SqliteJournal({path!r})\n"
        "while True:\n"
        "    facts = fresh(datetime.datetime.now(datetime.UTC), (night, Pause()))\n"
        "    journal.keep(facts)\n"
        "    print(facts[0].id, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        told = [writer.stdout.readline().strip() for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
    with SqliteJournal(path) as journal:
        kept = [fact.id for fact in journal.between(NIGHT, NIGHT)]
        assert kept[:25] == told
        assert journal.sound()


def test_a_file_that_is_no_journal_is_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"these are my holiday pictures" * 100)
    with pytest.raises(Damaged, match="not a journal"):
        SqliteJournal(str(path))
    assert path.read_bytes().startswith(b"these are my holiday pictures")


def test_a_newer_journal_is_refused_with_a_sentence(path: str) -> None:
    with SqliteJournal(path) as journal:
        journal._connection.execute("CREATE TABLE more (x)")
        journal._connection.execute(f"PRAGMA user_version = {CURRENT + 1}")
    with pytest.raises(JournalError, match="newer") as refused:
        SqliteJournal(path)
    assert not isinstance(refused.value, Damaged)


@pytest.mark.parametrize("number", [CURRENT + 1, CURRENT + 256, -1, 0])
def test_a_version_that_is_a_lie_is_damage(path: str, number: int) -> None:
    with SqliteJournal(path) as journal:
        journal._connection.execute(f"PRAGMA user_version = {number}")
    with pytest.raises(Damaged):
        SqliteJournal(path)


@pytest.mark.parametrize("gone", ["emptied", "deleted", "put back"])
def test_a_file_that_lacks_what_was_kept_is_damaged(path: str, gone: str) -> None:
    with SqliteJournal(path) as journal:
        journal.keep(fresh(NOW, (NIGHT, Pause())))
    earlier = Path(path).read_bytes()
    with SqliteJournal(path) as journal:
        journal.keep(fresh(NOW, (NIGHT, Resume())))
    if gone == "deleted":
        os.remove(path)
    else:
        Path(path).write_bytes(b"" if gone == "emptied" else earlier)
    with pytest.raises(Damaged):
        SqliteJournal(path)


def test_a_leaf_that_takes_nothing_keeps_nothing_from_being_kept(path: str) -> None:
    os.makedirs(os.path.join(os.path.dirname(path), "recent.jsonl"))
    with SqliteJournal(path) as journal:
        facts = fresh(NOW, (NIGHT, Pause()))
        journal.keep(facts)
        assert journal.between(NIGHT, NIGHT) == facts


@pytest.mark.parametrize(
    ("kind", "body"), [("teleport", "{}"), ("answer", '{b"verb":"done"}'), ("answer", "[]")]
)
def test_an_entry_that_cannot_be_read_is_left_out_and_the_rest_is_read(
    path: str, kind: str, body: str
) -> None:
    with SqliteJournal(path) as journal:
        kept = fresh(NOW, (NIGHT, Pause()))
        journal.keep(kept)
        journal._connection.execute(
            "INSERT INTO fact (id, at, night, kind, body) VALUES "
            "('x', '2026-11-22T21:45:00+01:00', '2026-11-22', ?, ?)",
            (kind, body),
        )
        assert journal.between(NIGHT, NIGHT) == kept
        assert not journal.sound()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(JournalError):
        SqliteJournal(str(tmp_path / "data" / "journal.db"))


# --- migrations --------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, CURRENT + 1))
def test_a_stored_journal_of_every_past_version_opens(number: int, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    script = (STORED / f"version-{number}.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(path)
    connection.executescript(script)
    assert version(connection) == number
    connection.close()
    with SqliteJournal(str(path)) as journal:
        assert version(journal._connection) == CURRENT
        kinds = {type(fact.event).__name__ for fact in journal.between(date.min, date.max)}
        assert {"Delivery", "Answer", "Cramp", "Pause", "Resume", "Undo", "Timetable"} <= kinds
        assert journal.sound()


def test_a_migration_that_fails_leaves_the_version_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    broken = (*STEPS, ("CREATE TABLE extra (x)", "this is not SQL"))
    monkeypatch.setattr("coach.journal.migrations.STEPS", broken)
    monkeypatch.setattr("coach.journal.migrations.CURRENT", len(broken))
    with pytest.raises(sqlite3.Error):
        migrate(connection)
    assert version(connection) == len(STEPS)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert ("extra",) not in tables
    connection.close()


def test_twenty_processes_that_open_a_new_journal_at_once_all_succeed(path: str) -> None:
    program = (
        "import datetime\n"
        "from coach.core.model import Answer\n"
        "from coach.journal import SqliteJournal, fresh\n"
        f"journal = SqliteJournal({path!r})\n"
        "night = datetime.date(2026, 11, 22)\n"
        "answer = Answer('done', 'a/b/1', 'command')\n"
        "journal.keep(fresh(datetime.datetime.now(datetime.UTC), (night, answer)))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(20)]
    assert [writer.wait() for writer in writers] == [0] * 20
    with SqliteJournal(path) as journal:
        answers = [f for f in journal.between(NIGHT, NIGHT) if isinstance(f.event, Answer)]
        assert len(answers) == 20


# --- what is said ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("SQLITE_FULL", "make some room"),
        ("SQLITE_IOERR_WRITE", "the disk may be full: make some room"),
        ("SQLITE_CANTOPEN", "see whether it is yours, with ls -ld '{folder}'"),
        ("SQLITE_READONLY_DIRECTORY", "see whether it is yours, with ls -l '{folder}/journal.db'"),
    ],
)
def test_trouble_with_the_disk_is_said_with_what_helps(
    tmp_path: Path, name: str, cure: str
) -> None:
    folder = tmp_path / "{two} words"

    class Refusing:
        """A connection on which nothing works."""

        def execute(self, *_: object) -> None:
            error = sqlite3.OperationalError("no")
            error.sqlite_errorname = name
            raise error

    with SqliteJournal(str(folder / "journal.db")) as journal:
        real, journal._connection = journal._connection, Refusing()  # type: ignore[assignment]
        try:
            with pytest.raises(JournalError) as told:
                journal.newest()
        finally:
            journal._connection = real
    assert cure.replace("{folder}", str(folder)) in str(told.value)


@pytest.mark.parametrize(
    ("number", "cure"),
    [(errno.ENOSPC, "the disk is full: make some room"), (errno.EACCES, "with ls -ld {folder}")],
)
def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, cure: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "makedirs", refuse)
    with pytest.raises(JournalError) as told:
        SqliteJournal(str(tmp_path / "journal.db"))
    assert cure.replace("{folder}", str(tmp_path)) in str(told.value)
