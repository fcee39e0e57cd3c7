"""Months with the real daemon: it asks less, says little, suggests once a week, and repeats not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from coach.core.coaching.sentences import place_of
from coach.core.history import effective
from coach.core.model import Answer, Decided, Delivery, Eased, Pause, Proposed, Remark
from coach.core.nights import DAY
from coach.core.planning import night_in
from tests.support.months import CONFIG, Months, Told
from tests.support.people import NIGHT

Kind = TypeVar("Kind", bound=Eased | Proposed | Decided | Remark)

MONTHS = "dddddddiidduddddddibddddduuudddiiiiiiiiiiiidduddlllllllllllllllllbbbbbbbbbbbbbbbbbbbbb"


@pytest.fixture
def months(tmp_path: Path) -> Months:
    return Months(tmp_path)


def noted(months: Months, kind: type[Kind]) -> list[tuple[date, Kind]]:
    """What was recorded of a kind, with its nights."""
    facts = months.desk.journal.facts
    return [(fact.night, fact.event) for fact in facts if isinstance(fact.event, kind)]


def notes(months: Months) -> list[object]:
    """All that the coach noted."""
    return [noted(months, kind) for kind in (Eased, Remark, Proposed)]


def steps(months: Months) -> list[tuple[int, int]]:
    """After how many evenings which step held."""
    return [((night - NIGHT).days, eased.step) for night, eased in noted(months, Eased)]


def of_coach(told: list[Told]) -> list[Told]:
    return [
        one for one in told if one.title in ("From your coach", "A suggestion for your evenings")
    ]


def test_who_answers_nothing_is_asked_less_and_less_and_is_told_so(months: Months) -> None:
    months.live("i" * 40)
    assert steps(months) == [(3, 1), (7, 2), (21, 3)]
    nights = [one.night for one in months.told if one.title == "Stretch calves"]
    assert nights.count(NIGHT) == 2
    assert nights.count(NIGHT + 5 * DAY) == 1
    assert [(night - NIGHT).days for night in nights][-8:] == [6, 8, 10, 12, 14, 16, 18, 20]
    heard = [one.body for one in of_coach(months.told)]
    assert sum("had no answer" in body for body in heard) == 3


def test_each_done_brings_reminders_back_by_a_step(months: Months) -> None:
    months.live("i" * 8)
    assert steps(months)[-1] == (7, 2)
    months.live("dddd")
    assert steps(months)[2:] == [(9, 1), (10, 0)]


def test_who_gives_a_habit_another_time_is_asked_as_written_from_then_on(months: Months) -> None:
    months.live("i" * 9)
    months.desk.path.write_text(CONFIG.replace('at = "21:30"', 'at = "21:31"'), encoding="utf-8")
    before = len(months.told)
    months.live("d" * 4)
    assert steps(months) == [(3, 1), (7, 2), (8, 0)]
    nights = [one.night for one in months.told[before:] if one.title == "Stretch calves"]
    assert nights == [NIGHT + DAY * n for n in (9, 10, 11, 12)]


def test_evenings_that_nobody_could_see_ease_nothing(months: Months) -> None:
    months.live("u" * 30)
    assert steps(months) == []
    assert of_coach(months.told) == []


def test_what_was_announced_to_nobody_is_announced_again(months: Months) -> None:
    months.live("iiiuui")
    heard = [one for one in of_coach(months.told) if "had no answer" in one.body]
    assert [(one.night - NIGHT).days for one in heard] == [5]
    months.live("iii")
    assert len([one for one in of_coach(months.told) if "last 3" in one.body]) == 1


def test_what_was_announced_to_nobody_and_holds_no_longer_is_not_announced(months: Months) -> None:
    months.live("iii")
    remarks = [remark.name for _, remark in noted(months, Remark)]
    months.live("uuu")
    again = [r.name for _, r in noted(months, Remark) if r.name.startswith("less-")]
    assert len(again) > 1
    months.command(Answer("done", f"{months.night - DAY}/stretch/1", "command"))
    months.live("uuu")
    assert [r.name for _, r in noted(months, Remark) if r.name.startswith("less-")] == again
    assert not any(name.startswith("less-") for name in remarks)


def test_what_was_announced_to_nobody_is_not_announced_once_backing_off_is_off(
    months: Months,
) -> None:
    months.live("iiiu")
    again = [r.name for _, r in noted(months, Remark) if r.name.startswith("less-")]
    assert len(again) == 1
    months.desk.path.write_text(f"{CONFIG}back_off = false\n", encoding="utf-8")
    months.live("uudd")
    assert [r.name for _, r in noted(months, Remark) if r.name.startswith("less-")] == again
    assert not any("had no answer" in one.body for one in months.told)


def test_a_line_that_was_noted_is_not_said_once_remarks_are_off(months: Months) -> None:
    months.live("dddii")
    months.desk.play("12:30", months.night)
    assert [remark.name.partition(".")[0] for _, remark in noted(months, Remark)][-1:] == ["lapse"]
    months.desk.path.write_text(f"{CONFIG}remarks = false\n", encoding="utf-8")
    months.live("i")
    assert not any("half a minute" in one.body for one in months.told)


def test_after_two_evenings_off_a_small_version_is_offered_once(months: Months) -> None:
    months.live("dddiiid")
    offered = {one.night for one in months.told if "half a minute" in one.body}
    assert offered == {NIGHT + 5 * DAY}


def test_a_restart_notes_nothing_twice(months: Months) -> None:
    for letter in "ddiiiid":
        months.desk.crash(reboot=True)
        months.live(letter)
        before = notes(months)
        months.desk.crash(reboot=True)
        months.desk.daemon.turn()
        assert notes(months) == before


def test_the_review_comes_on_its_evening_well_before_bedtime(months: Months) -> None:
    months.live("d" * 22)
    heard = of_coach(months.told)
    assert {one.night.weekday() for one in heard} == {6}
    assert {one.clock for one in heard} == {"21:02"}
    assert len(heard) == 3


def test_with_review_and_proposals_off_nothing_is_summed_up_or_suggested(tmp_path: Path) -> None:
    quiet = Months(tmp_path, f'{CONFIG}review = "off"\nproposals = false\n')
    quiet.live("l" * 30)
    assert of_coach(quiet.told) == []
    assert noted(quiet, Proposed) == []


def test_a_pause_is_silence_for_the_coach_as_well(months: Months) -> None:
    months.live("ddd")
    months.command(Pause())
    before = len(months.desk.journal.facts)
    months.live("iiiiiiiiii")
    assert noted(months, Remark)[1:] == []
    assert len(months.desk.journal.facts) == before


def test_a_press_is_the_persons_word_and_a_yes_waits_to_be_carried_out(months: Months) -> None:
    months.answers = {"22:00": "yes"}
    months.live("l" * 15)
    facts = months.desk.journal.facts
    (proposed,) = [fact.id for fact in facts if isinstance(fact.event, Proposed)]
    ((_, decided),) = noted(months, Decided)
    assert decided == Decided(proposed, "yes", "button")
    assert months.desk.daemon.agreed == proposed
    months.command(Remark("made", "stretch"))
    assert months.desk.daemon.agreed == ""


def test_a_no_is_quiet_for_eight_weeks(months: Months) -> None:
    months.answers = {"shall": "no"}
    months.live("l" * 75)
    times = [night for night, proposed in noted(months, Proposed) if proposed.sort == "time"]
    assert [(night - NIGHT).days for night in times] == [14, 70]


def sentences(told: list[Told]) -> Iterator[tuple[date, str]]:
    """What the coach said, one sentence at a time: titles and numbers apart they would differ."""
    for one in of_coach(told):
        for line in one.body.split("\n"):
            yield one.night, line


def test_no_sentence_comes_twice_in_four_weeks(months: Months) -> None:
    months.live(MONTHS * 2)
    last: dict[str, date] = {}
    for night, sentence in sentences(months.told):
        assert night - last.get(sentence, night - 99 * DAY) >= 28 * DAY or night == last[sentence]
        last[sentence] = night
    said: dict[str, date] = {}
    for night, remark in noted(months, Remark):
        if place_of(remark) != "announcement":
            assert night - said.get(remark.name, date.min) >= 28 * DAY
            said[remark.name] = night


def test_each_word_and_proposal_traces_to_facts_of_the_evenings_it_names(months: Months) -> None:
    months.live(MONTHS)
    facts = effective(months.desk.journal.facts)
    asked = {
        name
        for fact in facts
        if isinstance(fact.event, Delivery) and fact.event.stage == "shown"
        for name in fact.event.reminders
    }
    done = {fact.event.reminder for fact in facts if isinstance(fact.event, Answer)}
    traced = [fact for fact in facts if isinstance(fact.event, Eased | Proposed)]
    assert {type(fact.event) for fact in traced} == {Eased, Proposed}
    for fact in traced:
        assert isinstance(fact.event, Eased | Proposed)
        assert fact.event.evidence
        for name in fact.event.evidence:
            assert name in asked | done
            assert night_in(name) < fact.night


def test_a_card_of_the_coach_fits_on_every_screen(months: Months) -> None:
    months.live(MONTHS)
    assert max(len(one.body) for one in of_coach(months.told)) <= 400


def test_what_is_eased_together_is_told_together(tmp_path: Path) -> None:
    others = (
        f'[[habit]]\nkey = "{key}"\ntitle = "Something that is good for {key}"\nat = "21:30"\n'
        for key in ("legs", "feet", "sleep")
    )
    several = Months(tmp_path, CONFIG.replace("[coaching]", "".join([*others, "[coaching]"])))
    several.live("i" * 30)
    heard = [one for one in of_coach(several.told) if "had no answer" in one.body]
    assert [one.body.count("had no answer") for one in heard] == [1, 1, 1]
    assert max(len(one.body) for one in of_coach(several.told)) <= 400


def test_with_backing_off_and_remarks_off_every_evening_is_as_written(tmp_path: Path) -> None:
    plain = Months(tmp_path, f'{CONFIG}back_off = false\nremarks = false\nreview = "off"\n')
    plain.live("dddii" + "i" * 20)
    assert [notes(plain)[0], notes(plain)[1]] == [[], []]
    assert {one.title for one in plain.told} == {"Stretch calves"}


def test_a_yes_that_cannot_be_kept_is_said_so_and_carried_out_once_it_is(months: Months) -> None:
    months.live("l" * 14)
    desk, title = months.desk, "A suggestion for your evenings"
    desk.play("22:00", months.night)
    desk.journal.full = "the disk is full"
    desk.press("yes", title)
    assert "Not saved yet" in desk.shown
    assert desk.daemon.agreed == ""
    desk.journal.full = ""
    desk.daemon.turn()
    (proposed,) = [fact.id for fact in desk.journal.facts if isinstance(fact.event, Proposed)]
    assert desk.daemon.agreed == proposed
