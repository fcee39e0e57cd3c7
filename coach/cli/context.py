"""What a command works with: the time, the config in force, the journal."""

import json
import os
import sys
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self
from zoneinfo import ZoneInfo

from coach import paths
from coach.config.loading import Loaded, load
from coach.config.values import Fault, calendar_date
from coach.core import nights, planning
from coach.core.history import Facts, effective, paused
from coach.core.model import Config, Event, Fact, Plan
from coach.core.standing import Standing, standing
from coach.journal.patient import PatientJournal
from coach.journal.port import JournalError, fresh
from coach.named import NamedTuple
from coach.senses.zone import local_zone
from coach.wording import replies
from coach.wording.titles import ours
from coach.wording.translating import _

if TYPE_CHECKING:
    from coach.core.mornings import Told
    from coach.journal.recovering import Repair


class Stop(Exception):
    """A command ends here: a sentence for the person, and the exit code."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


class Stands(NamedTuple):
    """A night so far."""

    habits: tuple[Standing, ...]
    questions: tuple[Standing, ...]
    told: "Told | None"
    """How it was, as far as the person told."""


class Context:
    """One command's view; everything is read when first asked for."""

    def __init__(self, found: paths.Paths, *, as_json: bool) -> None:
        self.paths = found
        self.as_json = as_json
        self.now = datetime.now(UTC)
        self._glimpses: list[JournalError] = []
        """Why the journal was read from a copy, if it was."""

    @classmethod
    def of(cls, arguments: Any) -> Self:  # noqa: ANN401 - argparse's own type says as little
        """The context that the global options ask for."""
        found = paths.find(os.environ, arguments.config, arguments.data)
        return cls(found, as_json=getattr(arguments, "json", False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "journal" in self.__dict__:
            self.journal.close()

    def say_if_read_only(self) -> None:
        """Say that the journal can only be read for now, where that is so."""
        if self._glimpses:
            print(replies.from_a_copy(str(self._glimpses[0])), file=sys.stderr)

    # --- what is in force ----------------------------------------------------------------

    @cached_property
    def loaded(self) -> Loaded:
        """The config in force and the file's mistakes, which are told once on stderr."""
        loaded = load(self.paths.config, self.paths.folder)
        if loaded.config is None:
            lines = "\n".join(str(problem) for problem in loaded.problems)
            raise Stop(lines, 2)
        if loaded.problems:
            problems = [str(problem) for problem in loaded.problems]
            from coach.wording import setting_up  # noqa: PLC0415 - of no use to most commands

            print(setting_up.mistakes(problems, loaded.source), file=sys.stderr)
        return loaded

    @property
    def config(self) -> Config:
        """The config in force.

        Raises:
            Stop: there is none.
        """
        if self.loaded.config is None:
            raise Stop(_("there is no config"), 2)
        return self.loaded.config

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each habit, follow-up and question is called, by its key."""
        return {**ours(), **{habit.key: habit.title for habit in self.config.habits}}

    @cached_property
    def journal(self) -> PatientJournal:
        """The journal; it is opened when first asked for something."""
        return PatientJournal(self.paths.database, _say_repaired, self._glimpses.append)

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of the config."""
        name = self.config.timezone
        return local_zone(os.environ) if name == "local" else ZoneInfo(name)

    @property
    def local(self) -> datetime:
        """Now, with the local offset."""
        return nights.local(self.now, self.zone)

    # --- nights --------------------------------------------------------------------------

    @cached_property
    def tonight(self) -> date:
        """The night that contains now."""
        return nights.night_of(self.now, self.zone, self.config.rollover)

    def night(self, told: str | None) -> date:
        """The night that `--night` names: by the calendar date of its evening.

        Raises:
            Stop: it is no date.
        """
        return self.tonight if told is None else self.day(told)

    def begun(self, told: str | None) -> date:
        """The same, for what can only be said of an evening that has come.

        Raises:
            Stop: it is no date, or still ahead.
        """
        night = self.night(told)
        if night > max(self.tonight, self.local.date()):
            raise Stop(replies.not_yet(night), 3)
        return night

    def day(self, told: str, *, to_come: bool = False) -> date:
        """A calendar date, or a word for one.

        Args:
            told: `2026-11-22`, `yesterday`, `sunday`.
            to_come: Whether a weekday is the next one, and not the last.

        Raises:
            Stop: it is none.
        """
        from coach.cli.times import day_named  # noqa: PLC0415 - few commands name one

        named = day_named(told, self.local.date(), to_come=to_come)
        if named is not None:
            return named
        try:
            return calendar_date(told)
        except Fault as fault:
            refuse(Fault(fault.message, _(replies.A_DAY)))

    def plan(self, night: date) -> tuple[Plan, bool]:
        """A night's plan, and whether it is paused."""
        from coach.core.questions.kinds import with_questions  # noqa: PLC0415 - few commands ask

        facts = self.facts(night)
        plan = planning.plan(self.config, night, self.zone, facts)
        return with_questions(self.config, plan, facts), paused(facts, night)

    def facts(self, night: date) -> Facts:
        """What holds for a night."""
        return effective(self.journal.around(night, night))

    def places(self, night: date) -> tuple[Standing, ...]:
        """Where a night's reminders stand."""
        facts = self.facts(night)
        plan = planning.plan(self.config, night, self.zone, facts)
        return tuple(standing(r, facts, plan, self.now) for r in plan.reminders)

    def stands(self, night: date) -> Stands:
        """Where a night's reminders and questions stand, and what was told of it."""
        from coach.core.mornings import nights_told  # noqa: PLC0415 - of no use to most commands
        from coach.core.questions.kinds import with_questions  # noqa: PLC0415 - the same

        facts = self.facts(night)
        plan = planning.plan(self.config, night, self.zone, facts)
        plan = with_questions(self.config, plan, facts)
        habits, questions = (
            tuple(standing(one, facts, plan, self.now) for one in asked)
            for asked in (plan.reminders, plan.questions)
        )
        return Stands(habits, questions, nights_told(facts).get(night))

    # --- what is said and kept -----------------------------------------------------------

    def record(self, *entries: tuple[date, Event]) -> tuple[Fact, ...]:
        """Keep events; they are safe once this returns."""
        facts = fresh(self.local, *entries)
        self.journal.keep(facts)
        return facts

    def tell(self, text: str, document: dict[str, Any]) -> int:
        """Say what was done, as people or as programs read it.

        Returns:
            The exit code of what was done: 0.
        """
        print(_json(document) if self.as_json else text)
        return 0


def _say_repaired(repair: "Repair") -> None:
    from coach.wording import keeping  # noqa: PLC0415 - hardly ever

    print(keeping.repaired(repair), file=sys.stderr)


def _json(document: dict[str, Any]) -> str:
    """One line; letters that the terminal lacks are escaped, so that it stays JSON."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return json.dumps(document, ensure_ascii=encoding != "utf8")


def refuse(fault: Fault) -> NoReturn:
    """Turn a value that cannot be read into the end of the command."""
    raise Stop(f"{fault.message}; {fault.hint}", 2)
