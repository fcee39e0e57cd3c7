"""What the diary's numbers show, as far as published reasons to see a doctor speak of it.

Each is a count over nights that the person told of; a night of which nothing is known counts for
nothing. Where a source gives no number the bar is our own choice (health research, section 6).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from coach.core.history import Facts
from coach.core.model import Activity, Answer, Cramp, Fact, Morning
from coach.core.mornings import Told, nights_told

DAY = timedelta(days=1)
WEEK, FORTNIGHT, FOUR_WEEKS, SIX_WEEKS, YEAR = 7, 14, 28, 42, 365

LONG_CRAMP = 10
"""Minutes; NHS and Mayo Clinic name ten."""
LONG_TRIP = timedelta(hours=4)
"""CDC and WHO name four hours."""
MUCH_SLEEP_LOSS = 5
STRONG_PAIN = 8
ENOUGH_EPISODES = 5
ENOUGH_NIGHTS = 7
"""Nights told of in a fortnight, below which no share of it is compared."""
MOST_NIGHTS = 28
"""Of six weeks: a habit of most evenings."""
BEFORE_THE_RISE = 60
FEW_A_YEAR = range(1, 5)
HALF_A_YEAR = 180


class Diary(NamedTuple):
    """The nights as told, looked at from one of them."""

    facts: Facts
    night: date
    told: Mapping[date, Told]

    def last(self, count: int, before: int = 0) -> dict[date, Told]:
        """The last nights that were told of, out of `count` that end `before` nights ago."""
        last = self.night - before * DAY
        wanted = (last - n * DAY for n in range(count))
        return {night: self.told[night] for night in wanted if night in self.told}

    def entries(self, nights: Mapping[date, Told]) -> Facts:
        """What was written down of some nights."""
        return tuple(
            fact
            for fact in self.facts
            if fact.night in nights and isinstance(fact.event, Cramp | Morning)
        )

    def recent(self, count: int) -> Facts:
        """Every fact of the last nights."""
        first = self.night - (count - 1) * DAY
        return tuple(fact for fact in self.facts if fact.night >= first)


def patterns(facts: Facts, night: date) -> dict[str, Facts]:
    """What shows on a night, each with the entries that make it up.

    Args:
        facts: Effective facts up to the night.
        night: As seen from here.
    """
    diary = Diary(facts, night, nights_told(facts))
    found = {name: look(diary) for name, look in DIARY.items()}
    return {name: entries for name, entries in found.items() if entries}


def _any_cramp(diary: Diary) -> Facts:
    """A night with cramps in the last fortnight."""
    return diary.entries(_crampy(diary.last(FORTNIGHT)))


def _weekly(diary: Diary) -> Facts:
    """Two nights with cramps in a fortnight: one a week."""
    return _at_least(2, diary, _crampy(diary.last(FORTNIGHT)))


def _frequent(diary: Diary) -> Facts:
    """Three nights with cramps in each of two weeks that follow each other."""
    weeks = [_crampy(diary.last(WEEK, before)) for before in (0, WEEK)]
    if min(map(len, weeks)) < 3:  # noqa: PLR2004 - as the docstring says
        return ()
    return diary.entries({**weeks[0], **weeks[1]})


def _frequent_and_sleepless(diary: Diary) -> Facts:
    """Four nights in a fortnight with cramps and much sleep lost."""
    return _at_least(4, diary, _sleepless_ones(_crampy(diary.last(FORTNIGHT))))


def _sleepless(diary: Diary) -> Facts:
    """Three nights in a fortnight with much sleep lost."""
    return _at_least(3, diary, _sleepless_ones(diary.last(FORTNIGHT)))


def _strong_pain(diary: Diary) -> Facts:
    """Half or more of at least five cramps in four weeks were very painful."""
    nights = _crampy(diary.last(FOUR_WEEKS))
    pains = [pain for told in nights.values() for pain in _pains(told)]
    strong = len(pains) >= ENOUGH_EPISODES and _median(pains) >= STRONG_PAIN
    return diary.entries(nights) if strong else ()


def _six_weeks_same(diary: Diary) -> Facts:
    """Frequent still, after six weeks in which a stretch was done on most evenings."""
    often = _frequent(diary) or _frequent_and_sleepless(diary)
    first = diary.night - (SIX_WEEKS - 1) * DAY
    stretched = {f.night for f in diary.facts if f.night >= first and _is_stretch(f)}
    if not often or len(stretched) < MOST_NIGHTS:
        return ()
    now, then = _share(diary.last(FORTNIGHT)), _share(diary.last(FORTNIGHT, SIX_WEEKS))
    return often if now is not None and then is not None and now >= then else ()


def _rise(diary: Diary) -> Facts:
    """In a fortnight at least twice the share of nights with cramps of the sixty before."""
    nights = diary.last(FORTNIGHT)
    now, then = _share(nights), _share(diary.last(BEFORE_THE_RISE, FORTNIGHT))
    if now is None or then is None or not now >= 2 * then:
        return ()
    return _at_least(2, diary, _crampy(nights))


def _few_a_year(diary: Diary) -> Facts:
    """One to four nights with cramps in a year of which half was told."""
    nights = diary.last(YEAR)
    crampy = _crampy(nights)
    if len(nights) < HALF_A_YEAR or len(crampy) not in FEW_A_YEAR:
        return ()
    return diary.entries(crampy)


def _long_cramp(diary: Diary) -> Facts:
    """A cramp of over ten minutes in the last week."""
    return tuple(
        fact
        for fact in diary.recent(WEEK)
        if isinstance(fact.event, Cramp) and (fact.event.minutes or 0) > LONG_CRAMP
    )


def _long_trip(diary: Diary) -> Facts:
    """A trip of four hours or more in the last four weeks."""
    return tuple(
        fact
        for fact in diary.recent(FOUR_WEEKS)
        if isinstance(fact.event, Activity)
        and fact.event.sort == "trip"
        and fact.event.duration is not None
        and fact.event.duration >= LONG_TRIP
    )


DIARY: Mapping[str, Callable[[Diary], Facts]] = {
    "any-cramp": _any_cramp,
    "weekly": _weekly,
    "frequent": _frequent,
    "frequent-and-sleepless": _frequent_and_sleepless,
    "sleepless": _sleepless,
    "strong-pain": _strong_pain,
    "six-weeks-same": _six_weeks_same,
    "rise": _rise,
    "few-a-year": _few_a_year,
    "long-cramp": _long_cramp,
    "long-trip": _long_trip,
}
"""By the names that rules use; each gives the entries that make it up, none where it is not so."""


def _crampy(nights: Mapping[date, Told]) -> dict[date, Told]:
    return {night: told for night, told in nights.items() if told.cramps == "yes"}


def _sleepless_ones(nights: Mapping[date, Told]) -> dict[date, Told]:
    return {
        night: told for night, told in nights.items() if (told.sleep_loss or 0) >= MUCH_SLEEP_LOSS
    }


def _at_least(count: int, diary: Diary, nights: Mapping[date, Told]) -> Facts:
    return diary.entries(nights) if len(nights) >= count else ()


def _share(nights: Mapping[date, Told]) -> float | None:
    """The share of nights with cramps; None where too few were told of."""
    sure = [told for told in nights.values() if told.cramps != "unsure"]
    if len(sure) < ENOUGH_NIGHTS:
        return None
    return sum(told.cramps == "yes" for told in sure) / len(sure)


def _pains(told: Told) -> list[int]:
    """Of each cramp that was written down, else of the worst of the night."""
    events = [fact.event for fact in told.logged]
    pains = [e.pain for e in events if isinstance(e, Cramp) and e.pain is not None]
    return pains or ([] if told.pain is None else [told.pain])


def _median(values: list[int]) -> float:
    """`statistics` would cost a command half as much as starting Python."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-middle - 1]) / 2


def _is_stretch(fact: Fact) -> bool:
    event = fact.event
    if not isinstance(event, Answer) or event.verb != "done":
        return False
    return event.reminder.split("/")[1].startswith("stretch")
