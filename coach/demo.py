"""One evening in about a minute: the real daemon, a faster clock, a throw-away journal."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TextIO

from coach.core.model import Handle
from coach.daemon.daemon import Daemon
from coach.daemon.inforce import InForce
from coach.daemon.recorder import Recorder
from coach.daemon.spill import Spill
from coach.journal import SqliteJournal
from coach.loop import Loop
from coach.notify.desktop import open_channel
from coach.notify.freedesktop import Freedesktop
from coach.notify.port import Channel, ChannelEvent, Notice, Pressed, Unreachable
from coach.notify.terminal import Terminal
from coach.senses.clock import open_timer
from coach.senses.presence import Unknown
from coach.senses.signals import Signals
from coach.senses.zone import local_zone
from coach.wording import setting_up
from coach.wording.times import clock as spelled
from coach.wording.translating import _

SPEED = 60
"""A minute of the evening passes in a second."""

BEGINS = timedelta(hours=20, minutes=59)
LASTS = timedelta(minutes=62)

CONFIG = """
bedtime = "22:00"
wake = "07:00"

[[habit]]
key = "calcium"
title = {calcium}
at = "21:02"
repeat_after = "8min"
snooze = "5min"

[[habit]]
key = "warm"
title = {warm}
at = "21:20"
repeat_after = "8min"
snooze = "5min"

[[habit]]
key = "stretch"
title = {stretch}
at = "21:35"
cue = {cue}
repeat_after = "8min"
snooze = "5min"
"""


class FastClock:
    """Begins at 20:59 today and runs sixty times as fast."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._began = datetime.now(UTC)
        today = self._began.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        self._evening = (today + BEGINS).astimezone(UTC)

    def now(self) -> datetime:
        """The demo's present instant."""
        return self._evening + (datetime.now(UTC) - self._began) * SPEED

    def zone(self) -> tzinfo:
        """The zone of this machine."""
        return self._zone

    def elapsed(self) -> timedelta:
        """The time that passed in the demo."""
        return self.now() - self._evening

    def real(self, instant: datetime) -> datetime:
        """When an instant of the demo comes in reality."""
        return self._began + (instant - self._evening) / SPEED

    def end(self) -> datetime:
        """When the demo is over, in reality."""
        return self.real(self._evening + LASTS)


class Told:
    """A channel that also tells in the terminal what it does."""

    def __init__(self, channel: Channel, time: FastClock, say: Callable[[str], None]) -> None:
        self._channel = channel
        self._time = time
        self._say = say
        self.name = channel.name
        self.confirms = channel.confirms

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:
        """Show and tell."""
        handle = self._channel.show(notice, replaces)
        self._tell(setting_up.demo_shown(notice.title))
        return handle

    def withdraw(self, handle: Handle) -> None:
        """Withdraw."""
        self._channel.withdraw(handle)

    def adopt(self, handle: Handle) -> bool:
        """Adopt."""
        return self._channel.adopt(handle)

    def events(self) -> tuple[ChannelEvent, ...]:
        """Listen and tell."""
        events = self._channel.events()
        for event in events:
            if isinstance(event, Pressed):
                self._tell(setting_up.demo_pressed(event.choice))
        return events

    def fileno(self) -> int | None:
        """What to watch."""
        return self._channel.fileno()

    def close(self) -> None:
        """Let go."""
        self._channel.close()

    def _tell(self, text: str) -> None:
        self._say(f"  {spelled(self._time.now(), self._time.zone())}  {text}")


def demo(environ: Mapping[str, str], platform: str, stream: TextIO) -> None:
    """Play the evening; what is answered in it is forgotten afterwards."""

    def say(text: str) -> None:
        print(text, file=stream, flush=True)

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="coach-demo-"))
        time = FastClock(local_zone(environ))
        channel = stack.enter_context(closing(_channel(environ, platform, stream)))
        on_desktop = not isinstance(channel, Terminal)
        say(setting_up.demo_begins(on_desktop=on_desktop) + "\n")
        daemon = _daemon(folder, Told(channel, time, say) if on_desktop else channel, time, stack)
        loop = Loop(lambda: time.real(daemon.turn()), open_timer(stack))
        _listen(loop, channel, stack)
        loop.at("end", time.end(), loop.shutdown)
        loop.start()
        daemon.stop()
    say("\n" + _(setting_up.DEMO_ENDS))


def _daemon(folder: str, channel: Channel, time: FastClock, stack: ExitStack) -> Daemon:
    config = os.path.join(folder, "config.toml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(_config())
    # Written long ago: in the demo's evening nothing counts as written too late.
    os.utime(config, (0, 0))
    journal = stack.enter_context(SqliteJournal(os.path.join(folder, "journal.db")))
    recorder = Recorder(journal, Spill([folder]))
    return Daemon(InForce(config, folder), recorder, channel, time, Unknown())


def _config() -> str:
    """The evening's habits, called as the person would call them; JSON's strings are TOML's."""
    words = {**setting_up.DEMO_TITLES, "cue": setting_up.DEMO_CUE}
    return CONFIG.format(**{name: json.dumps(_(text)) for name, text in words.items()})


def _channel(environ: Mapping[str, str], platform: str, stream: TextIO) -> Channel:
    """The desktop where it can be reached, else the terminal, whatever it is."""
    channel = open_channel(environ, platform, stream)
    if isinstance(channel, Freedesktop):
        try:
            channel.describe()
        except Unreachable:
            channel.close()
        else:
            return channel
    return Terminal(stream)


def _listen(loop: Loop, channel: Channel, stack: ExitStack) -> None:
    signals = Signals()
    stack.callback(signals.close)

    def heard() -> bool:
        if signals.read():
            loop.shutdown()
        return False

    loop.listen(signals, heard)
    loop.listen(channel, lambda: True)
