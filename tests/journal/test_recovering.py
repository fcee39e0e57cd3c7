"""A damaged journal comes back: whatever happens to the file, nothing acknowledged is lost."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.model import Answer, Cramp, Event, Fact, Undo
from coach.journal import JournalError, SqliteJournal, building, lines, records, restoring
from coach.journal.patient import PatientJournal
from coach.journal.recovering import Repair, recover
from tests.support.people import NIGHT, PRAGUE, at

NOW = at("23:00").astimezone(PRAGUE)
DAY = timedelta(days=1)
COPIED, KEPT = 60, 25
"""Facts that the copy has, and facts since then."""


def fact(number: int, event: Event | None = None) -> Fact:
    """A fact that is like no other."""
    when = at("04:30") + timedelta(seconds=number)
    told = event or Cramp(when, pain=number % 11, note=f"ž {number} " + "calf " * (number % 30))
    random = Random(number)  # noqa: S311 - an id, no secret
    return Fact(f"{random.getrandbits(64):016x}", when, NIGHT - number % 9 * DAY, told)


def every(journal: PatientJournal) -> tuple[Fact, ...]:
    return journal.between(date.min, date.max)


class Damaged:
    """A folder whose journal is then damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "journal.db"
        self.repairs: list[Repair] = []

    def open(self) -> PatientJournal:
        return PatientJournal(str(self.path), self.repairs.append)

    def read(self) -> tuple[Fact, ...]:
        with closing(self.open()) as journal:
            return every(journal)

    def overwrite(self, text: bytes) -> None:
        """Put something else into the file, whose -wal has nothing that would mend it."""
        with SqliteJournal(str(self.path)):
            pass
        self.path.write_bytes(text)

    def aside(self) -> list[Path]:
        return sorted(self.folder.glob("journal-damaged-*.db"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Fact, ...]]:
    """A journal with a copy, a leaf and a -wal, as a kill leaves them; and its facts."""
    folder = tmp_path_factory.mktemp("whole")
    program = f"""
import os
from coach.journal import SqliteJournal, backups
from tests.journal.test_recovering import *
with SqliteJournal({str(folder / "journal.db")!r}) as journal:
    for number in range(COPIED):
        journal.keep([fact(number)])
backups.take({str(folder / "journal.db")!r}, NOW)
journal = SqliteJournal({str(folder / "journal.db")!r})
for number in range(COPIED, COPIED + KEPT - 1):
    journal.keep([fact(number)])
journal.keep([fact(COPIED + KEPT, Undo(fact(COPIED).id))])
os._exit(0)
"""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
    facts = [*map(fact, range(COPIED + KEPT - 1)), fact(COPIED + KEPT, Undo(fact(COPIED).id))]
    assert (folder / "journal.db-wal").stat().st_size > 10000
    return folder, tuple(facts)


@pytest.fixture
def damaged(whole: tuple[Path, tuple[Fact, ...]], tmp_path: Path) -> Damaged:
    """A copy of all that, to be damaged."""
    shutil.copytree(whole[0], tmp_path / "data")
    return Damaged(tmp_path / "data")


# --- any damage --------------------------------------------------------------------------


