"""A line in an evening's reminder: after two evenings off and, rarely, because all went well.

One line an evening at most, and no sentence twice in four weeks. Nothing is told that the evenings
do not show (coaching.md, 4, rules 8 and 9).
"""

from collections.abc import Iterable

from coach.core import strength
from coach.core.coaching.evidence import WINDOW, Lived, is_new
from coach.core.coaching.sentences import IN_REMINDERS
from coach.core.easing import NOT_ASKED
from coach.core.model import Activity, Config, Habit, Remark
from coach.core.nights import DAY
from coach.core.outcomes import Outcome

AGAIN = 28 * DAY
"""A sentence is not said again within this."""

FIRST = 3
OFF = 2
"""Evenings off after which a small version is offered."""
GAP = 7
"""Evenings without it after which a return is welcomed."""
HIKES = 4


def said_lately(lived: Lived) -> frozenset[str]:
    """The names of what was said in the last four weeks."""
    return frozenset(
        fact.event.name
        for fact in lived.facts
        if isinstance(fact.event, Remark) and fact.night > lived.tonight - AGAIN
    )


def fresh(sentence: str, ways: int, lived: Lived, said: frozenset[str]) -> str | None:
    """A way to say something that was not used lately; they take turns by the night's number."""
    turn = lived.tonight.toordinal()
    names = [f"{sentence}.{1 + (turn + n) % ways}" for n in range(ways)]
    return next((name for name in names if name not in said), None)


def tonight(config: Config, lived: Lived) -> Remark | None:
    """What may be said this evening, with one reminder; None on most evenings."""
    said = said_lately(lived)
    for habit in config.habits:
        if lived.tonight.weekday() not in habit.days or lived.step(habit.key) == NOT_ASKED:
            continue
        for remark in _of(habit, lived):
            name = fresh(remark.name, IN_REMINDERS[remark.name], lived, said)
            if name is not None:
                return remark._replace(name=name)
    return None


def _of(habit: Habit, lived: Lived) -> Iterable[Remark]:
    scored = [outcome for outcome in lived.of(habit.key) if outcome.of]
    evening = lived.evenings(habit, 1)
    if not scored or not evening or scored[-1].night < evening[-1].night:
        return  # nothing is known of its last evening
    if scored[-1].word == "done":
        yield from _went_well(habit, scored, lived)
    elif _off(scored) == OFF:
        rate = strength.rate(lived.of(habit.key), lived.tonight - DAY, strength.SHORT)
        if rate.done:
            yield Remark("lapse", habit.key, rate.done, rate.of)


def _off(scored: list[Outcome]) -> int:
    """How many evenings off lie behind."""
    count = 0
    for outcome in reversed(scored):
        if outcome.word == "done":
            break
        count += 1
    return count


def _went_well(habit: Habit, scored: list[Outcome], lived: Lived) -> Iterable[Remark]:
    done = [outcome for outcome in scored if outcome.word == "done"]
    new = is_new(lived.facts, habit, lived.tonight)
    if new and len(done) == FIRST:
        yield Remark("first-three", habit.key, FIRST, len(scored))
    if new and _first_week(scored):
        kept = sum(outcome.word == "done" for outcome in scored[-strength.WEEK :])
        yield Remark("first-week", habit.key, kept, strength.WEEK)
    if len(done) > 1 and (done[-1].night - done[-2].night).days > GAP:
        yield Remark("return", habit.key)
    if habit.key == "stretch" or habit.routine:
        yield from _hikes(habit, lived)


def _first_week(scored: list[Outcome]) -> bool:
    """Whether last night made the first seven evenings in a row of which five were kept."""
    weeks = [
        sum(outcome.word == "done" for outcome in scored[n : n + strength.WEEK])
        for n in range(len(scored) - strength.WEEK + 1)
    ]
    first = next((n for n, kept in enumerate(weeks) if kept >= strength.TOLERANT), None)
    week = [outcome.night for outcome in scored[-strength.WEEK :]]
    in_a_row = bool(week) and (week[-1] - week[0]).days == strength.WEEK - 1
    return first is not None and first == len(weeks) - 1 and in_a_row


def _hikes(habit: Habit, lived: Lived) -> Iterable[Remark]:
    """On each of the last four hike evenings, the last of them yesterday."""
    hikes = sorted(
        {
            fact.night
            for fact in lived.facts
            if isinstance(fact.event, Activity) and fact.event.sort == "hike"
        }
        & {lived.tonight - DAY * n for n in range(1, WINDOW.days + 1)}
    )
    known = {outcome.night: outcome.word for outcome in lived.of(habit.key)}
    last = hikes[-HIKES:]
    kept = all(known.get(night) == "done" for night in last)
    if kept and len(last) == HIKES and last[-1] == lived.tonight - DAY:
        yield Remark("hikes", habit.key, HIKES, HIKES)
