"""kill -9 again and again, all evening long, while the person answers; what is left each time.

    python -m tests.system.kills --kills 500

The daemon and the commands are real and go by a clock that is set ahead between two lives of
the daemon, so that in each something comes due. What a command or a button acknowledged is
noted here and looked for in a copy of the journal after every kill, past our own code. A
command acknowledges by its exit code; a button by the card that coach takes down.
"""

import argparse
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random
from threading import Timer
from typing import Literal, NamedTuple

from tests.support.bus import PrivateBus
from tests.support.evening_screen import Screen, Showing
from tests.support.faked_clock import FakedClock, sweep
from tests.support.process import Coach, Entry, entries, sound, until
from tests.support.remote import Remote, RunningServer

BEGIN = datetime(2027, 1, 10, 19, 0, tzinfo=UTC)
AN_EVENING = 25
"""Kills, among twenty-four reminders."""

MINUTES = (0, 1, 2, 4, 4, 7, 8, 11, 14, 15, 16, 19, 22, 25, 25, 28, 31, 32, 36, 37, 41, 44, 45, 49)
"""When they are due: some at once, some within two minutes, some apart."""
SHORT = timedelta(minutes=9)
"""How long the window of every fourth is open; the others' until bedtime."""
NAMES = tuple(f"r{index:02}" for index in range(1, len(MINUTES) + 1))

LONGEST_LIFE = 1.2
SLACK = timedelta(seconds=10)
"""How much later than it decided a busy machine may show something."""

HEAD = """
timezone = "UTC"
bedtime = "23:00"
wake = "07:00"
budget = 24

[coaching]
back_off = false   # most are not answered: else they would be asked less, as they should
remarks = false
review = "off"
"""
HABIT = """
[[habit]]
key = "{name}"
title = "{name}"
at = "{due:%H:%M}"
until = "{until:%H:%M}"
snooze = "1min"
repeat = 0
"""

Aim = Literal["any moment", "a card comes up", "a button is pressed"]
AIMS: tuple[Aim, ...] = ("any moment", "any moment", "a card comes up", "a button is pressed")


class Press(NamedTuple):
    """A button that was pressed, and what it was for."""

    at: datetime
    number: int
    verb: str
    names: frozenset[str]
    ever: set[str]
    """What stood on the card at any time: it may change in the moment of the press."""
    to_somebody: bool
    """Whether the daemon had taken its first turn: before that, nobody listens."""


class Night:
    """One evening's reminders."""

    def __init__(self, first: datetime) -> None:
        self.first = first
        self.due = {
            name: first + timedelta(minutes=minute)
            for name, minute in zip(NAMES, MINUTES, strict=True)
        }
        self.until = {name: self._end(name) for name in NAMES}

    def _end(self, name: str) -> datetime:
        if NAMES.index(name) % 4 == 2:
            return self.due[name] + SHORT
        return self.first.replace(hour=23, minute=0)

    def config(self) -> str:
        """The config that asks for them, on this evening and on all others."""
        return HEAD + "".join(
            HABIT.format(name=name, due=self.due[name], until=self.until[name]) for name in NAMES
        )

    def reminder(self, name: str) -> str:
        """Its id."""
        return f"{self.first:%Y-%m-%d}/{name}/1"


class Person:
    """Answers by buttons and commands, and remembers what was acknowledged."""

    def __init__(self, coach: Coach, remote: Remote, dice: Random) -> None:
        self.presses: list[Press] = []
        self.heard: list[Press] = []
        self.told: dict[str, str] = {}
        """Ids that commands gave, with the words typed."""
        self.typed = 0
        self._coach = coach
        self._remote = remote
        self._dice = dice

    def press(self, screen: Screen, number: int, now: datetime) -> Press:
        """Press a button of a card."""
        verb = self._dice.choice(("done", "snooze", "skip"))
        press = Press(
            now, number, verb, screen.names(number), screen.ever(number), self._coach.ready
        )
        self.presses.append(press)
        self._remote.press(number, verb)
        return press

    def unheard(self, night: Night) -> set[int]:
        """The cards of an evening that were pressed while nobody listened."""
        silent = [press for press in self.presses if press not in self.heard]
        return {press.number for press in silent if press.at.date() == night.first.date()}

    def type(self, names: list[str]) -> None:
        """Type a command, and remember its id if it says that it has done its work."""
        words = self._words(names)
        self.typed += 1
        ended = self._coach(*words, "--json")
        assert ended.code in {0, 1, 3}, ended
        if ended.code == 0:
            self.told[ended.document["id"]] = " ".join(words)

    def _words(self, names: list[str]) -> list[str]:
        verb = self._dice.choice(("done", "done", "skip", "snooze", "cramp"))
        if verb == "cramp" or not names:
            return ["log", "cramp", "--note", f"number {self.typed}"]
        return [verb, self._dice.choice(names)]