@given(data=st.data())
def test_after_any_damage_everything_that_was_acknowledged_is_back(
    whole: tuple[Path, tuple[Fact, ...]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    folder, facts = whole
    place = Damaged(tmp_path_factory.mktemp("any") / "data")
    shutil.copytree(folder, place.folder)
    for name in data.draw(st.sampled_from([[""], ["-wal"], ["", "-wal"], ["-shm", ""]])):
        _damage(Path(f"{place.path}{name}"), data)
    with closing(place.open()) as journal:
        every(journal)
        later = fact(1000)
        journal.keep([later])
        journal.backup(NOW + DAY)
        assert every(journal) == (*facts, later)
    assert all(repair.lost == 0 and repair.sure for repair in place.repairs)
    shutil.rmtree(place.folder)


def _damage(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    place = st.integers(0, len(content) - 1)
    match data.draw(st.sampled_from(["flip", "bytes", "page", "cut", "grow", "gone", "shuffle"])):
        case "flip":
            for _ in range(data.draw(st.integers(1, 8))):
                content[data.draw(place)] ^= 1 << data.draw(st.integers(0, 7))
        case "bytes":
            begin, count = data.draw(place), data.draw(st.integers(1, 300))
            filler = data.draw(st.sampled_from([b"\0", b"\xff", b"calf", b"\r\n"]))
            content[begin : begin + count] = (filler * count)[:count]
        case "page":
            begin = data.draw(place) // 4096 * 4096
            content[begin : begin + 4096] = bytes([data.draw(st.integers(0, 255))]) * 4096
        case "cut":
            del content[data.draw(place) :]
        case "grow":
            content += data.draw(st.binary(min_size=1, max_size=5000))
        case "gone":
            path.unlink()
            return
        case "shuffle":
            one, other = (data.draw(place) // 4096 * 4096 for _ in range(2))
            page = content[one : one + 4096]
            content[one : one + 4096] = content[other : other + 4096]
            content[other : other + 4096] = page
    path.write_bytes(content)


@given(data=st.data())
def test_without_copy_and_leaf_what_can_be_read_comes_back_and_no_more_is_claimed(
    whole: tuple[Path, tuple[Fact, ...]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    folder, facts = whole
    place = Damaged(tmp_path_factory.mktemp("bare") / "data")
    shutil.copytree(folder, place.folder)
    shutil.rmtree(place.folder / "backups")
    for leaf in place.folder.glob("recent*"):
        leaf.unlink()
    _damage(place.path, data)
    with closing(place.open()) as journal:
        every(journal)
        journal.backup(NOW + DAY)
        found = every(journal)
    for repair in place.repairs:
        if repair.sure and not repair.lost:
            assert len(found) == len(facts)
    assert set(found) <= set(facts) or len(found) <= len(facts)
    shutil.rmtree(place.folder)


@pytest.mark.parametrize("text", [b"", b"x", b"\0" * 20000, b"these are my holiday pictures" * 500])
def test_a_file_that_is_no_database_is_set_aside_and_all_is_back(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], text: bytes
) -> None:
    damaged.overwrite(text)
    assert damaged.read() == whole[1]
    (repair,) = damaged.repairs
    assert (repair.entries, repair.lost, repair.sure) == (COPIED + KEPT, 0, True)
    if text:
        assert re.fullmatch(
            r"journal-damaged-\d{4}-\d\d-\d\dT\d{6}\.db", os.path.basename(repair.aside)
        )
        assert Path(repair.aside).read_bytes() == text
        assert Path(repair.aside).stat().st_mode & 0o777 == damaged.path.stat().st_mode & 0o777
    else:
        assert repair.aside == ""
    assert damaged.path.stat().st_mode & 0o777 == 0o600
    assert not (damaged.folder / "rebuilding").exists()


def test_a_missing_file_is_rebuilt(damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]]) -> None:
    for path in damaged.folder.glob("journal.db*"):
        path.unlink()
    assert damaged.read() == whole[1]
    assert damaged.repairs[0].aside == ""
    assert damaged.aside() == []


def test_after_everything_was_erased_nothing_comes_back(damaged: Damaged) -> None:
    shutil.rmtree(damaged.folder)
    assert damaged.read() == ()
    assert damaged.repairs == []


@pytest.mark.parametrize("gone", ["copy", "leaf"])
def test_what_has_no_second_copy_is_read_from_the_damaged_file(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], gone: str
) -> None:
    if gone == "copy":
        shutil.rmtree(damaged.folder / "backups")
    for leaf in damaged.folder.glob("recent*"):
        leaf.unlink()
    _break_a_page(damaged.path)
    found = damaged.read()
    assert found
    assert all(one in whole[1] for one in found)
    assert list(found) == [one for one in whole[1] if one in found], "in their order"
    (repair,) = damaged.repairs
    assert repair.entries == len(found)
    assert repair.entries + repair.lost == len(whole[1])
    assert repair.lost < 25, "no more than a page"
    assert {whole[1][0], whole[1][-1]} <= set(found), "what stands behind it as well"
    if gone == "leaf":
        assert found[:COPIED] == whole[1][:COPIED]


def _break_a_page(path: Path) -> None:
    """A page of the table itself, in the middle: the one with the most notes."""
    with SqliteJournal(str(path)):
        pass
    content = bytearray(path.read_bytes())
    pages = range(4096, len(content), 4096)
    full = max(pages, key=lambda at: content.count(b"calf", at, at + 4096))
    content[full : full + 8] = b"\xff" * 8
    path.write_bytes(content)


def test_nothing_is_claimed_where_nothing_can_be_known(damaged: Damaged) -> None:
    shutil.rmtree(damaged.folder / "backups")
    for leaf in damaged.folder.glob("recent*"):
        leaf.unlink()
    damaged.overwrite(b"no database" * 1000)
    assert damaged.read() == ()
    (repair,) = damaged.repairs
    assert (repair.entries, repair.lost, repair.sure) == (0, 0, False)


def test_what_is_missing_is_counted_by_the_leaf(damaged: Damaged) -> None:
    shutil.rmtree(damaged.folder / "backups")
    (damaged.folder / "recent.1.jsonl").unlink()
    damaged.overwrite(b"no database" * 1000)
    assert len(damaged.read()) == KEPT
    (repair,) = damaged.repairs
    assert (repair.entries, repair.lost) == (KEPT, COPIED)


@pytest.mark.parametrize("number", [5, COPIED + 5])
def test_an_entry_whose_id_was_altered_comes_back_once(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], number: int
) -> None:
    with SqliteJournal(str(damaged.path)):
        pass
    content, known = damaged.path.read_bytes(), whole[1][number].id.encode()
    damaged.path.write_bytes(content.replace(known, b"x" + known[1:]))
    with closing(damaged.open()) as journal:
        journal.backup(NOW + DAY)
        assert every(journal) == whole[1]
    assert damaged.repairs[0].lost == 0


def test_what_only_the_damaged_file_had_survives_the_next_damage_too(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]]
) -> None:
    for leaf in damaged.folder.glob("recent*"):
        leaf.unlink()
    with SqliteJournal(str(damaged.path)):
        pass
    content = bytearray(damaged.path.read_bytes())
    content[60:64] = b"\xff\xff\xff\xff"
    damaged.path.write_bytes(content)
    assert damaged.read() == whole[1]
    damaged.overwrite(b"nothing that could be read")
    assert damaged.read() == whole[1]


