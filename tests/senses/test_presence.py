"""Logind and the notification server put together; and the fake of the daemon's tests."""

from collections.abc import Iterator, Mapping
from contextlib import closing

import pytest

from coach.core.model import Absence
from coach.senses.inquiry import SOON
from coach.senses.presence import UNHEARD, Unknown, Whereabouts
from coach.surroundings import _presence
from coach.wording import setting_up
from tests.senses.conftest import DEADLINE
from tests.senses.contract import TellsPresence
from tests.senses.listening import questions
from tests.support import desk
from tests.support.bus import PrivateBus
from tests.support.mocked import MockLogind, MockServer


@pytest.fixture
def server(session_bus: PrivateBus) -> Iterator[MockServer]:
    with MockServer(session_bus, "Plasma", Inhibited=("b", False)) as server:
        yield server


@pytest.fixture
def whereabouts(environ: Mapping[str, str]) -> Iterator[Whereabouts]:
    with closing(Whereabouts(environ, "linux", DEADLINE)) as whereabouts:
        yield whereabouts


class RealHome:
    """A mocked logind and a mocked server."""

    def __init__(self, presence: Whereabouts, logind: MockLogind, server: MockServer) -> None:
        self.presence = presence
        self.logind = logind
        self.server = server
        logind.log_in()

    def leave(self, how: Absence) -> None:
        """Be away in this way only."""
        self.logind.sleep(how == "asleep")
        self.logind.lock(how == "locked")
        self.logind.idle(how == "idle")
        self.server.inhibit(how == "quiet")

    def come_back(self) -> None:
        """Be there."""
        self.logind.sleep(False)
        self.logind.lock(False)
        self.logind.idle(False)
        self.server.inhibit(False)


class FakeHome:
    """What the daemon's tests play with."""

    def __init__(self) -> None:
        self.presence = desk.Whereabouts()

    def leave(self, how: Absence) -> None:
        """Be away."""
        self.presence.away = how

    def come_back(self) -> None:
        """Be there."""
        self.presence.away = None


@pytest.fixture
def real(whereabouts: Whereabouts, mock: MockLogind, server: MockServer) -> RealHome:
    return RealHome(whereabouts, mock, server)


class TestReal(TellsPresence):
    @pytest.fixture
    def home(self, real: RealHome) -> RealHome:
        return real


class TestFake(TellsPresence):
    @pytest.fixture
    def home(self) -> FakeHome:
        return FakeHome()


def test_where_several_hold_the_first_is_told(real: RealHome) -> None:
    real.server.inhibit(True)
    assert real.presence.absence() == "quiet"
    real.logind.idle()
    assert real.presence.absence() == "idle"
    real.logind.lock()
    assert real.presence.absence() == "locked"
    real.logind.sleep()
    assert real.presence.absence() == "asleep"


def test_both_senses_are_for_the_loop(real: RealHome) -> None:
    assert real.presence.absence() is None
    assert all(isinstance(sense.fileno(), int) for sense in real.presence.senses)
    real.logind.lock()
    real.server.inhibit(True)
    assert [sense.read() for sense in real.presence.senses] == [True, True]
    assert [sense.read() for sense in real.presence.senses] == [False, False]
    real.presence.close()
    assert [sense.fileno() for sense in real.presence.senses] == [None, None]


def test_quiet_that_came_without_a_word_is_looked_at_again_soon(real: RealHome) -> None:
    assert real.presence.absence() is None
    assert real.presence.look_again() is None
    real.server.inhibit(True, told=False)
    assert real.presence.absence() == "quiet"
    assert real.presence.look_again() == UNHEARD


def test_who_is_slow_to_answer_is_asked_again_soon(real: RealHome) -> None:
    real.logind.lock()
    assert real.presence.absence() == "locked"
    real.logind.idle()
    real.logind.freeze()
    assert real.presence.absence() == "locked"
    assert real.presence.look_again() == SOON


def test_what_it_can_notice_it_can_also_notice_while_the_screen_is_locked(real: RealHome) -> None:
    real.logind.lock()
    assert real.presence.noticed() == ("locked", "idle", "asleep", "quiet")


def test_elsewhere_than_on_linux_nothing_is_asked(environ: Mapping[str, str]) -> None:
    for platform in ("darwin", "win32"):
        with closing(Whereabouts(environ, platform)) as elsewhere, questions() as asked:
            assert elsewhere.absence() is None
            assert elsewhere.noticed() == ()
            assert elsewhere.senses == ()
        assert asked == []


def test_with_no_bus_at_all_somebody_counts_as_there(tmp_path: object) -> None:
    environ = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
    with closing(Whereabouts(environ, "linux")) as nowhere:
        assert nowhere.absence() is None
        assert nowhere.noticed() == ()
    Unknown().absence()


@pytest.mark.parametrize(
    ("noticed", "sentence"),
    [
        ((), "Whether you are there cannot be known here; reminders simply come."),
        (("asleep",), "Sleep is noticed; reminders wait until you are back."),
        (("quiet",), "Do-not-disturb is noticed; reminders wait until it ends."),
        (
            ("locked", "quiet"),
            "A locked screen and do-not-disturb are noticed; reminders wait until you are back.",
        ),
    ],
)
def test_check_says_it_in_a_sentence(noticed: tuple[Absence, ...], sentence: str) -> None:
    assert setting_up.presence(noticed) == sentence


def test_check_finds_what_is_noticed_and_takes_nothing_for_a_failure(
    real: RealHome, environ: Mapping[str, str]
) -> None:
    real.logind.lock()
    told = _presence(environ, "linux")
    assert told.ok
    assert told.text.startswith("A locked screen, an idle computer, sleep and do-not-disturb are")
    nothing = _presence({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}, "linux")
    assert nothing.ok
    assert nothing.text.startswith("Whether you are there cannot be known here")
