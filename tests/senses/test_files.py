"""Every change of a watched file is seen, wherever it comes from."""

import os
import select
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.senses import files
from coach.senses.files import Watcher, concerns, places, trail

pytestmark = pytest.mark.skipif(not files.supported(), reason="inotify is Linux's")


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    watcher = Watcher()
    yield watcher
    watcher.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def told(watcher: Watcher) -> set[str]:
    """What changed; inotify queues an event before the call that caused it returns."""
    return set(watcher.read())


def awake(watcher: Watcher) -> bool:
    return bool(select.select([watcher], [], [], 0)[0])


def test_nothing_happened(watcher: Watcher, home: Path) -> None:
    (home / "there.toml").touch()
    watcher.watch(str(home))
    assert not awake(watcher)
    assert told(watcher) == set()


def test_created_written_moved_and_deleted(watcher: Watcher, home: Path) -> None:
    watcher.watch(str(home))
    file, other = home / "a", home / "b"
    file.write_text("x")
    assert awake(watcher)
    assert told(watcher) == {str(file)}
    with file.open("a") as open_file:
        open_file.write("not closed yet")
        open_file.flush()
        assert told(watcher) == {str(file)}
    assert told(watcher) == {str(file)}
    file.rename(other)
    assert told(watcher) == {str(file), str(other)}
    other.unlink()
    assert told(watcher) == {str(other)}
    assert not awake(watcher)


def test_reading_a_file_is_no_change(watcher: Watcher, home: Path) -> None:
    (home / "a").write_text("x")
    watcher.watch(str(home))
    (home / "a").read_text()
    list(home.iterdir())
    assert not awake(watcher)


def test_what_an_editor_puts_in_place_is_seen(watcher: Watcher, home: Path) -> None:
    (home / "config.toml").touch()
    watcher.watch(str(home))
    (home / ".config.swp").write_text("new")
    (home / ".config.swp").replace(home / "config.toml")
    assert str(home / "config.toml") in told(watcher)


def test_names_may_be_anything(watcher: Watcher, home: Path) -> None:
    watcher.watch(str(home))
    name = os.fsdecode(b"caf\xe9 \n\xc4\x8d")
    (home / name).touch()
    assert told(watcher) == {str(home / name)}


def test_watching_twice_is_watching_once(watcher: Watcher, home: Path) -> None:
    watcher.watch(str(home))
    watcher.watch(str(home) + "/")
    (home / "a").touch()
    assert told(watcher) == {str(home / "a")}


def test_one_folder_under_two_names_is_told_under_both(watcher: Watcher, home: Path) -> None:
    (home / "real").mkdir()
    (home / "link").symlink_to("real")
    watcher.watch(str(home / "real"))
    watcher.watch(str(home / "link"))
    (home / "real/a").touch()
    assert told(watcher) == {str(home / "real/a"), str(home / "link/a")}


def test_a_folder_that_comes_later_is_watched(watcher: Watcher, home: Path) -> None:
    folder = home / "x/y/z"
    watcher.watch(str(folder))
    for step in (home / "x", home / "x/y"):
        step.mkdir()
        assert told(watcher) == set()
    folder.mkdir()
    assert told(watcher) == {str(folder)}
    (folder / "a").touch()
    assert told(watcher) == {str(folder / "a")}


def test_a_folder_that_came_at_once_with_its_file_is_told(watcher: Watcher, home: Path) -> None:
    folder = home / "x/y/z"
    watcher.watch(str(folder))
    folder.mkdir(parents=True)
    (folder / "config.toml").touch()
    assert concerns(watcher.read(), str(folder / "config.toml"))


class Overtaken(Watcher):
    """One whose missing folder comes to be right after it was looked for."""

    def _add(self, path: str, mask: int) -> int | None:
        watch = super()._add(path, mask)
        if watch is None:
            Path(path).mkdir(exist_ok=True)
        return watch


def test_a_folder_that_came_while_we_looked_for_it_is_watched(home: Path) -> None:
    watcher = Overtaken()
    try:
        watcher.watch(str(home / "x"))
        (home / "x/a").touch()
        assert str(home / "x/a") in told(watcher)
    finally:
        watcher.close()


def test_the_neighbours_of_a_missing_folder_do_not_wake(watcher: Watcher, home: Path) -> None:
    log = home / ".xsession-errors"
    log.touch()
    watcher.watch(str(home / "x"))
    log.write_text("noise")
    assert not awake(watcher)


def test_the_parent_of_a_missing_folder_may_be_watched_itself(watcher: Watcher, home: Path) -> None:
    (home / "a").touch()
    watcher.watch(str(home))
    watcher.watch(str(home / "x"))
    (home / "a").write_text("noise")
    assert told(watcher) == {str(home / "a")}


@pytest.mark.parametrize("again", [False, True])
def test_deleted_and_made_anew(watcher: Watcher, home: Path, *, again: bool) -> None:
    folder = home / "x"
    folder.mkdir()
    watcher.watch(str(folder))
    shutil.rmtree(folder)
    assert told(watcher) == {str(folder)}
    folder.mkdir()
    if again:
        watcher.watch(str(folder))
    assert told(watcher) == {str(folder)}
    (folder / "a").touch()
    assert told(watcher) == {str(folder / "a")}


