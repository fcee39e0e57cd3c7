"""The desktop channel on real dunst, which draws on a display that nobody sees."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from coach.notify.freedesktop import Freedesktop
from coach.notify.port import Closed, Found, Lost, Notice, Pressed
from coach.wording.buttons import buttons
from tests.support.bus import Dunst, wait_for
from tests.support.remote import hear

ASKS = Notice("Stretch <calves>", "Hold 30 s & breathe.", buttons("habit"), "coach done stretch")


@pytest.fixture
def channel(dunst: Dunst) -> Iterator[Freedesktop]:
    with closing(Freedesktop(dunst.environ)) as channel:
        yield channel


def number(handle: str) -> int:
    return int(handle.rpartition("/")[2])


def test_it_is_shown_with_its_command(channel: Freedesktop, dunst: Dunst) -> None:
    channel.show(ASKS)
    wait_for(lambda: dunst.displayed() == 1, "a notification on the screen")
    assert dunst.history() == "Stretch <calves>\nHold 30 s &amp; breathe.\ncoach done stretch"


def test_it_claims_buttons_that_nobody_sees(channel: Freedesktop) -> None:
    server = channel.describe()
    assert server.name == "dunst"
    assert "actions" in server.capabilities
    assert not server.draws_buttons


@pytest.mark.parametrize("verb", ["done", "snooze", "skip"])
def test_the_menu_answers_and_leaves_it_up(channel: Freedesktop, dunst: Dunst, verb: str) -> None:
    handle = channel.show(ASKS)
    dunst.choose(number(handle), verb)
    assert hear(channel) == (Pressed(handle, verb),)
    assert dunst.displayed() == 1
    channel.withdraw(handle)
    assert dunst.displayed() == 0
    assert channel.events() == ()


def test_a_click_closes_and_is_no_answer(channel: Freedesktop, dunst: Dunst) -> None:
    handle = channel.show(ASKS)
    dunst.click()
    assert hear(channel) == (Closed(handle, by_person=True),)


def test_it_stays_until_withdrawn(channel: Freedesktop, dunst: Dunst) -> None:
    asks = channel.show(ASKS)
    tells = channel.show(Notice("Good morning", ""))
    assert hear(channel) == (Closed(tells, by_person=False),)
    assert dunst.displayed() == 1
    channel.withdraw(asks)
    assert dunst.displayed() == 0


def test_a_restart_is_told_and_its_numbers_mean_nothing(channel: Freedesktop, dunst: Dunst) -> None:
    before = channel.show(ASKS)
    dunst.kill()
    assert hear(channel) == (Lost("The notification server has gone."),)
    dunst.start()
    assert hear(channel) == (Found(),)
    after = channel.show(ASKS, replaces=before)
    assert after != before
    channel.withdraw(before)
    assert dunst.displayed() == 1


def test_what_is_adopted_is_heard_once_it_is_shown_anew(dunst: Dunst) -> None:
    """Dunst tells only the connection that called Notify, alive or dead."""
    with closing(Freedesktop(dunst.environ)) as crashed:
        handle = crashed.show(ASKS)
    with closing(Freedesktop(dunst.environ)) as channel:
        assert channel.adopt(handle)
        dunst.choose(number(handle), "done")
        assert hear(channel, within=0.5) == ()
        assert channel.show(ASKS, replaces=handle) == handle
        dunst.choose(number(handle), "done")
        assert hear(channel) == (Pressed(handle, "done"),)