class Kills:
    """The whole of it."""

    def __init__(self, coach: Coach, clock: FakedClock, remote: Remote, seed: int) -> None:
        self.figures: Counter[str] = Counter()
        self._coach = coach
        self._clock = clock
        self._remote = remote
        self._dice = Random(seed)  # noqa: S311 - to be played again, not to be secret
        self._person = Person(coach, remote, self._dice)
        self._known: dict[str, Entry] = {}
        """Every entry that was ever seen in the journal."""
        self._night = Night(BEGIN)
        self._screen = Screen()
        self._accounted = 0
        self._shown: Counter[str] = Counter()

    def play(self, kills: int) -> None:
        """Kill so many times, on as many evenings as it takes."""
        evenings = max(1, round(kills / AN_EVENING))
        for evening in range(evenings):
            self._begin(evening)
            for _ in range(kills * evening // evenings, kills * (evening + 1) // evenings):
                self._life()
            self._end()

    # --- an evening ----------------------------------------------------------------------

    def _begin(self, evening: int) -> None:
        self._night = Night(BEGIN + timedelta(days=evening))
        self._screen, self._accounted, self._shown = Screen(), 0, Counter()
        self._remote.reset()
        self._remote.set(stays=bool(evening % 2))
        self._coach.config.write_text(self._night.config())
        self._clock.stamp(self._coach.config, BEGIN - timedelta(days=2))
        self._clock.put(self._night.first - timedelta(seconds=5))

    def _end(self) -> None:
        """Left alive after all, the daemon has everything on the screen that is open."""
        last = max(self._night.due.values())
        self._clock.put(max(last + timedelta(seconds=1), self._clock.now() + SLACK))
        self._remote.set(slow=0)
        self._coach.start()
        until(lambda: not self._missing(), "what is open", self._why_missing)
        self._look()
        assert self._coach.stop() == 0
        self._check(after_kill=True)
        self.figures["left on the screen"] += len(self._remote.open())

    def _missing(self) -> set[str]:
        """What is due, open and unanswered, and not on the screen."""
        self._look()
        up = set().union(*map(self._screen.names, self._screen.cards(self._remote.open())))
        kept = entries(self._coach.journal)
        return self._open(kept) - up

    def _why_missing(self) -> str:
        missing = self._missing()
        ids = {self._night.reminder(name) for name in missing}
        kept = entries(self._coach.journal)
        lines = [
            *(str(e) for e in kept if ids & {e.body.get("reminder"), *e.body.get("reminders", ()),
                                             *e.body.get("carried", ())}),
            *(str(showing) for showing in self._screen.showings if missing & showing.names),
            *(str(press) for press in self._person.presses if missing & press.names),
            f"up: {self._remote.open()}; now {self._clock.now()}",
        ]  # fmt: skip
        return "\n".join([str(missing), *lines, self._coach.said()])

    def _open(self, kept: list[Entry]) -> set[str]:
        """What is due, unanswered, and not sent away, on this evening."""
        now = self._clock.now()
        found = set()
        for name in NAMES:
            given = [e.body for e in kept if e.body.get("reminder") == self._night.reminder(name)]
            settled = any(body["verb"] in {"done", "skip"} for body in given)
            backs = [datetime.fromisoformat(body["back"]) for body in given if body.get("back")]
            away = bool(given) and (not backs or max(backs) > now)
            # One that is about to end may end while we look.
            closing = self._night.until[name] - SLACK <= now
            if not settled and not away and not closing and self._night.due[name] <= now:
                found.add(name)
        return found

    # --- a life of the daemon ------------------------------------------------------------

    def _life(self) -> None:
        aim = self._dice.choice(AIMS)
        self._set_clock()
        slow = self._dice.choice((0, 0, 0.005, 0.03)) if aim == "a card comes up" else 0
        self._remote.set(slow=slow)
        with self._doomed(self._dice.uniform(0, LONGEST_LIFE) if aim == "any moment" else None):
            self._live(aim)
        self.figures["kills"] += 1
        self.figures[f"aimed: {aim}"] += 1
        self.figures["killed while starting"] += "coach runs" not in self._coach.said()
        assert "Traceback" not in self._coach.said(), self._coach.said()
        until(self._seen_all, "the server to answer the dead")
        self._check(after_kill=True)

    def _set_clock(self) -> None:
        """Move it to just before something comes due, or anywhere up to then."""
        now = self._clock.now()
        ahead = [due for due in self._night.due.values() if due > now]
        if not ahead:
            self._clock.move(timedelta(seconds=self._dice.uniform(0, 70)))
        elif self._dice.random() < 0.8:
            lead = timedelta(seconds=self._dice.uniform(0, 0.9))
            self._clock.put(max(min(ahead) - lead, now))
        else:
            self._clock.put(now + (min(ahead) - now) * self._dice.random())

    @contextmanager
    def _doomed(self, after: float | None) -> Iterator[None]:
        """A daemon that is killed at the end, or after so many seconds."""
        daemon = self._coach.spawn()
        killer = Timer(LONGEST_LIFE if after is None else after, daemon.kill)
        killer.start()
        try:
            yield
        finally:
            killer.cancel()
            killer.join()
            self._coach.kill()
            sweep(daemon.pid)

    def _live(self, aim: Aim) -> None:
        """Watch and answer until the daemon is dead."""
        acts = time.monotonic() + self._dice.uniform(0.1, 0.9)
        before = len(self._screen.showings)
        while self._coach.alive:
            self._look()
            if aim == "a card comes up" and self._comes_up(before):
                time.sleep(self._dice.choice((0, 0.001, 0.002, 0.004)))
                return
            if time.monotonic() > acts:
                acts = time.monotonic() + self._dice.uniform(0.1, 0.9)
                if self._act() and aim == "a button is pressed":
                    return

    def _comes_up(self, before: int) -> bool:
        """Whether a card has come up, or is just coming up on a slow server."""
        calls = self._remote.every_call(self._screen.seen)
        return len(self._screen.showings) > before or any(c["method"] == "Notify" for c in calls)

    def _act(self) -> bool:
        """Answer somehow; whether it was by a button."""
        cards = self._screen.cards(self._remote.open())
        if cards and self._dice.random() < 0.6:
            press = self._person.press(self._screen, self._dice.choice(cards), self._clock.now())
            time.sleep(self._dice.uniform(0, 0.01))
            self._wait_for(press)
            return True
        now = self._clock.now()
        self._person.type([name for name in NAMES if self._night.due[name] <= now])
        return False

    def _wait_for(self, press: Press) -> None:
        """See whether the card is taken down: then the answer is safe."""
        since, moment = self._screen.seen, time.monotonic() + self._dice.uniform(0, 0.2)
        while self._coach.alive and time.monotonic() < moment:
            if press.to_somebody and self._taken_down(press, since):
                self._person.heard.append(press)
                return

    def _taken_down(self, press: Press, since: int) -> bool:
        """Taken down for this press; what another card took over went down for that one."""
        before = takewhile(lambda call: call["method"] != "Notify", self._remote.every_call(since))
        return any(c["method"] == "CloseNotification" and c["body"][0] == press.number
                   for c in before)  # fmt: skip

    def _look(self) -> None:
        self._screen.follow(self._remote.every_call(self._screen.seen), self._clock.ahead)

    def _seen_all(self) -> bool:
        self._look()
        return not self._remote.every_call(self._screen.seen)

    # --- what is left --------------------------------------------------------------------

    def _check(self, *, after_kill: bool) -> None:
        kept = self._copied()
        ids = Counter(entry.id for entry in kept)
        assert max(ids.values(), default=0) <= 1, "a fact is there twice"
        by_id = {entry.id: entry for entry in kept}
        changed = [entry for entry in self._known.values() if by_id.get(entry.id) != entry]
        assert not changed, f"gone or changed: {changed}"
        lost = {words for fact, words in self._person.told.items() if fact not in by_id}
        assert not lost, f"a command acknowledged it, and it is gone: {lost}"
        self._known = by_id
        self._check_buttons(kept)
        self._check_rings(kept)
        self._account(kept, after_kill=after_kill)

    def _copied(self) -> list[Entry]:
        """The journal as the killed daemon left it; the daemon itself finds it untouched."""
        assert not [*self._coach.data.glob("*damaged*")], "taken for damaged"
        with tempfile.TemporaryDirectory() as folder:
            for file in self._coach.data.glob("journal.db*"):
                shutil.copy(file, folder)
            copy = Path(folder) / "journal.db"
            if not copy.exists():
                return []
            assert sound(copy) == "ok"
            return entries(copy)

    def _check_buttons(self, kept: list[Entry]) -> None:
        answers = [e for e in kept if e.kind == "answer" and e.body["via"] == "button"]
        given = Counter((e.body["reminder"], e.body["verb"]) for e in answers)
        pressed = Counter(
            (_id(press, name), press.verb) for press in self._person.presses for name in press.ever
        )
        twice = {what for what, times in given.items() if times > pressed[what]}
        assert not twice, f"noted more often than pressed: {twice}"
        for press in self._person.heard:
            for reminder in (_id(press, name) for name in press.names):
                assert given[reminder, press.verb] or _answered_before(press, reminder, kept), press

    def _check_rings(self, kept: list[Entry]) -> None:
        """In the journal, nothing rang again for itself."""
        rang: Counter[str] = Counter()
        allowed: Counter[str] = Counter()
        for entry in kept:
            if entry.body.get("stage") == "shown":
                rang.update(entry.body["reminders"])
            elif entry.body.get("verb") == "snooze":
                allowed[entry.body["reminder"]] += 1
        nagged = {what for what, times in rang.items() if times > 1 + allowed[what]}
        assert not nagged, f"rang again: {nagged}"

    def _account(self, kept: list[Entry], *, after_kill: bool) -> None:
        """Hold what came up in one life of the daemon against what may."""
        repeats = 0
        unheard = self._person.unheard(self._night)
        life = self._screen.showings[self._accounted :]
        in_place = Counter(showing.number for showing in life if showing.same)
        # To hear its buttons, a card of an earlier life is put up again, once.
        assert max(in_place.values(), default=0) <= after_kill, f"again and again: {life}"
        for showing in life:
            self._in_window(showing)
            again = {name for name in showing.new if self._too_often(name, showing, kept)}
            self._shown.update(showing.new)
            if again and showing.replaces in unheard:
                self.figures["came back after a press that nobody heard"] += 1
                self._shown.subtract(again)
            elif again:
                repeats += 1
                self._shown.subtract(again)
        self._accounted = len(self._screen.showings)
        assert repeats <= after_kill, f"{repeats} repeated in one life: {life}"
        self.figures["repeated"] += repeats

    def _in_window(self, showing: Showing) -> None:
        for name in showing.new:
            self.figures["shown"] += 1
            due, end = self._night.due[name], self._night.until[name]
            assert due <= showing.at < end + SLACK, f"outside its window: {showing}"

    def _too_often(self, name: str, showing: Showing, kept: list[Entry]) -> bool:
        reminder = self._night.reminder(name)
        snoozed = sum(
            e.body.get("reminder") == reminder
            and e.body.get("verb") == "snooze"
            and datetime.fromisoformat(e.at) <= showing.at
            for e in kept
        )
        return bool(self._shown[name] >= 1 + snoozed)

    def told(self) -> str:
        """The figures, a line each."""
        self.figures["acknowledged by commands"] = len(self._person.told)
        self.figures["typed"] = self._person.typed
        self.figures["acknowledged by buttons"] = len(self._person.heard)
        self.figures["pressed"] = len(self._person.presses)
        self.figures["facts kept"] = len(self._known)
        return "\n".join(f"{count:6}  {what}" for what, count in self.figures.items())


def _id(press: Press, name: str) -> str:
    """The id of something that a press was for."""
    return f"{press.at:%Y-%m-%d}/{name}/1"


def _answered_before(press: Press, reminder: str, kept: list[Entry]) -> bool:
    """Whether another answer had settled it, or was about to take the card down just then."""
    for entry in kept:
        if entry.body.get("reminder") == reminder and "verb" in entry.body:
            ago = press.at - datetime.fromisoformat(entry.at)
            settled = entry.body["verb"] in {"done", "skip"}
            if (settled and ago > -SLACK) or abs(ago) < SLACK:
                return True
    return False


def play(folder: Path, kills: int, seed: int) -> Kills:
    """Kill a daemon of its own, on a bus of its own."""
    with PrivateBus(folder) as bus, RunningServer(bus) as server:
        clock = FakedClock(folder)
        environ = {**bus.environ, **clock.environ}
        with Coach(folder, environ, clock.wrapped) as coach:
            played = Kills(coach, clock, server.remote, seed)
            try:
                played.play(kills)
            finally:
                print(f"seed {seed}\n{played.told()}")
            return played


def main() -> None:
    """Play as often as told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    told = parser.parse_args()
    began = time.monotonic()
    print(f"seed {told.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder), told.kills, told.seed)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