def test_replaced_between_two_reads(watcher: Watcher, home: Path) -> None:
    folder = home / "x"
    folder.mkdir()
    watcher.watch(str(folder))
    folder.rename(home / "old")
    folder.mkdir()
    assert told(watcher) == {str(folder)}
    (folder / "b").touch()
    assert told(watcher) == {str(folder / "b")}
    watcher.read()
    (home / "old/a").touch()
    assert not awake(watcher)


def test_it_falls_silent_again_after_every_change(watcher: Watcher, home: Path) -> None:
    folder = home / "x"
    folder.mkdir()
    watcher.watch(str(folder))
    shutil.rmtree(folder)
    for _ in range(3):
        watcher.read()
    assert not awake(watcher)


def test_a_queue_that_ran_over_means_look_at_everything(watcher: Watcher, home: Path) -> None:
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if limit > 100_000:
        pytest.skip(f"a queue of {limit} events takes long to fill")
    (home / "busy").mkdir()
    (home / "quiet").mkdir()
    watcher.watch(str(home / "busy"))
    watcher.watch(str(home / "quiet"))
    for number in range(limit // 2 + 1):  # two names in turn: equal neighbours are merged
        os.close(os.open(home / "busy" / f"{number % 2}", os.O_CREAT | os.O_WRONLY))
        os.close(os.open(home / "busy" / f"{number % 2}2", os.O_CREAT | os.O_WRONLY))
    changed = watcher.read()
    assert {str(home / "busy"), str(home / "quiet")} <= changed
    assert concerns(changed, str(home / "quiet/config.toml"))


def test_the_trail_of_a_plain_file(home: Path) -> None:
    file = str(home / "x/config.toml")
    assert trail(file) == (file,)
    assert places(file) == (str(home / "x"),)


def test_the_trail_of_a_link_to_a_link(home: Path) -> None:
    for folder in ("config", "dotfiles", "store"):
        (home / folder).mkdir()
    (home / "config/c.toml").symlink_to("../dotfiles/./c.toml")
    (home / "dotfiles/c.toml").symlink_to(home / "store/c.toml")
    steps = ("config/c.toml", "dotfiles/c.toml", "store/c.toml")
    assert trail(str(home / "config/c.toml")) == tuple(str(home / step) for step in steps)
    assert places(str(home / "config/c.toml")) == tuple(
        str(home / folder) for folder in ("config", "dotfiles", "store")
    )


def test_the_trail_through_a_folder_that_is_a_link(home: Path) -> None:
    (home / "dotfiles/coach").mkdir(parents=True)
    (home / "coach").symlink_to("dotfiles/coach")
    path = str(home / "coach/config.toml")
    assert trail(path) == (str(home / "coach"), str(home / "dotfiles/coach/config.toml"))
    assert places(path) == (str(home), str(home / "dotfiles/coach"))


def test_the_trail_of_links_in_a_circle_ends(home: Path) -> None:
    (home / "a").symlink_to("b")
    (home / "b").symlink_to("a")
    assert set(places(str(home / "a"))) == {str(home)}


def test_every_link_on_the_way_is_watched(watcher: Watcher, home: Path) -> None:
    for folder in ("config", "one", "two"):
        (home / folder).mkdir()
    path, middle = home / "config/c.toml", home / "one/c.toml"
    path.symlink_to(middle)
    middle.symlink_to(home / "two/c.toml")
    for folder in places(str(path)):
        watcher.watch(folder)
    (home / "two/c.toml").write_text("x")
    assert concerns(watcher.read(), str(path))
    middle.unlink()
    assert concerns(watcher.read(), str(path))
    middle.write_text("a file of its own")
    assert concerns(watcher.read(), str(path))
    path.unlink()
    assert concerns(watcher.read(), str(path))
    (home / "two/other").touch()
    assert not concerns(watcher.read(), str(path))


def test_a_download_of_an_hour_is_told_when_it_is_finished(home: Path) -> None:
    watcher = Watcher(finished=True)
    watcher.watch(str(home))
    with (home / "hike.gpx").open("wb", buffering=0) as file:
        file.write(b"x")
        assert told(watcher) == {str(home / "hike.gpx")}, "it came"
        for _ in range(9):
            file.write(b"x" * 4096)
        assert not awake(watcher)
    assert told(watcher) == {str(home / "hike.gpx")}
    (home / "hike.gpx").rename(home / "other.gpx")
    assert told(watcher) == {str(home / "other.gpx")}
    watcher.close()


def test_who_writes_faster_than_it_reads_does_not_hold_it_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(files.Watcher()) as watcher:
        watcher.watch(str(tmp_path))
        (tmp_path / "a").touch()
        event = os.read(watcher.fileno(), 1 << 16)
        monkeypatch.setattr(os, "read", lambda *_: event)
        changed = watcher.read()
        monkeypatch.undo()
    assert changed == {str(tmp_path / "a")}
