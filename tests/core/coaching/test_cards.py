"""What comes on a card of the coach's own: when, with what, and how it is settled."""

from datetime import date, time

from coach.core import planning
from coach.core.answering import Press, pressed
from coach.core.coaching.cards import is_evening
from coach.core.history import effective
from coach.core.model import (
    Coaching,
    Config,
    Decided,
    Eased,
    Event,
    Fact,
    FromCoach,
    Plan,
    Proposed,
    Remark,
    Reminder,
)
from coach.core.nights import DAY
from coach.core.questions.kinds import with_questions
from coach.core.standing import standing
from tests.support.people import NIGHT, PRAGUE, TEACHER, at

OWN = TEACHER._replace(coaching=Coaching(morning_check=False))
REST = Proposed("rest", "stretch")
STEADY = Remark("week-steady.1", "stretch", 6, 7)
LESS = Remark("less-1.1", "warm", of=3)
BACK = Remark("back.1", "stretch", 2, 7)


def facts(*events: Event, night: date = NIGHT) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"f{n}", at("12:00", day=night), night, event) for n, event in enumerate(events)
    )


def plan(found: tuple[Fact, ...], night: date = NIGHT, config: Config = OWN) -> Plan:
    return with_questions(config, planning.plan(config, night, PRAGUE, found), found)


def cards(
    *events: Event, night: date = NIGHT, config: Config = OWN
) -> list[tuple[str, tuple[Remark, ...]]]:
    """What is asked or told, and the remarks on it."""
    asked = plan(facts(*events, night=night), night, config).questions
    return [(one.asks, one.about.remarks) for one in asked if isinstance(one.about, FromCoach)]


def test_the_evening_of_the_review_is_the_configs() -> None:
    assert is_evening(OWN, NIGHT)
    assert not is_evening(OWN, NIGHT + DAY)
    assert not is_evening(OWN._replace(coaching=Coaching(review="off")), NIGHT)


def test_without_anything_to_say_there_is_no_card() -> None:
    assert cards() == []
    assert cards(Eased("warm", 0, "answered"), Remark("ask.1"), Remark("lapse.1", "warm")) == []


def test_all_that_there_is_to_say_comes_on_one_card() -> None:
    assert cards(STEADY, LESS) == [("notice", (STEADY, LESS))]
    assert cards(STEADY, LESS, REST) == [("proposal", (STEADY, LESS))]


def test_what_the_command_made_on_another_evening_comes_on_no_card() -> None:
    assert cards(STEADY, REST, night=NIGHT + DAY) == []
    assert cards(STEADY, REST, LESS, night=NIGHT + DAY) == [("notice", (LESS,))]


def test_what_was_switched_off_since_it_was_noted_comes_on_no_card() -> None:
    noted = (STEADY, LESS, BACK, REST)

    def with_only(coaching: Coaching) -> list[tuple[str, tuple[Remark, ...]]]:
        return cards(*noted, config=OWN._replace(coaching=coaching))

    assert cards(*noted) == [("proposal", (STEADY, LESS, BACK))]
    assert with_only(Coaching(False, back_off=False)) == [("proposal", (STEADY, BACK))]
    assert with_only(Coaching(False, review="off")) == [("notice", (LESS, BACK))]
    assert with_only(Coaching(False, proposals=False)) == [("notice", (STEADY, LESS, BACK))]


def test_it_comes_at_a_calm_hour_of_the_evening() -> None:
    (card,) = plan(facts(STEADY)).questions
    assert (card.due, card.until) == (at("21:00"), at("22:15"))
    late = OWN._replace(rollover=time(21, 30), wake=(time(7),) * 7)
    found = facts(STEADY)
    (card,) = with_questions(late, planning.plan(late, NIGHT, PRAGUE, found), found).questions
    assert card.due == at("21:30")


def question(found: tuple[Fact, ...]) -> Reminder:
    (card,) = plan(found).questions
    return card


def test_a_press_is_a_word_on_that_suggestion_and_settles_it() -> None:
    found = facts(STEADY, REST)
    card = question(found)
    now = at("21:05")
    place = standing(card, found, plan(found), now)
    for choice in ("yes", "no", "later"):
        word = pressed(Press(choice, card.id, now, place, found))
        assert word == Decided("f1", choice, "button")
    assert pressed(Press("done", card.id, now, place, found)) is None
    assert pressed(Press("yes", card.id, now, None, found)) is None
    decided = effective((*found, Fact("d", now, NIGHT, Decided("f1", "no", "command"))))
    place = standing(card, decided, plan(decided), now)
    assert place.settled
    other = effective((*found, Fact("d", now, NIGHT, Decided("f9", "no", "command"))))
    assert not standing(card, other, plan(other), now).settled
