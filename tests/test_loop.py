"""The loop takes a turn when something calls for one, and sleeps otherwise."""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from glob import glob
from pathlib import Path
from typing import Literal

import pytest

from coach import loop as looping
from coach.loop import Loop
from coach.senses.clock import RealtimeTimer, supported
from tests.support.need import need

pytestmark = pytest.mark.skipif(not supported(), reason="timerfd is Linux's")

PATIENCE = timedelta(seconds=20)
MOMENT = timedelta(milliseconds=20)
SOME_DAY = timedelta(days=400)

Answer = Callable[[], datetime | None]


def now() -> datetime:
    return datetime.now(UTC)


def later(pause: timedelta) -> Answer:
    return lambda: now() + pause


def never() -> None:
    return None


def broken() -> datetime | None:
    raise ValueError("broken on purpose")


class Evening:
    """A loop whose turns answer what they are told; after the last answer it ends."""

    def __init__(self, timer: RealtimeTimer | None, *answers: Answer) -> None:
        self.loop = Loop(self.turn, timer)
        self.answers = list(answers)
        self.turns: list[datetime] = []
        self.late = False

    def turn(self) -> datetime | None:
        """Note the time and give the next answer."""
        self.turns.append(now())
        if self.answers:
            return self.answers.pop(0)()
        self.loop.shutdown()
        return None

    def play(self, at_most: timedelta = PATIENCE) -> None:
        """Until the loop ends by itself, or is ended."""
        self.loop.at("too late", now() + at_most, self.give_up)
        self.loop.start()

    def give_up(self) -> None:
        """What was waited for did not come."""
        self.late = True
        self.loop.shutdown()


class Voice:
    """A sense: a socket that somebody can speak into."""

    def __init__(self) -> None:
        self.ear, self.mouth = socket.socketpair()
        self.ear.setblocking(False)
        self.heard = 0

    def speak(self) -> None:
        """Wake whoever waits."""
        self.mouth.send(b".")

    def hear(self) -> bool:
        """Count what was said; it calls for a turn."""
        self.heard += len(self.ear.recv(100))
        return True

    def fileno(self) -> int | None:
        """The descriptor to wait on."""
        return self.ear.fileno()

    def close(self) -> None:
        """Give both ends back."""
        self.ear.close()
        self.mouth.close()


@pytest.fixture
def timer() -> Iterator[RealtimeTimer]:
    timer = RealtimeTimer()
    yield timer
    timer.close()


@pytest.fixture
def voices() -> Iterator[tuple[Voice, Voice]]:
    voices = Voice(), Voice()
    yield voices
    for voice in voices:
        voice.close()


def test_the_first_turn_comes_at_once(timer: RealtimeTimer) -> None:
    evening = Evening(timer)
    evening.play()
    assert len(evening.turns) == 1
    assert not evening.late


def test_each_turn_decides_when_the_next_is_and_none_comes_early(timer: RealtimeTimer) -> None:
    looks: list[datetime] = []

    def soon() -> datetime:
        looks.append(now() + MOMENT)
        return looks[-1]

    evening = Evening(timer, *[soon] * 30)
    evening.play()
    assert len(evening.turns) == 31
    assert all(turn >= look for look, turn in zip(looks, evening.turns[1:], strict=True))


