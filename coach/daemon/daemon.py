"""One turn: gather, decide, apply. Who wakes it is none of its business."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from coach.core import easing, nights
from coach.core.coaching.proposing import agreed
from coach.core.history import DATED, Facts, effective, paused
from coach.core.model import (
    Absence,
    ClockSet,
    Config,
    Held,
    Reminder,
    Timetable,
)
from coach.core.screen import open_cards
from coach.core.standing import NOT_OPEN
from coach.core.turning import Showing, Turn, turn
from coach.daemon.bedroom import Bedroom
from coach.daemon.inforce import SETTLED, InForce
from coach.daemon.nightly import Nightly
from coach.daemon.outlook import Outlook, plain_answers
from coach.daemon.phone import Evening, Phone
from coach.daemon.recorder import Recorder
from coach.daemon.scene import Scene
from coach.daemon.screen import Screen
from coach.daemon.timekeeping import Timekeeping
from coach.notify.port import Channel, Notice
from coach.wording import reminders as wording
from coach.wording.translating import _, marked

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=30)
"""How soon what the journal could not take is tried again."""

STEPS = 4
"""A turn that still finds something to do after so many steps goes on at the next look."""

SOON = timedelta(seconds=1)
IDLE = timedelta(hours=12)
"""When to look again where no config is in force; saving one wakes the daemon anyway."""

LEFT_OVER = timedelta(days=3)
"""How far back an earlier daemon's notifications are looked for."""


TO_COME = timedelta(days=2)
"""A night that begins so far ahead has begun nowhere on earth."""


