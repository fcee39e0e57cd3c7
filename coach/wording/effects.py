"""Whether a habit seems to help: what may be said at each stage, and never more.

Both fractions always stand beside a probability. Templates and hedge words: coaching.md, 5.6.
"""

from collections.abc import Iterator, Mapping

from coach.core.effect.estimate import PER, VERSION, Count, Stratum, plausible
from coach.core.effect.exposure import Why
from coach.core.effect.gates import ANSWERED, Bounds, Effect, Says
from coach.wording.times import dated
from coach.wording.translating import _, marked, n_

HEDGES: Mapping[tuple[Says, bool], str] = {
    ("unclear", True): marked("There is no clear sign either way."),
    ("unclear", False): marked("There is no clear sign either way."),
    ("leans", True): marked("It leans towards helping; that is not settled."),
    ("leans", False): marked("It leans towards more cramps; that is not settled."),
    ("suggestive", True): marked("That hints at helping, no more than that."),
    ("suggestive", False): marked("That hints at more cramps, no more than that."),
    ("likely", True): marked("It likely helps you."),
    ("likely", False): marked("It likely goes with more cramps for you."),
}
"""By what the numbers say, and whether they point to fewer cramps."""

WHYS: Mapping[Why, str] = {
    "morning unknown": marked("the morning was not answered"),
    "unsure": marked("you were not sure in the morning"),
    "habit unknown": marked("it is not known whether you did it"),
    "paused": marked("paused"),
    "break": marked("more than four weeks without an answered morning"),
    "first week": marked("one of the first seven nights, without it"),
}


def told(effect: Effect, titles: Mapping[str, str]) -> list[str]:
    """What is said of one habit, in a few sentences."""
    return list(
        {
            "counting": lambda: _counting(effect),
            "too few": lambda: _too_few(effect),
            "described": lambda: _described(effect),
            "withheld": lambda: _withheld(effect),
            "together": lambda: _together(effect, titles),
        }.get(effect.says, lambda: _estimated(effect))()
    )


def _counting(effect: Effect) -> Iterator[str]:
    count = effect.with_it.nights + effect.without.nights
    text = n_(
        "So far {n} night can be compared; it takes {least}.",
        "So far {n} nights can be compared; it takes {least}.",
        count,
    )
    yield text.format(n=count, least=ANSWERED)
    yield _("A night counts once its morning is answered, and it is known whether you did it.")


def _too_few(effect: Effect) -> Iterator[str]:
    """Why nobody could tell."""
    done, nights = effect.with_it.nights, effect.with_it.nights + effect.without.nights
    cramps = effect.with_it.cramps + effect.without.cramps
    yield _("You did it on {k} of {n} nights that can be compared.").format(k=done, n=nights)
    yield _("There were cramps on {k} of these {n} nights.").format(k=cramps, n=nights)
    yield _("With so few nights of one kind, nobody could tell, and coach does not guess.")


def _described(effect: Effect) -> Iterator[str]:
    yield from _fractions(effect)
    yield _("This describes these nights. Why they differ, it cannot say.")


def _withheld(effect: Effect) -> Iterator[str]:
    yield from _fractions(effect)
    text = _("Only {k} of {n} mornings are answered, so no estimate is made.")
    yield text.format(k=effect.answered, n=effect.nights)
    if effect.bounds is not None:
        yield from _bounds(effect.bounds)


def _bounds(bounds: Bounds) -> Iterator[str]:
    text = _("Had all the others been {how}: {a} with it, {b} without.")
    for n, how in enumerate((_("free of cramps"), _("nights with cramps"))):
        yield text.format(how=how, a=_of(bounds.with_it[n]), b=_of(bounds.without[n]))


def _together(effect: Effect, titles: Mapping[str, str]) -> Iterator[str]:
    yield from _fractions(effect)
    for twin in effect.together:
        text = _("On {k} of {n} nights it went the same way as {other}: done or not.")
        yield text.format(k=twin.same, n=twin.of, other=titles.get(twin.habit, twin.habit))
    yield _("Nobody could tell which of them makes a difference, if any does.")


def _estimated(effect: Effect) -> Iterator[str]:
    yield from _fractions(effect)
    yield from _probability(effect)
    yield _(HEDGES[effect.says, effect.helps])
    if effect.says == "suggestive":
        yield _("Such hints come up for one person in four where a habit does nothing.")
    if effect.uneven:
        yield from _hikes(effect)
    yield _("These nights were not chosen at random: you may do it on easier evenings.")
    text = _("This is from the nights before {date}, and stays so until the next look.")
    yield text.format(date=dated(effect.until))


