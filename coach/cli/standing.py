"""status: how the evening stands, and how often a habit was done of late."""

from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coach.cli.context import Context
from coach.cli.options import add_json, add_night
from coach.core import nights
from coach.core.history import effective
from coach.core.standing import Standing, following
from coach.daemon.lock import holder
from coach.wording import overviews
from coach.wording.titles import title_of
from coach.wording.translating import _

if TYPE_CHECKING:
    from coach.core.mornings import Told
    from coach.core.strength import Rate


TOLD = 3
"""For so many evenings a status tells of what stood in a calendar and was not confirmed."""


def add_status(parser: ArgumentParser) -> None:
    """`coach status`."""
    add_night(parser)
    parser.add_argument(
        "--rates", action="store_true", help=_("also how often each habit was done of late")
    )
    parser.add_argument("--line", action="store_true", help=_("one line, for a status bar"))
    add_json(parser)
    parser.set_defaults(run=_status)


def _status(arguments: Namespace, context: Context) -> int:
    night = context.night(arguments.night)
    places, asked, told = context.stands(night)
    coming = following(places)
    if arguments.line and not context.as_json:
        print(overviews.status_line(places, context.zone))
        return 0
    rates = _rates(context, night, places) if arguments.rates else {}
    document = {
        "night": night.isoformat(),
        "habits": [_place_document(place, rates, context) for place in places],
        "next": _next_document(*coming, context) if coming else None,
        "questions": [_question_document(place, context) for place in asked],
        "told": _told_document(told) if told else None,
    }
    text = overviews.status(night, places + asked, told, context.zone) + _of_late(rates, context)
    if night == context.tonight:
        text += _of_calendars(context)
    if night == context.tonight and holder(context.paths.lock) is None:
        text += "\n\n" + _(overviews.NOT_RUNNING)
    return context.tell(text, document)


def _of_calendars(context: Context) -> str:
    """What waits for a word on whether it took place, and what was dropped since yesterday."""
    from coach.core.expecting import expectations  # noqa: PLC0415 - a status bar does without

    lately = [
        one
        for one in expectations(context.facts(context.tonight))
        if one.expected.ends <= context.now and (context.tonight - one.night).days <= TOLD
    ]
    if not lately:
        return ""
    from coach.wording import calendars  # noqa: PLC0415 - who has no calendar does without

    lines = calendars.unconfirmed(lately, context.tonight, context.zone)
    return "\n\n" + "\n".join(lines) if lines else ""


def _rates(context: Context, night: date, places: tuple[Standing, ...]) -> "dict[str, Rate]":
    """How often each habit was done of late. A strength takes the whole past: `why` tells it."""
    from coach.core.outcomes import outcomes  # noqa: PLC0415 - most do without
    from coach.core.strength import SHORT, rate  # noqa: PLC0415 - the same

    first = night - nights.DAY * (SHORT - 1)
    found = outcomes(effective(context.journal.around(first, night)), context.tonight)
    keys = dict.fromkeys(place.reminder.habit.key for place in places)
    return {key: rate(found.get(key, ()), night, SHORT) for key in keys}


def _of_late(rates: "dict[str, Rate]", context: Context) -> str:
    if not rates:
        return ""
    from coach.wording import strengths  # noqa: PLC0415 - the same

    return strengths.of_late({context.titles[key]: rate for key, rate in rates.items()})


def _place_document(place: Standing, rates: "dict[str, Rate]", context: Context) -> dict[str, Any]:
    document: dict[str, Any] = {
        "habit": place.reminder.habit.key,
        "id": place.reminder.id,
        "title": title_of(place.reminder),
        "state": place.state,
        "due": _iso(place.reminder.due, context),
        "until": _iso(place.reminder.until, context),
        "rings": _iso(place.rings, context) if place.rings else None,
    }
    if rates:
        document["rate"] = rates[place.reminder.habit.key]._asdict()
    return document


def _question_document(place: Standing, context: Context) -> dict[str, Any]:
    document = _place_document(place, {}, context)
    del document["habit"]
    return {"asks": place.reminder.asks, **document}


def _told_document(told: "Told") -> dict[str, Any]:
    return {
        "cramps": told.cramps,
        "count": told.number,
        "pain": told.pain,
        "sleep_loss": told.sleep_loss,
        "at": told.told_at.isoformat(),
        "from_memory": told.retro,
    }


def _next_document(place: Standing, at: datetime, context: Context) -> dict[str, Any]:
    return {
        "habit": place.reminder.habit.key,
        "id": place.reminder.id,
        "at": _iso(at, context),
        "title": title_of(place.reminder),
    }


def _iso(instant: datetime, context: Context) -> str:
    return instant.astimezone(context.zone).isoformat()
