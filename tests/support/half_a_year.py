"""Half a year with coach, as a diary: what it said, what she did, what changed.

python -m tests.support.half_a_year    # prints docs/half-a-year.md
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.core.history import effective
from coach.core.model import Answer, Decided, Eased, Proposed
from coach.core.mornings import nights_told
from coach.core.nights import DAY
from coach.core.outcomes import Outcome, outcomes
from coach.core.planning import habit_of
from coach.wording.coaching import eased, happened
from coach.wording.times import MONTHS, WEEKDAYS, evening
from tests.support import teacher
from tests.support.played_life import TITLES, Did, Heard, Life

INTRODUCTION = """\
# Half a year with coach

Anna is a retired teacher of 68 who hikes at weekends and wakes with cramp in her calves. She is
made up; what you read is not: she lives half a year in a few seconds, with the real daemon, the
real commands and a real config file, and answers as a person might. `make docs` plays it and
writes this page. A test holds the page, and two promises about it: no sentence of the coach comes
twice in four weeks, and each suggestion follows from the evenings that it names.

A reminder is told here in full when it is of a new kind; all others have a line of their own as
well, such as a food or a way to stretch. An evening of a habit counts as done, or as not answered
where she saw the reminder; what she skipped, paused or could not see is in neither number.
"Unprompted" is done before any reminder of that evening. Nights count where she told of them. What
coach cannot know: her cramps come by chance, on 15 of 100 nights with the stretch, on 35 without
it, and on 50 after a hike.
"""

NAMES = {"stretch": "stretch", "warm": "warm legs", "calcium": "calcium"}
COACH = ("From your coach", "A suggestion for your evenings", "About the suggestion")
MORNING = "How was the night?"
LEGS = "A look at your legs"
EVERY_TIME = ("A gentle stretch", *COACH)
SAID_AGAIN = ("could not be shown last evening", "This was for")
BY_HAND = ("coach done calcium",)
"""Shown once."""

Happened = Heard | Did


class Diary:
    """Writes a life down."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._remarks = life.remarks()
        self._facts = effective(tuple(life.desk.journal.facts))
        found = outcomes(self._facts, teacher.LAST + DAY)
        self._outcomes = {key: {o.night: o for o in found[key]} for key in NAMES}
        self._nights = nights_told(self._facts)
        self._eased = {
            fact.night: [eased(fact.event, TITLES)]
            for fact in self._facts
            if isinstance(fact.event, Eased) and fact.event.because == "answered"
        }
        self._known: set[str] = set()
        everything: list[Happened] = [*life.heard, *life.did]
        self._of_day: dict[date, list[Happened]] = {
            day: list(found)
            for day, found in groupby(
                sorted(everything, key=lambda one: one.at), lambda one: one.at.date()
            )
        }

    def pages(self) -> Iterator[str]:
        """The introduction, and then week by week."""
        yield INTRODUCTION
        for number, week in enumerate(teacher.LIFE):
            first = teacher.FIRST + DAY * 7 * number
            yield f"## Week {number + 1}: {_from_to(first, first + DAY * 6)}\n"
            if week.note:
                yield f"*{week.note}*\n"
            yield from self._week([first + DAY * n for n in range(7)])
        yield "## What coach suggested, and what she said\n"
        yield "\n".join(self._suggestions())

    def _suggestions(self) -> Iterator[str]:
        verbs = {
            fact.event.proposal: fact.event.verb
            for fact in self._facts
            if isinstance(fact.event, Decided)
        }
        for fact in self._facts:
            if isinstance(fact.event, Proposed):
                said = happened(fact.event, TITLES)
                yield f"- {evening(fact.night)}: {said}. She said {verbs[fact.id]}."
        yield ""

    def _week(self, days: list[date]) -> Iterator[str]:
        told = {day: list(self._day(day)) for day in days}
        for quiet, group in groupby(days, lambda day: not told[day]):
            run = list(group)
            if quiet:
                yield f"{_days(run)}: {self.summed(run)}\n"
                continue
            for day in run:
                yield "\n".join([f"**{evening(day)}**: {self.summed([day])}\n", *told[day], ""])

    # --- the quiet part ------------------------------------------------------------------

    def summed(self, days: list[date]) -> str:
        """What came of the habits on some evenings, and of the nights before them."""
        habits = [self._habit(key, days) for key in NAMES]
        nights = [self._nights[day - DAY] for day in days if day - DAY in self._nights]
        known = [night.cramps for night in nights]
        parts = [", ".join(filter(None, habits)) or "nothing is asked"]
        if known:
            parts.append(_mornings(known.count("yes"), len(known), len(days)))
        elif days[0] > teacher.FIRST and any(habits):
            parts.append("no word of the night")
        return "; ".join(parts) + "."

    def _habit(self, key: str, days: list[date]) -> str:
        found = [self._outcomes[key][day] for day in days if day in self._outcomes[key]]
        words = [outcome.word for outcome in found]
        scored = [outcome for outcome in found if outcome.of]
        more = self._how(key, days, sum(outcome.unprompted for outcome in found))
        if len(days) == 1:
            said = {"done": "done", "missed": "no answer", "skipped": "skipped"}
            return f"{NAMES[key]} {said[words[0]]}{more}" if words and words[0] in said else ""
        if scored:
            return f"{NAMES[key]} {_done(scored)} of {len(scored)}{more}"
        return f"{NAMES[key]} skipped" if "skipped" in words else ""

    def _how(self, key: str, days: list[date], ahead: int) -> str:
        """How often it was sent on, and done before its reminder."""
        sent_on = sum(
            isinstance(fact.event, Answer)
            and fact.event.verb == "snooze"
            and habit_of(fact.event.reminder) == key
            and fact.night in days
            for fact in self._facts
        )
        if sent_on:
            return f" (sent on {sent_on} times)"
        if ahead:
            return " (unprompted)" if len(days) == 1 else f" ({ahead} unprompted)"
        return ""

    # --- what is worth telling -----------------------------------------------------------

    def _day(self, day: date) -> Iterator[str]:
        for word in self._eased.get(day, ()):
            yield f"- From this evening on: {word}."
        for one in self._of_day.get(day, ()):
            if isinstance(one, Heard):
                yield from self._heard(one)
            elif not one.on:
                yield from self._typed(one)

    def _heard(self, one: Heard) -> Iterator[str]:
        shown = self._worth(one)
        if shown and "before:" in one.body:
            yield f"- {one.at:%H:%M} **{one.title}**\n\n{_indented(one.body.splitlines())}\n"
        elif shown:
            yield f"- {one.at:%H:%M} **{one.title}** {shown}{self._answer(one)}"

    def _worth(self, one: Heard) -> str:
        """What of a notification is new: all of it, a line, or nothing."""
        key = f"{one.at.date()}/{one.title}/{one.body}"
        if key in self._known:
            return ""  # it came again because it was sent on, or had no answer
        self._known.add(key)
        lines = one.body.split("\n")
        of_today = [line for line in lines if line.startswith("After today's")]
        kind = f"{one.title}/{bool(of_today)}"
        if one.title in EVERY_TIME or kind not in self._known or (of_today and len(lines) > 1):
            self._known.update((kind, *lines))
            return _quoted(lines)
        if one.title == LEGS:
            return "as on the first morning."
        kept = [line for line in lines if self._is_news(line, one)]
        return f"… {_quoted(kept)} …" if kept else ""

    def _is_news(self, line: str, one: Heard) -> bool:
        if line in self._remarks or any(part in line for part in SAID_AGAIN):
            return True
        new = one.title == MORNING and line not in self._known
        self._known.add(line)
        return new

    def _answer(self, one: Heard) -> str:
        """What she presses on it, the first time after it came."""
        for did in self._life.did:
            if did.on == one.title and one.at <= did.at and did.at.date() == one.at.date():
                return f" She presses *{did.words.capitalize()}*."
        return ""

    def _typed(self, one: Did) -> Iterator[str]:
        if one.words in BY_HAND and one.words in self._known:
            return
        first = one.words not in self._known
        self._known.add(one.words)
        lines = one.reply.splitlines()
        if one.words == "coach why effect":
            lines = _block_of(TITLES["stretch"], lines)
        elif one.words == "coach review" and not first:
            asked = [line for line in lines if line.startswith("To think about")]
            if asked:
                yield f'- {one.at:%H:%M} `coach review` ends: "{asked[0]}"'
            return
        yield f"- {one.at:%H:%M} She types `{one.words}`:\n\n{_indented(lines)}\n"


