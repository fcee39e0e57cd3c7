"""Looks once a night at how the evenings went, and notes what follows from it."""

from datetime import date

from coach.core.coaching.evidence import WINDOW, lived
from coach.core.coaching.nightly import notes
from coach.core.history import effective
from coach.daemon.recorder import Recorder
from coach.daemon.scene import Scene
from coach.wording.cueing import cues


class Nightly:
    """What is noted is derived from facts: a restart notes nothing twice."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._looked: date | None = None

    def look(self, scene: Scene) -> bool:
        """Note what is new in a night; returns whether there was something."""
        if self._looked == scene.night:
            return False
        self._looked = scene.night
        first = scene.night - min(WINDOW, scene.night - date.min)
        facts = effective(self._recorder.around(first, scene.night))
        found = notes(scene.config, lived(facts, scene.night), cues())
        if found:
            self._recorder.record(scene.local, *((scene.night, note) for note in found))
        return bool(found)
