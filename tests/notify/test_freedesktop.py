"""The desktop channel on a real bus, with a server that misbehaves in every way that was met."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from coach.notify.freedesktop import Freedesktop
from coach.notify.port import Arrived, Channel, Closed, Found, Lost, Notice, Pressed, Unreachable
from coach.wording.buttons import buttons
from tests.support.bus import PrivateBus, python
from tests.support.remote import Remote, RunningServer, hear

SHORT = 0.5
HINT = "coach done stretch"
ASKS = Notice("Stretch calves", "After brushing your teeth.", buttons("habit"), HINT)
TELLS = Notice("Good morning", "How was the night?", hint="coach morning")

Connect = Callable[..., Freedesktop]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Make channels that are closed at the end."""
    made: list[Freedesktop] = []

    def connect(environ: Mapping[str, str], deadline: float = 5.0) -> Freedesktop:
        made.append(Freedesktop(environ, deadline))
        return made[-1]

    yield connect
    for channel in made:
        channel.close()


@pytest.fixture
def hasty(connect: Connect, shared_bus: PrivateBus, server: Remote) -> Freedesktop:
    """A channel of little patience that has met its server already."""
    assert not server.calls()
    channel = connect(shared_bus.environ, SHORT)
    channel.describe()
    return channel


@contextmanager
def meanwhile(act: Callable[[], None]) -> Iterator[None]:
    """Do something while the test waits in a call."""
    timer = threading.Timer(0.2, act)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def readable(channel: Channel) -> bool:
    number = channel.fileno()
    return number is not None and bool(select.select([number], [], [], 1)[0])


# --- the bus -----------------------------------------------------------------------------


def test_without_a_bus_it_says_so(connect: Connect) -> None:
    channel = connect({})
    with pytest.raises(Unreachable, match="No desktop session was found"):
        channel.show(ASKS)
    with pytest.raises(Unreachable, match="No desktop session was found"):
        channel.describe()
    assert channel.events() == ()
    assert channel.fileno() is None


@pytest.mark.parametrize(
    "address", ["nonsense", "unix:", "tcp:host=localhost,port=1", "unix:path=/nowhere/bus", ";;"]
)
def test_an_address_that_leads_nowhere_is_told(connect: Connect, address: str) -> None:
    channel = connect({"DBUS_SESSION_BUS_ADDRESS": address})
    with pytest.raises(Unreachable, match=r"^(The session bus|DBUS_SESSION_BUS_ADDRESS).+\.$"):
        channel.show(ASKS)


def test_the_bus_of_the_runtime_folder_is_found(
    connect: Connect, shared_bus: PrivateBus, server: Remote
) -> None:
    connect({"XDG_RUNTIME_DIR": str(shared_bus.folder)}).show(ASKS)
    assert len(server.calls()) == 1


def test_a_server_that_was_there_from_the_start_is_no_news(channel: Freedesktop) -> None:
    assert channel.events() == ()


def test_a_bus_that_comes_later_is_found(connect: Connect, tmp_path: Path) -> None:
    bus = PrivateBus(tmp_path)
    channel = connect(bus.environ)
    assert channel.events() == ()
    with bus, RunningServer(bus):
        assert hear(channel) == (Found(),)
        channel.show(ASKS)


def test_a_bus_that_dies_is_told_once_and_met_again(connect: Connect, bus: PrivateBus) -> None:
    channel = connect(bus.environ)
    with RunningServer(bus):
        before = channel.show(ASKS)
        bus.kill()
        assert hear(channel) == (Lost("The session bus has gone."),)
        assert channel.events() == ()
        assert channel.fileno() is None
    bus.start()
    with RunningServer(bus) as server:
        assert hear(channel) == (Found(),)
        assert not channel.adopt(before)
        after = channel.show(ASKS)
        server.remote.press(1, "done")
        assert hear(channel)[0] == Pressed(after, "done")


