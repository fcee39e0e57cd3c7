"""How often a habit was done of late, and how a strength came about."""

from collections.abc import Mapping, Sequence

from coach.core.outcomes import Word
from coach.core.strength import TOLERANT, WEEK, Rate, Step, Strength, Summary, Weeks
from coach.wording.times import evening
from coach.wording.translating import _, marked, n_

WORDS: Mapping[Word, str] = {
    "done": marked("done"),
    "missed": marked("asked, no answer"),
    "skipped": marked("skipped"),
    "paused": marked("paused"),
    "unknown": marked("not known"),
}


def of_late(rates: Mapping[str, Rate]) -> str:
    """How often each habit was done, by its title; nothing where nothing counts yet."""
    told = {title: rate for title, rate in rates.items() if rate.of}
    if not told:
        return ""
    width = max(map(len, told))
    nights = next(iter(told.values())).nights
    lines = [f"  {title.ljust(width)}  {fraction(rate)}" for title, rate in told.items()]
    return "\n\n" + "\n".join([_("Done, in the last {n} nights").format(n=nights), *lines])


def fraction(rate: Rate | Strength) -> str:
    """`20 of 26`."""
    return _("{k} of {n}").format(k=rate.done, n=rate.of)


def percent(value: float) -> str:
    """`71 in 100`, never quite 100; to be said beside its fraction."""
    return _("{n} in 100").format(n=min(99, round(100 * value)))


def summed(summary: Summary) -> list[str]:
    """The numbers, each in a line."""
    made = summary.strength
    if made.value is None:
        return [_("Nothing counts yet: a night does once you did it, or once it is over.")]
    strength = n_(
        "Strength {strength}, from the one night that counts; done on {k} of {n}.",
        "Strength {strength}, from all {n} nights that count; done on {k} of them.",
        made.of,
    )
    return [
        strength.format(strength=percent(made.value), n=made.of, k=made.done),
        *map(_rate, summary.rates),
        *_unprompted(summary.unprompted),
        *_weeks(summary.weeks),
    ]


def _unprompted(rate: Rate) -> list[str]:
    if not rate.done:
        return []
    text = _("Last {n} nights, done before its reminder came: {fraction}.")
    return [text.format(n=rate.nights, fraction=fraction(rate))]


def _rate(rate: Rate) -> str:
    text = _("Last {n} nights: done on {fraction} that count.")
    return text.format(n=rate.nights, fraction=fraction(rate))


def _weeks(weeks: Weeks) -> list[str]:
    """A row that has just ended is no row of 0: what there was is told, or nothing."""
    if not weeks.best:
        return []
    row = n_("{n} week in a row", "{n} weeks in a row", weeks.current).format(n=weeks.current)
    best = n_("the longest row was {n} week", "the longest row was {n} weeks", weeks.best)
    best = best.format(n=weeks.best)
    kept = _("{k} nights of {n}, or the same share").format(k=TOLERANT, n=WEEK)
    if not weeks.current:
        return [_("Weeks with {kept}: {best}.").format(kept=kept, best=best)]
    return [_("Weeks with {kept}: {row}; {best}.").format(kept=kept, row=row, best=best)]


def rule() -> list[str]:
    """How the strength is made."""
    return [
        _("A night counts when you did it, or when it was asked where you could see it."),
        _("Done closes a twentieth of the gap to 100; no answer takes a twentieth away."),
        _("Skipped, paused and unseen nights change nothing."),
    ]


def table(steps: Sequence[Step], earlier: Strength) -> list[str]:
    """Night by night how it came about, the newest last."""
    lines = [_earlier(earlier)] if earlier.value is not None else []
    names = [evening(step.outcome.night) for step in steps]
    words = [_word(step) for step in steps]
    width, wide = max(map(len, names), default=0), max(map(len, words), default=0)
    for name, word, step in zip(names, words, steps, strict=True):
        after = percent(step.strength) if step.strength is not None else "-"
        lines.append(f"{name.ljust(width)}  {word.ljust(wide)}  {after}")
    return lines


def _earlier(earlier: Strength) -> str:
    text = _("Before that: done on {fraction} nights that count; strength then {strength}")
    return text.format(fraction=fraction(earlier), strength=percent(earlier.value or 0))


def _word(step: Step) -> str:
    outcome = step.outcome
    word = _(WORDS[outcome.word])
    if outcome.of > 1:
        return f"{word}, " + _("{k} of {n}").format(k=outcome.done, n=outcome.of)
    return f"{word}: {outcome.reason}" if outcome.reason else word