# --- two at once, and not now ------------------------------------------------------------


def test_of_several_who_find_the_damage_one_repairs_it(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]]
) -> None:
    damaged.overwrite(b"no database" * 1000)
    program = f"""
from datetime import date
from coach.journal.patient import PatientJournal
repairs = []
journal = PatientJournal({str(damaged.path)!r}, repairs.append)
print(len(journal.between(date.min, date.max)), len(repairs))
"""
    root = Path(__file__).parents[2]
    finders = [
        subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    said = [finder.communicate()[0].decode().split() for finder in finders]
    assert [int(count) for count, _ in said] == [len(whole[1])] * 6
    assert sum(int(repairs) for _, repairs in said) == 1
    assert len(damaged.aside()) == 1


def test_what_another_repaired_meanwhile_is_not_repaired_again(damaged: Damaged) -> None:
    about = damaged.path.stat()
    assert recover(str(damaged.path), (about.st_dev, about.st_ino + 1)) is None
    assert damaged.aside() == []


@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_is_written_into_the_damaged_file_while_it_is_replaced_is_not_lost(
    damaged: Damaged,
    whole: tuple[Path, tuple[Fact, ...]],
    moment: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another process has it open: it keeps a fact just before, or just after the exchange."""
    exchange = building.exchange
    later = fact(1000)
    with closing(damaged.open()) as writer:
        every(writer)

        def exchanged(*paths: str) -> None:
            if moment == "before":
                writer.keep([later])
            exchange(*paths)
            if moment == "after":
                assert writer._open
                writer._open.keep([later])

        monkeypatch.setattr("coach.journal.building.exchange", exchanged)
        about = damaged.path.stat()
        repair = recover(str(damaged.path), (about.st_dev, about.st_ino))
        assert repair is not None
        assert repair.lost == 0
        assert every(writer) == (*whole[1], later)
    assert damaged.read() == (*whole[1], later)


def test_who_writes_into_a_file_that_was_just_replaced_writes_again(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that opened the file before the repair, and keeps its fact after it."""
    keep = SqliteJournal.keep
    about = damaged.path.stat()

    def late(journal: SqliteJournal, facts: Sequence[Fact]) -> None:
        monkeypatch.setattr(SqliteJournal, "keep", keep)
        assert recover(str(damaged.path), (about.st_dev, about.st_ino))
        keep(journal, facts)

    with closing(damaged.open()) as command:
        every(command)
        monkeypatch.setattr(SqliteJournal, "keep", late)
        command.keep([fact(1000)])
    with SqliteJournal(str(damaged.path)) as journal:
        assert journal.between(date.min, date.max) == (*whole[1], fact(1000))


def test_a_repair_that_fails_changes_nothing_says_why_and_is_tried_again(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged.overwrite(b"no database")
    tries = []

    def full(*_: object) -> str:
        tries.append(1)
        raise OSError(28, "No space left on device")

    with closing(damaged.open()) as journal:
        with monkeypatch.context() as disk:
            disk.setattr("coach.journal.building.copied", full)
            for _ in range(3):
                with pytest.raises(JournalError, match="cannot be repaired yet: No space left"):
                    every(journal)
        assert len(tries) == 1, "not at every step of every turn"
        assert damaged.path.read_bytes() == b"no database"
        monkeypatch.setattr("coach.journal.patient.AGAIN", 0)
        journal._hopeless = (0, "")
        assert every(journal) == whole[1]


def test_a_crash_in_the_middle_of_a_repair_is_repaired(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object) -> None:
        raise Crash

    damaged.overwrite(b"no database")
    for step in ("os.link", "os.rename", "os.replace"):
        with monkeypatch.context() as crashing, closing(damaged.open()) as journal:
            crashing.setattr(step, crash)
            with pytest.raises(Crash):
                every(journal)
    assert damaged.read() == whole[1]


def test_a_file_system_without_links_will_do(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    damaged.overwrite(b"no database")
    assert damaged.read() == whole[1]


def test_a_journal_behind_a_link_is_repaired_where_it_is(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    damaged.path.rename(tmp_path / "disk" / "real.db")
    damaged.path.symlink_to(tmp_path / "disk" / "real.db")
    (tmp_path / "disk" / "real.db").write_bytes(b"no database")
    assert damaged.read() == whole[1]
    assert damaged.path.is_symlink()


# --- a restored journal ------------------------------------------------------------------


def test_what_a_restore_took_away_does_not_come_back(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]]
) -> None:
    with closing(damaged.open()) as daemon:
        every(daemon)
        earlier = whole[1][:COPIED]
        aside = Path(restoring.restore(str(damaged.path), earlier, NOW + DAY))
        assert every(daemon) == earlier, "not even what a daemon had open"
        assert daemon.changed()
        answer = fact(2000, Answer("done", "2026-11-22/stretch/1", "button"))
        daemon.keep([answer])
        daemon.backup(NOW + DAY)
    damaged.overwrite(b"no database")
    assert damaged.read() == (*earlier, answer)
    assert aside.stat().st_mode & 0o777 == 0o700
    with SqliteJournal(str(aside / "journal.db")) as before:
        assert before.between(date.min, date.max) == whole[1]
    assert (aside / "backups").is_dir()


def test_a_restore_that_fails_changes_nothing(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("coach.journal.building.build", full)
        with pytest.raises(JournalError, match="No space left"):
            restoring.restore(str(damaged.path), (), NOW)
    assert damaged.read() == whole[1]
    assert len(records.recorded(str(damaged.folder))) == 1
    assert lines.last(str(damaged.folder / lines.RECENT))


def test_a_damaged_journal_can_be_restored(damaged: Damaged) -> None:
    damaged.overwrite(b"no database")
    aside = restoring.restore(str(damaged.path), [fact(1)], NOW)
    assert (Path(aside) / "journal.db").read_bytes() == b"no database"
    assert damaged.read() == (fact(1),)


def test_a_first_restore_has_nothing_to_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "new" / "journal.db"
    assert restoring.restore(str(path), [fact(1)], datetime.now(PRAGUE)) == ""
    assert Damaged(path.parent).read() == (fact(1),)


class Killed(BaseException):
    """As `kill -9`: nothing that follows is done, but for what `with` and `finally` would do."""


class Steps:
    """The file system, which may fail at any step; perhaps with other disks in it."""

    NAMES = ("mkdir", "link", "rename", "replace", "symlink", "remove", "rmdir")

    def __init__(self, patch: pytest.MonkeyPatch, disks: str, data: Path) -> None:
        self.left, self.error = 0, None
        self._disks, self._data = disks, data
        for name in self.NAMES:
            patch.setattr(f"os.{name}", self._watched(name, getattr(os, name)))

    left: int
    error: BaseException | None

    def _watched(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def step(path: str, *others: str, **options: int) -> None:
            if self.error is not None:
                self.left -= 1
                if self.left < 0:
                    error = self.error
                    if isinstance(error, OSError):
                        self.error = None  # what comes after it works again
                    raise error
            if name in ("link", "rename", "replace"):
                self._refuse_another_disk(name, path, *others)
            real(path, *others, **options)

        return step

    def _refuse_another_disk(self, name: str, path: str, to: str) -> None:
        if self._disks == "no links" and name == "link":
            raise PermissionError(1, "Operation not permitted")
        if self._disks == "backups" and os.path.basename(path) == "backups":
            raise OSError(16, "Device or resource busy")
        if self._on(path) != self._on(to):
            raise OSError(18, "Invalid cross-device link")

    def _on(self, path: str) -> str:
        """On which disk a path is."""
        place = Path(path).parent.resolve()
        if self._disks == "backups" and place.is_relative_to(self._data / "backups"):
            return "backups"
        return "data" if place.is_relative_to(self._data) else "other"


@pytest.mark.parametrize("disks", ["one", "no links", "database", "backups", "linked backups"])
@pytest.mark.parametrize("error", [Killed(), OSError(5, "Input/output error")])
def test_wherever_a_restore_ends_the_old_journal_or_the_new_one_is_there_with_its_second_copy(
    whole: tuple[Path, tuple[Fact, ...]], tmp_path: Path, disks: str, error: BaseException
) -> None:
    later = tuple(map(fact, range(3000, 3005)))
    ends = set()
    for step in range(60):
        place = Damaged(tmp_path / str(step) / "data")
        shutil.copytree(whole[0], place.folder)
        (tmp_path / str(step) / "disk").mkdir()
        for name in {
            "database": ["journal.db", "journal.db-wal"],
            "linked backups": ["backups"],
        }.get(disks, ()):
            shutil.move(place.folder / name, tmp_path / str(step) / "disk" / name)
            if not name.endswith("-wal"):
                (place.folder / name).symlink_to(tmp_path / str(step) / "disk" / name)
        with pytest.MonkeyPatch.context() as patch:
            steps = Steps(patch, disks, place.folder)
            steps.left, steps.error = step, error
            try:
                aside = restoring.restore(str(place.path), later, NOW)
            except (Killed, JournalError):
                aside = ""
            untouched = steps.left >= 0
            steps.error = None
            found = place.read()
            assert found in (whole[1], later), "the old journal or the new one"
            assert not place.repairs
            assert not (place.folder / "restoring").exists()
            ends.add(found == later)
            if aside:
                assert found == later
            if found == later:
                (kept,) = place.folder.glob("before-restore-*")
                assert records.newest(str(kept))
                assert lines.last(str(kept / lines.RECENT))
                with SqliteJournal(str(kept / "journal.db")) as before:
                    assert before.between(date.min, date.max) == whole[1]
            else:
                place.overwrite(b"no database")
                assert place.read() == whole[1], "the second copy is where it was"
        if untouched:
            break
    assert untouched, "every step was tried"
    assert ends == {True, False}


def test_two_restores_may_come_in_one_second(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]]
) -> None:
    first = restoring.restore(str(damaged.path), [fact(1)], NOW)
    second = restoring.restore(str(damaged.path), whole[1], NOW)
    assert second == f"{first}-2"
    assert damaged.read() == whole[1]


def test_what_a_daemon_keeps_beside_a_killed_restore_stays(
    damaged: Damaged, whole: tuple[Path, tuple[Fact, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with closing(damaged.open()) as daemon:
        every(daemon)
        with monkeypatch.context() as dying:
            dying.setattr("coach.journal.building.exchange", killed)
            with pytest.raises(Killed):
                restoring.restore(str(damaged.path), [fact(1)], NOW)
        daemon.keep([fact(1000)])
        daemon.backup(NOW + DAY)
        daemon.keep([fact(1001)])
    damaged.overwrite(b"no database")
    assert damaged.read() == (*whole[1], fact(1000), fact(1001))
