"""Lock, idle and sleep from logind: a mocked one, on a system bus of the test's own."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, Message, new_signal
from jeepney.io.blocking import open_dbus_connection

from coach.core.model import Absence
from coach.notify.bus import Bus
from coach.senses import inquiry
from coach.senses.logind import Logind
from tests.senses.conftest import DEADLINE
from tests.senses.listening import after_calls, awake, between_calls, questions, read_ahead, woken
from tests.support.bus import PrivateBus
from tests.support.mocked import LOGIN, MOCK, PROPERTIES, ROOT, MockLogind


@pytest.fixture
def logind(system_bus: PrivateBus, environ: Mapping[str, str]) -> Iterator[Logind]:
    assert system_bus.address == environ["DBUS_SYSTEM_BUS_ADDRESS"]
    with closing(Logind(environ, DEADLINE)) as logind:
        yield logind


@pytest.fixture
def present(mock: MockLogind, logind: Logind) -> MockLogind:
    """Somebody is logged in and there, and the sense knows it."""
    mock.log_in()
    assert logind.absence() is None
    assert not awake(logind)
    return mock


def test_a_locked_screen_is_noticed_and_so_is_its_end(present: MockLogind, logind: Logind) -> None:
    present.lock()
    assert woken(logind)
    assert logind.absence() == "locked"
    present.lock(False)
    assert woken(logind)
    assert logind.absence() is None


def test_what_was_so_before_it_looked_is_known(mock: MockLogind, logind: Logind) -> None:
    mock.log_in()
    mock.lock()
    assert logind.absence() == "locked"


def test_an_idle_computer_is_noticed_and_so_is_its_end(present: MockLogind, logind: Logind) -> None:
    for _ in range(3):
        present.idle()
        assert woken(logind)
        assert logind.absence() == "idle"
        present.idle(False)
        assert woken(logind)
        assert logind.absence() is None


def test_a_flicker_that_is_over_calls_for_no_turn(present: MockLogind, logind: Logind) -> None:
    for _ in range(20):
        present.idle()
        present.idle(False)
    with questions() as asked:
        assert not woken(logind)
    assert len(asked) <= 4, "many signals are one doubt"


def test_sleep_is_noticed_and_so_is_its_end(present: MockLogind, logind: Logind) -> None:
    present.sleep()
    assert woken(logind)
    assert logind.absence() == "asleep"
    present.sleep(False)
    assert woken(logind)
    assert logind.absence() is None


def test_who_wakes_up_to_a_lock_screen_is_not_back(present: MockLogind, logind: Logind) -> None:
    present.sleep()
    present.lock()
    assert woken(logind)
    assert logind.absence() == "asleep"
    present.sleep(False)
    assert woken(logind)
    assert logind.absence() == "locked"


def test_an_end_of_sleep_that_was_missed_is_found_at_the_next_turn(
    present: MockLogind, logind: Logind
) -> None:
    present.sleep()
    assert woken(logind)
    present.sleep(False, told=False)
    assert logind.absence() is None


@pytest.mark.parametrize(
    ("state", "absence"),
    [("active", None), ("opening", None), ("online", "locked"), ("closing", None)],
)
def test_a_session_is_seen_only_in_front(
    present: MockLogind, logind: Logind, state: str, absence: Absence | None
) -> None:
    present.put(state)
    logind.read()
    assert logind.absence() == absence


def test_a_session_that_ends_says_nothing_even_if_it_is_locked(
    present: MockLogind, logind: Logind
) -> None:
    present.lock()
    present.put("closing")
    assert logind.absence() is None


def test_a_session_without_a_seat_has_nobody_else_in_front(
    mock: MockLogind, logind: Logind
) -> None:
    mock.log_in(seat="")
    mock.put("online")
    assert logind.absence() is None
    mock.lock()
    assert logind.absence() == "locked"


def test_of_a_text_session_only_the_lock_is_believed(mock: MockLogind, logind: Logind) -> None:
    """With startx the screen is elsewhere, and idle means only that the terminal is."""
    mock.log_in(kind="tty")
    mock.idle()
    mock.put("online")
    assert logind.absence() is None
    assert logind.noticed() == ("locked", "asleep")
    mock.lock()
    assert woken(logind)
    assert logind.absence() == "locked"


@pytest.mark.parametrize("kind", ["x11", "wayland"])
def test_it_says_what_it_can_notice(mock: MockLogind, logind: Logind, kind: str) -> None:
    assert logind.absence() is None
    assert logind.noticed() == ("asleep",)
    mock.log_in(kind=kind)
    assert not woken(logind)
    assert logind.noticed() == ("locked", "idle", "asleep")


def test_a_session_of_an_old_logind_lacks_what_is_then_not_noticed(
    mock: MockLogind, logind: Logind
) -> None:
    path = f"{ROOT}/session/old"
    values = {"Type": ("s", "x11"), "State": ("s", "active")}
    mock.log_in("other")
    mock.call(ROOT, MOCK, "AddObject", "ssa{sv}a(ssss)", path, f"{LOGIN}.Session", values, [])
    mock.show("old")
    assert logind.absence() is None
    assert logind.noticed() == ("locked", "idle", "asleep")


def test_logging_out_and_in_again_is_followed(present: MockLogind, logind: Logind) -> None:
    present.lock()
    assert woken(logind)
    present.log_out()
    assert woken(logind)
    assert logind.absence() is None
    present.log_in("c2")
    assert not woken(logind)
    present.lock()
    assert woken(logind)
    assert logind.absence() == "locked"


def test_another_session_may_become_the_display(present: MockLogind, logind: Logind) -> None:
    present.log_in("c2")
    assert not woken(logind)
    present.lock()
    assert woken(logind)
    present.show("c1")
    assert woken(logind)
    assert logind.absence() is None


def test_other_sessions_and_users_wake_nobody(present: MockLogind, logind: Logind) -> None:
    """Cron begins a session for each of its jobs."""
    arguments = ("9", "seat1", present.uid + 1, "somebody", True)
    present.call(ROOT, MOCK, "AddSession", "ssusb", *arguments)
    path = f"{ROOT}/session/9"
    manager = f"{LOGIN}.Manager"
    present.emit(ROOT, manager, "SessionNew", ("s", "9"), ("o", path))
    present.update(path, f"{LOGIN}.Session", LockedHint=("b", True), IdleHint=("b", True))
    present.emit(ROOT, manager, "SessionRemoved", ("s", "9"), ("o", path))
    present.update(ROOT, manager, IdleHint=("b", True))
    present.emit(f"{ROOT}/session/c1", f"{LOGIN}.Session", "Lock")
    assert not awake(logind)


def test_where_nothing_changed_nothing_is_asked(present: MockLogind, logind: Logind) -> None:
    present.lock()
    assert woken(logind)
    with questions() as asked:
        for _ in range(10):
            assert logind.absence() == "locked"
    assert asked == []
    assert not awake(logind)


def test_what_happens_while_it_asks_is_heard_in_order(present: MockLogind, logind: Logind) -> None:
    """The signals come with one read, before the answer, and leave nothing to wait for."""
    happenings: list[Callable[[], None]] = [present.sleep, present.lock]

    def happens(_: Message) -> None:
        if happenings:
            happenings.pop()()

    present.idle()
    assert awake(logind)
    with between_calls(happens):
        assert logind.read()
    assert logind.answer == "asleep"
    present.sleep(False)
    assert woken(logind)
    assert logind.absence() == "locked"


def test_what_comes_in_one_read_with_the_last_answer_is_heard_at_once(
    present: MockLogind, logind: Logind
) -> None:
    """Else nobody would hear it: it makes nothing readable. So it is after a resume."""
    unlocked: list[Message] = []

    def unlocks(bus: Bus, answered: Message) -> None:
        if not unlocked and answered.header.fields.get(HeaderFields.member) == "GetAll":
            unlocked.append(answered)
            present.lock(False)
            read_ahead(bus)

    present.lock()
    assert awake(logind)
    with after_calls(unlocks):
        logind.read()
    assert logind.answer is None


def test_who_logs_out_while_it_asks_is_gone(present: MockLogind, logind: Logind) -> None:
    def leaves(_: Message) -> None:
        if present.display:
            present.log_out()

    present.lock()
    with between_calls(leaves):
        assert not logind.read()
    assert logind.noticed() == ("asleep",)
    present.log_in("c2")
    assert not woken(logind)
    assert logind.noticed() == ("locked", "idle", "asleep")


def test_who_changes_sessions_while_it_asks_is_followed_at_once(
    present: MockLogind, logind: Logind
) -> None:
    def changes(_: Message) -> None:
        if present.display == "c1":
            present.log_in("c2")
            present.lock()

    present.idle()
    assert awake(logind)
    with between_calls(changes):
        assert logind.read()
    assert logind.answer == "locked"


# --- what may be missing, broken or forged -----------------------------------------------


def test_without_a_system_bus_nothing_is_known(tmp_path: Path) -> None:
    for address in (f"unix:path={tmp_path}/none", "tcp:host=localhost", "nonsense"):
        with closing(Logind({"DBUS_SYSTEM_BUS_ADDRESS": address}, DEADLINE)) as logind:
            assert logind.absence() is None
            assert logind.noticed() == ()
            assert logind.fileno() is None


def test_without_logind_nothing_is_known_until_it_comes(
    system_bus: PrivateBus, logind: Logind
) -> None:
    assert logind.absence() is None
    assert logind.noticed() == ()
    with MockLogind(system_bus) as mock:
        mock.log_in()
        mock.lock()
        assert woken(logind)
        assert logind.absence() == "locked"
    assert woken(logind)
    assert logind.absence() is None
    assert logind.noticed() == ()


@pytest.mark.usefixtures("restless")
def test_a_bus_that_dies_takes_the_absence_with_it_and_may_return(
    system_bus: PrivateBus, present: MockLogind, logind: Logind
) -> None:
    present.lock()
    assert woken(logind)
    system_bus.kill()
    assert awake(logind)
    assert logind.read()
    assert logind.absence() is None
    assert logind.fileno() is None, "nothing that would wake the loop for ever"
    present.kill()
    system_bus.start()
    with MockLogind(system_bus) as mock:
        mock.log_in()
        mock.lock()
        assert logind.absence() == "locked"


def test_after_a_failure_it_rests(system_bus: PrivateBus, logind: Logind) -> None:
    system_bus.kill()
    assert logind.absence() is None
    system_bus.start()
    with questions() as asked:
        assert logind.absence() is None
    assert asked == []


def test_a_logind_that_hangs_costs_one_deadline_and_no_more(
    present: MockLogind, logind: Logind
) -> None:
    present.lock()
    present.freeze()
    began = time.monotonic()
    assert not logind.read(), "nobody can know"
    assert DEADLINE <= time.monotonic() - began < 2 * DEADLINE
    for _ in range(10):
        assert logind.absence() is None
    assert time.monotonic() - began < 2 * DEADLINE
    assert logind.fileno() is None


@pytest.mark.usefixtures("restless")
def test_a_logind_that_answers_again_is_believed_again(present: MockLogind, logind: Logind) -> None:
    present.lock()
    present.freeze()
    assert logind.absence() is None
    present.thaw()
    assert logind.absence() == "locked"


def test_who_was_away_stays_away_while_logind_is_slow(
    present: MockLogind, logind: Logind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is after a resume of a busy computer: the screen is locked as it was before."""
    monkeypatch.setattr(inquiry, "SOON", timedelta(0))
    present.lock()
    assert logind.absence() == "locked"
    present.sleep()
    assert logind.absence() == "asleep"
    present.freeze()
    assert logind.absence() == "asleep"
    assert logind.slow
    present.thaw()
    present.sleep(False)
    assert woken(logind)
    assert logind.absence() == "locked"
    assert not logind.slow


