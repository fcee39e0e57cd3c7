"""Plans, made anew only when something changed that they follow from."""

from datetime import date, tzinfo

from coach.core import planning
from coach.core.history import Facts
from coach.core.model import Config, Plan
from coach.core.questions.kinds import with_questions
from coach.named import NamedTuple


class _Basis(NamedTuple):
    """All that a night's reminders follow from; its questions follow from all facts."""

    config: Config
    zone: tzinfo
    night: date
    facts: Facts

    def same(self, other: "_Basis") -> bool:
        """Whether the answer is the same: a config and a zone that were read again are new."""
        read_again = self.config is not other.config or self.zone is not other.zone
        return not read_again and self[2:] == other[2:]


class Planner:
    """Remembers the last plan and the last timetable: a turn asks for the same ones again."""

    def __init__(self) -> None:
        self._planned: tuple[_Basis, Plan] | None = None
        self._spelled: tuple[Config, dict[str, tuple[str, ...]]] | None = None

    def plan(self, config: Config, night: date, zone: tzinfo, facts: Facts) -> Plan:
        """What will be shown in a night; see `planning.plan` and `questions.with_questions`."""
        followed = tuple(fact for fact in facts if isinstance(fact.event, planning.FOLLOWED))
        basis = _Basis(config, zone, night, followed)
        if self._planned is None or not self._planned[0].same(basis):
            self._planned = basis, planning.plan(config, night, zone, followed)
        return with_questions(config, self._planned[1], facts)

    def timetable(self, config: Config) -> dict[str, tuple[str, ...]]:
        """The wall times that a config asks for; see `planning.timetable`."""
        if self._spelled is None or self._spelled[0] is not config:
            self._spelled = config, planning.timetable(config)
        return self._spelled[1]
