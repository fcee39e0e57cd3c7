"""One thread that sleeps until something happens, then takes a turn."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from selectors import EVENT_READ, BaseSelector, DefaultSelector
from typing import Literal, Protocol

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.date import DateTrigger

NAP = timedelta(seconds=30)
"""The longest sleep where no timer tells us that the clock was set."""

RETRY = timedelta(minutes=1)
"""When to look again after a turn failed, and to listen again after a sense failed."""

BREATH = timedelta(milliseconds=250)
"""What a turn that asks for the past has to wait, lest it spins."""

log = logging.getLogger(__name__)


class Timer(Protocol):
    """What wakes the loop at an instant: `coach.senses.clock.RealtimeTimer`."""

    def arm(self, instant: datetime | None) -> bool:
        """Wake at `instant`; returns whether the clock was set since the last look."""

    def read(self) -> Literal["due", "changed", "nothing"]:
        """What woke us, without waiting."""

    def fileno(self) -> int:
        """The descriptor to wait on."""


class Sense(Protocol):
    """Something to wait on. Its descriptor may change between waits; None: not now."""

    def fileno(self) -> int | None:
        """The descriptor to wait on."""


Heard = Callable[[], bool]
"""Reads a sense, without waiting; returns whether it calls for a turn."""


class Loop(BlockingScheduler):  # type: ignore[misc] # APScheduler ships no types
    """APScheduler, waiting on the wall clock and on everything else that calls for a turn.

    `turn` does what is due and returns the instant of the next look, if there is one. It is
    taken at the start, at that instant, when a sense calls for it, and when the clock was set.

    APScheduler's own wait stands still while the machine sleeps, and does not notice a clock
    that is set: https://github.com/agronholm/apscheduler/issues/794. Without a `timer` the loop
    naps, and takes a turn after each nap. Whoever made the timer and the senses closes them.
    """

    def __init__(self, turn: Callable[[], datetime | None], timer: Timer | None) -> None:
        super().__init__(
            timezone=UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._turn = turn
        self._timer = timer
        self._senses: list[tuple[Sense, Heard]] = []
        self._deaf: set[Sense] = set()
        self._new: list[tuple[str, BaseTrigger, Callable[[], object]]] = []
        self._wanted = True
        self._ending = False

    def listen(self, sense: Sense, heard: Heard) -> None:
        """Call `heard` whenever `sense` has something to read."""
        self._senses.append((sense, heard))

    def at(self, name: str, instant: datetime, job: Callable[[], object]) -> None:
        """Run `job` once at an aware `instant`, at once if that is past.

        It takes the place of the job of that name. A job may put itself in again: it is taken
        up before the next wait, because APScheduler deletes a job after its last run.
        """
        self._new.append((name, DateTrigger(instant, timezone=UTC), job))

    def every(self, name: str, seconds: float, job: Callable[[], object]) -> None:
        """Run `job` again and again, for the first time in `seconds`."""
        self._new.append((name, _Beat(timedelta(seconds=seconds)), job))

    def want_turn(self) -> None:
        """Take a turn before the next wait."""
        self._wanted = True

    def shutdown(self) -> None:
        """End the loop, after what it does right now; again is harmless.

        Not at once: APScheduler fails when the job that it runs shuts it down.
        """
        self._ending = True

    def _main_loop(self) -> None:
        while not self._ending:
            self._take_up_new_jobs()
            self._wait()
            self._process_jobs()
            if self._wanted and not self._ending:
                self._take_turn()
        super().shutdown()

    def _take_up_new_jobs(self) -> None:
        for name, trigger, job in self._new:
            self.add_job(job, trigger, id=name, name=name, replace_existing=True)
        self._new.clear()

    def _take_turn(self) -> None:
        self._wanted = False
        began = _now()
        try:
            look = self._turn()
        except Exception:
            log.exception("A turn failed; the next is taken in a minute.")
            look = _now() + RETRY
        self._look_at(look, began)

    def _look_at(self, instant: datetime | None, began: datetime) -> None:
        """Look at an instant; at once if it came while the turn was taken."""
        if self.get_job("turn"):
            self.remove_job("turn")
        if instant:
            self.at("turn", instant if instant > began else _now() + BREATH, self.want_turn)

    def _wait(self) -> None:
        # A selector for each wait: a sense that reconnects may come back under the same number,
        # which epoll forgets when it is closed (https://man7.org/linux/man-pages/man7/epoll.7.html).
        with DefaultSelector() as selector:
            self._attend(selector)
            ready = [key.data for key, _ in selector.select(self._patience())]
        for hear in ready:
            hear()
        if self._timer is None and not ready:
            self._clock_changed()

    def _attend(self, selector: BaseSelector) -> None:
        if self._timer:
            selector.register(self._timer.fileno(), EVENT_READ, self._read_timer)
        for sense, heard in self._senses:
            if sense not in self._deaf:
                self._attend_to(selector, sense, heard)

    def _attend_to(self, selector: BaseSelector, sense: Sense, heard: Heard) -> None:
        try:
            number = sense.fileno()
            if number is not None:
                selector.register(number, EVENT_READ, lambda: self._hear(sense, heard))
        except Exception:
            log.exception("A sense failed; it is heard again in a minute.")
            self._leave_out(sense)

    def _hear(self, sense: Sense, heard: Heard) -> None:
        try:
            self._wanted = heard() or self._wanted
        except Exception:
            log.exception("A sense failed; it is heard again in a minute.")
            self._leave_out(sense)

    def _leave_out(self, sense: Sense) -> None:
        """What it failed to read would wake us again at once, and for ever."""
        self._deaf.add(sense)
        self._wanted = True
        self.at("hear again", _now() + RETRY, self._deaf.clear)

    def _read_timer(self) -> None:
        if self._timer and self._timer.read() == "changed":
            self._clock_changed()

    def _clock_changed(self) -> None:
        self._deaf.clear()
        self._wanted = True

    def _patience(self) -> float | None:
        """Arm the timer; returns how many seconds to wait at most, None without end."""
        now = _now()
        self._keep_beat(now)
        first = min((job.next_run_time for job in self.get_jobs()), default=None)
        if self._timer is None:
            nap = min(first - now, NAP) if first else NAP
            return 0 if self._wanted else nap.total_seconds()
        if self._timer.arm(first):
            self._clock_changed()
        return 0 if self._wanted else None

    def _keep_beat(self, now: datetime) -> None:
        """A clock set back would leave the watchdog unfed until it has caught up."""
        for job in self.get_jobs():
            if isinstance(job.trigger, _Beat) and job.next_run_time > now + job.trigger.pause:
                job.modify(next_run_time=now + job.trigger.pause)


class _Beat(BaseTrigger):  # type: ignore[misc] # APScheduler ships no types
    """Every so often, counted from now.

    IntervalTrigger counts from the last run and lists every one that was missed: after a boot
    with the clock of 1970 that is six million, eight seconds and 345 MB for a five-minute job.
    """

    def __init__(self, pause: timedelta) -> None:
        self.pause = pause

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + self.pause


def _now() -> datetime:
    return datetime.now(UTC)
