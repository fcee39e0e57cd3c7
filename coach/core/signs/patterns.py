"""What the diary's numbers show, as far as published reasons to see a doctor speak of it.

Each is a count over nights that the person told of; a night of which nothing is known counts for
nothing. Where a source gives no number the bar is our own choice (health research, section 6).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from coach.core.history import Facts
from coach.core.model import Activity, Answer, Cramp, Fact, Morning
from coach.core.mornings import Told, nights_told
from coach.core.nights import DAY
from coach.named import NamedTuple

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
    """What was told, sorted out once; it is looked at from one night or from many."""

    told: Mapping[date, Told]
    entries: Mapping[date, Facts]
    """What was written down of each night: cramps, mornings, activities."""
    stretched: frozenset[date]
    """Nights on which a stretch was done."""


class View(NamedTuple):
    """A diary as it looks from one of its nights; what comes later is not seen."""

    diary: Diary
    night: date

    def last(self, count: int, before: int = 0) -> dict[date, Told]:
        """The nights that were told of, out of `count` that end `before` nights ago."""
        told = self.diary.told
        return {night: told[night] for night in self._back(count, before) if night in told}

    def written(self, count: int) -> Iterator[Fact]:
        """What was written down of the last nights, oldest first."""
        for night in reversed(self._back(count, 0)):
            yield from self.diary.entries.get(night, ())

    def entries(self, nights: Mapping[date, Told]) -> Facts:
        """What was told of some nights."""
        return tuple(
            fact
            for night in sorted(nights)
            for fact in self.diary.entries.get(night, ())
            if isinstance(fact.event, Cramp | Morning)
        )

    def stretched(self, count: int) -> int:
        """On how many of the last nights a stretch was done."""
        return sum(night in self.diary.stretched for night in self._back(count, 0))

    def _back(self, count: int, before: int) -> list[date]:
        last = self.night - before * DAY
        return [last - n * DAY for n in range(count)]


def diary(facts: Facts) -> Diary:
    """Sort out what was told.

    Args:
        facts: Effective facts.
    """
    entries: dict[date, Facts] = {}
    for fact in facts:
        if isinstance(fact.event, Cramp | Morning | Activity):
            entries[fact.night] = (*entries.get(fact.night, ()), fact)
    stretched = frozenset(fact.night for fact in facts if _is_stretch(fact))
    return Diary(nights_told(facts), entries, stretched)


def _any_cramp(view: View) -> Facts:
    """A night with cramps in the last fortnight."""
    return view.entries(_crampy(view.last(FORTNIGHT)))


def _weekly(view: View) -> Facts:
    """Two nights with cramps in a fortnight: one a week."""
    return _at_least(2, view, _crampy(view.last(FORTNIGHT)))


def _frequent(view: View) -> Facts:
    """Three nights with cramps in each of two weeks that follow each other."""
    weeks = [_crampy(view.last(WEEK, before)) for before in (0, WEEK)]
    if min(map(len, weeks)) < 3:  # noqa: PLR2004 - as the docstring says
        return ()
    return view.entries({**weeks[0], **weeks[1]})


def _frequent_and_sleepless(view: View) -> Facts:
    """Four nights in a fortnight with cramps and much sleep lost."""
    return _at_least(4, view, _sleepless_ones(_crampy(view.last(FORTNIGHT))))


def _sleepless(view: View) -> Facts:
    """Three nights in a fortnight with much sleep lost."""
    return _at_least(3, view, _sleepless_ones(view.last(FORTNIGHT)))


def _strong_pain(view: View) -> Facts:
    """Half or more of at least five cramps in four weeks were very painful."""
    nights = _crampy(view.last(FOUR_WEEKS))
    pains = [pain for told in nights.values() for pain in _pains(told)]
    strong = len(pains) >= ENOUGH_EPISODES and _median(pains) >= STRONG_PAIN
    return view.entries(nights) if strong else ()


def _six_weeks_same(view: View) -> Facts:
    """Frequent still, after six weeks in which a stretch was done on most evenings."""
    often = _frequent(view) or _frequent_and_sleepless(view)
    if not often or view.stretched(SIX_WEEKS) < MOST_NIGHTS:
        return ()
    now, then = _share(view.last(FORTNIGHT)), _share(view.last(FORTNIGHT, SIX_WEEKS))
    return often if now is not None and then is not None and now >= then else ()


def _rise(view: View) -> Facts:
    """In a fortnight at least twice the share of nights with cramps of the sixty before."""
    nights = view.last(FORTNIGHT)
    now, then = _share(nights), _share(view.last(BEFORE_THE_RISE, FORTNIGHT))
    if now is None or then is None or not now >= 2 * then:
        return ()
    return _at_least(2, view, _crampy(nights))


def _few_a_year(view: View) -> Facts:
    """One to four nights with cramps in a year of which half was told."""
    nights = view.last(YEAR)
    crampy = _crampy(nights)
    if len(nights) < HALF_A_YEAR or len(crampy) not in FEW_A_YEAR:
        return ()
    return view.entries(crampy)


def _long_cramp(view: View) -> Facts:
    """A cramp of over ten minutes in the last week."""
    return tuple(
        fact
        for fact in view.written(WEEK)
        if isinstance(fact.event, Cramp) and (fact.event.minutes or 0) > LONG_CRAMP
    )


def _long_trip(view: View) -> Facts:
    """A trip of four hours or more in the last four weeks."""
    return tuple(
        fact
        for fact in view.written(FOUR_WEEKS)
        if isinstance(fact.event, Activity)
        and fact.event.sort == "trip"
        and fact.event.duration is not None
        and fact.event.duration >= LONG_TRIP
    )


DIARY: Mapping[str, Callable[[View], Facts]] = {
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


def _at_least(count: int, view: View, nights: Mapping[date, Told]) -> Facts:
    return view.entries(nights) if len(nights) >= count else ()


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