def _probability(effect: Effect) -> Iterator[str]:
    found = effect.estimate
    if found is None:
        return
    fewer = _("that it goes with fewer cramps for you")
    more = _("that it goes with more cramps for you")
    text = _("Allowing for hikes and small numbers, the chance is {n} in 100 {what}.")
    probable = found.helps if effect.helps else 1 - found.helps
    yield text.format(n=_hundred(probable), what=fewer if effect.helps else more)
    if effect.says == "unclear":
        low, high = (_change(effect, odds) for odds in (found.odds.low, found.odds.high))
        text = _("In {n} nights, anything from {low} to {high} nights with cramps is plausible.")
        yield text.format(n=PER, low=low, high=high)


def _change(effect: Effect, odds: float) -> str:
    """What an odds ratio would change in so many nights, from the share without the habit."""
    share = plausible(effect.without).middle
    then = odds * share / (1 - share + odds * share)
    change = round(PER * (then - share))
    if change < 0:
        return _("{n} fewer").format(n=-change)
    return _("{n} more").format(n=change)


def _hikes(effect: Effect) -> Iterator[str]:
    kinds = (
        (_("with it"), effect.hikes.with_it, effect.with_it),
        (
            _("without it"),
            effect.hikes.without,
            effect.without,
        ),
    )
    text = _("Hike nights were {a} of {b} nights {first}, {c} of {d} {second}.")
    (first, a, b), (second, c, d) = kinds
    yield text.format(a=a.nights, b=b.nights, c=c.nights, d=d.nights, first=first, second=second)
    if effect.crude is not None:
        crude = effect.crude.helps if effect.helps else 1 - effect.crude.helps
        yield _("Without regard to hikes it would be {n} in 100.").format(n=_hundred(crude))


def _fractions(effect: Effect) -> Iterator[str]:
    text = _("With it: cramps on {k} of {n} nights ({share} in 100, plausible {low} to {high}).")
    yield _fraction(text, effect.with_it)
    text = _("Without it: on {k} of {n} ({share} in 100, plausible {low} to {high}).")
    yield _fraction(text, effect.without)


def _fraction(text: str, count: Count) -> str:
    low, middle, high = (round(100 * share) for share in plausible(count))
    return text.format(k=count.cramps, n=count.nights, share=middle, low=low, high=high)


def table(effect: Effect) -> list[str]:
    """Nights with cramps, by what kind of night it was."""
    rows = [
        (_("ordinary nights"), effect.ordinary),
        (_("hike nights"), effect.hikes),
        (_("nights after hikes"), effect.after),
        (_("all"), Stratum(effect.with_it, effect.without)),
    ]
    cells = [(_("nights with cramps"), _("with it"), _("without it"))]
    cells += [(name, _of(stratum.with_it), _of(stratum.without)) for name, stratum in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(3)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in cells]
    mute = [name for name, s in rows[:-1] if not s.tells and (s.with_it.nights or s.without.nights)]
    note = _("{kind}: of one sort only, so they say nothing here.")
    return [line.rstrip() for line in lines] + [note.format(kind=kind) for kind in mute]


def left_out(effect: Effect) -> list[str]:
    """The nights that say nothing, by their reason, and those that say a little less."""
    lines = [
        _("Left out, {why}: {n}").format(why=_(WHYS[why]), n=count)
        for why, count in sorted(effect.left_out.items())
    ]
    if effect.silent:
        text = _("Taken as not done, since asked and not answered: {n}")
        lines.append(text.format(n=effect.silent))
    if effect.retro:
        lines.append(_("Told from memory: {n}").format(n=effect.retro))
    if effect.without_retro is not None and effect.estimate is not None:
        text = _("Without these it would be {n} in 100 for fewer cramps, instead of {m}.")
        fresh, found = effect.without_retro.helps, effect.estimate.helps
        lines.append(text.format(n=_hundred(fresh), m=_hundred(found)))
    return lines


def method(effects: tuple[Effect, ...]) -> list[str]:
    """How it is reckoned, what it cannot see, and when it looks again."""
    lines = [
        _("Before any night counts, it is even odds whether a habit helps. It is taken as"),
        _("unlikely that one changes the odds of cramps more than fourfold, either way."),
        _("Hike nights (a hike or a long trip that day) are compared with each other only,"),
        _("and so are the nights after them. Done in the night, or after a cramp, is not"),
        _("done before."),
        _("It cannot see drinks, heat, medicines, illness, tired legs or the season, nor"),
        _("what builds up over weeks, nor what one hopes for."),
    ]
    rivals = max((effect.rivals for effect in effects), default=1)
    if rivals > 1:
        text = _("{n} habits are compared at once, so each needs to be surer.")
        lines.append(text.format(n=rivals))
    for effect in effects[:1]:
        text = _("It looks every four weeks, next on {date}. Model {version}.")
        lines.append(text.format(date=dated(effect.next_look), version=VERSION))
    return lines


def _of(count: Count) -> str:
    return _("{k} of {n}").format(k=count.cramps, n=count.nights)


def _hundred(share: float) -> int:
    """Rounded down, so that a number never looks larger than its gate; never 0 nor 100."""
    return min(99, max(1, int(100 * share)))
