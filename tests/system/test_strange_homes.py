"""Homes that are not as usual: none, not writable, another language, odd names, no streams."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bus import ROOT, PrivateBus
from tests.support.faked_home import at_home, config
from tests.support.need import need
from tests.support.process import PATIENCE, Coach, Ended, until
from tests.support.remote import RunningServer

EVERY = ["run", "status", "done warm", "log cramp", "history"]


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    with Coach(tmp_path, {}) as coach:
        coach.config.write_text(config(("warm", "21:30")))
        yield coach


def bare(*words: str, **environ: str) -> Ended:
    """Type a command with nothing in the environment but what is told."""
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-m", "coach", *words],
        env=path | environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert "Traceback" not in ended.stderr + ended.stdout
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.parametrize("words", EVERY)
def test_with_a_home_that_does_not_exist_it_says_what_is_missing(words: str) -> None:
    ended = bare(*words.split(), HOME="/dev/null/home")
    assert ended.code in {1, 2}
    assert "/dev/null/home" in ended.err


def test_where_the_config_cannot_be_written_init_says_where() -> None:
    ended = bare("init", HOME="/dev/null/home")
    assert ended.code == 1
    assert "/dev/null/home" in ended.err


def test_without_a_home_the_places_told_are_enough_for_a_daemon(coach: Coach) -> None:
    del coach.environ["HOME"]
    coach.start()
    assert coach("log", "cramp").code == 0
    coach.well()
    assert coach.stop() == 0


@pytest.fixture
def modest(tmp_path: Path) -> Iterator[Coach]:
    """Somebody whom the modes of files concern, also as root, and who may not write the data."""
    wrapped: tuple[str, ...] = ()
    if os.geteuid() == 0:
        need("setpriv")
        less = "-dac_override,-dac_read_search,-fowner"
        wrapped = ("setpriv", f"--bounding-set={less}", f"--inh-caps={less}")
    with Coach(tmp_path, {}, wrapped) as coach:
        coach.config.write_text(config(("warm", "21:30")))
        assert coach("log", "cramp").code == 0
        for path in coach.data.iterdir():
            path.chmod(0o400)
        coach.data.chmod(0o500)
        yield coach
        coach.data.chmod(0o700)


@pytest.mark.parametrize("words", ["done warm", "log cramp", "run"])
def test_a_folder_that_may_not_be_written_is_named_and_nothing_is_claimed(
    modest: Coach, words: str
) -> None:
    ended = modest(*words.split())
    assert (ended.code, ended.out) == (1, ""), ended
    assert str(modest.data) in ended.err


PLAIN = {"LC_ALL": "C", "LANG": "C"}
FORCED = {**PLAIN, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Python makes the best of a C locale, https://peps.python.org/pep-0540/, unless it may not."""


@pytest.mark.parametrize(("poor", "reason"), [(PLAIN, "später"), (FORCED, "later")])
def test_in_the_c_locale_letters_that_it_lacks_stop_nothing(
    tmp_path: Path, poor: dict[str, str], reason: str
) -> None:
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, bus.environ | poor) as home,
    ):
        home.save(config(("r01", "18:00")).replace('title = "r01"', 'title = "Teplé nohy ☕"'))
        home.coach.start()
        until(server.remote.calls, "the reminder", home.coach.said)
        assert server.remote.calls()[0]["body"][3] == "Teplé nohy ☕"
        ended = home.coach("skip", "r01", "--reason", reason, "--json")
        assert ended.code == 0, ended
        kept = {fact["id"]: fact.get("reason") for fact in home.coach.history()}
        assert kept[ended.document["id"]] == reason
        assert home.coach("status").code == 0
        home.coach.well()


@pytest.mark.parametrize("name", ["a b'c\"d$e", "línea\nnueva", "--help", os.fsdecode(b"x\xff")])
def test_folders_with_odd_names_hold_a_journal_as_well(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with Coach(folder, {"NOTIFY_SOCKET": str(tmp_path / "supervisor")}) as coach:
        coach.config.write_text(config(("warm", "21:30")))
        coach.start()
        ended = coach("log", "cramp", "--json")
        assert ended.code == 0, ended
        assert [fact["id"] for fact in coach.history() if fact["kind"] == "cramp"] == [
            ended.document["id"]
        ]
        coach.well()
        assert coach.stop() == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_daemon_without_some_of_its_streams_reminds_all_the_same(
    tmp_path: Path, closed: str
) -> None:
    shell = ("sh", "-c", f'exec "$@" {closed}', "sh")
    with (
        PrivateBus(tmp_path) as bus,
        RunningServer(bus) as server,
        at_home(tmp_path, bus.environ, wrapped=shell) as home,
    ):
        home.save(config(("r01", "18:00")))
        daemon = home.coach.spawn()
        until(lambda: server.remote.calls() or daemon.poll() is not None, "the reminder")
        server.remote.press(server.remote.open()[0], "done")
        until(lambda: home.coach.answers("done"), "the button in the journal")
        assert home.coach.stop() == 0


def test_a_log_that_nobody_reads_any_more_ends_nothing(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    into_pipe = ("sh", "-c", f'exec "$@" 2> {shlex.quote(str(pipe))}', "sh")
    with Coach(tmp_path, {}, into_pipe) as coach:
        coach.config.write_text(config(("warm", "21:30")))
        coach.start()
        os.close(reader)
        coach.config.unlink()
        coach.turn()
        assert coach.alive
        assert coach.stop() == 0


def test_a_folder_of_data_that_goes_under_the_daemon_is_made_anew(coach: Coach) -> None:
    coach.start()
    assert coach("log", "cramp").code == 0
    before = {entry.id for entry in coach.entries()}
    shutil.rmtree(coach.data)
    coach.turn()
    assert coach("log", "cramp").code == 0
    coach.turn()
    assert before <= {fact["id"] for fact in coach.history()}, "carried over"
    coach.well()
