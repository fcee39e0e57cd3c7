"""A journal whose file is taken away under a daemon that runs."""

import os
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.core.model import Fact, Pause, Resume
from coach.journal import JournalError, SqliteJournal, fresh
from coach.journal.patient import PatientJournal

NIGHT = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 45, tzinfo=UTC)


def kept(journal: PatientJournal | SqliteJournal) -> Fact:
    (fact,) = fresh(NOW, (NIGHT, Pause()))
    journal.keep([fact])
    return fact


def remove(path: Path) -> None:
    for name in path.parent.glob("journal.db*"):
        name.unlink()


def test_a_deleted_journal_comes_back_with_all_that_this_process_knew(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(PatientJournal(str(path), print)) as journal:
        before = kept(journal)
        remove(path)
        after = kept(journal)
        assert journal.between(NIGHT, NIGHT) == (before, after)
    with SqliteJournal(str(path)) as again:
        assert again.between(NIGHT, NIGHT) == (before, after)


def test_what_others_write_into_a_new_file_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(PatientJournal(str(path), print)) as journal:
        before = kept(journal)
        journal.changed()
        remove(path)
        with closing(PatientJournal(str(path), print)) as command:
            answer = kept(command)
            assert journal.changed()
            assert set(journal.between(NIGHT, NIGHT)) == {before, answer}
        assert not journal.changed()


def test_a_wal_that_was_deleted_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(PatientJournal(str(path), print)) as journal:
        before = kept(journal)
        os.remove(f"{path}-wal")
        after = kept(journal)
        assert journal.between(NIGHT, NIGHT) == (before, after)


def test_in_trouble_it_says_so_and_goes_on_when_it_can(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.mkdir()
    with closing(PatientJournal(str(path), print)) as journal:
        with pytest.raises(JournalError):
            journal.keep(fresh(NOW, (NIGHT, Resume())))
        with pytest.raises(JournalError):
            journal.around(NIGHT, NIGHT)
        shutil.rmtree(path)
        fact = kept(journal)
        assert journal.around(NIGHT, NIGHT) == (fact,)
