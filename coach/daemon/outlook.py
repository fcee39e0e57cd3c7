"""What the journal and the config say of a night: facts, plan, what a button means in it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial

from coach.core import nights, planning
from coach.core.answering import Press, pressed
from coach.core.history import DATED, Facts, effective
from coach.core.model import Choice, Config, Cramp, Event, Plan, ReminderId, Timetable
from coach.core.questions.kinds import still_asked
from coach.core.standing import Standing, standing
from coach.daemon.memo import Memo
from coach.daemon.planner import Planner
from coach.daemon.recorder import Recorder
from coach.daemon.scene import Scene


class Outlook:
    """Reads nights; it remembers nothing but what would be computed again."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._planner = Planner()
        self._effective = Memo[date, Facts, Facts]()

    def facts(self, night: date) -> Facts:
        """What holds for a night."""
        read = self._recorder.around(night, night)
        return self._effective.of(night, read, partial(effective, read))

    def plan(self, scene: Scene, night: date, facts: Facts) -> Plan:
        """What will be shown and asked in a night."""
        return self._planner.plan(scene.config, night, scene.zone, facts)

    def timetable(self, config: Config) -> dict[str, tuple[str, ...]]:
        """The wall times that a config asks for."""
        return self._planner.timetable(config)

    def tonight(self, scene: Scene, facts: Facts) -> tuple[Plan, Facts]:
        """A turn's plan and facts: with what the night before asks beyond its end.

        Args:
            scene: The turn's.
            facts: What holds for its night.
        """
        plan = self.plan(scene, scene.night, facts)
        before = scene.night - nights.DAY
        if not still_asked(scene.config, before, scene.zone, scene.now):
            return plan, facts
        earlier = self.facts(before)
        asked = self.plan(scene, before, earlier).questions
        # What was paused since is among the facts of tonight. All timetables are among those of
        # the night before; of the older ones tonight's may lack one, and have one that a clock
        # that was ahead dated later.
        own = tuple(fact for fact in earlier if isinstance(fact.event, DATED | Cramp | Timetable))
        facts = tuple(fact for fact in facts if not isinstance(fact.event, Timetable))
        late = tuple(question for question in asked if scene.now < question.until)
        return plan._replace(questions=late + plan.questions), own + facts

    def answers(
        self, scene: Scene, choice: Choice, reminders: Iterable[ReminderId]
    ) -> Iterator[tuple[date, Event]]:
        """What a button on a card means, also on one of an earlier night."""
        for reminder in reminders:
            night = planning.night_in(reminder)
            facts = self.facts(night)
            place = self._place(scene, night, facts, reminder)
            event = pressed(Press(choice, reminder, scene.now, place, facts))
            if event is not None:
                yield night, event

    def _place(
        self, scene: Scene, night: date, facts: Facts, reminder: ReminderId
    ) -> Standing | None:
        """Where a reminder or a question stands; None where it is no longer asked for."""
        plan = self.plan(scene, night, facts)
        asked = plan.reminders + plan.questions
        found = next((one for one in asked if one.id == reminder), None)
        return None if found is None else standing(found, facts, plan, scene.now)


def plain_answers(
    now: datetime, choice: Choice, reminders: Iterable[ReminderId]
) -> Iterator[tuple[date, Event]]:
    """What a button means while no config is in force: it is kept all the same."""
    for reminder in reminders:
        event = pressed(Press(choice, reminder, now))
        if event is not None:
            yield planning.night_in(reminder), event