def test_what_was_pressed_before_the_bus_died_is_not_lost(
    connect: Connect, bus: PrivateBus
) -> None:
    channel = connect(bus.environ)
    with RunningServer(bus, stays=True) as server:
        handle = channel.show(ASKS)
        number = channel.fileno()
        assert number is not None
        server.remote.press(1, "done")
        assert select.select([number], [], [], 1)[0]
        bus.kill()
        events = channel.events()
    assert events == (Pressed(handle, "done"), Lost("The session bus has gone."))


def test_a_bus_that_hangs_costs_no_more_than_the_deadline(
    connect: Connect, bus: PrivateBus
) -> None:
    bus.freeze()
    began = time.monotonic()
    with pytest.raises(Unreachable, match="The session bus cannot be reached"):
        connect(bus.environ, SHORT).show(ASKS)
    assert time.monotonic() - began < 4 * SHORT


def let_in_and_say_no_more(listener: socket.socket) -> None:
    guest, _ = listener.accept()
    with guest:
        guest.recv(1024)
        guest.send(b"OK 0123456789abcdef0123456789abcdef\r\n")
        while guest.recv(1024):
            pass


def test_a_bus_that_hangs_after_the_greeting_costs_no_more(
    connect: Connect, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        bus = threading.Thread(target=let_in_and_say_no_more, args=[listener])
        bus.start()
        with pytest.raises(Unreachable, match="it did not answer in time"):
            connect({"XDG_RUNTIME_DIR": str(tmp_path)}, SHORT).show(ASKS)
        bus.join(timeout=60)
        assert not bus.is_alive()


def test_a_bus_that_dies_during_the_call_is_told(connect: Connect, bus: PrivateBus) -> None:
    channel = connect(bus.environ)
    with RunningServer(bus, slow=30):
        channel.describe()
        with (
            meanwhile(bus.kill),
            pytest.raises(Unreachable, match="The session bus went away during the call"),
        ):
            channel.show(ASKS)
    assert channel.events() == (Lost("The session bus has gone."),)


# --- hearing -----------------------------------------------------------------------------


def test_forty_presses_come_with_one_call(channel: Freedesktop, server: Remote) -> None:
    handles = [channel.show(ASKS) for _ in range(40)]
    for number in range(1, 41):
        server.press(number, "done")
    assert readable(channel)
    expected = [e for h in handles for e in (Pressed(h, "done"), Closed(h, by_person=True))]
    assert list(channel.events()) == expected


def test_what_came_during_another_call_wakes_the_loop(channel: Freedesktop, server: Remote) -> None:
    handle = channel.show(ASKS)
    server.set(stays=True)
    server.press(1, "snooze")
    channel.withdraw(channel.show(TELLS))
    assert readable(channel)
    assert channel.events() == (Pressed(handle, "snooze"),)


def test_what_is_closed_at_once_wakes_the_loop(channel: Freedesktop, server: Remote) -> None:
    server.set(hasty=True)
    handle = channel.show(TELLS)
    assert readable(channel)
    assert hear(channel) == (Closed(handle, by_person=True),)


def test_with_nothing_to_hear_nothing_wakes_the_loop(channel: Freedesktop) -> None:
    channel.show(ASKS)
    number = channel.fileno()
    assert number is not None
    assert select.select([number], [], [], 0.05)[0] == []


def test_a_stranger_cannot_press(channel: Freedesktop, server: Remote) -> None:
    handle = channel.show(ASKS)
    server.forge(1, "done")
    server.press(1, "skip")
    assert hear(channel)[0] == Pressed(handle, "skip")


def test_a_press_that_crosses_with_a_withdrawal_is_told(
    channel: Freedesktop, server: Remote
) -> None:
    handle = channel.show(ASKS)
    server.set(crosses="done")
    channel.withdraw(handle)
    assert channel.events() == (Pressed(handle, "done"),)
    server.press(int(handle.rpartition("/")[2]), "done")
    other = channel.show(ASKS)
    server.press(int(other.rpartition("/")[2]), "skip")
    assert hear(channel)[0] == Pressed(other, "skip")


def test_notifications_of_others_are_none_of_ours(channel: Freedesktop, server: Remote) -> None:
    handle = channel.show(ASKS)
    server.press(99, "done")
    server.dismiss(98)
    server.press(1, "skip")
    assert hear(channel)[0] == Pressed(handle, "skip")


def test_only_our_buttons_answer(channel: Freedesktop, server: Remote) -> None:
    server.set(stays=True)
    handle = channel.show(ASKS)
    for key in ("default", "", "Done", "skip"):
        server.press(1, key)
    assert hear(channel) == (Pressed(handle, "skip"),)


# --- the server leaves and comes -----------------------------------------------------------


def test_a_restart_forgets_every_number(channel: Freedesktop, server: Remote) -> None:
    before = channel.show(ASKS)
    server.restart()
    assert hear(channel, 2) == (Lost("The notification server has gone."), Found())
    server.press(1, "done")
    after = channel.show(ASKS)
    assert after != before
    server.press(1, "skip")
    assert hear(channel)[0] == Pressed(after, "skip")


def test_a_number_of_an_earlier_server_is_neither_replaced_nor_closed(
    channel: Freedesktop, server: Remote
) -> None:
    before = channel.show(ASKS)
    server.restart()
    channel.show(ASKS, replaces=before)
    assert [call["body"][1] for call in server.calls()] == [0, 0]
    channel.withdraw(before)
    assert server.calls("CloseNotification") == []


def test_the_next_server_is_asked_anew_what_it_can(channel: Freedesktop, server: Remote) -> None:
    channel.show(ASKS)
    channel.show(ASKS)
    assert len(server.calls("GetCapabilities")) == 1
    server.set(capabilities=["body"])
    server.restart()
    channel.show(ASKS)
    assert server.calls()[-1]["body"][4].endswith(HINT)


def test_what_is_adopted_is_heard(
    connect: Connect, channel: Freedesktop, shared_bus: PrivateBus, server: Remote
) -> None:
    handle = channel.show(ASKS)
    later = connect(shared_bus.environ)
    assert later.adopt(handle)
    server.press(1, "done")
    assert hear(later, 2) == (Pressed(handle, "done"), Closed(handle, by_person=True))


def test_the_handle_of_another_server_is_not_adopted(
    connect: Connect, channel: Freedesktop, shared_bus: PrivateBus, server: Remote
) -> None:
    handle = channel.show(ASKS)
    server.restart()
    assert not channel.adopt(handle)
    assert not connect(shared_bus.environ).adopt(handle)


def test_the_handle_of_another_bus_is_not_adopted(
    connect: Connect, bus: PrivateBus, channel: Freedesktop
) -> None:
    elsewhere, _, _ = channel.show(ASKS).split("/")
    with RunningServer(bus):
        here = connect(bus.environ)
        handle = here.show(ASKS)
        _, owner, number = handle.split("/")
        assert not here.adopt(f"{elsewhere}/{owner}/{number}")
        assert here.adopt(handle)


# --- what goes over the wire ---------------------------------------------------------------


def test_a_question_goes_out_with_three_buttons_and_no_end(
    channel: Freedesktop, server: Remote
) -> None:
    channel.show(ASKS)
    (call,) = server.calls()
    assert call["body"] == [
        "coach",
        0,
        "appointment-soon",
        "Stretch calves",
        "After brushing your teeth.",
        ["done", "Done", "snooze", "Snooze", "skip", "Skip"],
        {"urgency": 1, "desktop-entry": "coach", "category": "x-coach.reminder"},
        0,
    ]
    assert time.time() - call["at"] < 60


def test_what_asks_nothing_has_no_buttons_and_may_expire(
    channel: Freedesktop, server: Remote
) -> None:
    channel.show(TELLS)
    assert server.calls()[0]["body"][5] == []
    assert server.calls()[0]["body"][7] == -1


@pytest.mark.parametrize(
    ("lasts", "expected"), [(45 * 60, 2_700_000), (0, 1), (-5, 1), (400 * 86400, 2**31 - 1)]
)
def test_a_card_may_go_by_itself_after_its_time(
    channel: Freedesktop, server: Remote, lasts: int, expected: int
) -> None:
    channel.show(ASKS._replace(lasts=timedelta(seconds=lasts)))
    assert server.calls()[0]["body"][7] == expected


@pytest.mark.parametrize(
    ("name", "capabilities", "drawn"),
    [
        ("gnome-shell", ["actions", "body"], True),
        ("whatever", ["body"], False),
        ("dunst", ["actions", "body"], False),
        ("mako", ["actions", "body"], False),
    ],
)
def test_the_command_is_named_where_no_buttons_are_drawn(
    channel: Freedesktop, server: Remote, name: str, capabilities: list[str], *, drawn: bool
) -> None:
    server.set(name=name, capabilities=capabilities)
    channel.show(ASKS)
    body = server.calls()[0]["body"][4]
    assert body == (ASKS.body if drawn else f"{ASKS.body}\n{HINT}")
    assert channel.describe().draws_buttons == drawn


@pytest.mark.parametrize(
    ("capability", "body"),
    [("body-markup", "2 &lt; 3 &amp; 4 &gt; 1\nnext"), ("body", "2 < 3 & 4 > 1\nnext")],
)
def test_markup_is_escaped_where_it_is_read(
    channel: Freedesktop, server: Remote, capability: str, body: str
) -> None:
    server.set(capabilities=["actions", capability])
    channel.show(Notice("a < b", "2 < 3 & 4 > 1\nnext"))
    assert server.calls()[0]["body"][3:5] == ["a < b", body]


def test_a_long_body_is_clipped_and_its_command_is_not(
    channel: Freedesktop, server: Remote
) -> None:
    server.set(capabilities=["body"])
    channel.show(Notice("word " * 100, "word " * 10_000, hint=HINT))
    title, body = server.calls()[0]["body"][3:5]
    assert len(title) <= 100
    assert len(body) <= 400
    assert body.endswith(f"word…\n{HINT}")


def test_a_server_tells_about_itself(channel: Freedesktop) -> None:
    capabilities = ("actions", "body", "body-markup")
    assert channel.describe() == ("fake", "tests", "1.0", capabilities, True)


# --- numbers -----------------------------------------------------------------------------


def test_replacing_keeps_the_number(channel: Freedesktop, server: Remote) -> None:
    first = channel.show(ASKS)
    assert channel.show(TELLS, replaces=first) == first
    assert server.calls()[1]["body"][1] == 1


def test_what_got_another_number_is_forgotten_under_the_old(
    channel: Freedesktop, server: Remote
) -> None:
    server.set(renumbers=True)
    first = channel.show(ASKS)
    second = channel.show(ASKS, replaces=first)
    assert second != first
    server.press(1, "done")
    server.press(2, "skip")
    assert hear(channel)[0] == Pressed(second, "skip")


def test_a_number_that_is_used_again_means_the_newer(channel: Freedesktop, server: Remote) -> None:
    first = channel.show(ASKS)
    server.dismiss(1)
    server.count_from(1)
    assert channel.show(TELLS) == first
    assert channel.events() == ()
    server.expire(1)
    assert hear(channel) == (Closed(first, by_person=False),)


# --- taking down ---------------------------------------------------------------------------


def test_withdrawing_closes(channel: Freedesktop, server: Remote) -> None:
    channel.withdraw(channel.show(ASKS))
    assert [call["body"] for call in server.calls("CloseNotification")] == [[1]]
    assert channel.events() == ()


def test_what_stays_up_after_a_press_can_be_withdrawn(channel: Freedesktop, server: Remote) -> None:
    server.set(stays=True)
    handle = channel.show(ASKS)
    server.press(1, "done")
    assert hear(channel) == (Pressed(handle, "done"),)
    channel.withdraw(handle)
    assert len(server.calls("CloseNotification")) == 1
    assert channel.events() == ()


def test_a_server_that_never_tells_of_closing_does_no_harm(
    channel: Freedesktop, server: Remote
) -> None:
    server.set(forgetful=True)
    first, second = channel.show(ASKS), channel.show(ASKS)
    channel.withdraw(first)
    server.press(2, "done")
    assert hear(channel) == (Pressed(second, "done"),)


def test_a_server_that_does_not_answer_holds_up_no_withdrawal(
    hasty: Freedesktop, server: Remote
) -> None:
    handle = hasty.show(ASKS)
    server.set(deaf=True)
    began = time.monotonic()
    hasty.withdraw(handle)
    assert time.monotonic() - began < 2 * SHORT


# --- refusing, and answering late -----------------------------------------------------------


def test_an_error_is_told_with_its_name(channel: Freedesktop, server: Remote) -> None:
    server.set(error="org.freedesktop.Notifications.MaxNotificationsExceeded")
    with pytest.raises(Unreachable, match=r"did not take it .*MaxNotificationsExceeded") as caught:
        channel.show(ASKS)
    assert caught.value.ticket is None
    server.set(error="")
    channel.show(ASKS)


def test_an_answer_of_another_shape_is_an_error(channel: Freedesktop, server: Remote) -> None:
    server.set(garbled=True)
    with pytest.raises(Unreachable, match="an answer of another shape"):
        channel.show(ASKS)


def test_a_server_that_left_is_told(channel: Freedesktop, server: Remote) -> None:
    channel.describe()
    server.leave()
    with pytest.raises(Unreachable, match="without a display none can be started"):
        channel.show(ASKS)


def test_a_server_that_leaves_during_the_call_is_told(channel: Freedesktop, server: Remote) -> None:
    server.set(slow=30)
    with (
        meanwhile(server.leave),
        pytest.raises(Unreachable, match=r"There is no notification server .*NoReply"),
    ):
        channel.show(ASKS)
    assert channel.events() == (Lost("The notification server has gone."),)


def test_a_server_that_is_replaced_during_the_call_has_shown_nothing(
    channel: Freedesktop, server: Remote
) -> None:
    server.set(slow=0.5)
    with meanwhile(server.come), pytest.raises(Unreachable, match="left before the notice was up"):
        channel.show(ASKS)
    assert channel.events() == (Lost("The notification server has gone."), Found())


def test_a_server_that_answers_nothing_is_told(
    connect: Connect, shared_bus: PrivateBus, server: Remote
) -> None:
    server.set(deaf=True)
    channel = connect(shared_bus.environ, SHORT)
    with pytest.raises(Unreachable, match=r"did not answer within 0\.5 seconds") as caught:
        channel.show(ASKS)
    assert caught.value.ticket is None
    assert server.calls() == []


def miss_the_deadline(channel: Freedesktop, replaces: str | None = None) -> str:
    with pytest.raises(Unreachable, match=r"did not answer within 0\.5 seconds") as caught:
        channel.show(ASKS, replaces)
    assert caught.value.ticket is not None
    return caught.value.ticket


def test_each_late_notice_arrives_with_its_ticket(hasty: Freedesktop, server: Remote) -> None:
    server.set(slow=2.5 * SHORT)
    tickets = [miss_the_deadline(hasty), miss_the_deadline(hasty)]
    arrived = hear(hasty, 2)
    assert [event.ticket for event in arrived if isinstance(event, Arrived)] == tickets


def test_what_arrived_late_can_be_pressed_and_withdrawn(hasty: Freedesktop, server: Remote) -> None:
    server.set(slow=2 * SHORT)
    miss_the_deadline(hasty)
    (arrived,) = hear(hasty)
    assert isinstance(arrived, Arrived)
    server.set(stays=True)
    server.press(1, "done")
    assert hear(hasty) == (Pressed(arrived.handle, "done"),)
    hasty.withdraw(arrived.handle)
    assert server.calls("CloseNotification")[0]["body"] == [1]


def test_what_arrives_late_takes_the_place_of_what_it_replaces(
    hasty: Freedesktop, server: Remote
) -> None:
    first = hasty.show(ASKS)
    server.set(slow=2 * SHORT, renumbers=True)
    miss_the_deadline(hasty, replaces=first)
    (arrived,) = hear(hasty)
    assert isinstance(arrived, Arrived)
    server.press(1, "done")
    server.press(2, "skip")
    assert hear(hasty)[0] == Pressed(arrived.handle, "skip")


def test_an_error_that_comes_late_is_no_arrival(hasty: Freedesktop, server: Remote) -> None:
    handle = hasty.show(ASKS)
    server.set(slow=1.5 * SHORT, error="org.example.Late", stays=True)
    miss_the_deadline(hasty)
    time.sleep(SHORT)
    server.press(1, "done")
    assert hear(hasty) == (Pressed(handle, "done"),)


def test_a_server_that_goes_owing_an_answer_shows_nothing(
    hasty: Freedesktop, server: Remote
) -> None:
    server.set(slow=60)
    miss_the_deadline(hasty)
    server.restart()
    assert hear(hasty, 2) == (Lost("The notification server has gone."), Found())
    assert hasty.events() == ()


def test_a_replaced_server_that_answers_late_has_shown_nothing(
    hasty: Freedesktop, server: Remote
) -> None:
    server.set(slow=1.5 * SHORT)
    miss_the_deadline(hasty)
    server.come()
    time.sleep(SHORT)
    assert hear(hasty, 2) == (Lost("The notification server has gone."), Found())
    assert hasty.events() == ()


# --- starting a server ----------------------------------------------------------------------

NAME = "org.freedesktop.Notifications"
DISPLAYS = [{"DISPLAY": ":9"}, {"WAYLAND_DISPLAY": "wayland-0"}]


def activating(folder: Path, late: float) -> PrivateBus:
    """A bus that starts a notification server when one is called, as desktops set it up."""
    command = python("tests.support.fake_server", f"late={late}")
    return PrivateBus(folder, {NAME: " ".join(command)})


def test_without_a_display_no_server_is_started(connect: Connect, tmp_path: Path) -> None:
    with activating(tmp_path, late=0) as bus:
        channel = connect(bus.environ)
        with pytest.raises(Unreachable, match="without a display none can be started"):
            channel.show(ASKS)
        with pytest.raises(Unreachable, match="without a display none can be started"):
            channel.describe()
        channel.withdraw("of/an/earlier/1")
        time.sleep(0.5)
        assert not bus.owner()


def test_a_server_that_left_just_before_the_call_is_not_started_by_it(
    connect: Connect, tmp_path: Path
) -> None:
    with activating(tmp_path, late=0) as bus:
        with pytest.raises(Unreachable, match="There is no notification server"):
            connect(bus.environ)._call("GetServerInformation", "ssss")
        assert not bus.owner()


def test_without_a_display_a_running_server_is_used(channel: Freedesktop) -> None:
    channel.show(ASKS)


@pytest.mark.parametrize("display", DISPLAYS)
def test_with_a_display_a_server_is_started(
    connect: Connect, tmp_path: Path, display: dict[str, str]
) -> None:
    with activating(tmp_path, late=0.5) as bus:
        channel = connect({**bus.environ, **display})
        handle = channel.show(ASKS)
        with closing(Remote(bus)) as remote:
            remote.press(1, "done")
            assert Pressed(handle, "done") in hear(channel, 2)


def test_a_server_that_starts_too_late_shows_nothing_twice(
    connect: Connect, tmp_path: Path
) -> None:
    with activating(tmp_path, late=1.5) as bus:
        channel = connect({**bus.environ, **DISPLAYS[0]}, SHORT)
        with pytest.raises(Unreachable, match="did not answer") as caught:
            channel.show(ASKS)
        assert caught.value.ticket is None
        assert hear(channel) == (Found(),)
        channel.show(ASKS)
        with closing(Remote(bus)) as remote:
            assert len(remote.calls()) == 1


def test_where_none_is_installed_none_can_be_started(connect: Connect, bus: PrivateBus) -> None:
    channel = connect({**bus.environ, **DISPLAYS[0]})
    with pytest.raises(Unreachable, match="There is no notification server to show it"):
        channel.show(ASKS)
