"""How cool the evening is: the thermometer is read once an evening, when its reminder is due."""

import logging
from datetime import date

from coach.content.choosing import age_on
from coach.core.cold import WEEK, chill, least
from coach.core.history import effective
from coach.core.model import Cold, Plan, Reminder
from coach.core.nights import DAY
from coach.daemon.recorder import Recorder
from coach.daemon.scene import Scene
from coach.daemon.screen import Screen
from coach.senses.thermometer import NoReading, read
from coach.wording import cold as words

log = logging.getLogger(__name__)


class Bedroom:
    """What was read is a fact: a restart reads nothing twice, and says nothing twice."""

    def __init__(self, recorder: Recorder, screen: Screen) -> None:
        self._recorder = recorder
        self._screen = screen
        self._looked: date | None = None

    def look(self, scene: Scene, plan: Plan) -> bool:
        """Read the thermometer if tonight's reminder is due; whether something was recorded."""
        file, _below, unit = scene.config.cold
        due = any(words.belongs_to(r) and r.due <= scene.now < r.until for r in plan.reminders)
        if file is None or not due or self._looked == scene.night:
            return False
        self._looked = scene.night
        known = self._known(scene)
        if scene.night in known:
            return False
        try:
            reading = read(file, unit, scene.now)
        except NoReading as none:
            degrees, why = None, str(none)
        else:
            degrees = None if reading.stopped else reading.degrees
            why = words.stopped(file)
        if degrees is None:
            log.warning("%s", why)
            if not known or list(known.values())[-1] is not None:
                self._screen.say(words.stopped_notice(why))
        self._recorder.record(scene.local, (scene.night, Cold(degrees, "thermometer")))
        return True

    def look_again(self) -> None:
        """The clock was set: what was read by the wrong one may be of an evening to come."""
        self._looked = None

    def _known(self, scene: Scene) -> dict[date, float | None]:
        """What the thermometer told lately, the last word last; None where it told nothing."""
        facts = effective(self._recorder.around(scene.night - WEEK * DAY, scene.night))
        known: dict[date, float | None] = {}
        for fact in facts:
            if isinstance(fact.event, Cold) and fact.event.via == "thermometer":
                known.pop(fact.night, None)  # a wrong clock may live an evening twice
                known[fact.night] = fact.event.degrees
        return known

    def line(self, scene: Scene, reminder: Reminder) -> str:
        """What is said of the cold with a reminder; mostly nothing."""
        if not words.belongs_to(reminder):
            return ""
        facts = effective(self._recorder.around(scene.night - WEEK * DAY, scene.night))
        age = age_on(scene.config.person, reminder.night)
        return words.line(chill(facts, reminder.night, least(scene.config.cold.below, age)))
