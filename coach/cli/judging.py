"""What becomes of one recorded track."""

from datetime import timedelta

from coach.cli.asking import can_ask, is_yes, typed
from coach.cli.context import Context
from coach.config.values import legible
from coach.core import following, nights
from coach.core.history import Facts, effective
from coach.core.load import load
from coach.core.model import Activity, Fact
from coach.imports import sports, taking
from coach.imports.sports import Verdict
from coach.imports.track import Track
from coach.journal.port import fresh
from coach.named import NamedTuple
from coach.wording import tracks as words

AHEAD = timedelta(minutes=15)
"""A watch's clock may be so much ahead of ours."""
SHORT = 100.0
BRIEF = timedelta(minutes=2)
"""Metres and a time; less was switched on by mistake."""
ABOUT = timedelta(days=2)
"""How far around its evening a copy of an activity may be kept."""
RECENT = timedelta(days=30)
"""What nobody asked for is taken in only if it is of this last while: a folder of downloads may
hold the recordings of other people and of other years."""


class Outcome(NamedTuple):
    """What becomes of one track."""

    said: str
    fact: Fact | None = None
    """What is to be kept."""
    evenings: int = 0
    """Evenings with more care, its own included."""
    trip: Activity | None = None
    """What the person may say yes to; then `said` has the command for it."""
    slip: bool = False
    """Whether `said` is what is wrong with it."""


class Judge:
    """Looks at one track."""

    def __init__(self, name: str, source: str, track: Track, context: Context) -> None:
        """Look at nothing yet.

        Args:
            name: What people know it by.
            source: Which recording it is: kind, content and place in it.
            track: The track.
            context: Of the command.
        """
        self._name = legible(name)
        self._source = source
        self._track = track
        self._context = context
        self._new: Facts = ()
        self._ended = nights.local(track.ended, context.zone)
        self._evening = nights.evening_of(context.config, track.ended, context.zone)

    def outcome(self, new: Facts, *, unasked: bool) -> Outcome:
        """What becomes of it.

        Args:
            new: What was made of the tracks before it in its file.
            unasked: Nobody named the file: it came by itself.
        """
        self._new = new
        if unasked and self._track.ended < self._context.now - RECENT:
            return Outcome(words.old(self._name))
        verdict = sports.verdict(self._track)
        if self._track.ended > self._context.now + AHEAD:
            return Outcome(words.to_come(self._name), slip=True)
        if verdict.sort == "other":
            known = sports.family(self._track.sport) != "unknown"
            return Outcome(words.no_legs(self._name, self._track.sport if known else ""))
        if self._track.duration < BRIEF or 0 < (verdict.motion.metres or 0) < SHORT:
            return Outcome(words.short(self._name))
        one = taking.activity(verdict.sort, self._track, verdict, self._source, self._ended)
        if not taking.possible(one):
            return Outcome(words.impossible(self._name), slip=True)
        twin = taking.twin(one, self._evening, self._about(unasked=unasked))
        if twin is not None:
            return Outcome(words.known(self._name, twin.activity.sort, twin.how))
        if verdict.sort == "trip" and (unasked or not self._is_wanted(one)):
            return Outcome(words.offer(self._name, self._track, one), trip=one)
        return self._kept(one, verdict)

    def _about(self, *, unasked: bool) -> Facts:
        """What is known of the days about it; unasked, what was taken back stays away as well."""
        first, last = self._evening - ABOUT, self._evening + ABOUT
        facts = self._context.journal.between(first, last)
        recorded = [f for f in facts if isinstance(f.event, Activity) and f.event.source]
        return effective(facts) + self._new + (tuple(recorded) if unasked else ())

    def _is_wanted(self, trip: Activity) -> bool:
        """Ask whether a drive counts as a trip, where somebody can answer."""
        if not can_ask(self._context):
            return False
        return is_yes(typed(words.question(self._name, self._track, trip)))

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
        return Outcome("\n".join(lines), fact, count)