def test_a_slow_logind_is_not_asked_again_at_once(present: MockLogind, logind: Logind) -> None:
    present.lock()
    assert logind.absence() == "locked"
    present.idle()
    present.freeze()
    began = time.monotonic()
    for _ in range(10):
        assert logind.absence() == "locked"
    assert DEADLINE <= time.monotonic() - began < 2 * DEADLINE


def test_a_logind_that_stays_silent_is_not_believed_for_ever(
    present: MockLogind, logind: Logind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "SOON", timedelta(0))
    present.lock()
    assert logind.absence() == "locked"
    present.idle()
    present.freeze()
    said = [logind.absence() for _ in range(inquiry.PATIENCE)]
    assert said == ["locked"] * (inquiry.PATIENCE - 1) + [None]
    assert not logind.slow


def test_a_bus_that_hangs_costs_one_deadline(system_bus: PrivateBus, logind: Logind) -> None:
    system_bus.freeze()
    began = time.monotonic()
    for _ in range(3):
        assert logind.absence() is None
    assert time.monotonic() - began < 2 * DEADLINE


LOCKED: tuple[str, dict[str, tuple[str, bool]], list[str]]
LOCKED = (f"{LOGIN}.Session", {"LockedHint": ("b", True)}, [])
OF_MANAGER = DBusAddress(ROOT, interface=f"{LOGIN}.Manager")
OF_SESSION = DBusAddress(f"{ROOT}/session/c1", interface=PROPERTIES)
OF_BUS = DBusAddress(ROOT, interface="org.freedesktop.DBus")
CLAIMS = [
    new_signal(OF_MANAGER, "PrepareForSleep", "b", (True,)),
    new_signal(OF_MANAGER, "SessionRemoved", "so", ("c1", f"{ROOT}/session/c1")),
    new_signal(OF_SESSION, "PropertiesChanged", "sa{sv}as", LOCKED),
    new_signal(OF_BUS, "NameOwnerChanged", "sss", (LOGIN, "", "")),
]