def test_without_a_next_look_only_a_sense_wakes(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    evening = Evening(timer, later(MOMENT), never)
    evening.loop.listen(voices[0], voices[0].hear)
    evening.loop.at("speak", now() + 10 * MOMENT, voices[0].speak)
    evening.play()
    assert len(evening.turns) == 3
    assert voices[0].heard == 1
    assert not evening.late


def test_a_look_that_is_no_longer_wanted_is_not_taken(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    def speak_and_look_later() -> datetime | None:
        voices[0].speak()
        return now() + 10 * MOMENT

    evening = Evening(timer, speak_and_look_later, never)
    evening.loop.listen(voices[0], voices[0].hear)
    evening.play(30 * MOMENT)
    assert len(evening.turns) == 2


def test_two_that_speak_at_once_are_both_heard_in_one_turn(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    def both() -> datetime | None:
        for voice in voices:
            voice.speak()
        return None

    evening = Evening(timer, both)
    for voice in voices:
        evening.loop.listen(voice, voice.hear)
    evening.play()
    assert [voice.heard for voice in voices] == [1, 1]
    assert len(evening.turns) == 2


def test_one_that_calls_for_a_turn_is_not_overruled_by_one_that_does_not(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    def both() -> datetime | None:
        for voice in voices:
            voice.speak()
        return None

    evening = Evening(timer, both)
    evening.loop.listen(voices[0], voices[0].hear)
    evening.loop.listen(voices[1], lambda: not voices[1].hear())
    evening.play()
    assert len(evening.turns) == 2
    assert not evening.late


def test_what_a_sense_heard_may_call_for_no_turn(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    evening = Evening(timer, never)
    evening.loop.listen(voices[0], lambda: not voices[0].hear())
    evening.loop.at("speak", now() + MOMENT, voices[0].speak)
    evening.play(10 * MOMENT)
    assert voices[0].heard == 1
    assert len(evening.turns) == 1


def test_a_job_may_put_itself_in_again(timer: RealtimeTimer) -> None:
    evening = Evening(timer, never)
    runs: list[datetime] = []

    def job() -> None:
        runs.append(now())
        if len(runs) == 5:
            evening.loop.shutdown()
        evening.loop.at("again", now() + MOMENT, job)

    evening.loop.at("again", now(), job)
    evening.play()
    assert len(runs) == 5
    assert not evening.late


def test_a_job_that_is_put_in_again_takes_the_place_of_the_first(timer: RealtimeTimer) -> None:
    evening, runs = Evening(timer, never), list[str]()
    evening.loop.at("backup", now() + MOMENT, lambda: runs.append("first"))
    evening.loop.at("backup", now() + 2 * MOMENT, lambda: runs.append("second"))
    evening.play(10 * MOMENT)
    assert runs == ["second"]


def test_a_job_can_call_for_a_turn(timer: RealtimeTimer) -> None:
    evening = Evening(timer, never)
    evening.loop.at("scan", now() + MOMENT, evening.loop.want_turn)
    evening.play()
    assert len(evening.turns) == 2
    assert not evening.late


def test_a_turn_can_call_for_another(timer: RealtimeTimer) -> None:
    def again() -> datetime | None:
        evening.loop.want_turn()
        return None

    evening = Evening(timer, again)
    evening.play()
    assert len(evening.turns) == 2
    assert not evening.late


def test_a_job_can_end_it_and_twice_is_once(timer: RealtimeTimer) -> None:
    evening = Evening(timer, never)
    for name in ("stop", "stop again"):
        evening.loop.at(name, now() + MOMENT, evening.loop.shutdown)
    evening.play()
    assert len(evening.turns) == 1
    assert not evening.late


def test_a_failing_job_ends_nothing(timer: RealtimeTimer, caplog: pytest.LogCaptureFixture) -> None:
    evening = Evening(timer, later(10 * MOMENT))
    evening.loop.at("broken", now(), broken)
    evening.play()
    assert len(evening.turns) == 2
    assert "broken on purpose" in caplog.text


def test_every_so_often_is_again_and_again(timer: RealtimeTimer) -> None:
    evening, beats = Evening(timer, never), list[datetime]()

    def beat() -> None:
        beats.append(now())
        if len(beats) == 5:
            evening.loop.shutdown()

    evening.loop.every("watchdog", MOMENT.total_seconds(), beat)
    evening.play()
    assert len(beats) == 5
    assert not evening.late


def test_a_clock_that_was_56_years_slow_does_not_make_up_for_every_beat() -> None:
    beat = looping._Beat(timedelta(minutes=5))
    assert beat.get_next_fire_time(datetime(1970, 1, 1, tzinfo=UTC), now()) > now()


def test_a_failing_turn_is_logged_and_looked_at_again_later(
    timer: RealtimeTimer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looping, "RETRY", 5 * MOMENT)
    evening = Evening(timer, broken, broken)
    evening.play()
    first, second, third = evening.turns
    assert min(second - first, third - second) >= 5 * MOMENT
    assert caplog.text.count("ValueError: broken on purpose") == 2


def test_a_failing_turn_does_not_spin(timer: RealtimeTimer) -> None:
    evening = Evening(timer, *[broken] * 1000)
    evening.play(2 * looping.BREATH)
    assert len(evening.turns) == 1


def test_a_turn_that_always_asks_for_the_past_does_not_spin(timer: RealtimeTimer) -> None:
    evening = Evening(timer, *[later(-SOME_DAY)] * 1000)
    evening.play(2 * looping.BREATH)
    assert 2 <= len(evening.turns) <= 3


def test_what_comes_while_a_turn_is_taken_follows_at_once(
    timer: RealtimeTimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looping, "BREATH", SOME_DAY)

    def slow() -> datetime:
        soon = now()
        time.sleep(0.01)
        return soon

    evening = Evening(timer, slow)
    evening.play()
    assert len(evening.turns) == 2
    assert not evening.late


def test_a_sense_that_fails_is_logged_and_left_out_for_a_while(
    timer: RealtimeTimer,
    voices: tuple[Voice, Voice],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looping, "RETRY", 5 * MOMENT)
    evening, healed = Evening(timer, never, never), list[bool]()

    def hear() -> bool:
        if not healed:
            healed.append(True)
            raise OSError("deaf on purpose")
        return voices[0].hear()

    evening.loop.listen(voices[0], hear)
    evening.loop.at("speak", now() + MOMENT, voices[0].speak)
    evening.play()
    assert caplog.text.count("OSError: deaf on purpose") == 1
    assert voices[0].heard == 1
    assert not evening.late


def test_a_sense_that_keeps_failing_does_not_spin_nor_silence_another(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    failures: list[str] = []

    def hear() -> bool:
        failures.append("again")
        raise OSError("deaf on purpose")

    evening = Evening(timer, *[never] * 100)
    evening.loop.listen(voices[0], hear)
    evening.loop.listen(voices[1], voices[1].hear)
    evening.loop.at("one", now() + MOMENT, voices[0].speak)
    evening.loop.at("other", now() + 5 * MOMENT, voices[1].speak)
    evening.play(10 * MOMENT)
    assert failures == ["again"]
    assert voices[1].heard == 1


def test_a_sense_without_a_good_descriptor_is_left_out(
    timer: RealtimeTimer, voices: tuple[Voice, Voice], caplog: pytest.LogCaptureFixture
) -> None:
    voices[0].close()
    evening = Evening(timer, *[never] * 100)
    for voice in voices:
        evening.loop.listen(voice, voice.hear)
    evening.loop.at("speak", now() + MOMENT, voices[1].speak)
    evening.play(10 * MOMENT)
    assert voices[1].heard == 1
    assert caplog.text.count("A sense failed") == 1


def test_a_sense_may_have_nothing_to_wait_on_for_a_while(
    timer: RealtimeTimer, voices: tuple[Voice, Voice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices[0], "fileno", lambda: None)
    evening = Evening(timer, never)
    evening.loop.listen(voices[0], voices[0].hear)
    voices[0].speak()
    evening.loop.at("connected", now() + 5 * MOMENT, monkeypatch.undo)
    evening.play()
    assert voices[0].heard == 1
    assert not evening.late


def test_a_sense_that_comes_back_under_the_same_number_is_heard(
    timer: RealtimeTimer, voices: tuple[Voice, Voice]
) -> None:
    evening = Evening(timer, never)
    first, second = voices

    def reconnect() -> None:
        os.dup2(second.ear.fileno(), first.ear.fileno())
        second.speak()

    evening.loop.listen(first, first.hear)
    evening.loop.at("reconnect", now() + 5 * MOMENT, reconnect)
    evening.play()
    assert first.heard == 1
    assert not evening.late


class Told:
    """A timer that says what it is told to."""

    def __init__(self, voice: Voice, says: Literal["due", "changed"]) -> None:
        self.voice, self.says, self.armed = voice, says, list[bool]()

    def arm(self, _instant: datetime | None) -> bool:
        """Whether the clock was set: the next of what it was told, else no."""
        return self.armed.pop(0) if self.armed else False

    def read(self) -> Literal["due", "changed"]:
        """What it was told to say."""
        self.voice.hear()
        return self.says

    def fileno(self) -> int:
        """The ear of its voice."""
        return self.voice.ear.fileno()


def evening_of(timer: Told, voice: Voice) -> int:
    """How many turns an evening takes in which the timer spoke once, after the first."""
    turns: list[datetime] = []

    def turn() -> None:
        turns.append(now())

    def heard() -> bool:
        loop.shutdown()
        return False

    loop = Loop(turn, timer)
    loop.listen(voice, heard)
    speak = threading.Timer(0.1, timer.voice.speak)
    end = threading.Timer(0.3, voice.speak)
    for thread in (speak, end):
        thread.start()
    loop.start()
    for thread in (speak, end):
        thread.join()
    return len(turns)


def test_a_clock_that_was_set_calls_for_a_turn(voices: tuple[Voice, Voice]) -> None:
    assert evening_of(Told(voices[0], "changed"), voices[1]) == 2


def test_a_timer_that_rings_calls_for_none_by_itself(voices: tuple[Voice, Voice]) -> None:
    assert evening_of(Told(voices[0], "due"), voices[1]) == 1


def test_a_clock_that_was_set_just_before_the_wait_calls_for_a_turn(
    voices: tuple[Voice, Voice],
) -> None:
    timer = Told(voices[0], "due")
    timer.armed = [False, True]
    assert evening_of(timer, voices[1]) == 2


def test_without_a_timer_it_naps_and_looks_after_each_nap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looping, "NAP", MOMENT)
    evening = Evening(None, later(SOME_DAY), later(SOME_DAY))
    evening.play()
    assert len(evening.turns) == 3
    assert not evening.late


def test_without_a_timer_what_comes_before_the_nap_ends_is_punctual() -> None:
    evening = Evening(None, later(5 * MOMENT))
    evening.play(looping.NAP / 2)
    assert len(evening.turns) == 2
    assert not evening.late


def test_at_rest_it_sleeps(timer: RealtimeTimer, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[datetime] = []
    wait = Loop._wait

    def counted(loop: Loop) -> None:
        waits.append(now())
        wait(loop)

    monkeypatch.setattr(Loop, "_wait", counted)
    Evening(timer, later(SOME_DAY)).play(50 * MOMENT)
    assert len(waits) == 2  # one for the first turn, one until the end


def test_apscheduler_keeps_its_housekeeping_to_itself(
    timer: RealtimeTimer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        Evening(timer, later(MOMENT)).play()
    assert not caplog.records


class Child:
    """The real loop in a process of its own, under a clock that we move.

    libfaketime moves the wall clock alone, which is what a process sees after a suspend or
    when the clock was set. The kernel's clock stays, so its word of that (ECANCELED from the
    timer) cannot come: here the loop naps, or a byte on stdin takes its place.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self.offset = folder / "offset"
        self.offset.write_text("+0\n")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.jumping", kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(os.environ) | self.environment(),
            bufsize=0,
        )
        self.guard = threading.Timer(60, self.process.kill)
        self.guard.start()

    def environment(self) -> dict[str, str]:
        """What makes libfaketime move the wall clock and nothing else."""
        found = glob("/usr/lib/*/faketime/libfaketime.so.1")
        if not found:
            need("libfaketime")
        return {
            "LD_PRELOAD": found[0],
            "FAKETIME_TIMESTAMP_FILE": str(self.offset),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, offset: str) -> None:
        """Move its wall clock; it reads the file at every look."""
        self.offset.with_suffix(".new").write_text(f"{offset}\n")
        self.offset.with_suffix(".new").replace(self.offset)

    def tell(self) -> None:
        """Let its timer speak."""
        assert self.process.stdin
        self.process.stdin.write(b".")

    def until(self, word: str) -> list[str]:
        """What it says until it says `word`, included; the guard ends a wait in vain."""
        assert self.process.stdout
        said: list[str] = []
        while word not in said:
            line = self.process.stdout.readline().decode()
            assert line, f"it ended after {said}, without {word!r}"
            said.append(line.strip())
        return said

    def close(self) -> None:
        """End it, whatever it does."""
        self.guard.cancel()
        self.process.kill()
        with self.process:
            pass


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    children: list[Child] = []

    def start(kind: str) -> Child:
        children.append(Child(tmp_path, kind))
        return children[-1]

    yield start
    for child in children:
        child.close()


def test_what_became_due_during_a_suspend_comes_after_it(start: Callable[[str], Child]) -> None:
    child = start("told")
    child.until("turn")
    child.jump("+2h")
    child.tell()
    child.until("due")
    child.until("turn")


def test_a_nap_notices_a_suspend_as_well(start: Callable[[str], Child]) -> None:
    child = start("nap")
    assert "due" not in child.until("beat")
    child.jump("+2h")
    child.until("due")


def test_the_watchdog_is_fed_after_the_clock_was_set_back(start: Callable[[str], Child]) -> None:
    child = start("nap")
    child.until("beat")
    child.jump("-2h")
    for _ in range(3):
        child.until("beat")


def test_a_signal_ends_it_in_order(start: Callable[[str], Child]) -> None:
    child = start("nap")
    child.until("turn")
    child.process.terminate()
    child.until("stop")
    assert child.process.wait(20) == 0
