"""The report as numbers for programs."""

from typing import Any

from coach.core.effect.gates import Effect
from coach.core.reporting import Habit, Night, Span
from coach.core.signs.nouns import Noted
from coach.reporting.whole import Whole
from coach.wording import effects, signs


def document(whole: Whole) -> dict[str, Any]:
    """What `--json` prints under `report`."""
    report = whole.report
    return {
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "nights": len(report.nights),
        "over": report.over,
        "answered": report.answered,
        "unsure": report.unsure,
        "cramp_nights": report.cramps,
        "cramps": whole.cramps._asdict() | _tallies(whole),
        "habits": [_habit(habit, whole) for habit in report.habits],
        "effects": [_effect(effect, whole) for effect in whole.effects],
        "unit": report.unit,
        "spans": [_span(one) for one in report.spans],
        "calendar": [_night(night) for night in report.nights],
        "reasons": [_reason(noted, whole) for noted in whole.reasons] if whole.doctor else None,
    }


def _tallies(whole: Whole) -> dict[str, Any]:
    cramps = whole.cramps
    parts = ("hours", "sides", "places", "minutes", "pain", "sleep_loss")
    return {name: getattr(cramps, name)._asdict() for name in parts}


def _habit(habit: Habit, whole: Whole) -> dict[str, Any]:
    return {
        "habit": habit.key,
        "title": whole.titles.get(habit.key, habit.key),
        "done": habit.done,
        "of": habit.of,
        "recent_done": habit.recent_done,
        "recent_of": habit.recent_of,
        "strength": habit.strength.value,
        "strength_of": habit.strength.of,
        "curve": list(habit.curve),
    }


def _effect(effect: Effect, whole: Whole) -> dict[str, Any]:
    return {
        "habit": effect.habit,
        "stage": effect.stage,
        "says": effect.says,
        "with_it": effect.with_it._asdict(),
        "without": effect.without._asdict(),
        "told": effects.told(effect, whole.titles),
    }


def _span(one: Span) -> dict[str, Any]:
    return {
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "cramp_nights": one.cramps,
        "answered": one.answered,
        "nights": one.nights,
        "load": one.load,
        "activities": one.activities,
    }


def _night(night: Night) -> dict[str, Any]:
    told = night.told
    return {
        "night": night.night.isoformat(),
        "cramps": told.cramps if told else None,
        "number": told.number if told else None,
        "pain": told.pain if told else None,
        "sleep_loss": told.sleep_loss if told else None,
        "done": night.done,
        "of": night.of,
        "load": night.load,
        "activities": list(night.sorts),
        "paused": night.paused,
    }


def _reason(noted: Noted, whole: Whole) -> dict[str, Any]:
    return {
        **signs.document(noted.match, whole.book),
        "first": noted.first.isoformat(),
        "last": noted.last.isoformat(),
    }