class Clock(Protocol):
    """Where the daemon gets the time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""

    def zone(self) -> tzinfo:
        """The zone of this machine at this moment."""

    def elapsed(self) -> timedelta:
        """The time that really passed since some instant, suspend included."""


class Presence(Protocol):
    """Whether somebody would see a reminder."""

    def absence(self) -> Absence | None:
        """Why nobody would see one now; None: somebody is there, or nobody can know."""


class Daemon:
    """Holds what a turn needs between turns: nothing that the journal does not know better."""

    def __init__(
        self,
        config: InForce,
        recorder: Recorder,
        channel: Channel,
        clock: Clock,
        presence: Presence,
        phone: Phone | None = None,
    ) -> None:
        self.screen = Screen(channel, recorder)
        self.status = ""
        """One line on what comes next."""
        self.can_speak = False
        """Whether a notice that waits for nothing may be said: somebody is there and awake."""
        self.agreed = ""
        """The suggestion that a button said yes to and that is still to be carried out."""
        self._config = config
        self._recorder = recorder
        self._clock = clock
        self._presence = presence
        self._phone = phone
        self._outlook = Outlook(recorder)
        self.looks_back = True
        """Not in a preview: that nobody answers there says nothing of the person."""
        self._nightly = Nightly(recorder)
        self._bedroom = Bedroom(recorder, self.screen)
        self._timekeeping = Timekeeping()
        self._clock_set: list[ClockSet] = []
        self._adopted = False
        self._told_trouble: Literal["answer", "notes"] | None = None

    def turn(self) -> datetime:
        """Set right what is to be set right now.

        Returns:
            When to look again, in UTC.
        """
        now = self._clock.now()
        self._recorder.retry()
        self._keep_time(now)
        self._config.look(now)
        self._tell_mistakes(now)
        config = self._config.loaded.config
        if config is None:
            self.screen.hear(partial(plain_answers, now), now)
            look_again = now + IDLE
        else:
            look_again = self._evening(self._scene(config, now))
        self._tell_trouble()
        if self._config.unsettled(now):
            look_again = min(look_again, now + SETTLED)
        return min(look_again, now + RETRY) if self._recorder.trouble else look_again

    @property
    def inbox(self) -> str | None:
        """The folder of the config in force where recordings arrive."""
        config = self._config.loaded.config
        return config.inbox.folder if config else None

    def reload(self) -> None:
        """Read the config again even if its file looks the same."""
        self._config.look(self._clock.now(), again=True)

    def stop(self) -> None:
        """Take down what is on the screen: nobody would hear its buttons any more."""
        now = nights.local(self._clock.now(), self._clock.zone())
        for card in self.screen.cards:
            self.screen.withdraw(card, now, marked("coach stopped"))
        self.screen.hear(partial(plain_answers, now), now)
        if self._phone:
            self._phone.stop(now)

    def _scene(self, config: Config, now: datetime) -> Scene:
        zone = self._clock.zone() if config.timezone == "local" else ZoneInfo(config.timezone)
        return Scene(config, zone, nights.night_of(now, zone, config.rollover), now)

    def _evening(self, scene: Scene) -> datetime:
        """Hear what happened, then decide and do until there is nothing left to do."""
        self._write_clock_set(scene)
        self._adopt(scene)
        self.screen.hear(partial(self._outlook.answers, scene), scene.local)
        if self._phone:
            self._phone.hear(scene.local)
        doubt = self._timekeeping.doubt()
        if doubt is not None:
            self.status = _(wording.WAITING_FOR_THE_TIME)
            return scene.now + doubt
        facts = self._outlook.facts(scene.night)
        written = self._write_timetable(scene, facts)
        if (self.looks_back and self._nightly.look(scene)) or written:
            facts = self._outlook.facts(scene.night)
        # A child that carries it out reads the journal: what is held is not there yet.
        self.agreed = "" if self._recorder.trouble else agreed(facts, scene.night)
        return self._decide(scene, facts)

    def _decide(self, scene: Scene, facts: Facts) -> datetime:
        absence = self._presence.absence() if scene.config.desktop.enabled else "deskless"
        for _step in range(STEPS):
            cards, found = self.screen.cards, self.screen.found
            plan, known = self._outlook.tonight(scene, facts)
            self._bedroom.look(scene, plan)
            decision = turn(plan, known, cards, scene.now, found, absence)
            if absence and decision.hold:
                self._hold(decision.hold, absence, scene)
            if not decision.show and not decision.withdraw:
                break
            self._apply(decision, scene)
            facts = self._outlook.facts(scene.night)
        else:
            return scene.now + SOON
        self.status = wording.status_line(decision.places, scene.zone)
        asleep = plan.bedtime <= scene.now < plan.wake
        self.can_speak = absence is None and not asleep and not paused(facts, scene.night)
        return min(decision.look_again, self._push(scene, decision, facts, absence))

    def _push(
        self, scene: Scene, decision: Turn, facts: Facts, absence: Absence | None
    ) -> datetime:
        """See to the phone, last of all; returns when to look again."""
        if self._phone is None:
            return decision.look_again
        push = scene.config.push
        evening = Evening(push, decision.places, facts, absence, scene.local)

        def words(reminders: tuple[Reminder, ...]) -> Notice:
            showing = Showing(ring=reminders, carried=(), replaces=None)
            private = push is None or push.private
            return scene.notice(showing, private=private, cold=partial(self._bedroom.line, scene))

        return self._phone.look(evening, words) or decision.look_again

    def _apply(self, decision: Turn, scene: Scene) -> None:
        for showing in decision.show:
            private, cold = scene.config.desktop.private, partial(self._bedroom.line, scene)
            notice = scene.notice(showing, private=private, cold=cold)
            self.screen.show(showing, notice, scene.local)
        # Last, because what rings may carry along what stood on these: a kill between the two
        # must leave it on the screen twice, not nowhere.
        for card in decision.withdraw:
            self.screen.withdraw(card, scene.local, NOT_OPEN)

    def _hold(self, reminders: Iterable[Reminder], absence: Absence, scene: Scene) -> None:
        held = Held(tuple(reminder.id for reminder in reminders), absence)
        log.info("kept for later (%s): %s", absence, ", ".join(held.reminders))
        self._recorder.record(scene.local, (scene.night, held))

    def _keep_time(self, now: datetime) -> None:
        newest = None if self._timekeeping.began else self._newest(now)
        step = self._timekeeping.look(now, self._clock.elapsed(), newest)
        if step is not None:
            log.warning("the clock was set from %s to %s", step.was, step.now)
            self._clock_set.append(step)
            self._bedroom.look_again()

    def _newest(self, now: datetime) -> datetime | None:
        """When the last fact was recorded; one of days to come counts though others followed it.

        A daemon that is killed while it waits for the time has written others.
        """
        newest = self._recorder.newest()
        if newest is not None and newest <= now:
            to_come = effective(self._recorder.around(now.date() + TO_COME, date.max))
            told = [fact.at for fact in to_come if isinstance(fact.event, DATED)]
            newest = max([newest, *told])
        return newest

    def _write_clock_set(self, scene: Scene) -> None:
        steps, self._clock_set = self._clock_set, []
        for step in steps:
            self._recorder.record(scene.local, (scene.night, step))

    def _write_timetable(self, scene: Scene, facts: Facts) -> bool:
        """Keep which times the config asks for, and since when: a fact only where it changed."""
        times = self._outlook.timetable(scene.config)
        tables = [fact.event for fact in facts if isinstance(fact.event, Timetable)]
        if tables and dict(tables[-1].times) == times:
            return False
        written = min(self._config.loaded.written or scene.now, scene.now)
        words = easing.edited(tables[-1], times, facts, scene.night) if tables else ()
        table = scene.night, Timetable(written, times)
        self._recorder.record(scene.local, table, *((scene.night, word) for word in words))
        return True

    def _adopt(self, scene: Scene) -> None:
        if self._adopted:
            return
        self._adopted = True
        first = scene.night - LEFT_OVER
        # Where the clock was set lately, other nights as well, those to come among them.
        lately = [f.event for f in self._recorder.around(first, scene.night) if f.night >= first]
        before = [step.was.date() - LEFT_OVER for step in lately if isinstance(step, ClockSet)]
        first = min([first, *before])
        self.screen.adopt(open_cards(self._recorder.around(first, date.max)), scene.local)

    def _tell_mistakes(self, now: datetime) -> None:
        loaded = self._config.news(now)
        if loaded is not None:
            gone = not loaded.problems[0].line
            told = wording.config_has_mistakes(len(loaded.problems), loaded.source, gone=gone)
            self.screen.say(told)

    def _tell_trouble(self) -> None:
        """What the journal cannot take: of the person first of all, else of our own."""
        trouble, told = self._recorder.trouble, self._told_trouble
        if not trouble and told:
            self.screen.say(wording.kept_now(answer=told == "answer"))
            self._told_trouble = None
        elif trouble and self._recorder.holds_an_answer and told != "answer":
            self.screen.say(wording.not_kept_yet(trouble))
            self._told_trouble = "answer"
        elif trouble and not told:
            self.screen.say(wording.no_notes(trouble))
            self._told_trouble = "notes"
