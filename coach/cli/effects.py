"""why effect: whether the habits seem to help, with the table and all that it rests on."""

from datetime import date
from typing import Any

from coach.cli.context import Context
from coach.core.effect.estimate import VERSION, Count, Estimate, Stratum, plausible
from coach.core.effect.gates import Bounds, Effect
from coach.core.effect.judging import effects
from coach.core.history import effective
from coach.wording import effects as words


def tell(context: Context) -> int:
    """Say it of each habit of the config.

    Returns:
        The exit code: 0.
    """
    facts = effective(context.journal.between(date.min, date.max))
    found = effects(facts, context.config, context.tonight)
    lines = [line for effect in found for line in _block(effect, context)]
    text = "\n".join([*lines, *words.method(found)])
    return context.tell(text, document(found))


def _block(effect: Effect, context: Context) -> list[str]:
    said = words.told(effect, context.titles)
    more = [*words.table(effect), *words.left_out(effect)] if effect.stage else []
    rows = [*said, *([""] if more else []), *more]
    return [context.titles[effect.habit], *(f"  {row}".rstrip() for row in rows), ""]


def document(found: tuple[Effect, ...]) -> dict[str, Any]:
    """All of it, for programs."""
    return {"model": VERSION, "effects": [_effect_document(effect) for effect in found]}


def _effect_document(effect: Effect) -> dict[str, Any]:
    return {
        "habit": effect.habit,
        "until": effect.until.isoformat(),
        "stage": effect.stage,
        "says": effect.says,
        "direction": ("helps" if effect.helps else "harms") if effect.estimate else None,
        "answered": effect.answered,
        "nights": effect.nights,
        "with": _count(effect.with_it),
        "without": _count(effect.without),
        "strata": {
            "ordinary": _stratum(effect.ordinary),
            "hike": _stratum(effect.hikes),
            "after_hike": _stratum(effect.after),
        },
        "estimate": _estimate(effect.estimate),
        "crude": _estimate(effect.crude),
        "without_retro": _estimate(effect.without_retro),
        "before": _estimate(effect.before),
        "rivals": effect.rivals,
        "together": [twin._asdict() for twin in effect.together],
        "bounds": _bounds(effect.bounds),
        "left_out": {why.replace(" ", "_"): n for why, n in effect.left_out.items()},
        "silent": effect.silent,
        "retro": effect.retro,
        "next_look": effect.next_look.isoformat(),
    }


def _count(count: Count) -> dict[str, Any]:
    interval = plausible(count)
    return {**count._asdict(), "low": interval.low, "high": interval.high}


def _stratum(stratum: Stratum) -> dict[str, Any]:
    return {
        "with": stratum.with_it._asdict(),
        "without": stratum.without._asdict(),
        "tells": stratum.tells,
    }


def _estimate(found: Estimate | None) -> dict[str, Any] | None:
    return None if found is None else {**found._asdict(), "odds": found.odds._asdict()}


def _bounds(bounds: Bounds | None) -> dict[str, Any] | None:
    if bounds is None:
        return None
    return {
        name: {"least": least._asdict(), "most": most._asdict()}
        for name, (least, most) in (("with", bounds.with_it), ("without", bounds.without))
    }