def _quoted(lines: list[str]) -> str:
    shown = [line.strip() for line in lines if not line.startswith("Any time until")]
    return " / ".join(f'"{line}"' for line in shown)


def _indented(lines: list[str]) -> str:
    """As it stands on a terminal, within an entry of a list."""
    return "\n".join(f"      {line}".rstrip() for line in lines)


def _done(scored: list[Outcome]) -> int:
    return sum(outcome.kept for outcome in scored)


def _mornings(cramps: int, known: int, days: int) -> str:
    if days == 1:
        return "a night with cramps" if cramps else "a night without cramps"
    return f"nights with cramps: {cramps} of {known}"


def _block_of(title: str, lines: list[str]) -> list[str]:
    """What is said of one habit, without its table."""
    rest = lines[lines.index(title) :]
    return rest[: rest.index("")]


def _from_to(first: date, last: date) -> str:
    month = f" {MONTHS[first.month - 1]}" if first.month != last.month else ""
    return f"{first.day}{month} to {last.day} {MONTHS[last.month - 1]} {last.year}"


def _days(days: list[date]) -> str:
    first, last = (WEEKDAYS[day.weekday()] for day in (days[0], days[-1]))
    if len(days) == 1:
        return f"{first}"
    return f"{first} {'and' if len(days) == 2 else 'to'} {last}"


def page() -> str:
    """The whole diary."""
    with TemporaryDirectory() as folder:
        return "\n".join(Diary(Life(Path(folder))).pages())


if __name__ == "__main__":
    print(page(), end="")
