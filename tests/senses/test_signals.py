"""Signals are read like anything else, and nothing dies of them."""

import os
import select
import signal
import subprocess
import sys

import pytest

from coach.senses.signals import Signals

CHILD = """
import select
from coach.senses.signals import Signals
signals = Signals()
print("ready", flush=True)
heard = []
while "stop" not in heard:
    select.select([signals], [], [])
    heard += signals.read()
    print(*heard, flush=True)
"""


def test_a_process_is_told_what_it_was_sent() -> None:
    command = [sys.executable, "-c", CHILD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGHUP)
        assert child.stdout.readline() == "reload\n"
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "reload stop\n"
    assert child.returncode == 0


@pytest.mark.parametrize(
    ("number", "meaning"),
    [(signal.SIGTERM, "stop"), (signal.SIGINT, "stop"), (signal.SIGHUP, "reload")],
)
def test_each_has_its_meaning(number: signal.Signals, meaning: str) -> None:
    signals = Signals()
    try:
        os.kill(os.getpid(), number)
        assert select.select([signals], [], [], 20)[0]
        assert signals.read() == (meaning,)
        assert signals.read() == ()
    finally:
        signals.close()


def test_two_at_once_are_both_told_in_order() -> None:
    signals = Signals()
    try:
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.raise_signal(number)
        assert signals.read() == ("reload", "stop")
    finally:
        signals.close()


def test_other_signals_are_none_of_ours() -> None:
    previous = signal.signal(signal.SIGUSR1, lambda *_: None)
    signals = Signals()
    try:
        signal.raise_signal(signal.SIGUSR1)
        assert signals.read() == ()
    finally:
        signals.close()
        signal.signal(signal.SIGUSR1, previous)


def test_a_flood_blocks_nobody() -> None:
    signals = Signals()
    try:
        for _ in range(5000):
            signal.raise_signal(signal.SIGHUP)
        assert set(signals.read()) == {"reload"}
    finally:
        signals.close()


def mine(_number: int, _frame: object) -> None:
    """Whatever was there before."""


def test_closing_puts_everything_back() -> None:
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = [signal.signal(number, mine) for number in numbers]
    Signals().close()
    assert [signal.getsignal(number) for number in numbers] == [mine] * 3
    assert signal.set_wakeup_fd(-1) == -1
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_a_stop_is_heard_behind_a_storm_of_reloads() -> None:
    signals = Signals()
    try:
        for _ in range(2000):
            os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGTERM)
        assert signals.read() == ("reload", "stop")
        assert signals.read() == ()
    finally:
        signals.close()
