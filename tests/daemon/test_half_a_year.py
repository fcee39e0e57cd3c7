"""Half a year with the real daemon: what it promises of its words holds on the run itself."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.config.template import text as written
from coach.core.coaching.sentences import OBSERVATIONS
from coach.core.history import Facts, effective
from coach.core.model import Answer, Decided, Delivery, Eased, Fact, Proposed, Remark
from coach.core.nights import DAY
from coach.core.planning import habit_of, night_in
from coach.wording.cueing import CUES
from coach.wording.reminders import QUESTIONS
from tests.support import teacher
from tests.support.half_a_year import Diary
from tests.support.played_life import HER_OWN, TITLES, Heard, Life

PAGE = Path(__file__).parents[2] / "docs" / "half-a-year.md"

FOUR_WEEKS = 28 * DAY

FIXED = (
    r"Any time until \d\d:\d\d is fine\.",  # a time of the day, not a thing said
    r"This was for \d\d:\d\d; there is still time\.",
    r"Your moment: .*",  # the person's own words
    r"(After today's|\w+ evenings? after) .*",  # why an evening has more care
    r"Drink to thirst\.",  # what the settings add to the evening of a hike
    r"A quiet night is worth a note, too\.",  # the morning's question, the same each day
    r"Of several, the worst one counts\.",
    *map(re.escape, (s for text in QUESTIONS.values() for s in re.split(r"(?<=[.?]) ", text))),
    r"Step by step: coach stretch",  # commands, always spelled alike
    r"To have it as before: coach undo",
)
"""What may come again, and why: health is asked about in the same well-weighed words each time."""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    return Life(tmp_path_factory.mktemp("life"))


def noted(life: Life, kind: type[Proposed] | type[Eased] | type[Remark]) -> list[Fact]:
    return [fact for fact in life.desk.journal.facts if isinstance(fact.event, kind)]


def before(life: Life, fact: Fact) -> Facts:
    """The journal up to a fact."""
    facts = life.desk.journal.facts
    return effective(tuple(facts[: facts.index(fact)]))


# --- the page ----------------------------------------------------------------------------


def test_the_page_is_what_the_run_shows(life: Life) -> None:
    assert PAGE.read_text(encoding="utf-8") == "\n".join(Diary(life).pages())
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) <= 700


# --- no sentence twice in four weeks -----------------------------------------------------


def sentences(text: str) -> Iterator[str]:
    """One by one, without their numbers: another number makes no other sentence."""
    for sentence in re.split(r"(?<=[.?])\s+|\n", text):
        if sentence and not any(re.fullmatch(fixed, sentence) for fixed in FIXED):
            yield re.sub(r"\d+", "#", sentence)


def said(life: Life) -> Iterator[tuple[date, str, str]]:
    """Evening, card and sentence; of reviews what is not a table."""
    for one in life.heard:
        for sentence in sentences(one.body):
            yield one.night, one.title, sentence
    for did in life.did:
        if did.words == "coach review":
            for part in did.reply.split("\n\n")[2:]:
                for sentence in sentences(part):
                    yield did.night, "review", sentence


def test_no_sentence_comes_twice_in_four_weeks(life: Life) -> None:
    last: dict[str, tuple[date, str]] = {}
    for night, card, sentence in sorted(said(life)):
        when, where = last.get(sentence, (night - FOUR_WEEKS, card))
        again = when == night and (where == card or "review" in (where, card))
        assert again or night - when >= FOUR_WEEKS, (sentence, when, night)
        last[sentence] = night, card


def test_what_was_checked_is_a_lot(life: Life) -> None:
    assert len({sentence for _, _, sentence in said(life)}) > 150


# --- each number and each suggestion traces to facts -------------------------------------


def card(life: Life, night: date) -> Heard:
    """The suggestion of an evening."""
    (found,) = [one for one in life.heard if one.night == night and "suggestion for" in one.title]
    return found


def later_than_bedtime(at: datetime) -> float:
    """Minutes; most are below 0."""
    return (at.replace(tzinfo=None) - datetime.combine(at.date(), teacher.BEDTIME)) / MINUTE


MINUTE = timedelta(minutes=1)


def minutes(spelled: str) -> float:
    """Of `bedtime - 45min`."""
    (number,) = re.findall(r"^bedtime - (\d+)min$", spelled)
    return -float(number)


def done(facts: Facts, names: tuple[str, ...]) -> dict[str, datetime]:
    """When those of some reminders that were done were."""
    return {
        fact.event.reminder: fact.at
        for fact in facts
        if isinstance(fact.event, Answer)
        and fact.event.verb == "done"
        and fact.event.reminder in names
    }


def first_shown(facts: Facts, names: tuple[str, ...]) -> dict[str, datetime]:
    """When each came up first."""
    found: dict[str, datetime] = {}
    for fact in facts:
        if isinstance(fact.event, Delivery) and fact.event.stage == "shown":
            for name in fact.event.reminders:
                if name in names:
                    found.setdefault(name, fact.at)
    return found


def test_each_suggestion_traces_to_the_evenings_it_names(life: Life) -> None:
    proposals = noted(life, Proposed)
    assert [f.event.sort for f in proposals if isinstance(f.event, Proposed)] == [
        "time", "cue", "time", "halve", "watch"
    ]  # fmt: skip
    for fact in proposals:
        event = fact.event
        assert isinstance(event, Proposed)
        names, facts = event.evidence, before(life, fact)
        assert re.findall(
            r"\b(?!of\b)(\d+) (?:times|evenings)\b", card(life, fact.night).body.split("\n")[-1]
        )[0] == str(len(names))
        assert {habit_of(name) for name in names} == {event.habit}
        assert all(night_in(name) < fact.night for name in names)
        assert holds(event, facts), event


def holds(event: Proposed, facts: Facts) -> bool:
    """Whether the evenings show what the sentence says of them."""
    names = event.evidence
    kept, shown = done(facts, names), first_shown(facts, names)
    if event.sort == "time" and len(names) < 14:
        sent_on = [snoozed(facts, name) for name in names]
        return min(sent_on) + 5 >= minutes(event.now) - minutes(event.was)
    if event.sort == "time":
        was, now = minutes(event.was), minutes(event.now)
        offs = [later_than_bedtime(at) for at in kept.values()]
        nearer = sum(abs(off - now) < abs(off - was) for off in offs)
        return len(kept) == len(names) and 2 * nearer >= len(names)
    if event.sort == "cue":
        return 2 * len(kept) < len(names)
    ahead = [name for name, at in kept.items() if name not in shown or at < shown[name]]
    return len(ahead) >= 0.7 * len(names)


def snoozed(facts: Facts, name: str) -> float:
    """For how many minutes a reminder was sent on in all."""
    return sum(
        (fact.event.back - fact.at) / MINUTE
        for fact in facts
        if isinstance(fact.event, Answer) and fact.event.reminder == name and fact.event.back
    )


def test_each_word_on_asking_less_traces_to_evenings_seen_and_not_answered(life: Life) -> None:
    less = [f for f in noted(life, Eased) if f.event.because == "ignored"]  # type: ignore[union-attr]
    assert [f.event.step for f in less] == [1, 2]  # type: ignore[union-attr]
    for fact in less:
        assert isinstance(fact.event, Eased)
        names, facts = fact.event.evidence, before(life, fact)
        assert set(first_shown(facts, names)) == set(names)
        assert done(facts, names) == {}
        told = " ".join(one.body for one in life.heard if one.night == fact.night)
        assert f"last {len(names)}" in told


def test_each_number_of_a_review_is_counted_again(life: Life) -> None:
    told = teacher.mornings()
    observed = [f for f in noted(life, Remark) if sentence(f) in OBSERVATIONS]
    assert len(observed) > 20
    for fact in observed:
        event = fact.event
        assert isinstance(event, Remark)
        days = 28 if sentence(fact) == "week-month" else 7
        nights = [fact.night - DAY * n for n in range(1, days + 1)]
        if sentence(fact) == "week-nights":
            known = [told[night] for night in nights if answered(life, night)]
            assert (event.done, event.of) == (sum(one.cramps for one in known), len(known))
        elif sentence(fact) in ("week-steady", "week-more", "week-some", "week-month"):
            names = tuple(f"{night}/{event.habit}/1" for night in nights)
            assert event.done == len(done(before(life, fact), names))


def sentence(fact: Fact) -> str:
    """The name of a remark, without its way."""
    assert isinstance(fact.event, Remark)
    return fact.event.name.partition(".")[0]


def answered(life: Life, night: date) -> bool:
    """Whether she said how a night was."""
    return any(one.on == "How was the night?" and one.night == night for one in life.did)


# --- what came of it ---------------------------------------------------------------------


def test_her_word_holds(life: Life) -> None:
    facts = life.desk.journal.facts
    verbs = [fact.event.verb for fact in facts if isinstance(fact.event, Decided)]
    assert verbs == ["yes", "later", "no", "yes", "yes"]
    (no,) = [f for f in facts if isinstance(f.event, Decided) and f.event.verb == "no"]
    refused = next(f.event for f in facts if f.id == no.event.proposal)  # type: ignore[union-attr]
    after = [f.event for f in noted(life, Proposed) if f.at > no.at]
    assert isinstance(refused, Proposed)
    assert (refused.sort, refused.habit) not in [(e.sort, e.habit) for e in after]  # type: ignore[union-attr]


def test_one_line_of_her_config_changed_and_every_comment_is_there(life: Life) -> None:
    begun = written(teacher.BEDTIME, teacher.WAKE, CUES[0]) + HER_OWN
    changed = begun.replace('at = "bedtime - 45min"', 'at = "bedtime - 25min"')
    assert life.desk.path.read_text() == changed
    assert begun.count("#") == changed.count("#") > 3


def test_reminders_keep_their_wall_time_when_the_clocks_change(life: Life) -> None:
    changes = date(2026, 10, 25), date(2027, 3, 28)
    for day in (one + DAY * n for one in changes for n in (-1, 0, 1)):
        times = {
            f"{one.at:%H:%M}"
            for one in life.heard
            if one.night == day and one.title == TITLES["warm"]
        }
        assert min(times) == "21:30"


def test_nothing_is_said_while_it_is_paused_or_the_computer_is_off(life: Life) -> None:
    silent = {one.night for one in life.heard}
    for first, after in (teacher.PAUSED, teacher.AWAY):
        nights = {first + DAY * n for n in range((after - first).days)}
        assert nights.isdisjoint(silent)
