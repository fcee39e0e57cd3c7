"""Messages to the phone, through Apprise, to real servers on loopback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from email import message_from_string
from pathlib import Path

import pytest

from coach.notify.port import Notice
from coach.notify.sending import Sender
from tests.support.bus import ROOT
from tests.support.process import until
from tests.support.services import CANARY, LOOPBACK, Mail, Received, Service

NOTICE = Notice("This evening", "Something you planned is due; “ja” 🦵.")
ENVIRON = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C"}


def sent(address: str, sender: Sender | None = None) -> str:
    """Send, and wait for what becomes of it."""
    with closing(sender or Sender(ENVIRON)) as sending:
        sending.begin(address, NOTICE)
        while (outcome := sending.outcome()) is None:
            sending.read()
        return outcome


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as made:
        yield made


def test_a_message_is_delivered_as_it_is(service: Service) -> None:
    assert sent(service.address) == "sent"
    assert service.received == [Received(NOTICE.title, NOTICE.body)]


def test_a_letter_is_delivered() -> None:
    with Mail() as mail:
        assert sent(mail.address) == "sent"
        (letter,) = map(message_from_string, mail.letters)
        assert "This evening" in str(letter["Subject"])


def test_a_mail_server_that_refuses_is_told_so() -> None:
    with Mail(refuses=True) as mail:
        assert sent(mail.address) == "refused 535"
        assert mail.letters == []


@pytest.mark.parametrize("code", [401, 404, 500])
def test_what_a_service_answers_is_told(service: Service, code: int) -> None:
    service.answer = code
    assert sent(service.address) == f"refused {code}"


def test_a_service_that_is_down_is_told() -> None:
    with Service() as gone:
        address = gone.address
    assert sent(address) == "unreachable"


@pytest.mark.parametrize("address", ["nonsense", f"nonsense://{CANARY}", "", "json://", "\x00"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    assert sent(address) == "address"


def test_a_service_that_stalls_is_given_up_at_the_deadline(service: Service) -> None:
    service.answer = None
    sender = Sender(ENVIRON, deadline=2.0)
    sender.begin(service.address, NOTICE)
    child = sender._child
    assert child is not None
    until(lambda: service.tries, "the child to try")
    assert sender.outcome() is None or sender.left is None
    until(lambda: sender.outcome() == "slow", "the deadline")
    assert child.poll() == -signal.SIGKILL
    assert sender.fileno() is None


def test_a_child_whose_daemon_has_gone_ends_by_its_own_deadline() -> None:
    hangs = (
        "import coach.notify.push as p, time; p.DEADLINE = 1; p.send = lambda *_: time.sleep(60)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"{hangs}; p.main()"],
        env=ENVIRON,
        input=b'{"address": "", "title": "", "body": ""}',
        check=False,
    )
    assert ended.returncode == -signal.SIGALRM


def test_close_leaves_no_child_behind(service: Service) -> None:
    service.answer = None
    sender = Sender(ENVIRON)
    sender.begin(service.address, NOTICE)
    child = sender._child
    assert child is not None
    began = time.monotonic()
    sender.close()
    assert child.poll() == -signal.SIGKILL
    assert time.monotonic() - began < 5
    assert sender.outcome() is None


def test_what_the_child_said_before_it_was_let_go_still_counts(service: Service) -> None:
    sender = Sender(ENVIRON)
    sender.begin(service.address, NOTICE)
    child = sender._child
    assert child is not None
    child.wait()
    sender.close()
    assert sender.outcome() == "sent"


def test_the_secret_is_in_no_list_of_processes(service: Service) -> None:
    service.answer = None
    with closing(Sender(ENVIRON)) as sender:
        sender.begin(service.address, NOTICE)
        assert sender._child is not None
        place = Path(f"/proc/{sender._child.pid}")
        until(lambda: service.tries, "the child to try")
        for name in ("cmdline", "environ"):
            assert CANARY.encode() not in (place / name).read_bytes()
            assert NOTICE.title.encode() not in (place / name).read_bytes()


def test_a_host_that_is_none_says_nothing_of_the_secret() -> None:
    outcome = sent(f"json://{LOOPBACK}:99999999/{CANARY}")
    assert CANARY not in outcome
    assert outcome == "unreachable"
