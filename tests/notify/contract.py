"""What every channel keeps, whatever draws its notices.

A channel that hears its person passes `Hears`, one that cannot passes `Mute`, which says what
it cannot do. Each comes to the tests on a desk: the channel with its person and its server.
"""

from typing import Protocol

import pytest

from coach.core.model import Handle
from coach.notify.port import (
    Arrived,
    Button,
    Channel,
    Closed,
    Found,
    Lost,
    Notice,
    Pressed,
    Unreachable,
)
from tests.support.remote import hear, hear_until

USUAL = (Button("done", "Done"), Button("snooze", "Snooze"), Button("skip", "Skip"))
ASKS = Notice("Stretch calves", "After brushing your teeth.", USUAL, "coach done stretch")
ASKS_ANEW = Notice("Stretch and warm", "Both are due.", USUAL, "coach done stretch")
NIGHTLY = (Button("none", "None"), Button("cramp", "Cramp"), Button("unsure", "Unsure"))
OTHERWISE = Notice("How was the night?", "Any time is fine.", NIGHTLY, "coach morning --none")
TELLS = Notice("Good morning", "How was the night?")


class Desk(Protocol):
    """A channel, and the means to break what it shows on."""

    channel: Channel

    def drawn(self) -> str:
        """All text that ever came to the medium."""

    def break_down(self) -> None:
        """Take the medium away."""


class LivelyDesk(Desk, Protocol):
    """A desk with a person who answers, and with a server that can be played with."""

    def press(self, handle: Handle, choice: str) -> None:
        """Press a button."""

    def dismiss(self, handle: Handle) -> None:
        """Close a notification as the person does."""

    def expire(self, handle: Handle) -> None:
        """Let the time of a notification pass that may expire."""

    def mend(self) -> None:
        """Give the medium back after `break_down`."""

    def next_process(self) -> Channel:
        """The channel of a daemon that is started after this one crashed."""


class Shows:
    """What holds for every channel."""

    def test_what_is_shown_is_drawn(self, desk: Desk) -> None:
        desk.channel.show(ASKS)
        assert ASKS.title in desk.drawn()
        assert ASKS.body in desk.drawn()

    def test_each_notice_has_a_handle_of_its_own(self, desk: Desk) -> None:
        handles = [desk.channel.show(notice) for notice in (ASKS, TELLS, ASKS)]
        assert len(set(handles)) == 3

    def test_withdrawing_what_is_not_there_is_no_mistake(self, desk: Desk) -> None:
        handle = desk.channel.show(ASKS)
        for gone in (handle, handle, "", "of/another/channel", "1"):
            desk.channel.withdraw(gone)
        assert desk.channel.events() == ()

    def test_what_others_showed_is_not_adopted(self, desk: Desk) -> None:
        desk.channel.show(ASKS)
        assert not any(map(desk.channel.adopt, ("", "1", "/1", "of/another/1")))

    def test_what_cannot_be_shown_is_told_in_a_sentence(self, desk: Desk) -> None:
        desk.break_down()
        with pytest.raises(Unreachable, match=r"^[A-Zp].+\.$") as caught:
            desk.channel.show(ASKS)
        assert caught.value.ticket is None
        desk.channel.withdraw("never raises")


class Draws:
    """What holds for every channel that puts letters before a person, and not in a list."""

    def test_control_characters_are_never_drawn(self, desk: Desk) -> None:
        desk.channel.show(Notice("Red \x1b[31malert\x07", "and\x00 more\x9b"))
        assert not set(desk.drawn()) & set("\x00\x07\x1b\x9b")
        assert "alert" in desk.drawn()

    def test_text_that_cannot_be_encoded_is_no_reason_to_fail(self, desk: Desk) -> None:
        desk.channel.show(Notice("Half a \ud83e sign", "Jambes: étirez — 小腿 🦵"))
        assert "Half a" in desk.drawn()


class Mute(Shows, Draws):
    """What a channel keeps that cannot hear."""

    def test_there_is_nothing_to_hear(self, desk: Desk) -> None:
        desk.channel.show(ASKS)
        assert desk.channel.events() == ()
        assert desk.channel.fileno() is None

    def test_nothing_can_be_taken_over(self, desk: Desk) -> None:
        assert not desk.channel.adopt(desk.channel.show(ASKS))

    def test_the_command_is_named_because_there_are_no_buttons(self, desk: Desk) -> None:
        desk.channel.show(ASKS)
        assert ASKS.hint in desk.drawn()

    def test_replacing_shows_anew(self, desk: Desk) -> None:
        first = desk.channel.show(ASKS)
        assert desk.channel.show(ASKS_ANEW, replaces=first) != first
        assert ASKS_ANEW.title in desk.drawn()


