"""Plans, made anew only when something changed that they follow from."""

from datetime import date, tzinfo

from coach.core import planning
from coach.core.history import Facts, of_kinds
from coach.core.model import Config, Plan
from coach.core.questions.kinds import with_questions
from coach.daemon.memo import Memo
from coach.named import NamedTuple


class _Basis(NamedTuple):
    """What a plan follows from: reminders from some of the facts, questions from all."""

    config: Config
    zone: tzinfo
    facts: Facts

    def same(self, other: "_Basis") -> bool:
        """Whether the answer is the same: a config and a zone that were read again are new."""
        read_again = self.config is not other.config or self.zone is not other.zone
        return not read_again and self.facts == other.facts


class Planner:
    """Remembers the last plans and the last timetable: a turn asks for the same ones again."""

    def __init__(self) -> None:
        self._planned = Memo[date, _Basis, Plan](_Basis.same)
        self._asked = Memo[date, _Basis, Plan](_Basis.same)
        self._spelled: tuple[Config, dict[str, tuple[str, ...]]] | None = None

    def plan(self, config: Config, night: date, zone: tzinfo, facts: Facts) -> Plan:
        """What will be shown in a night; see `planning.plan` and `questions.with_questions`."""

        def reminders() -> Plan:
            return planning.plan(config, night, zone, followed)

        def questions() -> Plan:
            basis = _Basis(config, zone, followed)
            return with_questions(config, self._planned.of(night, basis, reminders), facts)

        followed = of_kinds(facts, planning.FOLLOWED)
        return self._asked.of(night, _Basis(config, zone, facts), questions)

    def timetable(self, config: Config) -> dict[str, tuple[str, ...]]:
        """The wall times that a config asks for; see `planning.timetable`."""
        if self._spelled is None or self._spelled[0] is not config:
            self._spelled = config, planning.timetable(config)
        return self._spelled[1]
