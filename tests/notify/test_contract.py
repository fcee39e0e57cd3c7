"""Every channel against the contract of the port."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.core.model import Handle
from coach.notify.freedesktop import Freedesktop
from coach.notify.plyer import Plyer
from coach.notify.port import Channel
from coach.notify.terminal import Terminal
from tests.notify import contract
from tests.notify.conftest import DEADLINE
from tests.support.bus import Dunst, PrivateBus
from tests.support.fake_channel import FakeChannel
from tests.support.need import need
from tests.support.remote import Remote


class FakeDesk:
    def __init__(self) -> None:
        self.channel: Channel = FakeChannel()

    @property
    def fake(self) -> FakeChannel:
        assert isinstance(self.channel, FakeChannel)
        return self.channel

    def drawn(self) -> str:
        return "\n".join(f"{notice.title}\n{notice.body}" for _, notice in self.fake.shown)

    def press(self, handle: Handle, choice: str) -> None:
        self.fake.press(handle, choice)

    def dismiss(self, handle: Handle) -> None:
        self.fake.dismiss(handle)

    def expire(self, handle: Handle) -> None:
        self.fake.expire(handle)

    def be_late(self) -> None:
        self.fake.be_late()

    def arrive(self, ticket: str) -> None:
        self.fake.arrive(ticket)

    def break_down(self) -> None:
        self.fake.lose()

    def mend(self) -> None:
        self.fake.find()

    def next_process(self) -> Channel:
        return FakeChannel(after=self.fake)


class ServerDesk:
    """Freedesktop, with the fake server on a real bus."""

    def __init__(self, channel: Freedesktop, bus: PrivateBus, server: Remote) -> None:
        self.channel: Channel = channel
        self.bus = bus
        self.server = server

    def drawn(self) -> str:
        return "\n".join("\n".join(call["body"][3:5]) for call in self.server.calls())

    def press(self, handle: Handle, choice: str) -> None:
        self.server.press(number(handle), choice)

    def dismiss(self, handle: Handle) -> None:
        self.server.dismiss(number(handle))

    def expire(self, handle: Handle) -> None:
        self.server.expire(number(handle))

    def be_late(self) -> None:
        self.channel.show(contract.ASKS_ANEW)
        self.server.set(slow=2 * DEADLINE)

    def arrive(self, _ticket: str) -> None:
        self.server.set(slow=0)

    def break_down(self) -> None:
        self.server.leave()

    def mend(self) -> None:
        self.server.come()

    def next_process(self) -> Channel:
        return Freedesktop(self.bus.environ, DEADLINE)


class DunstDesk:
    """Freedesktop, with real dunst drawing on a display that nobody sees."""

    def __init__(self, dunst: Dunst) -> None:
        self.dunst = dunst
        self.channel = self.next_process()

    def drawn(self) -> str:
        return self.dunst.history()

    def press(self, handle: Handle, choice: str) -> None:
        self.dunst.choose(number(handle), choice)

    def dismiss(self, _handle: Handle) -> None:
        self.dunst.click()

    def expire(self, _handle: Handle) -> None:
        """Dunst does it after a second."""

    def be_late(self) -> None:
        self.channel.show(contract.ASKS_ANEW)
        self.dunst.freeze()

    def arrive(self, _ticket: str) -> None:
        self.dunst.thaw()

    def break_down(self) -> None:
        self.dunst.kill()

    def mend(self) -> None:
        self.dunst.start()

    def next_process(self) -> Channel:
        # Nothing starts dunst on the test's bus but the test, display or not.
        return Freedesktop(self.dunst.environ, DEADLINE)


class TerminalDesk:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream = path.open("w", encoding="utf-8")
        self.channel: Channel = Terminal(self.stream)

    def drawn(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def break_down(self) -> None:
        self.stream.close()


class PlyerDesk:
    """Plyer, with the real notify-send talking to the fake server."""

    def __init__(self, environ: dict[str, str], server: Remote) -> None:
        self.environ = environ
        self.server = server
        self.channel: Channel = Plyer(environ, sys.platform)

    def drawn(self) -> str:
        return "\n".join("\n".join(call["body"][3:5]) for call in self.server.calls())

    def break_down(self) -> None:
        self.environ["PATH"] = os.devnull


def number(handle: Handle) -> int:
    return int(handle.rpartition("/")[2])


class TestFakeChannel(contract.HearsLate):
    @pytest.fixture
    def desk(self) -> FakeDesk:
        return FakeDesk()


class TestFreedesktopOnFakeServer(contract.HearsLate, contract.Draws):
    @pytest.fixture
    def desk(
        self, channel: Freedesktop, shared_bus: PrivateBus, server: Remote
    ) -> Iterator[ServerDesk]:
        desk = ServerDesk(channel, shared_bus, server)
        yield desk
        desk.channel.close()


class TestFreedesktopOnDunst(contract.HearsLate, contract.Draws):
    @pytest.fixture
    def desk(self, dunst: Dunst) -> Iterator[DunstDesk]:
        desk = DunstDesk(dunst)
        yield desk
        desk.channel.close()


class TestTerminal(contract.Mute):
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Iterator[TerminalDesk]:
        desk = TerminalDesk(tmp_path / "terminal")
        with closing(desk.stream):
            yield desk


class TestPlyer(contract.Mute):
    @pytest.fixture
    def desk(
        self, shared_bus: PrivateBus, server: Remote, monkeypatch: pytest.MonkeyPatch
    ) -> PlyerDesk:
        need("notify-send")
        for key, value in shared_bus.environ.items():  # plyer and notify-send look there
            monkeypatch.setenv(key, value)
        return PlyerDesk(dict(shared_bus.environ), server)
