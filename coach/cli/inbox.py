"""import --inbox: what came into the folder where recordings arrive."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from coach.cli.context import Context, Stop
from coach.cli.judging import Outcome
from coach.cli.taking_tracks import outcomes_of
from coach.config.values import legible
from coach.core import following, nights
from coach.core.model import Activity
from coach.imports import inbox
from coach.imports.inbox import Mark, Marks
from coach.imports.track import Nothing, Unreadable
from coach.journal.port import JournalError
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
    known = inbox.recall(context.paths.folder, folder)
    try:
        found = inbox.find(folder, known, context.now)
    except OSError as error:
        raise Stop(words.no_folder(folder, error), 1) from None
    outcomes: list[Outcome] = []
    problems: list[str] = []
    marks: dict[str, Mark] = dict(found.others)
    for name, mark in sorted(found.tracks.items(), key=lambda one: one[1].tries):
        before = {**(known or {}), **marks}
        with _begun(context, folder, name, mark, before):
            came, problem = _taken(os.path.join(folder, name), context)
        outcomes += came
        problems += [problem] if problem else []
        offers = [one.said for one in came if one.trip]
        marks[name] = mark._replace(note=problem or " ".join(offers), tries=0)
    if marks != known:
        _keep(context, folder, marks)
    said = [one.said for one in outcomes] + problems
    return context.tell(
        "\n".join(said) or _(words.NOTHING_NEW),
        _document(outcomes, problems, context) | {"more": found.more},
    )


@contextmanager
def _begun(context: Context, folder: str, name: str, mark: Mark, before: Marks) -> Iterator[None]:
    """What kills the reading of a file, the next look gets to last; after some it is left alone."""
    note = tracks.sentence(os.path.join(folder, name), tracks.NOT_FINISHED)
    begun = mark._replace(tries=mark.tries + 1, note=note)
    _keep(context, folder, {**before, name: begun})
    try:
        yield
    except JournalError:  # which is no fault of the file
        with suppress(OSError):
            _keep(context, folder, before)
        raise


def _keep(context: Context, folder: str, marks: Marks) -> None:
    os.makedirs(context.paths.folder, mode=0o700, exist_ok=True)
    inbox.keep(context.paths.folder, folder, marks)


def _taken(path: str, context: Context) -> tuple[list[Outcome], str]:
    """What a file gave, and what is wrong with it."""
    try:
        outcomes = outcomes_of(path, context, unasked=True)
    except Nothing:
        return [], ""
    except Unreadable as why:
        return [], tracks.sentence(path, str(why))
    except OSError as error:
        return [], f"{legible(path)}: {error.strerror or error}"
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
