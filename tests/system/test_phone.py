"""The installed program and a phone: real processes, a real service on loopback, one secret."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.process import Coach, until
from tests.support.services import CANARY, Received, Service

CONFIG = """
timezone = "UTC"
bedtime = "{bedtime}"
wake = "{wake}"
rollover = "{rollover}"

[[habit]]
key = "stretch"
title = "Stretch calves"
at = "{due}"
repeat = 0

[channels.desktop]
enabled = false

[channels.push]
"""
NEUTRAL = Received("This evening", "Something you planned is due.")


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as made:
        yield made


@pytest.fixture
def coach(tmp_path: Path, service: Service) -> Iterator[Coach]:
    """Somebody without a desktop, whose reminder is due since some minutes."""
    with Coach(tmp_path, {"COACH_PUSH_URL": service.address}) as one:
        write(one, 'url_env = "COACH_PUSH_URL"')
        yield one


def write(coach: Coach, push: str) -> None:
    """A config that counts as written long ago."""
    hours = {"due": -0.1, "bedtime": 2, "wake": 9, "rollover": -6}
    now = datetime.now(UTC)
    times = {name: now + timedelta(hours=count) for name, count in hours.items()}
    coach.config.write_text(CONFIG.format(**{k: f"{t:%H:%M}" for k, t in times.items()}) + push)
    os.utime(coach.config, (0, 0))


def told(coach: Coach) -> str:
    """Everything that a person, a log or a copy of the journal could show."""
    export = coach.data.parent / "export.jsonl"
    export.unlink(missing_ok=True)
    ended = [
        coach("check"), coach("check", "--json"), coach("history"), coach("history", "--json"),
        coach("status"), coach("plan"), coach("export", str(export)), coach("check", "--push"),
        coach("service", "install", "--dry-run"),
    ]  # fmt: skip
    texts = [one.out + one.err for one in ended] + [coach.said(), export.read_text()]
    files = [path for path in coach.data.rglob("*") if path.is_file()]
    kept = [path for path in files if path.name != "last-good.toml"]
    return "\n".join([*texts, *(path.read_bytes().decode("latin-1") for path in kept)])


def test_a_machine_without_a_desktop_reminds_by_phone_at_once_and_once(
    coach: Coach, service: Service
) -> None:
    coach.start()
    until(lambda: service.received, "the message", coach.said)
    coach.hears("sent to the phone")
    assert service.received == [NEUTRAL]
    coach.kill()
    coach.start()
    coach.turn()
    assert service.tries == 1, "a restart changes nothing"
    history = coach("history").out
    assert "Stretch calves: kept for later, nothing is shown at this computer" in history
    assert "Stretch calves: sent to your phone" in history
    assert coach.stop() == 0


@pytest.mark.parametrize("way", ["url", "url_file", "url_env"])
@pytest.mark.parametrize("answer", [200, 401])
def test_the_secret_is_found_nowhere(coach: Coach, service: Service, way: str, answer: int) -> None:
    secret = coach.data.parent / "secret"
    secret.write_text(f"# mine\n{service.address}\n")
    secret.chmod(0o600)
    values = {"url": service.address, "url_file": secret, "url_env": "COACH_PUSH_URL"}
    write(coach, f'{way} = "{values[way]}"')
    coach.config.chmod(0o600)
    service.answer = answer
    coach.start()
    coach.hears("sent to the phone")
    everything = told(coach)
    assert service.tries >= 2, "check --push sends, too"
    assert CANARY not in everything
    assert str(service.port) not in coach("history").out + coach.said()
    assert ("it answered 401" in everything) == (answer == 401)


def test_a_mistake_beside_the_secret_does_not_tell_it(coach: Coach) -> None:
    for line in (
        f"url = [{CANARY!r}]",
        f'url = "a\\n{CANARY}"',
        f'url = "{CANARY}',
        f'url = "{CANARY}" x',
        f'url_file = "json://{CANARY}"',
        f'url_env = "json://{CANARY}"',
        f'urls = "{CANARY}"',
    ):
        write(coach, line)
        ended = coach("check")
        assert ended.code == 2
        assert CANARY not in ended.out + ended.err


def test_a_clean_stop_leaves_no_child_behind(coach: Coach, service: Service) -> None:
    service.answer = None
    coach.start()
    until(lambda: service.tries, "the child to try", coach.said)
    assert coach.daemon is not None
    (child,) = (
        Path(f"/proc/{coach.daemon.pid}/task/{coach.daemon.pid}/children").read_text().split()
    )
    assert coach.stop() == 0
    assert not Path(f"/proc/{child}").exists()
    assert "could not be sent to your phone - coach was stopped" in coach("history").out


def test_check_tells_whether_a_phone_is_set_up_and_sends_when_asked(
    coach: Coach, service: Service
) -> None:
    assert coach("check", "--json").document["surroundings"]["push"]["ok"]
    assert service.tries == 0, "without being asked nothing is sent"
    ended = coach("check", "--push")
    assert ended.code == 0
    assert service.received[0].title == "A message from coach"
    service.answer = 500
    ended = coach("check", "--push")
    assert ended.code == 1
    assert "no message was sent: the service refused it (it answered 500)" in ended.out


def test_a_file_that_others_can_read_is_told(coach: Coach, service: Service) -> None:
    secret = coach.data.parent / "secret"
    secret.write_text(service.address)
    secret.chmod(0o644)
    write(coach, f'url_file = "{secret}"')
    assert f"chmod 600 {secret}" in coach("check").out
    secret.chmod(0o600)
    assert coach("check", "--strict").code == 0


@pytest.mark.parametrize("spelled", ["$CREDENTIALS_DIRECTORY", "${CREDENTIALS_DIRECTORY}"])
def test_a_credential_of_systemd_is_found(coach: Coach, service: Service, spelled: str) -> None:
    folder = coach.data.parent / "credentials"
    folder.mkdir()
    (folder / "push-url").write_text(service.address)
    write(coach, f'url_file = "{spelled}/push-url"')
    assert "CREDENTIALS_DIRECTORY is not set here" in coach("check").out
    assert coach("check", "--strict").code == 1
    found = coach("check", "--push", CREDENTIALS_DIRECTORY=str(folder))
    assert found.code == 0, found.out
