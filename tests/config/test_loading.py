"""The config in force: the person's file, or the last good one."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from coach.config.loading import LAST_GOOD, Loaded, keep_last_good, load

GOOD = 'bedtime = "22:30"\n[[habit]]\nkey = "warm"\nat = "21:30"\n'
BAD = GOOD + "budgt = 4\n"
BROKEN = 'bedtime = "22:30\n'


class Place:
    """A config file and a data folder."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config.toml"
        self.folder = folder / "data"
        self.folder.mkdir()
        self.last_good = self.folder / LAST_GOOD

    def load(self) -> Loaded:
        return load(str(self.config), str(self.folder))

    def keep(self) -> None:
        keep_last_good(self.load(), str(self.folder))

    def only_message(self) -> str:
        (problem,) = self.load().problems
        assert problem.line == 0
        assert problem.hint
        return problem.message


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Somewhere without a config yet."""
    return Place(tmp_path)


def test_a_good_file_is_in_force_with_the_time_at_which_it_was_written(place: Place) -> None:
    place.config.write_text(GOOD)
    os.utime(place.config, (1_700_000_000, 1_700_000_000))
    loaded = place.load()
    assert loaded.source == "file"
    assert loaded.problems == ()
    assert loaded.written == datetime.fromtimestamp(1_700_000_000, UTC)


def test_no_file_says_how_to_write_one(place: Place) -> None:
    assert place.only_message() == "there is no config here yet"
    loaded = place.load()
    assert (loaded.config, loaded.source) == (None, "nothing")
    assert "coach init" in loaded.problems[0].hint


def test_a_folder_is_no_config(place: Place) -> None:
    place.config.mkdir()
    assert place.only_message() == "this is a folder"


def test_a_device_is_no_config(place: Place) -> None:
    place.config.symlink_to("/dev/zero")
    assert place.only_message() == "this is not a file"


def test_a_pipe_is_no_config_and_nobody_waits_for_its_other_end(place: Place) -> None:
    os.mkfifo(place.config)
    reader = Thread(target=place.load, daemon=True)
    reader.start()
    reader.join(timeout=60)
    assert not reader.is_alive()
    assert place.only_message() == "this is not a file"


def test_a_link_in_a_circle_cannot_be_read(place: Place) -> None:
    place.config.symlink_to(place.config)
    assert "the file cannot be read" in place.only_message()


def test_a_file_below_a_file_cannot_be_read(place: Place) -> None:
    place.config.write_text(GOOD)
    place.config = place.config / "config.toml"
    assert "the file cannot be read" in place.only_message()


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder of somebody who is not root, and a while in their place."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    if os.getuid() == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(os.getuid())
    shutil.rmtree(folder)


def test_a_file_that_may_not_be_read_says_so(nobody: Path) -> None:
    path = nobody / "config.toml"
    path.write_text(GOOD)
    path.chmod(0)
    (problem,) = load(str(path), str(nobody)).problems
    assert problem.message == "the file cannot be read (permission denied)"


def test_a_file_that_is_no_text_is_a_mistake(place: Place) -> None:
    place.config.write_bytes(b"\x7fELF\x00\xff\xfe")
    (problem,) = place.load().problems
    assert problem.message == "this is not text in UTF-8"


def test_a_huge_file_is_refused_without_reading_it_all(place: Place) -> None:
    with place.config.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    loaded = place.load()
    assert loaded.config is None
    assert "larger than 1024 KiB" in loaded.problems[0].message
    assert len(loaded.data) < 2 * 1024 * 1024


@pytest.mark.parametrize("text", [BAD, BROKEN])
def test_the_last_good_config_is_in_force_while_the_file_has_mistakes(
    place: Place, text: str
) -> None:
    place.config.write_text(GOOD)
    os.utime(place.config, (1_700_000_000, 1_700_000_000))
    place.keep()
    place.config.write_text(text)
    loaded = place.load()
    assert loaded.source == "last good"
    assert loaded.config is not None
    assert [habit.key for habit in loaded.config.habits] == ["warm"]
    assert loaded.written == datetime.fromtimestamp(1_700_000_000, UTC)
    assert [problem.file for problem in loaded.problems] == [str(place.config)]


def test_the_last_good_config_is_in_force_when_the_file_is_gone(place: Place) -> None:
    place.config.write_text(GOOD)
    place.keep()
    place.config.unlink()
    assert place.load().source == "last good"


def test_without_a_last_good_one_the_good_parts_are_in_force(place: Place) -> None:
    place.config.write_text(BAD)
    loaded = place.load()
    assert loaded.source == "good parts"
    assert loaded.config is not None
    assert [habit.key for habit in loaded.config.habits] == ["warm"]


def test_a_last_good_file_that_rotted_is_not_used(place: Place) -> None:
    place.last_good.write_text(BROKEN)
    place.config.write_text(BAD)
    assert place.load().source == "good parts"


@pytest.mark.parametrize("text", [BAD, BROKEN])
def test_a_file_with_mistakes_is_never_kept(place: Place, text: str) -> None:
    place.config.write_text(GOOD)
    place.keep()
    place.config.write_text(text)
    place.keep()
    assert place.last_good.read_text() == GOOD


def test_the_last_good_file_is_for_this_person_only_and_as_old_as_the_text(place: Place) -> None:
    place.config.write_text(GOOD)
    os.utime(place.config, (1_700_000_000, 1_700_000_000))
    place.keep()
    about = place.last_good.stat()
    assert stat.S_IMODE(about.st_mode) == 0o600
    assert about.st_mtime == 1_700_000_000
    assert os.listdir(place.folder) == [LAST_GOOD]


def test_the_same_text_is_not_written_again(place: Place) -> None:
    place.config.write_text(GOOD)
    place.keep()
    before = place.last_good.stat().st_ino
    place.config.touch()
    place.keep()
    assert place.last_good.stat().st_ino == before


def test_a_new_text_takes_the_place_of_the_last_one(place: Place) -> None:
    place.config.write_text(GOOD)
    place.keep()
    place.config.write_text(GOOD + "# quieter\n")
    place.keep()
    assert place.last_good.read_text() == GOOD + "# quieter\n"


def test_where_it_cannot_be_kept_the_last_one_is_untouched(place: Place) -> None:
    place.config.write_text(GOOD)
    place.keep()
    (place.folder / f"{LAST_GOOD}.new").mkdir()
    place.config.write_text(GOOD + "# quieter\n")
    with pytest.raises(OSError, match="Is a directory"):
        place.keep()
    assert place.last_good.read_text() == GOOD


@pytest.mark.parametrize("text", [GOOD, BAD, BROKEN])
def test_the_persons_own_file_is_only_read(place: Place, text: str) -> None:
    place.config.write_text(text)
    before = _as_it_was(place.config)
    place.keep()
    assert place.config.read_text() == text
    assert _as_it_was(place.config) == before


def _as_it_was(path: Path) -> tuple[int, ...]:
    """Everything but when it was last read."""
    about = path.stat()
    return about.st_ino, about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns
