"""The daemon and the phone: what is kept, what is said, and that the desktop stays as it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from coach.core.model import PUSHED, Delivery
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.phone import Phone
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.notify.port import Notice
from tests.support.desk import CONFIG, Desk
from tests.support.people import at

PUSH = CONFIG + '[channels.push]\nurl_env = "COACH_PUSH_URL"\n'
ADDRESS = "json://secret"
STRETCH = "Stretch calves"


class FakeSender:
    """A child that ends when the test says so, or at once with `outcomes`."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Notice]] = []
        self.outcomes: list[str] = []
        self.left: float | None = None
        self._outcome: str | None = None
        self.closed = False

    def begin(self, address: str, notice: Notice) -> None:
        self.sent.append((address, notice))
        self.left = 35.0
        if self.outcomes:
            self.end(self.outcomes.pop(0))

    def end(self, outcome: str) -> None:
        self.left, self._outcome = None, outcome

    def outcome(self) -> str | None:
        outcome, self._outcome = self._outcome, None
        return outcome

    def close(self) -> None:
        self.closed = True


class PhoneDesk(Desk):
    """A desk whose person has a phone."""

    def __init__(self, folder: Path, config: str = PUSH, start: str = "18:00") -> None:
        self.environ = {"COACH_PUSH_URL": ADDRESS}
        self.sender = FakeSender()
        super().__init__(folder, config, start)

    def _daemon(self) -> Daemon:
        config = InForce(str(self.path), str(self.folder))
        recorder = Recorder(self.journal, Spill([str(self.folder)]))
        phone = Phone(recorder, self.environ, self.sender)  # type: ignore[arg-type]
        return Daemon(config, recorder, self.channel, self.clock, self.person, phone)

    def pushes(self) -> list[tuple[str, str]]:
        """What the journal has of the phone."""
        return [
            (fact.event.stage, fact.event.reason)
            for fact in self.journal.facts
            if isinstance(fact.event, Delivery) and fact.event.channel == PUSHED
        ]


@pytest.fixture
def desk(tmp_path: Path) -> PhoneDesk:
    return PhoneDesk(tmp_path)


def test_what_is_not_answered_goes_to_the_phone_in_neutral_words(desk: PhoneDesk) -> None:
    desk.sender.outcomes = ["sent", "sent"]
    desk.play("21:56")
    assert [clock for clock, _ in desk.sender.sent] == [ADDRESS, ADDRESS]
    words = " ".join(notice.title + notice.body for _, notice in desk.sender.sent).lower()
    assert not any(word in words for word in ("stretch", "calcium", "leg", "cramp"))
    assert desk.pushes() == [("attempted", ""), ("shown", "")] * 2
    assert desk.screen == ["Something rich in calcium", STRETCH], "the desktop stays as it was"


def test_full_words_for_who_wants_them(tmp_path: Path) -> None:
    desk = PhoneDesk(tmp_path, PUSH + "private = false\n")
    desk.person.away = "locked"
    desk.sleep("22:00")
    ((_, notice),) = desk.sender.sent
    assert notice.title == "Two things for this evening"
    assert STRETCH in notice.body


def test_what_was_handed_over_is_unconfirmed_and_survives_a_restart(desk: PhoneDesk) -> None:
    desk.sender.outcomes = ["sent"]
    desk.play("19:41")
    handed = [fact.event for fact in desk.journal.facts if isinstance(fact.event, Delivery)][-1]
    assert (handed.channel, handed.stage, handed.confirmed) == (PUSHED, "shown", False)
    desk.crash()
    desk.play("21:00")
    assert len(desk.sender.sent) == 1


def test_a_failure_is_kept_with_its_reason_and_tried_again(desk: PhoneDesk) -> None:
    desk.sender.outcomes = ["refused 401", "sent"]
    desk.play("19:50")
    assert [stage for stage, _ in desk.pushes()] == ["attempted", "failed", "attempted", "shown"]
    assert desk.pushes()[1][1] == "the service refused it (it answered 401)"


def test_while_one_is_on_its_way_no_other_is_sent_and_its_end_is_heard(desk: PhoneDesk) -> None:
    desk.person.away = "locked"
    desk.play("19:30")
    assert desk.daemon.turn() == desk.clock.instant + timedelta(seconds=35)
    desk.clock.instant = at("21:45")
    desk.daemon.turn()
    assert len(desk.sender.sent) == 1
    desk.sender.end("slow")
    desk.daemon.turn()
    assert len(desk.sender.sent) == 2
    assert ("failed", "the service did not answer in time") in desk.pushes()


def test_an_answer_in_time_keeps_the_phone_still(desk: PhoneDesk) -> None:
    desk.play("19:35")
    desk.done("calcium")
    desk.play("21:50")
    desk.done("stretch")
    desk.play("23:00")
    assert desk.sender.sent == []


def test_an_address_that_is_missing_is_a_failure_with_its_reason(desk: PhoneDesk) -> None:
    del desk.environ["COACH_PUSH_URL"]
    desk.play("19:50")
    assert [stage for stage, _ in desk.pushes()] == ["attempted", "failed"] * 3
    assert "COACH_PUSH_URL is not set here" in desk.pushes()[1][1]
    assert desk.sender.sent == []


def test_without_a_desktop_the_phone_is_told_at_once(tmp_path: Path) -> None:
    desk = PhoneDesk(tmp_path, PUSH + "[channels.desktop]\nenabled = false\n")
    desk.sender.outcomes = ["sent", "sent"]
    desk.play("21:45")
    assert len(desk.sender.sent) == 2
    assert desk.shown == []
    assert desk.deliveries("stretch") == ["attempted", "shown"]


def test_a_clean_stop_leaves_no_child_and_says_why_nothing_was_sent(desk: PhoneDesk) -> None:
    desk.person.away = "idle"
    desk.play("19:31")
    desk.daemon.stop()
    assert desk.sender.closed
    assert desk.pushes()[-1] == ("failed", "coach was stopped while it was sending")


def test_without_a_phone_in_the_config_nothing_is_sent(tmp_path: Path) -> None:
    desk = PhoneDesk(tmp_path, CONFIG)
    desk.person.away = "locked"
    desk.play("22:00")
    assert desk.sender.sent == []
    assert desk.pushes() == []


def test_what_was_sent_while_the_daemon_was_stopped_is_not_sent_again(desk: PhoneDesk) -> None:
    desk.play("21:56")
    desk.sender.end("sent")
    desk.daemon.stop()
    assert desk.pushes() == [("attempted", ""), ("shown", "")]
