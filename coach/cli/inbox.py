"""import --inbox: what came into the folder where recordings arrive."""

import os
from datetime import timedelta
from typing import Any

from coach.cli.context import Context, Stop
from coach.cli.judging import Outcome
from coach.cli.taking_tracks import outcomes_of
from coach.core import following, nights
from coach.core.model import Activity
from coach.imports import inbox
from coach.imports.inbox import Mark
from coach.imports.track import Nothing, Unreadable
from coach.wording import inbox as words
from coach.wording import tracks
from coach.wording.translating import _

NEWS = timedelta(days=3)
"""What is older and asks nothing of tonight is taken in without a word on the screen."""


def look(context: Context) -> int:
    """Take in what is new there.

    Returns:
        The exit code: 0 also where a file could not be read, for nobody asked for it.

    Raises:
        Stop: there is no such folder.
    """
    folder = context.config.inbox.folder
    if folder is None:
        raise Stop(_(words.NO_INBOX), 3)
    place = context.paths.folder
    known = inbox.recall(place, folder)
    try:
        found = inbox.find(folder, known, context.now)
    except OSError as error:
        raise Stop(words.no_folder(folder, error), 1) from None
    outcomes: list[Outcome] = []
    problems: list[str] = []
    marks: dict[str, Mark] = dict(found.others)
    for name, mark in found.tracks.items():
        came, problem = _taken(os.path.join(folder, name), context)
        outcomes += came
        problems += [problem] if problem else []
        offers = [one.said for one in came if one.trip]
        marks[name] = mark._replace(note=problem or " ".join(offers))
    if marks != known:
        os.makedirs(place, mode=0o700, exist_ok=True)
        inbox.keep(place, folder, marks)
    said = [one.said for one in outcomes] + problems
    return context.tell(
        "\n".join(said) or _(words.NOTHING_NEW),
        _document(outcomes, problems, context) | {"more": found.more},
    )


def _taken(path: str, context: Context) -> tuple[list[Outcome], str]:
    """What a file gave, and what is wrong with it."""
    try:
        outcomes = outcomes_of(path, context, unasked=True)
    except Nothing:
        return [], ""
    except Unreadable as why:
        return [], tracks.sentence(path, str(why))
    except OSError as error:
        return [], f"{path}: {error.strerror or error}"
    wrong = [one.said for one in outcomes if one.slip]
    return ([], wrong[0]) if wrong else (outcomes, "")


def _document(outcomes: list[Outcome], problems: list[str], context: Context) -> dict[str, Any]:
    kept = [one for one in outcomes if one.fact]
    return {
        "imported": len(kept),
        "skipped": len(outcomes) - len(kept),
        "problems": problems,
        "notices": _notices(outcomes, context),
    }


def _notices(outcomes: list[Outcome], context: Context) -> list[tuple[str, str]]:
    """Titles and words for the screen: of what is news, together where it is much."""
    news = [notice for one in outcomes if (notice := _notice(one, context))]
    return news if len(news) <= words.MOST else [words.several(len(news))]


def _notice(one: Outcome, context: Context) -> tuple[str, str] | None:
    private = context.config.desktop.private
    if one.trip is not None:
        long = following.is_long(context.config, one.trip)
        return words.offered(one.said, private=private) if long else None
    if one.fact is None or not isinstance(one.fact.event, Activity):
        return None
    evening = nights.evening_of(context.config, context.now, context.zone)
    cared = one.fact.night <= evening < one.fact.night + timedelta(days=one.evenings)
    if not cared and one.fact.event.when < context.now - NEWS:
        return None
    ahead = (evening - context.local.date()).days if cared else None
    return words.taken_in(one.fact, ahead, private=private)