class Hears(Shows):
    """What a channel keeps that hears its person and its server."""

    def test_a_press_is_told(self, desk: LivelyDesk) -> None:
        handle = desk.channel.show(ASKS)
        desk.press(handle, "snooze")
        assert hear(desk.channel)[0] == Pressed(handle, "snooze")

    def test_what_is_offered_is_what_is_told(self, desk: LivelyDesk) -> None:
        plain, other, handle = map(desk.channel.show, (TELLS, OTHERWISE, OTHERWISE))
        for one, choice in ((plain, "done"), (other, "done"), (handle, "cramp")):
            desk.press(one, choice)
        events = hear_until(desk.channel, Pressed(handle, "cramp"))
        assert [e for e in events if isinstance(e, Pressed)] == [Pressed(handle, "cramp")]

    def test_what_replaces_offers_its_own_answers(self, desk: LivelyDesk) -> None:
        first = desk.channel.show(OTHERWISE)
        second = desk.channel.show(ASKS, replaces=first)
        desk.press(second, "skip")
        assert hear(desk.channel)[0] == Pressed(second, "skip")

    def test_each_press_is_told_in_order(self, desk: LivelyDesk) -> None:
        first, second = desk.channel.show(ASKS), desk.channel.show(ASKS_ANEW)
        desk.press(second, "skip")
        desk.press(first, "done")
        events = hear_until(desk.channel, Pressed(first, "done"))
        presses = [event for event in events if isinstance(event, Pressed)]
        assert presses == [Pressed(second, "skip"), Pressed(first, "done")]

    def test_closing_is_told_and_is_no_answer(self, desk: LivelyDesk) -> None:
        handle = desk.channel.show(ASKS)
        desk.dismiss(handle)
        assert hear(desk.channel) == (Closed(handle, by_person=True),)

    def test_expiry_is_not_the_persons_doing(self, desk: LivelyDesk) -> None:
        handle = desk.channel.show(TELLS)
        desk.expire(handle)
        assert hear(desk.channel) == (Closed(handle, by_person=False),)

    def test_what_is_withdrawn_is_not_told_as_closed(self, desk: LivelyDesk) -> None:
        ours, other = desk.channel.show(ASKS), desk.channel.show(TELLS)
        desk.channel.withdraw(ours)
        desk.dismiss(other)
        assert hear(desk.channel) == (Closed(other, by_person=True),)

    def test_what_was_pressed_can_be_withdrawn(self, desk: LivelyDesk) -> None:
        handle = desk.channel.show(ASKS)
        desk.press(handle, "done")
        hear(desk.channel)
        desk.channel.withdraw(handle)
        other = desk.channel.show(TELLS)
        desk.dismiss(other)
        assert Closed(other, by_person=True) in hear(desk.channel)

    def test_what_replaces_is_answered_in_its_place(self, desk: LivelyDesk) -> None:
        first = desk.channel.show(ASKS)
        second = desk.channel.show(ASKS_ANEW, replaces=first)
        desk.press(second, "done")
        assert hear(desk.channel)[0] == Pressed(second, "done")

    def test_a_lost_server_is_told_and_a_found_one_serves(self, desk: LivelyDesk) -> None:
        before = desk.channel.show(ASKS)
        desk.break_down()
        assert [type(event) for event in hear(desk.channel)] == [Lost]
        desk.mend()
        assert hear(desk.channel) == (Found(),)
        assert not desk.channel.adopt(before)
        after = desk.channel.show(ASKS)
        desk.dismiss(after)
        assert hear(desk.channel) == (Closed(after, by_person=True),)

    def test_the_next_process_takes_over_what_is_up(self, desk: LivelyDesk) -> None:
        handle = desk.channel.show(ASKS)
        desk.channel.close()
        desk.channel = desk.next_process()
        assert desk.channel.adopt(handle)
        renewed = desk.channel.show(ASKS_ANEW, replaces=handle)
        desk.press(renewed, "done")
        assert hear(desk.channel)[0] == Pressed(renewed, "done")

    def test_what_is_not_adopted_is_not_told(self, desk: LivelyDesk) -> None:
        theirs = desk.channel.show(ASKS)
        desk.channel.close()
        desk.channel = desk.next_process()
        ours = desk.channel.show(ASKS_ANEW)
        desk.press(theirs, "done")
        desk.press(ours, "skip")
        assert hear(desk.channel)[0] == Pressed(ours, "skip")


class LateDesk(LivelyDesk, Protocol):
    """A desk whose server can be slow."""

    def be_late(self) -> None:
        """Let the next notice miss the deadline."""

    def arrive(self, ticket: str) -> None:
        """Let it be shown after all."""


class HearsLate(Hears):
    """What a channel keeps whose server may let the deadline pass as well."""

    def test_what_arrives_late_is_told_and_heard(self, desk: LateDesk) -> None:
        desk.be_late()
        with pytest.raises(Unreachable) as caught:
            desk.channel.show(ASKS)
        ticket = caught.value.ticket
        assert ticket is not None
        desk.arrive(ticket)
        (arrived,) = hear(desk.channel)
        assert isinstance(arrived, Arrived)
        assert arrived.ticket == ticket
        desk.press(arrived.handle, "done")
        assert hear(desk.channel)[0] == Pressed(arrived.handle, "done")