@pytest.mark.parametrize("forged", CLAIMS, ids=lambda m: m.header.fields[HeaderFields.member])
def test_what_somebody_else_claims_is_not_believed(
    present: MockLogind, logind: Logind, forged: Message
) -> None:
    assert logind._bus
    forged.header.fields[HeaderFields.destination] = logind._bus.unique_name
    with closing(open_dbus_connection(present.bus.address)) as forger:
        forger.send(forged)
        with questions() as asked:
            assert not woken(logind)
    assert asked == []
    assert logind.answer is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LockedHint", ("s", "true")),
        ("IdleHint", ("u", 1)),
        ("State", ("b", True)),
        ("Seat", ("s", "")),
        ("Type", ("u", 11)),
    ],
)
def test_a_session_of_another_shape_holds_nothing_back(
    present: MockLogind, logind: Logind, name: str, value: tuple[str, object]
) -> None:
    present.set(f"{ROOT}/session/c1", f"{LOGIN}.Session", name, value)
    assert not woken(logind)
    assert logind.absence() is None
    assert logind.fileno() is not None


def test_sleep_of_another_shape_is_not_believed(present: MockLogind, logind: Logind) -> None:
    present.set(ROOT, f"{LOGIN}.Manager", "PreparingForSleep", ("s", "yes"))
    present.emit(ROOT, f"{LOGIN}.Manager", "PrepareForSleep", ("s", "yes"))
    assert not woken(logind)
    present.lock()
    assert woken(logind)
    assert logind.absence() == "locked"


def test_a_display_of_another_shape_is_none(present: MockLogind, logind: Logind) -> None:
    present.set(present.user, f"{LOGIN}.User", "Display", ("s", "c1"))
    assert not woken(logind)
    assert logind.noticed() == ("asleep",)
