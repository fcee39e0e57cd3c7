"""import, of a recorded track."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from coach.cli.context import Context
from coach.cli.importing import Slip, Taken
from coach.core import following, nights
from coach.core.history import Facts, effective
from coach.core.load import load
from coach.core.model import Activity, Fact
from coach.imports import reading, sports, taking
from coach.imports.sports import Verdict
from coach.imports.track import Track, Unreadable
from coach.journal.port import fresh
from coach.wording import tracks as words
from coach.wording.translating import _

AHEAD = timedelta(minutes=15)
"""A watch's clock may be so much ahead of ours."""
SHORT = 100.0
BRIEF = timedelta(minutes=2)
"""Metres and a time; less was switched on by mistake."""
ABOUT = timedelta(days=2)
"""How far around its evening a copy of an activity may be kept."""


class Outcome(NamedTuple):
    """What becomes of one track."""

    said: str
    fact: Fact | None = None
    """What is to be kept."""
    offer: bool = False
    """Whether `said` is a question that waits for the person."""
    slip: bool = False
    """Whether `said` is what is wrong with it."""


def take(paths: Sequence[str], context: Context) -> Taken:
    """Keep what files recorded, and is not in the journal already."""
    taken = [_file(path, context) for path in paths]
    return Taken(
        sum(one.imported for one in taken),
        sum(one.skipped for one in taken),
        tuple(text for one in taken for text in one.said),
        tuple(slip for one in taken for slip in one.slips),
        tuple(text for one in taken for text in one.offers),
    )


def _file(path: str, context: Context) -> Taken:
    """Take over one file, whole or not at all."""
    try:
        recorded = reading.read(path)
    except Unreadable as why:
        return Taken(0, 0, (), (Slip(path, 0, words.sentence(path, str(why))),))
    except OSError as error:
        return Taken(0, 0, (), (Slip(path, 0, f"{path}: {error.strerror or error}"),))
    name = os.path.basename(path)
    outcomes = list(_outcomes(name, recorded, context))
    slips = tuple(Slip(path, 0, one.said) for one in outcomes if one.slip)
    if slips:
        return Taken(0, 0, (), slips)
    facts = [one.fact for one in outcomes if one.fact]
    context.journal.keep(facts)
    return Taken(
        len(facts),
        len(outcomes) - len(facts),
        tuple(one.said for one in outcomes if not one.offer),
        offers=tuple(one.said for one in outcomes if one.offer),
    )


def _outcomes(name: str, recorded: reading.Recorded, context: Context) -> Iterator[Outcome]:
    new: Facts = ()
    for number, track in enumerate(recorded.tracks, start=1):
        source = f"{recorded.kind}:{recorded.content}/{number}"
        outcome = _Judge(name, source, track, new, context).outcome()
        new += (outcome.fact,) if outcome.fact else ()
        yield outcome


class _Judge:
    """Looks at one track."""

    def __init__(self, name: str, source: str, track: Track, new: Facts, context: Context) -> None:
        self._name = name
        self._source = source
        self._track = track
        self._new = new
        self._context = context
        self._ended = nights.local(track.ended, context.zone)
        self._evening = nights.evening_of(context.config, track.ended, context.zone)

    def outcome(self) -> Outcome:
        """What becomes of it."""
        verdict = sports.verdict(self._track)
        if self._track.ended > self._context.now + AHEAD:
            return Outcome(words.to_come(self._name), slip=True)
        if verdict.sort == "other":
            return Outcome(words.no_legs(self._name, self._track.sport))
        if self._track.duration < BRIEF or 0 < (verdict.motion.metres or 0) < SHORT:
            return Outcome(words.short(self._name))
        one = taking.activity(verdict.sort, self._track, verdict, self._source, self._ended)
        if not taking.possible(one):
            return Outcome(words.impossible(self._name), slip=True)
        twin = taking.twin(one, self._evening, self._about())
        if twin is not None:
            return Outcome(words.known(self._name, twin.activity.sort, twin.how))
        if verdict.sort == "trip" and not self._is_wanted(one):
            return Outcome(words.offer(self._name, self._track, one), offer=True)
        return self._kept(one, verdict)

    def _about(self) -> Facts:
        """What holds of the days about it."""
        first, last = self._evening - ABOUT, self._evening + ABOUT
        return effective(self._context.journal.between(first, last)) + self._new

    def _is_wanted(self, trip: Activity) -> bool:
        """Ask whether a drive counts as a trip, where somebody can answer."""
        if self._context.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return False
        try:
            answer = input(f"{words.question(self._name, self._track, trip)} ")
        except EOFError:
            return False
        return answer.strip().lower() in ("y", "yes", _("yes"))

    def _kept(self, one: Activity, verdict: Verdict) -> Outcome:
        context, evening = self._context, self._evening
        before = context.facts(evening) + self._new
        count = following.evenings(context.config, one, evening, before)
        (fact,) = fresh(context.local, (evening, one))
        last = evening + timedelta(days=count - 1)
        lines = [words.noted(self._name, one, evening, load(one))]
        lines += words.remarks(self._track, verdict)
        if count and last >= context.tonight:
            lines.append(words.care(count, last))
        return Outcome("\n".join(lines), fact)
